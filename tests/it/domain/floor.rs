//! Calling those who wait, and granting the floor.

use rostrum::domain::ids::TurnId;
use rostrum::domain::{Code, Event};
use serde_json::{Value, json};

use super::given::{ANNA, BERT, CHAIR, CLEO, FIRST, Meeting, OPERATOR, RESPONDENT, SECOND};

fn call(request: u64, expect: Option<u64>) -> Value {
    json!({"type": "call_speaker", "request": request, "expect_turn": expect})
}

fn grant(request: u64, expect: Option<u64>) -> Value {
    json!({"type": "grant_floor", "request": request, "expect_turn": expect})
}

fn ready(request: u64) -> Value {
    json!({"type": "ready", "request": request})
}

fn state(meeting: &Meeting, request: u64) -> Value {
    meeting.view()["requests"][request.to_string()]["state"].clone()
}

#[test]
fn d38_ready_grants_at_once_while_the_floor_is_free() {
    let mut meeting = Meeting::running();
    let request = meeting.request(ANNA, "impromptu");
    meeting.accept(CHAIR, call(request, None));
    assert_eq!(state(&meeting, request), "called");
    let event = meeting.send(ANNA, ready(request)).unwrap();
    let expected = json!({
        "type": "floor_granted", "request": request, "speaker": ANNA, "item": FIRST, "kind": "impromptu",
        "limit_ms": 480_000,
    });
    assert_eq!(serde_json::to_value(event).unwrap(), expected);
    let turn = meeting.session.head();
    assert_eq!(meeting.view()["floor"], json!({"turn": turn, "interrupted": []}));
    let expected = json!({
        "item": FIRST, "request": request, "kind": "impromptu", "state": "holding", "limit_ms": 480_000, "spent_ms": 0,
        "speaker": {"participant": ANNA, "name": "Anna", "sector": "经济界", "venue": 1},
        "running_since": meeting.now.to_string(),
    });
    assert_eq!(meeting.view()["turns"][turn.to_string()], expected);
    assert_eq!(
        (
            meeting.view()["requests"].clone(),
            meeting.view()["counts"]["turns"].clone()
        ),
        (json!({}), json!(1))
    );
}

#[test]
fn d38_ready_waits_for_the_grant_while_somebody_speaks() {
    let mut meeting = Meeting::running();
    let turn = meeting.grant(ANNA, "impromptu");
    let request = meeting.request(BERT, "impromptu");
    assert_eq!(meeting.refuse(BERT, ready(request)), Code::WrongPhase, "nobody called");
    meeting.accept(CHAIR, call(request, Some(turn)));
    meeting.accept(BERT, ready(request));
    assert_eq!(state(&meeting, request), "ready");
    assert_eq!(meeting.refuse(BERT, ready(request)), Code::Unchanged);
    assert_eq!(meeting.refuse(CHAIR, grant(request, Some(turn))), Code::FloorTaken);
    meeting.accept(ANNA, json!({"type": "release_floor", "expect_turn": turn}));
    assert_eq!(state(&meeting, request), "ready", "the chair grants it");
    assert_eq!(meeting.wait(3_600_000), [], "who is ready is not passed");
    meeting.accept(CHAIR, grant(request, None));
}

#[test]
fn d39_one_is_called_at_most_and_another_call_puts_back() {
    let mut meeting = Meeting::running();
    let [a, b] = [ANNA, BERT].map(|by| meeting.request(by, "impromptu"));
    meeting.accept(CHAIR, call(a, None));
    assert_eq!(meeting.refuse(CHAIR, call(a, None)), Code::Unchanged);
    let event = meeting.send(CHAIR, call(b, None)).unwrap();
    let expected = json!({"type": "request_called", "request": b, "recalled": a});
    assert_eq!(serde_json::to_value(event).unwrap(), expected);
    assert_eq!((state(&meeting, a), meeting.order(FIRST)), (json!("waiting"), vec![a]));
    let event = meeting.send(CHAIR, grant(a, None)).unwrap();
    assert!(matches!(event, Event::FloorGranted { recalled: Some(recalled), .. } if recalled.0 == b));
    assert_eq!(state(&meeting, b), "waiting", "a grant without a call is a call too");
}

