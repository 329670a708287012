//! The floor in the fold of an outline: turns, and the words that were written down of them.

use super::super::{DEPTH_MAX, End, Origin, Outline, Part, Section, Statement, Turn};
use super::Origins;
use crate::domain::event::{Ended, TurnEnd};
use crate::domain::ids::{StatementId, TurnId};
use crate::domain::{Event, Role};
use crate::time::Timestamp;

impl Outline {
    pub(super) fn take_turn(&mut self, from: Origins, event: Event) {
        let (seq, at) = (from.seq, from.at);
        let begun = |speaker, item, kind, origin, interrupts| Turn {
            speaker,
            // It is looked up when the turn takes its place.
            role: Role::Observer,
            item,
            kind,
            at,
            origin,
            interrupts,
            answers: None,
            drops: 0,
            ended: None,
            parts: Vec::new(),
        };
        match event {
            Event::FloorGranted {
                request,
                speaker,
                item,
                kind,
                interrupts,
                ..
            } => {
                let answers = self.answers.get(&request).copied();
                let turn = begun(speaker, item, kind, Origin::Granted, interrupts);
                self.begin(TurnId(seq), Turn { answers, ..turn });
            }
            Event::TurnRestored {
                turn,
                speaker,
                item,
                kind,
                interrupts,
                ..
            } => {
                let answers = self.turns.get(&turn).and_then(|before| before.answers);
                let turn = begun(speaker, item, kind, Origin::Restored, interrupts);
                self.begin(TurnId(seq), Turn { answers, ..turn });
            }
            Event::TurnDropped { turn, .. } => {
                if let Some(own) = self.turns.get_mut(&turn) {
                    own.drops += 1;
                }
            }
            Event::TurnEnded {
                turn,
                how,
                spent_ms,
                reason,
                to,
                ..
            } => {
                let reason = (how == TurnEnd::Revoked && reason.is_some()).then_some(seq);
                let end = End {
                    at,
                    how,
                    spent_ms,
                    reason,
                    to,
                };
                self.end(turn, end);
                if let (Some(speaker), Some(own)) = (to, self.turns.get(&turn)) {
                    let answers = own.answers;
                    let next = begun(
                        speaker,
                        own.item,
                        own.kind,
                        Origin::Yielded(own.speaker),
                        own.interrupts,
                    );
                    self.begin(TurnId(seq), Turn { answers, ..next });
                }
            }
            _ => {}
        }
    }

    fn begin(&mut self, id: TurnId, mut turn: Turn) {
        let host = turn
            .interrupts
            .filter(|host| self.turns.contains_key(host) && self.depth(*host) <= DEPTH_MAX);
        turn.interrupts = host;
        turn.role = self.role(turn.speaker);
        // Whoever speaks is there, also in a room where nobody signed people in.
        if let Some(person) = self.people.get_mut(&turn.speaker) {
            person.arrived = true;
        }
        match host {
            None => {
                self.floor.clear();
                // A journal may grant the floor for an item that it never started.
                if self
                    .sections
                    .last()
                    .is_none_or(|section| section.item != Some(turn.item))
                {
                    self.sections.push(Section {
                        item: Some(turn.item),
                        parts: Vec::new(),
                    });
                }
                if let Some(section) = self.sections.last_mut() {
                    section.parts.push(Part::Turn(id));
                }
            }
            Some(host) => {
                if let Some(host) = self.turns.get_mut(&host) {
                    host.parts.push(Part::Turn(id));
                }
            }
        }
        self.floor.push(id);
        self.turns.insert(id, turn);
    }

    fn end(&mut self, turn: TurnId, end: End) {
        self.floor.retain(|standing| *standing != turn);
        if let Some(own) = self.turns.get_mut(&turn) {
            own.ended = Some(end);
        }
    }

    pub(super) fn end_with(&mut self, at: Timestamp, ended: Option<Ended>) {
        if let Some(Ended { turn, how, spent_ms }) = ended {
            let (reason, to) = (None, None);
            let end = End {
                at,
                how,
                spent_ms,
                reason,
                to,
            };
            self.end(turn, end);
        }
    }

    pub(super) fn take_words(&mut self, seq: u64, event: &Event) {
        match event {
            Event::StatementRecorded { turn, .. } => {
                let id = StatementId(seq);
                // What is written down while somebody interrupts was said before.
                let parts = self.turns.get(turn).map_or(&[][..], |own| &own.parts);
                let runs = |part: &Part| matches!(part, Part::Turn(over) if self.floor.contains(over));
                let place = parts.len() - usize::from(parts.last().is_some_and(runs));
                if let Some(own) = self.turns.get_mut(turn) {
                    own.parts.insert(place, Part::Statement(id));
                    let statement = Statement {
                        turn: *turn,
                        words: seq,
                        revised: false,
                        confirmed: false,
                    };
                    self.statements.insert(id, statement);
                }
            }
            Event::StatementRevised { statement, .. } => {
                if let Some(own) = self.statements.get_mut(statement) {
                    (own.words, own.revised, own.confirmed) = (seq, true, false);
                }
            }
            Event::StatementConfirmed { statement, .. } => {
                if let Some(own) = self.statements.get_mut(statement) {
                    own.confirmed = true;
                }
            }
            _ => {}
        }
    }
}
