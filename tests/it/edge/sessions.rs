//! `/api/sessions`

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{CONVENER, TestServer, json_of, of, problem, session_body, text};

#[tokio::test]
async fn p22_a_session_is_created_with_invitations_in_the_order_of_the_body() {
    let server = TestServer::on_disk().await;
    let body = session_body(&[("周主席", "chair"), ("李委员", "member"), ("王观察", "observer")]);
    let made = json_of(server.post("/api/sessions", CONVENER, &body), StatusCode::CREATED).await;
    let invitations = made["invitations"].as_array().unwrap();
    let people: Vec<_> = invitations
        .iter()
        .map(|one| {
            (
                one["participant"].as_u64().unwrap(),
                text(&one["name"]),
                text(&one["role"]),
            )
        })
        .collect();
    assert_eq!(
        people,
        [
            (1, "周主席", "chair"),
            (2, "李委员", "member"),
            (3, "王观察", "observer")
        ]
    );
    for one in invitations {
        let url = format!("{}/join#{}", server.origin(), text(&one["token"]));
        assert_eq!(text(&one["url"]), url);
    }
}

#[tokio::test]
async fn p23_the_same_key_gives_the_same_answer_even_with_another_body() {
    let server = TestServer::on_disk().await;
    let (key, other) = (Uuid::new_v4().to_string(), Uuid::new_v4().to_string());
    let create = async |key: &str, body: &Value| {
        let request = server.post("/api/sessions", CONVENER, body);
        json_of(request.header("idempotency-key", key), StatusCode::CREATED).await
    };
    let body = session_body(&[("周主席", "chair")]);
    let made = create(&key, &body).await;
    // People who come later do not belong to the answer.
    let path = format!("/api/sessions/{}/invitations", text(&made["id"]));
    let more = json!({ "invite": [{ "name": "后来", "role": "member" }] });
    json_of(server.post(&path, CONVENER, &more), StatusCode::OK).await;
    server.clock.advance(1_000);
    assert_eq!(create(&key, &body).await, made);
    assert_eq!(create(&key, &session_body(&[("另一位", "member")])).await, made);
    assert_ne!(create(&other, &body).await["id"], made["id"]);
    let without_key = json_of(server.post("/api/sessions", CONVENER, &body), StatusCode::CREATED).await;
    let again = json_of(server.post("/api/sessions", CONVENER, &body), StatusCode::CREATED).await;
    assert_ne!(without_key["id"], again["id"]);
    let request = server
        .post("/api/sessions", CONVENER, &body)
        .header("idempotency-key", "7");
    assert_eq!(problem(request).await, of(400, "malformed"));
}

#[tokio::test]
async fn p22_what_cannot_be_created_is_refused_by_its_code() {
    let server = TestServer::start().await;
    let create = |body: &Value| server.post("/api/sessions", CONVENER, body);
    let mut body = session_body(&[]);
    body["title"] = json!("");
    assert_eq!(problem(create(&body)).await, of(409, "empty"));
    body["title"] = json!("长".repeat(201));
    assert_eq!(problem(create(&body)).await, of(409, "too_long"));
    body["title"] = json!(7);
    assert_eq!(problem(create(&body)).await, of(400, "malformed"));
    let mut body = session_body(&[]);
    body["rules"] = json!({ "no_such_rule": 1 });
    assert_eq!(problem(create(&body)).await, of(400, "malformed"));
    let mut body = session_body(&[]);
    body["participants"] = json!([{ "name": "甲", "role": "member", "venue": "没有的会场" }]);
    assert_eq!(problem(create(&body)).await, of(404, "not_found"));
    let people: Vec<_> = (0..2_001).map(|_| ("甲", "member")).collect();
    assert_eq!(problem(create(&session_body(&people))).await, of(413, "too_large"));
}

#[tokio::test]
async fn p22_sessions_are_listed_newest_first_and_paged() {
    let server = TestServer::start().await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.insert(0, server.session(&[("周主席", "chair"), ("李委员", "member")]).await.id);
    }
    let list = async |query: &str| {
        let request = server.get(&format!("/api/sessions{query}"), CONVENER);
        json_of(request, StatusCode::OK).await
    };
    let all = list("").await;
    let listed: Vec<_> = all["sessions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| text(&line["id"]))
        .collect();
    assert_eq!(listed, ids);
    assert!(all.get("next").is_none());
    let line = &all["sessions"][0];
    assert_eq!((text(&line["title"]), text(&line["phase"])), ("远程协商", "draft"));
    assert_eq!(line["participants"], 2);
    assert_eq!(line["created_at"], "2026-01-01T00:00:00.000Z");
    let page = list("?limit=2").await;
    assert_eq!(page["sessions"].as_array().unwrap().len(), 2);
    assert_eq!(text(&page["next"]), ids[1]);
    let page = list(&format!("?limit=2&before={}", ids[1])).await;
    assert_eq!(text(&page["sessions"][0]["id"]), ids[2]);
    assert!(page.get("next").is_none());
    for query in ["?limit=0", "?limit=x", "?before=x"] {
        let request = server.get(&format!("/api/sessions{query}"), CONVENER);
        assert_eq!(problem(request).await, of(400, "malformed"), "{query}");
    }
}

#[tokio::test]
async fn s5_only_the_convener_makes_and_lists_sessions() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    let chair = &session.seats[0];
    let create = server.post("/api/sessions", chair, &session_body(&[]));
    assert_eq!(problem(create).await, of(403, "not_permitted"));
    assert_eq!(
        problem(server.get("/api/sessions", chair)).await,
        of(403, "not_permitted")
    );
    for token in ["", "x", "the convener of the test", "the convener of the testsx"] {
        let request = server.get("/api/sessions", token);
        assert_eq!(problem(request).await, of(401, "unauthorized"), "{token:?}");
    }
    let bare = server.request(Method::GET, "/api/sessions");
    assert_eq!(problem(bare).await, of(401, "unauthorized"));
    let basic = server
        .request(Method::GET, "/api/sessions")
        .basic_auth("convener", Some(CONVENER));
    assert_eq!(problem(basic).await, of(401, "unauthorized"));
}
