//! Roles, what each may do, and what each may see. The one table of rights (SPEC D2).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a participant is in the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 主持人: controls the floor.
    Chair,
    /// 会务: does for the chair whatever the chair may do.
    Clerk,
    /// 委员: speaks and writes.
    Member,
    /// 部门负责人: answers for a department.
    Respondent,
    /// 会场联络员: acts for the people in the room of one venue.
    Operator,
    /// 速录/字幕: records statements; may be a speech recogniser.
    Captioner,
    /// 旁听: reads.
    Observer,
    /// 大屏: shows.
    Display,
}

/// Who reads the same things (SPEC D3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Chair and clerk: everything.
    Moderators,
    /// Member, respondent, operator, captioner: not the text of hidden posts.
    Members,
    /// Observer and display: further not who was refused or removed.
    Public,
}

impl Audience {
    /// Every audience.
    pub const ALL: [Self; 3] = [Self::Moderators, Self::Members, Self::Public];

    /// Its place in [`Audience::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// A right that a role may have. Rights over one's own things come with the thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// Open, recess, resume, adjourn and seal.
    ConductSession,
    /// Add, edit, move, start, finish, defer and conclude items.
    ConductAgenda,
    /// Call, recall, pass, grant, end, revoke, pause, resume, extend; move requests, open and close queues.
    ConductFloor,
    /// Change roles, remove, invite.
    ManagePeople,
    /// Ask for the floor for oneself.
    RequestFloor,
    /// Ask for people of the own venue.
    RequestForVenue,
    /// Ask for anybody.
    RequestForAnyone,
    /// Open and close threads; hide and show posts.
    ModerateThreads,
    /// Publish posts.
    PublishPost,
    /// Record and revise statements of any turn.
    RecordStatements,
    /// Send live captions.
    Caption,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 8] = [
        Self::Chair,
        Self::Clerk,
        Self::Member,
        Self::Respondent,
        Self::Operator,
        Self::Captioner,
        Self::Observer,
        Self::Display,
    ];

    /// What the role may do beyond its own things.
    #[must_use]
    pub const fn capabilities(self) -> &'static [Capability] {
        use Capability as C;
        match self {
            Self::Chair | Self::Clerk => &[
                C::ConductSession,
                C::ConductAgenda,
                C::ConductFloor,
                C::ManagePeople,
                C::RequestFloor,
                C::RequestForAnyone,
                C::ModerateThreads,
                C::PublishPost,
                C::RecordStatements,
            ],
            Self::Member | Self::Respondent => &[C::RequestFloor, C::PublishPost],
            Self::Operator => &[C::RequestFloor, C::RequestForVenue, C::PublishPost],
            Self::Captioner => &[C::RecordStatements, C::Caption],
            Self::Observer | Self::Display => &[],
        }
    }

    /// Whether the role has this right.
    #[must_use]
    pub fn may(self, capability: Capability) -> bool {
        self.capabilities().contains(&capability)
    }

    /// What the role may see.
    #[must_use]
    pub const fn audience(self) -> Audience {
        match self {
            Self::Chair | Self::Clerk => Audience::Moderators,
            Self::Member | Self::Respondent | Self::Operator | Self::Captioner => Audience::Members,
            Self::Observer | Self::Display => Audience::Public,
        }
    }
}
