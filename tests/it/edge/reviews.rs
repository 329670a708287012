//! Look-back reviews.

use reqwest::{Method, RequestBuilder, StatusCode};
use rostrum::config::Config;
use rostrum::domain::limits::SessionLimits;
use rostrum::journal::COMMON;
use serde_json::{Value, json};
use uuid::Uuid;

use super::commitments::{CHAIR, PEOPLE, UNIT, answered, promise};
use super::register::rows;
use crate::support::{CONVENER, TestServer, TestSession, json_of, of, problem, text};

/// A session with two promises.
async fn promised(session: &TestSession<'_>) -> [u64; 2] {
    let source = answered(session).await;
    let mut chair = session.socket(CHAIR).await;
    [
        chair.does(promise(UNIT, source)).await,
        chair.does(promise(6, source)).await,
    ]
}

fn plan(lines: &[(&str, u64)]) -> Value {
    let lines = lines
        .iter()
        .map(|(session, commitment)| json!({ "session": session, "commitment": commitment }));
    json!({ "title": "半年回头看", "on": "2026-06-30", "lines": lines.collect::<Vec<_>>() })
}

fn make(server: &TestServer, body: &Value) -> RequestBuilder {
    server.post("/api/reviews", CONVENER, body)
}

fn find(server: &TestServer, review: u64, line: (&str, u64), finding: &str, who: &str) -> RequestBuilder {
    let body = json!({ "session": line.0, "commitment": line.1, "finding": finding, "who": who, "text": "到现场看过" });
    let request = server.request(Method::PUT, &format!("/api/reviews/{review}/findings"));
    request.bearer_auth(CONVENER).json(&body)
}

async fn made(server: &TestServer, body: &Value) -> u64 {
    json_of(make(server, body), StatusCode::CREATED).await["review"]
        .as_u64()
        .unwrap()
}

async fn whole(server: &TestServer, review: u64) -> Value {
    json_of(server.get(&format!("/api/reviews/{review}"), CONVENER), StatusCode::OK).await
}

#[tokio::test]
async fn r75_a_review_is_a_dated_list_of_commitments_that_there_are() {
    let server = TestServer::on_disk().await;
    let (older, newer) = (server.session(&PEOPLE).await, server.session(&PEOPLE).await);
    let (one, other) = (promised(&older).await, promised(&newer).await);
    let review = made(&server, &plan(&[(&newer.id, other[1]), (&older.id, one[0])])).await;
    let own = whole(&server, review).await;
    assert_eq!((text(&own["title"]), text(&own["on"])), ("半年回头看", "2026-06-30"));
    let lines = own["lines"].as_array().unwrap();
    assert_eq!(
        (text(&lines[0]["session"]), &lines[0]["commitment"]),
        (&*newer.id, &json!(other[1]))
    );
    assert_eq!(text(&lines[1]["now"]["unit"]), "住建局");
    assert!(lines[0].get("found").is_none());

    let unknown = Uuid::new_v4().to_string();
    let common = COMMON.to_string();
    for line in [(&*older.id, 99), (&*unknown, one[0]), (&*common, 1)] {
        assert_eq!(problem(make(&server, &plan(&[line]))).await, of(404, "not_found"));
    }
    let twice = plan(&[(&older.id, one[0]), (&older.id, one[0])]);
    assert_eq!(problem(make(&server, &twice)).await, of(400, "malformed"));
    assert_eq!(problem(make(&server, &plan(&[]))).await, of(409, "empty"));
    let mut wrong = plan(&[(&older.id, one[0])]);
    wrong["on"] = json!("2026-06-31");
    assert_eq!(problem(make(&server, &wrong)).await, of(400, "malformed"));
    wrong["on"] = json!("2026-06-30");
    wrong["title"] = json!("字".repeat(201));
    assert_eq!(problem(make(&server, &wrong)).await, of(409, "too_long"));

    let second = made(&server, &plan(&[(&older.id, one[1])])).await;
    let page = json_of(server.get("/api/reviews?limit=1", CONVENER), StatusCode::OK).await;
    assert_eq!(
        (&page["reviews"][0]["review"], &page["next"]),
        (&json!(second), &json!(second))
    );
    let rest = json_of(
        server.get(&format!("/api/reviews?limit=1&before={second}"), CONVENER),
        StatusCode::OK,
    )
    .await;
    assert_eq!(
        (&rest["reviews"][0]["review"], rest.get("next")),
        (&json!(review), None)
    );
    for path in ["/api/reviews/99", "/api/reviews/x", "/api/reviews/99/lines.csv"] {
        assert_eq!(problem(server.get(path, CONVENER)).await, of(404, "not_found"));
    }
}

