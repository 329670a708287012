//! Requests and their order.

use rostrum::domain::Code;
use serde_json::{Value, json};

use super::given::{
    ANNA, BERT, BRANCH_OPERATOR, CAPTIONER, CHAIR, CLEO, FIRST, Meeting, OBSERVER, ONLINE_MEMBER, OPERATOR, RESPONDENT,
    ROVING_OPERATOR, SECOND,
};

fn ask(kind: &str) -> Value {
    json!({"type": "request_floor", "item": FIRST, "kind": kind})
}

fn ask_for(speaker: u64) -> Value {
    json!({"type": "request_floor", "item": FIRST, "kind": "impromptu", "for": speaker})
}

fn shift(request: u64, before: Option<u64>) -> Value {
    json!({"type": "move_request", "request": request, "before": before, "reason": "order"})
}

#[test]
fn d5_rank_goes_before_arrival() {
    let mut meeting = Meeting::running();
    let turn = meeting.grant(CHAIR, "impromptu");
    let impromptu = meeting.request(ANNA, "impromptu");
    let prepared = meeting.request(ANNA, "prepared");
    let reply = json!({"type": "request_floor", "item": FIRST, "kind": "reply", "replies_to": turn});
    let reply = meeting.accept(ANNA, reply);
    let question = meeting.request(ANNA, "question");
    let order = meeting.request(ANNA, "point_of_order");
    let later = meeting.request(BERT, "question");
    assert_eq!(
        meeting.order(FIRST),
        [order, question, later, reply, prepared, impromptu]
    );
    let expected = json!({
        "item": FIRST, "kind": "question", "asked_by": BERT, "state": "waiting", "why": [{"code": "arrival"}],
        "for": {"participant": BERT, "name": "Bert", "sector": "经济界", "venue": 1},
    });
    assert_eq!(meeting.view()["requests"][later.to_string()], expected);
}

#[test]
fn d6_a_moved_request_stands_before_the_named_one_within_its_rank() {
    let mut meeting = Meeting::running();
    let question = meeting.request(ANNA, "question");
    let [anna, bert, cleo] = [ANNA, BERT, CLEO].map(|by| meeting.request(by, "impromptu"));
    meeting.accept(CHAIR, shift(cleo, Some(anna)));
    assert_eq!(meeting.order(FIRST), [question, cleo, anna, bert]);
    assert_eq!(
        meeting.view()["requests"][cleo.to_string()]["why"],
        json!([{"code": "moved", "by": CHAIR, "reason": "order"}])
    );
    meeting.accept(CHAIR, shift(bert, Some(question)));
    assert_eq!(
        meeting.order(FIRST),
        [question, bert, cleo, anna],
        "not out of its rank"
    );
    meeting.accept(ANNA, json!({"type": "withdraw_request", "request": anna}));
    let later = meeting.request(RESPONDENT, "impromptu");
    meeting.accept(CHAIR, shift(bert, None));
    assert_eq!(meeting.order(FIRST), [question, cleo, later, bert]);
    let last = meeting.request(ONLINE_MEMBER, "impromptu");
    assert_eq!(
        meeting.order(FIRST),
        [question, cleo, later, bert, last],
        "who comes later stands behind"
    );
    for (command, code) in [
        (shift(cleo, Some(later)), Code::Unchanged),
        (shift(last, None), Code::Unchanged),
        (shift(cleo, Some(cleo)), Code::Unchanged),
        (shift(99, None), Code::NotFound),
        (shift(cleo, Some(99)), Code::NotFound),
        (
            json!({"type": "move_request", "request": cleo, "reason": " "}),
            Code::Empty,
        ),
        (
            json!({"type": "move_request", "request": cleo, "reason": "x".repeat(501)}),
            Code::TooLong,
        ),
    ] {
        assert_eq!(meeting.refuse(CHAIR, command), code);
    }
    assert_eq!(meeting.refuse(ANNA, shift(cleo, None)), Code::NotPermitted);
}

#[test]
fn d6_the_order_of_an_item_knows_no_request_of_another() {
    let mut meeting = Meeting::running();
    meeting.accept(CHAIR, json!({"type": "open_queue", "item": SECOND}));
    let there = meeting.accept(
        ANNA,
        json!({"type": "request_floor", "item": SECOND, "kind": "impromptu"}),
    );
    let here = meeting.request(ANNA, "impromptu");
    assert_eq!(meeting.refuse(CHAIR, shift(here, Some(there))), Code::NotFound);
}

