//! The end of a session's history in memory: what every connection's cursor reads, and the signal that there is more.

use std::collections::VecDeque;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use bytes::Bytes;
use tokio::sync::watch;

use super::slot::Slot;
use crate::domain::ids::ParticipantId;
use crate::domain::{Audience, SeatChange, Session};
use crate::time::Timestamp;

/// How much there is to tell, or how much of it a reader has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Mark {
    /// The last entry.
    pub head: u64,
    /// Counts presence digests.
    pub presence: u64,
    /// Counts captions.
    pub caption: u64,
}

impl Mark {
    /// Whether nothing of `other` is missing here.
    pub(super) const fn covers(self, other: Self) -> bool {
        self.head >= other.head && self.presence >= other.presence && self.caption >= other.caption
    }
}

/// How far things are; whoever tells them waits for it to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Signal {
    /// What there is.
    pub mark: Mark,
    /// When the last entry happened.
    pub at: Timestamp,
}

/// What a cursor finds.
#[derive(Debug)]
pub(super) enum Ahead {
    /// These frames take the cursor to `after`.
    Frames { frames: Vec<Bytes>, after: u64 },
    /// The entry after `after` gives the reader another role.
    RoleChanged,
    /// Nothing yet.
    Nothing,
    /// What comes next is no longer in memory: the reader needs the state again.
    Lost,
}

/// The whole view for an audience.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// Its JSON.
    pub view: Bytes,
    /// The frame of the message that holds it.
    pub frame: Bytes,
}

#[derive(Debug, Default)]
struct Ring {
    slots: VecDeque<Arc<Slot>>,
    bytes: usize,
    states: [Option<(u64, State)>; 3],
    presence: [Option<Bytes>; 3],
    caption: Option<Bytes>,
}

/// Bounded by entries and by bytes; written by the session's task alone.
#[derive(Debug)]
pub(super) struct Tail {
    ring: RwLock<Ring>,
    signal: watch::Sender<Signal>,
    entries_max: usize,
    bytes_max: usize,
}

impl Tail {
    pub(super) fn new(entries_max: usize, bytes_max: usize) -> Self {
        Self {
            ring: RwLock::default(),
            signal: watch::Sender::new(Signal::default()),
            entries_max,
            bytes_max,
        }
    }

