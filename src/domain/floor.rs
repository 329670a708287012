//! The floor: calling those who wait and granting it, one at a time.

use super::command::{Command, RequestKind};
use super::discipline::{Arrival, Placed};
use super::event::Event;
use super::ids::{ItemId, ParticipantId, PostId, RequestId, TurnId};
use super::limits::SessionLimits;
use super::refusal::{Code, Refusal};
use super::role::Capability;
use super::session::{Phase, Session};
use super::touched::{Place, Touched};
use super::turn::{Turn, TurnState, Warned};
use super::words;
use crate::time::Timestamp;

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RequestState {
    Waiting,
    /// Called at this moment; passed if nobody is ready in time.
    Called(Timestamp),
    Ready,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    pub item: ItemId,
    pub kind: RequestKind,
    pub speaker: ParticipantId,
    pub asked_by: ParticipantId,
    /// The turn that a reply answers.
    pub answers: Option<TurnId>,
    /// The post that it was made with.
    pub post: Option<PostId>,
    pub state: RequestState,
    /// When it last came into the queue.
    pub arrived: Arrival,
    /// Whether no discipline puts another before it.
    pub safe: bool,
    /// Where a moderator put it, until it leaves.
    pub placed: Placed,
    pub placed_by: Option<ParticipantId>,
}

/// How a request left without a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    Withdrawn,
    Denied,
    /// Called and absent.
    Passed,
    /// Its item ended.
    Expired,
}

/// A holding turn and two interruptions above it (domain.md, "The turn").
const TURNS_ABOVE_EACH_OTHER: usize = 3;

impl Session {
    /// The innermost turn.
    pub(super) fn innermost(&self) -> Option<TurnId> {
        self.floor.last().map(|turn| turn.id)
    }

    /// Judged before everything else, so that a late command harms nobody (SPEC D8).
    pub(super) fn expects_turn(&self, expected: Option<TurnId>) -> Result<(), Refusal> {
        if self.innermost() == expected {
            return Ok(());
        }
        Err(Refusal {
            current_turn: self.innermost(),
            ..Code::StaleTurn.into()
        })
    }

    pub(super) fn decide_floor(
        &self,
        by: ParticipantId,
        command: &Command,
        connected: bool,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        if let Command::CallSpeaker { expect_turn, .. } | Command::GrantFloor { expect_turn, .. } = command {
            self.expects_turn(*expect_turn)?;
        }
        match command {
            Command::Ready { request } => self.decide_ready(by, *request, connected),
            Command::CallSpeaker { request, reason, .. } => {
                self.conducts_floor(by)?;
                words::optional(reason.as_deref(), limits.reason_chars_max)?;
                match self.callable(*request)?.state {
                    RequestState::Waiting => Ok(Event::RequestCalled {
                        request: *request,
                        recalled: self.called,
                        passed_over: self.waiting_before(*request),
                        reason: reason.clone(),
                    }),
                    RequestState::Called(_) | RequestState::Ready => Err(Code::Unchanged.into()),
                }
            }
            Command::RecallCall { request } => {
                self.conducts_floor(by)?;
                self.not_sealed()?;
                match self.request(*request)?.state {
                    RequestState::Waiting => Err(Code::Unchanged.into()),
                    RequestState::Called(_) | RequestState::Ready => Ok(Event::CallRecalled { request: *request }),
                }
            }
            Command::PassRequest { request } => {
                self.conducts_floor(by)?;
                self.not_sealed()?;
                match self.request(*request)?.state {
                    RequestState::Waiting => Err(Code::WrongPhase.into()),
                    RequestState::Called(_) | RequestState::Ready => Ok(Event::RequestPassed { request: *request }),
                }
            }
            Command::GrantFloor { request, reason, .. } => {
                self.conducts_floor(by)?;
                words::optional(reason.as_deref(), limits.reason_chars_max)?;
                let waits = self.callable(*request)?.state == RequestState::Waiting;
                let passed_over = if waits { self.waiting_before(*request) } else { 0 };
                self.grant(*request, connected, passed_over, reason.clone())
            }
            _ => Err(Code::UnknownCommand.into()),
        }
    }

    pub(super) fn conducts_floor(&self, by: ParticipantId) -> Result<(), Refusal> {
        self.require(by, Capability::ConductFloor)
    }

    /// A live request of the active item, in an open session.
    fn callable(&self, request: RequestId) -> Result<&Request, Refusal> {
        self.in_phase(&[Phase::Open])?;
        let own = self.request(request)?;
        if self.agenda.active == Some(own.item) {
            Ok(own)
        } else {
            Err(Code::WrongPhase.into())
        }
    }

    /// How many wait before a request for its item.
    pub(super) fn waiting_before(&self, request: RequestId) -> u64 {
        let item = self.requests.get(&request).map(|own| own.item);
        let Some(queue) = item.and_then(|item| self.queues.get(&item)) else {
            return 0;
        };
        let before = queue.order.iter().take_while(|other| **other != request);
        let waits = |id: &&RequestId| {
            self.requests
                .get(id)
                .is_some_and(|own| own.state == RequestState::Waiting)
        };
        before.filter(waits).count() as u64
    }

