//! Commitments (承诺事项): what a department promised, by whom and when, followed up until it is settled (回头看).
//!
//! The follow-up goes on after the session is sealed; only what was promised is entered before.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::command::Command;
use super::event::Event;
use super::ids::{CommitmentId, ParticipantId, StatementId, TurnId};
use super::limits::SessionLimits;
use super::refusal::{Code, Refusal};
use super::role::Capability;
use super::session::Session;
use super::touched::{Place, Touched};
use super::words;
use crate::time::Date;

/// How a commitment was kept, in the eyes of who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// 满意
    Satisfied,
    /// 基本满意
    Partly,
    /// 不满意
    Not,
}

impl Finding {
    /// Whether nothing is left to be done: 满意 and 基本满意 settle a commitment, 不满意 does not.
    #[must_use]
    pub const fn settles(self) -> bool {
        !matches!(self, Self::Not)
    }
}

/// Where a commitment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CommitmentState {
    /// Nothing is known of it yet.
    Recorded,
    /// Its owner has said what was done.
    Reported,
    /// Who asked has said how it was kept.
    Verified,
    /// It was taken up again.
    Reopened,
    /// It was recorded by mistake, and taken back: nobody is to keep it.
    Withdrawn,
}

impl CommitmentState {
    /// Nothing is to be said of a commitment that was taken back.
    fn not_withdrawn(self) -> Result<(), Refusal> {
        match self {
            Self::Withdrawn => Err(Refusal::because(Code::WrongPhase, "This commitment was taken back.")),
            _ => Ok(()),
        }
    }
}

/// A commitment's place; its words are in the journal, at its own number and at `entries`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// Who is to do it.
    pub owner: ParticipantId,
    /// Who asked, and says how it was kept; moderators where nobody did, or where that person was removed.
    pub asked_by: Option<ParticipantId>,
    /// The statement that it was promised in.
    pub source: StatementId,
    /// The last day for it.
    pub due: Option<Date>,
    /// Where it stands.
    pub state: CommitmentState,
    /// The last finding; one that was reopened keeps it until the next.
    pub finding: Option<Finding>,
    /// The entries of its follow-up, in order.
    pub entries: Vec<u64>,
}

impl Session {
    /// A commitment.
    #[must_use]
    pub fn commitment(&self, commitment: CommitmentId) -> Option<&Commitment> {
        self.commitments.get(&commitment)
    }

    /// The commitments with their numbers, in order, after `after`.
    pub fn commitments(&self, after: u64) -> impl Iterator<Item = (CommitmentId, &Commitment)> {
        let after = (
            std::ops::Bound::Excluded(CommitmentId(after)),
            std::ops::Bound::Unbounded,
        );
        self.commitments.range(after).map(|(id, own)| (*id, own))
    }

    /// In which turn a statement was spoken, by whom, and which entry holds its newest words.
    #[must_use]
    pub fn statement(&self, statement: StatementId) -> Option<(TurnId, ParticipantId, u64)> {
        let own = self.statements.get(&statement)?;
        Some((own.turn, self.speaker_of(own.turn).ok()?, own.versions.last().copied()?))
    }

    fn is_here(&self, person: ParticipantId) -> bool {
        self.present(person).is_ok()
    }

    /// Who says how a commitment was kept; nobody where moderators do (SPEC D145).
    #[must_use]
    pub fn verifier(&self, own: &Commitment) -> Option<ParticipantId> {
        own.asked_by.filter(|asked| self.is_here(*asked))
    }

    /// A commitment that this person may know of: to a unit without a session there are no others than its own.
    fn known_commitment(&self, by: ParticipantId, commitment: CommitmentId) -> Result<&Commitment, Refusal> {
        let role = self.role_of(by)?;
        let own = self.commitments.get(&commitment);
        let own = own.filter(|own| role.has_session() || own.owner == by);
        own.ok_or_else(|| Code::NotFound.into())
    }

    pub(super) fn decide_commitments(
        &self,
        by: ParticipantId,
        command: &Command,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        match command {
            Command::RecordCommitment { .. } => self.decide_record_commitment(by, command, limits),
            Command::ReportCommitment { commitment, text } => {
                let own = self.known_commitment(by, *commitment)?;
                let by_moderator = !self.is_here(own.owner) && self.role_of(by)?.may(Capability::FollowUp);
                if own.owner != by && !by_moderator {
                    return Err(Code::NotPermitted.into());
                }
                own.state.not_withdrawn()?;
                if own.state == CommitmentState::Verified {
                    return Err(Refusal::because(
                        Code::WrongPhase,
                        "This commitment was verified; it has to be reopened first.",
                    ));
                }
                words::needed(text, limits.report_chars_max)?;
                own.has_room(limits)?;
                Ok(Event::CommitmentReported {
                    commitment: *commitment,
                    text: text.clone(),
                })
            }
            Command::VerifyCommitment {
                commitment,
                finding,
                text,
            } => {
                let own = self.known_commitment(by, *commitment)?;
                let may = match self.verifier(own) {
                    Some(asked) => asked == by,
                    None => self.role_of(by)?.may(Capability::FollowUp),
                };
                if !may {
                    return Err(Code::NotPermitted.into());
                }
                own.state.not_withdrawn()?;
                match own.state {
                    CommitmentState::Recorded => {
                        return Err(Refusal::because(
                            Code::WrongPhase,
                            "Nothing has been reported on this commitment yet.",
                        ));
                    }
                    CommitmentState::Verified => return Err(Code::Unchanged.into()),
                    CommitmentState::Reported | CommitmentState::Reopened | CommitmentState::Withdrawn => {}
                }
                words::optional(text.as_deref(), limits.conclusion_chars_max)?;
                own.has_room(limits)?;
                Ok(Event::CommitmentVerified {
                    commitment: *commitment,
                    finding: *finding,
                    text: text.clone(),
                })
            }
            Command::ReopenCommitment { commitment, reason } => {
                self.require(by, Capability::FollowUp)?;
                let own = self.known_commitment(by, *commitment)?;
                if own.state != CommitmentState::Verified {
                    return Err(Code::Unchanged.into());
                }
                words::needed(reason, limits.reason_chars_max)?;
                own.has_room(limits)?;
                Ok(Event::CommitmentReopened {
                    commitment: *commitment,
                    reason: reason.clone(),
                })
            }
            Command::WithdrawCommitment { commitment, reason } => self.decide_withdraw(by, *commitment, reason, limits),
            _ => Err(Code::UnknownCommand.into()),
        }
    }

