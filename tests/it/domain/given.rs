//! A meeting to test with: given what happened, when somebody sends a command, then an event or a refusal.

use rostrum::domain::command::Command;
use rostrum::domain::creation::NewSession;
use rostrum::domain::forms::Edition;
use rostrum::domain::ids::ParticipantId;
use rostrum::domain::limits::SessionLimits;
use rostrum::domain::people::Invitee;
use rostrum::domain::{Act, Actor, Audience, Code, Event, Order, Refusal, Session, Touched};
use rostrum::time::Timestamp;
use rostrum::wire::patch::merge_patch;
use serde_json::{Value, json};
use uuid::Uuid;

use super::merge::{has_null, merge};

pub const CHAIR: u64 = 1;
pub const CLERK: u64 = 2;
/// Members in the main venue.
pub const ANNA: u64 = 3;
pub const BERT: u64 = 4;
/// A member in the branch venue.
pub const CLEO: u64 = 5;
pub const RESPONDENT: u64 = 6;
/// The operator of the main venue.
pub const OPERATOR: u64 = 7;
pub const CAPTIONER: u64 = 8;
pub const OBSERVER: u64 = 9;
pub const DISPLAY: u64 = 10;
/// The operator of the branch venue.
pub const BRANCH_OPERATOR: u64 = 11;
/// An operator without a venue, and a member without one.
pub const ROVING_OPERATOR: u64 = 12;
pub const ONLINE_MEMBER: u64 = 13;

/// The agenda: `session_created` is entry 1, the people are entry 2.
pub const FIRST: u64 = 3;
pub const SECOND: u64 = 4;
pub const THIRD: u64 = 5;

const START_MS: u64 = 1_790_000_000_000;

/// One accepted entry.
#[derive(Debug, Clone)]
pub struct Entry {
    pub seq: u64,
    pub at: Timestamp,
    pub by: Option<ParticipantId>,
    pub event: Event,
}

/// A session with its journal and a clock.
#[derive(Debug, Clone)]
pub struct Meeting {
    pub session: Session,
    pub entries: Vec<Entry>,
    pub now: Timestamp,
    pub limits: SessionLimits,
    /// What the last entry touched.
    pub touched: Touched,
    /// Whether those who get the floor have a connection.
    pub connected: bool,
    /// The last accepted command, by whom, and the session before it.
    pub acted: Option<(ParticipantId, Command, Session)>,
    /// Each audience's view as it is.
    pub views: [Value; 3],
}

/// The body of a session with somebody in every role.
pub fn new_session(rules: &Value) -> NewSession {
    let person = |name: &str, role: &str, venue: Option<&str>| match venue {
        Some(venue) => json!({"name": name, "role": role, "sector": "经济界", "venue": venue}),
        None => json!({"name": name, "role": role}),
    };
    let body = json!({
        "title": "A meeting", "rules": rules,
        "venues": [{"name": "Main hall", "kind": "main"}, {"name": "Branch", "kind": "branch"}],
        "agenda": [
            {"title": "First", "kind": "report"},
            {"title": "Second", "kind": "discussion", "limit_ms": 200_000},
            {"title": "Third", "kind": "summary"},
        ],
        "participants": [
            person("Chair", "chair", None), person("Clerk", "clerk", None),
            person("Anna", "member", Some("Main hall")), person("Bert", "member", Some("Main hall")),
            person("Cleo", "member", Some("Branch")), person("Respondent", "respondent", Some("Main hall")),
            person("Operator", "operator", Some("Main hall")), person("Captioner", "captioner", None),
            person("Observer", "observer", Some("Main hall")), person("Display", "display", None),
            person("Branch operator", "operator", Some("Branch")), person("Roving operator", "operator", None),
            person("Online member", "member", None),
        ],
    });
    serde_json::from_value(body).expect("the fixture's body is one")
}

impl Meeting {
    /// A session in draft under `rules`, a patch on the form's.
    pub fn drafted_with(rules: &Value) -> Self {
        Self::made(&new_session(rules), SessionLimits::default())
    }

    /// Whatever `body` asks for.
    pub fn made(body: &NewSession, limits: SessionLimits) -> Self {
        Self::made_by(body, &Edition::meeting(), limits)
    }

    /// The same under a form's edition.
    pub fn made_by(body: &NewSession, edition: &Edition, limits: SessionLimits) -> Self {
        let mut meeting = Self {
            session: Session::default(),
            entries: Vec::new(),
            now: Timestamp::from_millis(START_MS),
            limits,
            touched: Touched::default(),
            connected: true,
            acted: None,
            views: [Value::Null, Value::Null, Value::Null],
        };
        meeting.views = Audience::ALL.map(|audience| meeting.view_for(audience));
        let id = Uuid::from_u128(7);
        for event in body
            .decide(id, meeting.now, edition, &meeting.limits)
            .expect("a session")
        {
            meeting.append(Actor::Convener, event);
        }
        meeting
    }

    /// A session in draft.
    pub fn drafted() -> Self {
        Self::drafted_with(&json!({}))
    }

