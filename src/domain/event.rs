//! What has happened: the journal's facts, as stored and as sent.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::command::{ItemKind, Link, RequestKind, Scene};
use super::commitments::Finding;
use super::forms::FormName;
use super::ids::{
    CommitmentId, ItemId, ParticipantId, PollId, PostId, RequestId, StatementId, StepId, ThreadId, TurnId, VenueId,
};
use super::role::Role;
use super::rules::{Rules, RulesPatch};
use crate::time::{Date, Timestamp};

/// The members of an event whose strings are free text: they lie apart in the journal and can be erased (SPEC J4).
/// `sector` is none of them: the order of a queue may depend on it, and must not change by an erasure.
pub const WORD_KEYS: &[&str] = &[
    "body",
    "category",
    "conclusion",
    "label",
    "name",
    "note",
    "options",
    "question",
    "reason",
    "series",
    "subject",
    "text",
    "title",
    "url",
    "who",
];

/// What a venue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VenueKind {
    /// 主会场
    Main,
    /// 分会场
    Branch,
    /// No room: people join from where they are.
    Online,
}

/// A venue as the session was created with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VenueMade {
    /// Its number.
    pub venue: VenueId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: VenueKind,
    /// Material, such as the link to the room's video.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
}

/// A person as invited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PersonInvited {
    /// The number that the person has in this session.
    pub participant: ParticipantId,
    /// The name.
    pub name: String,
    /// The role.
    pub role: Role,
    /// 界别
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// The venue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<VenueId>,
}

/// How a turn ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TurnEnd {
    /// By the speaker.
    Released,
    /// By a moderator.
    Ended,
    /// By rule.
    TimedOut,
    /// Taken away.
    Revoked,
    /// Its rest went to somebody else.
    Yielded,
}

/// A turn that ended because of something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ended {
    /// Which.
    pub turn: TurnId,
    /// How.
    pub how: TurnEnd,
    /// What it has used, in milliseconds.
    pub spent_ms: u64,
}

/// A step of preparation as the session was created with it (规定动作).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StepMade {
    /// Its number.
    pub step: StepId,
    /// What is to be done.
    pub title: String,
    /// Who does it, in words.
    pub who: String,
    /// Whether the session is not opened before it is done.
    pub mandatory: bool,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes members by reference")]
const fn is_zero(number: &u64) -> bool {
    *number == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes members by reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

/// How a session was created.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SessionCreated {
    /// The session's id.
    pub session: Uuid,
    /// The title.
    pub title: String,
    /// The preset it was made from.
    pub form: FormName,
    /// That preset's version.
    pub form_version: u64,
    /// The rules, all of them.
    pub rules: Rules,
    /// When it is to begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Timestamp>,
    /// The deliberative body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The series of sessions it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// The session it continues.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Uuid>,
    /// Material.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// The venues, numbered from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub venues: Vec<VenueMade>,
    /// The steps of preparation, numbered from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepMade>,
}

