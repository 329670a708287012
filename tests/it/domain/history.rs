//! Random histories: people of every role in several venues send commands of every type, sensible and not, time passes in
//! steps of every size, and deadlines happen when they are due, promptly or late, before the next command.

mod choice;
mod probes;

use proptest::collection::vec;
use proptest::prelude::*;
use rostrum::domain::command::{Command, Waiting};
use rostrum::domain::ids::{ItemId, ParticipantId};
use rostrum::domain::limits::SessionLimits;
use rostrum::domain::people::Invitee;
use rostrum::domain::rules::Overtime;
use rostrum::domain::{Actor, Audience, Order, Role, Session};
use serde_json::{Value, json};

use self::choice::Choice;
pub use self::probes::probes;
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
            Command::OpenSession { reason: None },
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
                .act(
                    Actor::Participant(ParticipantId(CHAIR)),
                    Order::Command(Box::new(command)),
                )
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
    let late = step.one.is_multiple_of(4);
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
                sector: step.one.is_multiple_of(2).then(|| "__proto__".to_owned()),
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
            let order = if step.two.is_multiple_of(2) {
                Order::RenewSeat(whom)
            } else {
                Order::RevokeSeat(whom)
            };
            meeting.act(actor(step), order).ok();
        }
        _ => {
            let sensible = step.sense < SENSIBLE;
            let command = Choice {
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
                .act(Actor::Participant(ParticipantId(by)), Order::Command(Box::new(command)))
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
    let moderator = if step.who.is_multiple_of(2) { CHAIR } else { CLERK };
    match command {
        Command::RequestFloor { .. } | Command::PublishPost { .. } => u64::from(step.who % 13) + 1,
        Command::Ready { request } | Command::WithdrawRequest { request } => {
            let view = session.request_view(*request);
            view.map_or(moderator, |view| {
                if step.two.is_multiple_of(2) {
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
