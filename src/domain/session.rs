//! The state that decisions need, and what is decided on it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::act::{Act, Actor, Order};
use super::agenda::Agenda;
use super::command::{Command, Link};
use super::commitments::Commitment;
use super::event::{Event, VenueKind};
use super::floor::{Left, Request};
use super::forms::FormName;
use super::ids::{
    CommitmentId, ItemId, ParticipantId, PollId, PostId, RequestId, StatementId, StepId, ThreadId, TurnId, VenueId,
};
use super::limits::SessionLimits;
use super::people::Participant;
use super::polls::Poll;
use super::posts::Post;
use super::preparation::Step;
use super::queue::Queue;
use super::refusal::{Code, Refusal};
use super::role::Role;
use super::rules::Rules;
use super::statements::Statement;
use super::texts::Texts;
use super::threads::Thread;
use super::turn::{PastTurn, Turn};
use crate::time::Timestamp;

/// The stage a session is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// 筹备
    Draft,
    /// 进行中
    Open,
    /// 休会
    Recess,
    /// 闭会
    Adjourned,
    /// 已封存
    Sealed,
}

/// A venue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Venue {
    pub id: VenueId,
    pub name: String,
    pub kind: VenueKind,
    pub links: Vec<Link>,
}

/// What the journal counts; posts are counted for each audience from the threads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    pub participants: u64,
    pub turns: u64,
    pub statements: u64,
    /// Big screens, of the participants.
    pub screens: u64,
    /// People who are there; a big screen is nobody.
    pub arrived: u64,
    /// Of those who arrived: chairs and members, whom the quorum counts.
    pub quorate: u64,
}

impl Counts {
    /// Somebody of this role takes part.
    pub(super) fn joins(&mut self, role: Role) {
        self.participants += u64::from(role.has_session());
        self.screens += u64::from(!role.is_a_person());
    }

    /// Somebody of this role takes part no more.
    pub(super) fn leaves(&mut self, role: Role) {
        self.participants = self.participants.saturating_sub(u64::from(role.has_session()));
        self.screens = self.screens.saturating_sub(u64::from(!role.is_a_person()));
    }

    /// Somebody of this role is there.
    pub(super) fn here(&mut self, role: Role) {
        self.arrived += u64::from(role.is_a_person());
        self.quorate += u64::from(role.counts_for_quorum());
    }

    /// Somebody of this role is there no more.
    pub(super) fn gone(&mut self, role: Role) {
        self.arrived = self.arrived.saturating_sub(u64::from(role.is_a_person()));
        self.quorate = self.quorate.saturating_sub(u64::from(role.counts_for_quorum()));
    }
}

/// One consultation, folded from its journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub(super) id: Uuid,
    pub(super) head: u64,
    pub(super) at: Timestamp,
    pub(super) phase: Phase,
    pub(super) form: FormName,
    pub(super) form_version: u64,
    pub(super) rules: Rules,
    pub(super) starts_at: Option<Timestamp>,
    pub(super) opened_at: Option<Timestamp>,
    pub(super) parent: Option<Uuid>,
    pub(super) venues: Vec<Venue>,
    pub(super) people: Vec<Participant>,
    pub(super) agenda: Agenda,
    pub(super) queues: BTreeMap<ItemId, Queue>,
    pub(super) requests: BTreeMap<RequestId, Request>,
    /// Those that left without a turn, and can come back.
    pub(super) past_requests: BTreeMap<RequestId, (Request, Left)>,
    /// They in the order in which they left.
    pub(super) departures: VecDeque<RequestId>,
    /// How many requests stand where a moderator put them.
    pub(super) placed: usize,
    /// The request that is called or ready.
    pub(super) called: Option<RequestId>,
    /// The turns that hold, pause or wait, the innermost last.
    pub(super) floor: Vec<Turn>,
    pub(super) past_turns: BTreeMap<TurnId, PastTurn>,
    /// The sectors with the place of each in the list below; people without one are at place 0.
    pub(super) sectors: BTreeMap<Arc<str>, usize>,
    /// Ended turns of the people of each sector.
    pub(super) heard_by_sector: Vec<u64>,
    /// Ended turns of the people of each venue, by its number; those without one under 0.
    pub(super) heard_by_venue: Vec<u64>,
    pub(super) steps: BTreeMap<StepId, Step>,
    pub(super) polls: BTreeMap<PollId, Poll>,
    pub(super) threads: BTreeMap<ThreadId, Thread>,
    pub(super) posts: BTreeMap<PostId, Post>,
    /// Who holds with which post.
    pub(super) endorsements: BTreeSet<(PostId, ParticipantId)>,
    /// The statements that answered posts.
    pub(super) answers: BTreeMap<PostId, StatementId>,
    /// The requests that were made with posts.
    pub(super) raised: BTreeMap<PostId, Vec<RequestId>>,
    /// The entries that added points to such requests.
    pub(super) raised_points: BTreeMap<RequestId, Vec<u64>>,
    pub(super) statements: BTreeMap<StatementId, Statement>,
    /// They, by the turns in which they were spoken.
    pub(super) spoken: BTreeSet<(TurnId, StatementId)>,
    pub(super) commitments: BTreeMap<CommitmentId, Commitment>,
    /// Entries whose words moderators alone see.
    pub(super) hidden: BTreeSet<u64>,
    /// Entries whose words were erased.
    pub(super) erased: BTreeSet<u64>,
    pub(super) counts: Counts,
    pub(super) texts: Texts,
}

