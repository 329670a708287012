//! What people ask the session to do.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use super::commitments::Finding;
use super::ids::{
    CommitmentId, ItemId, ParticipantId, PollId, PostId, RequestId, StatementId, StepId, ThreadId, TurnId,
};
use super::role::Role;
use super::rules::RulesPatch;
use crate::time::{Date, Timestamp};

/// What an agenda item is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// 第一议题学习
    Study,
    /// 情况通报
    Report,
    /// 主题发言
    Keynote,
    /// 即席发言
    Discussion,
    /// 部门回应
    Response,
    /// 总结
    Summary,
}

/// What somebody asks for the floor for; the order is the rank (SPEC D5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RequestKind {
    /// 程序问题: passes a closed queue, interrupts.
    PointOfOrder,
    /// 提问: interrupts the holder, whose turn resumes by itself.
    Question,
    /// 回应: answers a turn.
    Reply,
    /// A speech of the running order.
    Prepared,
    /// 即席发言
    Impromptu,
}

impl RequestKind {
    /// Whether a turn of this kind may stand above a running one.
    #[must_use]
    pub const fn interrupts(self) -> bool {
        matches!(self, Self::PointOfOrder | Self::Question)
    }

    /// Whether a closed queue takes it.
    #[must_use]
    pub const fn passes_closed_queues(self) -> bool {
        matches!(self, Self::PointOfOrder)
    }
}

/// What becomes of the requests that wait when their item ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Waiting {
    /// They expire.
    #[default]
    Expire,
    /// They wait for the item that starts, or else for the next pending one.
    CarryOver,
}

impl Waiting {
    /// Whether it need not be said.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes members by reference")]
    const fn is_neutral(&self) -> bool {
        matches!(self, Self::Expire)
    }
}

/// Material for a session, item or venue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// What people read.
    pub label: String,
    /// An `http` or `https` address.
    pub url: String,
}

/// What a big screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Scene {
    /// What is going to be held, and who is there.
    Lobby {},
    /// The item, who has the floor, the clock and who is next.
    Floor {},
    /// The agenda, with what is done.
    Agenda {},
    /// Who speaks, and the live words of it.
    Captions {},
    /// An opinion that everybody may read, large.
    Post {
        /// Which.
        post: PostId,
    },
    /// Recorded words, large.
    Statement {
        /// Which.
        statement: StatementId,
    },
    /// A poll: how many have answered, and the result once it is closed.
    Poll {
        /// Which.
        poll: PollId,
    },
    /// A text of the moderators'.
    Message {
        /// What it says.
        text: String,
    },
    /// A break.
    Break {
        /// When it ends, within 24 hours.
        until: Timestamp,
    },
    /// The title alone.
    Blank {},
}

/// A member that must be there and may be null: what the sender takes to be so.
fn nullable<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer)
}

/// The same for the schema, which takes an [`Option`] for a member that may be left out.
fn nullable_schema<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Option<T>>()
}

/// A member that may not be there, whatever its value.
fn never<'de, D: Deserializer<'de>>(_: D) -> Result<(), D::Error> {
    Err(D::Error::custom("secret ballots are not taken"))
}

