//! Roles, what each may do, and what each may see. The one table of rights (SPEC D2).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a participant is in the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
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
    /// 承办单位: sees and answers its own commitments, and has no session.
    Owner,
}

impl Role {
    /// What the protocol calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chair => "chair",
            Self::Clerk => "clerk",
            Self::Member => "member",
            Self::Respondent => "respondent",
            Self::Operator => "operator",
            Self::Captioner => "captioner",
            Self::Observer => "observer",
            Self::Display => "display",
            Self::Owner => "owner",
        }
    }
}

/// Who reads the same things (SPEC D3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Chair and clerk: everything.
    Moderators,
    /// Member, respondent, operator, captioner: not the text of hidden posts.
    Members,
    /// Observer and display: further not who was refused or removed. An owner, who sees no session at all
    /// ([`Role::has_session`]), counts as one of them where an audience is needed.
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
    /// Open, recess, resume, adjourn and seal; amend the rules; complete steps of preparation.
    ConductSession,
    /// Add, edit, move, start, finish, defer and conclude items.
    ConductAgenda,
    /// Call, recall, pass, grant, end, revoke, pause, resume, extend, yield and restore; deny, restore and move
    /// requests, give the last word; open and close queues.
    ConductFloor,
    /// Change roles, remove, invite.
    ManagePeople,
    /// Ask for the floor for oneself.
    RequestFloor,
    /// Ask for people of the own venue, and sign them in.
    RequestForVenue,
    /// Ask for anybody, and sign anybody in.
    RequestForAnyone,
    /// Open, close and reopen threads; hide, show, approve and pin posts, and link them to their answers.
    ModerateThreads,
    /// Publish and endorse posts.
    PublishPost,
    /// Record and revise statements of any turn.
    RecordStatements,
    /// Send live captions.
    Caption,
    /// Open and close polls.
    ConductPolls,
    /// Choose what the big screens show.
    ConductScreens,
    /// Answer polls.
    Vote,
    /// Record commitments, take them back and reopen them; say how one was kept where nobody asked for it.
    FollowUp,
    /// Be responsible for commitments, and report on one's own.
    OwnCommitments,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 9] = [
        Self::Chair,
        Self::Clerk,
        Self::Member,
        Self::Respondent,
        Self::Operator,
        Self::Captioner,
        Self::Observer,
        Self::Display,
        Self::Owner,
    ];

    /// What the role may do beyond its own things.
    #[must_use]
    pub const fn capabilities(self) -> &'static [Capability] {
        use Capability as C;
        match self {
            Self::Chair => &[
                C::ConductSession,
                C::ConductAgenda,
                C::ConductFloor,
                C::ManagePeople,
                C::RequestFloor,
                C::RequestForAnyone,
                C::ModerateThreads,
                C::PublishPost,
                C::RecordStatements,
                C::ConductPolls,
                C::ConductScreens,
                C::Vote,
                C::FollowUp,
            ],
            Self::Clerk => &[
                C::ConductSession,
                C::ConductAgenda,
                C::ConductFloor,
                C::ManagePeople,
                C::RequestFloor,
                C::RequestForAnyone,
                C::ModerateThreads,
                C::PublishPost,
                C::RecordStatements,
                C::ConductPolls,
                C::ConductScreens,
                C::FollowUp,
            ],
            Self::Member => &[C::RequestFloor, C::PublishPost, C::Vote],
            Self::Respondent => &[C::RequestFloor, C::PublishPost, C::OwnCommitments],
            Self::Operator => &[C::RequestFloor, C::RequestForVenue, C::PublishPost],
            Self::Captioner => &[C::RecordStatements, C::Caption],
            Self::Observer | Self::Display => &[],
            Self::Owner => &[C::OwnCommitments],
        }
    }

    /// Whether the role has this right.
    #[must_use]
    pub fn may(self, capability: Capability) -> bool {
        self.capabilities().contains(&capability)
    }

    /// Whether the quorum counts people of this role: the members of the body, its chair among them (SPEC D103).
    #[must_use]
    pub const fn counts_for_quorum(self) -> bool {
        matches!(self, Self::Chair | Self::Member)
    }

    /// Whether people of this role take part in the session: may see it, and be there. Others see what is said to be
    /// theirs and nothing else (SPEC D142).
    #[must_use]
    pub const fn has_session(self) -> bool {
        !matches!(self, Self::Owner)
    }

    /// Whether somebody sits behind the connection: a big screen shows, and is nobody who could be there (SPEC D104).
    #[must_use]
    pub const fn is_a_person(self) -> bool {
        !matches!(self, Self::Display)
    }

    /// What the role may see, if it sees the session ([`Role::has_session`]).
    #[must_use]
    pub const fn audience(self) -> Audience {
        match self {
            Self::Chair | Self::Clerk => Audience::Moderators,
            Self::Member | Self::Respondent | Self::Operator | Self::Captioner => Audience::Members,
            Self::Observer | Self::Display | Self::Owner => Audience::Public,
        }
    }
}

