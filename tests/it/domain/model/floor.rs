//! Who is on the floor, and each turn's clock, told from the spans of time in which it ran.

use std::collections::BTreeSet;

use rostrum::domain::command::RequestKind;
use rostrum::domain::event::{Ended, TurnEnd};
use rostrum::domain::ids::{ItemId, ParticipantId, RequestId, TurnId};
use rostrum::domain::rules::DropClock;
use rostrum::domain::{Event, Phase, Role};
use rostrum::time::Timestamp;
use serde_json::{Map, Value, json};

use super::people::People;
use super::{Before, value, with};
use crate::domain::given::Entry;

#[derive(Debug, Clone)]
pub struct Turn {
    pub id: TurnId,
    item: ItemId,
    request: RequestId,
    pub speaker: ParticipantId,
    kind: RequestKind,
    limit_ms: u64,
    /// How long the clock ran each time.
    spans_ms: Vec<u64>,
    running_since: Option<Timestamp>,
    state: &'static str,
    /// Whether it is paused again once what stands above it is over.
    was_paused: bool,
    reason: Option<String>,
    unconnected: bool,
}

impl Turn {
    fn stop(&mut self, at: Timestamp) {
        let since = self.running_since.take();
        self.spans_ms
            .extend(since.map(|since| at.as_millis() - since.as_millis()));
    }

    fn start(&mut self, at: Timestamp) {
        assert!(self.running_since.is_none(), "a clock that runs is started again");
        (self.running_since, self.state, self.reason) = (Some(at), "holding", None);
    }

    pub fn spent_ms(&self) -> u64 {
        self.spans_ms.iter().sum()
    }
}

#[derive(Debug, Clone, Default)]
pub struct Floor {
    /// The innermost last.
    stack: Vec<Turn>,
    /// With their final spans.
    ended: Vec<Turn>,
    restored: Vec<TurnId>,
    used: BTreeSet<TurnId>,
    pub deepest: usize,
}

/// Roles that may have the floor.
pub fn may_speak(role: Role) -> bool {
    !matches!(role, Role::Captioner | Role::Observer | Role::Display | Role::Owner)
}

impl Floor {
    pub(super) fn follow(&mut self, before: &Before<'_>, entry: &Entry) {
        let Entry { seq, at, event, .. } = entry;
        let (id, at) = (TurnId(*seq), *at);
        match event {
            Event::FloorGranted { .. } => self.grant(before, id, at, event),
            Event::TurnRestored { .. } => self.restore(before, id, at, event),
            Event::TurnEnded { to: Some(_), .. } => self.hand_over(before, id, at, event),
            Event::TurnEnded {
                turn,
                how,
                spent_ms,
                resumed,
                ..
            } => {
                assert_eq!(Some(*turn), self.innermost(), "only the innermost turn ends by itself");
                self.end(before, at, (*turn, *how, *spent_ms), *resumed);
            }
            Event::ParticipantRemoved {
                participant,
                ended,
                resumed,
                ..
            } => self.lose(before, at, *participant, *ended, *resumed),
            Event::RoleChanged {
                participant,
                role,
                ended,
                resumed,
                ..
            } => {
                if may_speak(*role) {
                    assert_eq!((*ended, *resumed), (None, None));
                } else {
                    self.lose(before, at, *participant, *ended, *resumed);
                }
            }
            Event::RecessCalled { paused, .. } => {
                let runs = |turn: &&Turn| turn.state != "paused";
                let top = self.stack.last().filter(runs).map(|turn| turn.id);
                assert_eq!(*paused, top, "a recess pauses what is not paused");
                if let Some(turn) = paused {
                    self.pause(*turn, at);
                }
            }
            _ => self.follow_clock(before, at, event),
        }
    }

