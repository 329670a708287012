//! What becomes of a request while it waits: points, withdrawal, deferral, denial, moves, and its return.

use super::agenda::ItemState;
use super::budget;
use super::command::Command;
use super::discipline::{self, Placed};
use super::event::Event;
use super::floor::{Left, Request, RequestState};
use super::ids::{ParticipantId, RequestId};
use super::limits::SessionLimits;
use super::refusal::{Code, Refusal};
use super::role::Capability;
use super::session::{Phase, Session};
use super::touched::{Place, Touched};
use super::words;

/// How many requests that left can come back, the newest ones. No configuration: every fold must keep the same.
const RESTORABLE_MAX: usize = 1_000;

impl Request {
    /// As one that comes into a queue: it waits, unmoved and not yet safe.
    pub(super) fn wait_anew(&mut self) {
        self.state = RequestState::Waiting;
        self.safe = false;
        self.placed = Placed::Nowhere;
        self.placed_by = None;
    }
}

impl Session {
    pub(super) fn decide_waiting(
        &self,
        by: ParticipantId,
        command: &Command,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        match command {
            Command::AddPoint { request, subject } => {
                self.own_request(by, *request)?;
                words::needed(subject, limits.title_chars_max)?;
                if self.texts.points(*request).len() >= limits.points_max {
                    return Err(Code::QueueFull.into());
                }
                self.has_room(budget::POINT + budget::text(subject), limits)?;
                Ok(Event::PointAdded {
                    request: *request,
                    subject: subject.clone(),
                })
            }
            Command::WithdrawRequest { request } => {
                self.own_request(by, *request)?;
                Ok(Event::RequestWithdrawn { request: *request })
            }
            Command::DeferRequest { request } => self.decide_defer(by, *request),
            Command::DenyRequest { request, reason } => {
                self.conducts_floor(by)?;
                self.not_sealed()?;
                self.request(*request)?;
                words::needed(reason, limits.reason_chars_max)?;
                Ok(Event::RequestDenied {
                    request: *request,
                    reason: reason.clone(),
                })
            }
            Command::RestoreRequest { request } => self.decide_restore(by, *request, limits),
            Command::MoveRequest {
                request,
                before,
                reason,
            } => self.decide_move(by, *request, *before, reason, limits),
            Command::LastWord { request } => {
                self.conducts_floor(by)?;
                self.not_sealed()?;
                let own = self.request(*request)?;
                if own.kind.passes_closed_queues() {
                    return Err(Refusal::because(
                        Code::WrongPhase,
                        "A point of order goes first, never last.",
                    ));
                }
                if own.state != RequestState::Waiting {
                    return Err(Code::WrongPhase.into());
                }
                if matches!(own.placed, Placed::Last { .. }) {
                    return Err(Code::Unchanged.into());
                }
                Ok(Event::LastWordGiven { request: *request })
            }
            _ => Err(Code::UnknownCommand.into()),
        }
    }

    /// A request of one's own, or one that one asked for.
    fn own_request(&self, by: ParticipantId, request: RequestId) -> Result<&Request, Refusal> {
        self.not_sealed()?;
        let own = self.request(request)?;
        if self.acts_for(by, own.speaker, own.asked_by) {
            Ok(own)
        } else {
            Err(Code::NotPermitted.into())
        }
    }

    fn decide_defer(&self, by: ParticipantId, request: RequestId) -> Result<Event, Refusal> {
        let own = self.own_request(by, request)?;
        if own.state == RequestState::Waiting {
            let mut standings = self.standings(own.item);
            let before: Vec<RequestId> = standings.iter().map(|own| own.id).collect();
            discipline::let_go(&mut standings, request, self.head + 1);
            if let Some(own) = standings.iter_mut().find(|own| own.id == request) {
                (own.arrived, own.safe, own.placed) = ((self.head + 1, 0), false, Placed::Nowhere);
            }
            if discipline::order(&standings, self.rules.discipline) == before {
                return Err(Code::Unchanged.into());
            }
        }
        Ok(Event::RequestDeferred { request })
    }

