//! One batch of a session's task: decided on the state so far, durable together, then answered together.

use tokio::sync::oneshot;
use tokio::time::Instant;
use uuid::Uuid;

use super::answers::{Accepted, Answer};
use super::connections::Connections;
use super::mail::{Letter, Wish};
use super::replica::{Replica, seal, size};
use super::slot::Slot;
use super::sockets::Sockets;
use crate::domain::ids::ParticipantId;
use crate::domain::limits::SessionLimits;
use crate::domain::{Act, Actor, Code, Event, Order, Refusal, SeatChange, Session};
use crate::journal::Entry;
use crate::journal::codec::{Body, ENTRY_FRAME_BYTES_MAX, RECORD_BYTES_MAX, RECORD_FRAME_BYTES_MAX, Sealed};
use crate::time::Timestamp;

/// An answer that waits until the batch is durable. A refusal waits too: it may rest on what is not durable yet.
pub(super) struct Waiting {
    pub by: Option<ParticipantId>,
    pub command: Option<Uuid>,
    pub result: Result<Answer, Refusal>,
    /// When the letter was handed in.
    pub taken: Instant,
    pub answer: oneshot::Sender<Result<Answer, Refusal>>,
}

/// What a letter is decided with, beside the state.
#[derive(Clone, Copy)]
pub(super) struct Now<'a> {
    pub at: Timestamp,
    pub sockets: &'a Sockets,
    pub limits: &'a SessionLimits,
}

/// Where an entry comes from.
#[derive(Clone, Copy)]
struct Source {
    actor: Actor,
    command: Option<Uuid>,
    /// When the command was handed in; none for what the clock does.
    taken: Option<Instant>,
}

/// What a batch has come to so far.
#[derive(Default)]
pub(super) struct Batch {
    pub entries: Vec<Entry>,
    pub slots: Vec<Slot>,
    pub visibility: Vec<u64>,
    /// Whether the first slot withholds what patches before it may show.
    pub withholds: bool,
    pub void: Vec<ParticipantId>,
    pub waiting: Vec<Waiting>,
    /// Whether it has an entry after which a checkpoint is due at once.
    pub closes: bool,
    /// The entries whose words it erases.
    pub erased: Vec<u64>,
    bytes: usize,
}

/// What became of a letter.
enum Decided {
    /// Its answer waits with the batch.
    Answered(Result<Answer, Refusal>),
    /// It is too large for the record that holds others already.
    DoesNotFit(Wish),
}

/// Events with their bodies, sealed; nothing is applied yet.
fn sealed(actor: Actor, command: Option<Uuid>, events: Vec<Event>) -> Result<Vec<(Event, Sealed)>, Refusal> {
    let seal = |event: Event| {
        let sealed = seal(actor.by(), command, &event);
        let sealed = sealed.map_err(|error| Refusal::because(Code::TooLarge, error.to_string()))?;
        Ok((event, sealed))
    };
    events.into_iter().map(seal).collect()
}

/// How much of a record an entry takes, at most.
fn framed((_, sealed): &(Event, Sealed)) -> usize {
    sealed.structure.len() + ENTRY_FRAME_BYTES_MAX
}

/// The most that the clock does in one batch; more waits for the next.
const BY_CLOCK_MAX: usize = 32;

/// The next thing that the clock has to do by now. A deadline and a dropped speaker come in the order of their moments:
/// a clock that stood then did not reach its end.
fn by_clock(session: &Session, connections: &Connections, at: Timestamp) -> Option<Order> {
    let deadline = session.next_deadline().filter(|(due, _)| *due <= at);
    let speaker = connections.speaker(session).filter(|due| due.when <= Instant::now());
    match (deadline, speaker) {
        (Some((due, deadline)), Some(speaker)) if speaker.at.is_none_or(|at| due <= at) => {
            Some(Order::Deadline(deadline))
        }
        (_, Some(speaker)) => Some(speaker.order),
        (Some((_, deadline)), None) => Some(Order::Deadline(deadline)),
        (None, None) => None,
    }
}

impl Batch {
    /// Takes what the clock has to do by now, before any command (protocol.md, "Time").
    pub(super) fn take_clock(
        &mut self,
        replica: &mut Replica,
        connections: &mut Connections,
        at: Timestamp,
        limits: &SessionLimits,
    ) {
        for _ in 0..BY_CLOCK_MAX {
            let Some(order) = by_clock(&replica.session, connections, at) else {
                break;
            };
            // What fails now would fail again at once.
            if !self.take_order_of_clock(replica, order, at, limits) {
                break;
            }
        }
        if let Some(order) = connections.attendance(&replica.session, limits.attendance_per_entry_max) {
            self.take_order_of_clock(replica, order, at, limits);
        }
    }

