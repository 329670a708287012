//! The agenda: items in an order, at most one of them active.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::budget;
use super::command::{Command, ItemKind, Waiting};
use super::event::Event;
use super::floor::Left;
use super::ids::{ItemId, ParticipantId, RequestId};
use super::limits::SessionLimits;
use super::queue::Queue;
use super::refusal::{Code, Refusal};
use super::role::Capability;
use super::session::{Phase, Session};
use super::texts::ItemTexts;
use super::touched::{Place, Touched};
use super::words;

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// Not yet started.
    Pending,
    /// The one that is discussed.
    Active,
    /// Over; starting it again takes it up once more.
    Finished,
    /// Put off; starting it takes it up.
    Deferred,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    pub kind: ItemKind,
    pub state: ItemState,
    pub limit_ms: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Agenda {
    pub order: Vec<ItemId>,
    pub active: Option<ItemId>,
    pub items: BTreeMap<ItemId, Item>,
}

const BEFORE_THE_END: &[Phase] = &[Phase::Draft, Phase::Open, Phase::Recess];

impl Session {
    pub(super) fn item(&self, item: ItemId) -> Result<&Item, Refusal> {
        self.agenda.items.get(&item).ok_or_else(|| Code::NotFound.into())
    }

    fn expects_item(&self, expected: Option<ItemId>) -> Result<(), Refusal> {
        if self.agenda.active == expected {
            return Ok(());
        }
        Err(Refusal {
            current_item: self.agenda.active,
            ..Code::StaleItem.into()
        })
    }

    pub(super) fn decide_agenda(
        &self,
        by: ParticipantId,
        command: &Command,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        if let Command::StartItem { expect_item, .. } | Command::FinishItem { expect_item, .. } = command {
            self.expects_item(*expect_item)?;
        }
        self.require(by, Capability::ConductAgenda)?;
        match command {
            Command::AddItem {
                title,
                kind,
                limit_ms,
                before,
                links,
            } => {
                self.in_phase(BEFORE_THE_END)?;
                before.map_or(Ok(()), |before| self.item(before).map(|_| ()))?;
                words::needed(title, limits.title_chars_max)?;
                words::links(links, limits)?;
                limit_in_range(*limit_ms, limits)?;
                self.has_room(budget::ITEM + budget::text(title) + budget::links(links), limits)?;
                if self.agenda.items.len() >= limits.items_max {
                    return Err(Code::QueueFull.into());
                }
                let (title, links) = (title.clone(), links.clone());
                Ok(Event::ItemAdded {
                    title,
                    kind: *kind,
                    limit_ms: *limit_ms,
                    before: *before,
                    links,
                })
            }
            Command::EditItem {
                item,
                title,
                kind,
                limit_ms,
                links,
            } => {
                self.in_phase(BEFORE_THE_END)?;
                let own = self.item(*item)?;
                words::optional(title.as_deref(), limits.title_chars_max)?;
                words::links(links.as_deref().unwrap_or_default(), limits)?;
                limit_in_range(*limit_ms, limits)?;
                let more = budget::optional(title.as_deref()) + budget::links(links.as_deref().unwrap_or_default());
                self.grows_by(more, limits)?;
                // Words are not compared: decisions never read them.
                let same_kind = kind.is_none_or(|kind| kind == own.kind);
                let same_limit = limit_ms.is_none() || *limit_ms == own.limit_ms;
                if title.is_none() && links.is_none() && same_kind && same_limit {
                    return Err(Code::Unchanged.into());
                }
                let (title, links) = (title.clone(), links.clone());
                Ok(Event::ItemEdited {
                    item: *item,
                    title,
                    kind: *kind,
                    limit_ms: *limit_ms,
                    links,
                })
            }
            Command::MoveItem { item, before } => self.decide_move_item(*item, *before),
            Command::StartItem { item, waiting, .. } => self.decide_start(*item, *waiting, limits),
            Command::FinishItem {
                waiting, conclusion, ..
            } => self.decide_finish(*waiting, conclusion.as_deref(), limits),
            Command::DeferItem { item } => {
                self.in_phase(BEFORE_THE_END)?;
                match self.item(*item)?.state {
                    ItemState::Pending => Ok(Event::ItemDeferred { item: *item }),
                    ItemState::Deferred => Err(Code::Unchanged.into()),
                    ItemState::Active | ItemState::Finished => Err(Code::WrongPhase.into()),
                }
            }
            Command::ConcludeItem { item, text } => {
                self.in_phase(&[Phase::Open, Phase::Recess, Phase::Adjourned])?;
                self.item(*item)?;
                words::needed(text, limits.conclusion_chars_max)?;
                self.grows_by(budget::text(text), limits)?;
                Ok(Event::ItemConcluded {
                    item: *item,
                    text: text.clone(),
                })
            }
            _ => Err(Code::UnknownCommand.into()),
        }
    }

