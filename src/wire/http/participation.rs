//! `GET /api/sessions/{id}/participation` and `GET /api/participation`: who was heard, for how long, and who was not yet
//! (SPEC R90–R97). Shares are in thousandths, so that everybody reads the same figure.

use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::domain::command::{ItemKind, RequestKind};
use crate::domain::ids::{ItemId, ParticipantId};
use crate::domain::{ItemState, Phase, Role};
use crate::time::Timestamp;

/// How speaking time was spread over the members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Equality {
    /// How many members are compared, those who have not spoken among them.
    pub members: u64,
    /// What they have spoken together, in milliseconds.
    pub spent_ms: u64,
    /// The Gini coefficient in thousandths: 0 where all spoke equally long, near 1000 where one spoke alone.
    pub gini_permille: u64,
    /// The fewest members who have half of the time together.
    pub half_by: u64,
    /// The Lorenz curve from `[0,0]` to `[1000,1000]`: so many thousandths of the members, those who spoke least first, have
    /// so many thousandths of the time.
    pub lorenz: Vec<[u64; 2]>,
}

/// One session among those that are counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SessionSpoken {
    /// Which.
    pub session: Uuid,
    /// Its title; empty once it was erased.
    pub title: String,
    /// The stage.
    pub phase: Phase,
    /// When it was opened, else when it is to begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_at: Option<Timestamp>,
    /// The series it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// The members who may speak.
    pub members: u64,
    /// Those of them who have spoken.
    pub heard: u64,
    /// Turns of everybody.
    pub turns: u64,
    /// What everybody has spoken, in milliseconds.
    pub spent_ms: u64,
    /// What the turns were given when they were granted, in milliseconds.
    pub planned_ms: u64,
    /// What they were given besides, in milliseconds.
    pub extended_ms: u64,
    /// As in [`Equality`]; absent while no member has spoken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gini_permille: Option<u64>,
    /// As in [`Wait`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_median_ms: Option<u64>,
    /// As in [`Wait`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_longest_ms: Option<u64>,
}

/// All that was spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Spoken {
    /// The members who may speak.
    pub members: u64,
    /// Those of them who have spoken.
    pub heard: u64,
    /// Turns of everybody.
    pub turns: u64,
    /// What everybody has spoken, in milliseconds.
    pub spent_ms: u64,
}

/// One person, over all sessions that are counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PersonSpoken {
    /// The number, where one session is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participant: Option<ParticipantId>,
    /// The name; empty once it was erased.
    pub name: String,
    /// The role, in the latest of the sessions.
    pub role: Role,
    /// 界别
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// The venue's name, in the latest of the sessions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// There and true if the person was removed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(default)]
    pub removed: bool,
    /// How many of the sessions have the person.
    pub sessions: u64,
    /// In how many of them the person has spoken.
    pub heard_in: u64,
    /// Turns.
    pub turns: u64,
    /// What was spoken in them, in milliseconds.
    pub spent_ms: u64,
}

/// A sector or a venue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroupSpoken {
    /// Its name, empty once it was erased; absent for those who have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its members who may speak.
    pub members: u64,
    /// Those of them who have spoken.
    pub heard: u64,
    /// Turns of everybody who belongs to it.
    pub turns: u64,
    /// What was spoken in them, in milliseconds.
    pub spent_ms: u64,
}

/// Everybody of a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RoleSpoken {
    /// Which.
    pub role: Role,
    /// How many have it.
    pub people: u64,
    /// Those of them who have spoken.
    pub heard: u64,
    /// Their turns.
    pub turns: u64,
    /// What was spoken in them, in milliseconds.
    pub spent_ms: u64,
}

/// All turns of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct KindSpoken {
    /// Which.
    pub kind: RequestKind,
    /// How many.
    pub turns: u64,
    /// What was spoken in them, in milliseconds.
    pub spent_ms: u64,
}

/// How long people waited for the floor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Wait {
    /// For what; absent for all kinds together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<RequestKind>,
    /// Requests that got the floor.
    pub granted: u64,
    /// Half of them waited no longer than this, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_ms: Option<u64>,
    /// The longest wait among them, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest_ms: Option<u64>,
    /// Requests that wait now.
    pub waiting: u64,
    /// How long the first of them has waited, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting_ms: Option<u64>,
}

/// An item of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ItemSpoken {
    /// Which.
    pub item: ItemId,
    /// What it is about; empty once it was erased.
    pub title: String,
    /// What it is for.
    pub kind: ItemKind,
    /// Where it stands.
    pub state: ItemState,
    /// Turns on it.
    pub turns: u64,
    /// What they were given when they were granted, in milliseconds.
    pub planned_ms: u64,
    /// What they were given besides, in milliseconds.
    pub extended_ms: u64,
    /// What was spoken in them, in milliseconds.
    pub spent_ms: u64,
    /// What was spoken beyond what each of them was given, in milliseconds.
    pub over_ms: u64,
    /// How long it was under discussion, without recesses, in milliseconds.
    pub active_ms: u64,
}

/// Answer of both calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Participation {
    /// When it was so: a turn that runs has run until then.
    pub at: Timestamp,
    /// There and true while somebody has the floor.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(default)]
    pub running: bool,
    /// The sessions that are counted, in the order in which they were held.
    pub sessions: Vec<SessionSpoken>,
    /// There and true if a series has more sessions, or the search for them ended early: the newest are counted.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(default)]
    pub older_left_out: bool,
    /// All of it.
    pub all: Spoken,
    /// Who has spoken, the longest first; then the members who have not yet, in the order in which they were invited.
    pub people: Vec<PersonSpoken>,
    /// How many people are not in the list, which has an end; the figures have them.
    pub people_left_out: u64,
    /// By sector, the most time first.
    pub sectors: Vec<GroupSpoken>,
    /// How many sectors are not in the list.
    pub sectors_left_out: u64,
    /// By venue, the most time first.
    pub venues: Vec<GroupSpoken>,
    /// How many venues are not in the list.
    pub venues_left_out: u64,
    /// By role, those who may speak or have spoken.
    pub roles: Vec<RoleSpoken>,
    /// By kind of turn, by rank.
    pub kinds: Vec<KindSpoken>,
    /// Among members; absent while none has spoken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equality: Option<Equality>,
    /// All kinds together first, then each that was asked for.
    pub waits: Vec<Wait>,
    /// The agenda in its order, where one session is counted.
    pub items: Vec<ItemSpoken>,
}
