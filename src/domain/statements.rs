//! Statements: words spoken in a turn, as the record has them.

use super::event::Event;
use super::ids::{ParticipantId, StatementId, TurnId};
use super::limits::SessionLimits;
use super::refusal::{Code, Refusal};
use super::role::Capability;
use super::session::Session;
use super::touched::{Place, Touched};
use super::words;

/// A statement's place; its words are in the journal at `versions`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The turn in which it was spoken.
    pub turn: TurnId,
    /// The entries that hold its words, the newest last; there is at least one.
    pub versions: Vec<u64>,
    /// Those of `versions` whose words the speaker found right, the latest last.
    pub confirmed: Vec<u64>,
}

impl Statement {
    /// Whether the speaker found the newest words right.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        self.confirmed
            .last()
            .is_some_and(|confirmed| self.versions.last() == Some(confirmed))
    }
}

impl Session {
    /// A statement as it was recorded.
    #[must_use]
    pub fn recorded(&self, statement: StatementId) -> Option<&Statement> {
        self.statements.get(&statement)
    }

    /// The statements of a turn after `after`, in the order in which they were recorded; `None` for a turn that was never
    /// granted.
    #[must_use]
    pub fn turn_statements(
        &self,
        turn: TurnId,
        after: StatementId,
    ) -> Option<impl Iterator<Item = (StatementId, &Statement)>> {
        self.speaker_of(turn).ok()?;
        let ids = self
            .spoken
            .range((turn, StatementId(after.0.saturating_add(1)))..=(turn, StatementId(u64::MAX)));
        Some(ids.filter_map(|(_, id)| Some((*id, self.statements.get(id)?))))
    }

    /// Captioner, moderators, and the speaker of that turn, until the session is sealed.
    fn records(&self, by: ParticipantId, turn: TurnId) -> Result<(), Refusal> {
        let role = self.role_of(by)?;
        self.not_sealed()?;
        let speaker = self.speaker_of(turn)?;
        if by == speaker || role.may(Capability::RecordStatements) {
            Ok(())
        } else {
            Err(Code::NotPermitted.into())
        }
    }

    pub(super) fn decide_record(
        &self,
        by: ParticipantId,
        turn: TurnId,
        text: &str,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        self.records(by, turn)?;
        words::needed(text, limits.statement_chars_max)?;
        Ok(Event::StatementRecorded {
            turn,
            text: text.to_owned(),
        })
    }

    pub(super) fn decide_revise(
        &self,
        by: ParticipantId,
        statement: StatementId,
        text: &str,
        reason: &str,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        let turn = self.statements.get(&statement).ok_or(Code::NotFound)?.turn;
        self.records(by, turn)?;
        words::needed(text, limits.statement_chars_max)?;
        words::needed(reason, limits.reason_chars_max)?;
        Ok(Event::StatementRevised {
            statement,
            text: text.to_owned(),
            reason: reason.to_owned(),
        })
    }

    /// The speaker's alone; for the words that were read, so that nobody confirms what came in between.
    pub(super) fn decide_confirm(
        &self,
        by: ParticipantId,
        statement: StatementId,
        read: Option<u64>,
    ) -> Result<Event, Refusal> {
        let own = self.statements.get(&statement).ok_or(Code::NotFound)?;
        self.not_sealed()?;
        if self.speaker_of(own.turn)? != by {
            return Err(Code::NotPermitted.into());
        }
        let newest = own.versions.last().copied().ok_or(Code::NotFound)?;
        if read.is_some_and(|read| read != newest) {
            return Err(Refusal::because(Code::NotFound, "The words were corrected meanwhile."));
        }
        if own.is_confirmed() {
            return Err(Code::Unchanged.into());
        }
        Ok(Event::StatementConfirmed {
            statement,
            version: newest,
        })
    }

    pub(super) fn apply_revised_statement(&mut self, seq: u64, statement: StatementId) {
        if let Some(own) = self.statements.get_mut(&statement) {
            own.versions.push(seq);
        }
    }

    pub(super) fn apply_confirmed(&mut self, statement: StatementId, version: u64) {
        if let Some(own) = self.statements.get_mut(&statement) {
            own.confirmed.push(version);
        }
    }

    pub(super) fn apply_recorded(&mut self, seq: u64, turn: TurnId, touched: &mut Touched) {
        let statement = Statement {
            turn,
            versions: vec![seq],
            confirmed: Vec::new(),
        };
        self.statements.insert(StatementId(seq), statement);
        self.spoken.insert((turn, StatementId(seq)));
        self.counts.statements += 1;
        touched.mark(Place::Counts);
    }
}
