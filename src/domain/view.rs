//! The live view: one document that a room needs now. Read from the state, place by place, so that the patch and the
//! whole are made by the same functions (SPEC P5).

mod read;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::agenda::ItemState;
use super::command::{ItemKind, Link, RequestKind};
use super::event::VenueKind;
use super::forms::FormName;
use super::ids::{ItemId, ParticipantId, PollId, PostId, RequestId, StatementId, StepId, ThreadId, TurnId, VenueId};
use super::rules::Rules;
use super::session::Phase;
use crate::time::Timestamp;

/// Who somebody is, as others see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Person<'a> {
    /// The number in this session.
    pub participant: ParticipantId,
    /// The name.
    pub name: &'a str,
    /// 界别
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<&'a str>,
    /// The venue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venue: Option<VenueId>,
}

/// `session`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SessionView<'a> {
    /// The session's id.
    pub id: Uuid,
    /// The title.
    pub title: &'a str,
    /// The preset.
    pub form: &'a FormName,
    /// The preset's version.
    pub form_version: u64,
    /// The stage.
    pub phase: Phase,
    /// When it is to begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Timestamp>,
    /// When it was opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<Timestamp>,
    /// The deliberative body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<&'a str>,
    /// The series it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<&'a str>,
    /// The session it continues.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<Uuid>,
    /// Material.
    #[serde(skip_serializing_if = "<[Link]>::is_empty")]
    #[schemars(default)]
    pub links: &'a [Link],
}

/// `agenda.items.N`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ItemView<'a> {
    /// What it is about.
    pub title: &'a str,
    /// What it is for.
    pub kind: ItemKind,
    /// Where it stands.
    pub state: ItemState,
    /// Each turn's limit in it, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit_ms: Option<u64>,
    /// What came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conclusion: Option<&'a str>,
    /// Material.
    #[serde(skip_serializing_if = "<[Link]>::is_empty")]
    #[schemars(default)]
    pub links: &'a [Link],
}

/// `agenda`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AgendaView<'a> {
    /// The items in their order.
    pub order: &'a [ItemId],
    /// The active one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<ItemId>,
    /// They.
    pub items: BTreeMap<ItemId, ItemView<'a>>,
}

/// `venues.N`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VenueView<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it is.
    pub kind: VenueKind,
    /// Material.
    #[serde(skip_serializing_if = "<[Link]>::is_empty")]
    #[schemars(default)]
    pub links: &'a [Link],
}

/// `floor`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FloorView {
    /// The innermost turn; absent while the floor is free.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turn: Option<TurnId>,
    /// The turns that wait under it, the outermost first.
    pub interrupted: Vec<TurnId>,
}

/// Where a turn stands, for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TurnStateView {
    /// The clock runs.
    Holding,
    /// The clock stands.
    Paused,
    /// It waits under another turn.
    Interrupted,
    /// The speaker lost the last connection; the clock runs or stands, as `running_since` says.
    Dropped,
}

/// `turns.N`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TurnView<'a> {
    /// On which item.
    pub item: ItemId,
    /// By which request.
    pub request: RequestId,
    /// Who speaks.
    pub speaker: Person<'a>,
    /// What for.
    pub kind: RequestKind,
    /// Where it stands.
    pub state: TurnStateView,
    /// How long, in milliseconds.
    pub limit_ms: u64,
    /// What it had used when the clock last stood, in milliseconds.
    pub spent_ms: u64,
    /// Since when the clock runs; absent while it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running_since: Option<Timestamp>,
    /// Why it is paused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'a str>,
}

/// `queues.N`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct QueueView {
    /// Whether it takes requests.
    pub open: bool,
    /// Those that wait, the next one first.
    pub order: Vec<RequestId>,
}

/// Where a request stands, for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RequestStateView {
    /// In the queue.
    Waiting,
    /// Called.
    Called,
    /// Called and there.
    Ready,
}

/// A key of the place that a request has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Why<'a> {
    /// In the order of arrival.
    Arrival,
    /// Nobody of its rank is put before it but by a moderator.
    Safe,
    /// By how often the person spoke.
    Turns {
        /// Turns that ended.
        turns: u64,
    },
    /// By how long the person spoke.
    Time {
        /// The time of the turns that ended, in milliseconds.
        spent_ms: u64,
    },
    /// By how often the person's sector was heard.
    Sector {
        /// Turns that ended.
        turns: u64,
    },
    /// By how often the person's venue was heard.
    Venue {
        /// Turns that ended.
        turns: u64,
    },
    /// A moderator gave it the last word.
    LastWord {
        /// Who.
        by: ParticipantId,
    },
    /// Moved by a moderator.
    Moved {
        /// Who moved it.
        by: ParticipantId,
        /// Why.
        reason: &'a str,
    },
}

