//! What a history must have led to, told from its entries alone and by other means than the session's.

use std::collections::{BTreeMap, BTreeSet};

use rostrum::domain::command::RequestKind;
use rostrum::domain::event::TurnEnd;
use rostrum::domain::ids::{ItemId, PostId, RequestId, ThreadId, TurnId};
use rostrum::domain::view::{RequestStateView, TurnStateView};
use rostrum::domain::{Audience, Event, Session};
use rostrum::time::Timestamp;

use super::given::Entry;

/// The spans of time in which a turn held the floor.
#[derive(Debug, Clone, Default)]
struct Spans {
    closed: Vec<(Timestamp, Timestamp)>,
    open: Option<Timestamp>,
}

impl Spans {
    fn stop(&mut self, at: Timestamp) {
        self.closed.extend(self.open.take().map(|since| (since, at)));
    }

    fn start(&mut self, at: Timestamp) {
        assert!(self.open.is_none(), "a turn that runs is started again");
        self.open = Some(at);
    }

    fn total_ms(&self) -> u64 {
        self.closed
            .iter()
            .map(|(since, until)| until.as_millis() - since.as_millis())
            .sum()
    }
}

/// A request's sort key is its rank and a number; moving it gives it a number between two others.
#[derive(Debug, Clone)]
struct Waits {
    item: ItemId,
    rank: RequestKind,
    place: i64,
    called: bool,
}

/// Room between two neighbours for one to be moved in.
const STRIDE: i64 = 2;

#[derive(Debug, Clone, Default)]
struct Post {
    thread: u64,
    versions: Vec<u64>,
    hidden: bool,
    withdrawn: bool,
}

/// The model of a session.
#[derive(Debug, Clone, Default)]
pub struct Model {
    spans: BTreeMap<TurnId, Spans>,
    /// The turns that have not ended, the innermost last.
    stack: Vec<TurnId>,
    waiting: BTreeMap<RequestId, Waits>,
    posts: BTreeMap<PostId, Post>,
    pub turns_ended: usize,
    pub deepest: usize,
}

impl Model {
    /// Takes one more entry in.
    pub fn follow(&mut self, entry: &Entry) {
        let Entry { seq, at, event, .. } = entry;
        self.follow_turns(*seq, *at, event);
        self.follow_queues(*seq, event);
        self.follow_posts(*seq, event);
    }

    fn follow_turns(&mut self, seq: u64, at: Timestamp, event: &Event) {
        match event {
            Event::FloorGranted { interrupts, .. } => {
                let id = TurnId(seq);
                assert_eq!(*interrupts, self.stack.last().copied());
                if let Some(below) = interrupts {
                    self.spans_of(*below).stop(at);
                }
                assert!(
                    self.spans.insert(id, Spans::default()).is_none(),
                    "a turn's id is used twice"
                );
                self.spans_of(id).start(at);
                self.stack.push(id);
                self.deepest = self.deepest.max(self.stack.len());
                assert!(self.stack.len() <= 3);
            }
            Event::TurnPaused { turn, .. } | Event::RecessCalled { paused: Some(turn), .. } => {
                self.spans_of(*turn).stop(at);
            }
            Event::TurnResumed { turn } => self.spans_of(*turn).start(at),
            Event::TurnEnded {
                turn,
                how,
                spent_ms,
                resumed,
                ..
            } => self.end(*turn, *how, *spent_ms, *resumed, at),
            Event::ParticipantRemoved {
                ended: Some(ended),
                resumed,
                ..
            }
            | Event::RoleChanged {
                ended: Some(ended),
                resumed,
                ..
            } => {
                self.end(ended.turn, ended.how, ended.spent_ms, *resumed, at);
            }
            _ => {}
        }
    }

    fn spans_of(&mut self, turn: TurnId) -> &mut Spans {
        self.spans.get_mut(&turn).expect("a turn that was granted")
    }

