//! Commitments of a session: who reads them, and how a unit without a session answers.

use reqwest::{Method, StatusCode};
use rostrum::config::Config;
use rostrum::live::limits::LiveLimits;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{CONVENER, TestServer, TestSession, header, json_of, of, problem, refused, text};

pub const CHAIR: usize = 1;
pub const MEMBER: usize = 2;
const OBSERVER: usize = 4;
pub const UNIT: usize = 5;
const OTHER_UNIT: usize = 6;

/// In their order.
pub const PEOPLE: [(&str, &str); 6] = [
    ("周主席", "chair"),
    ("李委员", "member"),
    ("王局长", "respondent"),
    ("赵旁听", "observer"),
    ("住建局", "owner"),
    ("民政局", "owner"),
];

/// A session in which the respondent answered the member; the number of the statement.
pub async fn answered(session: &TestSession<'_>) -> u64 {
    let mut chair = session.socket(CHAIR).await;
    chair.does(json!({ "type": "open_session" })).await;
    chair
        .does(json!({ "type": "start_item", "item": 3, "expect_item": null }))
        .await;
    let mut turns = Vec::new();
    for (number, kind) in [(MEMBER, "impromptu"), (3, "reply")] {
        let mut ask = json!({ "type": "request_floor", "item": 3, "kind": kind });
        if let Some(asked) = turns.first() {
            ask["replies_to"] = json!(asked);
        }
        let request = session.socket(number).await.does(ask).await;
        let grant = json!({ "type": "grant_floor", "request": request, "expect_turn": null });
        let turn = chair.does(grant).await;
        chair.does(json!({ "type": "end_turn", "expect_turn": turn })).await;
        turns.push(turn);
    }
    let statement = json!({ "type": "record_statement", "turn": turns[1], "text": "明年三月底前加装两部电梯。" });
    chair.does(statement).await
}

pub fn promise(owner: usize, source: u64) -> Value {
    json!({ "type": "record_commitment", "text": "加装两部电梯", "owner": owner, "source": source,
        "due": "2026-03-31", "category": "养老" })
}

/// Closes and seals.
pub async fn seal(session: &TestSession<'_>) {
    let mut chair = session.socket(CHAIR).await;
    chair.does(json!({ "type": "adjourn_session" })).await;
    chair.does(json!({ "type": "seal_session" })).await;
}

/// A report over HTTP.
pub fn report(
    session: &TestSession<'_>,
    number: usize,
    commitment: u64,
    key: Uuid,
    words: &str,
) -> reqwest::RequestBuilder {
    let path = session.path(&format!("/commitments/{commitment}/reports"));
    let request = session
        .server
        .post(&path, &session.seats[number - 1], &json!({ "text": words }));
    request.header("idempotency-key", key.to_string())
}

async fn list(session: &TestSession<'_>, number: usize, query: &str) -> Value {
    json_of(session.get(number, &format!("/commitments{query}")), StatusCode::OK).await
}

fn numbers(page: &Value) -> Vec<u64> {
    let lines = page["commitments"].as_array().unwrap().iter();
    lines.map(|line| line["commitment"].as_u64().unwrap()).collect()
}

/// Every address below a session that the server answers, from its own table.
fn paths_of_a_session() -> Vec<String> {
    let table = include_str!("../../../src/edge/routes.rs");
    let quoted = table
        .split('"')
        .filter(|text| text.starts_with("/api/sessions/{session}"));
    let paths = quoted.map(|path| {
        let rest = path.strip_prefix("/api/sessions/{session}").unwrap().to_owned();
        let names = ["{thread}", "{commitment}"];
        names.iter().fold(rest, |path, name| path.replace(name, "3"))
    });
    let paths: Vec<String> = paths.collect();
    assert!(paths.len() > 9, "the table is read wrongly: {paths:?}");
    paths
}

#[tokio::test]
async fn s75_an_owners_seat_opens_nothing_but_its_own_commitments() {
    let server = TestServer::start().await;
    let session = server.session(&PEOPLE).await;
    let seat = &session.seats[UNIT - 1];
    for rest in paths_of_a_session() {
        // Its own; what they show is the next test's.
        if rest.starts_with("/commitments") || rest == "/socket" {
            continue;
        }
        let mut refused = 0;
        for method in [Method::GET, Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
            let path = session.path(&rest);
            let request = server.request(method.clone(), &path).bearer_auth(seat).json(&json!({}));
            let answer = problem(request).await;
            assert!(
                answer == of(403, "not_permitted") || answer == of(405, "method_not_allowed"),
                "{method} {rest}: {answer:?}"
            );
            refused += usize::from(answer.0 == 403);
        }
        assert!(refused > 0, "{rest} has no method");
    }
    for path in [
        "/api/sessions",
        "/api/forms",
        "/api/forms/remote",
        "/api/commitments",
        "/api/reviews",
    ] {
        assert_eq!(
            problem(server.get(path, seat)).await,
            of(403, "not_permitted"),
            "{path}"
        );
    }
    let codes = server.post("/api/qr", seat, &json!({ "texts": ["x"] }));
    assert_eq!(problem(codes).await, of(403, "not_permitted"));
    let mut handshake = server.handshake(&session.path("/socket"));
    header(&mut handshake, "authorization", &format!("Bearer {seat}"));
    assert_eq!(refused(handshake).await, of(403, "not_permitted"));
}

