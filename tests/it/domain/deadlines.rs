//! What the clock does.

use rostrum::domain::deadline::Deadline;
use rostrum::domain::event::TurnEnd;
use rostrum::domain::ids::{ParticipantId, TurnId};
use rostrum::domain::{Actor, Code, Event, Order};
use serde_json::json;

use super::given::{ANNA, BERT, CHAIR, Meeting};

fn stopping() -> Meeting {
    Meeting::running_with(&json!({"overtime": "stop", "turn_limit_ms": 100_000, "warn_ms": 10_000}))
}

fn shown(events: &[Event]) -> Vec<serde_json::Value> {
    events
        .iter()
        .map(|event| serde_json::to_value(event).expect("JSON"))
        .collect()
}

#[test]
fn d50_a_turn_is_warned_and_then_told_or_stopped_by_rule() {
    for (rule, last) in [
        ("warn", "turn_warned"),
        ("overrun", "turn_warned"),
        ("stop", "turn_ended"),
    ] {
        let rules = json!({"overtime": rule, "turn_limit_ms": 100_000, "warn_ms": 10_000});
        let mut meeting = Meeting::running_with(&rules);
        let turn = meeting.grant(ANNA, "impromptu");
        let events = shown(&meeting.wait(90_000));
        assert_eq!(
            events,
            [json!({"type": "turn_warned", "turn": turn, "left_ms": 10_000})]
        );
        let events = shown(&meeting.wait(10_000));
        assert_eq!((events.len(), &events[0]["type"]), (1, &json!(last)));
        assert_eq!(meeting.wait(3_600_000), [], "once each");
        assert_eq!(meeting.turn().is_none(), rule == "stop");
    }
}

#[test]
fn d50_without_a_warning_time_only_the_end_is_told() {
    let mut meeting = Meeting::running_with(&json!({"turn_limit_ms": 100_000, "warn_ms": 0}));
    let turn = meeting.grant(ANNA, "impromptu");
    assert_eq!(
        shown(&meeting.wait(200_000)),
        [json!({"type": "turn_warned", "turn": turn, "left_ms": 0})]
    );
}

#[test]
fn d51_a_turn_that_timed_out_late_has_spent_its_limit() {
    let mut meeting = stopping();
    let turn = meeting.grant(ANNA, "impromptu");
    let events = meeting.sleep(250_000);
    let expected = Event::TurnEnded {
        turn: TurnId(turn),
        how: TurnEnd::TimedOut,
        spent_ms: 100_000,
        reason: None,
        resumed: None,
        to: None,
        limit_ms: None,
        unconnected: false,
    };
    assert_eq!(
        events.last(),
        Some(&expected),
        "however late the server wakes, a turn that stops by rule stops"
    );
    assert_eq!(
        (meeting.entries.last().unwrap().at, meeting.turn()),
        (meeting.now, None)
    );
}

#[test]
fn d51_the_turn_below_resumes_when_the_upper_one_times_out() {
    let mut meeting = stopping();
    let speech = meeting.grant(ANNA, "impromptu");
    meeting.wait(50_000);
    let question = meeting.grant(BERT, "question");
    let events = shown(&meeting.wait(100_000));
    assert_eq!(events.last().unwrap()["resumed"], speech);
    assert_eq!(events.last().unwrap()["turn"], question);
    assert_eq!(meeting.view()["turns"][speech.to_string()]["spent_ms"], 50_000);
    assert_eq!(meeting.wait(49_999).len(), 1, "warned");
    assert!(matches!(
        meeting.wait(1)[..],
        [Event::TurnEnded { spent_ms: 100_000, .. }]
    ));
}

#[test]
fn d10_an_old_timer_never_cuts_a_later_turn() {
    let mut meeting = stopping();
    let first = meeting.grant(ANNA, "impromptu");
    meeting.accept(ANNA, json!({"type": "release_floor", "expect_turn": first}));
    let second = meeting.grant(ANNA, "impromptu");
    meeting.now = meeting.now.plus_millis(100_000);
    let old = Order::Deadline(Deadline::Over(TurnId(first)));
    assert_eq!(meeting.act(Actor::Clock, old).unwrap_err().code, Code::NotPermitted);
    assert_eq!(meeting.turn(), Some(second));
}

#[test]
fn d10_a_deadline_happens_when_it_is_due_and_by_the_clock_alone() {
    let mut meeting = stopping();
    let turn = meeting.grant(ANNA, "impromptu");
    let (due, deadline) = meeting.session.next_deadline().unwrap();
    assert_eq!(
        (due, deadline),
        (meeting.now.plus_millis(90_000), Deadline::NearlyOver(TurnId(turn)))
    );
    let refused = meeting.act(Actor::Clock, Order::Deadline(deadline)).unwrap_err();
    assert_eq!(refused.code, Code::NotPermitted, "too early");
    meeting.now = due;
    for actor in [Actor::Convener, Actor::Participant(ParticipantId(CHAIR))] {
        assert_eq!(
            meeting.act(actor, Order::Deadline(deadline)).unwrap_err().code,
            Code::NotPermitted
        );
    }
    meeting.act(Actor::Clock, Order::Deadline(deadline)).unwrap();
}