#[test]
fn d40_a_call_is_for_the_active_item() {
    let mut meeting = Meeting::running();
    meeting.accept(CHAIR, json!({"type": "open_queue", "item": SECOND}));
    let there = meeting.accept(
        ANNA,
        json!({"type": "request_floor", "item": SECOND, "kind": "impromptu"}),
    );
    assert_eq!(meeting.refuse(CHAIR, call(there, None)), Code::WrongPhase);
    assert_eq!(meeting.refuse(CHAIR, grant(there, None)), Code::WrongPhase);
    assert_eq!(meeting.refuse(CHAIR, call(99, None)), Code::NotFound);
    assert_eq!(meeting.refuse(CHAIR, grant(99, None)), Code::NotFound);
    let here = meeting.request(ANNA, "impromptu");
    meeting.accept(CHAIR, json!({"type": "call_recess"}));
    assert_eq!(meeting.refuse(CHAIR, call(here, None)), Code::WrongPhase);
    assert_eq!(meeting.refuse(CHAIR, grant(here, None)), Code::WrongPhase);
}

#[test]
fn d41_who_does_not_come_is_passed() {
    let mut meeting = Meeting::running();
    let [a, b] = [ANNA, BERT].map(|by| meeting.request(by, "impromptu"));
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "pass_request", "request": a})),
        Code::WrongPhase,
        "not called"
    );
    meeting.accept(CHAIR, call(a, None));
    assert_eq!(meeting.wait(59_999), []);
    let passed = meeting.wait(1);
    assert!(matches!(passed[..], [Event::RequestPassed { request }] if request.0 == a));
    assert_eq!(meeting.entries.last().unwrap().by, None, "the clock did it");
    assert_eq!(meeting.refuse(ANNA, ready(a)), Code::NotFound);
    meeting.accept(CHAIR, call(b, None));
    assert_eq!(
        meeting.refuse(BERT, json!({"type": "pass_request", "request": b})),
        Code::NotPermitted
    );
    meeting.accept(CHAIR, json!({"type": "pass_request", "request": b}));
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "pass_request", "request": b})),
        Code::NotFound
    );
    assert_eq!(meeting.wait(120_000), [], "a call that is over has no deadline");
}

#[test]
fn d42_questions_and_points_of_order_interrupt_two_deep() {
    let mut meeting = Meeting::running();
    let speech = meeting.grant(ANNA, "impromptu");
    meeting.wait(1_000);
    for kind in ["prepared", "impromptu"] {
        let request = meeting.request(BERT, kind);
        assert_eq!(meeting.refuse(CHAIR, grant(request, Some(speech))), Code::FloorTaken);
    }
    let question = meeting.grant(BERT, "question");
    meeting.wait(2_000);
    let order = meeting.grant(CLEO, "point_of_order");
    meeting.wait(4_000);
    assert_eq!(
        meeting.view()["floor"],
        json!({"turn": order, "interrupted": [speech, question]})
    );
    let third = meeting.request(RESPONDENT, "point_of_order");
    assert_eq!(
        meeting.refuse(CHAIR, grant(third, Some(order))),
        Code::FloorTaken,
        "not a third at once"
    );
    let end = |turn: u64| json!({"type": "end_turn", "expect_turn": turn});
    let ended = serde_json::to_value(meeting.send(CHAIR, end(order)).unwrap()).unwrap();
    assert_eq!(
        (&ended["spent_ms"], &ended["resumed"]),
        (&json!(4_000), &json!(question))
    );
    let ended = serde_json::to_value(meeting.send(CHAIR, end(question)).unwrap()).unwrap();
    assert_eq!((&ended["spent_ms"], &ended["resumed"]), (&json!(2_000), &json!(speech)));
    meeting.wait(8_000);
    let ended = serde_json::to_value(meeting.send(CHAIR, end(speech)).unwrap()).unwrap();
    assert_eq!((&ended["spent_ms"], ended.get("resumed")), (&json!(9_000), None));
}