    fn decide_ready(&self, by: ParticipantId, request: RequestId, connected: bool) -> Result<Event, Refusal> {
        self.not_sealed()?;
        let own = self.request(request)?;
        if !self.acts_for(by, own.speaker, own.asked_by) {
            return Err(Code::NotPermitted.into());
        }
        match own.state {
            RequestState::Waiting => Err(Code::WrongPhase.into()),
            RequestState::Ready => Err(Code::Unchanged.into()),
            RequestState::Called(_) if self.floor.is_empty() && self.phase == Phase::Open => {
                self.grant(request, connected, 0, None)
            }
            RequestState::Called(_) => Ok(Event::SpeakerReady { request }),
        }
    }

    /// The grant of a request, if the floor lets it in.
    fn grant(
        &self,
        request: RequestId,
        connected: bool,
        passed_over: u64,
        reason: Option<String>,
    ) -> Result<Event, Refusal> {
        let own = self.request(request)?;
        Ok(Event::FloorGranted {
            request,
            speaker: own.speaker,
            item: own.item,
            kind: own.kind,
            limit_ms: self.limit_for(own.item, own.kind),
            interrupts: self.let_in(own.speaker, own.kind)?,
            recalled: self.called.filter(|called| *called != request),
            passed_over,
            reason,
            unconnected: !connected,
        })
    }

    /// The turn that a new one of this kind interrupts, if the floor lets it in at all.
    pub(super) fn let_in(&self, speaker: ParticipantId, kind: RequestKind) -> Result<Option<TurnId>, Refusal> {
        let interrupts = self.innermost();
        let holds_already = self.floor.iter().any(|turn| turn.speaker == speaker);
        let room = self.floor.len() < TURNS_ABOVE_EACH_OTHER;
        if interrupts.is_some() && (!kind.interrupts() || !room || holds_already) {
            return Err(Code::FloorTaken.into());
        }
        Ok(interrupts)
    }

    /// A kind's limit goes before the item's, which goes before the rule for all.
    fn limit_for(&self, item: ItemId, kind: RequestKind) -> u64 {
        let limits = &self.rules.kind_limits_ms;
        let by_kind = match kind {
            RequestKind::PointOfOrder => limits.point_of_order,
            RequestKind::Question => limits.question,
            RequestKind::Reply => limits.reply,
            RequestKind::Prepared => limits.prepared,
            RequestKind::Impromptu => limits.impromptu,
        };
        let by_item = self.agenda.items.get(&item).and_then(|item| item.limit_ms);
        by_kind.or(by_item).unwrap_or(self.rules.turn_limit_ms)
    }

    fn set_request_state(&mut self, id: RequestId, state: RequestState, touched: &mut Touched) {
        if let Some(request) = self.requests.get_mut(&id) {
            request.state = state;
            touched.mark(Place::Request(id));
            touched.mark(Place::Queue(request.item));
        }
    }

    pub(super) fn apply_called(
        &mut self,
        at: Timestamp,
        request: RequestId,
        recalled: Option<RequestId>,
        touched: &mut Touched,
    ) {
        if let Some(recalled) = recalled {
            self.put_back(recalled, touched);
        }
        self.called = Some(request);
        self.set_request_state(request, RequestState::Called(at), touched);
    }

    pub(super) fn put_back(&mut self, request: RequestId, touched: &mut Touched) {
        self.called = None;
        self.set_request_state(request, RequestState::Waiting, touched);
    }

    pub(super) fn apply_ready(&mut self, request: RequestId, touched: &mut Touched) {
        self.set_request_state(request, RequestState::Ready, touched);
    }

    pub(super) fn apply_granted(&mut self, seq: u64, at: Timestamp, event: &Event, touched: &mut Touched) {
        let Event::FloorGranted {
            request,
            speaker,
            item,
            kind,
            limit_ms,
            interrupts,
            recalled,
            unconnected,
            ..
        } = event
        else {
            return;
        };
        if let Some(recalled) = recalled {
            self.put_back(*recalled, touched);
        }
        let granted = self.drop_request(*request, touched);
        self.texts.forget_request(*request);
        if let Some(interrupted) = interrupts {
            self.interrupt(at, *interrupted, touched);
        }
        let turn = Turn {
            id: TurnId(seq),
            item: *item,
            request: *request,
            speaker: *speaker,
            asked_by: granted.as_ref().map_or(*speaker, |request| request.asked_by),
            kind: *kind,
            answers: granted.and_then(|request| request.answers),
            state: TurnState::Holding { since: at },
            limit_ms: *limit_ms,
            spent_ms: 0,
            warned: Warned::No,
            unconnected: *unconnected,
        };
        self.begin_turn(turn, touched);
    }

    /// Puts a new turn on the floor.
    pub(super) fn begin_turn(&mut self, turn: Turn, touched: &mut Touched) {
        touched.mark(Place::Turn(turn.id));
        touched.mark(Place::Floor);
        touched.mark(Place::Counts);
        self.floor.push(turn);
        self.counts.turns += 1;
    }
}
