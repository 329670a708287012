//! What becomes of a request while it waits, and after it left.

use rostrum::domain::Code;
use serde_json::{Value, json};

use super::given::{ANNA, BERT, CAPTIONER, CHAIR, CLEO, CLERK, FIRST, Meeting, OPERATOR, RESPONDENT, SECOND};

fn on(name: &str, request: u64) -> Value {
    json!({"type": name, "request": request})
}

fn why(meeting: &Meeting, request: u64) -> Value {
    meeting.view()["requests"][request.to_string()]["why"].clone()
}

fn ask(kind: &str) -> Value {
    json!({"type": "request_floor", "item": FIRST, "kind": kind})
}

#[test]
fn d85_a_moved_request_stays_before_the_named_one_until_it_leaves() {
    let mut meeting = Meeting::running();
    let [anna, bert, cleo] = [ANNA, BERT, CLEO].map(|by| meeting.request(by, "impromptu"));
    let shift = |request: u64, before: Option<u64>| json!({"type": "move_request", "request": request, "before": before, "reason": "远道"});
    meeting.accept(CHAIR, shift(cleo, Some(bert)));
    assert_eq!(meeting.order(FIRST), [anna, cleo, bert]);
    let later = meeting.request(RESPONDENT, "impromptu");
    meeting.accept(BERT, on("withdraw_request", bert));
    assert_eq!(meeting.order(FIRST), [anna, cleo, later], "before whatever followed it");
    meeting.accept(BERT, on("restore_request", bert));
    assert_eq!(meeting.order(FIRST), [anna, cleo, later, bert]);
    meeting.accept(CHAIR, shift(anna, None));
    let last = meeting.accept(CHAIR, ask("impromptu"));
    assert_eq!(
        meeting.order(FIRST),
        [cleo, later, bert, anna, last],
        "the end is that of the moment: whoever comes later stands behind"
    );
    meeting.accept(CHAIR, shift(later, Some(anna)));
    assert_eq!(meeting.order(FIRST), [cleo, bert, later, anna, last]);
}

#[test]
fn d84_a_new_discipline_overtakes_no_safe_place() {
    let mut meeting = Meeting::running_with(&json!({"safe_positions": 2}));
    let turn = meeting.grant(ANNA, "impromptu");
    meeting.accept(ANNA, json!({"type": "release_floor", "expect_turn": turn}));
    let [anna, bert, cleo] = [ANNA, BERT, CLEO].map(|by| meeting.request(by, "impromptu"));
    let second = meeting.accept(
        ANNA,
        json!({"type": "request_floor", "item": FIRST, "kind": "prepared"}),
    );
    assert_eq!(meeting.order(FIRST), [second, anna, bert, cleo]);
    assert_eq!(why(&meeting, anna), json!([{"code": "safe"}, {"code": "arrival"}]));
    assert_eq!(why(&meeting, bert), json!([{"code": "arrival"}]));
    let amend = json!({"type": "amend_rules", "rules": {"discipline": "fewest_turns"}, "reason": "机会均等"});
    meeting.accept(CHAIR, amend);
    assert_eq!(meeting.order(FIRST), [second, anna, bert, cleo], "Anna was safe");
    assert_eq!(
        why(&meeting, anna),
        json!([{"code": "safe"}, {"code": "turns", "turns": 1}, {"code": "arrival"}])
    );
    meeting.accept(
        CHAIR,
        json!({"type": "amend_rules", "rules": {"safe_positions": 0}, "reason": "议定"}),
    );
    assert_eq!(meeting.order(FIRST), [second, anna, bert, cleo], "she was until now");
    let respondent = meeting.request(RESPONDENT, "impromptu");
    assert_eq!(meeting.order(FIRST), [second, bert, cleo, respondent, anna]);
}