#[test]
fn d43_a_paused_turn_that_is_interrupted_stays_paused() {
    let mut meeting = Meeting::running();
    let speech = meeting.grant(ANNA, "impromptu");
    meeting.accept(
        CHAIR,
        json!({"type": "pause_turn", "expect_turn": speech, "reason": "Noise"}),
    );
    let question = meeting.grant(BERT, "question");
    let event = meeting
        .send(BERT, json!({"type": "release_floor", "expect_turn": question}))
        .unwrap();
    assert!(matches!(event, Event::TurnEnded { resumed: None, .. }));
    let turn = meeting.view()["turns"][speech.to_string()].clone();
    assert_eq!((&turn["state"], &turn["reason"]), (&json!("paused"), &json!("Noise")));
    meeting.accept(CHAIR, json!({"type": "resume_turn", "expect_turn": speech}));
    assert!(meeting.view()["turns"][speech.to_string()].get("reason").is_none());
}

#[test]
fn d44_nobody_interrupts_himself() {
    let mut meeting = Meeting::running();
    let speech = meeting.grant(ANNA, "impromptu");
    let own = meeting.request(ANNA, "question");
    assert_eq!(meeting.refuse(CHAIR, grant(own, Some(speech))), Code::FloorTaken);
    meeting.accept(ANNA, json!({"type": "release_floor", "expect_turn": speech}));
    meeting.accept(CHAIR, grant(own, None));
}

#[test]
fn d8_a_stale_turn_is_told_before_everything_else() {
    let mut meeting = Meeting::running();
    let request = meeting.request(BERT, "question");
    let turn = meeting.grant(ANNA, "impromptu");
    for command in [call(request, None), grant(request, None), grant(99, Some(request))] {
        for by in [CHAIR, ANNA] {
            let refusal = meeting.send(by, command.clone()).unwrap_err();
            assert_eq!(
                (refusal.code, refusal.current_turn),
                (Code::StaleTurn, Some(TurnId(turn)))
            );
        }
    }
    for command in [call(request, Some(turn)), grant(request, Some(turn))] {
        assert_eq!(meeting.refuse(ANNA, command), Code::NotPermitted);
    }
    assert_eq!(
        meeting.refuse(ANNA, json!({"type": "recall_call", "request": request})),
        Code::NotPermitted
    );
}

#[test]
fn d45_a_kinds_limit_goes_before_the_items_before_the_rule() {
    let mut meeting = Meeting::running_with(&json!({"turn_limit_ms": 90_000, "kind_limits_ms": {"question": 30_000}}));
    let limit = |meeting: &Meeting, turn: u64| meeting.view()["turns"][turn.to_string()]["limit_ms"].clone();
    let speech = meeting.grant(ANNA, "impromptu");
    assert_eq!(limit(&meeting, speech), 90_000);
    meeting.accept(CHAIR, json!({"type": "end_turn", "expect_turn": speech}));
    meeting.accept(
        CHAIR,
        json!({"type": "start_item", "item": SECOND, "expect_item": FIRST}),
    );
    for (kind, expected) in [("impromptu", 200_000), ("question", 30_000)] {
        let request = meeting.accept(BERT, json!({"type": "request_floor", "item": SECOND, "kind": kind}));
        let turn = meeting.accept(CHAIR, grant(request, None));
        assert_eq!(limit(&meeting, turn), expected);
        meeting.accept(CHAIR, json!({"type": "end_turn", "expect_turn": turn}));
    }
}

#[test]
fn d35_the_operator_who_asked_says_ready_and_releases() {
    let mut meeting = Meeting::running();
    let command = json!({"type": "request_floor", "item": FIRST, "kind": "impromptu", "for": ANNA});
    let request = meeting.accept(OPERATOR, command);
    meeting.accept(CHAIR, call(request, None));
    for by in [CHAIR, BERT] {
        assert_eq!(meeting.refuse(by, ready(request)), Code::NotPermitted);
    }
    let turn = meeting.accept(OPERATOR, ready(request));
    assert_eq!(
        meeting.view()["turns"][turn.to_string()]["speaker"]["participant"],
        ANNA
    );
    let release = json!({"type": "release_floor", "expect_turn": turn});
    assert_eq!(meeting.refuse(BERT, release.clone()), Code::NotPermitted);
    meeting.accept(OPERATOR, release);
    let own = meeting.grant(BERT, "impromptu");
    let release = json!({"type": "release_floor", "expect_turn": own});
    assert_eq!(
        meeting.refuse(OPERATOR, release),
        Code::NotPermitted,
        "he did not ask for that one"
    );
}
