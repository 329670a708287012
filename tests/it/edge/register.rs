//! The register of commitments over all sessions.

use reqwest::StatusCode;
use rostrum::config::Config;
use serde_json::{Value, json};
use uuid::Uuid;

use super::commitments::{CHAIR, MEMBER, PEOPLE, UNIT, answered, promise, report};
use crate::support::{CONVENER, TestServer, TestSession, json_of, of, problem, text};

pub async fn register(server: &TestServer, query: &str) -> Value {
    json_of(
        server.get(&format!("/api/commitments{query}"), CONVENER),
        StatusCode::OK,
    )
    .await
}

fn texts(page: &Value) -> Vec<&str> {
    page["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| text(&line["text"]))
        .collect()
}

/// Three promises: one of the unit's due on the day given, one of the respondent's without a day, and one that is kept.
async fn promised(session: &TestSession<'_>, due: &str) -> [u64; 3] {
    let source = answered(session).await;
    let mut chair = session.socket(CHAIR).await;
    let mut first = promise(UNIT, source);
    first["due"] = json!(due);
    let second = json!({ "type": "record_commitment", "text": "修订办法", "owner": 3, "source": source });
    let mut third = promise(6, source);
    third["text"] = json!("=开设食堂");
    third["due"] = json!("2025-06-30");
    let mut made = Vec::new();
    for command in [first, second, third] {
        made.push(chair.does(command).await);
    }
    json_of(report(session, 6, made[2], Uuid::new_v4(), "已开"), StatusCode::CREATED).await;
    let verify = json!({ "type": "verify_commitment", "commitment": made[2], "finding": "partly" });
    session.socket(MEMBER).await.does(verify).await;
    made.try_into().unwrap()
}

#[tokio::test]
async fn r71_the_register_has_every_sessions_commitments_newest_session_first_in_pages() {
    let server = TestServer::on_disk().await;
    let (older, newer) = (server.session(&PEOPLE).await, server.session(&PEOPLE).await);
    let made = promised(&older, "2026-03-31").await;
    promised(&newer, "2026-03-31").await;
    let all = register(&server, "").await;
    assert_eq!(
        texts(&all),
        [
            "加装两部电梯",
            "修订办法",
            "=开设食堂",
            "加装两部电梯",
            "修订办法",
            "=开设食堂"
        ]
    );
    assert_eq!(text(&all["lines"][0]["session"]), newer.id);
    assert_eq!(
        (text(&all["lines"][3]["session"]), &all["lines"][3]["commitment"]),
        (&*older.id, &json!(made[0]))
    );
    assert!(all.get("next").is_none());
    let (mut seen, mut after) = (0, String::new());
    for _ in 0..3 {
        let page = register(&server, &format!("?limit=2{after}")).await;
        for line in page["lines"].as_array().unwrap() {
            assert_eq!(*line, all["lines"][seen]);
            seen += 1;
        }
        assert_eq!(page["all"]["total"], 6, "the shares are of all pages");
        after = page
            .get("next")
            .map_or(String::new(), |next| format!("&after={}", text(next)));
    }
    assert_eq!((seen, after), (6, String::new()));
    // What happens afterwards is in it at once.
    json_of(
        report(&older, UNIT, made[0], Uuid::new_v4(), "已装"),
        StatusCode::CREATED,
    )
    .await;
    let line = register(&server, "").await["lines"][3].clone();
    assert_eq!((text(&line["state"]), &line["reports"]), ("reported", &json!(1)));
}

#[tokio::test]
async fn r71_filters_hold_together() {
    let server = TestServer::start().await;
    let (older, newer) = (server.session(&PEOPLE).await, server.session(&PEOPLE).await);
    promised(&older, "2025-12-31").await;
    promised(&newer, "2026-03-31").await;
    for (query, found) in [
        ("?state=verified".to_owned(), vec!["=开设食堂"; 2]),
        ("?state=reopened".to_owned(), vec![]),
        (
            "?settled=false".to_owned(),
            vec!["加装两部电梯", "修订办法", "加装两部电梯", "修订办法"],
        ),
        ("?overdue=true".to_owned(), vec!["加装两部电梯"]),
        ("?unit=王局长".to_owned(), vec!["修订办法"; 2]),
        ("?unit=王".to_owned(), vec![]),
        ("?category=养老&state=recorded".to_owned(), vec!["加装两部电梯"; 2]),
        (format!("?session={}&unit=住建局", older.id), vec!["加装两部电梯"]),
        (format!("?session={}", Uuid::new_v4()), vec![]),
        (format!("?session={}", rostrum::journal::COMMON), vec![]),
        ("?due_from=2026-01-01".to_owned(), vec!["加装两部电梯"]),
        (
            "?due_to=2025-12-31&due_from=2025-12-31".to_owned(),
            vec!["加装两部电梯"],
        ),
        ("?q=电梯".to_owned(), vec!["加装两部电梯"; 2]),
        ("?q=民政".to_owned(), vec!["=开设食堂"; 2]),
        (
            "?q=&unit=".to_owned(),
            vec![
                "加装两部电梯",
                "修订办法",
                "=开设食堂",
                "加装两部电梯",
                "修订办法",
                "=开设食堂",
            ],
        ),
    ] {
        assert_eq!(texts(&register(&server, &query).await), found, "{query}");
    }
    for wrong in [
        "?state=x",
        "?due_from=2026-02-30",
        "?overdue=maybe",
        "?session=x",
        "?after=x",
        "?limit=0",
    ] {
        let answer = problem(server.get(&format!("/api/commitments{wrong}"), CONVENER)).await;
        assert_eq!(answer, of(400, "malformed"), "{wrong}");
    }
    let long = format!("/api/commitments?q={}", "x".repeat(201));
    assert_eq!(problem(server.get(&long, CONVENER)).await, of(409, "too_long"));
}

#[tokio::test]
async fn r63_a_withdrawn_commitment_is_shown_as_such_and_counted_nowhere() {
    let server = TestServer::on_disk().await;
    let session = server.session(&PEOPLE).await;
    let made = promised(&session, "2025-12-31").await;
    let withdraw = json!({ "type": "withdraw_commitment", "commitment": made[0], "reason": "记重了" });
    session.socket(CHAIR).await.does(withdraw).await;
    let page = register(&server, "").await;
    let line = &page["lines"][0];
    assert_eq!(
        (text(&line["state"]), &line["settled"], &line["overdue"]),
        ("withdrawn", &json!(false), &json!(false))
    );
    assert_eq!(
        page["all"],
        json!({ "total": 2, "settled": 1, "overdue": 0, "percent": 50 })
    );
    let units: Vec<&Value> = page["by_unit"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| &unit["name"])
        .collect();
    assert!(!units.contains(&&json!("住建局")), "{units:?}");
    for (query, found) in [
        ("?state=withdrawn", vec!["加装两部电梯"]),
        ("?settled=false", vec!["修订办法"]),
        ("?settled=true", vec!["=开设食堂"]),
        ("?overdue=true", vec![]),
    ] {
        assert_eq!(texts(&register(&server, query).await), found, "{query}");
    }
    let own = json_of(session.get(UNIT, "/commitments"), StatusCode::OK).await;
    let own = &own["commitments"][0];
    assert_eq!((text(&own["state"]), &own["overdue"]), ("withdrawn", &json!(false)));
    assert_eq!(
        own["follow_up"][0]["entry"],
        json!({ "type": "withdrawn", "reason": "记重了" })
    );
    let table = server.get("/api/commitments.csv", CONVENER).send().await.unwrap();
    assert!(table.text().await.unwrap().contains("已撤销"));
}

#[tokio::test]
async fn r72_overdue_is_judged_by_the_day_where_the_people_are() {
    // The tests' clock stands at midnight between 2025 and 2026 in UTC, so it is 2026 in China for eight hours already.
    for (offset, today, overdue) in [
        (480, "2026-01-01", true),
        (0, "2026-01-01", true),
        (-1, "2025-12-31", false),
    ] {
        let server = TestServer::configured(Config {
            utc_offset_minutes: offset,
            ..Config::default()
        })
        .await;
        let session = server.session(&PEOPLE).await;
        let made = promised(&session, "2025-12-31").await;
        let page = register(&server, "").await;
        assert_eq!(text(&page["today"]), today);
        assert_eq!(page["lines"][0]["overdue"], overdue);
        // Kept in part is settled, and never overdue; without a last day nothing is.
        assert_eq!(
            (&page["lines"][2]["settled"], &page["lines"][2]["overdue"]),
            (&json!(true), &json!(false))
        );
        assert_eq!(page["lines"][1]["overdue"], false);
        let own = json_of(session.get(CHAIR, "/commitments"), StatusCode::OK).await;
        assert_eq!(own["commitments"][0]["overdue"], overdue);
        // Taken up again, it is open as before; found wanting, too.
        let reopen = json!({ "type": "reopen_commitment", "commitment": made[2], "reason": "又关了" });
        session.socket(CHAIR).await.does(reopen).await;
        let line = register(&server, "").await["lines"][2].clone();
        assert_eq!(
            (&line["settled"], &line["overdue"], line.get("finding")),
            (&json!(false), &json!(true), None)
        );
        let verify = json!({ "type": "verify_commitment", "commitment": made[2], "finding": "not" });
        session.socket(MEMBER).await.does(verify).await;
        let line = register(&server, "").await["lines"][2].clone();
        assert_eq!(
            (&line["settled"], &line["overdue"], &line["finding"]),
            (&json!(false), &json!(true), &json!("not"))
        );
    }
}

#[tokio::test]
async fn r73_shares_say_how_many_are_settled_by_category_and_unit() {
    let server = TestServer::start().await;
    let session = server.session(&PEOPLE).await;
    promised(&session, "2025-12-31").await;
    let page = register(&server, "").await;
    assert_eq!(
        page["all"],
        json!({ "total": 3, "settled": 1, "overdue": 1, "percent": 33 })
    );
    assert_eq!(
        page["by_category"],
        json!([
            { "name": "养老", "total": 2, "settled": 1, "overdue": 1, "percent": 50 },
            { "total": 1, "settled": 0, "overdue": 0, "percent": 0 },
        ])
    );
    let units: Vec<(&str, u64)> = page["by_unit"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| (text(&unit["name"]), unit["percent"].as_u64().unwrap()))
        .collect();
    assert_eq!(units, [("住建局", 0), ("民政局", 100), ("王局长", 0)]);
    let none = register(&server, "?category=none").await;
    assert_eq!(
        none["all"],
        json!({ "total": 0, "settled": 0, "overdue": 0, "percent": 0 })
    );
}

pub async fn rows(server: &TestServer, path: &str) -> Vec<Vec<String>> {
    let answer = server.get(path, CONVENER).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["content-type"], "text/csv; charset=utf-8");
    let bytes = answer.bytes().await.unwrap();
    let rest = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
    assert!(rest.ends_with(b"\r\n"));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(rest);
    let rows = reader.records().map(|row| row.expect("a row of the same length"));
    rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
}

