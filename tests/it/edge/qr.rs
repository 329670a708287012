//! QR codes, read by another decoder than the one that drew them.

use reqwest::header::COOKIE;
use reqwest::{Method, RequestBuilder, StatusCode};
use rostrum::config::Config;
use rqrr::{Grid, SimpleGrid};
use serde_json::{Value, json};

use crate::support::{CONVENER, TestServer, json_of, of, problem, text};

fn order(server: &TestServer, texts: &[&str]) -> RequestBuilder {
    server.post("/api/qr", CONVENER, &json!({ "texts": texts }))
}

/// Which modules a path makes dark, as whoever draws it would.
fn drawn(code: &Value) -> Vec<Vec<bool>> {
    let size = usize::try_from(code["size"].as_u64().unwrap()).unwrap();
    let mut dark = vec![vec![false; size]; size];
    let path = text(&code["path"]);
    assert!(path.ends_with('z'), "{path}");
    for run in path.split_terminator('z') {
        let (place, shape) = run.strip_prefix('M').unwrap().split_once('h').unwrap();
        let (x, y) = place.split_once(' ').unwrap();
        let (width, back) = shape.split_once("v1h-").unwrap();
        assert_eq!(width, back, "{run}");
        let (x, y, width): (usize, usize, usize) = (x.parse().unwrap(), y.parse().unwrap(), width.parse().unwrap());
        for module in &mut dark[y][x..x + width] {
            assert!(!*module, "{run} is drawn twice");
            *module = true;
        }
    }
    dark
}

fn read(code: &Value) -> String {
    let dark = drawn(code);
    let grid = SimpleGrid::from_func(dark.len(), |x, y| dark[y][x]);
    let (meta, content) = Grid::new(grid).decode().expect("a QR code");
    assert_eq!(meta.ecc_level, 0, "medium correction");
    content
}

#[tokio::test]
async fn p62_links_become_codes_that_others_read() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    let long = "长".repeat(341);
    let texts = [
        text(&session.invitations[0]["url"]),
        "HELLO",
        "0123456789",
        "远程协商",
        &long,
    ];
    let codes = json_of(order(&server, &texts), StatusCode::OK).await;
    let codes = codes["codes"].as_array().unwrap();
    assert_eq!(codes.len(), texts.len());
    for (code, expected) in codes.iter().zip(texts) {
        assert_eq!(read(code), expected);
    }
    let many: Vec<String> = (0..100)
        .map(|number| format!("https://consult.example/join#{number}"))
        .collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let codes = json_of(order(&server, &many), StatusCode::OK).await;
    let read: Vec<String> = codes["codes"].as_array().unwrap().iter().map(read).collect();
    assert_eq!(read, many);
}

#[tokio::test]
async fn p63_too_many_or_too_long_texts_are_refused_and_counted() {
    let mut config = Config::default();
    config.edge.qr_texts_max = 3;
    config.edge.qr_text_bytes_max = 12;
    let server = TestServer::configured(config).await;
    let count = async |limit: &str| {
        let name = format!("rostrum_limit_hits_total{{limit=\"{limit}\"}}");
        server.metric(&name).await
    };
    let (texts, bytes) = (count("qr_texts").await, count("qr_text_bytes").await);
    json_of(order(&server, &["a", "b", "一二三四"]), StatusCode::OK).await;
    assert_eq!(problem(order(&server, &["a"; 4])).await, of(413, "too_large"));
    assert_eq!(
        problem(order(&server, &["a", "0123456789abc"])).await,
        of(409, "too_long")
    );
    assert_eq!(problem(order(&server, &["一二三四五"])).await, of(409, "too_long"));
    // Tests run side by side and share the counters, but no other comes to these limits.
    assert_eq!(count("qr_texts").await, texts + 1);
    assert_eq!(count("qr_text_bytes").await, bytes + 2);
    for none in [&[][..], &[""], &["a", ""]] {
        assert_eq!(problem(order(&server, none)).await, of(409, "empty"), "{none:?}");
    }
    for body in [json!({}), json!({ "texts": "a" }), json!({ "texts": [7] })] {
        let request = server.post("/api/qr", CONVENER, &body);
        assert_eq!(problem(request).await, of(400, "malformed"), "{body}");
    }
}

#[tokio::test]
async fn p63_the_default_limits_are_a_hundred_texts_of_a_kibibyte() {
    let server = TestServer::start().await;
    let kibibyte = "a".repeat(1_024);
    let codes = json_of(order(&server, &[&kibibyte]), StatusCode::OK).await;
    assert_eq!(read(&codes["codes"][0]), kibibyte);
    let config = Config::default();
    assert_eq!((config.edge.qr_texts_max, config.edge.qr_text_bytes_max), (100, 1_024));
}

#[tokio::test]
async fn s48_codes_are_drawn_for_conveners_and_moderators_alone() {
    let server = TestServer::start().await;
    let session = server
        .session(&[("周主席", "chair"), ("会务", "clerk"), ("李委员", "member")])
        .await;
    let other = server.session(&[("王委员", "member")]).await;
    let body = json!({ "texts": ["a"] });
    let bare = || server.request(Method::POST, "/api/qr").json(&body);
    assert_eq!(problem(bare()).await, of(401, "unauthorized"));
    assert_eq!(problem(bare().bearer_auth("x")).await, of(401, "unauthorized"));
    json_of(bare().bearer_auth(CONVENER), StatusCode::OK).await;
    for number in [1, 2] {
        json_of(bare().bearer_auth(&session.seats[number - 1]), StatusCode::OK).await;
    }
    assert_eq!(
        problem(bare().bearer_auth(&session.seats[2])).await,
        of(403, "not_permitted")
    );

    // Of a browser's seats one is enough, and a void one is none.
    let cookie = |id: &str, number: u64, seat: &str| format!("rostrum_{}_{number}={seat}", id.replace('-', ""));
    let member = cookie(&other.id, 1, &other.seats[0]);
    let clerk = cookie(&session.id, 2, &session.seats[1]);
    let both = format!("{member}; {clerk}");
    json_of(bare().header(COOKIE, &both), StatusCode::OK).await;
    assert_eq!(problem(bare().header(COOKIE, &member)).await, of(403, "not_permitted"));
    let foreign = bare().header(COOKIE, &both).header("origin", "https://evil.example");
    assert_eq!(problem(foreign).await, of(403, "origin_refused"));
    json_of(session.post("/invitations", &json!({ "revoke": 2 })), StatusCode::OK).await;
    assert_eq!(problem(bare().header(COOKIE, &both)).await, of(403, "not_permitted"));
    assert_eq!(problem(bare().header(COOKIE, &clerk)).await, of(401, "unauthorized"));
}
