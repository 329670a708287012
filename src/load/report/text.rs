//! The report as people read it.

use std::fmt::{Display, Formatter, Result};

use super::{Report, Storm, complaints};
use crate::load::tally::Times;

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let Self {
            asked,
            create,
            idle,
            load,
            lost,
            ..
        } = self;
        writeln!(
            f,
            "server      {}; {} members in {} sessions, {} stalled and {} dripping readers",
            asked.server, asked.members, asked.sessions, asked.stalled, asked.dripping
        )?;
        writeln!(
            f,
            "create      {} people in {:.2} s, seated in {:.2} s: {:.0} seats a second",
            create.people, create.made_seconds, create.seated_seconds, create.seats_per_second
        )?;
        storm(f, "join storm", &self.join)?;
        writeln!(
            f,
            "idle        memory {} empty, {} with the sessions, {} with everybody: {:.2} KiB a connection; {:.1} % of a core",
            Mebibytes(idle.empty_bytes),
            Mebibytes(idle.created_bytes),
            Mebibytes(idle.joined_bytes),
            Mebibytes(idle.bytes_per_connection).count() * 1_024.0,
            idle.server_cpu_per_second * 100.0
        )?;
        writeln!(
            f,
            "load        {} commands in {:.1} s: {:.1} a second; {} took effect, {} held back, {} unanswered",
            load.commands, load.seconds, load.commands_per_second, load.accepted, load.held_back, load.unanswered
        )?;
        writeln!(
            f,
            "            {} deliveries, {:.0} a second, of {} bytes each",
            load.deliveries, load.deliveries_per_second, load.event_bytes
        )?;
        writeln!(
            f,
            "            delay from command to each member: {}",
            Spread(load.delay)
        )?;
        writeln!(
            f,
            "            server: {:.2} s of processor for a million deliveries, {:.2} cores busy, {}",
            load.server_cpu_seconds_per_million,
            load.server_cores,
            Mebibytes(load.resident_bytes)
        )?;
        writeln!(
            f,
            "            this tool: {:.2} s for a million deliveries, {:.2} cores busy",
            load.own_cpu_seconds_per_million, load.own_cores
        )?;
        if let Some(reconnect) = &self.reconnect {
            storm(f, "reconnect", reconnect)?;
        }
        writeln!(f, "refused     {}", Counts(&load.refused))?;
        writeln!(f, "closed      {} while people acted", Counts(&load.closes))?;
        if asked.stalled + asked.dripping > 0 {
            writeln!(f, "slow        {} connections of slow readers", self.slow_joins)?;
        }
        let verdict = if lost.is_nothing() { "nothing" } else { "SOMETHING" };
        writeln!(
            f,
            "lost        {verdict}: {} of {} deliveries came, {} were in {} whole views; {} gaps, {} repeats, {} members behind, {} strange",
            lost.delivered, lost.owed, lost.skipped, lost.resyncs, lost.gaps, lost.repeats, lost.behind, lost.strange
        )?;
        let complaints = complaints(self);
        if complaints.is_empty() {
            return writeln!(f, "verdict     good: this machine bears what was asked for");
        }
        for complaint in complaints {
            writeln!(f, "verdict     NOT GOOD: {complaint}")?;
        }
        Ok(())
    }
}

fn storm(f: &mut Formatter<'_>, name: &str, storm: &Storm) -> Result {
    write!(
        f,
        "{name:<11} {:.0} joins a second, {:.2} s in all",
        storm.joins_per_second, storm.seconds
    )?;
    if let Some(away) = storm.server_away_seconds {
        write!(f, " after {away:.2} s without a server")?;
    }
    if let Some(cpu) = storm.server_cpu_seconds {
        write!(f, ", {cpu:.2} s of the server's processor")?;
    }
    writeln!(f)?;
    writeln!(
        f,
        "            {} states of {} bytes, {} events, {} failed joins",
        storm.states, storm.state_bytes, storm.events, storm.failed_joins
    )?;
    writeln!(f, "            from connecting: {}", Spread(storm.connect_to_whole))?;
    writeln!(f, "            from hello:      {}", Spread(storm.hello_to_whole))
}

struct Spread(Times);

impl Display for Spread {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let Times {
            p50_ms, p99_ms, max_ms, ..
        } = self.0;
        write!(f, "p50 {p50_ms:.2} ms, p99 {p99_ms:.2} ms, max {max_ms:.2} ms")
    }
}

struct Mebibytes(u64);

impl Mebibytes {
    #[expect(clippy::cast_precision_loss, reason = "memory is far below 2^52 bytes")]
    fn count(&self) -> f64 {
        self.0 as f64 / f64::from(1024 * 1024)
    }
}

impl Display for Mebibytes {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{:.1} MiB", self.count())
    }
}

struct Counts<'a>(&'a std::collections::BTreeMap<String, u64>);

impl Display for Counts<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if self.0.is_empty() {
            return write!(f, "none");
        }
        for (index, (name, count)) in self.0.iter().enumerate() {
            let comma = if index > 0 { ", " } else { "" };
            write!(f, "{comma}{count} {name}")?;
        }
        Ok(())
    }
}
