//! Who is connected to a session: counted for presence, bounded for each person, closed when a seat is void.

use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::sync::Notify;
use tokio::time::Instant;

use super::close_order::CloseOrder;
use super::connection::SeatClaim;
use super::follower::Follower;
use super::hub::House;
use super::teller::Followers;
use super::transport::Outlet;
use crate::domain::ids::ParticipantId;
use crate::domain::{Role, Session};
use crate::time::Timestamp;
use crate::wire::close::Close;

#[derive(Debug)]
struct Handle {
    number: u64,
    seat: SeatClaim,
    close: Arc<CloseOrder>,
}

/// When somebody's last socket went.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gone {
    pub at: Timestamp,
    /// The same moment on a clock that does not jump.
    pub since: Instant,
}

#[derive(Debug, Default)]
struct Registry {
    next: u64,
    total: usize,
    closing: Option<Close>,
    people: BTreeMap<ParticipantId, Vec<Handle>>,
    /// Those who have no socket any more.
    gone: HashMap<ParticipantId, Gone>,
    limiters: HashMap<ParticipantId, Arc<DefaultDirectRateLimiter>>,
}

/// The sockets of one session.
pub(super) struct Sockets {
    house: Arc<House>,
    registry: Mutex<Registry>,
    /// Told when a person comes or goes.
    pub changed: Notify,
    /// Everybody's cursor.
    pub followers: Arc<Followers>,
    commands: Quota,
}

/// A socket's place; given back when dropped.
pub(super) struct Registration {
    sockets: Arc<Sockets>,
    participant: ParticipantId,
    number: u64,
    /// Says why the socket has to close.
    pub close: Arc<CloseOrder>,
    /// The person's commands, over all sockets.
    pub commands: Arc<DefaultDirectRateLimiter>,
    /// The socket's cursor.
    pub follower: Arc<Follower>,
    /// What it is counted as in the metrics.
    role: Option<Role>,
}

impl Registration {
    /// Counts the socket by its person's role.
    pub(super) fn joined_as(&mut self, role: Role) {
        self.count_as(Some(role));
    }

    fn count_as(&mut self, role: Option<Role>) {
        let of = |role: Role| metrics::gauge!("rostrum_sockets_by_role", "role" => role.name());
        if let Some(before) = std::mem::replace(&mut self.role, role) {
            of(before).decrement(1);
        }
        if let Some(role) = role {
            of(role).increment(1);
        }
    }
}

/// A rate with a burst; a limit of 0 is taken for 1, which is as strict as a limiter can be.
pub(super) fn quota(per_second: u32, burst: u32) -> Quota {
    let at_least_one = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
    Quota::per_second(at_least_one(per_second)).allow_burst(at_least_one(burst))
}

