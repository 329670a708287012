//! A handle to a live session.

use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;
use uuid::Uuid;

use super::answers::{Accepted, Answer};
use super::hub::House;
use super::mail::{Letter, Mail, Wish, Words};
use super::replay::Past;
use super::replica::Replica;
use super::sockets::Sockets;
use super::tail::{State, Tail};
use crate::domain::command::Command;
use crate::domain::ids::{ParticipantId, TurnId};
use crate::domain::people::Invitee;
use crate::domain::{Actor, Audience, Code, Order, Refusal, Session};
use crate::journal::Hash;
use crate::journal::chain::{NoSuchPart, Tree};
use crate::time::Timestamp;
use crate::wire::frame;
use crate::wire::message::Position;

pub(super) struct Shared {
    pub id: Uuid,
    pub house: Arc<House>,
    pub mailbox: mpsc::Sender<Mail>,
    pub tail: Arc<Tail>,
    pub sockets: Arc<Sockets>,
}

/// A live session; it stays in memory as long as somebody has a handle.
#[derive(Clone)]
pub struct Room {
    pub(super) shared: Arc<Shared>,
}

/// An answer that is on its way.
pub(super) type Pending = oneshot::Receiver<Result<Answer, Refusal>>;

impl Room {
    /// The session.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.shared.id
    }

    /// Puts an order into the mailbox, waiting for room there: so a flood reaches the sender's own connection.
    pub(super) async fn post(&self, actor: Actor, command: Option<Uuid>, wish: Wish) -> Result<Pending, Refusal> {
        let (answer, pending) = oneshot::channel();
        let letter = Box::new(Letter {
            actor,
            command,
            wish,
            taken: Instant::now(),
            answer,
        });
        let sent = self.shared.mailbox.send(Mail::Letter(letter)).await;
        sent.map(|()| pending).map_err(|_| Code::Unavailable.into())
    }

    /// Does what is ordered, at most once for each (actor, command id); done when it is durable.
    ///
    /// # Errors
    /// The refusal; `unavailable` if nothing is known of the effect, and the same id may be sent again.
    pub async fn order(&self, actor: Actor, command: Option<Uuid>, order: Order) -> Result<Accepted, Refusal> {
        let answer = settled(&mut self.post(actor, command, Wish::Order(order)).await?).await?;
        Ok(answer.accepted)
    }

    /// Does a participant's command that did not come over a socket, as [`Room::order`] does, within the person's rate.
    ///
    /// # Errors
    /// As [`Room::order`], and `rate_limited`.
    pub async fn command(&self, by: ParticipantId, id: Uuid, command: Command) -> Result<Accepted, Refusal> {
        if !self.shared.sockets.counts_command(by) {
            return Err(Code::RateLimited.into());
        }
        let order = Order::Command(Box::new(command));
        self.order(Actor::Participant(by), Some(id), order).await
    }

    /// Invites people, 500 in each entry.
    ///
    /// # Errors
    /// As [`Room::order`].
    pub async fn invite(
        &self,
        actor: Actor,
        command: Option<Uuid>,
        invitees: Vec<Invitee>,
    ) -> Result<Accepted, Refusal> {
        let answer = settled(&mut self.post(actor, command, Wish::Invite(invitees)).await?).await?;
        Ok(answer.accepted)
    }

    /// Reads the durable state. `read` runs in the session's own task, so it must be short.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Session) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        self.look(move |replica, _| read(&replica.session)).await
    }

    pub(super) async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Replica, &Tail) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let (answer, found) = oneshot::channel();
        let look = move |state: Option<(&Replica, &Tail)>| {
            if let Some((replica, tail)) = state {
                // Whoever asked may be gone.
                let _ = answer.send(look(replica, tail));
            }
        };
        let sent = self.shared.mailbox.send(Mail::Look(Box::new(look))).await;
        sent.map_err(|_| Code::Unavailable)?;
        found.await.map_err(|_| Code::Unavailable.into())
    }

    /// The numbers of the overrides after `after` (SPEC D98), at most `limit` of them.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn overrides(&self, after: u64, limit: usize) -> Result<Vec<u64>, Refusal> {
        self.look(move |replica, _| {
            let first = replica.overrides.partition_point(|seq| *seq <= after);
            replica.overrides[first..].iter().copied().take(limit).collect()
        })
        .await
    }

    /// Where the session is, and the JSON of its view, encoded once for each head and audience.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn view(&self, audience: Audience) -> Result<(Position, Bytes), Refusal> {
        let house = Arc::clone(&self.shared.house);
        let (seq, state) = self
            .look(move |replica, tail| state(replica, tail, audience, &house.epoch))
            .await?;
        Ok((self.position(seq), state.view))
    }

    /// The session as it was after entry `at` (SPEC L60), folded without its task.
    ///
    /// # Errors
    /// `not_found` where there is no such entry yet, `unavailable`.
    pub async fn past(&self, at: u64) -> Result<Past, Refusal> {
        let head = self.read(Session::head).await?;
        if at == 0 || at > head {
            return Err(Code::NotFound.into());
        }
        let house = &self.shared.house;
        let past = house.replays.fold(&*house.journal, self.shared.id, at).await;
        past.map_err(|error| {
            tracing::error!(session = %self.shared.id, %error, "a session's past could not be read");
            Code::Unavailable.into()
        })
    }

    /// The position of an entry.
    #[must_use]
    pub fn position_of(&self, seq: u64) -> Position {
        self.position(seq)
    }

    /// The size and signed note of a checkpoint of the head, which is kept.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn checkpoint(&self) -> Result<(u64, String), Refusal> {
        let house = &self.shared.house;
        let (size, root) = self
            .look(|replica, _| (replica.tree.size(), replica.tree.root()))
            .await?;
        let note = house.keys.newest().sign(self.shared.id, size, root);
        let kept = house.journal.keep_checkpoint(self.shared.id, size, note.clone()).await;
        if let Err(error) = kept {
            tracing::error!(session = %self.shared.id, %error, "a checkpoint could not be kept");
            return Err(Code::Unavailable.into());
        }
        Ok((size, note))
    }

    /// The inclusion proof of entry `seq` among the first `size` entries, or among all without a size, and that size (SPEC
    /// J20). Made from the tree in memory, so it reads nothing and holds nobody up.
    ///
    /// # Errors
    /// `malformed` if there is no such entry or was no such size, or `unavailable`.
    pub async fn inclusion(&self, seq: u64, size: Option<u64>) -> Result<(u64, Vec<Hash>), Refusal> {
        self.prove(size, move |tree, size| tree.inclusion(seq, size)).await
    }

    /// The consistency proof between the first `from` entries and the first `to`, or all without it, and `to` (SPEC J20).
    ///
    /// # Errors
    /// As [`Room::inclusion`].
    pub async fn consistency(&self, from: u64, to: Option<u64>) -> Result<(u64, Vec<Hash>), Refusal> {
        self.prove(to, move |tree, to| tree.consistency(from, to)).await
    }

    async fn prove(
        &self,
        size: Option<u64>,
        prove: impl FnOnce(&Tree, u64) -> Result<Vec<Hash>, NoSuchPart> + Send + 'static,
    ) -> Result<(u64, Vec<Hash>), Refusal> {
        let made = self
            .look(move |replica, _| {
                let size = size.unwrap_or_else(|| replica.tree.size());
                Ok((size, prove(&replica.tree, size)?))
            })
            .await?;
        made.map_err(|error: NoSuchPart| Refusal::because(Code::Malformed, error.to_string()))
    }

    pub(super) async fn caption(&self, by: ParticipantId, turn: TurnId, text: String) -> Result<(), Refusal> {
        let (answer, done) = oneshot::channel();
        let sent = self
            .shared
            .mailbox
            .send(Mail::Caption(Words { by, turn, text, answer }))
            .await;
        sent.map_err(|_| Code::Unavailable)?;
        done.await.unwrap_or_else(|_| Err(Code::Unavailable.into()))
    }

    /// The server's time for this session: like its entries' it never falls.
    pub(super) fn now(&self) -> Timestamp {
        self.shared.house.now().max(self.shared.tail.at())
    }

    pub(super) fn position(&self, seq: u64) -> Position {
        Position {
            epoch: self.shared.house.epoch.clone(),
            seq,
        }
    }
}

/// Waits for an answer; a task that ended without one leaves the effect unknown.
pub(super) async fn settled(pending: &mut Pending) -> Result<Answer, Refusal> {
    pending.await.unwrap_or_else(|_| Err(Code::Unavailable.into()))
}

/// The view at the head.
pub(super) fn state(replica: &Replica, tail: &Tail, audience: Audience, epoch: &str) -> (u64, State) {
    let session = &replica.session;
    let make = || {
        let view = Bytes::from(frame::json(&session.view(audience)));
        let position = Position {
            epoch: epoch.to_owned(),
            seq: session.head(),
        };
        let frame = frame::state(&position, &view);
        State { view, frame }
    };
    (session.head(), tail.state(session.head(), audience, make))
}
