//! The queues: who waits for which item, in which order.
//!
//! The order is kept as a list that already has every rank and every move in it: a request goes in at the end of its
//! rank, a moved one before another, and whoever is called keeps the place until the call succeeds (SPEC D5, D6).

use super::agenda::ItemState;
use super::budget;
use super::command::{Command, RequestKind};
use super::event::Event;
use super::floor::{Request, RequestState};
use super::ids::{ItemId, ParticipantId, RequestId, TurnId};
use super::limits::SessionLimits;
use super::refusal::{Code, Refusal};
use super::role::Capability;
use super::session::{Phase, Session};
use super::touched::{Place, Touched};
use super::words;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Queue {
    pub open: bool,
    /// Those that wait, and the one that is called or ready at its place.
    pub order: Vec<RequestId>,
}

impl Session {
    /// Whether the rules let a person have one more request of a kind for an item, besides those that are there and
    /// `coming` ones that are about to be.
    pub(super) fn may_wait(&self, speaker: ParticipantId, item: ItemId, kind: RequestKind, coming: usize) -> bool {
        // A point of order passes closed queues, so it is counted over all items: a few people cannot fill the session.
        let there = |request: &Request| request.item == item || kind == RequestKind::PointOfOrder;
        let same = |request: &&Request| request.speaker == speaker && request.kind == kind && there(request);
        ((self.requests.values().filter(same).count() + coming) as u64) < self.rules.requests_per_kind
    }

    pub(super) fn live_for(&self, item: ItemId) -> usize {
        self.queues.get(&item).map_or(0, |queue| queue.order.len())
    }

    /// A request that waits, is called or ready.
    pub(super) fn request(&self, request: RequestId) -> Result<&Request, Refusal> {
        self.requests.get(&request).ok_or_else(|| Code::NotFound.into())
    }

    /// Whether `by` acts for the one who wants to speak: the person, or who asked for the person and still may.
    pub(super) fn acts_for(&self, by: ParticipantId, speaker: ParticipantId, asked_by: ParticipantId) -> bool {
        by == speaker || (by == asked_by && self.may_ask_for(by, speaker))
    }

    fn may_ask_for(&self, by: ParticipantId, speaker: ParticipantId) -> bool {
        let (Ok(own), Ok(other)) = (self.present(by), self.present(speaker)) else {
            return false;
        };
        own.role.may(Capability::RequestForAnyone)
            || (own.role.may(Capability::RequestForVenue) && own.venue.is_some() && own.venue == other.venue)
    }

    pub(super) fn decide_queue(
        &self,
        by: ParticipantId,
        command: &Command,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        match command {
            Command::RequestFloor {
                item,
                kind,
                subject,
                speaker,
                replies_to,
            } => {
                let speaker = speaker.filter(|speaker| *speaker != by);
                self.decide_request(by, *item, *kind, speaker, *replies_to, limits)?;
                words::optional(subject.as_deref(), limits.title_chars_max)?;
                let person = self.person_bytes(speaker.unwrap_or(by));
                self.has_room(budget::REQUEST + budget::optional(subject.as_deref()) + person, limits)?;
                let (subject, replies_to) = (subject.clone(), *replies_to);
                Ok(Event::FloorRequested {
                    item: *item,
                    kind: *kind,
                    subject,
                    speaker,
                    replies_to,
                })
            }
            Command::WithdrawRequest { request } => {
                self.not_sealed()?;
                let own = self.request(*request)?;
                if !self.acts_for(by, own.speaker, own.asked_by) {
                    return Err(Code::NotPermitted.into());
                }
                Ok(Event::RequestWithdrawn { request: *request })
            }
            Command::MoveRequest {
                request,
                before,
                reason,
            } => self.decide_move(by, *request, *before, reason, limits),
            Command::OpenQueue { item } => self.decide_queue_open(by, *item, Event::QueueOpened { item: *item }),
            Command::CloseQueue { item } => self.decide_queue_open(by, *item, Event::QueueClosed { item: *item }),
            _ => Err(Code::UnknownCommand.into()),
        }
    }

