//! What the server says, as a client needs it: entries, patches and views stay JSON.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use crate::domain::Refusal;
use crate::domain::ids::ParticipantId;
use crate::time::Timestamp;
use crate::wire::message::Position;

/// A message of the server; types that this client does not need are [`Heard::Other`].
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Heard {
    /// After `hello`, and again when the role changes.
    Welcome {
        /// The commands that the role may send, and `caption`.
        capabilities: Vec<String>,
        /// The head.
        position: Position,
        /// The server's time.
        now: Timestamp,
    },
    /// The whole live view.
    State {
        /// What it is the view of.
        position: Position,
        /// It.
        view: Value,
    },
    /// One entry.
    Event {
        /// Its number.
        seq: u64,
        /// When.
        at: Timestamp,
        /// Who; 0 for the convener, absent for the clock and what the reader may not see.
        by: Option<ParticipantId>,
        /// What.
        entry: Value,
        /// A merge patch of RFC 7396 on the live view.
        patch: Value,
    },
    /// A command's answer.
    Reply {
        /// The command's id; absent if what came was no message.
        id: Option<Uuid>,
        /// Its entry, if it took effect.
        seq: Option<u64>,
        /// Why it did not.
        refusal: Option<Refusal>,
    },
    /// Who is there.
    Presence {
        /// People with a socket.
        online: u64,
        /// They by sector.
        by_sector: BTreeMap<String, u64>,
    },
    /// Live words of a turn.
    Caption {
        /// Which turn.
        turn: u64,
        /// The words so far.
        text: String,
    },
    /// Just before the server closes.
    Bye {
        /// Why.
        code: String,
        /// When to come back, in milliseconds; absent for never.
        retry_ms: Option<u64>,
    },
    /// Anything else.
    #[serde(other)]
    Other,
}
