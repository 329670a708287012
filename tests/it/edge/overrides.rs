//! The ledger of overrides.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{CONVENER, TestServer, TestSession, TestSocket, json_of, of, problem, text};

const PEOPLE: [(&str, &str); 5] = [
    ("周主席", "chair"),
    ("李委员", "member"),
    ("吴委员", "member"),
    ("王观察", "observer"),
    ("郑委员", "member"),
];

async fn page(session: &TestSession<'_>, number: usize, query: &str) -> Value {
    json_of(session.get(number, &format!("/overrides{query}")), StatusCode::OK).await
}

fn types(page: &Value) -> Vec<&str> {
    let overrides = page["overrides"].as_array().unwrap().iter();
    overrides.map(|line| text(&line["entry"]["type"])).collect()
}

async fn request(member: &mut TestSocket) -> u64 {
    member
        .does(json!({ "type": "request_floor", "item": 3, "kind": "impromptu" }))
        .await
}

/// What moderators do in order, and against it, each once.
async fn debate(session: &TestSession<'_>) {
    let (mut chair, mut first, mut second) = (
        session.socket(1).await,
        session.socket(2).await,
        session.socket(3).await,
    );
    let mut third = session.socket(5).await;
    chair.does(json!({ "type": "open_session" })).await;
    chair
        .does(json!({ "type": "start_item", "item": 3, "expect_item": null }))
        .await;
    let (one, two, three) = (
        request(&mut first).await,
        request(&mut second).await,
        request(&mut third).await,
    );
    let mut jump = json!({ "type": "call_speaker", "request": two, "expect_turn": null, "reason": "要先走" });
    chair.does(jump.clone()).await; // an override
    chair.does(json!({ "type": "recall_call", "request": two })).await;
    jump["request"] = json!(one);
    chair.does(jump).await;
    chair.does(json!({ "type": "recall_call", "request": one })).await;
    let up = json!({ "type": "move_request", "request": three, "before": one, "reason": "均衡" });
    chair.does(up).await; // an override
    chair.does(json!({ "type": "last_word", "request": three })).await; // an override
    first.does(json!({ "type": "withdraw_request", "request": one })).await;
    first.does(json!({ "type": "restore_request", "request": one })).await;
    chair
        .does(json!({ "type": "deny_request", "request": one, "reason": "重复" }))
        .await; // an override
    chair.does(json!({ "type": "restore_request", "request": one })).await; // an override
    let turn = chair
        .does(json!({ "type": "grant_floor", "request": two, "expect_turn": null }))
        .await;
    chair
        .does(json!({ "type": "extend_turn", "expect_turn": turn, "by_ms": 60_000, "reason": "插话" }))
        .await; // an override
    let turn = chair
        .does(json!({ "type": "yield_floor", "expect_turn": turn, "to": 5 }))
        .await; // an override
    chair
        .does(json!({ "type": "revoke_turn", "expect_turn": turn, "reason": "跑题" }))
        .await; // an override
    let turn = chair.does(json!({ "type": "restore_turn", "turn": turn })).await; // an override
    chair.does(json!({ "type": "end_turn", "expect_turn": turn })).await;
    chair.does(json!({ "type": "close_queue", "item": 3 })).await;
    chair
        .does(json!({ "type": "amend_rules", "rules": { "safe_positions": 2 }, "reason": "稳定" }))
        .await; // an override
    chair
        .does(json!({ "type": "change_role", "participant": 5, "role": "respondent" }))
        .await;
    chair
        .does(json!({ "type": "change_role", "participant": 5, "role": "observer" }))
        .await; // an override
    chair
        .does(json!({ "type": "remove", "participant": 2, "reason": "离会" }))
        .await; // an override
}

const ALL: [&str; 12] = [
    "request_called",
    "request_moved",
    "last_word_given",
    "request_denied",
    "request_restored",
    "turn_extended",
    "turn_ended",
    "turn_ended",
    "turn_restored",
    "rules_amended",
    "role_changed",
    "participant_removed",
];

#[tokio::test]
async fn d98_p64_what_moderators_did_against_the_order_of_things_is_listed_with_who_when_and_why() {
    let server = TestServer::on_disk().await;
    let session = server.session(&PEOPLE).await;
    debate(&session).await;
    let members = page(&session, 3, "").await;
    assert_eq!(types(&members), ALL);
    assert!(members.get("next").is_none());
    let first = &members["overrides"][0];
    assert_eq!(
        (
            first["by"].as_u64(),
            text(&first["at"]),
            text(&first["entry"]["reason"])
        ),
        (Some(1), "2026-01-01T00:00:00.000Z", "要先走")
    );
    assert_eq!(first["entry"]["passed_over"], 1);
    let restored = &members["overrides"][4];
    assert_eq!(
        (restored["by"].as_u64(), &restored["entry"]["type"]),
        (Some(1), &json!("request_restored"))
    );
    // Each is the entry of the journal with that number.
    let proceedings = json_of(session.get(3, "/proceedings?limit=100"), StatusCode::OK).await;
    for line in members["overrides"].as_array().unwrap() {
        let seq = usize::try_from(line["seq"].as_u64().unwrap()).unwrap();
        assert_eq!(proceedings["entries"][seq - 1]["entry"], line["entry"]);
    }
    // The public reads them without denials and removals.
    let publics: Vec<&str> = ALL
        .into_iter()
        .filter(|name| !["request_denied", "participant_removed"].contains(name))
        .collect();
    assert_eq!(types(&page(&session, 4, "").await), publics);
    let conveners = server.get(&session.path("/overrides"), CONVENER);
    assert_eq!(types(&json_of(conveners, StatusCode::OK).await), ALL);
    let nobody = server.get(&session.path("/overrides"), "nobody");
    assert_eq!(problem(nobody).await, of(401, "unauthorized"));
}

#[tokio::test]
async fn p64_overrides_are_paged_and_the_same_after_a_start() {
    let server = TestServer::on_disk().await;
    let session = server.session(&PEOPLE).await;
    debate(&session).await;
    for number in [3, 4] {
        let whole = page(&session, number, "").await;
        for limit in [1, 3, 4, 11] {
            let (mut lines, mut after) = (Vec::new(), 0);
            loop {
                let page = page(&session, number, &format!("?after={after}&limit={limit}")).await;
                let some = page["overrides"].as_array().unwrap();
                assert!(some.len() <= limit && !some.is_empty(), "{page}");
                lines.extend(some.clone());
                match page["next"].as_u64() {
                    Some(next) => after = next,
                    None => break,
                }
            }
            assert_eq!(json!(lines), whole["overrides"], "{limit}");
        }
    }
    for query in ["?after=-1", "?limit=0", "?limit=x"] {
        let request = session.get(3, &format!("/overrides{query}"));
        assert_eq!(problem(request).await, of(400, "malformed"), "{query}");
    }
    let beyond = page(&session, 3, "?after=18446744073709551615").await;
    assert_eq!(beyond["overrides"], json!([]));
}