    fn decide_request(
        &self,
        by: ParticipantId,
        item: ItemId,
        kind: RequestKind,
        speaker: Option<ParticipantId>,
        replies_to: Option<TurnId>,
        limits: &SessionLimits,
    ) -> Result<(), Refusal> {
        self.require(by, Capability::RequestFloor)?;
        // A queue that is opened before the meeting takes its first requests then.
        let open = self.queues.get(&item).is_some_and(|queue| queue.open);
        self.in_phase(if open {
            &[Phase::Draft, Phase::Open]
        } else {
            &[Phase::Open]
        })?;
        if let Some(speaker) = speaker {
            let role = self.present(speaker)?.role;
            if !self.may_ask_for(by, speaker) || !role.may(Capability::RequestFloor) {
                return Err(Code::NotPermitted.into());
            }
        }
        let state = self.item(item)?.state;
        match (kind, replies_to) {
            (RequestKind::Reply, Some(turn)) => self.turn_exists(turn)?,
            (RequestKind::Reply, None) | (_, Some(_)) => {
                return Err(Refusal::because(
                    Code::Malformed,
                    "A reply, and only a reply, names the turn it answers.",
                ));
            }
            (_, None) => {}
        }
        let point_of_order = kind == RequestKind::PointOfOrder;
        if point_of_order && state == ItemState::Finished {
            return Err(Code::WrongPhase.into());
        }
        if !open && !point_of_order {
            return Err(Code::QueueClosed.into());
        }
        if !self.may_wait(speaker.unwrap_or(by), item, kind, 0) {
            return Err(Code::AlreadyWaiting.into());
        }
        let by_rule = usize::try_from(self.rules.queue_max).unwrap_or(usize::MAX);
        let room = if point_of_order {
            limits.waiting_per_item_max
        } else {
            by_rule.min(limits.waiting_per_item_max)
        };
        if self.live_for(item) >= room || self.requests.len() >= limits.waiting_max {
            return Err(Code::QueueFull.into());
        }
        Ok(())
    }

    fn decide_move(
        &self,
        by: ParticipantId,
        request: RequestId,
        before: Option<RequestId>,
        reason: &str,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        self.require(by, Capability::ConductFloor)?;
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
        let order = self
            .queues
            .get(&own.item)
            .map(|queue| queue.order.as_slice())
            .unwrap_or_default();
        if self.moved(order, request, before) == order {
            return Err(Code::Unchanged.into());
        }
        Ok(Event::RequestMoved {
            request,
            before,
            reason: reason.to_owned(),
        })
    }

    /// `order` with `request` before `before`, or at the end, but within its rank.
    fn moved(&self, order: &[RequestId], request: RequestId, before: Option<RequestId>) -> Vec<RequestId> {
        let Some(own) = self.requests.get(&request) else {
            return order.to_vec();
        };
        if before == Some(request) {
            return order.to_vec();
        }
        let mut order: Vec<RequestId> = order.iter().copied().filter(|other| *other != request).collect();
        let rank = |id: &RequestId| self.requests.get(id).map(|other| other.kind);
        let start = order.partition_point(|other| rank(other) < Some(own.kind));
        let end = order.partition_point(|other| rank(other) <= Some(own.kind));
        let named = before
            .and_then(|before| order.iter().position(|other| *other == before))
            .unwrap_or(end);
        order.insert(named.clamp(start, end), request);
        order
    }

    fn decide_queue_open(&self, by: ParticipantId, item: ItemId, event: Event) -> Result<Event, Refusal> {
        self.require(by, Capability::ConductFloor)?;
        self.in_phase(&[Phase::Draft, Phase::Open, Phase::Recess])?;
        let state = self.item(item)?.state;
        let opens = matches!(event, Event::QueueOpened { .. });
        if self.queues.get(&item).is_some_and(|queue| queue.open == opens) {
            return Err(Code::Unchanged.into());
        }
        if opens && state == ItemState::Finished {
            return Err(Code::WrongPhase.into());
        }
        Ok(event)
    }

