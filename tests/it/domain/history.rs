//! Random histories: people of every role in several venues send commands of every type, sensible and not, time passes in
//! steps of every size, and deadlines happen when they are due, promptly or late, before the next command.

use proptest::collection::vec;
use proptest::prelude::*;
use rostrum::domain::command::{Command, ItemKind, Link, RequestKind, Waiting};
use rostrum::domain::ids::{ItemId, ParticipantId, PostId, RequestId, StatementId, ThreadId, TurnId};
use rostrum::domain::limits::SessionLimits;
use rostrum::domain::people::Invitee;
use rostrum::domain::rules::Overtime;
use rostrum::domain::{Act, Actor, Audience, Event, Order, Role, Session};
use serde_json::{Value, json};

use super::given::{CHAIR, CLERK, FIRST, Meeting, new_session};

/// Raw numbers of which [`play`] makes one act each.
#[derive(Clone, Copy)]
pub struct Step {
    who: u8,
    what: u16,
    one: u16,
    two: u16,
    /// Below [`SENSIBLE`] the act is one that makes sense at the time.
    sense: u8,
    ms: u32,
}

impl std::fmt::Debug for Step {
    /// On one line: a failing history has hundreds.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            who,
            what,
            one,
            two,
            sense,
            ms,
        } = self;
        write!(formatter, "({who},{what},{one},{two},{sense},{ms})")
    }
}

/// Out of 256.
const SENSIBLE: u8 = 215;

/// A history to play.
#[derive(Debug, Clone)]
pub struct Script {
    rules: usize,
    opened: bool,
    steps: Vec<Step>,
}

fn step() -> impl Strategy<Value = Step> {
    let ms = prop_oneof![3 => Just(0_u32), 4 => 1_u32..900, 2 => 900_u32..5_000, 1 => 5_000_u32..700_000];
    (any::<u8>(), any::<u16>(), any::<u16>(), any::<u16>(), any::<u8>(), ms).prop_map(
        |(who, what, one, two, sense, ms)| Step {
            who,
            what,
            one,
            two,
            sense,
            ms,
        },
    )
}

/// Scripts of `steps` acts.
pub fn script(steps: usize) -> impl Strategy<Value = Script> {
    (0..RULES, prop::bool::weighted(0.85), vec(step(), 1..=steps)).prop_map(|(rules, opened, steps)| Script {
        rules,
        opened,
        steps,
    })
}

const RULES: usize = 5;

fn rules(which: usize) -> Value {
    match which {
        0 => json!({}),
        1 => json!({"overtime": "stop", "turn_limit_ms": 3_000, "warn_ms": 1_000, "ready_timeout_ms": 1_000}),
        2 => json!({"requests_per_kind": 3, "queue_max": 6, "threads_before": true, "threads_after": true}),
        3 => json!({"overtime": "stop", "warn_ms": 0, "kind_limits_ms": {"question": 1_000, "point_of_order": 2_000}}),
        _ => json!({"overtime": "overrun", "turn_limit_ms": 2_000, "warn_ms": 5_000, "requests_per_kind": 2}),
    }
}

/// Small limits, so that histories of this length reach them.
fn small_limits() -> SessionLimits {
    SessionLimits {
        items_max: 8,
        threads_max: 4,
        waiting_per_item_max: 9,
        waiting_max: 14,
        participants_max: 40,
        ..SessionLimits::default()
    }
}

/// Plays a script; `watch` sees the meeting after every accepted entry.
pub fn play(script: &Script, mut watch: impl FnMut(&Meeting)) -> Meeting {
    let mut meeting = Meeting::made(&new_session(&rules(script.rules)), small_limits());
    watch_new(&meeting, 0, &mut watch);
    if script.opened {
        for command in [
            Command::OpenSession {},
            Command::StartItem {
                item: ItemId(FIRST),
                expect_item: None,
                waiting: Waiting::Expire,
            },
            Command::OpenThread {
                title: "A topic".into(),
                item: None,
            },
        ] {
            meeting
                .act(Actor::Participant(ParticipantId(CHAIR)), Order::Command(command))
                .expect("a beginning");
            watch(&meeting);
        }
    }
    for step in &script.steps {
        let_time_pass(&mut meeting, *step, &mut watch);
        let before = meeting.entries.len();
        take(&mut meeting, *step);
        watch_new(&meeting, before, &mut watch);
    }
    meeting
}