impl Default for Session {
    /// A session before its first entry.
    fn default() -> Self {
        Self {
            id: Uuid::nil(),
            head: 0,
            at: Timestamp::default(),
            phase: Phase::Draft,
            form: FormName::meeting(),
            form_version: 0,
            rules: Rules::default(),
            starts_at: None,
            opened_at: None,
            parent: None,
            venues: Vec::new(),
            people: Vec::new(),
            agenda: Agenda::default(),
            queues: BTreeMap::new(),
            requests: BTreeMap::new(),
            past_requests: BTreeMap::new(),
            departures: VecDeque::new(),
            placed: 0,
            called: None,
            floor: Vec::new(),
            past_turns: BTreeMap::new(),
            sectors: BTreeMap::new(),
            heard_by_sector: Vec::new(),
            heard_by_venue: Vec::new(),
            steps: BTreeMap::new(),
            polls: BTreeMap::new(),
            threads: BTreeMap::new(),
            posts: BTreeMap::new(),
            endorsements: BTreeSet::new(),
            answers: BTreeMap::new(),
            raised: BTreeMap::new(),
            raised_points: BTreeMap::new(),
            statements: BTreeMap::new(),
            spoken: BTreeSet::new(),
            commitments: BTreeMap::new(),
            hidden: BTreeSet::new(),
            erased: BTreeSet::new(),
            counts: Counts::default(),
            texts: Texts::default(),
        }
    }
}

impl Session {
    /// The session's id.
    #[must_use]
    pub const fn id(&self) -> Uuid {
        self.id
    }

    /// The number of the last entry.
    #[must_use]
    pub const fn head(&self) -> u64 {
        self.head
    }

    /// When the last entry happened. Nothing happens before it.
    #[must_use]
    pub const fn at(&self) -> Timestamp {
        self.at
    }

    /// The stage it is in.
    #[must_use]
    pub const fn phase(&self) -> Phase {
        self.phase
    }

