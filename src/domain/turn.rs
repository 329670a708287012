//! One holding of the floor and its clock. Pauses and interruptions charge nobody (SPEC D9).

use super::command::{Command, RequestKind};
use super::discipline::Heard;
use super::event::{Ended, Event, TurnEnd};
use super::ids::{ItemId, ParticipantId, RequestId, TurnId};
use super::limits::SessionLimits;
use super::refusal::{Code, Refusal};
use super::session::{Phase, Session};
use super::touched::{Place, Touched};
use super::words;
use crate::time::Timestamp;

/// Where a turn stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TurnState {
    /// The clock runs since this moment.
    Holding {
        since: Timestamp,
    },
    Paused,
    /// The speaker lost the last connection; the clock runs since this moment, or stands.
    Dropped {
        since: Option<Timestamp>,
    },
    /// Waits under another turn; held before, or was dropped.
    InterruptedHolding,
    /// Waits under another turn; was paused before.
    InterruptedPaused,
}

/// Which warning the clock has given already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Warned {
    No,
    Nearly,
    Over,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Turn {
    pub id: TurnId,
    pub item: ItemId,
    pub request: RequestId,
    pub speaker: ParticipantId,
    pub asked_by: ParticipantId,
    pub kind: RequestKind,
    /// The turn that a reply answers.
    pub answers: Option<TurnId>,
    pub state: TurnState,
    pub limit_ms: u64,
    /// What it has used up to its last stop.
    pub spent_ms: u64,
    pub warned: Warned,
    /// The speaker had no connection of his own when he got the floor: he is never dropped.
    pub unconnected: bool,
}

/// What is known of every turn, running or over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TurnMark {
    /// Which.
    pub turn: TurnId,
    /// On which item.
    pub item: ItemId,
    /// Who speaks.
    pub speaker: ParticipantId,
    /// What for.
    pub kind: RequestKind,
}

/// A turn that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PastTurn {
    pub turn: Turn,
    /// Whether its rest went on in another turn: given back, or yielded.
    pub restored: bool,
}

impl Turn {
    /// Since when the clock runs.
    pub(super) fn running_since(&self) -> Option<Timestamp> {
        match self.state {
            TurnState::Holding { since } => Some(since),
            TurnState::Dropped { since } => since,
            TurnState::Paused | TurnState::InterruptedHolding | TurnState::InterruptedPaused => None,
        }
    }

    pub(super) fn spent_at(&self, at: Timestamp) -> u64 {
        let running = self.running_since().map_or(0, |since| at.millis_since(since));
        self.spent_ms.saturating_add(running)
    }

    fn stop_clock(&mut self, at: Timestamp) {
        self.spent_ms = self.spent_at(at);
    }
}

impl Session {
    /// At most `limit` turns after `after`, running ones too, in the order in which they were granted.
    #[must_use]
    pub fn turns_after(&self, after: TurnId, limit: usize) -> Vec<TurnMark> {
        let later = (std::ops::Bound::Excluded(after), std::ops::Bound::Unbounded);
        let past = self.past_turns.range(later).take(limit).map(|(_, past)| &past.turn);
        let running = self.floor.iter().filter(|turn| turn.id > after);
        let mark = |turn: &Turn| TurnMark {
            turn: turn.id,
            item: turn.item,
            speaker: turn.speaker,
            kind: turn.kind,
        };
        let mut marks: Vec<_> = past.chain(running).map(mark).collect();
        marks.sort_unstable_by_key(|mark| mark.turn);
        marks.truncate(limit);
        marks
    }

    pub(super) fn turn_exists(&self, turn: TurnId) -> Result<(), Refusal> {
        self.speaker_of(turn).map(|_| ())
    }

    /// Who speaks or spoke in a turn.
    ///
    /// # Errors
    /// `not_found` for a turn that was never granted.
    pub fn speaker_of(&self, turn: TurnId) -> Result<ParticipantId, Refusal> {
        let running = self.floor.iter().find(|own| own.id == turn).map(|own| own.speaker);
        running
            .or_else(|| self.past_turns.get(&turn).map(|past| past.turn.speaker))
            .ok_or_else(|| Code::NotFound.into())
    }

    /// The turn that another one replies to.
    pub(super) fn answered_by(&self, turn: TurnId) -> Option<TurnId> {
        let running = self.floor.iter().find(|own| own.id == turn);
        let own = running.or_else(|| self.past_turns.get(&turn).map(|past| &past.turn))?;
        own.answers
    }