    fn read(&self) -> RwLockReadGuard<'_, Ring> {
        self.ring.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Ring> {
        self.ring.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// When the last durable entry happened.
    pub(super) fn at(&self) -> Timestamp {
        self.signal.borrow().at
    }

    /// Made before the first look at the ring, it misses nothing (SPEC L5).
    pub(super) fn subscribe(&self) -> watch::Receiver<Signal> {
        self.signal.subscribe()
    }

    /// Adds entries that are durable now and wakes everybody. After what [`withholds`](crate::domain::Touched::withholds), `withholds` is true and the slots
    /// begin with it: who has not read what was before gets the state.
    pub(super) fn publish(&self, slots: Vec<Slot>, visibility: &[u64], withholds: bool, session: &Session) {
        let Some(head) = slots.last().map(Slot::seq) else {
            return;
        };
        let mut ring = self.write();
        if withholds {
            ring.slots.clear();
            ring.bytes = 0;
        }
        for slot in slots {
            ring.bytes += slot.bytes();
            ring.slots.push_back(Arc::new(slot));
        }
        for seq in visibility {
            let place = ring.slots.binary_search_by_key(seq, |slot| slot.seq());
            if let Ok(place) = place {
                let anew = ring.slots[place].seen_anew(session);
                ring.slots[place] = Arc::new(anew);
            }
        }
        while ring.slots.len() > self.entries_max || (ring.bytes > self.bytes_max && ring.slots.len() > 1) {
            if let Some(oldest) = ring.slots.pop_front() {
                ring.bytes -= oldest.bytes();
            }
        }
        drop(ring);
        self.signal
            .send_modify(|signal| (signal.mark.head, signal.at) = (head, session.at()));
    }

    /// Forgets everything for what a fresh fold gave.
    pub(super) fn reset(&self, slots: Vec<Slot>, visibility: &[u64], session: &Session) {
        *self.write() = Ring::default();
        self.publish(slots, visibility, false, session);
    }

    /// The entries after `after`; nothing if some of them are no longer here.
    pub(super) fn since(&self, after: u64) -> Option<Vec<Arc<Slot>>> {
        let ring = self.read();
        let first = ring.slots.front()?.seq();
        let skip = usize::try_from((after + 1).checked_sub(first)?).ok()?;
        Some(ring.slots.iter().skip(skip).cloned().collect())
    }

    /// Whether the entry after `after` can still be read, or is yet to come.
    pub(super) fn covers(&self, after: u64) -> bool {
        let ring = self.read();
        match (ring.slots.front(), ring.slots.back()) {
            (Some(first), Some(last)) => first.seq() <= after + 1 && after <= last.seq(),
            _ => false,
        }
    }

    /// What comes after `after` for a reader, at most about `bytes_max` of it.
    pub(super) fn ahead(&self, after: u64, audience: Audience, reader: ParticipantId, bytes_max: usize) -> Ahead {
        let (mut slots, mut lost) = (Vec::new(), false);
        {
            let ring = self.read();
            match ring.slots.front().map(|first| first.seq()) {
                Some(first) if first <= after + 1 => {
                    let skip = usize::try_from(after + 1 - first).unwrap_or(usize::MAX);
                    let mut bytes = 0;
                    for slot in ring.slots.iter().skip(skip) {
                        if bytes > bytes_max {
                            break;
                        }
                        bytes += slot.bytes();
                        slots.push(Arc::clone(slot));
                    }
                }
                first => lost = first.is_some(),
            }
        }
        if lost {
            return Ahead::Lost;
        }
        // Encoded outside the lock: the first reader of an audience pays, the others share.
        let (mut frames, mut reached) = (Vec::with_capacity(slots.len()), after);
        for slot in slots {
            if slot.seat == Some(SeatChange::Role(reader)) {
                if frames.is_empty() {
                    return Ahead::RoleChanged;
                }
                break;
            }
            reached = slot.seq();
            frames.push(slot.frame(audience));
        }
        if frames.is_empty() {
            Ahead::Nothing
        } else {
            Ahead::Frames { frames, after: reached }
        }
    }

    /// The frame of the entry `seq`, if it is still here.
    pub(super) fn frame(&self, seq: u64, audience: Audience) -> Option<Bytes> {
        let ring = self.read();
        let place = ring.slots.binary_search_by_key(&seq, |slot| slot.seq()).ok()?;
        let slot = Arc::clone(&ring.slots[place]);
        drop(ring);
        Some(slot.frame(audience))
    }

    /// The view at `head`, made once for each audience.
    pub(super) fn state(&self, head: u64, audience: Audience, make: impl FnOnce() -> State) -> State {
        let index = audience.index();
        if let Some((seq, state)) = &self.read().states[index]
            && *seq == head
        {
            return state.clone();
        }
        let state = make();
        self.write().states[index] = Some((head, state.clone()));
        state
    }

    pub(super) fn set_presence(&self, digests: [Bytes; 3]) {
        self.write().presence = digests.map(Some);
        self.signal.send_modify(|signal| signal.mark.presence += 1);
    }

    pub(super) fn presence(&self, audience: Audience) -> Option<Bytes> {
        self.read().presence[audience.index()].clone()
    }

    pub(super) fn set_caption(&self, caption: Bytes) {
        self.write().caption = Some(caption);
        self.signal.send_modify(|signal| signal.mark.caption += 1);
    }

    pub(super) fn caption(&self) -> Option<Bytes> {
        self.read().caption.clone()
    }
}