/// One act makes one entry, but the creation and an invitation, whose entries follow each other.
fn watch_new(meeting: &Meeting, before: usize, watch: &mut impl FnMut(&Meeting)) {
    if meeting.entries.len() > before {
        watch(meeting);
    }
}

fn let_time_pass(meeting: &mut Meeting, step: Step, watch: &mut impl FnMut(&Meeting)) {
    let until = meeting.now.plus_millis(step.ms.into());
    let late = step.one % 4 == 0;
    let mut at_this_moment = 0;
    while let Some((due, deadline)) = meeting.session.next_deadline().filter(|(due, _)| *due <= until) {
        let at = if late { until } else { meeting.now.max(due) };
        at_this_moment = if at == meeting.now { at_this_moment + 1 } else { 1 };
        // A call, and a warning and an end for each of three turns.
        assert!(at_this_moment <= 7, "the clock goes round in circles at {at}");
        meeting.now = at;
        meeting
            .act(Actor::Clock, Order::Deadline(deadline))
            .expect("a deadline that is due happens");
        let next = meeting.session.next_deadline();
        assert!(
            next.is_none_or(|next| next.1 != deadline || next.0 > at),
            "{deadline:?} is due again at once"
        );
        watch(meeting);
    }
    meeting.now = until;
    if meeting.session.rules().overtime == Overtime::Stop {
        for turn in meeting.session.view(Audience::Moderators).turns.values() {
            let since = turn.running_since.unwrap_or(until);
            let used_ms = turn.spent_ms + until.millis_since(since);
            assert!(
                turn.running_since.is_none() || used_ms < turn.limit_ms,
                "a turn outlives its limit"
            );
        }
    }
}

fn take(meeting: &mut Meeting, step: Step) {
    match step.what % 64 {
        0 => {
            let invitee = Invitee {
                name: format!("Guest {}", step.one),
                role: Role::ALL[usize::from(step.two) % Role::ALL.len()],
                sector: (step.one % 2 == 0).then(|| "__proto__".to_owned()),
                venue: [None, Some("Main hall".to_owned()), Some("Nowhere".to_owned())][usize::from(step.one) % 3]
                    .clone(),
            };
            let invitees = vec![invitee; usize::from(step.two % 3)];
            let before = meeting.session.clone();
            if meeting.invite(actor(step), &invitees).is_err() {
                assert_eq!(meeting.session, before);
            }
        }
        1 => {
            let whom = ParticipantId(u64::from(step.one % 16));
            let order = if step.two % 2 == 0 {
                Order::RenewSeat(whom)
            } else {
                Order::RevokeSeat(whom)
            };
            meeting.act(actor(step), order).ok();
        }
        _ => {
            let sensible = step.sense < SENSIBLE;
            let command = Choice {
                session: &meeting.session,
                meeting,
                step,
                sensible,
            }
            .command();
            let by = if sensible {
                who_would(&meeting.session, &command, step)
            } else {
                u64::from(step.who % 16)
            };
            meeting
                .act(Actor::Participant(ParticipantId(by)), Order::Command(command))
                .ok();
        }
    }
}

fn actor(step: Step) -> Actor {
    match step.who % 8 {
        0 => Actor::Clock,
        1 | 2 => Actor::Convener,
        3 => Actor::Participant(ParticipantId(u64::from(step.one % 16))),
        _ => Actor::Participant(ParticipantId(CHAIR)),
    }
}

