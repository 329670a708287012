//! Every code that the domain has is given for something.

use std::collections::HashSet;

use rostrum::domain::{Code, Refusal};
use serde_json::json;

use super::given::{ANNA, BERT, CHAIR, FIRST, Meeting, OBSERVER};

/// Codes given by other parts: `wire` and `edge` for what is no command or too much, `live` for what cannot be kept,
/// and polls, which this server does not have.
const OTHERS: [Code; 5] = [
    Code::UnknownCommand,
    Code::RateLimited,
    Code::Unavailable,
    Code::PollClosed,
    Code::AlreadyVoted,
];

#[test]
fn d76_every_code_is_given_for_something() {
    let mut given = HashSet::new();
    let mut meeting = Meeting::running();
    let ask = |kind: &str| json!({"type": "request_floor", "item": FIRST, "kind": kind});
    let link = json!({"label": "Paper", "url": "https://example.org/"});
    let thread = meeting.accept(CHAIR, json!({"type": "open_thread", "title": "Water"}));
    meeting.accept(CHAIR, json!({"type": "close_thread", "thread": thread}));
    let waiting = meeting.request(ANNA, "impromptu");
    for (by, command) in [
        (OBSERVER, ask("impromptu")),
        (CHAIR, json!({"type": "defer_item", "item": 99})),
        (CHAIR, json!({"type": "resume_session"})),
        (CHAIR, json!({"type": "defer_item", "item": FIRST})),
        (CHAIR, json!({"type": "end_turn", "expect_turn": 99})),
        (CHAIR, json!({"type": "finish_item", "expect_item": 99})),
        (ANNA, ask("impromptu")),
        (CHAIR, json!({"type": "end_turn", "expect_turn": null})),
        (ANNA, json!({"type": "publish_post", "thread": thread, "text": "late"})),
        (
            CHAIR,
            json!({"type": "conclude_item", "item": FIRST, "text": "x".repeat(1_001)}),
        ),
        (CHAIR, json!({"type": "conclude_item", "item": FIRST, "text": ""})),
        (CHAIR, json!({"type": "edit_item", "item": FIRST, "limit_ms": 1})),
        (
            CHAIR,
            json!({"type": "edit_item", "item": FIRST, "links": vec![link; 11]}),
        ),
    ] {
        given.insert(meeting.refuse(by, command));
    }
    meeting.limits.waiting_max = 1;
    given.insert(meeting.refuse(BERT, ask("impromptu")));
    meeting.accept(CHAIR, json!({"type": "close_queue", "item": FIRST}));
    given.insert(meeting.refuse(BERT, ask("impromptu")));
    let turn = meeting.accept(
        CHAIR,
        json!({"type": "grant_floor", "request": waiting, "expect_turn": null}),
    );
    given.insert(meeting.refuse(CHAIR, json!({"type": "finish_item", "expect_item": FIRST})));
    meeting.accept(CHAIR, json!({"type": "end_turn", "expect_turn": turn}));
    meeting.accept(CHAIR, json!({"type": "adjourn_session"}));
    meeting.accept(CHAIR, json!({"type": "seal_session"}));
    given.insert(meeting.refuse(CHAIR, json!({"type": "open_thread", "title": "Air"})));
    let expected: HashSet<Code> = Code::ALL
        .iter()
        .copied()
        .filter(|code| !OTHERS.contains(code))
        .collect();
    assert_eq!(given, expected);
}

#[test]
fn d76_codes_are_the_protocols_closed_set() {
    let names: Vec<String> = Code::ALL
        .iter()
        .map(|code| serde_json::to_value(code).unwrap().as_str().unwrap().to_owned())
        .collect();
    let expected = [
        "malformed",
        "unknown_command",
        "too_large",
        "rate_limited",
        "not_permitted",
        "not_found",
        "wrong_phase",
        "stale_turn",
        "stale_item",
        "queue_closed",
        "queue_full",
        "already_waiting",
        "floor_taken",
        "floor_free",
        "thread_closed",
        "poll_closed",
        "already_voted",
        "too_long",
        "empty",
        "unchanged",
        "sealed",
        "unavailable",
    ];
    assert_eq!(names, expected);
    for code in Code::ALL {
        let refusal = Refusal::from(*code);
        assert!(refusal.message.ends_with('.'));
        let text = serde_json::to_value(&refusal).unwrap();
        assert_eq!(
            text.as_object().unwrap().len(),
            2,
            "nothing but code and message: {text}"
        );
    }
}

#[test]
fn d77_a_sealed_session_takes_no_command() {
    let mut meeting = Meeting::running();
    let turn = meeting.grant(ANNA, "impromptu");
    meeting.accept(ANNA, json!({"type": "release_floor", "expect_turn": turn}));
    let statement = meeting.accept(ANNA, json!({"type": "record_statement", "turn": turn, "text": "words"}));
    let thread = meeting.accept(CHAIR, json!({"type": "open_thread", "title": "Water"}));
    let post = meeting.accept(
        CHAIR,
        json!({"type": "publish_post", "thread": thread, "text": "words"}),
    );
    meeting.accept(CHAIR, json!({"type": "adjourn_session"}));
    meeting.accept(CHAIR, json!({"type": "seal_session"}));
    for command in [
        json!({"type": "open_session"}),
        json!({"type": "call_recess"}),
        json!({"type": "resume_session"}),
        json!({"type": "adjourn_session"}),
        json!({"type": "seal_session"}),
        json!({"type": "add_item", "title": "x", "kind": "study"}),
        json!({"type": "edit_item", "item": FIRST, "title": "x"}),
        json!({"type": "move_item", "item": FIRST}),
        json!({"type": "start_item", "item": FIRST, "expect_item": null}),
        json!({"type": "finish_item", "expect_item": null}),
        json!({"type": "defer_item", "item": 4}),
        json!({"type": "conclude_item", "item": FIRST, "text": "x"}),
        json!({"type": "request_floor", "item": FIRST, "kind": "impromptu"}),
        json!({"type": "withdraw_request", "request": 99}),
        json!({"type": "move_request", "request": 99, "reason": "x"}),
        json!({"type": "open_queue", "item": FIRST}),
        json!({"type": "close_queue", "item": FIRST}),
        json!({"type": "call_speaker", "request": 99, "expect_turn": null}),
        json!({"type": "recall_call", "request": 99}),
        json!({"type": "ready", "request": 99}),
        json!({"type": "pass_request", "request": 99}),
        json!({"type": "grant_floor", "request": 99, "expect_turn": null}),
        json!({"type": "open_thread", "title": "x"}),
        json!({"type": "close_thread", "thread": thread}),
        json!({"type": "publish_post", "thread": thread, "text": "x"}),
        json!({"type": "revise_post", "post": post, "text": "x"}),
        json!({"type": "withdraw_post", "post": post}),
        json!({"type": "hide_post", "post": post, "reason": "x"}),
        json!({"type": "show_post", "post": post}),
        json!({"type": "record_statement", "turn": turn, "text": "x"}),
        json!({"type": "revise_statement", "statement": statement, "text": "x", "reason": "x"}),
        json!({"type": "remove", "participant": ANNA, "reason": "x"}),
        json!({"type": "change_role", "participant": ANNA, "role": "chair"}),
    ] {
        assert_eq!(meeting.refuse(CHAIR, command.clone()), Code::Sealed, "{command}");
    }
}
