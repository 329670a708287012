//! A command together with what only the server knows of it.

use super::command::Command;
use super::deadline::Deadline;
use super::ids::{ParticipantId, TurnId};
use crate::time::Timestamp;

/// Who acts. It comes from the connection, never from the message (SPEC D1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// Whoever holds the convener's token.
    Convener,
    /// A seat.
    Participant(ParticipantId),
    /// The server's clock.
    Clock,
}

impl Actor {
    /// What the journal writes as `by`: a participant's number, 0 for the convener, null for the clock.
    #[must_use]
    pub const fn by(self) -> Option<ParticipantId> {
        match self {
            Self::Convener => Some(ParticipantId::CONVENER),
            Self::Participant(participant) => Some(participant),
            Self::Clock => None,
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// A participant's command.
    Command(Box<Command>),
    /// A new generation of the seat, with a new invitation.
    RenewSeat(ParticipantId),
    /// A new generation of the seat, without one.
    RevokeSeat(ParticipantId),
    /// The words of these entries go by law.
    Erase {
        /// Which entries.
        seqs: Vec<u64>,
        /// Why.
        reason: String,
    },
    /// A deadline that has come.
    Deadline(Deadline),
    /// The speaker's last connection went at that moment, and the grace is over.
    Drop {
        /// Which turn.
        turn: TurnId,
        /// When the connection went.
        went: Timestamp,
    },
    /// The speaker of a dropped turn is connected again.
    Recover {
        /// Which turn.
        turn: TurnId,
    },
    /// People who came and went, as their connections tell.
    Attendance {
        /// Who came.
        arrived: Vec<ParticipantId>,
        /// Who went.
        departed: Vec<ParticipantId>,
    },
}

/// One thing to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Who.
    pub actor: Actor,
    /// When; never before the session's last entry.
    pub at: Timestamp,
    /// What.
    pub order: Order,
    /// Whether the person to whom the order would give the floor ([`super::Session::speaker_to_be`]) has a connection
    /// of his own; who has none when he gets it is never dropped.
    pub connected: bool,
}