/// Somebody for whom the command makes sense.
fn who_would(session: &Session, command: &Command, step: Step) -> u64 {
    let moderator = if step.who % 2 == 0 { CHAIR } else { CLERK };
    match command {
        Command::RequestFloor { .. } | Command::PublishPost { .. } => u64::from(step.who % 13) + 1,
        Command::Ready { request } | Command::WithdrawRequest { request } => {
            let view = session.request_view(*request);
            view.map_or(moderator, |view| {
                if step.two % 2 == 0 {
                    view.speaker.participant.0
                } else {
                    view.asked_by.0
                }
            })
        }
        Command::ReleaseFloor { .. } => {
            let turn = session.floor_view().turn.and_then(|turn| session.turn_view(turn));
            turn.map_or(moderator, |turn| turn.speaker.participant.0)
        }
        Command::RevisePost { post, .. } | Command::WithdrawPost { post } => {
            session.post(*post).map_or(moderator, |post| post.by.0)
        }
        _ => moderator,
    }
}

struct Choice<'a> {
    session: &'a Session,
    meeting: &'a Meeting,
    step: Step,
    sensible: bool,
}

const KINDS: [RequestKind; 5] = [
    RequestKind::PointOfOrder,
    RequestKind::Question,
    RequestKind::Reply,
    RequestKind::Prepared,
    RequestKind::Impromptu,
];

