//! Every message of the socket, on one screen each way.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize, Serializer};
use uuid::Uuid;

use crate::domain::command::Command;
use crate::domain::ids::{ParticipantId, PollId, TurnId};
use crate::domain::view::{Person, View};
use crate::domain::{Code, Event, Refusal, Role};
use crate::time::Timestamp;

/// A place in a session's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// The history's name: numbers of another epoch mean nothing here.
    pub epoch: String,
    /// The last entry known.
    pub seq: u64,
}

/// What a client sends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientMessage {
    /// The first message.
    Hello {
        /// Where the client is, null on a first visit.
        position: Option<Position>,
    },
    /// Something to do.
    Command {
        /// The command's own id, the same each time it is sent.
        id: Uuid,
        /// What.
        command: Box<Command>,
    },
    /// Asks for the server's time.
    Ping {
        /// Whatever the client wants back.
        t: serde_json::Number,
    },
    /// Live words of a turn, from a captioner.
    Caption {
        /// Which turn.
        turn: TurnId,
        /// The words so far.
        text: String,
    },
}

/// Who the client is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Oneself<'a> {
    /// The number in this session.
    pub participant: ParticipantId,
    /// The name.
    pub name: &'a str,
    /// 界别
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<&'a str>,
    /// The venue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venue: Option<crate::domain::ids::VenueId>,
    /// The role.
    pub role: Role,
}

impl<'a> Oneself<'a> {
    /// A person with a role.
    #[must_use]
    pub const fn new(person: &Person<'a>, role: Role) -> Self {
        let Person {
            participant,
            name,
            sector,
            venue,
        } = *person;
        Self {
            participant,
            name,
            sector,
            venue,
            role,
        }
    }
}

/// An entry as one audience sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry<'a> {
    /// The fact, whole.
    Whole(&'a Event),
    /// That there is one.
    Redacted,
}

impl Serialize for Entry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Whole(event) => event.serialize(serializer),
            Self::Redacted => BTreeMap::from([("type", "redacted")]).serialize(serializer),
        }
    }
}

impl JsonSchema for Entry<'_> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Entry".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let event = generator.subschema_for::<Event>();
        json_schema!({
            "description": "An entry as one audience sees it.",
            "anyOf": [event, {
                "type": "object", "properties": {"type": {"const": "redacted"}}, "required": ["type"],
            }],
        })
    }
}

/// What the server sends.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerMessage<'a> {
    /// After `hello`, and again when the role changes.
    Welcome {
        /// Who the client is.
        participant: Oneself<'a>,
        /// The commands that the role may send, and `caption`.
        capabilities: Vec<&'static str>,
        /// The head.
        position: Position,
        /// The server's time.
        now: Timestamp,
        /// How often either side asks for a sign of life, in milliseconds; two missed are death.
        heartbeat_ms: u64,
    },
    /// The whole live view, in the place of what the client had.
    State {
        /// What it is the view of.
        position: Position,
        /// It.
        view: Box<View<'a>>,
    },
    /// One entry.
    Event {
        /// Its number.
        seq: u64,
        /// When.
        at: Timestamp,
        /// Who: a participant, 0 for the convener, null for the clock and for redacted entries.
        by: Option<ParticipantId>,
        /// What.
        entry: Entry<'a>,
        /// A merge patch of RFC 7396 on the live view.
        patch: Cow<'a, serde_json::Map<String, serde_json::Value>>,
    },
    /// A command's answer.
    Reply {
        /// The command's id; absent if what came was no message.
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<Uuid>,
        /// Whether it took effect.
        ok: bool,
        /// Its entry.
        #[serde(skip_serializing_if = "Option::is_none")]
        seq: Option<u64>,
        /// The command that takes it back, where there is one; with the first answer only.
        #[serde(skip_serializing_if = "Option::is_none")]
        undo: Option<Box<Command>>,
        /// Why it did not.
        #[serde(skip_serializing_if = "Option::is_none")]
        refusal: Option<Refusal>,
    },
    /// The answer to `ping`.
    Pong {
        /// What the client sent.
        t: serde_json::Number,
        /// The server's time.
        now: Timestamp,
    },
    /// Who is there; at most once a second.
    Presence {
        /// People with a socket.
        online: u64,
        /// They by venue.
        by_venue: BTreeMap<u64, u64>,
        /// They by sector.
        by_sector: BTreeMap<String, u64>,
        /// Those with a waiting request or the floor who have none; the public does not see them.
        #[serde(skip_serializing_if = "Option::is_none")]
        away: Option<Vec<ParticipantId>>,
        /// How often each option of each open poll was chosen so far, in the order of the options.
        tallies: BTreeMap<PollId, &'a [u64]>,
    },
    /// Live words of a turn; the newest replace those before.
    Caption {
        /// Which turn.
        turn: TurnId,
        /// The words so far.
        text: String,
    },
    /// Just before the server closes.
    Bye {
        /// Why.
        code: &'static str,
        /// When to come back, in milliseconds; null for never.
        retry_ms: Option<u64>,
    },
}

impl ServerMessage<'_> {
    /// The answer to a command that took effect as entry `seq`, with the command that takes it back.
    #[must_use]
    pub const fn accepted(id: Uuid, seq: u64, undo: Option<Box<Command>>) -> Self {
        Self::Reply {
            id: Some(id),
            ok: true,
            seq: Some(seq),
            undo,
            refusal: None,
        }
    }

    /// The code of a refusal as it is written, which labels its metric too.
    #[must_use]
    pub fn code_name(code: Code) -> String {
        match serde_json::to_value(code) {
            Ok(serde_json::Value::String(name)) => name,
            _ => String::new(),
        }
    }

    /// The answer to what changed nothing.
    #[must_use]
    pub const fn refused(id: Option<Uuid>, refusal: Refusal) -> Self {
        Self::Reply {
            id,
            ok: false,
            seq: None,
            undo: None,
            refusal: Some(refusal),
        }
    }
}