    /// Whether it made an entry.
    fn take_order_of_clock(
        &mut self,
        replica: &mut Replica,
        order: Order,
        at: Timestamp,
        limits: &SessionLimits,
    ) -> bool {
        let act = Act {
            actor: Actor::Clock,
            at,
            order,
            connected: false,
        };
        let event = replica.session.decide(&act, limits);
        let Ok(made) = event.and_then(|event| sealed(Actor::Clock, None, vec![event])) else {
            return false;
        };
        let source = Source {
            actor: Actor::Clock,
            command: None,
            taken: None,
        };
        for made in made {
            self.append(replica, source, at, made);
        }
        true
    }

    /// Decides one letter; its answer waits. Gives back one that does not fit beside what is here.
    pub(super) fn take(&mut self, replica: &mut Replica, letter: Letter, now: Now<'_>) -> Option<Letter> {
        let Letter {
            actor,
            command,
            wish,
            taken,
            answer,
        } = letter;
        let (by, kind) = (actor.by(), wish.name());
        let decided = if let Some(accepted) = replica.answers.get(by, command) {
            Decided::Answered(Ok(accepted.into()))
        } else {
            let taken = Some(taken);
            self.decide(replica, Source { actor, command, taken }, wish, now)
        };
        let result = match decided {
            Decided::Answered(result) => result,
            Decided::DoesNotFit(wish) => {
                return Some(Letter {
                    actor,
                    command,
                    wish,
                    taken,
                    answer,
                });
            }
        };
        let outcome = if result.is_ok() { "accepted" } else { "refused" };
        metrics::counter!("rostrum_commands_total", "type" => kind, "result" => outcome).increment(1);
        self.waiting.push(Waiting {
            by,
            command,
            result,
            taken,
            answer,
        });
        None
    }

    fn decide(&mut self, replica: &mut Replica, source: Source, wish: Wish, now: Now<'_>) -> Decided {
        let Source { actor, command, .. } = source;
        let Now { at, sockets, limits } = now;
        let (events, wish) = match wish {
            Wish::Order(order) => {
                let connected = match &order {
                    Order::Command(command) => {
                        let speaker = replica.session.speaker_to_be(command);
                        speaker.is_some_and(|speaker| sockets.look().has(speaker))
                    }
                    _ => false,
                };
                let act = Act {
                    actor,
                    at,
                    order,
                    connected,
                };
                let event = replica.session.decide(&act, limits);
                (event.map(|event| vec![event]), Wish::Order(act.order))
            }
            Wish::Invite(invitees) => (replica.session.invite(actor, &invitees, limits), Wish::Invite(invitees)),
        };
        let made = match events.and_then(|events| sealed(actor, command, events)) {
            Ok(made) => made,
            Err(refusal) => return Decided::Answered(Err(refusal)),
        };
        // The entries of one order are all or nothing, so their size is judged before the first is applied.
        if self.bytes + made.iter().map(framed).sum::<usize>() > RECORD_BYTES_MAX - RECORD_FRAME_BYTES_MAX {
            return if self.entries.is_empty() {
                Decided::Answered(Err(Code::TooLarge.into()))
            } else {
                Decided::DoesNotFit(wish)
            };
        }
        let first = replica.session.head() + 1;
        // What takes it back is made of what is so before it.
        let undo = match &wish {
            Wish::Order(Order::Command(command)) => replica.session.undo(command, first).map(Box::new),
            Wish::Order(_) | Wish::Invite(_) => None,
        };
        for made in made {
            self.append(replica, source, at, made);
        }
        let last = replica.session.head();
        Decided::Answered(Ok(Answer {
            accepted: Accepted { first, last },
            undo,
        }))
    }

    fn append(&mut self, replica: &mut Replica, source: Source, at: Timestamp, (event, sealed): (Event, Sealed)) {
        let (by, command) = (source.actor.by(), source.command);
        let entry = sealed.into_entry(replica.session.head() + 1, at);
        let body = Body { by, command, event };
        let touched = replica.apply(&entry, &body);
        self.closes |= matches!(body.event, Event::SessionAdjourned { .. } | Event::SessionSealed {});
        if let Event::WordsErased { seqs, .. } = &body.event {
            self.erased.extend(seqs);
        }
        self.bytes += entry.structure.len() + ENTRY_FRAME_BYTES_MAX;
        if let Some(SeatChange::Void(participant)) = touched.seat {
            self.void.push(participant);
        }
        let slot = Slot::new(&replica.session, by, body.event, &touched, size(&entry));
        if touched.withholds {
            self.slots.clear();
            self.withholds = true;
        }
        self.slots.push(slot.taken_at(source.taken));
        self.visibility.extend(touched.visibility);
        self.entries.push(entry);
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
            Self::Order(Order::Erase { .. }) => "erase",
            Self::Order(Order::Deadline(_)) => "deadline",
            Self::Order(Order::Attendance { .. }) => "attendance",
            Self::Order(Order::Drop { .. }) => "drop",
            Self::Order(Order::Recover { .. }) => "recover",
            Self::Invite(_) => "invite",
        }
    }
}
