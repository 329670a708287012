//! The order of the queue: what random histories found, and the disciplines over random queues.

mod laws;

use rostrum::domain::Code;
use serde_json::json;

use super::given::{ANNA, BERT, CHAIR, CLEO, CLERK, FIRST, Meeting, ONLINE_MEMBER, RESPONDENT};

fn amend(discipline: &str) -> serde_json::Value {
    json!({"type": "amend_rules", "rules": {"discipline": discipline}, "reason": "r"})
}

#[test]
fn d81_arrival_counts_again_for_whom_another_discipline_put_before() {
    let mut meeting = Meeting::running_with(&json!({"discipline": "fewest_turns", "safe_positions": 1}));
    for speaker in [ANNA, BERT] {
        let turn = meeting.grant(speaker, "impromptu");
        meeting.accept(CHAIR, json!({"type": "end_turn", "expect_turn": turn}));
    }
    let [anna, bert, cleo] = [ANNA, BERT, CLEO].map(|by| meeting.request(by, "impromptu"));
    assert_eq!(meeting.order(FIRST), [anna, cleo, bert]);
    meeting.accept(ANNA, json!({"type": "withdraw_request", "request": anna}));
    meeting.accept(CHAIR, amend("arrival"));
    assert_eq!(meeting.order(FIRST), [cleo, bert], "who is safe stays");
    let order = meeting.request(RESPONDENT, "point_of_order");
    let online = meeting.request(ONLINE_MEMBER, "impromptu");
    assert_eq!(
        meeting.order(FIRST),
        [order, bert, cleo, online],
        "nobody is safe any more"
    );
}

#[test]
fn d82_who_was_moved_does_not_count_for_the_group() {
    let mut meeting = Meeting::running_with(&json!({"discipline": "sector_rotation", "safe_positions": 1}));
    let [anna, online, cleo] = [ANNA, ONLINE_MEMBER, CLEO].map(|by| meeting.request(by, "impromptu"));
    assert_eq!(meeting.order(FIRST), [anna, online, cleo]);
    meeting.accept(
        CHAIR,
        json!({"type": "move_request", "request": cleo, "before": anna, "reason": "r"}),
    );
    assert_eq!(meeting.order(FIRST), [cleo, anna, online]);
    let clerk = meeting.request(CLERK, "impromptu");
    assert_eq!(meeting.order(FIRST), [cleo, anna, online, clerk]);
}

#[test]
fn d85_d91_the_place_before_a_last_word_is_the_end_of_the_rank() {
    let mut meeting = Meeting::running();
    let question = meeting.request(CLERK, "question");
    let [anna, bert] = [ANNA, BERT].map(|by| meeting.request(by, "impromptu"));
    meeting.accept(CHAIR, json!({"type": "last_word", "request": question}));
    assert_eq!(meeting.order(FIRST), [anna, bert, question]);
    meeting.accept(
        CHAIR,
        json!({"type": "move_request", "request": anna, "before": question, "reason": "r"}),
    );
    assert_eq!(meeting.order(FIRST), [bert, anna, question]);
}

#[test]
fn d6_a_move_before_oneself_is_none_whatever_else_has_changed() {
    let mut meeting = Meeting::running_with(&json!({"discipline": "fewest_turns", "safe_positions": 1}));
    let turn = meeting.grant(ANNA, "impromptu");
    meeting.accept(CHAIR, json!({"type": "end_turn", "expect_turn": turn}));
    let [anna, bert] = [ANNA, BERT].map(|by| meeting.request(by, "impromptu"));
    // Anna is not safe any more, and would stand behind Bert if the queue were laid now.
    let order = meeting.request(CLEO, "point_of_order");
    assert_eq!(meeting.order(FIRST), [order, anna, bert]);
    let itself = json!({"type": "move_request", "request": order, "before": order, "reason": "r"});
    assert_eq!(meeting.refuse(CHAIR, itself), Code::Unchanged);
}

#[test]
fn d87_the_reply_to_a_later_turn_comes_first_once_nobody_is_safe() {
    let mut meeting = Meeting::running_with(&json!({"safe_positions": 1}));
    let turns = [ANNA, BERT].map(|speaker| {
        let turn = meeting.grant(speaker, "impromptu");
        meeting.accept(CHAIR, json!({"type": "end_turn", "expect_turn": turn}));
        turn
    });
    let [earlier, later] = [0, 1].map(|number| {
        let reply = json!({"type": "request_floor", "item": FIRST, "kind": "reply", "replies_to": turns[number]});
        meeting.accept([CLEO, RESPONDENT][number], reply)
    });
    let order = meeting.request(CLERK, "point_of_order");
    assert_eq!(
        meeting.order(FIRST),
        [order, earlier, later],
        "who was safe is not overtaken by the same entry"
    );
    let second = meeting.request(ANNA, "point_of_order");
    assert_eq!(meeting.order(FIRST), [order, second, later, earlier]);
}
