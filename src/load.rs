//! Puts a server under load and says what it bears: sessions full of lean clients, commands, storms, slow readers.
//!
//! All of it speaks the public protocol, on one thread. What that costs is part of the report, for a tool that is
//! slower than the server would measure itself.

pub mod cast;
pub mod crowd;
pub mod drive;
pub mod frames;
mod hall;
mod phases;
pub mod process;
mod progress;
pub mod report;
pub mod said;
pub mod script;
pub mod socket;
pub mod tally;
pub mod target;
pub mod usage;

use std::rc::Rc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::task::LocalSet;

use crate::client::ClientError;
use crate::time::Timestamp;
use cast::{Cast, Numbers};
use crowd::Crowd;
use drive::Pace;
use progress::Progress;
use report::{Asked, Create, Lost, Report, per_second};
use script::{Mix, Script};
use target::{Reached, Target};

/// More commands a second than any server takes.
const RATE_MAX: f64 = 1_000_000.0;
/// Who lacks something after this long has lost it.
const PATIENCE: Duration = Duration::from_secs(15);

/// What a load is asked for.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Which server.
    pub target: Target,
    /// Who comes.
    pub numbers: Numbers,
    /// Joins under way at the same time.
    pub joins_at_once: usize,
    /// How long nothing happens, for the memory.
    pub idle: Duration,
    /// How fast people act.
    pub pace: Pace,
    /// For how long.
    pub lasts: Duration,
    /// What they do.
    pub mix: Mix,
    /// Whether all connections break at the end.
    pub reconnect: Reconnect,
}

/// Whether all connections break at the end, and everybody comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reconnect {
    /// They do: an own server is killed and started again, with another one all sockets are cut.
    Storm,
    /// They do not.
    Never,
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The server is not on this machine, and nobody said that it may be elsewhere.
    #[error("{0} is not this machine: a load there is an attack unless its operator has agreed (--allow-foreign)")]
    Foreign(String),
    /// The URL is none that can be put under load.
    #[error("{0:?} is not http://HOST:PORT; a server behind a proxy is measured without the proxy")]
    Url(String),
    /// What was asked for cannot be.
    #[error("{0}")]
    Impossible(String),
    /// The server does not run.
    #[error("the server: {0}")]
    Server(String),
    /// A call failed.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// A step of the preparation was refused.
    #[error("{0} was refused: {1}")]
    Refused(&'static str, String),
    /// Not everybody came in.
    #[error("{inside} of {size} members came in; the last failure: {failure}")]
    Outside {
        /// Who did.
        inside: usize,
        /// Who should have.
        size: usize,
        /// Why the last failed join failed.
        failure: String,
    },
    /// What a process uses cannot be read.
    #[error("what the server uses cannot be read: {0}")]
    Usage(String),
}

impl Plan {
    /// Refuses what cannot be played, before anything is started.
    fn check(&self) -> Result<(), LoadError> {
        let at_a_pace = match self.pace {
            Pace::PerSecond(rate) => rate > 0.0 && rate <= RATE_MAX,
            Pace::InFlight(most) => most > 0,
        };
        let people = self.numbers.people();
        if !at_a_pace || self.lasts.is_zero() {
            return Err(LoadError::Impossible(format!(
                "people act for some time, at least one at a time and at most {RATE_MAX} times a second"
            )));
        }
        if self.numbers.sessions == 0 || people < self.numbers.sessions {
            return Err(LoadError::Impossible("every session needs somebody in it".to_owned()));
        }
        self.mix.check()
    }
}

/// Runs a load to its end; `tell` hears now and then how far it is.
///
/// # Errors
/// [`LoadError`]. What members lost is no error but stands in the report.
pub async fn run(plan: Plan, tell: impl Fn(&str) + 'static) -> Result<Report, LoadError> {
    plan.check()?;
    LocalSet::new().run_until(running(plan, Rc::new(tell))).await
}

async fn running(plan: Plan, tell: Rc<dyn Fn(&str)>) -> Result<Report, LoadError> {
    tell("starting");
    let began_at = now();
    let mut server = Reached::at(&plan.target).await?;
    let empty = server.usage().await?;
    tell("making sessions and seats");
    let cast = Cast::seated(server.api(), server.convener(), plan.numbers).await?;
    let created = server.usage().await?;
    let create = Create {
        people: plan.numbers.people(),
        made_seconds: cast.made_in.as_secs_f64(),
        seated_seconds: cast.seated_in.as_secs_f64(),
        seats_per_second: per_second(plan.numbers.people() as u64, cast.seated_in),
    };
    let halls = cast.places.iter().map(|place| place.hall).collect();
    let crowd = Rc::new(Crowd::new(cast.halls, cast.places, plan.joins_at_once));
    let progress = Progress::begin(Rc::clone(&crowd), tell);
    let (mut lost, mut slow_joins) = (Lost::default(), 0);
    let mut take_in = |lost: &mut Lost| {
        let tally = crowd.take_tally();
        slow_joins += tally.slow_joins;
        lost.add(&tally);
    };

    progress.phase("join storm");
    let mut join = phases::storm(&crowd).await?;
    let joined = server.usage().await?;
    join.server_cpu_seconds = Some((joined.cpu.saturating_sub(created.cpu)).as_secs_f64());
    take_in(&mut lost);

    progress.phase("idle");
    let idle = phases::idle(&server, plan.idle)
        .await?
        .beyond(empty, created, plan.numbers);
    take_in(&mut lost);

    progress.phase("load");
    let mut script = Script::new(plan.mix, cast.scenes, halls);
    let load = phases::load(&server, &crowd, &mut script, plan.pace, plan.lasts).await?;
    take_in(&mut lost);

    let reconnect = match plan.reconnect {
        Reconnect::Never => None,
        Reconnect::Storm => {
            progress.phase("reconnect storm");
            Some(phases::reconnect(&mut server, &crowd).await?)
        }
    };
    lost.behind = crowd.behind(PATIENCE).await as u64;
    take_in(&mut lost);
    lost.owed = crowd.owed();
    let asked = Asked::of(&plan, &server, began_at);
    Ok(Report {
        asked,
        create,
        join,
        idle,
        load,
        reconnect,
        slow_joins,
        lost,
    })
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
