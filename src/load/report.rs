//! What a load came to: figures for each phase, and what was lost.

mod text;
mod verdict;

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

use super::Plan;
use super::cast::Numbers;
use super::drive::Pace;
use super::script::Mix;
use super::tally::{Tally, Times};
use super::target::Reached;
use super::usage::Usage;
use crate::time::Timestamp;

/// The whole report.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// What was asked for.
    pub asked: Asked,
    /// Making the sessions and seating everybody.
    pub create: Create,
    /// Everybody comes at once.
    pub join: Storm,
    /// Everybody is there and nothing happens.
    pub idle: Idle,
    /// Everybody is there and people act.
    pub load: Load,
    /// Every connection breaks and everybody comes back; absent if that was not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reconnect: Option<Storm>,
    /// Connections of slow readers, who come back after each end.
    pub slow_joins: u64,
    /// What members did not get as they should.
    pub lost: Lost,
}

pub use verdict::complaints;

/// What was asked for.
#[derive(Debug, Clone, Serialize)]
pub struct Asked {
    /// When it began.
    pub at: Timestamp,
    /// The version of the program that measured.
    pub version: &'static str,
    /// `own` for a server that was started for this, else its address.
    pub server: String,
    /// Members whose reading counts.
    pub members: usize,
    /// Sessions that they were spread over.
    pub sessions: usize,
    /// Readers that take nothing.
    pub stalled: usize,
    /// Readers that take a few bytes a second.
    pub dripping: usize,
    /// Joins under way at the same time.
    pub joins_at_once: usize,
    /// Commands a second, if the pace was given so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commands_per_second: Option<f64>,
    /// Commands under way at a time, if the pace was given so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_flight: Option<usize>,
    /// What people did, in proportion.
    pub script: Mix,
}

/// Making the sessions and seating everybody.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Create {
    /// People in all sessions, slow readers among them.
    pub people: usize,
    /// Making and inviting, in seconds.
    pub made_seconds: f64,
    /// Redeeming all invitations, in seconds.
    pub seated_seconds: f64,
    /// Invitations redeemed a second.
    pub seats_per_second: f64,
}

/// Everybody comes at once.
#[derive(Debug, Clone, Serialize)]
pub struct Storm {
    /// From the first connection to the last member that was up to date, in seconds.
    pub seconds: f64,
    /// Members up to date, for each second of it.
    pub joins_per_second: f64,
    /// From a member's first packet until it was up to date.
    pub connect_to_whole: Times,
    /// From `hello` until then.
    pub hello_to_whole: Times,
    /// Whole views that came.
    pub states: u64,
    /// Bytes of one, on average.
    pub state_bytes: u64,
    /// Events that came to those who had a view already.
    pub events: u64,
    /// Joins that failed and were tried again.
    pub failed_joins: u64,
    /// Processor time of the server, in seconds; absent where the server began anew within.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_cpu_seconds: Option<f64>,
    /// From the kill until the own server listened again, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_away_seconds: Option<f64>,
}

/// Memory of the server.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Idle {
    /// Before the first session was made.
    pub empty_bytes: u64,
    /// With the sessions and without anybody.
    pub created_bytes: u64,
    /// With everybody connected.
    pub joined_bytes: u64,
    /// What a connection takes, with its share of its session: joined beyond empty, for each.
    pub bytes_per_connection: u64,
    /// Processor time of the server for each second in which nothing happened, in seconds.
    pub server_cpu_per_second: f64,
}

