//! The queues: who waits for which item, in which order.
//!
//! A queue keeps the order that it has, with the one who is called at the place that he has again if the call is taken
//! back. After every entry that may change it the order is made anew by the discipline, and the first ones become safe
//! (SPEC D5, D6).

use super::agenda::ItemState;
use super::budget;
use super::command::{Command, RequestKind};
use super::discipline::Placed;
use super::event::Event;
use super::floor::{Request, RequestState};
use super::ids::{ItemId, ParticipantId, PostId, RequestId, TurnId};
use super::limits::SessionLimits;
use super::refusal::{Code, Refusal};
use super::role::Capability;
use super::rules::Discipline;
use super::session::{Phase, Session};
use super::touched::{Place, Touched};
use super::words;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Queue {
    pub open: bool,
    /// Those that wait, and the one that is called or ready at its place.
    pub order: Vec<RequestId>,
    /// Whether the order is to be made anew before the entry is folded in; never set between entries.
    pub stale: bool,
    /// Whether somebody stands where arrival alone puts nobody: who is safe by another discipline, or was moved.
    pub shuffled: bool,
}

/// What somebody asks for the floor for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    pub item: ItemId,
    pub kind: RequestKind,
    /// For whom, if not for who asks.
    pub speaker: Option<ParticipantId>,
    pub replies_to: Option<TurnId>,
    pub post: Option<PostId>,
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
        own.role.may(Capability::RequestForAnyone) || own.operates_the_room_of(other)
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
                let wish = Wish {
                    item: *item,
                    kind: *kind,
                    speaker,
                    replies_to: *replies_to,
                    post: None,
                };
                self.ask(by, wish, subject.as_deref(), limits)
            }
            Command::OpenQueue { item } => self.decide_queue_open(by, *item, Event::QueueOpened { item: *item }),
            Command::CloseQueue { item } => self.decide_queue_open(by, *item, Event::QueueClosed { item: *item }),
            _ => self.decide_waiting(by, command, limits),
        }
    }

    /// A request as it is asked for, if the queue takes it.
    pub(super) fn ask(
        &self,
        by: ParticipantId,
        wish: Wish,
        subject: Option<&str>,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        let Wish {
            item,
            kind,
            speaker,
            replies_to,
            post,
        } = wish;
        self.decide_request(by, item, kind, speaker, replies_to, limits)?;
        words::optional(subject, limits.title_chars_max)?;
        let person = self.person_bytes(speaker.unwrap_or(by));
        self.has_room(budget::REQUEST + budget::optional(subject) + person, limits)?;
        Ok(Event::FloorRequested {
            item,
            kind,
            subject: subject.map(str::to_owned),
            speaker,
            replies_to,
            post,
        })
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
            self.present(speaker)?;
            if !self.may_ask_for(by, speaker) {
                return Err(Code::NotPermitted.into());
            }
        }
        self.may_speak(speaker.unwrap_or(by), kind)?;
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
        if kind.passes_closed_queues() && state == ItemState::Finished {
            return Err(Code::WrongPhase.into());
        }
        if !open && !kind.passes_closed_queues() {
            return Err(Code::QueueClosed.into());
        }
        self.has_place(speaker.unwrap_or(by), item, kind, limits)
    }

    /// Whether a person's role may have the floor, and by the rules for such a request.
    pub(super) fn may_speak(&self, speaker: ParticipantId, kind: RequestKind) -> Result<(), Refusal> {
        let role = self.present(speaker)?.role;
        let by_rule = kind == RequestKind::PointOfOrder || self.rules.may_ask.contains(&role);
        if role.may(Capability::RequestFloor) && by_rule {
            Ok(())
        } else {
            Err(Code::NotPermitted.into())
        }
    }

    /// Whether one more request fits into an item's queue.
    pub(super) fn has_place(
        &self,
        speaker: ParticipantId,
        item: ItemId,
        kind: RequestKind,
        limits: &SessionLimits,
    ) -> Result<(), Refusal> {
        if !self.may_wait(speaker, item, kind, 0) {
            return Err(Code::AlreadyWaiting.into());
        }
        let by_rule = usize::try_from(self.rules.queue_max).unwrap_or(usize::MAX);
        let room = if kind.passes_closed_queues() {
            limits.waiting_per_item_max
        } else {
            by_rule.min(limits.waiting_per_item_max)
        };
        if self.live_for(item) >= room || self.requests.len() >= limits.waiting_max {
            return Err(Code::QueueFull.into());
        }
        Ok(())
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
                replies_to,
                post,
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
            answers: *replies_to,
            post: *post,
            state: RequestState::Waiting,
            arrived: (seq, 0),
            safe: false,
            placed: Placed::Nowhere,
            placed_by: None,
        };
        let person = self.person_bytes(speaker.unwrap_or(by));
        self.texts.add_request(id, subject.clone(), person);
        if let Some(post) = post {
            self.raised.entry(*post).or_default().push(id);
        }
        self.enqueue(id, request, touched);
    }

    /// Puts a request into its queue; its place follows from the discipline.
    pub(super) fn enqueue(&mut self, id: RequestId, request: Request, touched: &mut Touched) {
        touched.mark(Place::Queue(request.item));
        touched.mark(Place::Request(id));
        // Who comes last stands last of the rank where nothing but arrival counts: no order is to be made.
        let at_the_end = self.goes_by_arrival() && request.answers.is_none();
        let requests = &self.requests;
        let before = |other: &RequestId| requests.get(other).is_some_and(|other| other.kind <= request.kind);
        let queue = self.queues.entry(request.item).or_default();
        queue.stale |= queue.shuffled || !at_the_end;
        let end = queue.order.partition_point(before);
        queue.order.insert(end, id);
        self.requests.insert(id, request);
    }

    /// Whether queues are in the order of arrival inside their ranks, nobody moved.
    fn goes_by_arrival(&self) -> bool {
        self.placed == 0 && matches!(self.rules.discipline, Discipline::Arrival | Discipline::ChairOrder)
    }

    /// Takes a request out of everything but its texts.
    pub(super) fn drop_request(&mut self, id: RequestId, touched: &mut Touched) -> Option<Request> {
        let item = self.requests.get(&id)?.item;
        self.step_aside(id, item);
        self.put(id, Placed::Nowhere);
        let request = self.requests.remove(&id)?;
        let by_arrival = self.goes_by_arrival();
        if let Some(queue) = self.queues.get_mut(&item) {
            queue.order.retain(|other| *other != id);
            queue.stale |= queue.shuffled || !by_arrival;
        }
        if self.called == Some(id) {
            self.called = None;
        }
        touched.mark(Place::Queue(item));
        touched.mark(Place::Request(id));
        Some(request)
    }

    /// Lets requests wait for another item, behind those of their rank there.
    pub(super) fn carry(&mut self, carried: &[RequestId], target: ItemId, touched: &mut Touched) {
        if carried.is_empty() {
            return;
        }
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
        for (place, (_, id)) in (0..).zip(carried) {
            let Some(mut request) = self.drop_request(id, touched) else {
                continue;
            };
            request.item = target;
            request.arrived = (self.head, place);
            request.wait_anew();
            self.texts.set_move_reason(id, None);
            self.enqueue(id, request, touched);
        }
        // Several came in at once: who was safe may stand behind others who are not.
        if let Some(queue) = self.queues.get_mut(&target) {
            queue.stale = true;
        }
    }
}