    /// The title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.texts.title
    }

    pub(super) fn venue_named(&self, name: &str) -> Option<VenueId> {
        self.venues
            .iter()
            // One whose name was erased is not found by none.
            .find(|venue| venue.name == name && !name.is_empty())
            .map(|venue| venue.id)
    }

    /// What an act makes of the session, or why nothing.
    ///
    /// # Errors
    /// The refusal; the session is as before either way.
    pub fn decide(&self, act: &Act, limits: &SessionLimits) -> Result<Event, Refusal> {
        match (&act.order, act.actor) {
            (Order::Command(command), Actor::Participant(by)) => self.decide_command(by, act, command, limits),
            (Order::Command(_), Actor::Convener | Actor::Clock) => Err(Code::NotPermitted.into()),
            (Order::RenewSeat(participant), _) => self.decide_renew(act, *participant),
            (Order::RevokeSeat(participant), _) => self.decide_revoke(act, *participant),
            (Order::Erase { seqs, reason }, actor) => self.decide_erase(actor, seqs, reason, limits),
            (Order::Deadline(deadline), _) => self.decide_deadline(act, *deadline),
            (Order::Attendance { arrived, departed }, Actor::Clock) => self.decide_attendance(arrived, departed),
            (Order::Drop { turn, went }, Actor::Clock) => self.decide_dropped(act.at, *turn, *went),
            (Order::Recover { turn }, Actor::Clock) => self.decide_recovered(*turn),
            (Order::Attendance { .. } | Order::Drop { .. } | Order::Recover { .. }, _) => {
                Err(Code::NotPermitted.into())
            }
        }
    }

    fn decide_command(
        &self,
        by: ParticipantId,
        act: &Act,
        command: &Command,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        let Act { at, connected, .. } = *act;
        self.role_of(by)?;
        match command {
            Command::OpenSession { reason } => self.decide_open(by, reason.as_deref(), limits),
            Command::CallRecess {} => self.decide_recess(by),
            Command::ResumeSession {} => self.decide_resume(by),
            Command::AdjournSession {} => self.decide_adjourn(by),
            Command::SealSession {} => self.decide_seal(by),
            Command::AmendRules { rules, reason } => self.decide_amend(by, rules, reason, limits),
            Command::CompleteStep { step, note } => self.decide_complete(by, *step, note.as_deref(), limits),
            Command::AddItem { .. }
            | Command::EditItem { .. }
            | Command::MoveItem { .. }
            | Command::StartItem { .. }
            | Command::FinishItem { .. }
            | Command::DeferItem { .. }
            | Command::ConcludeItem { .. } => self.decide_agenda(by, command, limits),
            Command::RequestFloor { .. }
            | Command::AddPoint { .. }
            | Command::WithdrawRequest { .. }
            | Command::DeferRequest { .. }
            | Command::DenyRequest { .. }
            | Command::RestoreRequest { .. }
            | Command::MoveRequest { .. }
            | Command::LastWord { .. }
            | Command::OpenQueue { .. }
            | Command::CloseQueue { .. } => self.decide_queue(by, command, limits),
            Command::CallSpeaker { .. }
            | Command::RecallCall { .. }
            | Command::Ready { .. }
            | Command::PassRequest { .. }
            | Command::GrantFloor { .. } => self.decide_floor(by, command, connected, limits),
            Command::ReleaseFloor { .. }
            | Command::EndTurn { .. }
            | Command::RevokeTurn { .. }
            | Command::PauseTurn { .. }
            | Command::ResumeTurn { .. }
            | Command::ExtendTurn { .. }
            | Command::YieldFloor { .. }
            | Command::RestoreTurn { .. } => self.decide_turn(by, at, command, connected, limits),
            Command::OpenThread { .. } | Command::CloseThread { .. } | Command::ReopenThread { .. } => {
                self.decide_threads(by, command, limits)
            }
            Command::PublishPost { .. } | Command::RevisePost { .. } | Command::WithdrawPost { .. } => {
                self.decide_posts(by, command, limits)
            }
            Command::HidePost { .. }
            | Command::ShowPost { .. }
            | Command::ApprovePost { .. }
            | Command::PinPost { .. }
            | Command::UnpinPost { .. } => self.decide_moderation(by, command, limits),
            Command::EndorsePost { .. } | Command::AnswerPost { .. } | Command::RaisePost { .. } => {
                self.decide_response(by, command, limits)
            }
            Command::RecordStatement { turn, text } => self.decide_record(by, *turn, text, limits),
            Command::ReviseStatement {
                statement,
                text,
                reason,
            } => self.decide_revise(by, *statement, text, reason, limits),
            Command::ConfirmStatement { statement, version } => self.decide_confirm(by, *statement, *version),
            Command::RecordCommitment { .. }
            | Command::ReportCommitment { .. }
            | Command::VerifyCommitment { .. }
            | Command::ReopenCommitment { .. }
            | Command::WithdrawCommitment { .. } => self.decide_commitments(by, command, limits),
            Command::OpenPoll { .. } | Command::Vote { .. } | Command::ClosePoll { .. } => {
                self.decide_polls(by, command, limits)
            }
            Command::ShowScene { scene } => self.decide_scene(by, at, scene.as_ref(), limits),
            Command::SignIn { participants } => self.decide_sign_in(by, participants, limits),
            Command::Remove { participant, reason } => self.decide_remove(by, at, *participant, reason, limits),
            Command::ChangeRole { participant, role } => self.decide_change_role(by, at, *participant, *role),
        }
    }

    pub(super) fn not_sealed(&self) -> Result<(), Refusal> {
        if self.phase == Phase::Sealed {
            Err(Code::Sealed.into())
        } else {
            Ok(())
        }
    }

    pub(super) fn in_phase(&self, phases: &[Phase]) -> Result<(), Refusal> {
        if phases.contains(&self.phase) {
            return Ok(());
        }
        self.not_sealed()?;
        Err(Code::WrongPhase.into())
    }
}