    pub(super) fn decide_turn(
        &self,
        by: ParticipantId,
        at: Timestamp,
        command: &Command,
        connected: bool,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        if let Command::RestoreTurn { turn } = command {
            return self.decide_restore_turn(by, *turn, connected);
        }
        let (Command::ReleaseFloor { expect_turn }
        | Command::EndTurn { expect_turn, .. }
        | Command::RevokeTurn { expect_turn, .. }
        | Command::PauseTurn { expect_turn, .. }
        | Command::ResumeTurn { expect_turn }
        | Command::ExtendTurn { expect_turn, .. }
        | Command::YieldFloor { expect_turn, .. }) = command
        else {
            return Err(Code::UnknownCommand.into());
        };
        self.expects_turn(*expect_turn)?;
        let top = self.floor.last();
        if let Command::ReleaseFloor { .. } = command {
            let top = top.ok_or(Code::FloorFree)?;
            if !self.acts_for(by, top.speaker, top.asked_by) {
                return Err(Code::NotPermitted.into());
            }
            return Ok(self.end_top(top, TurnEnd::Released, None, at));
        }
        self.conducts_floor(by)?;
        let top = top.ok_or(Code::FloorFree)?;
        let turn = top.id;
        let reason_max = limits.reason_chars_max;
        match command {
            Command::EndTurn { reason, .. } => {
                words::optional(reason.as_deref(), reason_max)?;
                Ok(self.end_top(top, TurnEnd::Ended, reason.clone(), at))
            }
            Command::RevokeTurn { reason, .. } => {
                words::needed(reason, reason_max)?;
                Ok(self.end_top(top, TurnEnd::Revoked, Some(reason.clone()), at))
            }
            Command::PauseTurn { reason, .. } => {
                words::optional(reason.as_deref(), reason_max)?;
                if top.state == TurnState::Paused {
                    return Err(Code::Unchanged.into());
                }
                Ok(Event::TurnPaused {
                    turn,
                    reason: reason.clone(),
                })
            }
            Command::ResumeTurn { .. } => {
                self.in_phase(&[Phase::Open])?;
                if top.state != TurnState::Paused {
                    return Err(Code::Unchanged.into());
                }
                Ok(Event::TurnResumed { turn })
            }
            Command::ExtendTurn { by_ms, reason, .. } => {
                words::needed(reason, reason_max)?;
                let new_limit = top.limit_ms.saturating_add(*by_ms);
                if *by_ms == 0 || new_limit > limits.turn_limit_ms_max {
                    return Err(Refusal::because(
                        Code::Malformed,
                        "An extension lies between nothing and a day.",
                    ));
                }
                Ok(Event::TurnExtended {
                    turn,
                    by_ms: *by_ms,
                    reason: reason.clone(),
                })
            }
            Command::YieldFloor { to, .. } => self.decide_yield(top, *to, at, connected),
            _ => Err(Code::UnknownCommand.into()),
        }
    }

    pub(super) fn end_top(&self, top: &Turn, how: TurnEnd, reason: Option<String>, at: Timestamp) -> Event {
        Event::TurnEnded {
            turn: top.id,
            how,
            spent_ms: top.spent_at(at),
            reason,
            resumed: self.resumes_after(top.id),
            to: None,
            limit_ms: None,
            unconnected: false,
        }
    }

    /// The turn below the innermost one, if it goes on by itself when that ends.
    pub(super) fn resumes_after(&self, turn: TurnId) -> Option<TurnId> {
        if self.innermost() != Some(turn) || self.phase != Phase::Open {
            return None;
        }
        let below = self.floor.iter().rev().nth(1)?;
        (below.state == TurnState::InterruptedHolding).then_some(below.id)
    }

    /// The end of whatever turn a person has, with what goes on then.
    pub(super) fn end_for(
        &self,
        speaker: ParticipantId,
        how: TurnEnd,
        at: Timestamp,
    ) -> (Option<Ended>, Option<TurnId>) {
        let Some(turn) = self.floor.iter().find(|turn| turn.speaker == speaker) else {
            return (None, None);
        };
        let ended = Ended {
            turn: turn.id,
            how,
            spent_ms: turn.spent_at(at),
        };
        (Some(ended), self.resumes_after(turn.id))
    }

    pub(super) fn turn_mut(&mut self, turn: TurnId) -> Option<&mut Turn> {
        self.floor.iter_mut().find(|own| own.id == turn)
    }