    /// Moderators bring back whoever left without a turn and not by his own wish; people bring back their own, where
    /// they were passed or thought better of it.
    fn decide_restore(&self, by: ParticipantId, request: RequestId, limits: &SessionLimits) -> Result<Event, Refusal> {
        if self.requests.contains_key(&request) {
            return Err(Code::Unchanged.into());
        }
        let (own, left) = self.past_requests.get(&request).ok_or(Code::NotFound)?;
        self.in_phase(&[Phase::Draft, Phase::Open, Phase::Recess])?;
        let moderates = self.role_of(by)?.may(Capability::ConductFloor);
        let acts = self.acts_for(by, own.speaker, own.asked_by);
        let permitted = match left {
            Left::Withdrawn => acts,
            Left::Passed => acts || moderates,
            Left::Denied | Left::Expired => moderates,
        };
        if !permitted {
            return Err(Code::NotPermitted.into());
        }
        self.may_speak(own.speaker, own.kind)?;
        if self.item(own.item)?.state == ItemState::Finished {
            return Err(Code::WrongPhase.into());
        }
        let open = self.queues.get(&own.item).is_some_and(|queue| queue.open);
        if !open && !moderates && !own.kind.passes_closed_queues() {
            return Err(Code::QueueClosed.into());
        }
        self.has_place(own.speaker, own.item, own.kind, limits)?;
        self.has_room(self.texts.past_request_bytes(request), limits)?;
        Ok(Event::RequestRestored { request })
    }

    fn decide_move(
        &self,
        by: ParticipantId,
        request: RequestId,
        before: Option<RequestId>,
        reason: &str,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        self.conducts_floor(by)?;
        self.not_sealed()?;
        let own = self.request(request)?;
        if let Some(before) = before
            && self.request(before)?.item != own.item
        {
            return Err(Code::NotFound.into());
        }
        words::needed(reason, limits.reason_chars_max)?;
        self.has_room(budget::text(reason), limits)?;
        if own.state != RequestState::Waiting {
            return Err(Code::WrongPhase.into());
        }
        if before == Some(request) {
            return Err(Code::Unchanged.into());
        }
        let mut standings = self.standings(own.item);
        let order: Vec<RequestId> = standings.iter().map(|own| own.id).collect();
        discipline::move_to(&mut standings, request, before, self.head + 1);
        if discipline::order(&standings, self.rules.discipline) == order {
            return Err(Code::Unchanged.into());
        }
        Ok(Event::RequestMoved {
            request,
            before,
            reason: reason.to_owned(),
        })
    }

    pub(super) fn apply_waiting(&mut self, seq: u64, by: Option<ParticipantId>, event: &Event, touched: &mut Touched) {
        match event {
            Event::PointAdded { request, subject } => {
                self.texts.add_point(*request, subject.clone());
                self.note_raised_point(seq, *request);
                touched.mark(Place::Request(*request));
            }
            Event::RequestWithdrawn { request } => self.leave_queue(*request, Left::Withdrawn, touched),
            Event::RequestPassed { request } => self.leave_queue(*request, Left::Passed, touched),
            Event::RequestDenied { request, .. } => self.leave_queue(*request, Left::Denied, touched),
            Event::RequestDeferred { request } => {
                if let Some(mut own) = self.drop_request(*request, touched) {
                    own.arrived = (seq, 0);
                    own.wait_anew();
                    self.texts.set_move_reason(*request, None);
                    self.enqueue(*request, own, touched);
                }
            }
            Event::RequestRestored { request } => {
                if let Some((mut own, _)) = self.past_requests.remove(request) {
                    own.arrived = (seq, 0);
                    own.wait_anew();
                    self.texts.recall_request(*request);
                    self.enqueue(*request, own, touched);
                }
            }
            Event::RequestMoved {
                request,
                before,
                reason,
            } => {
                let Some(item) = self.requests.get(request).map(|own| own.item) else {
                    return;
                };
                self.place(item, |standings| discipline::move_to(standings, *request, *before, seq));
                self.note_placed(*request, by, Some(reason.clone()), touched);
            }
            Event::LastWordGiven { request } => {
                let Some(item) = self.requests.get(request).map(|own| own.item) else {
                    return;
                };
                self.step_aside(*request, item);
                self.put(*request, Placed::Last { seq });
                self.note_placed(*request, by, None, touched);
            }
            _ => {}
        }
    }

    fn note_placed(
        &mut self,
        request: RequestId,
        by: Option<ParticipantId>,
        reason: Option<String>,
        touched: &mut Touched,
    ) {
        let Some(own) = self.requests.get_mut(&request) else {
            return;
        };
        own.placed_by = by;
        let item = own.item;
        self.texts.set_move_reason(request, reason);
        touched.mark(Place::Queue(item));
        touched.mark(Place::Request(request));
    }

    /// Takes a request out of its queue, so that it can come back.
    pub(super) fn leave_queue(&mut self, request: RequestId, left: Left, touched: &mut Touched) {
        if let Some(own) = self.drop_request(request, touched) {
            self.texts.shelve_request(request);
            self.past_requests.insert(request, (own, left));
            self.departures.push_back(request);
        }
        // Those that came back stand there as well, for when they left before.
        while self.departures.len() > RESTORABLE_MAX {
            let Some(earliest) = self.departures.pop_front() else {
                return;
            };
            if !self.departures.contains(&earliest) && self.past_requests.remove(&earliest).is_some() {
                self.texts.forget_shelved(earliest);
            }
        }
    }
}
