//! Random histories: people of every role in several venues send commands of every type, sensible and not, people come
//! and go, connections break, time passes in steps of every size, and deadlines happen when they are due, promptly or
//! late, before the next command.

mod choice;
mod deeds;
mod probes;

use proptest::collection::vec;
use proptest::prelude::*;
use rostrum::domain::command::{Command, Waiting};
use rostrum::domain::creation::NewSession;
use rostrum::domain::forms::{Edition, PresetStep};
use rostrum::domain::ids::{ItemId, ParticipantId};
use rostrum::domain::limits::SessionLimits;
use rostrum::domain::rules::Overtime;
use rostrum::domain::{Actor, Audience, Event, Order};
use serde_json::{Value, json};

use self::deeds::take;
pub use self::probes::probes;
use super::given::{CHAIR, FIRST, Meeting, new_session};
use super::merge::merge;

/// Raw numbers of which [`play`] makes one act each.
#[derive(Clone, Copy)]
pub struct Step {
    who: u8,
    what: u16,
    one: u16,
    two: u16,
    /// Below [`SENSIBLE`] the act is one that makes sense at the time.
    sense: u8,
    ms: u32,
}

impl std::fmt::Debug for Step {
    /// On one line: a failing history has hundreds.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            who,
            what,
            one,
            two,
            sense,
            ms,
        } = self;
        write!(formatter, "({who},{what},{one},{two},{sense},{ms})")
    }
}

/// Out of 256.
const SENSIBLE: u8 = 215;

/// A history to play.
#[derive(Debug, Clone)]
pub struct Script {
    rules: usize,
    discipline: usize,
    safe: u64,
    opened: bool,
    focus: Focus,
    steps: Vec<Step>,
}

/// What people do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    Everything,
    /// Nothing but ask for the floor, wait and speak.
    Queues,
    /// The same, under one discipline after the other.
    Disciplines,
}

impl Script {
    /// One that failed once, as its failure was printed.
    pub fn found(rules: (usize, usize, u64), focus: Focus, steps: &[(u8, u16, u16, u16, u8, u32)]) -> Self {
        let step = |(who, what, one, two, sense, ms): &(u8, u16, u16, u16, u8, u32)| Step {
            who: *who,
            what: *what,
            one: *one,
            two: *two,
            sense: *sense,
            ms: *ms,
        };
        Self {
            rules: rules.0,
            discipline: rules.1,
            safe: rules.2,
            opened: true,
            focus,
            steps: steps.iter().map(step).collect(),
        }
    }

    /// How many steps it has.
    pub fn len(&self) -> usize {
        self.steps.len()
    }
}

fn step() -> impl Strategy<Value = Step> {
    let ms = prop_oneof![3 => Just(0_u32), 4 => 1_u32..900, 2 => 900_u32..5_000, 1 => 5_000_u32..700_000];
    (any::<u8>(), any::<u16>(), any::<u16>(), any::<u16>(), any::<u8>(), ms).prop_map(
        |(who, what, one, two, sense, ms)| Step {
            who,
            what,
            one,
            two,
            sense,
            ms,
        },
    )
}

/// Scripts of up to `steps` acts.
pub fn script(steps: usize) -> impl Strategy<Value = Script> {
    let rules = (0..RULES, 0..DISCIPLINES.len(), 0_u64..4);
    (rules, prop::bool::weighted(0.85), vec(step(), 1..=steps)).prop_map(|(rules, opened, steps)| Script {
        rules: rules.0,
        discipline: rules.1,
        safe: rules.2,
        opened,
        focus: Focus::Everything,
        steps,
    })
}

/// Scripts that are about the queues, under some of [`DISCIPLINES`], or under all, one after the other.
pub fn queue_script(disciplines: &'static [usize], steps: usize) -> impl Strategy<Value = Script> {
    (prop::sample::select(disciplines), script(steps)).prop_map(|(discipline, script)| Script {
        discipline,
        opened: true,
        focus: if disciplines.len() == DISCIPLINES.len() {
            Focus::Disciplines
        } else {
            Focus::Queues
        },
        rules: 2,
        ..script
    })
}

const RULES: usize = 5;

pub const DISCIPLINES: [&str; 6] = [
    "arrival",
    "fewest_turns",
    "least_time",
    "sector_rotation",
    "venue_rotation",
    "chair_order",
];