/// What each command takes beyond one's own things; those of one's own things take what made the thing.
const COMMANDS: &[(&str, &[Capability])] = {
    use Capability as C;
    &[
        ("open_session", &[C::ConductSession]),
        ("call_recess", &[C::ConductSession]),
        ("resume_session", &[C::ConductSession]),
        ("adjourn_session", &[C::ConductSession]),
        ("seal_session", &[C::ConductSession]),
        ("amend_rules", &[C::ConductSession]),
        ("complete_step", &[C::ConductSession]),
        ("add_item", &[C::ConductAgenda]),
        ("edit_item", &[C::ConductAgenda]),
        ("move_item", &[C::ConductAgenda]),
        ("start_item", &[C::ConductAgenda]),
        ("finish_item", &[C::ConductAgenda]),
        ("defer_item", &[C::ConductAgenda]),
        ("conclude_item", &[C::ConductAgenda]),
        ("request_floor", &[C::RequestFloor]),
        ("add_point", &[C::RequestFloor]),
        ("withdraw_request", &[C::RequestFloor]),
        ("defer_request", &[C::RequestFloor]),
        ("deny_request", &[C::ConductFloor]),
        ("restore_request", &[C::RequestFloor]),
        ("move_request", &[C::ConductFloor]),
        ("last_word", &[C::ConductFloor]),
        ("open_queue", &[C::ConductFloor]),
        ("close_queue", &[C::ConductFloor]),
        ("call_speaker", &[C::ConductFloor]),
        ("recall_call", &[C::ConductFloor]),
        ("ready", &[C::RequestFloor]),
        ("pass_request", &[C::ConductFloor]),
        ("grant_floor", &[C::ConductFloor]),
        ("release_floor", &[C::RequestFloor]),
        ("end_turn", &[C::ConductFloor]),
        ("revoke_turn", &[C::ConductFloor]),
        ("pause_turn", &[C::ConductFloor]),
        ("resume_turn", &[C::ConductFloor]),
        ("extend_turn", &[C::ConductFloor]),
        ("yield_floor", &[C::ConductFloor]),
        ("restore_turn", &[C::ConductFloor]),
        ("open_thread", &[C::ModerateThreads]),
        ("close_thread", &[C::ModerateThreads]),
        ("reopen_thread", &[C::ModerateThreads]),
        ("publish_post", &[C::PublishPost]),
        ("revise_post", &[C::PublishPost]),
        ("withdraw_post", &[C::PublishPost]),
        ("hide_post", &[C::ModerateThreads]),
        ("show_post", &[C::ModerateThreads]),
        ("approve_post", &[C::ModerateThreads]),
        ("endorse_post", &[C::PublishPost]),
        ("pin_post", &[C::ModerateThreads]),
        ("unpin_post", &[C::ModerateThreads]),
        ("answer_post", &[C::ModerateThreads]),
        ("raise_post", &[C::RequestFloor]),
        ("record_statement", &[C::RecordStatements, C::RequestFloor]),
        ("revise_statement", &[C::RecordStatements, C::RequestFloor]),
        ("confirm_statement", &[C::RequestFloor]),
        ("record_commitment", &[C::FollowUp]),
        ("report_commitment", &[C::OwnCommitments, C::FollowUp]),
        ("verify_commitment", &[C::RequestFloor, C::FollowUp]),
        ("reopen_commitment", &[C::FollowUp]),
        ("withdraw_commitment", &[C::FollowUp]),
        ("open_poll", &[C::ConductPolls]),
        ("vote", &[C::Vote]),
        ("close_poll", &[C::ConductPolls]),
        ("show_scene", &[C::ConductScreens]),
        ("remove", &[C::ManagePeople]),
        ("change_role", &[C::ManagePeople]),
        ("sign_in", &[C::RequestForVenue, C::RequestForAnyone]),
        ("caption", &[C::Caption]),
    ]
};

impl Role {
    /// The commands, and `caption`, that make sense for the role; what `welcome` tells the client.
    #[must_use]
    pub fn commands(self) -> Vec<&'static str> {
        let may = |needed: &&[Capability]| needed.iter().any(|capability| self.may(*capability));
        COMMANDS
            .iter()
            .filter(|(_, needed)| may(needed))
            .map(|(name, _)| *name)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::COMMANDS;
    use crate::domain::command::Command;

    #[test]
    fn d2_the_table_of_rights_has_every_command() {
        let named: Vec<&str> = COMMANDS
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| *name != "caption")
            .collect();
        assert_eq!(named, Command::TYPES);
    }
}
