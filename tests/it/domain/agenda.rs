//! The agenda.

use rostrum::domain::Code;
use rostrum::domain::ids::ItemId;
use serde_json::{Value, json};

use super::given::{ANNA, BERT, CHAIR, CLEO, CLERK, FIRST, Meeting, SECOND, THIRD};

fn items(meeting: &Meeting) -> Vec<u64> {
    meeting.session.agenda_order().0.iter().map(|item| item.0).collect()
}

fn state(meeting: &Meeting, item: u64) -> Value {
    meeting.view()["agenda"]["items"][item.to_string()]["state"].clone()
}

fn start(item: u64, expect: Option<u64>, waiting: &str) -> Value {
    json!({"type": "start_item", "item": item, "expect_item": expect, "waiting": waiting})
}

fn finish(expect: Option<u64>, waiting: &str) -> Value {
    json!({"type": "finish_item", "expect_item": expect, "waiting": waiting})
}

#[test]
fn d23_items_stand_before_another_or_last() {
    let mut meeting = Meeting::drafted();
    let before = meeting.accept(
        CHAIR,
        json!({"type": "add_item", "title": "New", "kind": "keynote", "before": SECOND}),
    );
    let last = meeting.accept(
        CHAIR,
        json!({"type": "add_item", "title": "Last", "kind": "study", "limit_ms": 1_000}),
    );
    assert_eq!(items(&meeting), [FIRST, before, SECOND, THIRD, last]);
    meeting.accept(CLERK, json!({"type": "move_item", "item": last, "before": FIRST}));
    meeting.accept(CLERK, json!({"type": "move_item", "item": before}));
    assert_eq!(items(&meeting), [last, FIRST, SECOND, THIRD, before]);
    for unchanged in [
        json!({"type": "move_item", "item": before}),
        json!({"type": "move_item", "item": FIRST, "before": SECOND}),
        json!({"type": "move_item", "item": FIRST, "before": FIRST}),
    ] {
        assert_eq!(meeting.refuse(CHAIR, unchanged), Code::Unchanged);
    }
    for missing in [
        json!({"type": "move_item", "item": 99}),
        json!({"type": "move_item", "item": FIRST, "before": 99}),
        json!({"type": "add_item", "title": "New", "kind": "keynote", "before": 99}),
    ] {
        assert_eq!(meeting.refuse(CHAIR, missing), Code::NotFound);
    }
}

#[test]
fn d24_an_edit_changes_what_it_names() {
    let mut meeting = Meeting::drafted();
    let link = json!({"label": "Paper", "url": "https://example.org/paper"});
    meeting.accept(
        CHAIR,
        json!({"type": "edit_item", "item": SECOND, "title": "Renamed", "links": [link]}),
    );
    meeting.accept(CHAIR, json!({"type": "edit_item", "item": SECOND, "kind": "response"}));
    let expected = json!({
        "title": "Renamed", "kind": "response", "state": "pending", "limit_ms": 200_000, "links": [link],
    });
    assert_eq!(meeting.view()["agenda"]["items"]["4"], expected);
    meeting.accept(CHAIR, json!({"type": "edit_item", "item": SECOND, "links": []}));
    assert!(meeting.view()["agenda"]["items"]["4"].get("links").is_none());
    for unchanged in [
        json!({}),
        json!({"kind": "response"}),
        json!({"kind": "response", "limit_ms": 200_000}),
    ] {
        let mut command = json!({"type": "edit_item", "item": SECOND});
        command
            .as_object_mut()
            .unwrap()
            .extend(unchanged.as_object().unwrap().clone());
        assert_eq!(meeting.refuse(CHAIR, command), Code::Unchanged);
    }
    for (wrong, code) in [
        (json!({"limit_ms": 999}), Code::Malformed),
        (json!({"limit_ms": 86_400_001}), Code::Malformed),
        (json!({"title": " "}), Code::Empty),
        (json!({"title": "x".repeat(201)}), Code::TooLong),
        (
            json!({"links": [{"label": "x", "url": "javascript:alert(1)"}]}),
            Code::Malformed,
        ),
        (
            json!({"links": [{"label": "x", "url": "https://example.org/\nx"}]}),
            Code::Malformed,
        ),
        (
            json!({"links": [{"label": "", "url": "https://example.org/"}]}),
            Code::Empty,
        ),
        (
            json!({"links": [{"label": "x", "url": format!("https://{}", "x".repeat(2_000))}]}),
            Code::TooLong,
        ),
        (json!({"links": vec![link; 11]}), Code::TooLarge),
    ] {
        let mut command = json!({"type": "edit_item", "item": SECOND});
        command
            .as_object_mut()
            .unwrap()
            .extend(wrong.as_object().unwrap().clone());
        assert_eq!(meeting.refuse(CHAIR, command), code, "{wrong}");
    }
}