/// People act.
#[derive(Debug, Clone, Serialize)]
pub struct Load {
    /// How long, in seconds.
    pub seconds: f64,
    /// Commands sent.
    pub commands: u64,
    /// Commands that were due while nobody was free to send them.
    pub held_back: u64,
    /// Commands that took effect.
    pub accepted: u64,
    /// Commands that did not, by code.
    pub refused: BTreeMap<String, u64>,
    /// Commands without an answer, as when their connection went.
    pub unanswered: u64,
    /// Commands sent a second.
    pub commands_per_second: f64,
    /// Events that came to members, the last ones after the time was over among them.
    pub deliveries: u64,
    /// Events that came to members, for each second of it.
    pub deliveries_per_second: f64,
    /// Bytes of an event, on average.
    pub event_bytes: u64,
    /// From a command to each delivery of its event.
    pub delay: Times,
    /// Deliveries of events whose command's time was not known.
    pub unmatched: u64,
    /// Digests of who is there.
    pub presences: u64,
    /// Processor time of the server for a million deliveries, in seconds.
    pub server_cpu_seconds_per_million: f64,
    /// Cores that the server kept busy.
    pub server_cores: f64,
    /// Processor time of this tool for a million deliveries, in seconds: its own cost.
    pub own_cpu_seconds_per_million: f64,
    /// Cores that this tool kept busy; near 1 it was the bottleneck, and the server could do more.
    pub own_cores: f64,
    /// Connections of members that ended, by the close's code.
    pub closes: BTreeMap<String, u64>,
    /// Memory of the server at the end, in bytes.
    pub resident_bytes: u64,
}

/// What members did not get as they should: each entry of their session once, in order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Lost {
    /// Deliveries that were due over all phases after joining: each entry to each member of its session.
    pub owed: u64,
    /// Deliveries that came.
    pub delivered: u64,
    /// Entries that a whole view took the place of, for each member that had one already.
    pub skipped: u64,
    /// Whole views that came in the place of entries.
    pub resyncs: u64,
    /// Entries that a member never got although later ones came.
    pub gaps: u64,
    /// Entries that a member got twice.
    pub repeats: u64,
    /// Members that lacked the newest entries in the end.
    pub behind: u64,
    /// Messages that were none of the protocol.
    pub strange: u64,
}

impl Lost {
    /// Whether everybody got everything, once.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.gaps == 0
            && self.repeats == 0
            && self.behind == 0
            && self.strange == 0
            && self.owed == self.delivered + self.skipped
    }

    /// Takes in what a phase counted.
    pub(super) const fn add(&mut self, tally: &Tally) {
        self.delivered += tally.deliveries;
        self.skipped += tally.skipped;
        self.resyncs += tally.resyncs;
        self.gaps += tally.gaps;
        self.repeats += tally.repeats;
        self.strange += tally.strange;
    }
}

impl Asked {
    pub(super) fn of(plan: &Plan, server: &Reached, at: Timestamp) -> Self {
        let Numbers {
            sessions,
            readers,
            stalled,
            dripping,
        } = plan.numbers;
        let (commands_per_second, in_flight) = match plan.pace {
            Pace::PerSecond(rate) => (Some(rate), None),
            Pace::InFlight(most) => (None, Some(most)),
        };
        Self {
            at,
            version: env!("CARGO_PKG_VERSION"),
            server: server.name(),
            members: readers,
            sessions,
            stalled,
            dripping,
            joins_at_once: plan.joins_at_once,
            commands_per_second,
            in_flight,
            script: plan.mix,
        }
    }
}

impl Idle {
    /// With what was so before anybody connected.
    pub(super) fn beyond(self, empty: Usage, created: Usage, numbers: Numbers) -> Self {
        let beyond = self.joined_bytes.saturating_sub(empty.resident_bytes);
        Self {
            empty_bytes: empty.resident_bytes,
            created_bytes: created.resident_bytes,
            bytes_per_connection: beyond / (numbers.people() as u64).max(1),
            ..self
        }
    }
}

impl Storm {
    pub(super) fn of(members: usize, took: Duration, tally: &Tally) -> Self {
        Self {
            seconds: took.as_secs_f64(),
            joins_per_second: per_second(members as u64, took),
            connect_to_whole: tally.joins.times(),
            hello_to_whole: tally.hellos.times(),
            states: tally.states,
            state_bytes: tally.state_bytes_each(),
            events: tally.deliveries,
            failed_joins: tally.failed_joins,
            server_cpu_seconds: None,
            server_away_seconds: None,
        }
    }
}

/// A rate; 0 for no time at all.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub(super) fn per_second(count: u64, time: Duration) -> f64 {
    if time.is_zero() {
        return 0.0;
    }
    count as f64 / time.as_secs_f64()
}

/// Seconds for a million of something; 0 if there was none.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub(super) fn seconds_per_million(time: Duration, count: u64) -> f64 {
    if count == 0 {
        return 0.0;
    }
    time.as_secs_f64() * 1_000_000.0 / count as f64
}