/// One entry's fact. Names are in the past tense (protocol.md, "Entries").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// The first entry of every session.
    SessionCreated(Box<SessionCreated>),
    /// At most 500 people.
    ParticipantsInvited {
        /// They, numbered on.
        participants: Vec<PersonInvited>,
    },
    /// Its seq is the item's id.
    ItemAdded {
        /// What it is about.
        title: String,
        /// What it is for.
        kind: ItemKind,
        /// Each turn's limit in it, in milliseconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit_ms: Option<u64>,
        /// The item that it stands before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<ItemId>,
        /// Material.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        links: Vec<Link>,
    },
    /// What is named was changed.
    ItemEdited {
        /// Which.
        item: ItemId,
        /// The new title.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// The new kind.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<ItemKind>,
        /// The new limit, in milliseconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit_ms: Option<u64>,
        /// The new material.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        links: Option<Vec<Link>>,
    },
    /// It stands before another, or last.
    ItemMoved {
        /// Which.
        item: ItemId,
        /// The item that it stands before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<ItemId>,
    },
    /// An item is active, its queue open.
    ItemStarted {
        /// Which.
        item: ItemId,
        /// The item that ended by this.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        finished: Option<ItemId>,
        /// Requests that ended with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        expired: Vec<RequestId>,
        /// Requests that wait for the new item now.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        carried: Vec<RequestId>,
    },
    /// No item is active.
    ItemFinished {
        /// Which ended.
        item: ItemId,
        /// What came of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        conclusion: Option<String>,
        /// Requests that ended with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        expired: Vec<RequestId>,
        /// Requests that wait for another item now.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        carried: Vec<RequestId>,
        /// That item.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        carried_to: Option<ItemId>,
    },
    /// A pending item is put off.
    ItemDeferred {
        /// Which.
        item: ItemId,
    },
    /// What came of an item.
    ItemConcluded {
        /// Which.
        item: ItemId,
        /// What came of it.
        text: String,
    },
    /// 进行中
    SessionOpened {
        /// Mandatory steps that were open.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        open_steps: Vec<StepId>,
        /// Why it was opened all the same.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// 休会
    RecessCalled {
        /// The turn that it paused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paused: Option<TurnId>,
        /// The request that was called or ready, back at its place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recalled: Option<RequestId>,
    },
    /// 进行中 again.
    SessionResumed {},
    /// 闭会
    SessionAdjourned {
        /// The item that ended by this.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        finished: Option<ItemId>,
        /// Every request that still waited.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        expired: Vec<RequestId>,
        /// Every poll that was open.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        polls: Vec<PollId>,
    },
    /// 已封存
    SessionSealed {},
    /// Other rules from now on.
    RulesAmended {
        /// A merge patch on the rules before.
        rules: RulesPatch,
        /// Why.
        reason: String,
    },
    /// A step of preparation is done.
    StepCompleted {
        /// Which.
        step: StepId,
        /// What was said of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// The item takes requests.
    QueueOpened {
        /// Which item.
        item: ItemId,
    },
    /// The item takes points of order only.
    QueueClosed {
        /// Which item.
        item: ItemId,
    },
    /// Its seq is the request's id.
    FloorRequested {
        /// For which item.
        item: ItemId,
        /// What for.
        kind: RequestKind,
        /// In one line.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subject: Option<String>,
        /// For whom, if not for who asked.
        #[serde(default, rename = "for", skip_serializing_if = "Option::is_none")]
        speaker: Option<ParticipantId>,
        /// The turn that a reply answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replies_to: Option<TurnId>,
        /// The post that is to be spoken about (*ours*).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        post: Option<PostId>,
    },
    /// One more point.
    PointAdded {
        /// To which request.
        request: RequestId,
        /// The point in one line.
        subject: String,
    },
    /// Taken back.
    RequestWithdrawn {
        /// Which.
        request: RequestId,
    },
    /// Sent back in the queue by who asked.
    RequestDeferred {
        /// Which.
        request: RequestId,
    },
    /// Taken out by a moderator.
    RequestDenied {
        /// Which.
        request: RequestId,
        /// Why.
        reason: String,
    },
    /// In the queue again, at the end.
    RequestRestored {
        /// Which.
        request: RequestId,
    },
    /// It stands last of all.
    LastWordGiven {
        /// Which.
        request: RequestId,
    },
    /// Moved by a moderator.
    RequestMoved {
        /// Which.
        request: RequestId,
        /// The request that it stands before; the end of its rank without one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<RequestId>,
        /// Why.
        reason: String,
    },
    /// Somebody is called.
    RequestCalled {
        /// Which.
        request: RequestId,
        /// The one called before, back at its place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recalled: Option<RequestId>,
        /// How many waited before it.
        #[serde(default, skip_serializing_if = "is_zero")]
        passed_over: u64,
        /// Why they were passed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Back at its place.
    CallRecalled {
        /// Which.
        request: RequestId,
    },
    /// The one called waits for the floor.
    SpeakerReady {
        /// Which.
        request: RequestId,
    },
    /// Called and not there.
    RequestPassed {
        /// Which.
        request: RequestId,
    },
    /// Its seq is the turn's id.
    FloorGranted {
        /// Which request.
        request: RequestId,
        /// Who speaks.
        speaker: ParticipantId,
        /// On which item.
        item: ItemId,
        /// What for.
        kind: RequestKind,
        /// How long, in milliseconds.
        limit_ms: u64,
        /// The turn that it interrupts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        interrupts: Option<TurnId>,
        /// Another one that had been called, back at its place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recalled: Option<RequestId>,
        /// How many waited before it, where it was granted without a call.
        #[serde(default, skip_serializing_if = "is_zero")]
        passed_over: u64,
        /// Why they were passed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// The speaker had no connection of his own, and is never dropped.
        #[serde(default, skip_serializing_if = "is_false")]
        unconnected: bool,
    },
    /// The clock stands.
    TurnPaused {
        /// Which.
        turn: TurnId,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// The clock runs.
    TurnResumed {
        /// Which.
        turn: TurnId,
    },
    /// More time.
    TurnExtended {
        /// Which.
        turn: TurnId,
        /// How much more, in milliseconds.
        by_ms: u64,
        /// Why.
        reason: String,
    },
    /// The clock says that time is nearly, or all, used.
    TurnWarned {
        /// Which.
        turn: TurnId,
        /// What is left, in milliseconds; 0 at the end.
        left_ms: u64,
    },
    /// The speaker's last connection has been gone for the grace.
    TurnDropped {
        /// Which.
        turn: TurnId,
        /// What it has used, where the clock stops: up to the moment when the connection went, in milliseconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        spent_ms: Option<u64>,
    },
    /// The speaker is back.
    TurnRecovered {
        /// Which.
        turn: TurnId,
    },
    /// What was left of an ended turn; its seq is the new turn's id.
    TurnRestored {
        /// The turn that had ended.
        turn: TurnId,
        /// Whose.
        speaker: ParticipantId,
        /// On which item.
        item: ItemId,
        /// What for.
        kind: RequestKind,
        /// What was left, in milliseconds.
        limit_ms: u64,
        /// The turn that it interrupts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        interrupts: Option<TurnId>,
        /// The speaker had no connection of his own, and is never dropped.
        #[serde(default, skip_serializing_if = "is_false")]
        unconnected: bool,
    },
    /// Over.
    TurnEnded {
        /// Which.
        turn: TurnId,
        /// How.
        how: TurnEnd,
        /// What it has used, in milliseconds.
        spent_ms: u64,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// The turn below, which goes on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        resumed: Option<TurnId>,
        /// With `yielded`: who speaks on, in a turn with this entry's number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<ParticipantId>,
        /// With `yielded`: what was left, in milliseconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit_ms: Option<u64>,
        /// With `yielded`: who speaks on had no connection of his own, and is never dropped.
        #[serde(default, skip_serializing_if = "is_false")]
        unconnected: bool,
    },
    /// Its seq is the thread's id.
    ThreadOpened {
        /// The topic.
        title: String,
        /// The item that it belongs to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<ItemId>,
    },
    /// Takes no more posts.
    ThreadClosed {
        /// Which.
        thread: ThreadId,
    },
    /// Takes posts again.
    ThreadReopened {
        /// Which.
        thread: ThreadId,
    },
    /// Its seq is the post's id.
    PostPublished {
        /// In which thread.
        thread: ThreadId,
        /// The words.
        text: String,
        /// The post that it answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replies_to: Option<PostId>,
        /// The words wait for approval (*ours*).
        #[serde(default, skip_serializing_if = "is_false")]
        unapproved: bool,
    },
    /// New words.
    PostRevised {
        /// Which.
        post: PostId,
        /// They.
        text: String,
        /// They wait for approval (*ours*).
        #[serde(default, skip_serializing_if = "is_false")]
        unapproved: bool,
    },
    /// Taken back by its author.
    PostWithdrawn {
        /// Which.
        post: PostId,
    },
    /// Its words are for moderators only.
    PostHidden {
        /// Which.
        post: PostId,
        /// Why.
        reason: String,
    },
    /// Its words are for all again.
    PostShown {
        /// Which.
        post: PostId,
    },
    /// Words that waited may be read.
    PostApproved {
        /// Whose words.
        post: PostId,
        /// The entry that has them (*ours*).
        version: u64,
    },
    /// Somebody holds with it.
    PostEndorsed {
        /// With which.
        post: PostId,
    },
    /// It stands out in its thread.
    PostPinned {
        /// Which.
        post: PostId,
    },
    /// It stands where it stood.
    PostUnpinned {
        /// Which.
        post: PostId,
    },
    /// It was answered in a turn.
    PostAnswered {
        /// Which.
        post: PostId,
        /// By what was said.
        statement: StatementId,
    },
    /// Its seq is the statement's id.
    StatementRecorded {
        /// In which turn it was spoken.
        turn: TurnId,
        /// The words.
        text: String,
    },
    /// Corrected words.
    StatementRevised {
        /// Which.
        statement: StatementId,
        /// They.
        text: String,
        /// Why.
        reason: String,
    },
    /// The speaker found the own words right.
    StatementConfirmed {
        /// Which.
        statement: StatementId,
        /// The entry that has them (*ours*).
        version: u64,
    },
    /// Its seq is the commitment's id.
    CommitmentRecorded {
        /// What was promised.
        text: String,
        /// Who is to do it.
        owner: ParticipantId,
        /// The last day for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Date>,
        /// The statement that it was promised in.
        source: StatementId,
        /// What it is about, in a word.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category: Option<String>,
        /// Who asked, and says how it was kept; absent where moderators do.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked_by: Option<ParticipantId>,
    },
    /// What has been done for it.
    CommitmentReported {
        /// For which.
        commitment: CommitmentId,
        /// What.
        text: String,
    },
    /// How it was kept.
    CommitmentVerified {
        /// Which.
        commitment: CommitmentId,
        /// How.
        finding: Finding,
        /// In words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// It is taken up again.
    CommitmentReopened {
        /// Which.
        commitment: CommitmentId,
        /// Why.
        reason: String,
    },
    /// It was recorded by mistake: nobody is to keep it.
    CommitmentWithdrawn {
        /// Which.
        commitment: CommitmentId,
        /// Why.
        reason: String,
    },
    /// Its seq is the poll's id.
    PollOpened {
        /// What is asked.
        question: String,
        /// What can be answered.
        options: Vec<String>,
        /// How many options one answer may choose.
        choices_max: u64,
    },
    /// One person's answer.
    VoteCast {
        /// To which poll.
        poll: PollId,
        /// The options chosen, by their places from 0.
        choices: Vec<u64>,
    },
    /// No more answers.
    PollClosed {
        /// Which.
        poll: PollId,
    },
    /// What the big screens show from now on.
    SceneShown {
        /// What; absent: they follow the session by themselves.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scene: Option<Scene>,
    },
    /// Who came and who went, by the clock from their connections, or by who signed a room in.
    AttendanceRecorded {
        /// Who came.
        arrived: Vec<ParticipantId>,
        /// Who went.
        departed: Vec<ParticipantId>,
    },
    /// The words of earlier entries are gone by law; their place, time and digest stay.
    WordsErased {
        /// Which entries, in order.
        seqs: Vec<u64>,
        /// Why.
        reason: String,
    },
    /// Seat, requests and turn are gone.
    ParticipantRemoved {
        /// Whose.
        participant: ParticipantId,
        /// Why.
        reason: String,
        /// The turn that it ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ended: Option<Ended>,
        /// The turn below, which goes on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        resumed: Option<TurnId>,
        /// Requests that are gone.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        withdrawn: Vec<RequestId>,
    },
    /// Another role.
    RoleChanged {
        /// Whose.
        participant: ParticipantId,
        /// Which.
        role: Role,
        /// The turn that it ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ended: Option<Ended>,
        /// The turn below, which goes on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        resumed: Option<TurnId>,
        /// Requests that are gone.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        withdrawn: Vec<RequestId>,
    },
    /// Invitations and seats of older generations are void; a new invitation goes out.
    SeatRenewed {
        /// Whose.
        participant: ParticipantId,
        /// The new generation.
        generation: u64,
    },
    /// Invitations and seats of older generations are void.
    SeatRevoked {
        /// Whose.
        participant: ParticipantId,
        /// The new generation, which nothing was issued for.
        generation: u64,
    },
}