#[test]
fn d84_a_call_that_is_taken_back_is_as_safe_as_before() {
    let rules = json!({"safe_positions": 1, "discipline": "fewest_turns"});
    let mut meeting = Meeting::running_with(&rules);
    let turn = meeting.grant(ANNA, "impromptu");
    meeting.accept(ANNA, json!({"type": "release_floor", "expect_turn": turn}));
    let anna = meeting.request(ANNA, "impromptu");
    meeting.accept(
        CHAIR,
        json!({"type": "call_speaker", "request": anna, "expect_turn": null}),
    );
    let bert = meeting.request(BERT, "impromptu");
    meeting.accept(CHAIR, on("recall_call", anna));
    assert_eq!(meeting.order(FIRST), [anna, bert]);
    assert_eq!(why(&meeting, bert)[0]["code"], "turns", "one is safe, not two");
}

#[test]
fn d84_a_call_that_is_taken_back_is_safe_no_longer_when_nobody_is() {
    let mut meeting = Meeting::running_with(&json!({"safe_positions": 1}));
    let [anna, bert] = [ANNA, BERT].map(|by| meeting.request(by, "impromptu"));
    let prepared = meeting.request(CLEO, "prepared");
    meeting.accept(CLEO, on("withdraw_request", prepared));
    meeting.accept(
        CHAIR,
        json!({"type": "call_speaker", "request": anna, "expect_turn": null}),
    );
    meeting.request(CLEO, "prepared");
    let amend = json!({"type": "amend_rules", "rules": {"safe_positions": 0}, "reason": "议定"});
    meeting.accept(CHAIR, amend);
    meeting.accept(CHAIR, on("recall_call", anna));
    assert_eq!(why(&meeting, anna), json!([{"code": "arrival"}]));
    assert_eq!(why(&meeting, bert), json!([{"code": "arrival"}]));
}

#[test]
fn d88_points_are_added_to_what_one_asked_for() {
    let mut meeting = Meeting::running();
    let request = meeting.request(ANNA, "impromptu");
    let point = |subject: &str| json!({"type": "add_point", "request": request, "subject": subject});
    assert!(meeting.view()["requests"][request.to_string()].get("points").is_none());
    for subject in ["助餐", "助浴", "助医", "助洁", "助行"] {
        meeting.accept(ANNA, point(subject));
    }
    assert_eq!(
        meeting.view()["requests"][request.to_string()]["points"],
        json!(["助餐", "助浴", "助医", "助洁", "助行"])
    );
    assert_eq!(meeting.refuse(ANNA, point("第六")), Code::QueueFull);
    assert_eq!(meeting.refuse(BERT, point("别人的")), Code::NotPermitted);
    assert_eq!(meeting.refuse(ANNA, point(&"字".repeat(201))), Code::TooLong);
    assert_eq!(meeting.refuse(ANNA, point(" ")), Code::Empty);
}

#[test]
fn d88_a_deferred_request_waits_anew() {
    let mut meeting = Meeting::running();
    let [anna, bert, cleo] = [ANNA, BERT, CLEO].map(|by| meeting.request(by, "impromptu"));
    assert_eq!(meeting.refuse(CHAIR, on("defer_request", anna)), Code::NotPermitted);
    meeting.accept(ANNA, on("defer_request", anna));
    assert_eq!(meeting.order(FIRST), [bert, cleo, anna]);
    assert_eq!(meeting.refuse(ANNA, on("defer_request", anna)), Code::Unchanged);
    meeting.accept(
        CHAIR,
        json!({"type": "call_speaker", "request": bert, "expect_turn": null}),
    );
    meeting.accept(BERT, on("defer_request", bert));
    assert_eq!(meeting.order(FIRST), [cleo, anna, bert], "who is called may put it off");
    let asked = json!({"type": "request_floor", "item": FIRST, "kind": "prepared", "for": ANNA});
    let asked = meeting.accept(OPERATOR, asked);
    let behind = meeting.request(BERT, "prepared");
    meeting.accept(OPERATOR, on("defer_request", asked));
    assert_eq!(meeting.order(FIRST), [behind, asked, cleo, anna, bert]);
}