#[test]
fn d25_starting_an_item_ends_the_active_one_and_opens_its_queue() {
    let mut meeting = Meeting::running();
    assert_eq!(state(&meeting, FIRST), "active");
    assert_eq!(meeting.view()["queues"]["3"], json!({"open": true, "order": []}));
    meeting.accept(CHAIR, start(SECOND, Some(FIRST), "expire"));
    assert_eq!(
        (state(&meeting, FIRST), state(&meeting, SECOND)),
        (json!("finished"), json!("active"))
    );
    assert!(
        meeting.view()["queues"].get("3").is_none(),
        "a closed, empty queue is not shown"
    );
    assert_eq!(
        meeting.refuse(CHAIR, start(SECOND, Some(SECOND), "expire")),
        Code::Unchanged
    );
    meeting.accept(CHAIR, start(FIRST, Some(SECOND), "expire"));
    assert_eq!(
        state(&meeting, FIRST),
        "active",
        "a finished item may be taken up again"
    );
    assert_eq!(meeting.refuse(CHAIR, start(99, Some(FIRST), "expire")), Code::NotFound);
}

#[test]
fn d8_a_stale_item_is_told_before_everything_else() {
    let mut meeting = Meeting::running();
    for command in [start(SECOND, None, "expire"), finish(Some(SECOND), "expire")] {
        for by in [CHAIR, ANNA] {
            let refusal = meeting.send(by, command.clone()).unwrap_err();
            assert_eq!(
                (refusal.code, refusal.current_item),
                (Code::StaleItem, Some(ItemId(FIRST)))
            );
        }
    }
    assert_eq!(meeting.refuse(ANNA, finish(Some(FIRST), "expire")), Code::NotPermitted);
    meeting.accept(CHAIR, finish(Some(FIRST), "expire"));
    let refusal = meeting.send(CHAIR, finish(Some(FIRST), "expire")).unwrap_err();
    assert_eq!((refusal.code, refusal.current_item), (Code::StaleItem, None));
    let text = serde_json::to_value(refusal).unwrap();
    assert!(text.get("current_item").is_none() && text.get("current_turn").is_none());
    assert_eq!(meeting.refuse(CHAIR, finish(None, "expire")), Code::WrongPhase);
}

#[test]
fn d26_a_running_turn_keeps_the_agenda_where_it_is() {
    let mut meeting = Meeting::running();
    let turn = meeting.grant(ANNA, "impromptu");
    assert_eq!(
        meeting.refuse(CHAIR, start(SECOND, Some(FIRST), "expire")),
        Code::FloorTaken
    );
    assert_eq!(meeting.refuse(CHAIR, finish(Some(FIRST), "expire")), Code::FloorTaken);
    meeting.accept(ANNA, json!({"type": "release_floor", "expect_turn": turn}));
    meeting.accept(CHAIR, finish(Some(FIRST), "expire"));
}

#[test]
fn d27_those_who_wait_expire_unless_they_are_carried_over() {
    for (waiting, left) in [("expire", 0), ("carry_over", 2)] {
        let mut meeting = Meeting::running();
        let anna = meeting.request(ANNA, "impromptu");
        let bert = meeting.request(BERT, "question");
        meeting.accept(
            CHAIR,
            json!({"type": "call_speaker", "request": anna, "expect_turn": null}),
        );
        let event = meeting.send(CHAIR, start(SECOND, Some(FIRST), waiting)).unwrap();
        let event = serde_json::to_value(event).unwrap();
        let member = if left == 0 { "expired" } else { "carried" };
        assert_eq!(event[member].as_array().unwrap().len(), 2);
        assert_eq!(meeting.order(SECOND).len(), left);
        if left > 0 {
            assert_eq!(meeting.order(SECOND), [bert, anna]);
            assert_eq!(
                meeting.view()["requests"][anna.to_string()]["state"],
                "waiting",
                "a call does not carry over"
            );
        }
    }
}

