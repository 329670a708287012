//! Commitments as people read them: one fold over entries, for lists, exports and whoever else shows them.

use std::collections::BTreeMap;

use crate::domain::commitments::{CommitmentState, Finding};
use crate::domain::ids::{CommitmentId, ParticipantId, StatementId};
use crate::domain::{Event, Role, commitments};
use crate::time::{Date, Timestamp};

/// The responsible unit: an owner is one; a respondent speaks for the one that stands as the sector.
#[must_use]
pub fn unit<'a>(role: Role, name: &'a str, sector: Option<&'a str>) -> &'a str {
    sector.filter(|_| role != Role::Owner).unwrap_or(name)
}

/// A commitment with all that was said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// Who recorded it.
    pub by: ParticipantId,
    /// When.
    pub at: Timestamp,
    /// What was promised; empty once the words were erased.
    pub text: String,
    /// Who is to do it.
    pub owner: ParticipantId,
    /// The last day for it.
    pub due: Option<Date>,
    /// The statement that it was promised in.
    pub source: StatementId,
    /// What it is about, in a word.
    pub category: Option<String>,
    /// Who asked.
    pub asked_by: Option<ParticipantId>,
    /// Where it stands.
    pub state: CommitmentState,
    /// What was reported, found and taken up again, in order.
    pub follow_up: Vec<FollowUp>,
}

/// One entry of a commitment's follow-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// Its number.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: ParticipantId,
    /// What.
    pub what: Followed,
}

/// What an entry of the follow-up says; words are empty once they were erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Followed {
    /// What was done.
    Reported(String),
    /// How it was kept, and in words.
    Verified(Finding, Option<String>),
    /// Why it was taken up again.
    Reopened(String),
    /// Why it was taken back.
    Withdrawn(String),
}

impl Commitment {
    /// The last finding, unless it was reopened after it.
    #[must_use]
    pub fn finding(&self) -> Option<Finding> {
        let last = self.follow_up.last().map(|last| &last.what);
        match last {
            Some(Followed::Verified(finding, _)) => Some(*finding),
            _ => None,
        }
    }

    /// Whether nothing is left to be done.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.finding().is_some_and(commitments::Finding::settles)
    }

    /// Whether its last day has passed, on `today`, and somebody is still to keep it.
    #[must_use]
    pub fn is_overdue(&self, today: Date) -> bool {
        !self.is_settled() && self.state != CommitmentState::Withdrawn && self.due.is_some_and(|due| due < today)
    }
}

/// The commitments of a session, by number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger(pub BTreeMap<CommitmentId, Commitment>);

impl Ledger {
    /// Folds an entry in; those about other things change nothing. Entries of commitments that were not folded in are
    /// left out, so any choice of a session's entries can be read.
    pub fn take(&mut self, seq: u64, at: Timestamp, by: Option<ParticipantId>, event: &Event) {
        let by = by.unwrap_or(ParticipantId::CONVENER);
        let (commitment, state, what) = match event {
            Event::CommitmentRecorded {
                text,
                owner,
                due,
                source,
                category,
                asked_by,
            } => {
                let own = Commitment {
                    by,
                    at,
                    text: text.clone(),
                    owner: *owner,
                    due: *due,
                    source: *source,
                    category: category.clone().filter(|category| !category.is_empty()),
                    asked_by: *asked_by,
                    state: CommitmentState::Recorded,
                    follow_up: Vec::new(),
                };
                self.0.insert(CommitmentId(seq), own);
                return;
            }
            Event::CommitmentReported { commitment, text } => {
                let what = Followed::Reported(text.clone());
                (commitment, CommitmentState::Reported, what)
            }
            Event::CommitmentVerified {
                commitment,
                finding,
                text,
            } => {
                let what = Followed::Verified(*finding, text.clone());
                (commitment, CommitmentState::Verified, what)
            }
            Event::CommitmentReopened { commitment, reason } => {
                let what = Followed::Reopened(reason.clone());
                (commitment, CommitmentState::Reopened, what)
            }
            Event::CommitmentWithdrawn { commitment, reason } => {
                let what = Followed::Withdrawn(reason.clone());
                (commitment, CommitmentState::Withdrawn, what)
            }
            _ => return,
        };
        if let Some(own) = self.0.get_mut(commitment) {
            own.state = state;
            own.follow_up.push(FollowUp { seq, at, by, what });
        }
    }
}