macro_rules! commands {
    ($($(#[$meta:meta])* $name:ident $tag:literal { $($(#[$field_meta:meta])* $field:ident: $type:ty),* $(,)? }),+ $(,)?) => {
        /// A command of a participant, named in the imperative (protocol.md, "Commands").
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(tag = "type", rename_all = "snake_case")]
        pub enum Command {
            $($(#[$meta])* $name { $($(#[$field_meta])* $field: $type),* }),+
        }

        impl Command {
            /// The `type` of every command this server has; any other is `unknown_command`.
            pub const TYPES: &[&str] = &[$($tag),+];

            /// The command's `type`.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => $tag),+
                }
            }
        }
    };
}

commands! {
    /// `draft` to `open`; not while a mandatory step of preparation is open, unless a reason is given (*ours*).
    OpenSession "open_session" {
        /// Why it is opened although mandatory steps are open.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// `open` to `recess`; a running turn is paused.
    CallRecess "call_recess" {},
    /// `recess` to `open`.
    ResumeSession "resume_session" {},
    /// To `adjourned`; what waits expires.
    AdjournSession "adjourn_session" {},
    /// `adjourned` to `sealed`.
    SealSession "seal_session" {},
    /// Changes the rules from now on.
    AmendRules "amend_rules" {
        /// A merge patch on the rules as they are.
        rules: RulesPatch,
        /// Why.
        reason: String,
    },
    /// A step of preparation is done.
    CompleteStep "complete_step" {
        /// Which.
        step: StepId,
        /// What is to be said of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// A new item before another, or last.
    AddItem "add_item" {
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
    /// Changes what is named.
    EditItem "edit_item" {
        /// Which.
        item: ItemId,
        /// A new title.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// A new kind.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<ItemKind>,
        /// A new limit for each turn, in milliseconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit_ms: Option<u64>,
        /// New material, in the place of the old.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        links: Option<Vec<Link>>,
    },
    /// Moves an item before another, or to the end.
    MoveItem "move_item" {
        /// Which.
        item: ItemId,
        /// The item that it stands before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<ItemId>,
    },
    /// Starts an item, ends the active one, opens the queue.
    StartItem "start_item" {
        /// Which.
        item: ItemId,
        /// The active item, or null.
        #[serde(deserialize_with = "nullable")]
        #[schemars(schema_with = "nullable_schema::<ItemId>")]
        expect_item: Option<ItemId>,
        /// What becomes of the requests for the item that ends.
        #[serde(default, skip_serializing_if = "Waiting::is_neutral")]
        waiting: Waiting,
    },
    /// Ends the active item.
    FinishItem "finish_item" {
        /// The active item, or null.
        #[serde(deserialize_with = "nullable")]
        #[schemars(schema_with = "nullable_schema::<ItemId>")]
        expect_item: Option<ItemId>,
        /// What becomes of its requests.
        #[serde(default, skip_serializing_if = "Waiting::is_neutral")]
        waiting: Waiting,
        /// What came of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        conclusion: Option<String>,
    },
    /// Puts a pending item off.
    DeferItem "defer_item" {
        /// Which.
        item: ItemId,
    },
    /// Says what came of an item.
    ConcludeItem "conclude_item" {
        /// Which.
        item: ItemId,
        /// What came of it.
        text: String,
    },
    /// Asks for the floor.
    RequestFloor "request_floor" {
        /// For which item.
        item: ItemId,
        /// What for.
        kind: RequestKind,
        /// In one line.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subject: Option<String>,
        /// For whom, if not for the sender.
        #[serde(default, rename = "for", skip_serializing_if = "Option::is_none")]
        speaker: Option<ParticipantId>,
        /// The turn that a reply answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replies_to: Option<TurnId>,
    },
    /// Adds a second point, and more, to a request.
    AddPoint "add_point" {
        /// Which.
        request: RequestId,
        /// The point in one line.
        subject: String,
    },
    /// Takes a request back.
    WithdrawRequest "withdraw_request" {
        /// Which.
        request: RequestId,
    },
    /// Sends a request back in the queue, at its owner's wish.
    DeferRequest "defer_request" {
        /// Which.
        request: RequestId,
    },
    /// A moderator takes a request out.
    DenyRequest "deny_request" {
        /// Which.
        request: RequestId,
        /// Why.
        reason: String,
    },
    /// Lets a request that left without a turn wait again, at the end.
    RestoreRequest "restore_request" {
        /// Which.
        request: RequestId,
    },
    /// Moves a request within its rank.
    MoveRequest "move_request" {
        /// Which.
        request: RequestId,
        /// The request that it stands before; the end of its rank without one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<RequestId>,
        /// Why.
        reason: String,
    },
    /// Lets a request stand last of all, whoever comes (*ours*), until it leaves or is moved.
    LastWord "last_word" {
        /// Which.
        request: RequestId,
    },
    /// Takes requests for an item.
    OpenQueue "open_queue" {
        /// Which item.
        item: ItemId,
    },
    /// Takes no more requests for an item, but points of order.
    CloseQueue "close_queue" {
        /// Which item.
        item: ItemId,
    },
    /// Calls somebody who waits.
    CallSpeaker "call_speaker" {
        /// Which request.
        request: RequestId,
        /// The innermost turn, or null.
        #[serde(deserialize_with = "nullable")]
        #[schemars(schema_with = "nullable_schema::<TurnId>")]
        expect_turn: Option<TurnId>,
        /// Why, where others wait before it (*ours*).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Puts a called request back at its place.
    RecallCall "recall_call" {
        /// Which request.
        request: RequestId,
    },
    /// Says that the one called can speak.
    Ready "ready" {
        /// Which request.
        request: RequestId,
    },
    /// Passes over one who was called and is not there.
    PassRequest "pass_request" {
        /// Which request.
        request: RequestId,
    },
    /// Grants the floor.
    GrantFloor "grant_floor" {
        /// Which request.
        request: RequestId,
        /// The innermost turn, or null.
        #[serde(deserialize_with = "nullable")]
        #[schemars(schema_with = "nullable_schema::<TurnId>")]
        expect_turn: Option<TurnId>,
        /// Why, where others wait before it (*ours*).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// The speaker is done.
    ReleaseFloor "release_floor" {
        /// The innermost turn, or null.
        #[serde(deserialize_with = "nullable")]
        #[schemars(schema_with = "nullable_schema::<TurnId>")]
        expect_turn: Option<TurnId>,
    },
    /// A moderator ends the turn.
    EndTurn "end_turn" {
        /// The innermost turn, or null.
        #[serde(deserialize_with = "nullable")]
        #[schemars(schema_with = "nullable_schema::<TurnId>")]
        expect_turn: Option<TurnId>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// A moderator takes the floor away.
    RevokeTurn "revoke_turn" {
        /// The innermost turn, or null.
        #[serde(deserialize_with = "nullable")]
        #[schemars(schema_with = "nullable_schema::<TurnId>")]
        expect_turn: Option<TurnId>,
        /// Why.
        reason: String,
    },
    /// Stops the turn's clock.
    PauseTurn "pause_turn" {
        /// The innermost turn, or null.
        #[serde(deserialize_with = "nullable")]
        #[schemars(schema_with = "nullable_schema::<TurnId>")]
        expect_turn: Option<TurnId>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Starts the turn's clock again.
    ResumeTurn "resume_turn" {
        /// The innermost turn, or null.
        #[serde(deserialize_with = "nullable")]
        #[schemars(schema_with = "nullable_schema::<TurnId>")]
        expect_turn: Option<TurnId>,
    },
    /// Gives the turn more time.
    ExtendTurn "extend_turn" {
        /// The innermost turn, or null.
        #[serde(deserialize_with = "nullable")]
        #[schemars(schema_with = "nullable_schema::<TurnId>")]
        expect_turn: Option<TurnId>,
        /// How much more, in milliseconds.
        by_ms: u64,
        /// Why.
        reason: String,
    },
    /// The rest of the turn's time goes to a named person.
    YieldFloor "yield_floor" {
        /// The innermost turn, or null.
        #[serde(deserialize_with = "nullable")]
        #[schemars(schema_with = "nullable_schema::<TurnId>")]
        expect_turn: Option<TurnId>,
        /// To whom.
        to: ParticipantId,
    },
    /// Gives what was left of a wrongly ended turn back, as a new turn.
    RestoreTurn "restore_turn" {
        /// The ended turn.
        turn: TurnId,
    },
    /// Opens a topic for written opinions.
    OpenThread "open_thread" {
        /// The topic.
        title: String,
        /// The item that it belongs to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<ItemId>,
    },
    /// Takes no more posts.
    CloseThread "close_thread" {
        /// Which.
        thread: ThreadId,
    },
    /// Takes posts again.
    ReopenThread "reopen_thread" {
        /// Which.
        thread: ThreadId,
    },
    /// Writes in a thread.
    PublishPost "publish_post" {
        /// Which thread.
        thread: ThreadId,
        /// The words.
        text: String,
        /// The post of the same thread that it answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replies_to: Option<PostId>,
    },
    /// Replaces the words of an own post.
    RevisePost "revise_post" {
        /// Which.
        post: PostId,
        /// The new words.
        text: String,
    },
    /// Takes an own post back.
    WithdrawPost "withdraw_post" {
        /// Which.
        post: PostId,
    },
    /// Keeps a post's words from all but moderators.
    HidePost "hide_post" {
        /// Which.
        post: PostId,
        /// Why.
        reason: String,
    },
    /// Shows a hidden post again.
    ShowPost "show_post" {
        /// Which.
        post: PostId,
    },
    /// Lets everybody read words that waited for it.
    ApprovePost "approve_post" {
        /// Which.
        post: PostId,
        /// The entry with the words that were read (*ours*); the newest without it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        version: Option<u64>,
    },
    /// Says that one holds with somebody else's post.
    EndorsePost "endorse_post" {
        /// Which.
        post: PostId,
    },
    /// Lets a post stand out in its thread.
    PinPost "pin_post" {
        /// Which.
        post: PostId,
    },
    /// Lets a post stand where it stood.
    UnpinPost "unpin_post" {
        /// Which.
        post: PostId,
    },
    /// Links a post to the words that answered it.
    AnswerPost "answer_post" {
        /// Which.
        post: PostId,
        /// The statement that answers it.
        statement: StatementId,
    },
    /// Asks for the floor with a post.
    RaisePost "raise_post" {
        /// Which.
        post: PostId,
        /// In one line, such as the post's beginning (*ours*).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subject: Option<String>,
    },
    /// Enters words spoken in a turn.
    RecordStatement "record_statement" {
        /// Which turn.
        turn: TurnId,
        /// The words, kept as sent.
        text: String,
    },
    /// Corrects a statement.
    ReviseStatement "revise_statement" {
        /// Which.
        statement: StatementId,
        /// The corrected words.
        text: String,
        /// Why.
        reason: String,
    },
    /// The speaker says that the record has the own words right (核稿).
    ConfirmStatement "confirm_statement" {
        /// Which.
        statement: StatementId,
        /// The entry with the words that were read (*ours*); the newest without it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        version: Option<u64>,
    },
    /// Enters what a department promised, by whom it is to be done and by when.
    RecordCommitment "record_commitment" {
        /// What was promised.
        text: String,
        /// Who is to do it: an owner or a respondent.
        owner: ParticipantId,
        /// The last day for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Date>,
        /// The statement that it was promised in.
        source: StatementId,
        /// What it is about, in a word, for counting (*ours*).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category: Option<String>,
        /// Who asked and says later how it was kept (*ours*); without it, whoever spoke in the turn that was replied to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked_by: Option<ParticipantId>,
    },
    /// Says what has been done for a commitment.
    ReportCommitment "report_commitment" {
        /// Which.
        commitment: CommitmentId,
        /// What has been done.
        text: String,
    },
    /// Says how a commitment was kept.
    VerifyCommitment "verify_commitment" {
        /// Which.
        commitment: CommitmentId,
        /// How.
        finding: Finding,
        /// In words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// Takes up a commitment again that was verified.
    ReopenCommitment "reopen_commitment" {
        /// Which.
        commitment: CommitmentId,
        /// Why.
        reason: String,
    },
    /// Takes back a commitment that was recorded by mistake, while nothing was reported on it (*ours*).
    WithdrawCommitment "withdraw_commitment" {
        /// Which.
        commitment: CommitmentId,
        /// Why.
        reason: String,
    },
    /// Asks everybody a question, in the open.
    OpenPoll "open_poll" {
        /// What is asked.
        question: String,
        /// What can be answered, at least two.
        options: Vec<String>,
        /// How many options one answer may choose.
        choices_max: u64,
        /// Secret ballots do not exist here: whatever stands there is `malformed`.
        #[serde(default, skip_serializing, deserialize_with = "never")]
        #[schemars(skip)]
        secret: (),
    },
    /// Answers a poll, once.
    Vote "vote" {
        /// Which poll.
        poll: PollId,
        /// The options chosen, each by its place from 0, each once.
        choices: Vec<u64>,
    },
    /// Takes no more answers; the result is shown.
    ClosePoll "close_poll" {
        /// Which poll.
        poll: PollId,
    },
    /// Chooses what the big screens show.
    ShowScene "show_scene" {
        /// What; null lets them follow the session by themselves.
        #[serde(deserialize_with = "nullable")]
        #[schemars(schema_with = "nullable_schema::<Scene>")]
        scene: Option<Scene>,
    },
    /// Takes the seat and everything with it from a person.
    Remove "remove" {
        /// Whom.
        participant: ParticipantId,
        /// Why.
        reason: String,
    },
    /// Gives a person another role.
    ChangeRole "change_role" {
        /// Whom.
        participant: ParticipantId,
        /// Which.
        role: Role,
    },
    /// Records that people are in the room, whether they have a device or not.
    SignIn "sign_in" {
        /// Who, at most 500.
        participants: Vec<ParticipantId>,
    },
}
