//! Who was heard, over HTTP: one session, several, and as tables.

use reqwest::StatusCode;
use rostrum::config::{Config, EdgeLimits};
use serde_json::{Value, json};

use super::register::rows;
use crate::support::{CONVENER, TestServer, TestSession, TestSocket, json_of, of, problem, session_body, text};

const CHAIR: usize = 1;
const MEMBER: usize = 2;
const OPERATOR: usize = 5;
const OBSERVER: usize = 6;

/// A session of the series whose people's names a spreadsheet would take for formulas.
async fn gathering<'a>(server: &'a TestServer, series: Option<&str>) -> TestSession<'a> {
    let mut body = session_body(&[]);
    body["title"] = json!("=远程协商");
    if let Some(series) = series {
        body["series"] = json!(series);
    }
    body["venues"] = json!([{ "name": "+主会场", "kind": "main" }]);
    body["rules"] = json!({ "turn_limit_ms": 50_000 });
    body["participants"] = json!([
        { "name": "周主席", "role": "chair" },
        { "name": "=李委员", "role": "member", "sector": "经济界", "venue": "+主会场" },
        { "name": "张委员", "role": "member", "sector": "经济界" },
        { "name": "王局长", "role": "respondent" },
        { "name": "吴联络", "role": "operator", "venue": "+主会场" },
        { "name": "赵观察", "role": "observer" },
        { "name": "孙委员", "role": "member" },
        { "name": "钱委员", "role": "member", "sector": "教育界" },
    ]);
    server.session_of(&body).await
}

async fn figures(session: &TestSession<'_>) -> Value {
    json_of(session.get(CHAIR, "/participation"), StatusCode::OK).await
}

/// Asks for somebody and grants after `wait_ms`; the turn.
async fn granted(
    chair: &mut TestSocket,
    session: &TestSession<'_>,
    who: u64,
    kind: &str,
    wait_ms: u64,
    over: Option<u64>,
) -> u64 {
    let item = figures(session).await["items"][0]["item"].clone();
    let ask = json!({ "type": "request_floor", "item": item, "kind": kind, "for": who });
    let request = chair.does(ask).await;
    session.server.clock.advance(wait_ms);
    chair
        .does(json!({ "type": "grant_floor", "request": request, "expect_turn": over }))
        .await
}

/// Opens the session; the first item is active.
async fn opened(session: &TestSession<'_>) -> TestSocket {
    let mut chair = session.socket(CHAIR).await;
    chair.does(json!({ "type": "open_session" })).await;
    let item = figures(session).await["items"][0]["item"].clone();
    chair
        .does(json!({ "type": "start_item", "item": item, "expect_item": null }))
        .await;
    chair
}

/// One member is heard for a minute after 20 seconds of waiting, another speaks and has been asked something for 15 seconds.
async fn spoken(session: &TestSession<'_>) -> TestSocket {
    let mut chair = opened(session).await;
    let clock = &session.server.clock;
    let first = granted(&mut chair, session, 2, "prepared", 20_000, None).await;
    clock.advance(60_000);
    chair.does(json!({ "type": "end_turn", "expect_turn": first })).await;
    let second = granted(&mut chair, session, 3, "impromptu", 10_000, None).await;
    clock.advance(30_000);
    let question = granted(&mut chair, session, 4, "question", 10_000, Some(second)).await;
    clock.advance(15_000);
    chair.does(json!({ "type": "end_turn", "expect_turn": question })).await;
    clock.advance(5_000);
    chair
}