#[test]
fn d89_a_moderator_denies_with_a_reason() {
    let mut meeting = Meeting::running();
    let anna = meeting.request(ANNA, "impromptu");
    let deny = |reason: &str| json!({"type": "deny_request", "request": anna, "reason": reason});
    assert_eq!(meeting.refuse(BERT, deny("不行")), Code::NotPermitted);
    assert_eq!(meeting.refuse(CLERK, deny("")), Code::Empty);
    meeting.accept(CLERK, deny("超出议题"));
    assert_eq!(meeting.order(FIRST), Vec::<u64>::new());
    assert_eq!(meeting.refuse(CLERK, deny("再次")), Code::NotFound);
}

#[test]
fn d90_who_left_without_a_turn_can_come_back_at_the_end() {
    let mut meeting = Meeting::running();
    let request = meeting.accept(
        ANNA,
        json!({"type": "request_floor", "item": FIRST, "kind": "impromptu", "subject": "助餐"}),
    );
    let bert = meeting.request(BERT, "impromptu");
    let restore = on("restore_request", request);
    assert_eq!(meeting.refuse(CHAIR, restore.clone()), Code::Unchanged);
    meeting.accept(
        CHAIR,
        json!({"type": "deny_request", "request": request, "reason": "误操作"}),
    );
    assert_eq!(
        meeting.refuse(ANNA, restore.clone()),
        Code::NotPermitted,
        "what a moderator took, moderators give back"
    );
    meeting.accept(CHAIR, restore.clone());
    assert_eq!(meeting.order(FIRST), [bert, request]);
    assert_eq!(meeting.view()["requests"][request.to_string()]["subject"], "助餐");
    meeting.accept(ANNA, on("withdraw_request", request));
    assert_eq!(
        meeting.refuse(CHAIR, restore.clone()),
        Code::NotPermitted,
        "who thought better of it is not dragged back"
    );
    meeting.accept(CHAIR, json!({"type": "close_queue", "item": FIRST}));
    assert_eq!(meeting.refuse(ANNA, restore.clone()), Code::QueueClosed);
    meeting.accept(CHAIR, json!({"type": "open_queue", "item": FIRST}));
    meeting.accept(ANNA, restore.clone());
    // Called and absent: both may bring it back.
    meeting.accept(
        CHAIR,
        json!({"type": "call_speaker", "request": request, "expect_turn": null}),
    );
    meeting.accept(CHAIR, on("pass_request", request));
    meeting.accept(ANNA, restore.clone());
    assert_eq!(meeting.order(FIRST), [bert, request]);
    let turn = meeting.accept(
        CHAIR,
        json!({"type": "grant_floor", "request": request, "expect_turn": null}),
    );
    meeting.accept(ANNA, json!({"type": "release_floor", "expect_turn": turn}));
    assert_eq!(meeting.refuse(CHAIR, restore), Code::NotFound, "it had its turn");
}

#[test]
fn d90_an_expired_request_comes_back_with_its_item() {
    let mut meeting = Meeting::running();
    let anna = meeting.request(ANNA, "impromptu");
    meeting.accept(CHAIR, json!({"type": "finish_item", "expect_item": FIRST}));
    assert_eq!(meeting.refuse(CHAIR, on("restore_request", anna)), Code::WrongPhase);
    meeting.accept(CHAIR, json!({"type": "start_item", "item": FIRST, "expect_item": null}));
    meeting.request(ANNA, "impromptu");
    assert_eq!(meeting.refuse(CHAIR, on("restore_request", anna)), Code::AlreadyWaiting);
    let mut meeting = Meeting::running_with(&json!({"queue_max": 1}));
    let anna = meeting.request(ANNA, "impromptu");
    meeting.accept(ANNA, on("withdraw_request", anna));
    meeting.request(BERT, "impromptu");
    assert_eq!(meeting.refuse(ANNA, on("restore_request", anna)), Code::QueueFull);
}