#[tokio::test]
async fn s75_an_owner_reads_its_own_commitments_with_the_words_they_were_promised_in() {
    let server = TestServer::start().await;
    let session = server.session(&PEOPLE).await;
    let source = answered(&session).await;
    let mut chair = session.socket(CHAIR).await;
    let own = chair.does(promise(UNIT, source)).await;
    let other = chair.does(promise(OTHER_UNIT, source)).await;
    let page = list(&session, UNIT, "").await;
    assert_eq!((numbers(&page), text(&page["title"])), (vec![own], "远程协商"));
    let line = &page["commitments"][0];
    assert_eq!(text(&line["source"]["text"]), "明年三月底前加装两部电梯。");
    assert_eq!(text(&line["source"]["speaker"]["name"]), "王局长");
    assert_eq!(
        numbers(&list(&session, UNIT, &format!("?after={own}")).await),
        Vec::<u64>::new()
    );
    assert_eq!(numbers(&list(&session, OTHER_UNIT, "").await), [other]);
    // Another's is none for it, whether there is one or not.
    for commitment in [other, 99] {
        let answer = problem(report(&session, UNIT, commitment, Uuid::new_v4(), "x")).await;
        assert_eq!(answer, of(404, "not_found"));
    }
    // A seat that was taken away opens nothing at all.
    json_of(session.post("/invitations", &json!({ "revoke": UNIT })), StatusCode::OK).await;
    assert_eq!(
        problem(session.get(UNIT, "/commitments")).await,
        of(401, "unauthorized")
    );
}

#[tokio::test]
async fn r70_everybody_in_the_session_reads_all_commitments_and_what_became_of_them() {
    let server = TestServer::start().await;
    let session = server.session(&PEOPLE).await;
    let source = answered(&session).await;
    let mut chair = session.socket(CHAIR).await;
    let first = chair.does(promise(UNIT, source)).await;
    let mut bare = json!({ "type": "record_commitment", "text": "第二件", "owner": 3, "source": source });
    let second = chair.does(bare.clone()).await;
    bare["text"] = json!("第三件");
    let third = chair.does(bare).await;
    json_of(
        report(&session, UNIT, first, Uuid::new_v4(), "已装一部"),
        StatusCode::CREATED,
    )
    .await;
    let mut member = session.socket(MEMBER).await;
    let verify = json!({ "type": "verify_commitment", "commitment": first, "finding": "not", "text": "只见一部" });
    member.does(verify).await;
    let reopen = json!({ "type": "reopen_commitment", "commitment": first, "reason": "还差一部" });
    let reopened = chair.does(reopen).await;
    let revise = json!({ "type": "revise_statement", "statement": source, "text": "四月底前。", "reason": "听错" });
    chair.does(revise).await;

    for number in [CHAIR, MEMBER, 3, OBSERVER] {
        assert_eq!(numbers(&list(&session, number, "").await), [first, second, third]);
    }
    let page = json_of(server.get(&session.path("/commitments"), CONVENER), StatusCode::OK).await;
    let line = &page["commitments"][0];
    assert_eq!(
        (text(&line["text"]), text(&line["due"])),
        ("加装两部电梯", "2026-03-31")
    );
    assert_eq!(
        (text(&line["owner"]["name"]), text(&line["category"])),
        ("住建局", "养老")
    );
    assert_eq!(
        text(&line["asked_by"]["name"]),
        "李委员",
        "who spoke in the turn that was replied to"
    );
    assert_eq!(line["verifier"], MEMBER);
    assert_eq!((text(&line["state"]), &line["overdue"]), ("reopened", &json!(false)));
    assert!(line.get("finding").is_none(), "it was taken up again");
    assert_eq!(line["source"]["revised"], true);
    assert_eq!(text(&line["source"]["text"]), "四月底前。");
    let follow = line["follow_up"].as_array().unwrap();
    let told: Vec<(&str, &str)> = follow
        .iter()
        .map(|own| (text(&own["entry"]["type"]), text(&own["by"]["name"])))
        .collect();
    assert_eq!(
        told,
        [("reported", "住建局"), ("verified", "李委员"), ("reopened", "周主席")]
    );
    assert!(page["commitments"][1].get("asked_by").is_some());
    assert_eq!(follow[2]["seq"], reopened);
    assert_eq!(text(&follow[1]["entry"]["text"]), "只见一部");

    let page = list(&session, OBSERVER, "?limit=2").await;
    assert_eq!((numbers(&page), &page["next"]), (vec![first, second], &json!(second)));
    let rest = list(&session, OBSERVER, &format!("?limit=2&after={second}")).await;
    assert_eq!((numbers(&rest), rest.get("next")), (vec![third], None));
    assert_eq!(
        problem(session.get(CHAIR, "/commitments?limit=0")).await,
        of(400, "malformed")
    );
}