#[tokio::test]
async fn r90_r94_r95_the_figures_of_a_session_while_it_runs() {
    let server = TestServer::start().await;
    let session = gathering(&server, None).await;
    let before = figures(&session).await;
    assert_eq!(
        before["all"],
        json!({ "members": 4, "heard": 0, "turns": 0, "spent_ms": 0 })
    );
    assert!(before.get("equality").is_none());
    let mut chair = spoken(&session).await;
    chair
        .does(json!({ "type": "remove", "participant": 7, "reason": "误邀" }))
        .await;
    let own = figures(&session).await;
    assert_eq!(
        (&own["running"], text(&own["at"])),
        (&json!(true), "2026-01-01T00:02:30.000Z")
    );
    assert_eq!(
        own["all"],
        json!({ "members": 3, "heard": 2, "turns": 3, "spent_ms": 120_000 })
    );
    let people: Vec<(&str, u64, u64)> = own["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                text(&one["name"]),
                one["turns"].as_u64().unwrap(),
                one["spent_ms"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        people,
        [
            ("=李委员", 1, 60_000),
            ("张委员", 1, 45_000),
            ("王局长", 1, 15_000),
            ("钱委员", 0, 0)
        ],
        "who was removed before he spoke is not waited for"
    );
    assert_eq!(
        own["sectors"],
        json!([
            { "name": "经济界", "members": 2, "heard": 2, "turns": 2, "spent_ms": 105_000 },
            { "members": 0, "heard": 0, "turns": 1, "spent_ms": 15_000 },
            { "name": "教育界", "members": 1, "heard": 0, "turns": 0, "spent_ms": 0 },
        ])
    );
    assert_eq!(
        own["venues"][0],
        json!({ "members": 2, "heard": 1, "turns": 2, "spent_ms": 60_000 })
    );
    assert_eq!(
        own["venues"][1],
        json!({ "name": "+主会场", "members": 1, "heard": 1, "turns": 1, "spent_ms": 60_000 })
    );
    // Half of the members' 105 seconds is the first one's alone.
    assert_eq!(own["equality"]["half_by"], 1);
    assert_eq!(own["equality"]["gini_permille"], 381);
    assert_eq!(
        own["equality"]["lorenz"],
        json!([[0, 0], [333, 0], [667, 429], [1000, 1000]])
    );
    assert_eq!(
        own["waits"],
        json!([
            { "granted": 3, "median_ms": 10_000, "longest_ms": 20_000, "waiting": 0 },
            { "kind": "question", "granted": 1, "median_ms": 10_000, "longest_ms": 10_000, "waiting": 0 },
            { "kind": "prepared", "granted": 1, "median_ms": 20_000, "longest_ms": 20_000, "waiting": 0 },
            { "kind": "impromptu", "granted": 1, "median_ms": 10_000, "longest_ms": 10_000, "waiting": 0 },
        ])
    );
    let item = &own["items"][0];
    assert_eq!(
        [
            &item["turns"],
            &item["planned_ms"],
            &item["spent_ms"],
            &item["over_ms"],
            &item["active_ms"]
        ],
        [3, 150_000, 120_000, 10_000, 150_000]
    );
    // What is yielded is planned once; whoever has waited since before the end waits no longer after it.
    let turn = json_of(session.get(CHAIR, ""), StatusCode::OK).await["view"]["floor"]["turn"].clone();
    chair
        .does(json!({ "type": "yield_floor", "expect_turn": turn, "to": 8 }))
        .await;
    server.clock.advance(2_000);
    let own = figures(&session).await;
    assert_eq!(own["items"][0]["planned_ms"], 150_000);
    assert_eq!(
        own["all"],
        json!({ "members": 3, "heard": 3, "turns": 4, "spent_ms": 122_000 })
    );
}

#[tokio::test]
async fn r91_who_takes_part_sees_the_figures_and_the_public_does_not() {
    let server = TestServer::start().await;
    let session = gathering(&server, None).await;
    for path in ["/participation", "/participation.csv"] {
        for number in [CHAIR, MEMBER, OPERATOR] {
            let answer = session.get(number, path).send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::OK, "{number} {path}");
        }
        assert_eq!(problem(session.get(OBSERVER, path)).await, of(403, "not_permitted"));
        let convener = server.get(&session.path(path), CONVENER).send().await.unwrap();
        assert_eq!(convener.status(), StatusCode::OK);
        assert_eq!(
            problem(server.request(reqwest::Method::GET, &session.path(path))).await,
            of(401, "unauthorized")
        );
    }
    for path in ["/api/participation", "/api/participation.csv"] {
        let path = format!("{path}?sessions={}", session.id);
        assert_eq!(
            problem(server.get(&path, &session.seats[0])).await,
            of(403, "not_permitted")
        );
    }
}