#[test]
fn d91_a_last_word_stands_behind_whoever_comes() {
    let mut meeting = Meeting::running();
    let [anna, bert] = [ANNA, BERT].map(|by| meeting.request(by, "prepared"));
    let cleo = meeting.request(CLEO, "impromptu");
    assert_eq!(meeting.refuse(ANNA, on("last_word", anna)), Code::NotPermitted);
    meeting.accept(CHAIR, on("last_word", anna));
    assert_eq!(meeting.order(FIRST), [bert, cleo, anna]);
    assert_eq!(meeting.refuse(CLERK, on("last_word", anna)), Code::Unchanged);
    let later = meeting.request(RESPONDENT, "impromptu");
    meeting.accept(CHAIR, on("last_word", bert));
    assert_eq!(meeting.order(FIRST), [cleo, later, anna, bert]);
    assert_eq!(why(&meeting, anna), json!([{"code": "last_word", "by": CHAIR}]));
    let shift = json!({"type": "move_request", "request": anna, "before": cleo, "reason": "改变主意"});
    meeting.accept(CHAIR, shift);
    assert_eq!(meeting.order(FIRST), [anna, cleo, later, bert], "a move takes it back");
}

#[test]
fn d92_a_call_out_of_order_says_how_many_it_passed_over_and_why() {
    let mut meeting = Meeting::running();
    let [anna, bert] = [ANNA, BERT].map(|by| meeting.request(by, "impromptu"));
    let call = |request: u64, reason: Option<&str>| json!({"type": "call_speaker", "request": request, "expect_turn": null, "reason": reason});
    meeting.accept(CHAIR, call(bert, Some("须提前离会")));
    let entry = serde_json::to_value(&meeting.entries.last().unwrap().event).unwrap();
    assert_eq!(
        entry,
        json!({"type": "request_called", "request": bert, "passed_over": 1, "reason": "须提前离会"})
    );
    meeting.accept(CHAIR, call(anna, None));
    let entry = serde_json::to_value(&meeting.entries.last().unwrap().event).unwrap();
    assert_eq!(
        entry,
        json!({"type": "request_called", "request": anna, "recalled": bert})
    );
    let grant = json!({"type": "grant_floor", "request": bert, "expect_turn": null, "reason": "议定"});
    meeting.accept(CHAIR, grant);
    let entry = serde_json::to_value(&meeting.entries.last().unwrap().event).unwrap();
    assert_eq!(entry.get("passed_over"), None, "Anna was called, she did not wait");
}

#[test]
fn d92_the_rules_say_who_may_ask() {
    let mut meeting = Meeting::running_with(&json!({"may_ask": ["member"]}));
    meeting.request(ANNA, "impromptu");
    assert_eq!(meeting.refuse(RESPONDENT, ask("impromptu")), Code::NotPermitted);
    let for_him = json!({"type": "request_floor", "item": FIRST, "kind": "impromptu", "for": RESPONDENT});
    assert_eq!(meeting.refuse(CHAIR, for_him), Code::NotPermitted);
    meeting.request(RESPONDENT, "point_of_order");
    assert_eq!(
        meeting.refuse(CAPTIONER, ask("point_of_order")),
        Code::NotPermitted,
        "who may not have the floor may not ask for it at all"
    );
}

#[test]
fn d87_a_reply_goes_right_behind_what_it_answers() {
    let mut meeting = Meeting::running();
    let reply = |turn: u64| json!({"type": "request_floor", "item": FIRST, "kind": "reply", "replies_to": turn});
    let first = meeting.grant(ANNA, "impromptu");
    let to_first = meeting.accept(BERT, reply(first));
    meeting.accept(ANNA, json!({"type": "release_floor", "expect_turn": first}));
    let second = meeting.grant(CLEO, "impromptu");
    let prepared = meeting.request(ANNA, "prepared");
    let to_second = meeting.accept(RESPONDENT, reply(second));
    assert_eq!(meeting.order(FIRST), [to_second, to_first, prepared]);
    assert_eq!(meeting.view()["requests"][to_second.to_string()]["replies_to"], second);
}