#[tokio::test]
async fn r76_what_was_found_stands_with_who_and_when_and_changes_no_commitment() {
    let server = TestServer::start().await;
    let session = server.session(&PEOPLE).await;
    let [first, second] = promised(&session).await;
    let review = made(&server, &plan(&[(&session.id, first), (&session.id, second)])).await;
    let before = json_of(session.get(CHAIR, "/commitments"), StatusCode::OK).await;
    json_of(
        find(&server, review, (&session.id, second), "not_done", "督查组 陈组长"),
        StatusCode::OK,
    )
    .await;
    server.clock.advance(60_000);
    json_of(
        find(&server, review, (&session.id, second), "partly", "督查组 陈组长"),
        StatusCode::OK,
    )
    .await;
    let lines = whole(&server, review).await["lines"].clone();
    assert!(lines[0].get("found").is_none());
    assert_eq!(
        lines[1]["found"],
        json!({ "finding": "partly", "who": "督查组 陈组长", "text": "到现场看过", "at": "2026-01-01T00:01:00.000Z" })
    );
    assert_eq!(
        json_of(session.get(CHAIR, "/commitments"), StatusCode::OK).await,
        before
    );
    let page = json_of(server.get("/api/reviews", CONVENER), StatusCode::OK).await;
    assert_eq!(
        (&page["reviews"][0]["lines"], &page["reviews"][0]["found"]),
        (&json!(2), &json!(1))
    );

    let same = find(&server, review, (&session.id, second), "partly", "督查组 陈组长");
    assert_eq!(problem(same).await, of(409, "unchanged"));
    for (review, commitment) in [(review, 99), (99, first)] {
        let other = find(&server, review, (&session.id, commitment), "done", "陈组长");
        assert_eq!(problem(other).await, of(404, "not_found"));
    }
    let nobody = find(&server, review, (&session.id, first), "done", " ");
    assert_eq!(problem(nobody).await, of(409, "empty"));
    let odd = find(&server, review, (&session.id, first), "perhaps", "陈组长");
    assert_eq!(problem(odd).await, of(400, "malformed"));
}

#[tokio::test]
async fn r77_a_review_is_a_table_without_formulas() {
    let server = TestServer::start().await;
    let session = server.session(&PEOPLE).await;
    let [first, second] = promised(&session).await;
    let review = made(&server, &plan(&[(&session.id, second), (&session.id, first)])).await;
    json_of(
        find(&server, review, (&session.id, second), "done", "@陈组长"),
        StatusCode::OK,
    )
    .await;
    let table = rows(&server, &format!("/api/reviews/{review}/lines.csv")).await;
    assert_eq!(table.len(), 3);
    let (own, number) = (&table[1], second.to_string());
    assert_eq!(
        *own,
        [
            "远程协商",
            &session.id,
            &number,
            "加装两部电梯",
            "民政局",
            "2026-03-31",
            "待办理",
            "已完成",
            "到现场看过",
            "'@陈组长",
            "2026-01-01 08:00:00"
        ]
    );
    assert_eq!(&table[2][7..], ["", "", "", ""]);
    let english = rows(&server, &format!("/api/reviews/{review}/lines.csv?lang=en")).await;
    assert_eq!((&*english[0][7], &*english[1][7]), ("review_finding", "done"));
    assert_eq!(english[0][10], "checked_at (UTC+8)");
}

#[tokio::test]
async fn r78_an_order_about_a_review_happens_once_and_a_forms_key_is_no_reviews() {
    let server = TestServer::start().await;
    let session = server.session(&PEOPLE).await;
    let [first, _] = promised(&session).await;
    let key = Uuid::new_v4().to_string();
    let keyed = |request: RequestBuilder| request.header("idempotency-key", key.clone());
    let body = plan(&[(&session.id, first)]);
    let once = json_of(keyed(make(&server, &body)), StatusCode::CREATED).await;
    let again = json_of(keyed(make(&server, &body)), StatusCode::CREATED).await;
    assert_eq!(once, again);
    let page = json_of(server.get("/api/reviews", CONVENER), StatusCode::OK).await;
    assert_eq!(page["reviews"].as_array().unwrap().len(), 1);
    let amend = server.request(Method::PUT, "/api/forms/remote").bearer_auth(CONVENER);
    let amend = amend.json(&json!({ "preset": { "title": "x" }, "reason": "y" }));
    assert_eq!(problem(keyed(amend)).await, of(400, "malformed"));
    let forms = json_of(server.get("/api/forms/remote", CONVENER), StatusCode::OK).await;
    assert_eq!(
        forms["versions"].as_array().unwrap().len(),
        1,
        "and nothing of it happened"
    );
}

#[tokio::test]
async fn r78_there_are_so_many_reviews_lines_and_findings() {
    let server = TestServer::configured(Config {
        session: SessionLimits {
            reviews_max: 2,
            review_lines_max: 1,
            findings_per_line_max: 2,
            ..SessionLimits::default()
        },
        ..Config::default()
    })
    .await;
    let session = server.session(&PEOPLE).await;
    let [first, second] = promised(&session).await;
    let metric = "rostrum_limit_hits_total{limit=\"reviews\"}";
    let before = server.metric(metric).await;
    let long = plan(&[(&session.id, first), (&session.id, second)]);
    assert_eq!(problem(make(&server, &long)).await, of(413, "too_large"));
    let review = made(&server, &plan(&[(&session.id, first)])).await;
    made(&server, &plan(&[(&session.id, first)])).await;
    assert_eq!(
        problem(make(&server, &plan(&[(&session.id, first)]))).await,
        of(409, "queue_full")
    );
    for finding in ["not_done", "partly"] {
        json_of(
            find(&server, review, (&session.id, first), finding, "陈"),
            StatusCode::OK,
        )
        .await;
    }
    let more = find(&server, review, (&session.id, first), "done", "陈");
    assert_eq!(problem(more).await, of(409, "queue_full"));
    assert!(server.metric(metric).await >= before + 3);
}
