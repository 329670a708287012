//! Statements: words spoken in a turn, as the record has them.

use super::event::Event;
use super::ids::{ParticipantId, StatementId, TurnId};
use super::limits::SessionLimits;
use super::refusal::{Code, Refusal};
use super::role::Capability;
use super::session::{Session, Statement};
use super::touched::{Place, Touched};
use super::words;

impl Session {
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

    pub(super) fn apply_recorded(&mut self, seq: u64, turn: TurnId, touched: &mut Touched) {
        self.statements.insert(StatementId(seq), Statement { turn, words: seq });
        self.counts.statements += 1;
        touched.mark(Place::Counts);
    }

    pub(super) fn apply_revised(&mut self, seq: u64, statement: StatementId) {
        if let Some(own) = self.statements.get_mut(&statement) {
            own.words = seq;
        }
    }
}
