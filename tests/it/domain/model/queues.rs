//! Who waits for which item, and in which order.

use std::collections::{BTreeMap, BTreeSet};

use rostrum::domain::Event;
use rostrum::domain::ids::{ItemId, ParticipantId, PostId, RequestId};
use rostrum::domain::rules::Rules;
use serde_json::{Map, Value, json};

use super::Before;
use super::floor::{Floor, may_speak};
use super::order::{Reasons, order};
use super::people::People;
use super::requests::{Put, Request};
use crate::domain::given::Entry;

#[derive(Debug, Clone, Default)]
pub struct Queues {
    pub live: BTreeMap<RequestId, Request>,
    /// Those that left without a turn.
    past: BTreeMap<RequestId, Request>,
    /// Those that wait, and who is called.
    pub laid: BTreeMap<ItemId, Vec<RequestId>>,
    open: BTreeSet<ItemId>,
    /// Where somebody came, went or was put.
    changed: BTreeSet<ItemId>,
}

impl Queues {
    pub(super) fn follow(&mut self, before: &Before<'_>, entry: &Entry) {
        let Entry { seq, event, by, .. } = entry;
        match event {
            Event::FloorRequested { .. } => self.ask(*seq, by.expect("a person"), event),
            Event::PointAdded { request, subject } => self.own(*request).points.push(subject.clone()),
            Event::RequestWithdrawn { request } | Event::RequestDenied { request, .. } => self.shelve(*request, *seq),
            Event::RequestPassed { request } => {
                assert!(!self.own(*request).waits(), "who is passed was called");
                self.shelve(*request, *seq);
            }
            Event::RequestDeferred { request } => {
                let own = self.leave(*request, *seq);
                let item = own.item;
                self.arrive(*request, own.anew(item, (*seq, 0)));
            }
            Event::RequestRestored { request } => {
                let own = self.past.remove(request).expect("one that left without a turn");
                let item = own.item;
                self.arrive(*request, own.anew(item, (*seq, 0)));
            }
            Event::RequestMoved {
                request,
                before,
                reason,
            } => {
                let put = self.put_before(*request, *before, *seq);
                self.put(*request, put, *seq, *by);
                self.own(*request).reason = Some(reason.clone());
            }
            Event::LastWordGiven { request } => {
                self.put(*request, Put::Last, *seq, *by);
                self.own(*request).reason = None;
            }
            Event::QueueOpened { item } => assert!(self.open.insert(*item)),
            Event::QueueClosed { item } => assert!(self.open.remove(item)),
            Event::ItemStarted { .. } | Event::ItemFinished { .. } | Event::SessionAdjourned { .. } => {
                self.end_item(before, *seq, event);
            }
            Event::ParticipantRemoved {
                participant, withdrawn, ..
            } => self.lose(*participant, withdrawn, *seq),
            Event::RoleChanged {
                participant,
                role,
                withdrawn,
                ..
            } => {
                if may_speak(*role) {
                    assert!(withdrawn.is_empty());
                } else {
                    self.lose(*participant, withdrawn, *seq);
                }
            }
            _ => self.follow_call(*seq, event),
        }
    }

    fn follow_call(&mut self, seq: u64, event: &Event) {
        match event {
            Event::RequestCalled {
                request,
                recalled,
                passed_over,
                ..
            } => {
                assert!(self.own(*request).waits());
                assert_eq!(*passed_over, self.waiting_before(*request));
                self.recall(*recalled);
                self.own(*request).state = "called";
            }
            Event::CallRecalled { request } => self.recall(Some(*request)),
            Event::RecessCalled { recalled, .. } => self.recall(*recalled),
            Event::SpeakerReady { request } => {
                assert_eq!(self.own(*request).state, "called");
                self.own(*request).state = "ready";
            }
            Event::FloorGranted {
                request,
                recalled,
                passed_over,
                speaker,
                item,
                kind,
                ..
            } => {
                let own = self.own(*request).clone();
                assert_eq!((*speaker, *item, *kind), (own.speaker, own.item, own.kind));
                let over = if own.waits() { self.waiting_before(*request) } else { 0 };
                assert_eq!(*passed_over, over);
                if own.waits() {
                    self.recall(*recalled);
                } else {
                    assert_eq!(*recalled, None);
                }
                self.leave(*request, seq);
            }
            _ => {}
        }
    }

