//! How a session begins.

use rostrum::domain::creation::NewSession;
use rostrum::domain::forms::Edition;
use rostrum::domain::limits::SessionLimits;
use rostrum::domain::{Code, Event};
use rostrum::time::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use super::given::{Meeting, new_session};

fn body(with: &Value) -> Value {
    let mut body = json!({"title": "A meeting", "agenda": [], "participants": []});
    body.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
    body
}

fn decide(with: &Value) -> Result<Vec<Event>, Code> {
    let body: NewSession = serde_json::from_value(body(with)).map_err(|_| Code::Malformed)?;
    body.decide(
        Uuid::nil(),
        Timestamp::default(),
        &Edition::meeting(),
        &SessionLimits::default(),
    )
    .map_err(|refusal| refusal.code)
}

#[test]
fn d70_a_session_begins_with_itself_its_people_and_its_agenda() {
    let person = json!({"name": "Somebody", "role": "member"});
    let item = json!({"title": "Item", "kind": "study"});
    let events = decide(&json!({"participants": vec![person; 501], "agenda": [item.clone(), item]})).unwrap();
    let types: Vec<Value> = events
        .iter()
        .map(|event| serde_json::to_value(event).unwrap()["type"].clone())
        .collect();
    let invited = "participants_invited";
    assert_eq!(types, ["session_created", invited, invited, "item_added", "item_added"]);
    assert_eq!(decide(&json!({})).unwrap().len(), 1, "it may begin with nobody");
}

#[test]
fn d71_a_plain_meeting_is_neutral() {
    let expected = json!({
        "discipline": "arrival", "overtime": "warn", "turn_limit_ms": 480_000, "kind_limits_ms": {}, "warn_ms": 60_000,
        "ready_timeout_ms": 60_000, "requests_per_kind": 1, "queue_max": 200, "threads_before": false,
        "threads_after": false, "safe_positions": 0, "drop_grace_ms": 15_000, "drop_clock": "stops", "quorum": 0,
        "may_ask": ["chair", "clerk", "member", "respondent", "operator"], "posts_moderated": false, "tie_window_ms": 0,
    });
    let view = Meeting::drafted().view();
    assert_eq!(view["rules"], expected);
    assert_eq!(
        (&view["session"]["form"], &view["session"]["form_version"]),
        (&json!("meeting"), &json!(1))
    );
    assert_eq!(view["polls"], json!({}));
}

#[test]
fn d72_what_is_impossible_or_unknown_in_the_rules_is_malformed() {
    for rules in [
        json!({"discipline": "loudest"}),
        json!({"discipline": null}),
        json!({"no_such_rule": 1}),
        json!({"turn_limit_ms": 999}),
        json!({"turn_limit_ms": 86_400_001}),
        json!({"turn_limit_ms": -1}),
        json!({"warn_ms": 86_400_001}),
        json!({"ready_timeout_ms": 0}),
        json!({"requests_per_kind": 0}),
        json!({"requests_per_kind": 11}),
        json!({"queue_max": 0}),
        json!({"queue_max": 201}),
        json!({"kind_limits_ms": {"question": 1}}),
        json!({"kind_limits_ms": {"speech": 60_000}}),
        json!({"safe_positions": 201}),
        json!({"quorum": 20_001}),
        json!({"drop_grace_ms": 86_400_001}),
        json!({"drop_clock": "waits"}),
        json!({"may_ask": ["observer"]}),
        json!({"tie_window_ms": 1}),
    ] {
        assert_eq!(
            decide(&json!({"rules": rules})).unwrap_err(),
            Code::Malformed,
            "{rules}"
        );
    }
    let neutral = json!({"safe_positions": 0, "quorum": 0, "posts_moderated": false, "tie_window_ms": 0});
    decide(&json!({"rules": neutral})).unwrap();
}

#[test]
fn d72_kinds_keep_their_limits_unless_they_are_named() {
    let rules = json!({"kind_limits_ms": {"question": 30_000, "point_of_order": 20_000}, "warn_ms": 0});
    let view = Meeting::drafted_with(&rules).view();
    assert_eq!(
        view["rules"]["kind_limits_ms"],
        json!({"question": 30_000, "point_of_order": 20_000})
    );
}

#[test]
fn d73_a_lower_limit_of_the_configuration_leaves_the_forms_possible() {
    let limits = SessionLimits {
        waiting_per_item_max: 50,
        ..SessionLimits::default()
    };
    let meeting = Meeting::made(&new_session(&json!({})), limits.clone());
    assert_eq!(meeting.view()["rules"]["queue_max"], 50);
    let asked =
        new_session(&json!({"queue_max": 51})).decide(Uuid::nil(), Timestamp::default(), &Edition::meeting(), &limits);
    assert_eq!(asked.unwrap_err().code, Code::Malformed, "but not what is asked for");
}

#[test]
fn d74_what_does_not_fit_is_refused() {
    let venue = json!({"name": "Hall", "kind": "main"});
    let item = json!({"title": "Item", "kind": "study"});
    let link = json!({"label": "Paper", "url": "https://example.org/"});
    for (with, code) in [
        (json!({"title": ""}), Code::Empty),
        (json!({"title": "字".repeat(201)}), Code::TooLong),
        (json!({"body": " "}), Code::Empty),
        (json!({"series": "x".repeat(201)}), Code::TooLong),
        (json!({"form": "No such form"}), Code::Malformed),
        (json!({"venues": [venue, venue]}), Code::Malformed),
        (json!({"venues": vec![venue; 101]}), Code::TooLarge),
        (json!({"agenda": vec![item; 201]}), Code::TooLarge),
        (
            json!({"agenda": [{"title": "Item", "kind": "study", "limit_ms": 10}]}),
            Code::Malformed,
        ),
        (json!({"links": vec![link; 11]}), Code::TooLarge),
        (
            json!({"participants": [{"name": "A", "role": "member", "venue": "Nowhere"}]}),
            Code::NotFound,
        ),
        (
            json!({"participants": [{"name": "A", "role": "king"}]}),
            Code::Malformed,
        ),
        (
            json!({"participants": vec![json!({"name": "A", "role": "member"}); 2_001]}),
            Code::TooLarge,
        ),
    ] {
        assert_eq!(decide(&with).unwrap_err(), code, "{with}");
    }
}

#[test]
fn d75_a_body_survives_being_written_and_read() {
    for rules in [
        json!({}),
        json!({"overtime": "stop", "kind_limits_ms": {"question": 5_000}}),
    ] {
        let body = new_session(&rules);
        let text = serde_json::to_string(&body).unwrap();
        assert_eq!(serde_json::from_str::<NewSession>(&text).unwrap(), body);
    }
}