    pub(super) fn pause(&mut self, at: Timestamp, turn: TurnId, reason: Option<&str>, touched: &mut Touched) {
        if let Some(own) = self.turn_mut(turn) {
            own.stop_clock(at);
            own.state = TurnState::Paused;
            touched.mark(Place::Turn(turn));
        }
        if let Some(reason) = reason {
            self.texts.pause_reasons.insert(turn, reason.to_owned());
        }
    }

    pub(super) fn interrupt(&mut self, at: Timestamp, turn: TurnId, touched: &mut Touched) {
        if let Some(own) = self.turn_mut(turn) {
            own.stop_clock(at);
            own.state = match own.state {
                TurnState::Holding { .. } | TurnState::Dropped { .. } | TurnState::InterruptedHolding => {
                    TurnState::InterruptedHolding
                }
                TurnState::Paused | TurnState::InterruptedPaused => TurnState::InterruptedPaused,
            };
            touched.mark(Place::Turn(turn));
        }
    }

    pub(super) fn resume(&mut self, at: Timestamp, turn: TurnId, touched: &mut Touched) {
        if let Some(own) = self.turn_mut(turn) {
            own.state = TurnState::Holding { since: at };
            touched.mark(Place::Turn(turn));
        }
        self.texts.pause_reasons.remove(&turn);
    }

    pub(super) fn apply_turn(&mut self, at: Timestamp, event: &Event, touched: &mut Touched) {
        match event {
            Event::TurnPaused { turn, reason } => self.pause(at, *turn, reason.as_deref(), touched),
            Event::TurnResumed { turn } => self.resume(at, *turn, touched),
            Event::TurnExtended { turn, by_ms, .. } => {
                let warn_ms = self.rules.warn_ms;
                if let Some(own) = self.turn_mut(*turn) {
                    own.limit_ms = own.limit_ms.saturating_add(*by_ms);
                    let left = own.limit_ms.saturating_sub(own.spent_at(at));
                    own.warned = match left {
                        0 => own.warned,
                        left if left > warn_ms => Warned::No,
                        _ => own.warned.min(Warned::Nearly),
                    };
                    touched.mark(Place::Turn(*turn));
                }
            }
            Event::TurnWarned { turn, left_ms } => {
                if let Some(own) = self.turn_mut(*turn) {
                    own.warned = if *left_ms == 0 { Warned::Over } else { Warned::Nearly };
                }
            }
            Event::TurnDropped { turn, spent_ms } => {
                if let Some(own) = self.turn_mut(*turn) {
                    let since = own.running_since().filter(|_| spent_ms.is_none());
                    own.spent_ms = spent_ms.unwrap_or(own.spent_ms);
                    own.state = TurnState::Dropped { since };
                    touched.mark(Place::Turn(*turn));
                }
            }
            Event::TurnRecovered { turn } => {
                if let Some(own) = self.turn_mut(*turn) {
                    own.stop_clock(at);
                }
                self.resume(at, *turn, touched);
            }
            _ => {}
        }
    }

    /// Ends a turn wherever it stands; the one below an innermost turn goes on, or waits for a moderator.
    pub(super) fn apply_turn_end(
        &mut self,
        at: Timestamp,
        turn: TurnId,
        spent_ms: u64,
        resumed: Option<TurnId>,
        touched: &mut Touched,
    ) {
        let Some(place) = self.floor.iter().position(|own| own.id == turn) else {
            return;
        };
        self.lift_turn(place, spent_ms, touched);
        if let Some(resumed) = resumed {
            self.resume(at, resumed, touched);
        } else if place == self.floor.len()
            && let Some(below) = self.floor.last_mut()
        {
            below.state = TurnState::Paused;
            touched.mark(Place::Turn(below.id));
        }
    }

    /// Takes a turn off the floor, and keeps it for what is said of it later.
    pub(super) fn lift_turn(&mut self, place: usize, spent_ms: u64, touched: &mut Touched) -> Turn {
        let mut turn = self.floor.remove(place);
        turn.spent_ms = spent_ms;
        turn.state = TurnState::Paused;
        self.texts.pause_reasons.remove(&turn.id);
        touched.mark(Place::Turn(turn.id));
        touched.mark(Place::Floor);
        let note = |heard: &mut Heard| {
            heard.turns += 1;
            heard.spent_ms = heard.spent_ms.saturating_add(spent_ms);
        };
        self.hear(turn.speaker, note, touched);
        let past = PastTurn {
            turn: turn.clone(),
            restored: false,
        };
        self.past_turns.insert(turn.id, past);
        turn
    }
}
