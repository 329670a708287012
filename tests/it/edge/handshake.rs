//! Everything that is refused before 101.

use rostrum::config::Config;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use uuid::Uuid;

use crate::support::{CONVENER, TestServer, TestSession, header, of, problem, refused};

fn by_bearer(session: &TestSession<'_>) -> Request {
    let mut request = session.server.handshake(&session.path("/socket"));
    header(&mut request, "authorization", &format!("Bearer {}", session.seats[0]));
    request
}

fn by_cookie(session: &TestSession<'_>, origin: Option<&str>) -> Request {
    let mut request = session.server.handshake(&session.path("/socket"));
    let cookie = format!("rostrum_{}_1={}", session.id.replace('-', ""), session.seats[0]);
    header(&mut request, "cookie", &cookie);
    if let Some(origin) = origin {
        header(&mut request, "origin", origin);
    }
    request
}

async fn accepted(request: Request) {
    let (_, answer) = connect_async(request).await.unwrap();
    assert_eq!(answer.headers()["sec-websocket-protocol"], "rostrum.v1");
}

#[tokio::test]
async fn p21_a_handshake_without_the_subprotocol_is_malformed() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    for protocol in ["", "rostrum.v2", "rostrum.v11"] {
        let mut request = by_bearer(&session);
        request.headers_mut().remove("sec-websocket-protocol");
        if !protocol.is_empty() {
            header(&mut request, "sec-websocket-protocol", protocol);
        }
        // It comes before everything else that is wrong.
        header(&mut request, "origin", "https://evil.example");
        assert_eq!(refused(request).await, of(400, "malformed"), "{protocol}");
    }
    let mut request = by_bearer(&session);
    request.headers_mut().remove("sec-websocket-protocol");
    header(&mut request, "sec-websocket-protocol", "other, rostrum.v1");
    accepted(request).await;
}

#[tokio::test]
async fn p21_what_is_no_upgrade_is_refused() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    assert_eq!(problem(session.get(1, "/socket")).await, of(400, "malformed"));
    let whole = [
        ("upgrade", "websocket"),
        ("connection", "keep-alive, Upgrade"),
        ("sec-websocket-version", "13"),
        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ];
    for (name, value) in [
        ("upgrade", "h2c"),
        ("connection", "close"),
        ("sec-websocket-key", "short"),
    ] {
        let mut request = session.get(1, "/socket").header("sec-websocket-protocol", "rostrum.v1");
        for (own, usual) in whole {
            request = request.header(own, if own == name { value } else { usual });
        }
        assert_eq!(problem(request).await, of(400, "malformed"), "{name}");
    }
    let request = session
        .get(1, "/socket")
        .header("upgrade", "websocket")
        .header("connection", "Upgrade")
        .header("sec-websocket-version", "8");
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 426);
    assert_eq!(answer.headers()["sec-websocket-version"], "13");
}

#[tokio::test]
async fn s1_a_socket_opens_for_pages_of_this_server_only() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    let port = server.address.port();
    let own = server.origin();
    let strangers = [
        "null".to_owned(),
        "https://evil.example".to_owned(),
        format!("https://127.0.0.1:{port}"),
        "http://127.0.0.1".to_owned(),
        format!("http://127.0.0.1:{}", port - 1),
        format!("http://127.0.0.1:{port}.evil.example"),
        format!("http://evil.127.0.0.1:{port}"),
        format!("http://127.0.0.1:{port}@evil.example"),
        format!("{own}/"),
        format!("http://127.0.0.10:{port}"),
        "file://".to_owned(),
        String::new(),
    ];
    for origin in &strangers {
        let with_cookie = by_cookie(&session, Some(origin));
        assert_eq!(refused(with_cookie).await, of(403, "origin_refused"), "{origin}");
        let mut with_bearer = by_bearer(&session);
        header(&mut with_bearer, "origin", origin);
        assert_eq!(refused(with_bearer).await, of(403, "origin_refused"), "{origin}");
    }
    accepted(by_cookie(&session, Some(&own))).await;
    accepted(by_cookie(&session, Some(&own.to_ascii_uppercase()))).await;
    accepted(by_bearer(&session)).await;
    let mut twice = by_cookie(&session, Some(&own));
    header(&mut twice, "origin", &own);
    assert_eq!(refused(twice).await, of(403, "origin_refused"));
}

#[tokio::test]
async fn s1_without_an_origin_a_cookie_opens_no_socket() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    assert_eq!(refused(by_cookie(&session, None)).await, of(403, "origin_refused"));
}

#[tokio::test]
async fn s1_configured_sites_may_open_sockets_and_a_page_in_the_clear_may_not_under_tls() {
    let config = Config {
        public_url: Some("https://consult.example".parse().unwrap()),
        allowed_origins: vec!["https://hall.example:8443".parse().unwrap()],
        ..Config::default()
    };
    let server = TestServer::configured(config).await;
    let session = server.session(&[("周主席", "chair")]).await;
    let named = |origin: &str| {
        let mut request = by_cookie(&session, Some(origin));
        request.headers_mut().insert("host", "consult.example".parse().unwrap());
        request
    };
    accepted(by_cookie(&session, Some("https://consult.example"))).await;
    accepted(named("https://consult.example")).await;
    accepted(by_cookie(&session, Some("https://hall.example:8443"))).await;
    accepted(by_cookie(&session, Some(&server.origin()))).await;
    let strangers = [
        "https://hall.example",
        "https://a.hall.example:8443",
        "https://consult.example.cn",
        "http://consult.example",
    ];
    for origin in strangers {
        assert_eq!(refused(named(origin)).await, of(403, "origin_refused"), "{origin}");
    }
}

#[tokio::test]
async fn p21_a_handshake_needs_a_valid_seat_of_that_session() {
    let server = TestServer::start().await;
    let (session, other) = (
        server.session(&[("甲", "chair")]).await,
        server.session(&[("乙", "chair")]).await,
    );
    let with = |path: &str, token: Option<&str>| {
        let mut request = server.handshake(path);
        header(&mut request, "origin", &server.origin());
        if let Some(token) = token {
            header(&mut request, "authorization", &format!("Bearer {token}"));
        }
        request
    };
    let path = session.path("/socket");
    for token in [None, Some("x"), Some(other.seats[0].as_str()), Some(CONVENER)] {
        assert_eq!(refused(with(&path, token)).await, of(401, "unauthorized"), "{token:?}");
    }
    assert_eq!(refused(server.handshake(&path)).await, of(401, "unauthorized"));
    let nowhere = format!("/api/sessions/{}/socket", Uuid::now_v7());
    for token in [other.seats[0].as_str(), CONVENER] {
        assert_eq!(refused(with(&nowhere, Some(token))).await, of(404, "not_found"));
    }
    assert_eq!(refused(with(&nowhere, None)).await, of(401, "unauthorized"));
}
