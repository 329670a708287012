//! The table: medians, and the goals beside them.

use std::fmt::Display;

use crate::Extent;
use crate::measure::{Measured, Paced};

/// What a goal asks of a value.
#[derive(Debug, Clone, Copy)]
enum Goal {
    AtLeast(f64),
    AtMost(f64),
    /// Nothing: it says how far a figure can be trusted.
    None,
}

impl Goal {
    fn met(self, value: f64) -> &'static str {
        match self {
            Self::AtLeast(least) if value >= least => "met",
            Self::AtMost(most) if value <= most => "met",
            Self::None => "",
            _ => "MISSED",
        }
    }
}

impl Display for Goal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::AtLeast(least) => write!(f, ">= {least}"),
            Self::AtMost(most) => write!(f, "<= {most}"),
            Self::None => Ok(()),
        }
    }
}

/// One line.
pub struct Row {
    measure: &'static str,
    goal: Goal,
    ours: f64,
    bare: Option<f64>,
    /// What the goal is about: the median of the rounds' ratios, or our own value.
    value: f64,
}

/// The middle one; of none, what is no number.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// All lines, each the median of the rounds.
pub fn rows(all: &[Measured]) -> Vec<Row> {
    let of = |value: &dyn Fn(&Measured) -> f64| median(all.iter().map(value).collect());
    let beside = |measure, goal, ours: &dyn Fn(&Measured) -> f64, bare: &dyn Fn(&Measured) -> f64| Row {
        measure,
        goal,
        ours: of(ours),
        bare: Some(of(bare)),
        value: of(&|round| ours(round) / bare(round)),
    };
    let alone = |measure, goal, value: &dyn Fn(&Measured) -> f64| Row {
        measure,
        goal,
        ours: of(value),
        bare: None,
        value: of(value),
    };
    let bytes = |paced: &Paced| f64::from(u32::try_from(paced.event_bytes).unwrap_or(u32::MAX));
    vec![
        beside(
            "deliveries a second, one event in flight",
            Goal::AtLeast(0.85),
            &|round| round.ours.one_in_flight,
            &|round| round.bare.one_in_flight,
        ),
        beside(
            "deliveries a second, 64 in flight",
            Goal::AtLeast(0.50),
            &|round| round.ours.many_in_flight,
            &|round| round.bare.many_in_flight,
        ),
        beside(
            "server CPU for a million deliveries at 20 a second, s",
            Goal::AtMost(1.3),
            &|round| round.ours.paced.cpu_seconds_per_million,
            &|round| round.bare.paced.cpu_seconds_per_million,
        ),
        beside(
            "p99 from command to member at 20 a second, ms",
            Goal::AtMost(1.5),
            &|round| round.ours.paced.p99_ms,
            &|round| round.bare.paced.p99_ms,
        ),
        alone("idle memory for each member, KiB", Goal::AtMost(6.0), &|round| {
            round.idle_bytes / 1_024.0
        }),
        Row {
            bare: Some(of(&|round| round.bare_joins.from_connecting)),
            ..alone(
                "joins a second, a state of 4 KiB, from connecting",
                Goal::AtLeast(10_000.0),
                &|round| round.joins.from_connecting,
            )
        },
        Row {
            bare: Some(of(&|round| round.bare_joins.from_hello)),
            ..alone(
                "joins a second, a state of 4 KiB, from hello",
                Goal::AtLeast(10_000.0),
                &|round| round.joins.from_hello,
            )
        },
        beside(
            "p99 beside two slow readers, and without them, ms",
            Goal::AtMost(1.25),
            &|round| round.p99_beside_slow,
            &|round| round.ours.paced.p99_ms,
        ),
        beside(
            "the crowd's own CPU for a million deliveries, s",
            Goal::None,
            &|round| round.ours.paced.own_cpu_seconds_per_million,
            &|round| round.bare.paced.own_cpu_seconds_per_million,
        ),
        beside(
            "bytes of an event",
            Goal::None,
            &|round| bytes(&round.ours.paced),
            &|round| bytes(&round.bare.paced),
        ),
    ]
}

/// Prints them.
pub fn print(rows: &[Row], extent: Extent) {
    println!(
        "{} members, medians of {}; memory at {}, joins at {}",
        extent.members, extent.rounds, extent.idle_members, extent.joining
    );
    println!("{:<56} {:>9} {:>12} {:>12} {:>10}", "", "goal", "ours", "bare", "value");
    for row in rows {
        let bare = row.bare.map(|bare| format!("{bare:.2}")).unwrap_or_default();
        println!(
            "{:<56} {:>9} {:>12.2} {bare:>12} {:>10.2} {}",
            row.measure,
            row.goal.to_string(),
            row.ours,
            row.value,
            row.goal.met(row.value)
        );
    }
}
