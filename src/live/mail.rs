//! What a session's task is asked for.

use tokio::sync::oneshot;
use tokio::time::Instant;
use uuid::Uuid;

use super::answers::Answer;
use super::replica::Replica;
use super::tail::Tail;
use crate::domain::ids::{ParticipantId, TurnId};
use crate::domain::people::Invitee;
use crate::domain::{Actor, Order, Refusal};

/// What somebody wants done.
pub(super) enum Wish {
    Order(Order),
    Invite(Vec<Invitee>),
}

/// An order with its way back.
pub(super) struct Letter {
    pub actor: Actor,
    pub command: Option<Uuid>,
    pub wish: Wish,
    /// When it was handed in.
    pub taken: Instant,
    pub answer: oneshot::Sender<Result<Answer, Refusal>>,
}

/// Looks at the durable state; nothing if there is none to look at.
pub(super) type Look = Box<dyn FnOnce(Option<(&Replica, &Tail)>) + Send>;

/// Live words of a turn, with the way back for a refusal.
pub(super) struct Words {
    pub by: ParticipantId,
    pub turn: TurnId,
    pub text: String,
    pub answer: oneshot::Sender<Result<(), Refusal>>,
}

pub(super) enum Mail {
    Letter(Box<Letter>),
    Look(Look),
    Caption(Words),
    /// The last mail: the task ends when all before it is done.
    Stop(oneshot::Sender<()>),
}
