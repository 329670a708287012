//! The attendance as a table.

use reqwest::StatusCode;
use rostrum::config::Config;
use rostrum::live::limits::LiveLimits;
use serde_json::json;

use crate::support::{CONVENER, TestServer, TestSession, of, problem, session_body};

async fn table(session: &TestSession<'_>, token: &str, query: &str) -> Vec<Vec<String>> {
    let path = session.path(&format!("/attendance.csv{query}"));
    let answer = session.server.get(&path, token).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["content-type"], "text/csv; charset=utf-8");
    let name = format!("attachment; filename=\"attendance-{}.csv\"", session.id);
    assert_eq!(answer.headers()["content-disposition"], name.as_str());
    let bytes = answer.bytes().await.unwrap();
    let rest = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
    assert!(rest.ends_with(b"\r\n"));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(rest);
    let rows = reader.records().map(|row| row.expect("a row of the same length"));
    rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
}

/// A server that records attendance at once.
async fn attentive() -> TestServer {
    let config = Config {
        live: LiveLimits {
            attendance_interval_ms: 50,
            departure_grace_ms: 0,
            ..LiveLimits::default()
        },
        ..Config::default()
    };
    TestServer::configured(config).await
}

/// People whose names, sectors and venues a spreadsheet would take for formulas, or for more than one cell.
async fn gathering(server: &TestServer) -> TestSession<'_> {
    let mut body = session_body(&[]);
    body["venues"] = json!([{ "name": "+主会场", "kind": "main" }]);
    body["participants"] = json!([
        { "name": "周主席", "role": "chair" },
        { "name": "=HYPERLINK(\"x\")", "role": "member", "sector": "经济界", "venue": "+主会场" },
        { "name": "吴,\"委员\"", "role": "operator", "venue": "+主会场" },
        { "name": "王观察", "role": "observer" },
        { "name": "郑委员", "role": "member", "venue": "+主会场" },
    ]);
    server.session_of(&body).await
}

fn time(seconds: u64) -> String {
    format!("2026-01-01 08:{:02}:{:02}", seconds / 60, seconds % 60)
}

fn expected() -> Vec<Vec<String>> {
    let row = |cells: [&str; 9]| cells.map(str::to_owned).to_vec();
    vec![
        row(["1", "周主席", "主持人", "", "", &time(0), "", "100000", ""]),
        row([
            "2",
            "'=HYPERLINK(\"x\")",
            "委员",
            "经济界",
            "'+主会场",
            &time(60),
            &time(90),
            "30000",
            "",
        ]),
        row([
            "3",
            "吴,\"委员\"",
            "会场联络员",
            "",
            "'+主会场",
            &time(60),
            "",
            "40000",
            "",
        ]),
        row(["4", "王观察", "旁听", "", "", "", "", "0", ""]),
        row([
            "5",
            "郑委员",
            "委员",
            "",
            "'+主会场",
            &time(61),
            "",
            "39000",
            "吴,\"委员\"",
        ]),
    ]
}

#[tokio::test]
async fn r25_r85_d103_everybodys_attendance_is_a_table_for_spreadsheets() {
    let server = attentive().await;
    let session = gathering(&server).await;
    let mut chair = session.socket(1).await;
    chair.does(json!({ "type": "open_session" })).await;
    let arrived = async |chair: &mut crate::support::TestSocket, number: u64| loop {
        let entry = chair.until("event").await["entry"].clone();
        let all = [&entry["arrived"], &entry["departed"]].map(|people| people.as_array().cloned().unwrap_or_default());
        if all.concat().contains(&json!(number)) {
            return;
        }
    };
    arrived(&mut chair, 1).await;
    server.clock.advance(60_000);
    let member = session.socket(2).await;
    arrived(&mut chair, 2).await;
    let mut operator = session.socket(3).await;
    arrived(&mut chair, 3).await;
    server.clock.advance(1_000);
    operator.does(json!({ "type": "sign_in", "participants": [5] })).await;
    server.clock.advance(29_000);
    drop(member);
    arrived(&mut chair, 2).await;
    server.clock.advance(10_000);

    let rows = table(&session, &session.seats[1], "").await;
    assert_eq!(
        rows[0],
        [
            "编号",
            "姓名",
            "角色",
            "界别",
            "会场",
            "到会时间（UTC+8）",
            "离会时间（UTC+8）",
            "在会毫秒",
            "签到人"
        ]
    );
    assert_eq!(rows[1..], expected());
    let english = table(&session, CONVENER, "?lang=en").await;
    let heads = "number,name,role,sector,venue,arrived_at (UTC+8),departed_at (UTC+8),present_ms,signed_in_by";
    assert_eq!(english[0].join(","), heads);
    assert_eq!(
        (english[1][2].as_str(), english[3][2].as_str()),
        ("Chair", "Venue operator")
    );
    assert_eq!(table(&session, CONVENER, "?lang=zh-CN").await, rows);
    let unknown = session.get(1, "/attendance.csv?lang=fr");
    assert_eq!(problem(unknown).await, of(400, "malformed"));
    assert_eq!(
        problem(session.get(4, "/attendance.csv")).await,
        of(403, "not_permitted")
    );

    // Whoever is there at the end goes with it, and no time passes after it.
    chair.does(json!({ "type": "adjourn_session" })).await;
    server.clock.advance(1_000_000);
    let rows = table(&session, CONVENER, "").await;
    assert_eq!(
        (rows[1][6].as_str(), rows[1][7].as_str()),
        (time(100).as_str(), "100000")
    );
    assert_eq!((rows[2][6].as_str(), rows[2][7].as_str()), (time(90).as_str(), "30000"));
}