impl Sockets {
    pub(super) fn new(house: Arc<House>) -> Self {
        let limits = &house.config.live;
        Self {
            registry: Mutex::default(),
            changed: Notify::new(),
            followers: Arc::default(),
            commands: quota(limits.commands_per_second, limits.commands_burst),
            house,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Registry> {
        self.registry.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a place; a person's oldest socket goes for one too many. None while the session is full: nobody inside
    /// is harmed by a newcomer.
    pub(super) fn register(self: &Arc<Self>, seat: SeatClaim, outlet: Option<Box<dyn Outlet>>) -> Option<Registration> {
        let participant = seat.participant;
        let limits = &self.house.config.live;
        let mut registry = self.lock();
        // Who has all sockets that a person may have takes the place of the own oldest.
        let own = registry.people.get(&participant).map_or(0, Vec::len);
        let takes_own_place = own >= limits.sockets_per_participant_max.max(1);
        if registry.total >= limits.sockets_per_session_max && !takes_own_place {
            metrics::counter!("rostrum_limit_hits_total", "limit" => "sockets_per_session").increment(1);
            return None;
        }
        registry.next += 1;
        registry.total += 1;
        let number = registry.next;
        let close = Arc::new(CloseOrder::default());
        if let Some(closing) = registry.closing {
            close.give(closing);
        }
        registry.gone.remove(&participant);
        let handles = registry.people.entry(participant).or_default();
        handles.push(Handle {
            number,
            seat,
            close: Arc::clone(&close),
        });
        let surplus = handles.len().saturating_sub(limits.sockets_per_participant_max.max(1));
        // Those that were told before may still be here.
        for oldest in handles[..surplus].iter().filter(|oldest| oldest.close.get().is_none()) {
            oldest.close.give(Close::Replaced);
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
        let follower = Arc::new(Follower::new(participant, outlet));
        self.followers.add(Arc::clone(&follower));
        Some(Registration {
            follower,
            sockets: Arc::clone(self),
            participant,
            number,
            close,
            commands,
            role: None,
        })
    }

    /// Counts one more command of a person, by whatever way it comes; `false` beyond the person's rate.
    pub(super) fn counts_command(&self, participant: ParticipantId) -> bool {
        let mut registry = self.lock();
        let limiter = || Arc::new(RateLimiter::direct(self.commands));
        let commands = Arc::clone(registry.limiters.entry(participant).or_insert_with(limiter));
        drop(registry);
        let passes = commands.check().is_ok();
        if !passes {
            metrics::counter!("rostrum_limit_hits_total", "limit" => "commands_per_second").increment(1);
        }
        passes
    }

    /// Closes every socket of a person.
    pub(super) fn close(&self, participant: ParticipantId, close: Close) {
        for handle in self.lock().people.get(&participant).into_iter().flatten() {
            handle.close.give(close);
        }
    }

    /// Closes every socket whose seat does not hold in `session`.
    pub(super) fn close_void(&self, session: &Session) {
        for handle in self.lock().people.values().flatten() {
            if handle.seat.holder(session).is_none() {
                handle.close.give(Close::SeatRevoked);
            }
        }
    }

    /// Closes every socket, also those that are about to register.
    pub(super) fn close_all(&self, close: Close) {
        let mut registry = self.lock();
        registry.closing = Some(close);
        for handle in registry.people.values().flatten() {
            handle.close.give(close);
        }
    }

    /// The people with a socket.
    pub(super) fn online(&self) -> Vec<ParticipantId> {
        self.lock().people.keys().copied().collect()
    }

    /// Looks at who is here; nobody comes or goes meanwhile, so it must be short.
    pub(super) fn look(&self) -> Glance<'_> {
        Glance(self.lock())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lock().total == 0
    }
}

/// Who is here at one moment.
pub(super) struct Glance<'a>(MutexGuard<'a, Registry>);

impl Glance<'_> {
    /// Whether a person has a socket.
    pub(super) fn has(&self, participant: ParticipantId) -> bool {
        self.0.people.contains_key(&participant)
    }

    /// Since when a person has no socket, as far as that matters after `loaded`; nothing for who has one.
    pub(super) fn gone(&self, participant: ParticipantId, loaded: Gone) -> Option<Gone> {
        if self.has(participant) {
            return None;
        }
        let known = self.0.gone.get(&participant).copied().unwrap_or(loaded);
        Some(Gone {
            since: known.since.max(loaded.since),
            ..known
        })
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        self.count_as(None);
        self.sockets.followers.remove(&self.follower);
        let mut registry = self.sockets.lock();
        registry.total -= 1;
        let mut left = false;
        if let Some(handles) = registry.people.get_mut(&self.participant) {
            handles.retain(|handle| handle.number != self.number);
            left = handles.is_empty();
        }
        if left {
            registry.people.remove(&self.participant);
            let gone = Gone {
                at: self.sockets.house.now(),
                since: Instant::now(),
            };
            registry.gone.insert(self.participant, gone);
        }
        drop(registry);
        metrics::gauge!("rostrum_sockets").decrement(1);
        if left {
            self.sockets.changed.notify_one();
        }
    }
}
