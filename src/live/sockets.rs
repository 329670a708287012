//! Who is connected to a session: counted for presence, bounded for each person, closed when a seat is void.

use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::sync::{Notify, watch};

use super::connection::SeatClaim;
use super::limits::LiveLimits;
use crate::domain::Session;
use crate::domain::ids::ParticipantId;
use crate::wire::close::Close;

#[derive(Debug)]
struct Handle {
    number: u64,
    seat: SeatClaim,
    close: watch::Sender<Option<Close>>,
}

#[derive(Debug, Default)]
struct Registry {
    next: u64,
    total: usize,
    closing: Option<Close>,
    people: BTreeMap<ParticipantId, Vec<Handle>>,
    limiters: HashMap<ParticipantId, Arc<DefaultDirectRateLimiter>>,
}

/// The sockets of one session.
#[derive(Debug)]
pub(super) struct Sockets {
    registry: Mutex<Registry>,
    /// Told when a person comes or goes.
    pub changed: Notify,
    per_participant_max: usize,
    total_max: usize,
    commands: Quota,
}

/// A socket's place; given back when dropped.
#[derive(Debug)]
pub(super) struct Registration {
    sockets: Arc<Sockets>,
    participant: ParticipantId,
    number: u64,
    /// Says why the socket has to close.
    pub close: watch::Receiver<Option<Close>>,
    /// The person's commands, over all sockets.
    pub commands: Arc<DefaultDirectRateLimiter>,
}

/// A rate with a burst; a limit of 0 is taken for 1, which is as strict as a limiter can be.
pub(super) fn quota(per_second: u32, burst: u32) -> Quota {
    let at_least_one = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
    Quota::per_second(at_least_one(per_second)).allow_burst(at_least_one(burst))
}

impl Sockets {
    pub(super) fn new(limits: &LiveLimits) -> Self {
        Self {
            registry: Mutex::default(),
            changed: Notify::new(),
            per_participant_max: limits.sockets_per_participant_max.max(1),
            total_max: limits.sockets_per_session_max,
            commands: quota(limits.commands_per_second, limits.commands_burst),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Registry> {
        self.registry.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a place; a person's oldest socket goes for one too many. None while the session is full: nobody inside
    /// is harmed by a newcomer.
    pub(super) fn register(self: &Arc<Self>, seat: SeatClaim) -> Option<Registration> {
        let participant = seat.participant;
        let mut registry = self.lock();
        if registry.total >= self.total_max {
            metrics::counter!("rostrum_limit_hits_total", "limit" => "sockets_per_session").increment(1);
            return None;
        }
        registry.next += 1;
        registry.total += 1;
        let number = registry.next;
        let close = watch::Sender::new(registry.closing);
        let receiver = close.subscribe();
        let handles = registry.people.entry(participant).or_default();
        handles.push(Handle { number, seat, close });
        let surplus = handles.len().saturating_sub(self.per_participant_max);
        // Those that were told before may still be here; what they were told first stands.
        for oldest in handles[..surplus]
            .iter()
            .filter(|oldest| oldest.close.borrow().is_none())
        {
            oldest.close.send_replace(Some(Close::Replaced));
            metrics::counter!("rostrum_limit_hits_total", "limit" => "sockets_per_participant").increment(1);
        }
        let came = handles.len() == 1;
        let limiter = || Arc::new(RateLimiter::direct(self.commands));
        let commands = Arc::clone(registry.limiters.entry(participant).or_insert_with(limiter));
        drop(registry);
        metrics::gauge!("rostrum_sockets").increment(1);
        if came {
            self.changed.notify_one();
        }
        Some(Registration {
            sockets: Arc::clone(self),
            participant,
            number,
            close: receiver,
            commands,
        })
    }

    /// Closes every socket of a person.
    pub(super) fn close(&self, participant: ParticipantId, close: Close) {
        for handle in self.lock().people.get(&participant).into_iter().flatten() {
            handle.close.send_replace(Some(close));
        }
    }

    /// Closes every socket whose seat does not hold in `session`.
    pub(super) fn close_void(&self, session: &Session) {
        for handle in self.lock().people.values().flatten() {
            if handle.seat.holder(session).is_none() {
                handle.close.send_replace(Some(Close::SeatRevoked));
            }
        }
    }

    /// Closes every socket, also those that are about to register.
    pub(super) fn close_all(&self, close: Close) {
        let mut registry = self.lock();
        registry.closing = Some(close);
        for handle in registry.people.values().flatten() {
            handle.close.send_replace(Some(close));
        }
    }

    /// The people with a socket.
    pub(super) fn online(&self) -> Vec<ParticipantId> {
        self.lock().people.keys().copied().collect()
    }

    /// Whether a person has a socket.
    pub(super) fn has(&self, participant: ParticipantId) -> bool {
        self.lock().people.contains_key(&participant)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lock().total == 0
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        let mut registry = self.sockets.lock();
        registry.total -= 1;
        let mut left = false;
        if let Some(handles) = registry.people.get_mut(&self.participant) {
            handles.retain(|handle| handle.number != self.number);
            left = handles.is_empty();
        }
        if left {
            registry.people.remove(&self.participant);
        }
        drop(registry);
        metrics::gauge!("rostrum_sockets").decrement(1);
        if left {
            self.sockets.changed.notify_one();
        }
    }
}
