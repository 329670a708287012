//! Speakers who lose their connection and come back. Who is connected is no part of the state: the server tells, and the
//! state says whether it matters.

use super::event::Event;
use super::ids::{ParticipantId, TurnId};
use super::refusal::{Code, Refusal};
use super::rules::DropClock;
use super::session::Session;
use super::turn::TurnState;
use crate::time::Timestamp;

/// What a server that knows who is connected has to watch: the innermost turn of somebody who was connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Watched {
    /// Which turn.
    pub turn: TurnId,
    /// Whose connections.
    pub speaker: ParticipantId,
    /// Whether it was dropped already, so that the speaker's return is awaited.
    pub dropped: bool,
    /// How long the last connection may be gone, in milliseconds.
    pub grace_ms: u64,
}

impl Session {
    /// The turn whose speaker's connections are to be watched.
    #[must_use]
    pub fn watched(&self) -> Option<Watched> {
        let top = self.floor.last().filter(|top| !top.unconnected)?;
        let dropped = match top.state {
            TurnState::Holding { .. } => false,
            TurnState::Dropped { .. } => true,
            TurnState::Paused | TurnState::InterruptedHolding | TurnState::InterruptedPaused => return None,
        };
        Some(Watched {
            turn: top.id,
            speaker: top.speaker,
            dropped,
            grace_ms: self.rules.drop_grace_ms,
        })
    }

    /// The speaker's last connection went at `went`. Who is connected is no part of the state: the server tells, and
    /// the state says whether it matters.
    pub(super) fn decide_dropped(&self, at: Timestamp, turn: TurnId, went: Timestamp) -> Result<Event, Refusal> {
        let watched = self
            .watched()
            .filter(|watched| watched.turn == turn && !watched.dropped);
        let top = self
            .floor
            .last()
            .filter(|_| watched.is_some())
            .ok_or(Code::NotPermitted)?;
        let stops = self.rules.drop_clock == DropClock::Stops;
        Ok(Event::TurnDropped {
            turn,
            spent_ms: stops.then(|| top.spent_at(went.min(at))),
        })
    }

    /// The speaker of a dropped turn is connected again.
    pub(super) fn decide_recovered(&self, turn: TurnId) -> Result<Event, Refusal> {
        match self.watched() {
            Some(watched) if watched.turn == turn && watched.dropped => Ok(Event::TurnRecovered { turn }),
            _ => Err(Code::NotPermitted.into()),
        }
    }
}