    pub(super) fn apply_queue_open(&mut self, item: ItemId, open: bool, touched: &mut Touched) {
        self.queues.entry(item).or_default().open = open;
        touched.mark(Place::Queue(item));
    }

    pub(super) fn apply_requested(
        &mut self,
        seq: u64,
        by: Option<ParticipantId>,
        event: &Event,
        touched: &mut Touched,
    ) {
        let (
            Event::FloorRequested {
                item,
                kind,
                subject,
                speaker,
                ..
            },
            Some(by),
        ) = (event, by)
        else {
            return;
        };
        let id = RequestId(seq);
        let request = Request {
            item: *item,
            kind: *kind,
            speaker: speaker.unwrap_or(by),
            asked_by: by,
            state: RequestState::Waiting,
            moved_by: None,
        };
        self.requests.insert(id, request);
        let person = self.person_bytes(speaker.unwrap_or(by));
        self.texts.add_request(id, subject.clone(), person);
        self.enqueue(id, *item, *kind, touched);
    }

    /// Puts a request at the end of its rank.
    fn enqueue(&mut self, id: RequestId, item: ItemId, kind: RequestKind, touched: &mut Touched) {
        let requests = &self.requests;
        let order = &mut self.queues.entry(item).or_default().order;
        let end = order.partition_point(|other| requests.get(other).is_some_and(|request| request.kind <= kind));
        order.insert(end, id);
        touched.mark(Place::Queue(item));
        touched.mark(Place::Request(id));
    }

    pub(super) fn apply_moved(
        &mut self,
        by: Option<ParticipantId>,
        request: RequestId,
        before: Option<RequestId>,
        reason: &str,
        touched: &mut Touched,
    ) {
        let Some(item) = self.requests.get(&request).map(|own| own.item) else {
            return;
        };
        let order = self
            .queues
            .get(&item)
            .map(|queue| self.moved(&queue.order, request, before))
            .unwrap_or_default();
        self.queues.entry(item).or_default().order = order;
        if let Some(own) = self.requests.get_mut(&request) {
            own.moved_by = by;
        }
        self.texts.set_move_reason(request, Some(reason.to_owned()));
        touched.mark(Place::Queue(item));
        touched.mark(Place::Request(request));
    }

    /// Takes a request out of everything.
    pub(super) fn drop_request(&mut self, id: RequestId, touched: &mut Touched) {
        let Some(request) = self.requests.remove(&id) else {
            return;
        };
        if let Some(queue) = self.queues.get_mut(&request.item) {
            queue.order.retain(|other| *other != id);
        }
        if self.called == Some(id) {
            self.called = None;
        }
        self.texts.forget_request(id);
        touched.mark(Place::Queue(request.item));
        touched.mark(Place::Request(id));
    }

    /// Lets requests wait for another item, behind those of their rank there.
    pub(super) fn carry(&mut self, carried: &[RequestId], target: ItemId, touched: &mut Touched) {
        // In the order of the queue they leave: they arrive together, in that order.
        let rank = |order: &[RequestId], id: RequestId| order.iter().position(|other| *other == id);
        let mut carried: Vec<(Option<usize>, RequestId)> = carried
            .iter()
            .filter_map(|id| {
                let from = self.requests.get(id)?.item;
                Some((rank(&self.queues.get(&from)?.order, *id), *id))
            })
            .collect();
        carried.sort_unstable();
        for (_, id) in carried {
            let Some(request) = self.requests.get_mut(&id) else {
                continue;
            };
            let (from, kind) = (request.item, request.kind);
            request.item = target;
            request.state = RequestState::Waiting;
            request.moved_by = None;
            self.texts.set_move_reason(id, None);
            if self.called == Some(id) {
                self.called = None;
            }
            if let Some(queue) = self.queues.get_mut(&from) {
                queue.order.retain(|other| *other != id);
                touched.mark(Place::Queue(from));
            }
            self.enqueue(id, target, kind, touched);
        }
    }
}