#[tokio::test]
async fn r96_the_figures_are_a_table_without_formulas() {
    let server = TestServer::start().await;
    let session = gathering(&server, None).await;
    let _chair = spoken(&session).await;
    let table = rows(&server, &session.path("/participation.csv")).await;
    assert_eq!(table[0][..5], ["内容", "名称", "角色", "界别", "会场"]);
    let of_part = |part: &str| table.iter().filter(|row| row[0] == part).count();
    assert_eq!(
        [
            of_part("合计"),
            of_part("会议"),
            of_part("个人"),
            of_part("界别"),
            of_part("议题")
        ],
        [1, 1, 5, 3, 1]
    );
    let first = table.iter().find(|row| row[0] == "个人").unwrap();
    assert_eq!(first[1..5], ["'=李委员", "委员", "经济界", "'+主会场"]);
    assert_eq!((&*first[7], &*first[8]), ("1", "60000"));
    assert_eq!(table[1][5..9], ["4", "2", "3", "120000"]);
    let english = rows(
        &server,
        &format!("/api/participation.csv?sessions={}&lang=en", session.id),
    )
    .await;
    assert_eq!(english.len(), table.len());
    assert_eq!(
        (&*english[0][8], &*english[1][0], &*english[2][1]),
        ("spent_ms", "all", "'=远程协商")
    );
}