#[test]
fn d6_who_is_called_keeps_the_place() {
    let mut meeting = Meeting::running();
    let [a, b, c] = [ANNA, BERT, CLEO].map(|by| meeting.request(by, "impromptu"));
    meeting.accept(
        CHAIR,
        json!({"type": "call_speaker", "request": b, "expect_turn": null}),
    );
    assert_eq!(meeting.order(FIRST), [a, c], "who is called does not wait");
    assert_eq!(meeting.refuse(CHAIR, shift(b, None)), Code::WrongPhase);
    meeting.accept(CHAIR, json!({"type": "recall_call", "request": b}));
    assert_eq!(meeting.order(FIRST), [a, b, c]);
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "recall_call", "request": b})),
        Code::Unchanged
    );
}

#[test]
fn d31_a_closed_queue_lets_points_of_order_pass() {
    let mut meeting = Meeting::running();
    meeting.accept(CHAIR, json!({"type": "close_queue", "item": FIRST}));
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "close_queue", "item": FIRST})),
        Code::Unchanged
    );
    for kind in ["question", "prepared", "impromptu"] {
        assert_eq!(meeting.refuse(ANNA, ask(kind)), Code::QueueClosed);
    }
    let order = meeting.request(ANNA, "point_of_order");
    assert_eq!(meeting.order(FIRST), [order]);
    meeting.accept(CHAIR, json!({"type": "open_queue", "item": FIRST}));
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "open_queue", "item": FIRST})),
        Code::Unchanged
    );
    meeting.request(ANNA, "impromptu");
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "open_queue", "item": 99})),
        Code::NotFound
    );
    assert_eq!(
        meeting.refuse(ANNA, json!({"type": "open_queue", "item": SECOND})),
        Code::NotPermitted
    );
}

#[test]
fn d31_a_finished_item_takes_nothing() {
    let mut meeting = Meeting::running();
    meeting.accept(CHAIR, json!({"type": "finish_item", "expect_item": FIRST}));
    assert_eq!(meeting.refuse(ANNA, ask("impromptu")), Code::QueueClosed);
    assert_eq!(meeting.refuse(ANNA, ask("point_of_order")), Code::WrongPhase);
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "open_queue", "item": FIRST})),
        Code::WrongPhase
    );
}

#[test]
fn d32_one_of_each_kind_waits_unless_the_rules_allow_more() {
    let mut meeting = Meeting::running();
    meeting.request(ANNA, "impromptu");
    meeting.request(ANNA, "question");
    assert_eq!(meeting.refuse(ANNA, ask("impromptu")), Code::AlreadyWaiting);
    assert_eq!(
        meeting.refuse(OPERATOR, ask_for(ANNA)),
        Code::AlreadyWaiting,
        "whoever asks"
    );
    let mut meeting = Meeting::running_with(&json!({"requests_per_kind": 2}));
    let request = meeting.request(ANNA, "impromptu");
    meeting.request(ANNA, "impromptu");
    assert_eq!(meeting.refuse(ANNA, ask("impromptu")), Code::AlreadyWaiting);
    meeting.accept(
        CHAIR,
        json!({"type": "call_speaker", "request": request, "expect_turn": null}),
    );
    assert_eq!(
        meeting.refuse(ANNA, ask("impromptu")),
        Code::AlreadyWaiting,
        "who is called has not left"
    );
}

#[test]
fn d33_a_queue_has_an_end() {
    let mut meeting = Meeting::running_with(&json!({"queue_max": 2}));
    meeting.request(ANNA, "impromptu");
    meeting.request(BERT, "impromptu");
    assert_eq!(meeting.refuse(CLEO, ask("impromptu")), Code::QueueFull);
    meeting.limits.waiting_per_item_max = 3;
    meeting.request(CLEO, "point_of_order");
    assert_eq!(
        meeting.refuse(ANNA, ask("point_of_order")),
        Code::QueueFull,
        "the server's own limit holds for all"
    );
    meeting.limits.waiting_max = 3;
    meeting.accept(CHAIR, json!({"type": "open_queue", "item": SECOND}));
    let there = json!({"type": "request_floor", "item": SECOND, "kind": "impromptu"});
    assert_eq!(
        meeting.refuse(ANNA, there),
        Code::QueueFull,
        "and so does that of all queues"
    );
}

#[test]
fn d34_a_reply_names_the_turn_it_answers() {
    let mut meeting = Meeting::running();
    let turn = meeting.grant(ANNA, "impromptu");
    assert_eq!(meeting.refuse(BERT, ask("reply")), Code::Malformed);
    let answering =
        |kind: &str, turn: u64| json!({"type": "request_floor", "item": FIRST, "kind": kind, "replies_to": turn});
    assert_eq!(meeting.refuse(BERT, answering("impromptu", turn)), Code::Malformed);
    assert_eq!(meeting.refuse(BERT, answering("reply", 99)), Code::NotFound);
    meeting.accept(BERT, answering("reply", turn));
    meeting.accept(ANNA, json!({"type": "release_floor", "expect_turn": turn}));
    meeting.accept(CLEO, answering("reply", turn));
}