impl Choice<'_> {
    /// One of `of`, or any number at all.
    fn among(&self, number: u16, of: &[u64]) -> u64 {
        if (self.sensible || number % 4 != 0) && !of.is_empty() {
            return of[usize::from(number) % of.len()];
        }
        u64::from(number) % (self.session.head() + 3)
    }

    fn made(&self, of: impl Fn(&Event) -> bool) -> Vec<u64> {
        self.meeting
            .entries
            .iter()
            .filter(|entry| of(&entry.event))
            .map(|entry| entry.seq)
            .collect()
    }

    fn item(&self, number: u16) -> ItemId {
        let active = self.session.agenda_order().1;
        if let (Some(active), true) = (active, self.sensible && number % 3 != 0) {
            return active;
        }
        let order: Vec<u64> = self.session.agenda_order().0.iter().map(|item| item.0).collect();
        ItemId(self.among(number, &order))
    }

    fn any_item(&self, number: u16) -> ItemId {
        let order: Vec<u64> = self.session.agenda_order().0.iter().map(|item| item.0).collect();
        ItemId(self.among(number, &order))
    }

    fn request(&self, number: u16) -> RequestId {
        let view = self.session.view(Audience::Moderators);
        let live: Vec<u64> = view.requests.keys().map(|request| request.0).collect();
        RequestId(self.among(number, &live))
    }

    /// One that may speak now: one that interrupts, if somebody speaks already.
    fn grantable(&self, number: u16) -> RequestId {
        let view = self.session.view(Audience::Moderators);
        let free = view.floor.turn.is_none();
        let fits = view
            .requests
            .iter()
            .filter(|(_, request)| free || request.kind.interrupts());
        let fitting: Vec<u64> = fits.map(|(id, _)| id.0).collect();
        RequestId(self.among(number, &fitting))
    }

    fn called(&self, number: u16) -> RequestId {
        let view = self.session.view(Audience::Moderators);
        let waiting = rostrum::domain::view::RequestStateView::Waiting;
        let called = view
            .requests
            .iter()
            .find(|(_, request)| request.state != waiting)
            .map(|(id, _)| *id);
        called.filter(|_| self.sensible).unwrap_or_else(|| self.request(number))
    }

    fn turn(&self) -> Option<TurnId> {
        if self.sensible {
            return self.session.floor_view().turn;
        }
        (self.step.two % 3 != 0).then(|| TurnId(u64::from(self.step.two) % (self.session.head() + 1)))
    }

    fn expect_item(&self) -> Option<ItemId> {
        if self.sensible {
            self.session.agenda_order().1
        } else {
            Some(self.any_item(self.step.one))
        }
    }

    fn text(&self) -> String {
        match (self.sensible, self.step.two % 5) {
            (false, 0) => " \u{0}\n".to_owned(),
            (false, 1) => "字".repeat(9_000),
            _ => format!("words {}", self.step.two),
        }
    }

    #[expect(clippy::too_many_lines, reason = "a table: one arm for each command")]
    fn command(&self) -> Command {
        let Step { one, two, what, .. } = self.step;
        let few = usize::from(two);
        match what % 64 {
            2 => Command::OpenSession {},
            3 => Command::CallRecess {},
            4 | 5 => Command::ResumeSession {},
            6 if what % 5 == 0 => Command::AdjournSession {},
            7 => Command::SealSession {},
            6 | 8 => Command::AddItem {
                title: self.text(),
                kind: ItemKind::Response,
                limit_ms: [None, Some(1_500), Some(5)][few % 3],
                before: (one % 2 == 0).then(|| self.any_item(one)),
                links: vec![
                    Link {
                        label: "Paper".into(),
                        url: "https://example.org/paper".into()
                    };
                    few % 12
                ],
            },
            9 => Command::EditItem {
                item: self.any_item(one),
                title: (two % 2 == 0).then(|| self.text()),
                kind: (two % 3 == 0).then_some(ItemKind::Study),
                limit_ms: [None, Some(2_500), Some(0)][few % 3],
                links: [None, Some(Vec::new())][few % 2].clone(),
            },
            10 => Command::MoveItem {
                item: self.any_item(one),
                before: (two % 3 != 0).then(|| self.any_item(two)),
            },
            11 | 12 => Command::StartItem {
                item: self.any_item(one),
                expect_item: self.expect_item(),
                waiting: [Waiting::Expire, Waiting::CarryOver][few % 2],
            },
            13 => Command::FinishItem {
                expect_item: self.expect_item(),
                waiting: [Waiting::Expire, Waiting::CarryOver][few % 2],
                conclusion: (one % 2 == 0).then(|| self.text()),
            },
            14 => Command::DeferItem {
                item: self.any_item(one),
            },
            15 => Command::ConcludeItem {
                item: self.any_item(one),
                text: self.text(),
            },
            16..=25 => {
                let interrupting = self.sensible && self.session.floor_view().turn.is_some() && one % 2 == 0;
                let kind = KINDS[few % if interrupting { 2 } else { KINDS.len() }];
                let turns = self.made(|event| matches!(event, Event::FloorGranted { .. }));
                let replies = kind == RequestKind::Reply && (self.sensible || one % 2 == 0);
                Command::RequestFloor {
                    item: self.item(one),
                    kind,
                    subject: (one % 2 == 0).then(|| self.text()),
                    speaker: (one % 5 == 0).then(|| ParticipantId(u64::from(two % 16))),
                    replies_to: replies.then(|| TurnId(self.among(one, &turns))),
                }
            }
            26 => Command::WithdrawRequest {
                request: self.request(one),
            },
            27..=29 => Command::MoveRequest {
                request: self.request(one),
                before: (two % 4 != 0).then(|| self.request(two)),
                reason: self.text(),
            },
            30 | 31 => Command::OpenQueue {
                item: self.any_item(one),
            },
            32 => Command::CloseQueue {
                item: self.any_item(one),
            },
            33..=35 => Command::CallSpeaker {
                request: self.request(one),
                expect_turn: self.turn(),
            },
            36 => Command::RecallCall {
                request: self.called(one),
            },
            37..=39 => Command::Ready {
                request: self.called(one),
            },
            40 => Command::PassRequest {
                request: self.called(one),
            },
            41..=44 => Command::GrantFloor {
                request: self.grantable(one),
                expect_turn: self.turn(),
            },
            45 => Command::ReleaseFloor {
                expect_turn: self.turn(),
            },
            46 => Command::EndTurn {
                expect_turn: self.turn(),
                reason: (one % 2 == 0).then(|| self.text()),
            },
            47 => Command::RevokeTurn {
                expect_turn: self.turn(),
                reason: self.text(),
            },
            48 => Command::PauseTurn {
                expect_turn: self.turn(),
                reason: (one % 2 == 0).then(|| self.text()),
            },
            49 | 50 => Command::ResumeTurn {
                expect_turn: self.turn(),
            },
            51 => Command::ExtendTurn {
                expect_turn: self.turn(),
                by_ms: [500, 90_000, 0, u64::MAX][few % 4],
                reason: self.text(),
            },
            52 => Command::OpenThread {
                title: self.text(),
                item: (one % 2 == 0).then(|| self.any_item(one)),
            },
            53 => Command::CloseThread {
                thread: self.thread(one),
            },
            54 | 55 => Command::PublishPost {
                thread: self.thread(one),
                text: self.text(),
                replies_to: (two % 3 == 0).then(|| self.post(two)),
            },
            56 => Command::RevisePost {
                post: self.post(one),
                text: self.text(),
            },
            57 => Command::WithdrawPost { post: self.post(one) },
            58 => Command::HidePost {
                post: self.post(one),
                reason: self.text(),
            },
            59 => {
                let hidden: Vec<u64> = self.session.hidden_entries().iter().copied().collect();
                Command::ShowPost {
                    post: PostId(self.among(one, &hidden)),
                }
            }
            60 => {
                let turns = self.made(|event| matches!(event, Event::FloorGranted { .. }));
                Command::RecordStatement {
                    turn: TurnId(self.among(one, &turns)),
                    text: self.text(),
                }
            }
            61 => {
                let statements = self.made(|event| matches!(event, Event::StatementRecorded { .. }));
                let statement = StatementId(self.among(one, &statements));
                Command::ReviseStatement {
                    statement,
                    text: self.text(),
                    reason: self.text(),
                }
            }
            62 => Command::Remove {
                participant: ParticipantId(u64::from(one % 16).max(3)),
                reason: self.text(),
            },
            _ => Command::ChangeRole {
                participant: ParticipantId(u64::from(one % 16).max(2)),
                role: Role::ALL[few % Role::ALL.len()],
            },
        }
    }

    fn thread(&self, number: u16) -> ThreadId {
        ThreadId(self.among(number, &self.made(|event| matches!(event, Event::ThreadOpened { .. }))))
    }

    fn post(&self, number: u16) -> PostId {
        PostId(self.among(number, &self.made(|event| matches!(event, Event::PostPublished { .. }))))
    }
}

