//! Turns as speeches. A speech cannot hold another one: an interrupted turn is a group of the pieces before and after,
//! and of what interrupted it.

use super::Akoma;
use crate::domain::Role;
use crate::domain::command::RequestKind;
use crate::domain::ids::{ParticipantId, StatementId, TurnId};
use crate::record::transcript::outline::{Stage, Turn};
use crate::record::transcript::phrases::Phrases;
use crate::record::transcript::readable::{Page, Said};
use crate::record::transcript::steps::Step;
use crate::record::transcript::texts;
use crate::time::Timestamp;

/// How far a turn has been told.
pub(super) struct Told {
    /// How many pieces of it were begun.
    pieces: usize,
    /// The element of the piece that is open.
    open: Option<&'static str>,
}

/// The reference to a person.
pub(super) fn person(id: ParticipantId) -> String {
    format!("#person_{id}")
}

/// The reference to a role.
pub(super) fn reference(role: Role) -> String {
    format!("#role_{}", name_of(role))
}

/// A role's name as the protocol has it.
pub(super) const fn name_of(role: Role) -> &'static str {
    match role {
        Role::Chair => "chair",
        Role::Clerk => "clerk",
        Role::Member => "member",
        Role::Respondent => "respondent",
        Role::Operator => "operator",
        Role::Captioner => "captioner",
        Role::Observer => "observer",
        Role::Display => "display",
        Role::Owner => "owner",
    }
}

/// The element of a turn's words.
fn element(turn: &Turn) -> &'static str {
    match turn.kind {
        RequestKind::Question => "question",
        RequestKind::Reply if turn.role == Role::Respondent => "answer",
        _ => "speech",
    }
}

impl Akoma {
    /// What happens within a turn stands between its pieces.
    pub(super) fn interrupt(&mut self) {
        if let Some(told) = self.turns.last_mut()
            && let Some(element) = told.open.take()
        {
            self.xml.close(element);
        }
    }

    pub(super) fn stage(&mut self, page: &Page<'_>, stage: Stage, at: Timestamp) {
        self.interrupt();
        let block = if stage == Stage::Adjourned { "p" } else { "narrative" };
        if stage == Stage::Adjourned {
            self.xml.open("adjournment", &[]);
        }
        self.xml.open(block, &[]);
        let (exact, shown) = (at.to_string(), page.zone.second(at));
        self.xml.text(Phrases(page.language).stage_name(stage));
        self.xml.text(" · ");
        self.xml.leaf("recordedTime", &[("time", &exact)], &shown);
        self.xml.close(block);
        if stage == Stage::Adjourned {
            self.xml.close("adjournment");
        }
    }

    pub(super) fn turn(&mut self, id: TurnId, page: &Page<'_>) {
        self.interrupt();
        let outline = page.outline();
        let Some(turn) = outline.turns.get(&id) else { return };
        if turn.kind == RequestKind::PointOfOrder {
            self.xml.open("pointOfOrder", &[]);
        }
        if turn.is_interrupted() {
            let (own, by, at) = (format!("turns_{id}"), person(turn.speaker), turn.at.to_string());
            let mut attributes = vec![("eId", own.as_str()), ("by", &by), ("startTime", &at)];
            let ended = turn.ended.as_ref().map(|end| end.at.to_string());
            attributes.extend(ended.as_deref().map(|at| ("endTime", at)));
            self.xml.open("speechGroup", &attributes);
        }
        self.turns.push(Told { pieces: 0, open: None });
    }

    /// Begins a piece of a turn's words unless one is open.
    fn piece(&mut self, id: TurnId, turn: &Turn, page: &Page<'_>) {
        let (phrases, outline) = (Phrases(page.language), page.outline());
        let Some(told) = self.turns.last_mut().filter(|told| told.open.is_none()) else {
            return;
        };
        told.pieces += 1;
        let element = element(turn);
        told.open = Some(element);
        let own = match told.pieces {
            1 => format!("turn_{id}"),
            piece => format!("turn_{id}__{piece}"),
        };
        let (by, role, at) = (person(turn.speaker), reference(turn.role), turn.at.to_string());
        let mut attributes = vec![("eId", own.as_str()), ("by", &by), ("as", &role)];
        let answered = turn
            .interrupts
            .or(turn.answers)
            .and_then(|other| outline.turns.get(&other));
        let to = answered.map(|other| person(other.speaker));
        attributes.extend(to.as_deref().map(|to| ("to", to)));
        let ended = turn.ended.as_ref().map(|end| end.at.to_string());
        // The times of a turn in pieces are those of the group.
        if !turn.is_interrupted() {
            attributes.push(("startTime", &at));
            attributes.extend(ended.as_deref().map(|at| ("endTime", at)));
        }
        self.xml.open(element, &attributes);
        self.xml.leaf("from", &[], &phrases.name(outline, turn.speaker));
    }

    pub(super) fn statement(&mut self, id: StatementId, step: Step, page: &Page<'_>) {
        let (phrases, outline) = (Phrases(page.language), page.outline());
        let (Some(statement), Some(said)) = (outline.statements.get(&id), page.said(step, texts::text)) else {
            return;
        };
        let Some(turn) = outline.turns.get(&statement.turn) else {
            return;
        };
        self.piece(statement.turn, turn, page);
        let mark = phrases.statement(statement);
        self.paragraphs(phrases, said, &format!("statement_{id}"), mark);
    }

    pub(super) fn turn_end(&mut self, id: TurnId, step: Step, page: &Page<'_>) {
        let (phrases, outline) = (Phrases(page.language), page.outline());
        let Some(turn) = outline.turns.get(&id) else { return };
        if self.turns.last().is_some_and(|told| told.pieces == 0) {
            self.piece(id, turn, page);
            self.xml.open("p", &[]);
            self.xml.remark(&phrases.alone(phrases.no_words()));
            self.xml.close("p");
        }
        self.interrupt();
        self.turns.pop();
        let reason = page.said(step, texts::reason).map(|said| match said {
            Said::Words(words) => words.to_owned(),
            Said::Erased => phrases.alone(phrases.erased()),
        });
        let kind = phrases.kind(outline, turn);
        let end = phrases.end(outline, turn, reason.as_deref());
        let told = end.map_or_else(|| kind.clone(), |end| format!("{kind} · {end}"));
        self.xml.leaf("narrative", &[], &told);
        if turn.is_interrupted() {
            self.xml.close("speechGroup");
        }
        if turn.kind == RequestKind::PointOfOrder {
            self.xml.close("pointOfOrder");
        }
    }
}
