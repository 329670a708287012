//! The phases of a load, one after the other.

use std::time::{Duration, Instant};

use super::crowd::Crowd;
use super::drive::{Pace, drive};
use super::report::{Idle, Load, Storm, per_second, seconds_per_million};
use super::script::Script;
use super::target::Reached;
use super::usage::Usage;
use super::{LoadError, PATIENCE};

/// A storm that is not over after this long never will be.
const STORM_MAX: Duration = Duration::from_mins(3);

/// Everybody comes in.
///
/// # Errors
/// [`LoadError::Outside`].
pub(super) async fn storm(crowd: &Crowd) -> Result<Storm, LoadError> {
    let began = Instant::now();
    crowd.open();
    if !crowd.gathers(crowd.size(), STORM_MAX).await {
        return Err(LoadError::Outside {
            inside: crowd.inside(),
            size: crowd.size(),
            failure: crowd.last_failure().unwrap_or_else(|| "none".to_owned()),
        });
    }
    Ok(Storm::of(crowd.size(), began.elapsed(), &crowd.tally()))
}

/// Nothing happens; what the server used before stays open.
pub(super) async fn idle(server: &Reached, lasts: Duration) -> Result<Idle, LoadError> {
    let (before, began) = (server.usage().await?, Instant::now());
    tokio::time::sleep(lasts).await;
    let after = server.usage().await?;
    let cpu = after.cpu.saturating_sub(before.cpu);
    Ok(Idle {
        joined_bytes: after.resident_bytes,
        server_cpu_per_second: cpu.as_secs_f64() / began.elapsed().as_secs_f64(),
        ..Idle::default()
    })
}

/// People act.
pub(super) async fn load(
    server: &Reached,
    crowd: &Crowd,
    script: &mut Script,
    pace: Pace,
    lasts: Duration,
) -> Result<Load, LoadError> {
    let before = (server.usage().await?, Usage::of_oneself()?);
    let mut after = None;
    let driven = drive(crowd, script, pace, lasts, async || {
        after = Some((server.usage().await, Usage::of_oneself()));
    });
    let driven = driven.await;
    let (after, own_after) = match after {
        Some((server, own)) => (server?, own?),
        None => before,
    };
    crowd.behind(PATIENCE).await;
    let tally = crowd.tally();
    let cpu = after.cpu.saturating_sub(before.0.cpu);
    let own_cpu = own_after.cpu.saturating_sub(before.1.cpu);
    let seconds = driven.took.as_secs_f64();
    Ok(Load {
        seconds,
        commands: driven.sent,
        held_back: driven.held_back,
        accepted: tally.accepted,
        commands_per_second: per_second(driven.sent, driven.took),
        deliveries: tally.deliveries,
        deliveries_per_second: per_second(driven.deliveries, driven.took),
        event_bytes: tally.event_bytes(),
        delay: tally.delays.times(),
        unmatched: tally.unmatched,
        presences: tally.presences,
        server_cpu_seconds_per_million: seconds_per_million(cpu, driven.deliveries),
        server_cores: cpu.as_secs_f64() / seconds,
        own_cpu_seconds_per_million: seconds_per_million(own_cpu, driven.deliveries),
        own_cores: own_cpu.as_secs_f64() / seconds,
        resident_bytes: after.resident_bytes,
        unanswered: driven
            .sent
            .saturating_sub(tally.accepted + tally.refused.values().sum::<u64>()),
        refused: tally.refused,
        closes: tally.closes,
    })
}

/// Every connection breaks, and everybody comes back.
///
/// # Errors
/// [`LoadError::Outside`], or the own server does not start again.
pub(super) async fn reconnect(server: &mut Reached, crowd: &Crowd) -> Result<Storm, LoadError> {
    crowd.close();
    let killed = Instant::now();
    if server.is_own() {
        server.kill()?;
    } else {
        crowd.break_off();
    }
    crowd.gathers(0, PATIENCE).await;
    let mut away = None;
    if server.is_own() {
        server.start_again().await?;
        away = Some(killed.elapsed().as_secs_f64());
    }
    let mut storm = storm(crowd).await?;
    storm.server_away_seconds = away;
    Ok(storm)
}
