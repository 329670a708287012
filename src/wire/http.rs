//! The bodies of HTTP calls and answers (protocol.md, "HTTP").

pub mod commitments;
pub mod participation;
pub mod proofs;
pub mod search;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::message::{Entry, Position};
use crate::domain::command::RequestKind;
use crate::domain::forms::Preset;
use crate::domain::forms::book::FormVersion;
use crate::domain::ids::{ItemId, ParticipantId, PostId, RequestId, StatementId, TurnId, VenueId};
use crate::domain::people::Invitee;
use crate::domain::view::{Person, View};
use crate::domain::{Phase, Role};
use crate::time::Timestamp;

/// `POST /api/sessions/{id}/invitations`: exactly one of its members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InvitationOrder {
    /// New people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invite: Option<Vec<Invitee>>,
    /// Whom to give a new invitation in the place of the old.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renew: Option<ParticipantId>,
    /// Whom to leave without an invitation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoke: Option<ParticipantId>,
}

/// One person's invitation.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Invitation {
    /// The number in this session.
    pub participant: ParticipantId,
    /// The name.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The link that redeems it; the token stands in the fragment.
    pub url: String,
    /// The token.
    pub token: String,
    /// The last moment at which it can be redeemed.
    pub until: Timestamp,
}

/// `201` of `POST /api/sessions`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SessionMade {
    /// The session.
    pub id: Uuid,
    /// In the order of `participants`.
    pub invitations: Vec<Invitation>,
}

/// Answer of `POST /api/sessions/{id}/invitations`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Invitations {
    /// Those made; none after a revocation.
    pub invitations: Vec<Invitation>,
}

/// A line of `GET /api/sessions/{id}/invitations`: how somebody's invitation stands now.
#[derive(Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InvitationLine {
    /// The number in this session.
    pub participant: ParticipantId,
    /// The name.
    pub name: String,
    /// The role.
    pub role: Role,
    /// 界别
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// The venue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venue: Option<VenueId>,
    /// The link that redeems it; absent where it was revoked, and where it is not this reader's to see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The token, there with the link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The last moment at which it can be redeemed; absent where it was revoked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// There and true once it was revoked, or its person removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked: Option<bool>,
}

/// Answer of `GET /api/sessions/{id}/invitations`.
#[derive(Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InvitationPage {
    /// By number; removed people too.
    pub invitations: Vec<InvitationLine>,
    /// The next `after`, if there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<u64>,
}

/// A line of `GET /api/sessions`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SessionLine {
    /// The session.
    pub id: Uuid,
    /// The title.
    pub title: String,
    /// The stage.
    pub phase: Phase,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it is to begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Timestamp>,
    /// People who are in it.
    pub participants: u64,
    /// The series it belongs to (*ours*).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
}

/// Answer of `GET /api/sessions`, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SessionPage {
    /// They.
    pub sessions: Vec<SessionLine>,
    /// The next `before`, if there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Uuid>,
}

/// Body of `POST /api/seat`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Redemption {
    /// The token of an invitation.
    pub invitation: String,
}

/// Answer of `POST /api/seat`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Seat {
    /// The session.
    pub session: Uuid,
    /// The number in it.
    pub participant: ParticipantId,
    /// The role.
    pub role: Role,
    /// The seat's token, the same as in the cookie.
    pub token: String,
}

/// An entry of `GET …/proceedings`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProceedingsEntry<'a> {
    /// Its number.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who; null for the clock and for redacted entries.
    pub by: Option<ParticipantId>,
    /// By which command; null where there was none, and for redacted entries.
    pub command: Option<Uuid>,
    /// What.
    pub entry: Entry<'a>,
}

/// Answer of `GET …/proceedings`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Proceedings<'a> {
    /// In order.
    pub entries: Vec<ProceedingsEntry<'a>>,
    /// The next `after`, if there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<u64>,
    /// The head.
    pub position: Position,
}

/// An entry of `GET …/overrides`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OverrideEntry<'a> {
    /// Its number.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Option<ParticipantId>,
    /// What.
    pub entry: Entry<'a>,
}

/// Answer of `GET …/overrides`: what moderators did against the order of things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Overrides<'a> {
    /// In order; what the reader may not see is left out.
    pub overrides: Vec<OverrideEntry<'a>>,
    /// The next `after`, if there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<u64>,
}

/// A line of `GET …/participants`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ParticipantLine {
    /// The number.
    pub participant: ParticipantId,
    /// The name.
    pub name: String,
    /// The role.
    pub role: Role,
    /// 界别
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// The venue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venue: Option<VenueId>,
    /// Whether the person has arrived and not gone, as the journal says.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub arrived: bool,
}

/// Answer of `GET …/participants`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ParticipantPage {
    /// By number; removed people are left out.
    pub participants: Vec<ParticipantLine>,
    /// The next `after`, if there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<u64>,
}

/// Answer of `GET /api/sessions/{id}?at=SEQ`: the session as it was after that entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Replay<'a> {
    /// The entry.
    pub position: Position,
    /// When it was made.
    pub at: Timestamp,
    /// What the reader may see now of the view then.
    pub view: View<'a>,
}

/// A line of `GET …/turns`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TurnLine<'a> {
    /// The turn, by the entry that began it.
    pub turn: TurnId,
    /// When it began; absent while the entry is on its way to the disk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// On which item.
    pub item: ItemId,
    /// Who speaks or spoke.
    pub speaker: Person<'a>,
    /// What for.
    pub kind: RequestKind,
}