#[tokio::test]
async fn r70_a_page_ends_where_its_words_become_many() {
    let server = TestServer::configured(Config {
        session: rostrum::domain::limits::SessionLimits {
            follow_ups_max: 600,
            ..Default::default()
        },
        live: LiveLimits {
            commands_per_second: 10_000,
            commands_burst: 10_000,
            messages_per_second: 10_000,
            ..LiveLimits::default()
        },
        ..Config::default()
    })
    .await;
    let session = server.session(&PEOPLE).await;
    let source = answered(&session).await;
    let mut chair = session.socket(CHAIR).await;
    let bare = json!({ "type": "record_commitment", "text": "一件", "owner": 3, "source": source });
    let (first, second) = (chair.does(bare.clone()).await, chair.does(bare).await);
    let mut respondent = session.socket(3).await;
    for _ in 0..500 {
        let words = json!({ "type": "report_commitment", "commitment": first, "text": "进展" });
        respondent.does(words).await;
    }
    let page = list(&session, CHAIR, "").await;
    assert_eq!((numbers(&page), &page["next"]), (vec![first], &json!(first)));
    assert_eq!(page["commitments"][0]["follow_up"].as_array().unwrap().len(), 500);
    assert_eq!(
        numbers(&list(&session, CHAIR, &format!("?after={first}")).await),
        [second]
    );
}

#[tokio::test]
async fn s76_a_unit_reports_once_for_each_key_in_a_sealed_session_too() {
    let server = TestServer::on_disk().await;
    let session = server.session(&PEOPLE).await;
    let source = answered(&session).await;
    let commitment = session.socket(CHAIR).await.does(promise(UNIT, source)).await;
    seal(&session).await;
    let key = Uuid::new_v4();
    let made = json_of(report(&session, UNIT, commitment, key, "已装一部"), StatusCode::CREATED).await;
    let again = json_of(report(&session, UNIT, commitment, key, "另有话说"), StatusCode::CREATED).await;
    assert_eq!(made, again);
    let line = list(&session, UNIT, "").await["commitments"][0].clone();
    assert_eq!(line["follow_up"].as_array().unwrap().len(), 1);
    assert_eq!(text(&line["follow_up"][0]["entry"]["text"]), "已装一部");

    let path = session.path(&format!("/commitments/{commitment}/reports"));
    let keyless = server.post(&path, &session.seats[UNIT - 1], &json!({ "text": "x" }));
    assert_eq!(problem(keyless).await, of(400, "malformed"));
    for number in [CHAIR, MEMBER, OBSERVER] {
        let answer = problem(report(&session, number, commitment, Uuid::new_v4(), "x")).await;
        assert_eq!(answer, of(403, "not_permitted"));
    }
    let convener = server.post(&path, CONVENER, &json!({ "text": "x" }));
    let convener = convener.header("idempotency-key", Uuid::new_v4().to_string());
    assert_eq!(problem(convener).await, of(403, "not_permitted"));
    for (words, code) in [("", "empty"), (&"字".repeat(4_001) as &str, "too_long")] {
        let answer = problem(report(&session, UNIT, commitment, Uuid::new_v4(), words)).await;
        assert_eq!(answer, of(409, code));
    }
}

#[tokio::test]
async fn s76_reports_come_within_the_persons_rate_and_the_commitments_room() {
    let server = TestServer::configured(Config {
        session: rostrum::domain::limits::SessionLimits {
            follow_ups_max: 1,
            ..Default::default()
        },
        live: LiveLimits {
            commands_per_second: 1,
            commands_burst: 2,
            ..LiveLimits::default()
        },
        ..Config::default()
    })
    .await;
    let session = server.session(&PEOPLE).await;
    // Nothing was promised: what counts is that it was asked.
    let mut answers = Vec::new();
    for _ in 0..6 {
        answers.push(problem(report(&session, UNIT, 3, Uuid::new_v4(), "x")).await);
    }
    assert!(answers.contains(&of(404, "not_found")) && answers.contains(&of(429, "rate_limited")));
    let hits = server
        .metric("rostrum_limit_hits_total{limit=\"commands_per_second\"}")
        .await;
    assert!(hits > 0);
}

#[tokio::test]
async fn s76_a_full_commitment_is_counted() {
    let server = TestServer::configured(Config {
        session: rostrum::domain::limits::SessionLimits {
            follow_ups_max: 1,
            ..Default::default()
        },
        ..Config::default()
    })
    .await;
    let session = server.session(&PEOPLE).await;
    let source = answered(&session).await;
    let commitment = session.socket(CHAIR).await.does(promise(UNIT, source)).await;
    json_of(
        report(&session, UNIT, commitment, Uuid::new_v4(), "一"),
        StatusCode::CREATED,
    )
    .await;
    let before = server.metric("rostrum_limit_hits_total{limit=\"commitments\"}").await;
    let full = problem(report(&session, UNIT, commitment, Uuid::new_v4(), "二")).await;
    assert_eq!(full, of(409, "queue_full"));
    let after = server.metric("rostrum_limit_hits_total{limit=\"commitments\"}").await;
    assert!(after > before);
}