    fn end(&mut self, turn: TurnId, how: TurnEnd, spent_ms: u64, resumed: Option<TurnId>, at: Timestamp) {
        let place = self
            .stack
            .iter()
            .position(|own| *own == turn)
            .expect("only what runs can end");
        self.stack.remove(place);
        self.turns_ended += 1;
        self.spans_of(turn).stop(at);
        let held_ms = self.spans_of(turn).total_ms();
        if how == TurnEnd::TimedOut {
            assert!(spent_ms <= held_ms, "a turn timed out before its time");
        } else {
            assert_eq!(
                spent_ms, held_ms,
                "the turn {turn} was charged for more or less than it held"
            );
        }
        if let Some(resumed) = resumed {
            assert_eq!(self.stack.last(), Some(&resumed));
            assert_eq!(
                place,
                self.stack.len(),
                "only the end of the innermost turn lets another go on"
            );
            self.spans_of(resumed).start(at);
        }
    }

    fn follow_queues(&mut self, seq: u64, event: &Event) {
        match event {
            Event::FloorRequested { item, kind, .. } => self.arrive(RequestId(seq), *item, *kind),
            Event::RequestWithdrawn { request } | Event::RequestPassed { request } => {
                assert!(self.waiting.remove(request).is_some());
            }
            Event::RequestMoved { request, before, .. } => self.shift(*request, *before),
            Event::RequestCalled { request, recalled, .. } => {
                self.recall(*recalled);
                self.waiting.get_mut(request).expect("a request").called = true;
            }
            Event::CallRecalled { request } => self.recall(Some(*request)),
            Event::RecessCalled { recalled, .. } => self.recall(*recalled),
            Event::FloorGranted { request, recalled, .. } => {
                self.recall(*recalled);
                assert!(self.waiting.remove(request).is_some());
            }
            Event::ItemStarted {
                item, expired, carried, ..
            } => self.leave(expired, carried, Some(*item)),
            Event::ItemFinished {
                expired,
                carried,
                carried_to,
                ..
            } => self.leave(expired, carried, *carried_to),
            Event::SessionAdjourned { expired, .. } => {
                self.leave(expired, &[], None);
                assert!(self.waiting.is_empty(), "somebody waits after the end");
            }
            Event::ParticipantRemoved { withdrawn, .. } | Event::RoleChanged { withdrawn, .. } => {
                self.leave(withdrawn, &[], None);
            }
            _ => {}
        }
    }

    fn arrive(&mut self, id: RequestId, item: ItemId, rank: RequestKind) {
        let place = self.places(item, rank).last().map_or(0, |(place, _)| place + STRIDE);
        self.waiting.insert(
            id,
            Waits {
                item,
                rank,
                place,
                called: false,
            },
        );
    }

    /// A rank's requests by their places.
    fn places(&self, item: ItemId, rank: RequestKind) -> Vec<(i64, RequestId)> {
        let mine = self
            .waiting
            .iter()
            .filter(|(_, own)| own.item == item && own.rank == rank);
        let mut places: Vec<_> = mine.map(|(id, own)| (own.place, *id)).collect();
        places.sort_unstable();
        places
    }

    fn shift(&mut self, request: RequestId, before: Option<RequestId>) {
        let (item, rank) = (self.waiting[&request].item, self.waiting[&request].rank);
        let places = self.places(item, rank);
        let first = places.first().expect("it is itself there").0;
        let last = places.last().expect("it is itself there").0;
        let place = match before.map(|before| (self.waiting[&before].rank, self.waiting[&before].place)) {
            Some((other, place)) if other == rank => place - 1,
            Some((other, _)) if other < rank => first - 1,
            _ => last + 1,
        };
        self.waiting.get_mut(&request).expect("a request").place = place;
        for (number, (_, id)) in (0..).zip(self.places(item, rank)) {
            self.waiting.get_mut(&id).expect("a request").place = number * STRIDE;
        }
    }

    fn recall(&mut self, request: Option<RequestId>) {
        if let Some(request) = request {
            self.waiting
                .get_mut(&request)
                .expect("a request that was called")
                .called = false;
        }
    }

