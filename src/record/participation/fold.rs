//! What a session's entries say of turns and waiting: numbers alone, as many as there are turns, items and people who wait.

use std::collections::BTreeMap;

use crate::domain::Event;
use crate::domain::command::RequestKind;
use crate::domain::event::{Ended, TurnEnd};
use crate::domain::ids::{ItemId, ParticipantId, RequestId, TurnId};
use crate::time::Timestamp;

/// Requests that left without the floor, and are remembered because they may come back.
const LEFT_MAX: usize = 4_096;

/// One turn, and its clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// On which item.
    pub item: ItemId,
    /// Who speaks.
    pub speaker: ParticipantId,
    /// What for.
    pub kind: RequestKind,
    /// What it was given when it was granted, without what went on in another turn, in milliseconds.
    pub planned_ms: u64,
    /// What it was given besides, in milliseconds.
    pub extended_ms: u64,
    /// What it had used when its clock last stood, in milliseconds.
    spent_ms: u64,
    /// Since when the clock runs.
    since: Option<Timestamp>,
    /// Whether it is over.
    pub over: bool,
    /// Whether it was given back: it goes on in another turn, and is no speech of its own.
    pub given_back: bool,
}

impl Turn {
    /// What it has used by `at`, in milliseconds.
    #[must_use]
    pub fn spent_at(&self, at: Timestamp) -> u64 {
        let running = self.since.map_or(0, |since| at.millis_since(since));
        self.spent_ms.saturating_add(running)
    }

    fn stop(&mut self, at: Timestamp) {
        self.spent_ms = self.spent_at(at);
        self.since = None;
    }

    /// What was left goes on in another turn, which has it as its own.
    fn hand_on(&mut self, left_ms: u64) {
        let planned = left_ms.min(self.planned_ms);
        self.planned_ms -= planned;
        self.extended_ms = self.extended_ms.saturating_sub(left_ms - planned);
    }
}

/// A request that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// What for.
    pub kind: RequestKind,
    /// Since when.
    pub since: Timestamp,
}

/// How long an item was under discussion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Discussed {
    ms: u64,
    since: Option<Timestamp>,
}

/// What the entries of one session say, up to one of them. It holds no words, so nothing of it has to be erased.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hearing {
    seq: u64,
    opened_at: Option<Timestamp>,
    turns: BTreeMap<TurnId, Turn>,
    waiting: BTreeMap<RequestId, Waiting>,
    left: BTreeMap<RequestId, RequestKind>,
    /// For each request that got the floor, what for and how long it waited, in milliseconds.
    waited: Vec<(RequestKind, u64)>,
    discussed: BTreeMap<ItemId, Discussed>,
    active: Option<ItemId>,
}

impl Hearing {
    /// The number of the last entry.
    #[must_use]
    pub const fn seq(&self) -> u64 {
        self.seq
    }

    /// All turns, in the order in which they were granted.
    pub fn turns(&self) -> impl Iterator<Item = &Turn> {
        self.turns.values()
    }

    /// Who waits now.
    pub fn waiting(&self) -> impl Iterator<Item = (RequestId, Waiting)> {
        self.waiting.iter().map(|(request, own)| (*request, *own))
    }

    /// How long a request that is asked at `since` has waited by `at`: the time before the opening is no waiting.
    #[must_use]
    pub fn waited_by(&self, since: Timestamp, at: Timestamp) -> u64 {
        self.opened_at.map_or(0, |opened| at.millis_since(since.max(opened)))
    }

    /// What those who got the floor had asked for, and how long each waited, in milliseconds.
    #[must_use]
    pub fn waited(&self) -> &[(RequestKind, u64)] {
        &self.waited
    }

    /// How long an item has been under discussion by `at`, without recesses, in milliseconds.
    #[must_use]
    pub fn discussed_ms(&self, item: ItemId, at: Timestamp) -> u64 {
        let own = self.discussed.get(&item).copied().unwrap_or_default();
        own.ms
            .saturating_add(own.since.map_or(0, |since| at.millis_since(since)))
    }

    /// Folds the next entry in.
    pub fn take(&mut self, seq: u64, at: Timestamp, event: &Event) {
        self.seq = seq;
        self.take_phases(at, event);
        self.take_requests(seq, at, event);
        self.take_turns(seq, at, event);
    }

    fn take_phases(&mut self, at: Timestamp, event: &Event) {
        match event {
            Event::SessionOpened { .. } => {
                self.opened_at.get_or_insert(at);
            }
            Event::ItemStarted { item, .. } => {
                self.rest(at);
                self.active = Some(*item);
                self.go_on(at);
            }
            Event::ItemFinished { .. } | Event::SessionAdjourned { .. } => {
                self.rest(at);
                self.active = None;
            }
            Event::RecessCalled { .. } => self.rest(at),
            Event::SessionResumed {} => self.go_on(at),
            _ => {}
        }
    }

    /// The active item is not discussed for the time being.
    fn rest(&mut self, at: Timestamp) {
        if let Some(own) = self.active.and_then(|item| self.discussed.get_mut(&item))
            && let Some(since) = own.since.take()
        {
            own.ms = own.ms.saturating_add(at.millis_since(since));
        }
    }

    fn go_on(&mut self, at: Timestamp) {
        if let Some(item) = self.active {
            self.discussed.entry(item).or_default().since.get_or_insert(at);
        }
    }