/// Acts that decide something about everything a session holds: two sessions that answer all of them alike decide alike.
pub fn probes(session: &Session) -> Vec<Act> {
    let at = session.at().plus_millis(100);
    let mut commands = vec![
        Command::OpenSession {},
        Command::CallRecess {},
        Command::ResumeSession {},
        Command::AdjournSession {},
        Command::SealSession {},
        Command::FinishItem {
            expect_item: session.agenda_order().1,
            waiting: Waiting::CarryOver,
            conclusion: None,
        },
    ];
    let expect_turn = session.floor_view().turn;
    commands.extend([
        Command::EndTurn {
            expect_turn,
            reason: None,
        },
        Command::ReleaseFloor { expect_turn },
        Command::PauseTurn {
            expect_turn,
            reason: None,
        },
        Command::ResumeTurn { expect_turn },
    ]);
    for id in 0..=session.head() {
        commands.extend([
            Command::OpenQueue { item: ItemId(id) },
            Command::StartItem {
                item: ItemId(id),
                expect_item: session.agenda_order().1,
                waiting: Waiting::CarryOver,
            },
            Command::GrantFloor {
                request: RequestId(id),
                expect_turn,
            },
            Command::Ready { request: RequestId(id) },
            Command::MoveRequest {
                request: RequestId(id),
                before: None,
                reason: "r".into(),
            },
            Command::PublishPost {
                thread: ThreadId(id),
                text: "t".into(),
                replies_to: None,
            },
            Command::HidePost {
                post: PostId(id),
                reason: "r".into(),
            },
            Command::ReviseStatement {
                statement: StatementId(id),
                text: "t".into(),
                reason: "r".into(),
            },
            Command::RecordStatement {
                turn: TurnId(id),
                text: "t".into(),
            },
        ]);
    }
    for whom in 1..=16 {
        commands.push(Command::Remove {
            participant: ParticipantId(whom),
            reason: "r".into(),
        });
    }
    let mut acts = Vec::new();
    for command in commands {
        for by in [CHAIR, 3, 7, 9] {
            acts.push(Act {
                actor: Actor::Participant(ParticipantId(by)),
                at,
                order: Order::Command(command.clone()),
            });
        }
    }
    acts
}