/// `requests.N`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RequestView<'a> {
    /// For which item.
    pub item: ItemId,
    /// What for.
    pub kind: RequestKind,
    /// In one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<&'a str>,
    /// Further points.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub points: Vec<&'a str>,
    /// The turn that a reply answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replies_to: Option<TurnId>,
    /// The post that is to be spoken about; while it is hidden, subject and points are empty for all but moderators (*ours*).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<PostId>,
    /// Who wants to speak.
    #[serde(rename = "for")]
    pub speaker: Person<'a>,
    /// Who asked.
    pub asked_by: ParticipantId,
    /// Where it stands.
    pub state: RequestStateView,
    /// Why it stands where it stands.
    pub why: Vec<Why<'a>>,
}

/// `threads.N`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ThreadView<'a> {
    /// The topic.
    pub title: &'a str,
    /// The item that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// How many posts the reader can read.
    pub posts: u64,
    /// Whether it takes posts.
    pub open: bool,
    /// Posts that stand out, by number; hidden ones for moderators alone.
    pub pinned: Vec<PostId>,
    /// How many posts have words that wait for approval; absent where none ever needed it (*ours*).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting: Option<u64>,
    /// When the last words came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_at: Option<Timestamp>,
}

/// `polls.N`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PollView<'a> {
    /// What is asked.
    pub question: &'a str,
    /// What can be answered.
    pub options: &'a [String],
    /// How many options one answer may choose.
    pub choices_max: u64,
    /// Whether it takes answers.
    pub open: bool,
    /// How often each option was chosen, once it is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<&'a [u64]>,
}

/// `steps.N`: a step of preparation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StepView<'a> {
    /// What is to be done.
    pub title: &'a str,
    /// Who does it, in words.
    pub who: &'a str,
    /// Whether the session is not opened before it is done.
    pub mandatory: bool,
    /// By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// Who completed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completed_by: Option<ParticipantId>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<Timestamp>,
    /// What was said of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a str>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes members by reference")]
const fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// `counts`, from the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CountsView {
    /// Who takes part in the session, big screens with them.
    pub participants: u64,
    /// Big screens among the participants (*ours*).
    pub screens: u64,
    /// Turns granted.
    pub turns: u64,
    /// Statements recorded.
    pub statements: u64,
    /// Posts that the reader can read.
    pub posts: u64,
    /// Commitments recorded; absent while there is none (*ours*).
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    pub commitments: u64,
    /// People who have arrived and not gone; a big screen is nobody.
    pub arrived: u64,
    /// Of those: chairs and members, whom the quorum counts.
    pub quorate: u64,
    /// Whether they are as many as the rules ask for.
    pub quorum_reached: bool,
}

/// Which scene a big screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SceneKind {
    /// What is going to be held, and who is there.
    Lobby,
    /// The item, who has the floor, the clock and who is next.
    Floor,
    /// The agenda.
    Agenda,
    /// The live words.
    Captions,
    /// An opinion.
    Post,
    /// Recorded words.
    Statement,
    /// A poll.
    Poll,
    /// A text of the moderators'.
    Message,
    /// A break.
    Break,
    /// The title alone.
    Blank,
}

/// `screen`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ScreenView<'a> {
    /// Which scene.
    pub kind: SceneKind,
    /// The opinion, with its thread: its words are read there, by who may read them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<PostId>,
    /// The opinion's thread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thread: Option<ThreadId>,
    /// The recorded words, with their turn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<StatementId>,
    /// The turn in which they were spoken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turn: Option<TurnId>,
    /// The poll.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poll: Option<PollId>,
    /// What a message says; empty once it was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
    /// When a break ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// The live view as one audience sees it. No member is ever null.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct View<'a> {
    /// The session itself.
    pub session: SessionView<'a>,
    /// The rules it runs under.
    pub rules: &'a Rules,
    /// The agenda.
    pub agenda: AgendaView<'a>,
    /// The venues.
    pub venues: BTreeMap<VenueId, VenueView<'a>>,
    /// Who has the floor.
    pub floor: FloorView,
    /// The turns that run, pause or wait under another.
    pub turns: BTreeMap<TurnId, TurnView<'a>>,
    /// The queues that are open or have somebody in them, and the active item's.
    pub queues: BTreeMap<ItemId, QueueView>,
    /// The requests that wait, are called or ready.
    pub requests: BTreeMap<RequestId, RequestView<'a>>,
    /// The threads.
    pub threads: BTreeMap<ThreadId, ThreadView<'a>>,
    /// The polls.
    pub polls: BTreeMap<PollId, PollView<'a>>,
    /// The steps of preparation; absent where the form asks for none.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub steps: BTreeMap<StepId, StepView<'a>>,
    /// What the big screens show; absent where they follow the session by themselves. *(ours)*
    #[serde(skip_serializing_if = "Option::is_none")]
    pub screen: Option<ScreenView<'a>>,
    /// Counts.
    pub counts: CountsView,
}
