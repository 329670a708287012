//! Simulated members who go on with the consultation, so that somebody alone finds a living room.
//!
//! Each of them is a client like any other. They ask, speak, post and reply; whether they also call and end turns depends
//! on whether a person moderates, see [`conducting`].

mod asking;
mod conducting;
mod deck;
mod lines;
mod pace;
mod room;
mod speaking;
mod writing;

use std::sync::Arc;

use tokio::sync::watch;
use tokio::task::JoinSet;

use super::DemoError;
use super::cast::{Cast, Player};
use crate::domain::Role;
use crate::domain::ids::ParticipantId;
use lines::Lines;
use room::{Moderators, Room};

pub use pace::Pace;

/// What the simulated know together.
struct Stage {
    players: Vec<Player>,
    pace: Pace,
    lines: Lines,
    room: watch::Receiver<Room>,
}

impl Stage {
    /// Those of a role who are still here.
    fn of_role(&self, role: Role) -> impl Iterator<Item = &Player> {
        self.players
            .iter()
            .filter(move |player| player.role == role && !player.is_gone())
    }

    /// Somebody by number, if simulated.
    fn player(&self, participant: ParticipantId) -> Option<&Player> {
        self.players.iter().find(|player| player.participant == participant)
    }
}

/// Simulated members at work; they stop when this is dropped.
pub(super) struct Play {
    _tasks: JoinSet<()>,
}

impl Play {
    /// Lets those whose links are not given away take their seats and begin.
    pub(super) async fn begin(cast: Cast, pace: Pace) -> Result<Self, DemoError> {
        let moderators = Moderators::of(&cast);
        let lines = Lines::told()?;
        let (seen, room) = watch::channel(Room::default());
        let players = cast.into_free();
        for player in &players {
            player.arrive().await?;
        }
        let stage = Arc::new(Stage {
            players,
            pace,
            lines,
            room,
        });
        let mut tasks = JoinSet::new();
        tasks.spawn(room::follow(Arc::clone(&stage), moderators, seen));
        tasks.spawn(conducting::conduct(Arc::clone(&stage)));
        tasks.spawn(asking::ask(Arc::clone(&stage)));
        tasks.spawn(speaking::speak(Arc::clone(&stage)));
        tasks.spawn(writing::write(stage));
        Ok(Self { _tasks: tasks })
    }
}