    fn follow_clock(&mut self, before: &Before<'_>, at: Timestamp, event: &Event) {
        match event {
            Event::TurnPaused { turn, reason } => {
                self.pause(*turn, at);
                self.top(*turn).reason.clone_from(reason);
            }
            Event::TurnResumed { turn } => {
                assert!(before.agenda.is(Phase::Open));
                assert_eq!(self.top(*turn).state, "paused");
                self.top(*turn).start(at);
            }
            Event::TurnExtended { turn, by_ms, .. } => self.top(*turn).limit_ms += by_ms,
            Event::TurnWarned { turn, left_ms } => {
                let mut own = self.top(*turn).clone();
                own.stop(at);
                assert_eq!(*left_ms, own.limit_ms.saturating_sub(own.spent_ms()), "what is left");
            }
            Event::TurnDropped { turn, spent_ms } => {
                let own = self.top(*turn);
                assert!(own.state == "holding" && !own.unconnected, "{own:?} is dropped");
                own.state = "dropped";
                assert_eq!(spent_ms.is_some(), before.rules.drop_clock == DropClock::Stops);
                if let Some(spent_ms) = spent_ms {
                    let ran = spent_ms.checked_sub(own.spent_ms()).expect("no time is given back");
                    let since = own.running_since.take().expect("a clock that runs");
                    assert!(since.plus_millis(ran) <= at, "charged before it was spent");
                    own.spans_ms.push(ran);
                }
            }
            Event::TurnRecovered { turn } => {
                assert_eq!(self.top(*turn).state, "dropped");
                self.top(*turn).stop(at);
                self.top(*turn).start(at);
            }
            _ => {}
        }
    }

    fn innermost(&self) -> Option<TurnId> {
        self.stack.last().map(|turn| turn.id)
    }

    /// The innermost turn, which is the only one that anything happens to.
    fn top(&mut self, turn: TurnId) -> &mut Turn {
        let top = self.stack.last_mut().expect("a turn");
        assert_eq!(top.id, turn);
        top
    }

    fn pause(&mut self, turn: TurnId, at: Timestamp) {
        let own = self.top(turn);
        assert!(matches!(own.state, "holding" | "dropped"));
        own.stop(at);
        own.state = "paused";
    }

    fn grant(&mut self, before: &Before<'_>, id: TurnId, at: Timestamp, event: &Event) {
        let Event::FloorGranted {
            request,
            speaker,
            item,
            kind,
            limit_ms,
            interrupts,
            unconnected,
            ..
        } = event
        else {
            return;
        };
        let kinds = value(before.rules.kind_limits_ms);
        let by_kind = kinds[value(kind).as_str().expect("a kind")].as_u64();
        let expected = by_kind.or(before.agenda.items[item].limit_ms);
        assert_eq!(*limit_ms, expected.unwrap_or(before.rules.turn_limit_ms), "the limit");
        let turn = Turn {
            id,
            item: *item,
            request: *request,
            speaker: *speaker,
            kind: *kind,
            limit_ms: *limit_ms,
            spans_ms: Vec::new(),
            running_since: None,
            state: "holding",
            was_paused: false,
            reason: None,
            unconnected: *unconnected,
        };
        self.let_in(before, at, *interrupts, turn);
    }

    fn let_in(&mut self, before: &Before<'_>, at: Timestamp, interrupts: Option<TurnId>, mut turn: Turn) {
        assert!(before.agenda.is(Phase::Open));
        assert_eq!(Some(turn.item), before.agenda.active, "the floor is the active item's");
        assert_eq!(interrupts, self.innermost());
        if let Some(below) = self.stack.last_mut() {
            assert!(matches!(turn.kind, RequestKind::PointOfOrder | RequestKind::Question));
            below.stop(at);
            below.was_paused = below.state == "paused";
            below.state = "interrupted";
        }
        assert!(
            self.stack.iter().all(|other| other.speaker != turn.speaker),
            "one person, one turn"
        );
        assert!(self.used.insert(turn.id), "a turn's id is used twice");
        turn.start(at);
        self.stack.push(turn);
        self.deepest = self.deepest.max(self.stack.len());
        assert!(self.stack.len() <= 3);
    }

    fn restore(&mut self, before: &Before<'_>, id: TurnId, at: Timestamp, event: &Event) {
        let Event::TurnRestored {
            turn,
            speaker,
            item,
            kind,
            limit_ms,
            interrupts,
            unconnected,
        } = event
        else {
            return;
        };
        assert!(!self.restored.contains(turn), "a turn comes back once");
        self.restored.push(*turn);
        let ended = self
            .ended
            .iter()
            .find(|own| own.id == *turn)
            .expect("a turn that ended");
        assert_eq!((*speaker, *item, *kind), (ended.speaker, ended.item, ended.kind));
        let left = ended.limit_ms.checked_sub(ended.spent_ms()).filter(|left| *left > 0);
        assert_eq!(Some(*limit_ms), left, "what was left");
        let turn = Turn {
            id,
            limit_ms: *limit_ms,
            spans_ms: Vec::new(),
            unconnected: *unconnected,
            ..ended.clone()
        };
        self.let_in(before, at, *interrupts, turn);
    }

