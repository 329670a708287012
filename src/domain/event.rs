//! What has happened: the journal's facts, as stored and as sent.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::command::{ItemKind, Link, RequestKind};
use super::ids::{ItemId, ParticipantId, PostId, RequestId, StatementId, ThreadId, TurnId, VenueId};
use super::role::Role;
use super::rules::{Form, Rules};
use crate::time::Timestamp;

/// The members of an event whose strings are free text: they lie apart in the journal and can be erased (SPEC J4).
/// `sector` is none of them: the order of a queue may depend on it, and must not change by an erasure.
pub const WORD_KEYS: &[&str] = &[
    "body",
    "conclusion",
    "label",
    "name",
    "reason",
    "series",
    "subject",
    "text",
    "title",
    "url",
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

/// How a session was created.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SessionCreated {
    /// The session's id.
    pub session: Uuid,
    /// The title.
    pub title: String,
    /// The preset it was made from.
    pub form: Form,
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
    SessionOpened {},
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
    },
    /// 已封存
    SessionSealed {},
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
    },
    /// Taken back.
    RequestWithdrawn {
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
    /// Its seq is the post's id.
    PostPublished {
        /// In which thread.
        thread: ThreadId,
        /// The words.
        text: String,
        /// The post that it answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replies_to: Option<PostId>,
    },
    /// New words.
    PostRevised {
        /// Which.
        post: PostId,
        /// They.
        text: String,
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