    /// What was recorded by mistake is taken back while nobody has relied on it.
    fn decide_withdraw(
        &self,
        by: ParticipantId,
        commitment: CommitmentId,
        reason: &str,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        self.require(by, Capability::FollowUp)?;
        self.not_sealed()?;
        match self.known_commitment(by, commitment)?.state {
            CommitmentState::Recorded => {}
            CommitmentState::Withdrawn => return Err(Code::Unchanged.into()),
            CommitmentState::Reported | CommitmentState::Verified | CommitmentState::Reopened => {
                return Err(Refusal::because(
                    Code::WrongPhase,
                    "Something was reported on this commitment; it stays.",
                ));
            }
        }
        words::needed(reason, limits.reason_chars_max)?;
        Ok(Event::CommitmentWithdrawn {
            commitment,
            reason: reason.to_owned(),
        })
    }

    fn decide_record_commitment(
        &self,
        by: ParticipantId,
        command: &Command,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        let Command::RecordCommitment {
            text,
            owner,
            due,
            source,
            category,
            asked_by,
        } = command
        else {
            return Err(Code::UnknownCommand.into());
        };
        self.require(by, Capability::FollowUp)?;
        self.not_sealed()?;
        let turn = self.statements.get(source).ok_or(Code::NotFound)?.turn;
        if !self.present(*owner)?.role.may(Capability::OwnCommitments) {
            return Err(Refusal::because(
                Code::Malformed,
                "A commitment is an owner's or a respondent's to keep.",
            ));
        }
        let asked_by = match asked_by {
            Some(asked) => Some(self.asking(*asked, *owner)?),
            None => self.asked_in(turn).filter(|asked| self.asking(*asked, *owner).is_ok()),
        };
        words::needed(text, limits.commitment_chars_max)?;
        words::optional(category.as_deref(), limits.name_chars_max)?;
        if self.commitments.len() >= limits.commitments_max {
            return Err(Refusal::because(
                Code::QueueFull,
                format!("A session has at most {} commitments.", limits.commitments_max),
            ));
        }
        Ok(Event::CommitmentRecorded {
            text: text.clone(),
            owner: *owner,
            due: *due,
            source: *source,
            category: category.clone(),
            asked_by,
        })
    }

    /// Somebody who may have asked for what `owner` promised: who may speak, and does not judge the own promise.
    fn asking(&self, asked: ParticipantId, owner: ParticipantId) -> Result<ParticipantId, Refusal> {
        let speaks = self.present(asked)?.role.may(Capability::RequestFloor);
        if speaks && asked != owner {
            return Ok(asked);
        }
        Err(Refusal::because(
            Code::Malformed,
            "Who asked is somebody who may speak, and not the one who promised.",
        ))
    }

    /// Who spoke in the turn that a turn replied to.
    fn asked_in(&self, turn: TurnId) -> Option<ParticipantId> {
        self.speaker_of(self.answered_by(turn)?).ok()
    }

    pub(super) fn apply_commitments(&mut self, seq: u64, event: &Event, touched: &mut Touched) {
        match event {
            Event::CommitmentRecorded {
                owner,
                due,
                source,
                asked_by,
                ..
            } => {
                let own = Commitment {
                    owner: *owner,
                    asked_by: *asked_by,
                    source: *source,
                    due: *due,
                    state: CommitmentState::Recorded,
                    finding: None,
                    entries: Vec::new(),
                };
                self.commitments.insert(CommitmentId(seq), own);
                touched.mark(Place::Counts);
            }
            Event::CommitmentReported { commitment, .. } => {
                self.follow_up(seq, *commitment, CommitmentState::Reported, None);
            }
            Event::CommitmentVerified {
                commitment, finding, ..
            } => self.follow_up(seq, *commitment, CommitmentState::Verified, Some(*finding)),
            Event::CommitmentReopened { commitment, .. } => {
                self.follow_up(seq, *commitment, CommitmentState::Reopened, None);
            }
            Event::CommitmentWithdrawn { commitment, .. } => {
                self.follow_up(seq, *commitment, CommitmentState::Withdrawn, None);
            }
            _ => {}
        }
    }

    fn follow_up(&mut self, seq: u64, commitment: CommitmentId, state: CommitmentState, finding: Option<Finding>) {
        if let Some(own) = self.commitments.get_mut(&commitment) {
            own.state = state;
            own.finding = finding.or(own.finding);
            own.entries.push(seq);
        }
    }
}

impl Commitment {
    fn has_room(&self, limits: &SessionLimits) -> Result<(), Refusal> {
        if self.entries.len() < limits.follow_ups_max {
            return Ok(());
        }
        Err(Refusal::because(
            Code::QueueFull,
            format!(
                "A commitment has at most {} reports, findings and reopenings.",
                limits.follow_ups_max
            ),
        ))
    }
}