#[test]
fn d86_what_does_not_change_is_not_sent_again() {
    let mut meeting = Meeting::running_with(&json!({"discipline": "sector_rotation"}));
    meeting.accept(CHAIR, json!({"type": "open_queue", "item": SECOND}));
    let [anna, bert] = [ANNA, BERT].map(|by| meeting.request(by, "impromptu"));
    let respondent = meeting.request(RESPONDENT, "impromptu");
    let online = meeting.accept(CHAIR, ask("impromptu"));
    let requests = |meeting: &Meeting| -> Vec<u64> {
        let touched = meeting.touched.places.iter().filter_map(|place| match place {
            rostrum::domain::Place::Request(request) => Some(request.0),
            _ => None,
        });
        touched.collect()
    };
    assert_eq!(requests(&meeting), [online], "the others keep what they have");
    let turn = meeting.accept(
        CHAIR,
        json!({"type": "grant_floor", "request": online, "expect_turn": null}),
    );
    assert_eq!(requests(&meeting), [online]);
    meeting.accept(CHAIR, json!({"type": "release_floor", "expect_turn": turn}));
    assert_eq!(
        requests(&meeting),
        Vec::<u64>::new(),
        "the chair's group has nobody else"
    );
    let turn = meeting.accept(
        CHAIR,
        json!({"type": "grant_floor", "request": anna, "expect_turn": null}),
    );
    meeting.accept(ANNA, json!({"type": "release_floor", "expect_turn": turn}));
    assert_eq!(requests(&meeting), [bert, respondent], "those of Anna's sector");
    assert_eq!(
        why(&meeting, bert),
        json!([{"code": "sector", "turns": 1}, {"code": "arrival"}])
    );
}

#[test]
fn d82_a_move_that_changes_nothing_reorders_nobody_behind_it() {
    let mut meeting = Meeting::running_with(&json!({"discipline": "sector_rotation"}));
    let prepared = meeting.request(ANNA, "prepared");
    let anna = meeting.request(ANNA, "impromptu");
    let respondent = meeting.accept(CHAIR, ask("impromptu"));
    assert_eq!(meeting.order(FIRST), [prepared, respondent, anna]);
    let shift = json!({"type": "move_request", "request": prepared, "reason": "原位"});
    assert_eq!(meeting.refuse(CHAIR, shift), Code::Unchanged);
}

#[test]
fn d90_who_left_last_can_come_back_however_many_left_before() {
    let mut meeting = Meeting::running();
    let victim = meeting.request(BERT, "impromptu");
    let first = meeting.request(ANNA, "impromptu");
    meeting.accept(ANNA, on("withdraw_request", first));
    for _ in 0..1_000 {
        let request = meeting.request(ANNA, "impromptu");
        meeting.accept(ANNA, on("withdraw_request", request));
    }
    meeting.accept(
        CHAIR,
        json!({"type": "deny_request", "request": victim, "reason": "误操作"}),
    );
    meeting.accept(CHAIR, on("restore_request", victim));
    assert_eq!(meeting.refuse(ANNA, on("restore_request", first)), Code::NotFound);
}

#[test]
fn d91_a_last_word_is_never_safe_and_never_buries_a_point_of_order() {
    let mut meeting = Meeting::running_with(&json!({"safe_positions": 1}));
    let anna = meeting.request(ANNA, "impromptu");
    meeting.accept(CHAIR, on("last_word", anna));
    assert_eq!(why(&meeting, anna), json!([{"code": "last_word", "by": CHAIR}]));
    let point = meeting.request(BERT, "point_of_order");
    assert_eq!(meeting.refuse(CHAIR, on("last_word", point)), Code::WrongPhase);
}