    fn decide_move_item(&self, item: ItemId, before: Option<ItemId>) -> Result<Event, Refusal> {
        self.in_phase(BEFORE_THE_END)?;
        self.item(item)?;
        before.map_or(Ok(()), |before| self.item(before).map(|_| ()))?;
        let place = self.agenda.order.iter().position(|other| *other == item);
        let follower = place.and_then(|place| self.agenda.order.get(place + 1)).copied();
        if before == Some(item) || before == follower {
            return Err(Code::Unchanged.into());
        }
        Ok(Event::ItemMoved { item, before })
    }

    fn decide_start(&self, item: ItemId, waiting: Waiting, limits: &SessionLimits) -> Result<Event, Refusal> {
        self.in_phase(&[Phase::Open])?;
        self.item(item)?;
        if self.agenda.active == Some(item) {
            return Err(Code::Unchanged.into());
        }
        if !self.floor.is_empty() {
            return Err(Code::FloorTaken.into());
        }
        let (expired, carried) = self.leave(self.agenda.active, waiting, Some(item), limits);
        Ok(Event::ItemStarted {
            item,
            finished: self.agenda.active,
            expired,
            carried,
        })
    }

    fn decide_finish(
        &self,
        waiting: Waiting,
        conclusion: Option<&str>,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        self.in_phase(&[Phase::Open])?;
        let item = self.agenda.active.ok_or(Code::WrongPhase)?;
        words::optional(conclusion, limits.conclusion_chars_max)?;
        self.grows_by(budget::optional(conclusion), limits)?;
        if !self.floor.is_empty() {
            return Err(Code::FloorTaken.into());
        }
        let pending = |item: &&ItemId| self.item(**item).is_ok_and(|item| item.state == ItemState::Pending);
        let next = match waiting {
            Waiting::Expire => None,
            Waiting::CarryOver => Some(*self.agenda.order.iter().find(pending).ok_or(Code::NotFound)?),
        };
        let (expired, carried) = self.leave(Some(item), waiting, next, limits);
        let carried_to = next.filter(|_| !carried.is_empty());
        Ok(Event::ItemFinished {
            item,
            conclusion: conclusion.map(str::to_owned),
            expired,
            carried,
            carried_to,
        })
    }

    /// The requests that end with the item, and those that wait for `target` instead: as many as have a place there,
    /// the first of the queue before the others.
    fn leave(
        &self,
        item: Option<ItemId>,
        waiting: Waiting,
        target: Option<ItemId>,
        limits: &SessionLimits,
    ) -> (Vec<RequestId>, Vec<RequestId>) {
        let Some(item) = item else {
            return (Vec::new(), Vec::new());
        };
        let (mut expired, mut carried) = (Vec::new(), Vec::new());
        let room = target.map_or(0, |target| {
            limits.waiting_per_item_max.saturating_sub(self.live_for(target))
        });
        let order = self.queues.get(&item).map_or(&[][..], |queue| queue.order.as_slice());
        for id in order {
            let Some(request) = self.requests.get(id) else { continue };
            let alike = |other: &&RequestId| {
                let other = self.requests.get(*other);
                other.is_some_and(|other| other.speaker == request.speaker && other.kind == request.kind)
            };
            let before = carried.iter().filter(alike).count();
            let place = target.is_some_and(|target| self.may_wait(request.speaker, target, request.kind, before));
            if waiting == Waiting::CarryOver && place && carried.len() < room {
                carried.push(*id);
            } else {
                expired.push(*id);
            }
        }
        (expired, carried)
    }