#[tokio::test]
async fn r74_the_register_is_a_table_without_formulas() {
    let server = TestServer::start().await;
    let session = server.session(&PEOPLE).await;
    let made = promised(&session, "2025-12-31").await;
    let table = rows(&server, "/api/commitments.csv").await;
    assert_eq!(table.len(), 4);
    assert_eq!(&table[0][..5], ["会议", "会议编号", "事项编号", "承诺事项", "承办单位"]);
    assert_eq!(table[0][12], "记录时间（UTC+8）");
    let number = made[0].to_string();
    assert_eq!(
        table[1],
        [
            "远程协商",
            &session.id,
            &number,
            "加装两部电梯",
            "住建局",
            "养老",
            "李委员",
            "2025-12-31",
            "待办理",
            "",
            "0",
            "是",
            "2026-01-01 08:00:00"
        ]
    );
    assert_eq!(table[3][3], "'=开设食堂");
    let english = rows(&server, "/api/commitments.csv?lang=en&settled=true").await;
    assert_eq!(
        (english.len(), &*english[1][9], &*english[1][11]),
        (2, "partly satisfied", "")
    );
}

#[tokio::test]
async fn s77_the_register_and_the_reviews_are_the_conveners_alone() {
    let server = TestServer::start().await;
    let session = server.session(&PEOPLE).await;
    for seat in &session.seats {
        for path in [
            "/api/commitments",
            "/api/commitments.csv",
            "/api/reviews",
            "/api/reviews/1",
            "/api/reviews/1/lines.csv",
        ] {
            assert_eq!(
                problem(server.get(path, seat)).await,
                of(403, "not_permitted"),
                "{path}"
            );
        }
        let make = server.post("/api/reviews", seat, &json!({}));
        assert_eq!(problem(make).await, of(403, "not_permitted"));
        let find = server.request(reqwest::Method::PUT, "/api/reviews/1/findings");
        let find = find.bearer_auth(seat).json(&json!({}));
        assert_eq!(problem(find).await, of(403, "not_permitted"));
    }
}
