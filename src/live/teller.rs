//! Writes what is new to every socket that takes it at once, in one round for all, without waking their tasks.

use std::cell::OnceCell;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_util::FutureExt;
use tokio::sync::watch;
use tokio::time::Instant;

use super::follower::{Follower, Round, Told};
use super::slot::Slot;
use super::tail::{Mark, Signal, Tail};
use crate::domain::ids::ParticipantId;
use crate::domain::{Audience, SeatChange};

/// Sockets that are written to before other tasks of this thread have a turn.
const BETWEEN_PAUSES: usize = 128;

/// The readers of one session.
#[derive(Default)]
pub(super) struct Followers {
    registry: Mutex<Registry>,
}

#[derive(Default)]
struct Registry {
    /// Counts changes.
    version: u64,
    readers: Vec<Arc<Follower>>,
}

impl Followers {
    pub(super) fn add(&self, follower: Arc<Follower>) {
        let mut registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        registry.version += 1;
        registry.readers.push(follower);
    }

    pub(super) fn remove(&self, follower: &Arc<Follower>) {
        follower.end();
        let mut registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        registry.version += 1;
        if let Some(place) = registry.readers.iter().position(|other| Arc::ptr_eq(other, follower)) {
            registry.readers.swap_remove(place);
        }
    }

    /// Brings a copy up to date.
    fn refresh(&self, version: &mut u64, readers: &mut Vec<Arc<Follower>>) {
        let registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        if *version != registry.version {
            *version = registry.version;
            readers.clone_from(&registry.readers);
        }
    }
}

/// The room's own task for writing.
pub(super) struct Teller {
    tail: Arc<Tail>,
    followers: Arc<Followers>,
    signal: watch::Receiver<Signal>,
    /// What the last round told.
    told: Mark,
    version: u64,
    readers: Vec<Arc<Follower>>,
}

impl Teller {
    pub(super) fn new(tail: Arc<Tail>, followers: Arc<Followers>) -> Self {
        let signal = tail.subscribe();
        let told = signal.borrow().mark;
        Self {
            tail,
            followers,
            signal,
            told,
            version: 0,
            readers: Vec::new(),
        }
    }

    /// Tells until it is dropped. After a panic every connection goes on by itself.
    pub(super) async fn run(mut self) {
        while AssertUnwindSafe(self.rounds()).catch_unwind().await.is_err() {
            tracing::error!("a panic ended a round of writing");
            self.hand_back_all();
        }
    }

    async fn rounds(&mut self) {
        // The tail that is held here has the sender, so there is always a next round.
        while self.signal.changed().await.is_ok() {
            self.round().await;
        }
    }

    async fn round(&mut self) {
        let mut to = self.signal.borrow_and_update().mark;
        let from = std::mem::replace(&mut self.told, to);
        self.followers.refresh(&mut self.version, &mut self.readers);
        let Some(slots) = self.tail.since(from.head) else {
            return self.hand_back_all();
        };
        // What became durable since the look at the signal goes along.
        to.head = slots.last().map_or(to.head, |slot| slot.seq());
        self.told = to;
        let role_changed: Vec<ParticipantId> = slots.iter().filter_map(|slot| new_role(slot)).collect();
        let round = Round {
            from,
            to,
            role_changed: &role_changed,
        };
        let made: [OnceCell<Bytes>; 3] = Default::default();
        let mut first = None;
        for readers in self.readers.chunks(BETWEEN_PAUSES) {
            let frames = |audience: Audience| {
                made[audience.index()]
                    .get_or_init(|| self.frames(&slots, from, to, audience))
                    .clone()
            };
            for reader in readers {
                if reader.tell(&round, frames) == Told::Whole {
                    first.get_or_insert_with(Instant::now);
                }
            }
            tokio::task::yield_now().await;
        }
        if let Some(first) = first {
            let last = Instant::now();
            for taken in slots.iter().filter_map(|slot| slot.taken) {
                let first = first.duration_since(taken).as_secs_f64();
                metrics::histogram!("rostrum_command_first_socket_seconds").record(first);
                let last = last.duration_since(taken).as_secs_f64();
                metrics::histogram!("rostrum_command_last_socket_seconds").record(last);
            }
        }
    }

    /// Everything of a round for an audience, in one piece: the kernel takes one piece quicker than many.
    fn frames(&self, slots: &[Arc<Slot>], from: Mark, to: Mark, audience: Audience) -> Bytes {
        let presence = (to.presence != from.presence).then(|| self.tail.presence(audience));
        let caption = (to.caption != from.caption).then(|| self.tail.caption());
        let events = slots.iter().map(|slot| slot.frame(audience));
        let pieces: Vec<Bytes> = events
            .chain([presence, caption].into_iter().flatten().flatten())
            .collect();
        match &pieces[..] {
            [one] => one.clone(),
            pieces => pieces.concat().into(),
        }
    }

    fn hand_back_all(&self) {
        for reader in &self.readers {
            reader.hand_back();
        }
    }
}

/// Whose role an entry changes.
fn new_role(slot: &Slot) -> Option<ParticipantId> {
    match slot.seat {
        Some(SeatChange::Role(participant)) => Some(participant),
        Some(SeatChange::Void(_)) | None => None,
    }
}
