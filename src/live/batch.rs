//! One batch of a session's task: decided on the state so far, durable together, then answered together.

use tokio::sync::oneshot;
use uuid::Uuid;

use super::answers::Accepted;
use super::mail::{Letter, Wish};
use super::replica::{Replica, seal, size};
use super::slot::Slot;
use crate::domain::ids::ParticipantId;
use crate::domain::limits::SessionLimits;
use crate::domain::{Act, Actor, Code, Event, Order, Refusal, SeatChange};
use crate::journal::Entry;
use crate::journal::codec::{Body, ENTRY_FRAME_BYTES_MAX, RECORD_BYTES_MAX, RECORD_FRAME_BYTES_MAX};
use crate::time::Timestamp;

/// An answer that waits until the batch is durable. A refusal waits too: it may rest on what is not durable yet.
pub(super) struct Waiting {
    pub by: Option<ParticipantId>,
    pub command: Option<Uuid>,
    pub result: Result<Accepted, Refusal>,
    pub answer: oneshot::Sender<Result<Accepted, Refusal>>,
}

/// What a batch has come to so far.
#[derive(Default)]
pub(super) struct Batch {
    pub entries: Vec<Entry>,
    pub slots: Vec<Slot>,
    pub visibility: Vec<u64>,
    pub void: Vec<ParticipantId>,
    pub waiting: Vec<Waiting>,
    /// Whether it has an entry after which a checkpoint is due at once.
    pub closes: bool,
    bytes: usize,
}

/// The most deadlines that one batch takes; more wait for the next.
const DEADLINES_MAX: usize = 32;

impl Batch {
    /// Takes the deadlines that have come, before any command (protocol.md, "Time").
    pub(super) fn take_deadlines(&mut self, replica: &mut Replica, at: Timestamp, limits: &SessionLimits) {
        for _ in 0..DEADLINES_MAX {
            let Some((_, deadline)) = replica.session.next_deadline().filter(|(due, _)| *due <= at) else {
                return;
            };
            let act = Act {
                actor: Actor::Clock,
                at,
                order: Order::Deadline(deadline),
            };
            let Ok(event) = replica.session.decide(&act, limits) else {
                return;
            };
            if self.append(replica, Actor::Clock, None, at, event).is_err() {
                return;
            }
        }
    }

    /// Decides one letter; its answer waits.
    pub(super) fn take(&mut self, replica: &mut Replica, letter: Letter, at: Timestamp, limits: &SessionLimits) {
        let Letter {
            actor,
            command,
            wish,
            answer,
        } = letter;
        let (by, kind) = (actor.by(), wish.name());
        let result = match replica.answers.get(by, command) {
            Some(accepted) => Ok(accepted),
            None => self.decide(replica, actor, command, wish, at, limits),
        };
        let outcome = if result.is_ok() { "accepted" } else { "refused" };
        metrics::counter!("rostrum_commands_total", "type" => kind, "result" => outcome).increment(1);
        self.waiting.push(Waiting {
            by,
            command,
            result,
            answer,
        });
    }

    fn decide(
        &mut self,
        replica: &mut Replica,
        actor: Actor,
        command: Option<Uuid>,
        wish: Wish,
        at: Timestamp,
        limits: &SessionLimits,
    ) -> Result<Accepted, Refusal> {
        let events = match wish {
            Wish::Order(order) => vec![replica.session.decide(&Act { actor, at, order }, limits)?],
            Wish::Invite(invitees) => replica.session.invite(actor, &invitees, limits)?,
        };
        let first = replica.session.head() + 1;
        self.fits(&events)?;
        for event in events {
            self.append(replica, actor, command, at, event)?;
        }
        Ok(Accepted {
            first,
            last: replica.session.head(),
        })
    }

    /// Several entries of one order are all or nothing, so their size is judged before the first is applied.
    fn fits(&self, events: &[Event]) -> Result<(), Refusal> {
        if events.len() < 2 {
            return Ok(());
        }
        let bytes: usize = events
            .iter()
            .map(|event| crate::wire::frame::json(event).len() + ENTRY_FRAME_BYTES_MAX)
            .sum();
        if self.bytes + bytes > RECORD_BYTES_MAX - RECORD_FRAME_BYTES_MAX {
            return Err(Code::TooLarge.into());
        }
        Ok(())
    }

    fn append(
        &mut self,
        replica: &mut Replica,
        actor: Actor,
        command: Option<Uuid>,
        at: Timestamp,
        event: Event,
    ) -> Result<(), Refusal> {
        let by = actor.by();
        let too_large = |error: crate::journal::codec::CodecError| Refusal::because(Code::TooLarge, error.to_string());
        let sealed = seal(by, command, &event).map_err(too_large)?;
        let entry = sealed.into_entry(replica.session.head() + 1, at);
        let body = Body { by, command, event };
        let touched = replica.apply(&entry, &body);
        self.closes |= matches!(body.event, Event::SessionAdjourned { .. } | Event::SessionSealed {});
        self.bytes += entry.structure.len() + ENTRY_FRAME_BYTES_MAX;
        if let Some(SeatChange::Void(participant)) = touched.seat {
            self.void.push(participant);
        }
        self.slots
            .push(Slot::new(&replica.session, by, body.event, &touched, size(&entry)));
        self.visibility.extend(touched.visibility);
        self.entries.push(entry);
        Ok(())
    }

    /// Whether the record would take no further order for sure.
    pub(super) fn is_full(&self) -> bool {
        self.bytes > RECORD_BYTES_MAX / 2
    }
}

impl Wish {
    fn name(&self) -> &'static str {
        match self {
            Self::Order(Order::Command(command)) => command.name(),
            Self::Order(Order::RenewSeat(_)) => "renew",
            Self::Order(Order::RevokeSeat(_)) => "revoke",
            Self::Order(Order::Deadline(_)) => "deadline",
            Self::Invite(_) => "invite",
        }
    }
}