#[test]
fn d27_finishing_carries_over_to_the_next_pending_item() {
    let mut meeting = Meeting::running();
    let anna = meeting.request(ANNA, "impromptu");
    meeting.accept(CHAIR, json!({"type": "defer_item", "item": SECOND}));
    let event = meeting.send(CHAIR, finish(Some(FIRST), "carry_over")).unwrap();
    let expected = json!({"type": "item_finished", "item": FIRST, "carried": [anna], "carried_to": THIRD});
    assert_eq!(serde_json::to_value(event).unwrap(), expected);
    assert_eq!(meeting.order(THIRD), [anna]);
    meeting.accept(CHAIR, start(THIRD, None, "expire"));
    assert_eq!(meeting.order(THIRD), [anna], "they were there before it started");
    assert_eq!(
        meeting.refuse(CHAIR, finish(Some(THIRD), "carry_over")),
        Code::NotFound,
        "no item is pending"
    );
}

#[test]
fn d28_nobody_is_carried_over_to_more_places_than_the_rules_give() {
    let mut meeting = Meeting::running_with(&json!({"requests_per_kind": 2}));
    meeting.accept(CHAIR, json!({"type": "open_queue", "item": SECOND}));
    let there = meeting.accept(
        ANNA,
        json!({"type": "request_floor", "item": SECOND, "kind": "impromptu"}),
    );
    let one = meeting.request(ANNA, "impromptu");
    let two = meeting.request(ANNA, "impromptu");
    meeting.accept(
        CHAIR,
        json!({"type": "move_request", "request": two, "before": one, "reason": "swap"}),
    );
    let event = serde_json::to_value(meeting.send(CHAIR, start(SECOND, Some(FIRST), "carry_over")).unwrap()).unwrap();
    assert_eq!(
        (&event["carried"], &event["expired"]),
        (&json!([two]), &json!([one])),
        "the first of the queue goes along"
    );
    assert_eq!(meeting.order(SECOND), [there, two]);
}

#[test]
fn d28_the_first_of_the_queue_get_the_places_that_there_are() {
    let mut meeting = Meeting::running();
    meeting.limits.waiting_per_item_max = 2;
    let anna = meeting.request(ANNA, "impromptu");
    let bert = meeting.request(BERT, "impromptu");
    meeting.accept(
        CHAIR,
        json!({"type": "move_request", "request": bert, "before": anna, "reason": "swap"}),
    );
    meeting.accept(CHAIR, json!({"type": "open_queue", "item": SECOND}));
    let cleo = meeting.accept(
        CLEO,
        json!({"type": "request_floor", "item": SECOND, "kind": "impromptu"}),
    );
    meeting.accept(CHAIR, start(SECOND, Some(FIRST), "carry_over"));
    assert_eq!(meeting.order(SECOND), [cleo, bert]);
}

#[test]
fn d29_an_item_is_put_off_and_concluded() {
    let mut meeting = Meeting::running();
    meeting.accept(CHAIR, json!({"type": "defer_item", "item": SECOND}));
    assert_eq!(state(&meeting, SECOND), "deferred");
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "defer_item", "item": SECOND})),
        Code::Unchanged
    );
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "defer_item", "item": FIRST})),
        Code::WrongPhase
    );
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "defer_item", "item": 99})),
        Code::NotFound
    );
    meeting.accept(CHAIR, json!({"type": "conclude_item", "item": FIRST, "text": "Agreed"}));
    meeting.accept(
        CHAIR,
        json!({"type": "finish_item", "expect_item": FIRST, "conclusion": "Agreed by all"}),
    );
    assert_eq!(meeting.view()["agenda"]["items"]["3"]["conclusion"], "Agreed by all");
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "conclude_item", "item": 99, "text": "x"})),
        Code::NotFound
    );
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "conclude_item", "item": FIRST, "text": ""})),
        Code::Empty
    );
    meeting.accept(CHAIR, start(SECOND, None, "expire"));
    assert_eq!(state(&meeting, SECOND), "active", "what was put off may be taken up");
    let mut draft = Meeting::drafted();
    assert_eq!(
        draft.refuse(CHAIR, json!({"type": "conclude_item", "item": FIRST, "text": "x"})),
        Code::WrongPhase
    );
    assert_eq!(draft.refuse(CHAIR, start(FIRST, None, "expire")), Code::WrongPhase);
}

#[test]
fn d30_lists_have_an_end() {
    let mut meeting = Meeting::drafted();
    meeting.limits.items_max = 3;
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "add_item", "title": "x", "kind": "study"})),
        Code::QueueFull
    );
    meeting.limits.threads_max = 0;
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "open_thread", "title": "x"})),
        Code::QueueFull
    );
}
