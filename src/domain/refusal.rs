//! Why a command changes nothing: a closed set with stable codes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{ItemId, TurnId};

macro_rules! codes {
    ($($(#[$meta:meta])* $name:ident => $sentence:literal),+ $(,)?) => {
        /// The stable code of a refusal.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Code {
            $($(#[$meta])* $name),+
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// One English sentence that says what to do; clients word it in their own language.
            #[must_use]
            pub const fn sentence(self) -> &'static str {
                match self {
                    $(Self::$name => $sentence),+
                }
            }
        }
    };
}

codes! {
    /// Not a message, or a command with wrong fields.
    Malformed => "The message could not be understood.",
    /// A command this server does not have.
    UnknownCommand => "This server does not know that command.",
    /// More bytes than a message or record may have.
    TooLarge => "This is too large; send less at once.",
    /// Faster than the limit.
    RateLimited => "Too many commands; wait a moment and send it again.",
    /// The role, or the person, may not do this.
    NotPermitted => "You may not do this.",
    /// What the command names does not exist (any more).
    NotFound => "What the command names is not there.",
    /// Not at this stage of the session or of the thing.
    WrongPhase => "This cannot be done at this stage.",
    /// The floor is not where the sender thought.
    StaleTurn => "The floor has moved on; look again before you act.",
    /// Another item is active than the sender thought.
    StaleItem => "The agenda has moved on; look again before you act.",
    /// The queue takes no requests.
    QueueClosed => "The queue of this item is closed.",
    /// The queue, or a list of the session, has no room.
    QueueFull => "There is no room for more of these.",
    /// The person waits already with a request of this kind.
    AlreadyWaiting => "This person is already waiting with such a request.",
    /// Somebody has the floor.
    FloorTaken => "Somebody has the floor.",
    /// Nobody has the floor.
    FloorFree => "Nobody has the floor.",
    /// The thread takes no posts.
    ThreadClosed => "This thread is closed.",
    /// The poll takes no votes.
    PollClosed => "This poll is closed.",
    /// One answer for each person.
    AlreadyVoted => "This person has already voted.",
    /// More characters than the limit.
    TooLong => "The text is too long.",
    /// A text without anything to read in it.
    Empty => "The text is empty.",
    /// It would change nothing.
    Unchanged => "It is so already.",
    /// The session is sealed.
    Sealed => "The session is sealed.",
    /// The server cannot make it durable now.
    Unavailable => "The server cannot do this at the moment; send it again.",
}

/// Why nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Refusal {
    /// The stable code.
    pub code: Code,
    /// One English sentence.
    pub message: String,
    /// With `stale_turn`: the innermost turn, absent while the floor is free.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_turn: Option<TurnId>,
    /// With `stale_item`: the active item, absent while there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_item: Option<ItemId>,
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self {
            code,
            message: code.sentence().to_owned(),
            current_turn: None,
            current_item: None,
        }
    }
}

impl Refusal {
    /// A refusal with a sentence of its own, for whoever sent something wrong.
    #[must_use]
    pub fn because(code: Code, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            ..code.into()
        }
    }
}
