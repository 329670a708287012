//! The phases of a session.

use rostrum::domain::{Code, Event, Phase};
use serde_json::{Value, json};

use super::given::{ANNA, CHAIR, CLERK, FIRST, Meeting, SECOND};

fn named(name: &str) -> Value {
    json!({"type": name})
}

#[test]
fn d20_the_phases_follow_each_other() {
    let mut meeting = Meeting::drafted();
    assert!(meeting.view()["session"].get("opened_at").is_none());
    for (command, phase) in [
        ("open_session", Phase::Open),
        ("call_recess", Phase::Recess),
        ("resume_session", Phase::Open),
        ("adjourn_session", Phase::Adjourned),
        ("seal_session", Phase::Sealed),
    ] {
        meeting.accept(CLERK, named(command));
        assert_eq!(meeting.session.phase(), phase);
    }
    assert_eq!(meeting.view()["session"]["opened_at"], meeting.now.to_string());
}

#[test]
fn d20_a_phase_is_entered_from_the_one_before_only() {
    const COMMANDS: [&str; 5] = [
        "open_session",
        "call_recess",
        "resume_session",
        "adjourn_session",
        "seal_session",
    ];
    use Code::{Sealed, Unchanged, WrongPhase};
    // For each phase the refusal of each command, in the order above; none where it is accepted.
    let table: [(&[&str], [Option<Code>; 5]); 5] = [
        (
            &[],
            [
                None,
                Some(WrongPhase),
                Some(WrongPhase),
                Some(WrongPhase),
                Some(WrongPhase),
            ],
        ),
        (
            &["open_session"],
            [Some(Unchanged), None, Some(Unchanged), None, Some(WrongPhase)],
        ),
        (
            &["open_session", "call_recess"],
            [Some(WrongPhase), Some(Unchanged), None, None, Some(WrongPhase)],
        ),
        (
            &["open_session", "adjourn_session"],
            [
                Some(WrongPhase),
                Some(WrongPhase),
                Some(WrongPhase),
                Some(Unchanged),
                None,
            ],
        ),
        (&["open_session", "adjourn_session", "seal_session"], [Some(Sealed); 5]),
    ];
    for (before, expected) in table {
        for (command, expected) in COMMANDS.into_iter().zip(expected) {
            let mut meeting = Meeting::drafted();
            for command in before {
                meeting.accept(CHAIR, named(command));
            }
            let refused = meeting.send(CHAIR, named(command)).err().map(|refusal| refusal.code);
            assert_eq!(refused, expected, "{command} after {before:?}");
        }
    }
}

#[test]
fn d21_recess_pauses_the_turn_and_resuming_leaves_it_to_the_chair() {
    let mut meeting = Meeting::running();
    let turn = meeting.grant(ANNA, "impromptu");
    meeting.wait(10_000);
    let event = meeting.send(CHAIR, named("call_recess")).unwrap();
    assert_eq!(
        serde_json::to_value(event).unwrap(),
        json!({"type": "recess_called", "paused": turn})
    );
    meeting.wait(600_000);
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "resume_turn", "expect_turn": turn})),
        Code::WrongPhase
    );
    meeting.accept(CHAIR, named("resume_session"));
    assert_eq!(meeting.view()["turns"][turn.to_string()]["state"], "paused");
    meeting.accept(CHAIR, json!({"type": "resume_turn", "expect_turn": turn}));
    meeting.wait(5_000);
    let ended = meeting
        .send(ANNA, json!({"type": "release_floor", "expect_turn": turn}))
        .unwrap();
    assert!(matches!(ended, Event::TurnEnded { spent_ms: 15_000, .. }));
}

#[test]
fn d21_an_interruption_that_ends_in_recess_lets_nothing_run() {
    let mut meeting = Meeting::running();
    let turn = meeting.grant(ANNA, "impromptu");
    let question = meeting.grant(CHAIR, "question");
    meeting.accept(CHAIR, named("call_recess"));
    let event = meeting
        .send(CHAIR, json!({"type": "end_turn", "expect_turn": question}))
        .unwrap();
    assert!(matches!(event, Event::TurnEnded { resumed: None, .. }));
    assert_eq!(meeting.view()["turns"][turn.to_string()]["state"], "paused");
    assert_eq!(meeting.session.next_deadline(), None);
}

#[test]
fn d22_adjourning_ends_item_and_requests_in_one_entry() {
    let mut meeting = Meeting::running();
    let turn = meeting.grant(ANNA, "impromptu");
    assert_eq!(meeting.refuse(CHAIR, named("adjourn_session")), Code::FloorTaken);
    meeting.accept(CHAIR, named("call_recess"));
    assert_eq!(meeting.refuse(CHAIR, named("adjourn_session")), Code::FloorTaken);
    meeting.accept(CHAIR, named("resume_session"));
    meeting.accept(CHAIR, json!({"type": "end_turn", "expect_turn": turn}));
    let here = meeting.request(ANNA, "impromptu");
    meeting.accept(CHAIR, json!({"type": "open_queue", "item": SECOND}));
    let there = meeting.accept(
        ANNA,
        json!({"type": "request_floor", "item": SECOND, "kind": "impromptu"}),
    );
    meeting.accept(
        CHAIR,
        json!({"type": "call_speaker", "request": here, "expect_turn": null}),
    );
    let event = meeting.send(CHAIR, named("adjourn_session")).unwrap();
    let expected = json!({"type": "session_adjourned", "finished": FIRST, "expired": [here, there]});
    assert_eq!(serde_json::to_value(event).unwrap(), expected);
    let view = meeting.view();
    assert_eq!((&view["requests"], &view["queues"]), (&json!({}), &json!({})));
    assert!(view["agenda"].get("active").is_none());
    assert_eq!(meeting.session.next_deadline(), None, "nobody is called any more");
}

#[test]
fn d21_nobody_is_passed_in_a_recess() {
    let mut meeting = Meeting::running();
    let request = meeting.request(ANNA, "impromptu");
    meeting.accept(
        CHAIR,
        json!({"type": "call_speaker", "request": request, "expect_turn": null}),
    );
    let recess = meeting.send(CHAIR, json!({"type": "call_recess"})).unwrap();
    assert_eq!(serde_json::to_value(recess).unwrap()["recalled"], request);
    assert!(meeting.wait(3_600_000).is_empty());
    meeting.accept(CHAIR, json!({"type": "resume_session"}));
    assert!(meeting.wait(3_600_000).is_empty());
    assert_eq!(meeting.order(FIRST), [request]);
}