#[test]
fn d35_operators_ask_for_their_room_and_moderators_for_anybody() {
    let mut meeting = Meeting::running();
    let request = meeting.accept(OPERATOR, ask_for(ANNA));
    let view = meeting.view()["requests"][request.to_string()].clone();
    assert_eq!(
        (&view["for"]["participant"], &view["asked_by"]),
        (&json!(ANNA), &json!(OPERATOR))
    );
    meeting.accept(CHAIR, ask_for(CLEO));
    for (by, speaker, code) in [
        (OPERATOR, CLEO, Code::NotPermitted),
        (ROVING_OPERATOR, ONLINE_MEMBER, Code::NotPermitted),
        (OPERATOR, OBSERVER, Code::NotPermitted),
        (CHAIR, OBSERVER, Code::NotPermitted),
        (CHAIR, CAPTIONER, Code::NotPermitted),
        (ANNA, BERT, Code::NotPermitted),
        (CHAIR, 99, Code::NotFound),
    ] {
        assert_eq!(meeting.refuse(by, ask_for(speaker)), code, "{by} for {speaker}");
    }
    let own = meeting.accept(BERT, ask_for(BERT));
    assert_eq!(
        meeting.view()["requests"][own.to_string()]["asked_by"],
        BERT,
        "for oneself is for nobody else"
    );
}

#[test]
fn d36_a_request_is_taken_back_by_its_owner_or_who_asked() {
    let mut meeting = Meeting::running();
    let asked = meeting.accept(OPERATOR, ask_for(ANNA));
    let own = meeting.request(BERT, "impromptu");
    let withdraw = |request: u64| json!({"type": "withdraw_request", "request": request});
    for by in [CHAIR, BERT, BRANCH_OPERATOR] {
        assert_eq!(meeting.refuse(by, withdraw(asked)), Code::NotPermitted);
    }
    assert_eq!(
        meeting.refuse(OPERATOR, withdraw(own)),
        Code::NotPermitted,
        "he did not ask for it"
    );
    meeting.accept(OPERATOR, withdraw(asked));
    meeting.accept(BERT, withdraw(own));
    assert_eq!(meeting.refuse(BERT, withdraw(own)), Code::NotFound);
    let asked = meeting.accept(OPERATOR, ask_for(ANNA));
    meeting.accept(
        CHAIR,
        json!({"type": "change_role", "participant": OPERATOR, "role": "member"}),
    );
    assert_eq!(
        meeting.refuse(OPERATOR, withdraw(asked)),
        Code::NotPermitted,
        "he is no operator any more"
    );
    meeting.accept(ANNA, withdraw(asked));
}

#[test]
fn d37_requests_need_an_open_session_and_words_that_fit() {
    let mut meeting = Meeting::drafted();
    meeting.accept(CHAIR, json!({"type": "open_queue", "item": FIRST}));
    meeting.accept(ANNA, ask("impromptu"));
    meeting.accept(CHAIR, json!({"type": "close_queue", "item": FIRST}));
    assert_eq!(meeting.refuse(BERT, ask("impromptu")), Code::WrongPhase);
    let mut meeting = Meeting::running();
    let with = |subject: &str| json!({"type": "request_floor", "item": FIRST, "kind": "impromptu", "subject": subject});
    assert_eq!(meeting.refuse(ANNA, with(&"字".repeat(201))), Code::TooLong);
    assert_eq!(meeting.refuse(ANNA, with("\u{3000}")), Code::Empty);
    let request = meeting.accept(ANNA, with(&"字".repeat(200)));
    assert_eq!(
        meeting.view()["requests"][request.to_string()]["subject"],
        "字".repeat(200)
    );
    let missing = json!({"type": "request_floor", "item": 99, "kind": "impromptu"});
    assert_eq!(meeting.refuse(BERT, missing), Code::NotFound);
    for by in [OBSERVER, CAPTIONER] {
        assert_eq!(meeting.refuse(by, ask("impromptu")), Code::NotPermitted);
    }
    meeting.accept(CHAIR, json!({"type": "call_recess"}));
    assert_eq!(meeting.refuse(BERT, ask("impromptu")), Code::WrongPhase);
}

#[test]
fn d32_a_few_people_cannot_fill_the_session_with_points_of_order() {
    let mut meeting = Meeting::running();
    let raise = |item: u64| json!({"type": "request_floor", "item": item, "kind": "point_of_order"});
    meeting.accept(ANNA, raise(SECOND));
    assert_eq!(meeting.refuse(ANNA, raise(FIRST)), Code::AlreadyWaiting);
    meeting.accept(BERT, raise(FIRST));
}
