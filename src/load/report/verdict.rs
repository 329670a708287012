//! What an operator should look at in a report before he trusts the machine with a real day.

use super::Report;

/// The delay up to which a room feels like a room, in milliseconds: what the hundredth slowest delivery takes.
const P99_MS_MAX: f64 = 100.0;
/// Of a hundred commands so many may be refused or held back.
const PERCENT_MAX: u64 = 1;
/// From here on this tool, on its one thread, was what limited.
const OWN_CORES_MAX: f64 = 0.9;

/// What is wrong with a run, each in a sentence; nothing if it was as it should be.
#[must_use]
pub fn complaints(report: &Report) -> Vec<String> {
    let load = &report.load;
    let mut complaints = Vec::new();
    if !report.lost.is_nothing() {
        complaints.push("members lost entries: do not use this machine, and tell us".to_owned());
    }
    let refused: u64 = load.refused.values().sum();
    let many = |count: u64| count * 100 > load.commands * PERCENT_MAX;
    if many(refused) {
        let commands = load.commands;
        complaints.push(format!(
            "{refused} of {commands} commands were refused, so less was done than was asked for"
        ));
    }
    if many(load.held_back) {
        let held_back = load.held_back;
        complaints.push(format!(
            "{held_back} commands could not be sent when they were due: everybody still waited for answers"
        ));
    }
    if load.delay.p99_ms > P99_MS_MAX {
        complaints.push(format!(
            "one delivery in a hundred took more than {:.0} ms, and {P99_MS_MAX:.0} is what people do not notice",
            load.delay.p99_ms
        ));
    }
    let failed = report.join.failed_joins + report.reconnect.as_ref().map_or(0, |storm| storm.failed_joins);
    if failed > 0 {
        complaints.push(format!("{failed} joins failed and were tried again"));
    }
    if load.own_cores > OWN_CORES_MAX {
        complaints.push("this tool was the bottleneck: the server can do more than this".to_owned());
    }
    complaints
}
