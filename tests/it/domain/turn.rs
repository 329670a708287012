//! A turn and its clock.

use rostrum::domain::event::TurnEnd;
use rostrum::domain::ids::TurnId;
use rostrum::domain::{Code, Event};
use serde_json::{Value, json};

use super::given::{ANNA, BERT, CHAIR, CLERK, Meeting};

fn on(name: &str, turn: Option<u64>) -> Value {
    json!({"type": name, "expect_turn": turn, "reason": "because", "by_ms": 60_000})
}

const COMMANDS: [&str; 6] = [
    "release_floor",
    "end_turn",
    "revoke_turn",
    "pause_turn",
    "resume_turn",
    "extend_turn",
];

#[test]
fn d46_chair_and_speaker_pressing_done_together_end_one_turn() {
    for (first, second) in [
        ((CHAIR, "end_turn"), (ANNA, "release_floor")),
        ((ANNA, "release_floor"), (CHAIR, "end_turn")),
    ] {
        let mut meeting = Meeting::running();
        let next = meeting.request(BERT, "impromptu");
        let turn = meeting.grant(ANNA, "impromptu");
        meeting.accept(first.0, on(first.1, Some(turn)));
        let refusal = meeting.send(second.0, on(second.1, Some(turn))).unwrap_err();
        assert_eq!((refusal.code, refusal.current_turn), (Code::StaleTurn, None));
        let granted = json!({"type": "grant_floor", "request": next, "expect_turn": null});
        let current = meeting.accept(CHAIR, granted);
        let refusal = meeting.send(second.0, on(second.1, Some(turn))).unwrap_err();
        assert_eq!(
            (refusal.code, refusal.current_turn),
            (Code::StaleTurn, Some(TurnId(current)))
        );
        let ended = meeting
            .entries
            .iter()
            .filter(|entry| matches!(entry.event, Event::TurnEnded { .. }))
            .count();
        assert_eq!(ended, 1);
        assert_eq!(meeting.turn(), Some(current));
    }
}

#[test]
fn d8_staleness_is_judged_before_the_right_to_do_it() {
    let mut meeting = Meeting::running();
    let old = meeting.grant(ANNA, "impromptu");
    meeting.accept(ANNA, on("release_floor", Some(old)));
    let current = meeting.grant(BERT, "impromptu");
    for name in COMMANDS {
        assert_eq!(meeting.refuse(ANNA, on(name, Some(old))), Code::StaleTurn, "{name}");
        assert_eq!(meeting.refuse(ANNA, on(name, None)), Code::StaleTurn, "{name}");
        assert_eq!(
            meeting.refuse(ANNA, on(name, Some(current))),
            Code::NotPermitted,
            "{name}"
        );
    }
    assert_eq!(
        meeting.refuse(CHAIR, on("release_floor", Some(current))),
        Code::NotPermitted,
        "the chair ends it"
    );
}

#[test]
fn d47_a_free_floor_has_nothing_to_end() {
    let mut meeting = Meeting::running();
    for name in COMMANDS {
        assert_eq!(meeting.refuse(CHAIR, on(name, None)), Code::FloorFree, "{name}");
    }
    assert_eq!(meeting.refuse(ANNA, on("release_floor", None)), Code::FloorFree);
    assert_eq!(meeting.refuse(ANNA, on("end_turn", None)), Code::NotPermitted);
}

#[test]
fn d48_a_turn_ends_in_one_of_its_ways() {
    for (by, name, how) in [
        (ANNA, "release_floor", TurnEnd::Released),
        (CLERK, "end_turn", TurnEnd::Ended),
        (CHAIR, "revoke_turn", TurnEnd::Revoked),
    ] {
        let mut meeting = Meeting::running();
        let turn = meeting.grant(ANNA, "impromptu");
        meeting.wait(7_000);
        let event = meeting.send(by, on(name, Some(turn))).unwrap();
        let Event::TurnEnded {
            turn: ended,
            how: was,
            spent_ms: 7_000,
            reason,
            resumed: None,
            ..
        } = event
        else {
            panic!("{event:?}");
        };
        assert_eq!((ended.0, was, reason.is_some()), (turn, how, by != ANNA));
        assert_eq!((meeting.turn(), meeting.view()["turns"].clone()), (None, json!({})));
        assert!(meeting.view()["floor"].get("turn").is_none());
    }
}

#[test]
fn d9_a_pause_charges_nobody() {
    let mut meeting = Meeting::running();
    let turn = meeting.grant(ANNA, "impromptu");
    meeting.wait(10_000);
    meeting.accept(CHAIR, on("pause_turn", Some(turn)));
    assert_eq!(meeting.refuse(CHAIR, on("pause_turn", Some(turn))), Code::Unchanged);
    let view = meeting.view()["turns"][turn.to_string()].clone();
    assert_eq!(
        (&view["state"], &view["spent_ms"], &view["reason"]),
        (&json!("paused"), &json!(10_000), &json!("because"))
    );
    assert!(view.get("running_since").is_none());
    assert_eq!(meeting.wait(3_600_000), [], "no time is up while the clock stands");
    meeting.accept(CHAIR, on("resume_turn", Some(turn)));
    assert_eq!(meeting.refuse(CHAIR, on("resume_turn", Some(turn))), Code::Unchanged);
    meeting.wait(5_000);
    meeting.accept(CHAIR, on("pause_turn", Some(turn)));
    meeting.wait(5_000);
    let event = meeting.send(CHAIR, on("end_turn", Some(turn))).unwrap();
    assert!(matches!(event, Event::TurnEnded { spent_ms: 15_000, .. }));
}

#[test]
fn d49_an_extension_gives_time_and_a_new_warning() {
    let mut meeting = Meeting::running_with(&json!({"turn_limit_ms": 100_000, "warn_ms": 10_000}));
    let turn = meeting.grant(ANNA, "impromptu");
    let left = |events: Vec<Event>| -> Vec<u64> {
        let of = |event: &Event| match event {
            Event::TurnWarned { left_ms, .. } => *left_ms,
            other => panic!("{other:?}"),
        };
        events.iter().map(of).collect()
    };
    assert_eq!(left(meeting.wait(200_000)), [10_000, 0]);
    meeting.accept(
        CHAIR,
        json!({"type": "extend_turn", "expect_turn": turn, "by_ms": 200_000, "reason": "go on"}),
    );
    assert_eq!(meeting.view()["turns"][turn.to_string()]["limit_ms"], 300_000);
    assert_eq!(left(meeting.wait(100_000)), [10_000, 0]);
    for by_ms in [0, 86_400_000, u64::MAX] {
        let command = json!({"type": "extend_turn", "expect_turn": turn, "by_ms": by_ms, "reason": "go on"});
        assert_eq!(meeting.refuse(CHAIR, command), Code::Malformed);
    }
    let without = json!({"type": "extend_turn", "expect_turn": turn, "by_ms": 1, "reason": ""});
    assert_eq!(meeting.refuse(CHAIR, without), Code::Empty);
    let without = json!({"type": "revoke_turn", "expect_turn": turn, "reason": "\t"});
    assert_eq!(meeting.refuse(CHAIR, without), Code::Empty);
}
