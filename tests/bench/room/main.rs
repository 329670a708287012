//! Rostrum beside the bare room, the limit that it is measured against: `cargo bench --bench room`.
//!
//! Both take turns, five times, on the same machine and under the same crowd, the server on one core and the crowd on
//! another. `-- --quick` shows in less than a minute that everything runs; its figures mean nothing.

mod bare;
mod cores;
mod measure;
mod ours;
mod table;

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use rostrum::load::LoadError;
use tokio::runtime::Builder;
use tokio::task::LocalSet;

use cores::Cores;
use measure::Measured;
use table::Row;

/// Tells the bare room's process what it is, and where its file goes.
const BARE_ROOM: &str = "ROSTRUM_BARE_ROOM";

/// How much is measured.
#[derive(Debug, Clone, Copy)]
struct Extent {
    rounds: usize,
    members: usize,
    /// For the memory of each member.
    idle_members: usize,
    /// For the joins a second.
    joining: usize,
    /// With so many events in flight.
    full: Duration,
    /// At 20 events a second.
    paced: Duration,
}

impl Extent {
    const WHOLE: Self = Self {
        rounds: 5,
        members: 1_000,
        idle_members: 5_000,
        joining: 10_000,
        full: Duration::from_secs(4),
        paced: Duration::from_secs(10),
    };
    const QUICK: Self = Self {
        rounds: 1,
        // Fewer could not keep 64 events in flight within their limit of commands.
        members: 500,
        idle_members: 500,
        joining: 500,
        full: Duration::from_millis(500),
        paced: Duration::from_secs(1),
    };
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(directory) = std::env::var_os(BARE_ROOM) {
        let event_bytes = arguments.first().and_then(|bytes| bytes.parse().ok());
        bare::serve(Path::new(&directory), event_bytes.expect("bytes of an event"));
        return ExitCode::SUCCESS;
    }
    // Cargo gives the same arguments to all benchmarks: a name means those whose name has it.
    let mut names = arguments.iter().filter(|argument| !argument.starts_with('-'));
    if names.clone().next().is_some() && !names.any(|name| "room".contains(name.as_str())) {
        return ExitCode::SUCCESS;
    }
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let extent = if quick { Extent::QUICK } else { Extent::WHOLE };
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let done = LocalSet::new().block_on(&runtime, rows(extent));
    match done {
        Ok(rows) => {
            table::print(&rows, extent);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("room: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn rows(extent: Extent) -> Result<Vec<Row>, LoadError> {
    // A crowd's sockets are files, and there are more than a shell allows as a rule.
    let _ = rlimit::increase_nofile_limit(rlimit::INFINITY);
    let cores = Cores::taken();
    let mut all = Vec::with_capacity(extent.rounds);
    for round in 1..=extent.rounds {
        let tell = |what: &str| eprintln!("round {round} of {}: {what}", extent.rounds);
        tell("ours");
        let ours = measure::room(ours::room(cores, ours::readers(extent.members)).await?, extent).await?;
        tell("bare");
        // Events of one size, whatever ours has by now.
        let bare = bare::room(cores, extent.members, ours.paced.event_bytes).await?;
        let bare = measure::room(bare, extent).await?;
        tell("ours with a stalled and a dripping reader");
        let slow = ours::room(cores, ours::with_slow_readers(extent.members)).await?;
        let slow = measure::paced(slow, extent).await?;
        tell("memory");
        let idle_bytes = ours::idle_bytes(cores, extent.idle_members).await?;
        tell("joins");
        let joins = ours::joins(cores, extent.joining).await?;
        let bare_joins = bare::joins(cores, extent.joining).await?;
        all.push(Measured {
            ours,
            bare,
            p99_beside_slow: slow.p99_ms,
            idle_bytes,
            joins,
            bare_joins,
        });
    }
    Ok(table::rows(&all))
}