#[tokio::test]
async fn r97_a_series_is_counted_person_by_person_and_told_session_by_session() {
    let server = TestServer::start().await;
    let first = gathering(&server, Some("月度协商")).await;
    let _chair = spoken(&first).await;
    let other = gathering(&server, Some("别的系列")).await;
    let second = gathering(&server, Some("月度协商")).await;
    let mut chair = opened(&second).await;
    let turn = granted(&mut chair, &second, 8, "impromptu", 1_000, None).await;
    server.clock.advance(20_000);
    chair.does(json!({ "type": "end_turn", "expect_turn": turn })).await;
    let of_series = json_of(
        server.get("/api/participation?series=月度协商", CONVENER),
        StatusCode::OK,
    )
    .await;
    let both = format!("/api/participation?sessions={},{}", second.id, first.id);
    let chosen = json_of(server.get(&both, CONVENER), StatusCode::OK).await;
    assert_eq!(of_series["sessions"], chosen["sessions"]);
    let ids: Vec<&str> = chosen["sessions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| text(&own["session"]))
        .collect();
    assert_eq!(ids, [&*first.id, &*second.id], "in the order in which they were held");
    assert_eq!(
        (&chosen["all"]["members"], &chosen["all"]["heard"]),
        (&json!(4), &json!(3))
    );
    let line = chosen["people"]
        .as_array()
        .unwrap()
        .iter()
        .find(|own| own["name"] == "钱委员")
        .unwrap();
    assert_eq!(
        (&line["sessions"], &line["heard_in"], &line["spent_ms"]),
        (&json!(2), &json!(1), &json!(20_000))
    );
    assert!(line.get("participant").is_none());
    assert_eq!(chosen["sessions"][1]["gini_permille"], 750);
    let none = json_of(server.get("/api/participation?series=none", CONVENER), StatusCode::OK).await;
    assert_eq!(none["sessions"], json!([]));
    for wrong in [
        "",
        "?sessions=x",
        "?series=",
        &format!("?series=a&sessions={}", other.id),
    ] {
        let answer = problem(server.get(&format!("/api/participation{wrong}"), CONVENER)).await;
        assert_eq!(answer, of(400, "malformed"), "{wrong}");
    }
    let unknown = format!("/api/participation?sessions={}", uuid::Uuid::now_v7());
    assert_eq!(problem(server.get(&unknown, CONVENER)).await, of(404, "not_found"));
}

#[tokio::test]
async fn r98_lists_and_sessions_have_an_end_and_the_figures_have_everybody() {
    let server = TestServer::configured(Config {
        edge: EdgeLimits {
            participation_people_max: 2,
            participation_groups_max: 1,
            participation_sessions_max: 1,
            ..EdgeLimits::default()
        },
        ..Config::default()
    })
    .await;
    let hits = |limit: &str| format!("rostrum_limit_hits_total{{limit=\"{limit}\"}}");
    let session = gathering(&server, Some("甲")).await;
    let _chair = spoken(&session).await;
    let newest = gathering(&server, Some("甲")).await;
    let before = server.metric(&hits("participation_lines")).await;
    let own = figures(&session).await;
    assert_eq!(
        (own["people"].as_array().unwrap().len(), &own["people_left_out"]),
        (2, &json!(3))
    );
    assert_eq!(
        (own["sectors"].as_array().unwrap().len(), &own["sectors_left_out"]),
        (1, &json!(2))
    );
    assert_eq!(own["all"]["spent_ms"], 120_000);
    assert!(server.metric(&hits("participation_lines")).await > before);
    let table = rows(&server, &session.path("/participation.csv")).await;
    assert_eq!(
        table.iter().filter(|row| row[0] == "个人").count(),
        5,
        "the table has everybody"
    );
    let before = server.metric(&hits("participation_sessions")).await;
    let series = json_of(server.get("/api/participation?series=甲", CONVENER), StatusCode::OK).await;
    assert_eq!(
        (&series["older_left_out"], text(&series["sessions"][0]["session"])),
        (&json!(true), &*newest.id)
    );
    let both = format!("/api/participation?sessions={},{}", session.id, newest.id);
    assert_eq!(problem(server.get(&both, CONVENER)).await, of(413, "too_large"));
    assert_eq!(server.metric(&hits("participation_sessions")).await, before + 2);
}

#[tokio::test]
async fn r98_a_series_is_looked_for_among_the_newest_sessions_alone() {
    let server = TestServer::configured(Config {
        edge: EdgeLimits {
            participation_looks_max: 1,
            participation_kept_max: 0,
            ..EdgeLimits::default()
        },
        ..Config::default()
    })
    .await;
    let hits = "rostrum_limit_hits_total{limit=\"participation_looks\"}";
    gathering(&server, Some("甲")).await;
    let newest = gathering(&server, Some("乙")).await;
    let before = server.metric(hits).await;
    let found = json_of(server.get("/api/participation?series=乙", CONVENER), StatusCode::OK).await;
    assert_eq!(
        (&found["older_left_out"], text(&found["sessions"][0]["session"])),
        (&json!(true), &*newest.id)
    );
    let none = json_of(server.get("/api/participation?series=甲", CONVENER), StatusCode::OK).await;
    assert_eq!((&none["older_left_out"], &none["sessions"]), (&json!(true), &json!([])));
    assert!(server.metric(hits).await >= before + 2);
}

#[tokio::test]
async fn r99_erased_names_are_in_no_figure_and_the_time_stays() {
    let server = TestServer::start().await;
    let session = gathering(&server, Some("月度协商")).await;
    let _chair = spoken(&session).await;
    figures(&session).await;
    let order = json!({ "seqs": [1, 2], "reason": "依法删除" });
    json_of(
        server.post(&session.path("/erasures"), CONVENER, &order),
        StatusCode::OK,
    )
    .await;
    let own = figures(&session).await;
    assert_eq!(own["all"]["spent_ms"], 120_000);
    assert_eq!(own["people"][0]["name"], "");
    let whole = server
        .get(&session.path("/participation.csv"), CONVENER)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    for words in ["委员，", "李委员", "张委员", "主会场", "远程协商", "月度协商"] {
        assert!(
            !own.to_string().contains(words) && !whole.contains(words),
            "{words} is still told"
        );
    }
    let series = json_of(
        server.get("/api/participation?series=月度协商", CONVENER),
        StatusCode::OK,
    )
    .await;
    assert_eq!(series["sessions"], json!([]));
}
