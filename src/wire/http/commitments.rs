//! The bodies of calls about commitments and reviews (SPEC R70–R79, S75–S79).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::commitments::{CommitmentState, Finding};
use crate::domain::ids::{CommitmentId, ParticipantId, ReviewId, StatementId, TurnId};
use crate::domain::reviews::{Found, ReviewLine};
use crate::time::{Date, Timestamp};

/// Somebody of a session, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Somebody {
    /// The number in the session.
    pub participant: ParticipantId,
    /// The name.
    pub name: String,
    /// 界别
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
}

/// The words that a commitment was promised in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CommitmentSource {
    /// The statement.
    pub statement: StatementId,
    /// The turn that it was spoken in.
    pub turn: TurnId,
    /// Who spoke.
    pub speaker: Somebody,
    /// Its newest words; empty once they were erased.
    pub text: String,
    /// There and true where they are not the first ones.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub revised: bool,
}

/// What an entry of a commitment's follow-up says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FollowUpWords {
    /// What was done.
    Reported {
        /// In words.
        text: String,
    },
    /// How it was kept.
    Verified {
        /// How.
        finding: Finding,
        /// In words.
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// It was taken up again.
    Reopened {
        /// Why.
        reason: String,
    },
    /// It was taken back.
    Withdrawn {
        /// Why.
        reason: String,
    },
}

/// An entry of a commitment's follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FollowUpLine {
    /// Its number.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Somebody,
    /// What.
    pub entry: FollowUpWords,
}

/// A line of `GET …/commitments`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CommitmentLine {
    /// Its id.
    pub commitment: CommitmentId,
    /// When it was recorded.
    pub at: Timestamp,
    /// What was promised; empty once the words were erased.
    pub text: String,
    /// Who is to do it.
    pub owner: Somebody,
    /// The unit that answers for it: the owner's name, or of a respondent the sector, if there is one.
    pub unit: String,
    /// The last day for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// What it is about, in a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Who asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<Somebody>,
    /// Who says how it was kept: who asked, and is still here; absent where moderators do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verifier: Option<ParticipantId>,
    /// The words that it was promised in.
    pub source: CommitmentSource,
    /// Where it stands.
    pub state: CommitmentState,
    /// How it was kept, where it is verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding: Option<Finding>,
    /// Whether nothing is left to be done.
    pub settled: bool,
    /// Whether its last day has passed and it is not settled.
    pub overdue: bool,
    /// Reports, findings and reopenings, in order.
    pub follow_up: Vec<FollowUpLine>,
}

/// Answer of `GET …/commitments`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CommitmentPage {
    /// The session's title: an owner sees nothing else of it.
    pub title: String,
    /// By number; to an owner, its own alone.
    pub commitments: Vec<CommitmentLine>,
    /// The next `after`, if there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<u64>,
}

/// Body of `POST …/commitments/{commitment}/reports`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CommitmentReport {
    /// What has been done.
    pub text: String,
}

/// Its answer: the entry that it made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReportMade {
    /// Its number.
    pub seq: u64,
}

/// A line of `GET /api/commitments`: a commitment of some session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RegisterLine {
    /// The session.
    pub session: Uuid,
    /// Its title.
    pub title: String,
    /// The commitment in it.
    pub commitment: CommitmentId,
    /// When it was recorded.
    pub at: Timestamp,
    /// What was promised; empty once the words were erased.
    pub text: String,
    /// The responsible unit: an owner's name, a respondent's sector or else the name.
    pub unit: String,
    /// What it is about, in a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The last day for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Who asked, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<String>,
    /// Where it stands.
    pub state: CommitmentState,
    /// How it was kept, where it is verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding: Option<Finding>,
    /// How many reports there are.
    pub reports: u64,
    /// Whether nothing is left to be done.
    pub settled: bool,
    /// Whether its last day has passed and it is not settled.
    pub overdue: bool,
}

/// How many of some commitments are settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Share {
    /// All of them.
    pub total: u64,
    /// Those that are settled.
    pub settled: u64,
    /// Those that are overdue.
    pub overdue: u64,
    /// Settled ones of a hundred, rounded; 0 of none.
    pub percent: u64,
}

/// The share of a category or unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NamedShare {
    /// Which; absent for those without a category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its share.
    #[serde(flatten)]
    pub share: Share,
}

/// Answer of `GET /api/commitments`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RegisterPage {
    /// The day that overdue ones are judged by.
    pub today: Date,
    /// The newest session first, in it by number.
    pub lines: Vec<RegisterLine>,
    /// The next `after`, if there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Of all that the query finds.
    pub all: Share,
    /// The same by category, the largest first.
    pub by_category: Vec<NamedShare>,
    /// The same by unit, the largest first.
    pub by_unit: Vec<NamedShare>,
}

/// Body of `POST /api/reviews`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReviewPlan {
    /// What it is called.
    pub title: String,
    /// Its day.
    pub on: Date,
    /// What is looked back at, each once.
    pub lines: Vec<ReviewLine>,
}

/// Body of `PUT /api/reviews/{review}/findings`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReviewFindingOrder {
    /// Which line.
    #[serde(flatten)]
    pub line: ReviewLine,
    /// What was found.
    pub finding: crate::domain::reviews::ReviewFinding,
    /// Who looked, in words.
    pub who: String,
    /// What was seen, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Answer to an order about a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReviewMade {
    /// Which.
    pub review: ReviewId,
}

/// A line of `GET /api/reviews`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReviewSummary {
    /// Its id.
    pub review: ReviewId,
    /// What it is called.
    pub title: String,
    /// Its day.
    pub on: Date,
    /// When it was made.
    pub at: Timestamp,
    /// How many lines it has.
    pub lines: u64,
    /// How many of them have a finding.
    pub found: u64,
}

/// Answer of `GET /api/reviews`, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReviewPage {
    /// They.
    pub reviews: Vec<ReviewSummary>,
    /// The next `before`, if there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<ReviewId>,
}

/// A line of a review with the commitment as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReviewedLine {
    /// Which.
    #[serde(flatten)]
    pub line: ReviewLine,
    /// The commitment as the register has it now; absent where it is not in the register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<RegisterLine>,
    /// What was found last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<Found>,
}

/// Answer of `GET /api/reviews/{review}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReviewWhole {
    /// Its id.
    pub review: ReviewId,
    /// What it is called.
    pub title: String,
    /// Its day.
    pub on: Date,
    /// When it was made.
    pub at: Timestamp,
    /// In the order in which they were chosen.
    pub lines: Vec<ReviewedLine>,
}
