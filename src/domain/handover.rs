//! Turns that go on under another id: yielded to somebody else, or given back after they ended wrongly.

use super::command::Command;
use super::event::{Event, TurnEnd};
use super::ids::{ParticipantId, TurnId};
use super::refusal::{Code, Refusal};
use super::session::{Phase, Session};
use super::touched::Touched;
use super::turn::{Turn, TurnState, Warned};
use crate::time::Timestamp;

impl Session {
    /// The moderators' call is the consent; what was left goes to the other person.
    pub(super) fn decide_yield(
        &self,
        top: &Turn,
        to: ParticipantId,
        at: Timestamp,
        connected: bool,
    ) -> Result<Event, Refusal> {
        self.in_phase(&[Phase::Open])?;
        self.may_speak(to, top.kind)?;
        if top.speaker == to {
            return Err(Code::Unchanged.into());
        }
        if self.floor.iter().any(|turn| turn.speaker == to) {
            return Err(Code::FloorTaken.into());
        }
        let spent_ms = top.spent_at(at);
        Ok(Event::TurnEnded {
            turn: top.id,
            how: TurnEnd::Yielded,
            spent_ms,
            reason: None,
            resumed: None,
            to: Some(to),
            limit_ms: Some(left(top.limit_ms, spent_ms)?),
            unconnected: !connected,
        })
    }

    pub(super) fn decide_restore_turn(
        &self,
        by: ParticipantId,
        turn: TurnId,
        connected: bool,
    ) -> Result<Event, Refusal> {
        self.conducts_floor(by)?;
        self.in_phase(&[Phase::Open])?;
        if self.floor.iter().any(|own| own.id == turn) {
            return Err(Code::Unchanged.into());
        }
        let past = self.past_turns.get(&turn).ok_or(Code::NotFound)?;
        let own = &past.turn;
        if past.restored {
            return Err(Code::Unchanged.into());
        }
        if self.agenda.active != Some(own.item) {
            return Err(Code::WrongPhase.into());
        }
        let limit_ms = left(own.limit_ms, own.spent_ms)?;
        self.may_speak(own.speaker, own.kind)?;
        Ok(Event::TurnRestored {
            turn,
            speaker: own.speaker,
            item: own.item,
            kind: own.kind,
            limit_ms,
            interrupts: self.let_in(own.speaker, own.kind)?,
            // Who had a connection at first is waited for, also where it is gone at this moment.
            unconnected: own.unconnected && !connected,
        })
    }

    /// Whom the command would give the floor: the server says with it whether that person is connected.
    #[must_use]
    pub fn speaker_to_be(&self, command: &Command) -> Option<ParticipantId> {
        match command {
            Command::Ready { request } | Command::GrantFloor { request, .. } => {
                self.requests.get(request).map(|own| own.speaker)
            }
            Command::YieldFloor { to, .. } => Some(*to),
            Command::RestoreTurn { turn } => self.past_turns.get(turn).map(|past| past.turn.speaker),
            _ => None,
        }
    }

    pub(super) fn apply_restored_turn(&mut self, seq: u64, at: Timestamp, event: &Event, touched: &mut Touched) {
        let Event::TurnRestored {
            turn,
            limit_ms,
            interrupts,
            unconnected,
            ..
        } = event
        else {
            return;
        };
        let Some(past) = self.past_turns.get_mut(turn) else {
            return;
        };
        past.restored = true;
        let ended = past.turn.clone();
        // It goes on in the new turn, so the person has not spoken once more for it; the time stays spent.
        self.hear(
            ended.speaker,
            |heard| heard.turns = heard.turns.saturating_sub(1),
            touched,
        );
        if let Some(interrupted) = interrupts {
            self.interrupt(at, *interrupted, touched);
        }
        let turn = Turn {
            id: TurnId(seq),
            state: TurnState::Holding { since: at },
            limit_ms: *limit_ms,
            spent_ms: 0,
            warned: Warned::No,
            unconnected: *unconnected,
            ..ended
        };
        self.begin_turn(turn, touched);
    }

    /// The rest of a turn goes to somebody else, in a turn with this entry's number and the same place on the floor.
    pub(super) fn apply_yielded(&mut self, seq: u64, at: Timestamp, event: &Event, touched: &mut Touched) {
        let Event::TurnEnded {
            turn,
            spent_ms,
            to: Some(to),
            limit_ms,
            unconnected,
            ..
        } = event
        else {
            return;
        };
        let Some(place) = self.floor.iter().position(|own| own.id == *turn) else {
            return;
        };
        let ended = self.lift_turn(place, *spent_ms, touched);
        if let Some(past) = self.past_turns.get_mut(turn) {
            // Its rest went on already.
            past.restored = true;
        }
        let next = Turn {
            id: TurnId(seq),
            speaker: *to,
            asked_by: *to,
            state: TurnState::Holding { since: at },
            limit_ms: limit_ms.unwrap_or_default(),
            spent_ms: 0,
            warned: Warned::No,
            unconnected: *unconnected,
            ..ended
        };
        self.begin_turn(next, touched);
    }
}

/// What a turn has left; nothing left is nothing to go on with.
fn left(limit_ms: u64, spent_ms: u64) -> Result<u64, Refusal> {
    match limit_ms.saturating_sub(spent_ms) {
        0 => Err(Refusal::because(
            Code::WrongPhase,
            "Nothing is left of the turn's time.",
        )),
        left => Ok(left),
    }
}