    /// An open session under `rules` whose first item is active.
    pub fn running_with(rules: &Value) -> Self {
        let mut meeting = Self::drafted_with(rules);
        meeting.accept(CHAIR, json!({"type": "open_session"}));
        meeting.accept(CHAIR, json!({"type": "start_item", "item": FIRST, "expect_item": null}));
        meeting
    }

    /// An open session whose first item is active.
    pub fn running() -> Self {
        Self::running_with(&json!({}))
    }

    /// Decides, and applies what comes of it.
    pub fn act(&mut self, actor: Actor, order: Order) -> Result<Event, Refusal> {
        let at = self.now;
        let before = self.session.clone();
        let act = Act {
            actor,
            at,
            order,
            connected: self.connected,
        };
        match self.session.decide(&act, &self.limits) {
            Ok(event) => {
                self.append(actor, event.clone());
                self.acted = match (act.order, actor) {
                    (Order::Command(command), Actor::Participant(by)) => Some((by, *command, before)),
                    _ => None,
                };
                Ok(event)
            }
            Err(refusal) => {
                assert_eq!(self.session, before, "a refusal changes nothing");
                Err(refusal)
            }
        }
    }

    /// A command by a participant, as JSON.
    pub fn send(&mut self, by: u64, command: Value) -> Result<Event, Refusal> {
        let command: Command = serde_json::from_value(command).expect("a command");
        self.act(Actor::Participant(ParticipantId(by)), Order::Command(Box::new(command)))
    }

    /// The number of the entry that the command made.
    #[track_caller]
    pub fn accept(&mut self, by: u64, command: Value) -> u64 {
        let shown = command.to_string();
        match self.send(by, command) {
            Ok(_) => self.session.head(),
            Err(refusal) => panic!("{shown} by {by} was refused: {refusal:?}"),
        }
    }

    /// The code of the refusal.
    #[track_caller]
    pub fn refuse(&mut self, by: u64, command: Value) -> Code {
        let shown = command.to_string();
        match self.send(by, command) {
            Ok(event) => panic!("{shown} by {by} was accepted: {event:?}"),
            Err(refusal) => refusal.code,
        }
    }

    /// Invites people as a call of HTTP does.
    pub fn invite(&mut self, actor: Actor, invitees: &[Invitee]) -> Result<usize, Refusal> {
        let events = self.session.invite(actor, invitees, &self.limits)?;
        let made = events.len();
        for event in events {
            self.append(actor, event);
        }
        Ok(made)
    }

    /// Lets time pass; whatever comes due happens at its moment.
    pub fn wait(&mut self, ms: u64) -> Vec<Event> {
        let until = self.now.plus_millis(ms);
        let mut happened = Vec::new();
        while let Some((due, deadline)) = self.session.next_deadline().filter(|(due, _)| *due <= until) {
            self.now = self.now.max(due);
            let event = self
                .act(Actor::Clock, Order::Deadline(deadline))
                .expect("a deadline that is due happens");
            happened.push(event);
        }
        self.now = until;
        happened
    }

    /// The server sleeps; whatever came due happens now, late.
    pub fn sleep(&mut self, ms: u64) -> Vec<Event> {
        self.now = self.now.plus_millis(ms);
        self.wait(0)
    }

    /// Appends one entry and checks the law of the view for every audience (SPEC P5).
    pub fn append(&mut self, actor: Actor, event: Event) {
        let (seq, at, by) = (self.session.head() + 1, self.now, actor.by());
        self.touched = self.session.apply(seq, at, by, &event);
        self.views = Audience::ALL.map(|audience| {
            let before = std::mem::take(&mut self.views[audience.index()]);
            let patch = Value::Object(merge_patch(&self.session, &self.touched, audience));
            let after = self.view_for(audience);
            assert!(!has_null(&after), "a null in the view after {event:?}");
            assert_eq!(merge(before, &patch), after, "the patch of {event:?} for {audience:?}");
            after
        });
        self.acted = None;
        self.entries.push(Entry { seq, at, by, event });
    }

    /// The view as JSON.
    pub fn view_for(&self, audience: Audience) -> Value {
        serde_json::to_value(self.session.view(audience)).expect("a view is JSON")
    }

    /// The moderators' view as JSON.
    pub fn view(&self) -> Value {
        self.view_for(Audience::Moderators)
    }

    /// The innermost turn.
    pub fn turn(&self) -> Option<u64> {
        self.session.floor_view().turn.map(|turn| turn.0)
    }

    /// The waiting requests of an item in their order.
    pub fn order(&self, item: u64) -> Vec<u64> {
        let queue = self.session.queue_view(rostrum::domain::ids::ItemId(item));
        queue.map_or_else(Vec::new, |queue| queue.order.iter().map(|request| request.0).collect())
    }

    /// A request for the first item.
    #[track_caller]
    pub fn request(&mut self, by: u64, kind: &str) -> u64 {
        self.accept(by, json!({"type": "request_floor", "item": FIRST, "kind": kind}))
    }

    /// A turn of `speaker` on the first item, granted without a call.
    #[track_caller]
    pub fn grant(&mut self, speaker: u64, kind: &str) -> u64 {
        let request = self.request(speaker, kind);
        let expect_turn = self.turn();
        self.accept(
            CHAIR,
            json!({"type": "grant_floor", "request": request, "expect_turn": expect_turn}),
        )
    }
}