    pub(super) fn apply_agenda(&mut self, seq: u64, event: &Event, touched: &mut Touched) {
        match event {
            Event::ItemAdded {
                title,
                kind,
                limit_ms,
                before,
                links,
            } => {
                let item = ItemId(seq);
                self.agenda.items.insert(
                    item,
                    Item {
                        kind: *kind,
                        state: ItemState::Pending,
                        limit_ms: *limit_ms,
                    },
                );
                let texts = ItemTexts {
                    title: title.clone(),
                    conclusion: None,
                    links: links.clone(),
                };
                self.texts.add_item(item, texts);
                self.queues.insert(item, Queue::default());
                self.place_item(item, *before, touched);
                touched.mark(Place::Item(item));
            }
            Event::ItemEdited {
                item,
                title,
                kind,
                limit_ms,
                links,
            } => {
                if let Some(own) = self.agenda.items.get_mut(item) {
                    own.kind = kind.unwrap_or(own.kind);
                    own.limit_ms = limit_ms.or(own.limit_ms);
                }
                self.texts.edit_item(*item, |texts| {
                    if let Some(title) = title {
                        texts.title.clone_from(title);
                    }
                    if let Some(links) = links {
                        texts.links.clone_from(links);
                    }
                });
                touched.mark(Place::Item(*item));
            }
            Event::ItemMoved { item, before } => {
                self.agenda.order.retain(|other| other != item);
                self.place_item(*item, *before, touched);
            }
            Event::ItemDeferred { item } => self.set_item_state(*item, ItemState::Deferred, touched),
            Event::ItemConcluded { item, text } => self.conclude(*item, Some(text), touched),
            _ => {}
        }
    }

    fn place_item(&mut self, item: ItemId, before: Option<ItemId>, touched: &mut Touched) {
        let order = &mut self.agenda.order;
        let place = before.and_then(|before| order.iter().position(|other| *other == before));
        order.insert(place.unwrap_or(order.len()), item);
        touched.mark(Place::Agenda);
    }

    fn set_item_state(&mut self, item: ItemId, state: ItemState, touched: &mut Touched) {
        if let Some(own) = self.agenda.items.get_mut(&item) {
            own.state = state;
            touched.mark(Place::Item(item));
        }
    }

    fn conclude(&mut self, item: ItemId, text: Option<&str>, touched: &mut Touched) {
        if let Some(text) = text {
            self.texts
                .edit_item(item, |texts| texts.conclusion = Some(text.to_owned()));
            touched.mark(Place::Item(item));
        }
    }

    /// Ends an active item and closes its queue; its requests are dealt with by the caller.
    pub(super) fn end_item(&mut self, item: ItemId, touched: &mut Touched) {
        self.set_item_state(item, ItemState::Finished, touched);
        self.agenda.active = None;
        touched.mark(Place::Agenda);
        self.apply_queue_open(item, false, touched);
    }

    pub(super) fn apply_started(
        &mut self,
        item: ItemId,
        finished: Option<ItemId>,
        expired: &[RequestId],
        carried: &[RequestId],
        touched: &mut Touched,
    ) {
        if let Some(finished) = finished {
            self.end_item(finished, touched);
        }
        self.agenda.active = Some(item);
        self.set_item_state(item, ItemState::Active, touched);
        touched.mark(Place::Agenda);
        self.apply_queue_open(item, true, touched);
        self.apply_left(expired, carried, Some(item), touched);
    }

    pub(super) fn apply_finished(
        &mut self,
        item: ItemId,
        conclusion: Option<&str>,
        expired: &[RequestId],
        (carried, carried_to): (&[RequestId], Option<ItemId>),
        touched: &mut Touched,
    ) {
        self.conclude(item, conclusion, touched);
        self.end_item(item, touched);
        self.apply_left(expired, carried, carried_to, touched);
    }

    fn apply_left(
        &mut self,
        expired: &[RequestId],
        carried: &[RequestId],
        target: Option<ItemId>,
        touched: &mut Touched,
    ) {
        for request in expired {
            self.leave_queue(*request, Left::Expired, touched);
        }
        if let Some(target) = target {
            self.carry(carried, target, touched);
        }
    }
}

/// An item's limit is each turn's limit in it, from a second on.
pub(super) fn limit_in_range(limit_ms: Option<u64>, limits: &SessionLimits) -> Result<(), Refusal> {
    match limit_ms {
        Some(limit) if !(1_000..=limits.turn_limit_ms_max).contains(&limit) => Err(Refusal::because(
            Code::Malformed,
            "A turn's limit lies between a second and a day.",
        )),
        _ => Ok(()),
    }
}
