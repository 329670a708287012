//! How a connection begins, and begins anew when the role changes: who one is, and where to go on.

use bytes::Bytes;

use super::connection::SeatClaim;
use super::replica::Replica;
use super::room::{Room, state};
use super::tail::Tail;
use crate::domain::{Code, Refusal, Role};
use crate::wire::frame;
use crate::wire::message::{Oneself, Position, ServerMessage};

/// What a connection needs to go on.
pub(super) struct Joined {
    pub welcome: Bytes,
    /// What the person is now; it says of which audience.
    pub role: Role,
    /// The whole view, where events alone would not do.
    pub state: Option<Bytes>,
    /// The last entry that the client knows, once it has `state`.
    pub after: u64,
}

impl Room {
    /// Joins, or joins anew, at `position`.
    ///
    /// # Errors
    /// `not_permitted` for a seat that is void, or `unavailable`.
    pub(super) async fn join(&self, seat: SeatClaim, position: Option<Position>) -> Result<Joined, Refusal> {
        let room = self.clone();
        // Only what was said in this epoch counts.
        let known = position
            .filter(|position| position.epoch == self.shared.house.epoch)
            .map(|known| known.seq);
        self.look(move |replica, tail| room.joined(replica, tail, seat, known))
            .await?
    }

    fn joined(&self, replica: &Replica, tail: &Tail, seat: SeatClaim, known: Option<u64>) -> Result<Joined, Refusal> {
        let session = &replica.session;
        let id = seat.participant;
        let person = seat.holder(session).ok_or(Code::NotPermitted)?;
        if !person.role.has_session() {
            return Err(Code::NotPermitted.into());
        }
        let (role, audience) = (person.role, person.role.audience());
        let head = session.head();
        let welcome = frame::encode(&ServerMessage::Welcome {
            participant: Oneself::new(&session.person(id), role),
            capabilities: role.commands(),
            position: self.position(head),
            now: self.now(),
            heartbeat_ms: self.shared.house.config.live.heartbeat_ms,
        });
        // A view of another audience, or of entries that are no longer at hand, cannot be patched.
        let resumes = |known: &u64| *known <= head && *known >= person.audience_since && tail.covers(*known);
        if let Some(after) = known.filter(resumes) {
            return Ok(Joined {
                welcome,
                role,
                state: None,
                after,
            });
        }
        let (seq, state) = state(replica, tail, audience, &self.shared.house.epoch);
        let state = Some(state.frame);
        Ok(Joined {
            welcome,
            role,
            state,
            after: seq,
        })
    }
}
