//! What is measured of a room, whoever serves it.

use std::time::{Duration, Instant};

use rostrum::load::LoadError;
use rostrum::load::crowd::Crowd;
use rostrum::load::drive::{Pace, Speaker, drive};
use rostrum::load::process::ChildServer;
use rostrum::load::target::Reached;
use rostrum::load::usage::Usage;
use tempfile::TempDir;

use crate::Extent;

/// Joins under way at the same time.
pub const JOINS_AT_ONCE: usize = 256;
const PATIENCE: Duration = Duration::from_mins(1);
/// Events a second at the pace of a busy meeting.
const PER_SECOND: f64 = 20.0;
/// How long a room runs before anything counts.
const WARMS_UP: Duration = Duration::from_millis(500);

/// A room and its crowd.
pub struct Room {
    pub crowd: Crowd,
    pub speaker: Box<dyn Speaker>,
    pub server: Kept,
}

/// A server that ends when it is dropped.
pub enum Kept {
    Ours(Reached),
    /// The process goes before its directory does.
    Bare(
        ChildServer,
        #[expect(dead_code, reason = "kept until the process is gone")] TempDir,
    ),
}

impl Kept {
    pub async fn usage(&self) -> Result<Usage, LoadError> {
        match self {
            Self::Ours(server) => server.usage().await,
            Self::Bare(process, _) => process.usage(),
        }
    }
}

/// One round.
#[derive(Debug)]
pub struct Measured {
    pub ours: Figures,
    pub bare: Figures,
    pub p99_beside_slow: f64,
    pub idle_bytes: f64,
    pub joins: Joins,
    pub bare_joins: Joins,
}

/// What one room came to in one round.
#[derive(Debug)]
pub struct Figures {
    pub one_in_flight: f64,
    pub many_in_flight: f64,
    pub paced: Paced,
}

/// At 20 events a second.
#[derive(Debug)]
pub struct Paced {
    pub cpu_seconds_per_million: f64,
    pub own_cpu_seconds_per_million: f64,
    pub p99_ms: f64,
    pub event_bytes: u64,
}

/// Everybody comes in.
pub async fn come_in(crowd: &Crowd) -> Result<(), LoadError> {
    crowd.open();
    if crowd.gathers(crowd.size(), PATIENCE).await {
        return Ok(());
    }
    Err(LoadError::Outside {
        inside: crowd.inside(),
        size: crowd.size(),
        failure: crowd.last_failure().unwrap_or_default(),
    })
}

/// Joins a second of a crowd that is still outside.
#[derive(Debug, Clone, Copy)]
pub struct Joins {
    /// Beginning with nothing, to the last member's state.
    pub from_connecting: f64,
    /// With everybody connected already, from the first hello on.
    pub from_hello: f64,
}

/// Everybody comes in, all the way.
pub async fn from_connecting(room: Room) -> Result<f64, LoadError> {
    let began = Instant::now();
    come_in(&room.crowd).await?;
    Ok(rate(room.crowd.size() as u64, began.elapsed()))
}

/// Everybody connects, and then all say hello.
pub async fn from_hello(room: Room) -> Result<f64, LoadError> {
    room.crowd.hold();
    room.crowd.open();
    if !room.crowd.connects(PATIENCE).await {
        return Err(LoadError::Impossible("not everybody could connect".to_owned()));
    }
    let began = Instant::now();
    room.crowd.greet();
    come_in(&room.crowd).await?;
    Ok(rate(room.crowd.size() as u64, began.elapsed()))
}

/// Everything that is measured of both.
pub async fn room(mut room: Room, extent: Extent) -> Result<Figures, LoadError> {
    come_in(&room.crowd).await?;
    let one_in_flight = full(&mut room, 1, extent.full).await?;
    let many_in_flight = full(&mut room, 64, extent.full).await?;
    let paced = at_a_meetings_pace(&mut room, extent.paced).await?;
    Ok(Figures {
        one_in_flight,
        many_in_flight,
        paced,
    })
}

/// The pace of a meeting, after so much has come that whoever takes nothing has filled all there is to fill.
pub async fn paced(mut room: Room, extent: Extent) -> Result<Paced, LoadError> {
    come_in(&room.crowd).await?;
    full(&mut room, 64, extent.full).await?;
    at_a_meetings_pace(&mut room, extent.paced).await
}

/// Deliveries a second with so many events in flight.
async fn full(room: &mut Room, in_flight: usize, lasts: Duration) -> Result<f64, LoadError> {
    let pace = Pace::InFlight(in_flight);
    drive(&room.crowd, room.speaker.as_mut(), pace, WARMS_UP, async || ()).await;
    let driven = drive(&room.crowd, room.speaker.as_mut(), pace, lasts, async || ()).await;
    nothing_lost(&room.crowd, driven.landed).await?;
    Ok(rate(driven.deliveries, driven.took))
}

async fn at_a_meetings_pace(room: &mut Room, lasts: Duration) -> Result<Paced, LoadError> {
    let pace = Pace::PerSecond(PER_SECOND);
    drive(&room.crowd, room.speaker.as_mut(), pace, WARMS_UP, async || ()).await;
    drop(room.crowd.take_tally());
    let before = (room.server.usage().await?, Usage::of_oneself()?);
    let driven = drive(&room.crowd, room.speaker.as_mut(), pace, lasts, async || ()).await;
    let after = (room.server.usage().await?, Usage::of_oneself()?);
    nothing_lost(&room.crowd, driven.landed).await?;
    let tally = room.crowd.take_tally();
    let per_million = |before: Usage, after: Usage| {
        let cpu = after.cpu.saturating_sub(before.cpu);
        cpu.as_secs_f64() * ratio(1_000_000, tally.deliveries)
    };
    Ok(Paced {
        cpu_seconds_per_million: per_million(before.0, after.0),
        own_cpu_seconds_per_million: per_million(before.1, after.1),
        p99_ms: tally.delays.times().p99_ms,
        event_bytes: tally.event_bytes(),
    })
}

/// A figure of a room that loses something is worth nothing.
async fn nothing_lost(crowd: &Crowd, landed: bool) -> Result<(), LoadError> {
    let behind = crowd.behind(PATIENCE).await;
    let tally = crowd.tally();
    if landed && behind == 0 && tally.gaps + tally.repeats + tally.strange == 0 && tally.refused.is_empty() {
        return Ok(());
    }
    let why = format!(
        "{behind} members lack something, or a command was refused: {:?}",
        tally.refused
    );
    Err(LoadError::Impossible(why))
}

/// So many a second.
pub fn rate(count: u64, time: Duration) -> f64 {
    ratio(count, 1) / time.as_secs_f64()
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub fn ratio(above: u64, below: u64) -> f64 {
    above as f64 / below as f64
}