    fn take_requests(&mut self, seq: u64, at: Timestamp, event: &Event) {
        match event {
            Event::FloorRequested { kind, .. } => {
                let own = Waiting { kind: *kind, since: at };
                self.waiting.insert(RequestId(seq), own);
            }
            Event::RequestWithdrawn { request }
            | Event::RequestDenied { request, .. }
            | Event::RequestPassed { request } => self.leave(*request),
            // The time outside the queue was no waiting.
            Event::RequestRestored { request } => {
                if let Some(kind) = self.left.remove(request) {
                    self.waiting.insert(*request, Waiting { kind, since: at });
                }
            }
            Event::ItemStarted { expired: gone, .. }
            | Event::ItemFinished { expired: gone, .. }
            | Event::SessionAdjourned { expired: gone, .. }
            | Event::ParticipantRemoved { withdrawn: gone, .. }
            | Event::RoleChanged { withdrawn: gone, .. } => gone.iter().for_each(|request| self.leave(*request)),
            Event::FloorGranted { request, .. } => {
                if let Some(own) = self.waiting.remove(request) {
                    let waited = self.waited_by(own.since, at);
                    self.waited.push((own.kind, waited));
                }
            }
            _ => {}
        }
    }

    fn leave(&mut self, request: RequestId) {
        if let Some(own) = self.waiting.remove(&request) {
            self.left.insert(request, own.kind);
            if self.left.len() > LEFT_MAX {
                self.left.pop_first();
            }
        }
    }

    fn take_turns(&mut self, seq: u64, at: Timestamp, event: &Event) {
        match event {
            Event::FloorGranted {
                speaker,
                item,
                kind,
                limit_ms,
                interrupts,
                ..
            } => {
                self.stop(*interrupts, at);
                self.begin(seq, at, (*item, *speaker, *kind), *limit_ms);
            }
            Event::TurnRestored {
                turn,
                speaker,
                item,
                kind,
                limit_ms,
                interrupts,
                ..
            } => {
                if let Some(own) = self.turns.get_mut(turn) {
                    own.given_back = true;
                    own.hand_on(*limit_ms);
                }
                self.stop(*interrupts, at);
                self.begin(seq, at, (*item, *speaker, *kind), *limit_ms);
            }
            Event::TurnPaused { turn, .. } => self.stop(Some(*turn), at),
            Event::RecessCalled { paused, .. } => self.stop(*paused, at),
            Event::TurnResumed { turn } => self.run(Some(*turn), at),
            Event::TurnRecovered { turn } => {
                self.stop(Some(*turn), at);
                self.run(Some(*turn), at);
            }
            Event::TurnDropped { turn, spent_ms } => {
                if let (Some(own), Some(spent_ms)) = (self.running(*turn), spent_ms) {
                    own.spent_ms = *spent_ms;
                    own.since = None;
                }
            }
            Event::TurnExtended { turn, by_ms, .. } => {
                if let Some(own) = self.running(*turn) {
                    own.extended_ms = own.extended_ms.saturating_add(*by_ms);
                }
            }
            Event::TurnEnded {
                turn,
                how,
                spent_ms,
                resumed,
                to,
                limit_ms,
                ..
            } => {
                let ended = Ended {
                    turn: *turn,
                    how: *how,
                    spent_ms: *spent_ms,
                };
                let own = self.end(Some(ended), *resumed, at);
                if let (Some(mut own), Some(to), TurnEnd::Yielded) = (own, to, how) {
                    let left = limit_ms.unwrap_or_default();
                    own.hand_on(left);
                    self.turns.insert(*turn, own);
                    self.begin(seq, at, (own.item, *to, own.kind), left);
                }
            }
            Event::ParticipantRemoved { ended, resumed, .. } | Event::RoleChanged { ended, resumed, .. } => {
                self.end(*ended, *resumed, at);
            }
            _ => {}
        }
    }

    fn begin(
        &mut self,
        seq: u64,
        at: Timestamp,
        (item, speaker, kind): (ItemId, ParticipantId, RequestKind),
        planned_ms: u64,
    ) {
        let own = Turn {
            item,
            speaker,
            kind,
            planned_ms,
            extended_ms: 0,
            spent_ms: 0,
            since: Some(at),
            over: false,
            given_back: false,
        };
        self.turns.insert(TurnId(seq), own);
    }

    /// A turn that is not over.
    fn running(&mut self, turn: TurnId) -> Option<&mut Turn> {
        self.turns.get_mut(&turn).filter(|own| !own.over)
    }

    fn stop(&mut self, turn: Option<TurnId>, at: Timestamp) {
        if let Some(own) = turn.and_then(|turn| self.running(turn)) {
            own.stop(at);
        }
    }

    fn run(&mut self, turn: Option<TurnId>, at: Timestamp) {
        if let Some(own) = turn.and_then(|turn| self.running(turn)) {
            own.since = Some(at);
        }
    }

    /// The turn as it ended, if it had not.
    fn end(&mut self, ended: Option<Ended>, resumed: Option<TurnId>, at: Timestamp) -> Option<Turn> {
        let ended = ended?;
        let own = self.running(ended.turn)?;
        (own.spent_ms, own.since, own.over) = (ended.spent_ms, None, true);
        let own = *own;
        self.run(resumed, at);
        Some(own)
    }
}