    fn own(&mut self, request: RequestId) -> &mut Request {
        self.live.get_mut(&request).expect("a live request")
    }

    /// Whoever is called, if anybody, goes back; the entry must say so.
    fn recall(&mut self, recalled: Option<RequestId>) {
        let called: Vec<RequestId> = self
            .live
            .iter()
            .filter(|(_, own)| !own.waits())
            .map(|(id, _)| *id)
            .collect();
        assert_eq!(called, recalled.into_iter().collect::<Vec<_>>(), "who is called");
        if let Some(request) = recalled {
            self.own(request).state = "waiting";
        }
    }

    fn waiting_before(&self, request: RequestId) -> u64 {
        let laid = &self.laid[&self.live[&request].item];
        let before = laid.iter().take_while(|other| **other != request);
        before.filter(|other| self.live[*other].waits()).count() as u64
    }

    fn ask(&mut self, seq: u64, by: ParticipantId, event: &Event) {
        let Event::FloorRequested {
            item,
            kind,
            subject,
            speaker,
            replies_to,
            post,
        } = event
        else {
            return;
        };
        let request = Request {
            item: *item,
            kind: *kind,
            speaker: speaker.unwrap_or(by),
            asked_by: by,
            answers: *replies_to,
            post: *post,
            subject: subject.clone(),
            points: Vec::new(),
            state: "waiting",
            arrived: (seq, 0),
            safe: false,
            put: Put::No,
            put_at: 0,
            put_by: None,
            reason: None,
        };
        self.arrive(RequestId(seq), request);
    }

    fn arrive(&mut self, id: RequestId, request: Request) {
        self.changed.insert(request.item);
        self.laid.entry(request.item).or_default().push(id);
        assert!(self.live.insert(id, request).is_none());
    }

    fn leave(&mut self, id: RequestId, seq: u64) -> Request {
        self.let_go(id, seq);
        let request = self.live.remove(&id).expect("a live request");
        self.changed.insert(request.item);
        self.laid.entry(request.item).or_default().retain(|other| *other != id);
        request
    }

    fn shelve(&mut self, id: RequestId, seq: u64) {
        let request = self.leave(id, seq);
        self.past.insert(id, request);
    }

    /// The rank that a request stands in, in order, without last words.
    fn rank(&self, id: RequestId) -> Vec<RequestId> {
        let own = &self.live[&id];
        let alike = |other: &&RequestId| {
            let other = &self.live[*other];
            other.kind == own.kind && other.put != Put::Last
        };
        self.laid[&own.item].iter().filter(alike).copied().collect()
    }

    /// Who stands before one that goes stands before whatever follows it: the end of the rank, if nothing does.
    fn let_go(&mut self, id: RequestId, seq: u64) {
        let mut follows = self.laid[&self.live[&id].item]
            .iter()
            .skip_while(|other| **other != id)
            .skip(1);
        let rank = self.rank(id);
        let follows = follows.find(|other| rank.contains(other)).copied();
        for (other, own) in &mut self.live {
            if own.put == Put::Before(id) {
                assert_ne!(Some(*other), follows, "it stands before the named one");
                own.put = follows.map_or(Put::Behind(seq), Put::Before);
            }
        }
    }

    /// Where a move leads, within the rank.
    fn put_before(&self, id: RequestId, before: Option<RequestId>, seq: u64) -> Put {
        let Some(named) = before else { return Put::Behind(seq) };
        let (own, other) = (&self.live[&id], &self.live[&named]);
        let first = self.rank(id).into_iter().find(|other| *other != id);
        // A last word stands behind all, so the place before it that is nearest is the rank's end.
        if other.put == Put::Last || other.kind > own.kind {
            Put::Behind(seq)
        } else if other.kind < own.kind {
            first.map_or(Put::Behind(seq), Put::Before)
        } else {
            Put::Before(named)
        }
    }

    fn put(&mut self, id: RequestId, put: Put, seq: u64, by: Option<ParticipantId>) {
        assert!(self.own(id).waits());
        self.let_go(id, seq);
        let own = self.own(id);
        (own.put, own.put_at, own.put_by, own.safe) = (put, seq, by, false);
        let item = own.item;
        self.changed.insert(item);
    }