/// Answer of `GET …/turns`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TurnPage<'a> {
    /// In the order in which they were granted, running ones too.
    pub turns: Vec<TurnLine<'a>>,
    /// The next `after`, if there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<TurnId>,
}

/// A post of `GET …/posts`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PostLine<'a> {
    /// Its id.
    pub post: PostId,
    /// Who wrote it.
    pub by: Person<'a>,
    /// When it was published.
    pub at: Timestamp,
    /// The newest words; empty where the reader may not see them, and for what was taken back.
    pub text: Cow<'a, str>,
    /// The entry that has these words; absent where the reader may see none (*ours*).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    /// The post that it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replies_to: Option<PostId>,
    /// There and true while moderators hide it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden: Option<bool>,
    /// By whom and why it is hidden (*ours*).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hiding: Option<&'a PostHiding>,
    /// There and true once its author took it back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<bool>,
    /// There and false while these words wait for approval: the author and moderators alone see them (*ours*).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved: Option<bool>,
    /// How many versions it has had that the reader may know of.
    pub versions: u64,
    /// How many people hold with it (*ours*).
    pub endorsements: u64,
    /// There and true where the reader is one of them (*ours*).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endorsed: Option<bool>,
    /// There and true while it stands out (*ours*).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pinned: Option<bool>,
    /// What was said in answer to it (*ours*).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered: Option<PostAnswer>,
    /// The latest request for the floor that was made with it (*ours*).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raised: Option<RequestId>,
}

/// By whom, when and why a post was hidden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PostHiding {
    /// The moderator; null for nobody.
    pub by: Option<ParticipantId>,
    /// When.
    pub at: Timestamp,
    /// Why; empty where the words were erased.
    pub reason: String,
}

/// What was said in answer to a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PostAnswer {
    /// The statement.
    pub statement: StatementId,
    /// The turn in which it was spoken.
    pub turn: TurnId,
}

/// A version of `GET …/posts/{post}/versions`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PostVersion<'a> {
    /// The entry that has the words.
    pub version: u64,
    /// When it was written.
    pub at: Timestamp,
    /// The words.
    pub text: &'a str,
    /// There and false while they wait for approval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved: Option<bool>,
}

/// Answer of `GET …/posts/{post}/versions`, newest first: those whose words the reader may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PostVersions<'a> {
    /// They.
    pub versions: Vec<PostVersion<'a>>,
    /// The next `before`, if there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<u64>,
}

/// Words that a statement has or had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StatementVersion {
    /// The entry that has them.
    pub version: u64,
    /// When they were recorded.
    pub at: Timestamp,
    /// By whom; null for nobody.
    pub by: Option<ParticipantId>,
    /// The words.
    pub text: String,
    /// Why they took the place of the earlier ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// There and true where the speaker found these words right, also if others have taken their place since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<bool>,
}

/// A statement of `GET …/turns/{turn}/statements`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StatementLine {
    /// Its id.
    pub statement: StatementId,
    /// There and true while its speaker has found the newest words right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<bool>,
    /// All words that it has had, the newest last.
    pub versions: Vec<StatementVersion>,
    /// There and true where there were more than a page holds: the newest are here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cut: Option<bool>,
}

/// Answer of `GET …/turns/{turn}/statements`, in the order in which they were recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StatementPage {
    /// Who speaks or spoke in the turn.
    pub speaker: ParticipantId,
    /// They; a page has so many versions together.
    pub statements: Vec<StatementLine>,
    /// The next `after`, if there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<StatementId>,
}

/// Answer of `GET …/posts`, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PostPage<'a> {
    /// They.
    pub posts: Vec<PostLine<'a>>,
    /// The next `before`, if there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<PostId>,
    /// The head at which they were read (*ours*): what entries up to it say is in them.
    pub position: Position,
}

/// Body of `POST /api/qr`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct QrOrder {
    /// What the codes shall say, such as links.
    pub texts: Vec<String>,
}

/// A QR code to draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct QrCode {
    /// Modules along each side, without the quiet zone of four that must surround it.
    pub size: usize,
    /// The dark modules as the path of an SVG whose `viewBox` is `0 0 size size`.
    pub path: String,
}

/// Answer of `POST /api/qr`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct QrCodes {
    /// In the order of the texts.
    pub codes: Vec<QrCode>,
}

/// Answer of `GET /api/forms`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FormPage {
    /// The latest version of every form, by name; a repealed one says so.
    pub forms: Vec<FormVersion>,
}

/// Answer of `GET /api/forms/{form}`, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FormVersionPage {
    /// They.
    pub versions: Vec<FormVersion>,
    /// The next `before`, if there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<u64>,
}

/// Body of `POST /api/forms/{form}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FormEnactment {
    /// What the form presets.
    pub preset: Preset,
    /// Why there is to be such a form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Body of `PUT /api/forms/{form}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FormAmendment {
    /// What the form presets from now on, whole.
    pub preset: Preset,
    /// Why.
    pub reason: String,
}

/// Body of `DELETE /api/forms/{form}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FormRepeal {
    /// Why.
    pub reason: String,
}

/// Answer of `GET /version`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Version {
    /// The program's version.
    pub version: &'static str,
}

/// Problem details of RFC 9457.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Problem {
    /// Always `about:blank`: the code tells problems apart.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// One English sentence.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable code.
    pub code: String,
}