    fn leave(&mut self, gone: &[RequestId], carried: &[RequestId], target: Option<ItemId>) {
        let mut moving: Vec<_> = carried
            .iter()
            .map(|id| (self.waiting[id].rank, self.waiting[id].place, *id))
            .collect();
        moving.sort_unstable();
        for id in gone.iter().chain(carried) {
            assert!(self.waiting.remove(id).is_some(), "{id} ends twice");
        }
        for (rank, _, id) in moving {
            self.arrive(id, target.expect("an item to wait for"), rank);
        }
    }

    fn follow_posts(&mut self, seq: u64, event: &Event) {
        match event {
            Event::PostPublished { thread, .. } => {
                let post = Post {
                    thread: thread.0,
                    versions: vec![seq],
                    ..Post::default()
                };
                self.posts.insert(PostId(seq), post);
            }
            Event::PostRevised { post, .. } => self.posts.get_mut(post).expect("a post").versions.push(seq),
            Event::PostWithdrawn { post } => self.posts.get_mut(post).expect("a post").withdrawn = true,
            Event::PostHidden { post, .. } => self.posts.get_mut(post).expect("a post").hidden = true,
            Event::PostShown { post } => self.posts.get_mut(post).expect("a post").hidden = false,
            _ => {}
        }
    }

    /// Compares everything with the session.
    pub fn check(&self, session: &Session) {
        let view = session.view(Audience::Moderators);
        assert_eq!(
            view.turns.keys().copied().collect::<BTreeSet<_>>(),
            self.stack.iter().copied().collect()
        );
        assert_eq!(view.floor.turn, self.stack.last().copied());
        assert_eq!(view.floor.interrupted, self.stack[..self.stack.len().saturating_sub(1)]);
        let holding: Vec<_> = view
            .turns
            .iter()
            .filter(|(_, turn)| turn.state == TurnStateView::Holding)
            .map(|(id, _)| *id)
            .collect();
        assert!(
            holding.len() <= 1 && holding.iter().all(|id| view.floor.turn == Some(*id)),
            "two hold the floor"
        );
        for (id, turn) in &view.turns {
            let spans = &self.spans[id];
            assert_eq!(
                (turn.spent_ms, turn.running_since),
                (spans.total_ms(), spans.open),
                "the clock of {id}"
            );
            assert_eq!(turn.state == TurnStateView::Interrupted, view.floor.turn != Some(*id));
        }
        self.check_queues(session);
        self.check_posts(session);
    }

    fn check_queues(&self, session: &Session) {
        let view = session.view(Audience::Moderators);
        assert_eq!(
            view.requests.keys().collect::<Vec<_>>(),
            self.waiting.keys().collect::<Vec<_>>()
        );
        let called = self.waiting.values().filter(|own| own.called).count();
        assert!(called <= 1, "two are called");
        for (id, request) in &view.requests {
            assert_eq!(request.state != RequestStateView::Waiting, self.waiting[id].called);
        }
        for item in session.agenda_order().0 {
            let mut expected: Vec<_> = self
                .waiting
                .iter()
                .filter(|(_, own)| own.item == *item && !own.called)
                .map(|(id, own)| (own.rank, own.place, *id))
                .collect();
            expected.sort_unstable();
            let expected: Vec<RequestId> = expected.into_iter().map(|(_, _, id)| id).collect();
            assert_eq!(
                session.queue_view(*item).map_or_else(Vec::new, |queue| queue.order),
                expected,
                "the queue of {item}"
            );
        }
    }

    fn check_posts(&self, session: &Session) {
        let hidden: BTreeSet<u64> = self
            .posts
            .values()
            .filter(|post| post.hidden)
            .flat_map(|post| post.versions.clone())
            .collect();
        assert_eq!(*session.hidden_entries(), hidden);
        for audience in Audience::ALL {
            let readable = |post: &&Post| !post.withdrawn && (!post.hidden || audience == Audience::Moderators);
            let count = |thread: Option<ThreadId>| {
                let posts = self.posts.values().filter(readable);
                posts
                    .filter(|post| thread.is_none_or(|thread| thread.0 == post.thread))
                    .count() as u64
            };
            assert_eq!(session.counts_view(audience).posts, count(None));
            for (id, thread) in session.view(audience).threads {
                assert_eq!(thread.posts, count(Some(id)));
            }
        }
    }
}