    /// The rest goes to somebody else; what stands below waits on.
    fn hand_over(&mut self, before: &Before<'_>, id: TurnId, at: Timestamp, event: &Event) {
        let Event::TurnEnded {
            turn,
            how: TurnEnd::Yielded,
            spent_ms,
            resumed: None,
            to: Some(to),
            limit_ms: Some(limit_ms),
            unconnected,
            ..
        } = event
        else {
            panic!("{event:?} hands over");
        };
        assert!(before.agenda.is(Phase::Open));
        let mut next = self.top(*turn).clone();
        self.lift(at, (*turn, TurnEnd::Yielded, *spent_ms));
        assert_eq!(
            Some(*limit_ms),
            next.limit_ms.checked_sub(*spent_ms).filter(|left| *left > 0)
        );
        assert!(self.stack.iter().all(|other| other.speaker != *to) && next.speaker != *to);
        assert!(self.used.insert(id), "a turn's id is used twice");
        (next.id, next.speaker, next.limit_ms, next.unconnected) = (id, *to, *limit_ms, *unconnected);
        (next.spans_ms, next.running_since) = (Vec::new(), None);
        next.start(at);
        self.stack.push(next);
    }

    fn lose(
        &mut self,
        before: &Before<'_>,
        at: Timestamp,
        whose: ParticipantId,
        ended: Option<Ended>,
        resumed: Option<TurnId>,
    ) {
        let own = self.stack.iter().find(|turn| turn.speaker == whose).map(|turn| turn.id);
        assert_eq!(ended.map(|ended| ended.turn), own, "who goes leaves the floor");
        if let Some(ended) = ended {
            self.end(before, at, (ended.turn, ended.how, ended.spent_ms), resumed);
        }
    }

    /// Takes a turn off the floor; says whether it was the innermost.
    fn lift(&mut self, at: Timestamp, (turn, how, spent_ms): (TurnId, TurnEnd, u64)) -> bool {
        let place = self
            .stack
            .iter()
            .position(|own| own.id == turn)
            .expect("a turn that runs");
        let mut own = self.stack.remove(place);
        own.stop(at);
        if how == TurnEnd::TimedOut {
            assert!(own.limit_ms <= own.spent_ms(), "a turn timed out before its time");
            own.spans_ms = vec![own.limit_ms];
        }
        assert_eq!(own.spent_ms(), spent_ms, "the turn {turn} is charged for what it held");
        self.ended.push(own);
        place == self.stack.len()
    }

    fn end(&mut self, before: &Before<'_>, at: Timestamp, end: (TurnId, TurnEnd, u64), resumed: Option<TurnId>) {
        let innermost = self.lift(at, end);
        let Some(below) = self.stack.last_mut().filter(|_| innermost) else {
            assert_eq!(resumed, None, "only the end of the innermost turn lets another go on");
            return;
        };
        let goes_on = before.agenda.is(Phase::Open) && !below.was_paused;
        assert_eq!(resumed, goes_on.then_some(below.id), "what goes on");
        if goes_on {
            below.start(at);
        } else {
            below.state = "paused";
        }
    }

    /// Ended turns and their time; one that came back has not ended, but its time is spent.
    pub fn heard(&self, who: impl Fn(ParticipantId) -> bool) -> (u64, u64) {
        let ended = || self.ended.iter().filter(|turn| who(turn.speaker));
        let turns = ended().filter(|turn| !self.restored.contains(&turn.id)).count() as u64;
        (turns, ended().map(Turn::spent_ms).sum())
    }

    pub fn view(&self) -> Value {
        let ids: Vec<TurnId> = self.stack.iter().map(|turn| turn.id).collect();
        match ids.split_last() {
            Some((top, below)) => json!({"turn": top, "interrupted": below}),
            None => json!({"interrupted": []}),
        }
    }

    pub fn turns(&self, people: &People) -> Value {
        let mut turns = Map::new();
        for own in &self.stack {
            let mut turn = json!({
                "item": own.item, "request": own.request, "speaker": people.view(own.speaker), "kind": own.kind,
                "state": own.state, "limit_ms": own.limit_ms, "spent_ms": own.spent_ms(),
            });
            with(&mut turn, "running_since", own.running_since.map(value));
            with(&mut turn, "reason", own.reason.clone().map(Value::from));
            turns.insert(own.id.to_string(), turn);
        }
        Value::Object(turns)
    }
}