    fn end_item(&mut self, before: &Before<'_>, seq: u64, event: &Event) {
        let none = Vec::new();
        let (starts, expired, carried, target) = match event {
            Event::ItemStarted {
                item, expired, carried, ..
            } => (Some(*item), expired, carried, Some(*item)),
            Event::ItemFinished {
                expired,
                carried,
                carried_to,
                ..
            } => (None, expired, carried, *carried_to),
            Event::SessionAdjourned { expired, .. } => (None, expired, &none, None),
            _ => return,
        };
        let adjourned = matches!(event, Event::SessionAdjourned { .. });
        let ends = |own: &Request| adjourned || Some(own.item) == before.agenda.active;
        let ending: BTreeSet<RequestId> = self
            .live
            .iter()
            .filter(|(_, own)| ends(own))
            .map(|(id, _)| *id)
            .collect();
        let named: Vec<RequestId> = expired.iter().chain(carried).copied().collect();
        assert_eq!(named.len(), ending.len());
        assert_eq!(ending, named.into_iter().collect(), "what becomes of those who wait");
        let laid = before
            .agenda
            .active
            .and_then(|item| self.laid.get(&item))
            .cloned()
            .unwrap_or_default();
        for request in expired {
            self.shelve(*request, seq);
        }
        for (place, request) in laid.into_iter().filter(|id| carried.contains(id)).enumerate() {
            let own = self.leave(request, seq);
            self.arrive(request, own.anew(target.expect("an item to wait for"), (seq, place)));
        }
        if adjourned {
            self.open.clear();
        } else if let Some(active) = before.agenda.active {
            self.open.remove(&active);
        }
        self.open.extend(starts);
    }

    fn lose(&mut self, whose: ParticipantId, withdrawn: &[RequestId], seq: u64) {
        let own: Vec<RequestId> = self
            .live
            .iter()
            .filter(|(_, own)| own.speaker == whose)
            .map(|(id, _)| *id)
            .collect();
        assert_eq!(withdrawn, own, "what goes with a person");
        for request in own {
            self.shelve(request, seq);
        }
    }

    /// Lays the queues that an entry changed; then the first ones that wait are safe, and who is called before them.
    pub(super) fn lay(&mut self, rules: &Rules, people: &People, floor: &Floor, event: &Event) {
        let everywhere = match event {
            Event::TurnEnded { .. } | Event::TurnRestored { .. } | Event::RulesAmended { .. } => true,
            Event::ParticipantRemoved { ended, .. } | Event::RoleChanged { ended, .. } => ended.is_some(),
            _ => false,
        };
        let reasons = Reasons {
            discipline: rules.discipline,
            people,
            floor,
        };
        for (item, laid) in &mut self.laid {
            if everywhere || self.changed.contains(item) {
                let had: Vec<_> = laid.iter().map(|id| (*id, &self.live[id])).collect();
                *laid = order(&had, &reasons);
            }
            let mut safe = rules.safe_positions;
            for id in laid.iter() {
                let own = self.live.get_mut(id).expect("a live request");
                own.safe = safe > 0 && own.put != Put::Last;
                if own.waits() {
                    safe = safe.saturating_sub(1);
                }
            }
        }
        self.changed.clear();
    }

    pub fn view(&self, active: Option<ItemId>) -> Value {
        let mut queues = Map::new();
        let items: BTreeSet<ItemId> = self.laid.keys().chain(&self.open).copied().chain(active).collect();
        for item in items {
            let laid = self.laid.get(&item).into_iter().flatten();
            let order: Vec<RequestId> = laid.filter(|id| self.live[*id].waits()).copied().collect();
            let open = self.open.contains(&item);
            if open || !order.is_empty() || active == Some(item) {
                queues.insert(item.to_string(), json!({"open": open, "order": order}));
            }
        }
        Value::Object(queues)
    }

    /// Whose subjects and points are withheld, `hidden` says.
    pub fn requests(&self, rules: &Rules, people: &People, floor: &Floor, hidden: &BTreeSet<PostId>) -> Value {
        let view = |own: &Request| {
            let mut view = own.view(rules, people, floor);
            if own.post.is_some_and(|post| hidden.contains(&post)) {
                if view.get("subject").is_some() {
                    view["subject"] = Value::from("");
                }
                if view.get("points").is_some() {
                    view["points"] = json!(vec![""; own.points.len()]);
                }
            }
            view
        };
        let shown = self.live.iter().map(|(id, own)| (id.to_string(), view(own)));
        Value::Object(shown.collect())
    }
}