fn rules(script: &Script) -> Value {
    let rules = match script.rules {
        0 => json!({"quorum": 2}),
        1 => json!({"overtime": "stop", "turn_limit_ms": 3_000, "warn_ms": 1_000, "ready_timeout_ms": 1_000,
            "posts_moderated": true}),
        2 => json!({"requests_per_kind": 3, "queue_max": 8, "threads_before": true, "threads_after": true}),
        3 => json!({"overtime": "stop", "warn_ms": 0, "drop_clock": "runs",
            "kind_limits_ms": {"question": 1_000, "point_of_order": 2_000}}),
        _ => json!({"overtime": "overrun", "turn_limit_ms": 2_000, "warn_ms": 5_000, "requests_per_kind": 2}),
    };
    let queues = json!({"discipline": DISCIPLINES[script.discipline], "safe_positions": script.safe});
    merge(rules, &queues)
}

/// Small limits, so that histories of this length reach them.
fn small_limits() -> SessionLimits {
    SessionLimits {
        items_max: 8,
        threads_max: 4,
        pinned_per_thread_max: 2,
        waiting_per_item_max: 9,
        waiting_max: 14,
        participants_max: 40,
        open_polls_max: 3,
        commitments_max: 6,
        follow_ups_max: 5,
        ..SessionLimits::default()
    }
}

/// The people of the fixture, in more sectors.
fn body(script: &Script) -> NewSession {
    let mut body = new_session(&rules(script));
    let sectors = [None, Some("经济界"), Some("教育界"), Some("__proto__")];
    for (number, person) in body.participants.iter_mut().enumerate() {
        person.sector = sectors[number % sectors.len()].map(str::to_owned);
    }
    body
}

/// A meeting with something to prepare.
fn edition() -> Edition {
    let mut edition = Edition::meeting();
    let step = |title: &str, mandatory| PresetStep {
        title: title.to_owned(),
        who: "The clerk".to_owned(),
        mandatory,
        due_before_ms: None,
    };
    edition.preset.steps = vec![step("Papers go out", true), step("The hall is heated", false)];
    edition
}

/// Plays a script; `watch` sees the meeting after every accepted entry.
pub fn play(script: &Script, mut watch: impl FnMut(&Meeting)) -> Meeting {
    let mut meeting = Meeting::made_by(&body(script), &edition(), small_limits());
    watch(&meeting);
    if script.opened {
        for command in [
            Command::OpenSession {
                reason: Some("It is urgent.".into()),
            },
            Command::StartItem {
                item: ItemId(FIRST),
                expect_item: None,
                waiting: Waiting::Expire,
            },
            Command::OpenThread {
                title: "A topic".into(),
                item: None,
            },
        ] {
            meeting
                .act(
                    Actor::Participant(ParticipantId(CHAIR)),
                    Order::Command(Box::new(command)),
                )
                .expect("a beginning");
            watch(&meeting);
        }
    }
    for step in &script.steps {
        let_time_pass(&mut meeting, *step, &mut watch);
        let before = meeting.entries.len();
        meeting.connected = !step.sense.is_multiple_of(4);
        take(&mut meeting, *step, script.focus);
        // One act makes one entry; an invitation may make several.
        if meeting.entries.len() > before {
            watch(&meeting);
        }
    }
    meeting
}

fn let_time_pass(meeting: &mut Meeting, step: Step, watch: &mut impl FnMut(&Meeting)) {
    let until = meeting.now.plus_millis(step.ms.into());
    let late = step.one.is_multiple_of(4);
    let mut at_this_moment = 0;
    while let Some((due, deadline)) = meeting.session.next_deadline().filter(|(due, _)| *due <= until) {
        let at = if late { until } else { meeting.now.max(due) };
        at_this_moment = if at == meeting.now { at_this_moment + 1 } else { 1 };
        // A call, and a warning and an end for each of three turns.
        assert!(at_this_moment <= 7, "the clock goes round in circles at {at}");
        meeting.now = at;
        meeting
            .act(Actor::Clock, Order::Deadline(deadline))
            .expect("a deadline that is due happens");
        let next = meeting.session.next_deadline();
        assert!(
            next.is_none_or(|next| next.1 != deadline || next.0 > at),
            "{deadline:?} is due again at once"
        );
        watch(meeting);
    }
    meeting.now = until;
    // Who was over time already is not stopped by a rule that comes later.
    let amended = meeting
        .entries
        .iter()
        .any(|entry| matches!(entry.event, Event::RulesAmended { .. }));
    if meeting.session.rules().overtime == Overtime::Stop && !amended {
        for turn in meeting.session.view(Audience::Moderators).turns.values() {
            let since = turn.running_since.unwrap_or(until);
            let used_ms = turn.spent_ms + until.millis_since(since);
            assert!(
                turn.running_since.is_none() || used_ms < turn.limit_ms,
                "a turn outlives its limit"
            );
        }
    }
}
