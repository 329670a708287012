//! Limits of the edge: each refuses in its way, and each is counted.

use reqwest::{Method, StatusCode};
use rostrum::config::{Config, EdgeLimits};
use rostrum::domain::Actor;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use crate::support::{CONVENER, TestServer, json_of, of, problem, problem_of, session_body, text};

async fn limited(edge: EdgeLimits) -> TestServer {
    let config = Config {
        edge,
        ..Config::default()
    };
    TestServer::configured(config).await
}

fn hits(limit: &str) -> String {
    format!("rostrum_limit_hits_total{{limit=\"{limit}\"}}")
}

/// Whatever the server says to somebody who says only this, until it hangs up.
async fn said_to(server: &TestServer, words: &str) -> String {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let mut answer = Vec::new();
    // Hanging up may be a reset, here or there: what counts is what came before it.
    let _ = stream.write_all(words.as_bytes()).await;
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn p33_a_body_over_the_limit_is_too_large_and_counted() {
    let server = TestServer::start().await;
    let before = server.metric(&hits("body_bytes")).await;
    let mut body = session_body(&[]);
    body["title"] = json!("x".repeat(1024 * 1024));
    let request = server.post("/api/sessions", CONVENER, &body);
    assert_eq!(problem(request).await, of(413, "too_large"));
    assert!(server.metric(&hits("body_bytes")).await > before);
}

#[tokio::test]
async fn p33_who_has_shown_nothing_yet_sends_a_few_kibibytes_at_most() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    let before = server.metric(&hits("body_bytes")).await;
    // What the call does not know it ignores, so only its length is in the way.
    let padded = |bytes: usize| {
        let body = json!({ "invitation": session.invitations[0]["token"], "setup": "x", "more": "" }).to_string();
        body.replacen("\"\"", &format!("\"{}\"", "x".repeat(bytes - body.len())), 1)
    };
    let send = |path: &str, bytes: usize| server.request(Method::POST, path).body(padded(bytes));
    json_of(send("/api/seat", 4_096), StatusCode::OK).await;
    assert_eq!(problem(send("/api/seat", 4_097)).await, of(413, "too_large"));
    assert_eq!(problem(send("/api/setup", 4_096)).await, of(401, "unauthorized"));
    assert_eq!(problem(send("/api/setup", 4_097)).await, of(413, "too_large"));
    assert!(server.metric(&hits("body_bytes")).await >= before + 2);
}

#[tokio::test]
async fn p33_a_body_that_does_not_come_is_malformed_and_counted() {
    let server = limited(EdgeLimits {
        body_timeout_ms: 50,
        ..EdgeLimits::default()
    })
    .await;
    let before = server.metric(&hits("body_timeout")).await;
    let answer = said_to(
        &server,
        "POST /api/seat HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{",
    )
    .await;
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert!(server.metric(&hits("body_timeout")).await > before);
}

#[tokio::test]
async fn p33_a_head_that_does_not_come_ends_the_connection_and_is_counted() {
    let server = limited(EdgeLimits {
        header_timeout_ms: 50,
        ..EdgeLimits::default()
    })
    .await;
    let before = server.metric(&hits("header_timeout")).await;
    let answer = said_to(&server, "GET /healthz HTTP/1.1\r\nHost").await;
    assert!(!answer.contains(" 200 "), "{answer}");
    assert!(server.metric(&hits("header_timeout")).await > before);
}

#[tokio::test]
async fn p33_a_head_over_the_limit_is_refused() {
    let server = TestServer::start().await;
    let words = format!("GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: {}", "x".repeat(16 * 1024));
    let answer = said_to(&server, &words).await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[tokio::test]
async fn s7_l33_connections_are_bounded_sockets_among_them_and_the_newcomer_is_told() {
    let server = limited(EdgeLimits {
        connections_max: 2,
        ..EdgeLimits::default()
    })
    .await;
    // The client's one connection stays open, a socket takes the other place.
    let session = server.session(&[("周主席", "chair")]).await;
    let before = server.metric(&hits("connections")).await;
    let mut socket = session.socket(1).await;
    let answer = said_to(&server, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(
        answer.contains("\"unavailable\"") && answer.contains("retry-after: 1"),
        "{answer}"
    );
    assert!(server.metric(&hits("connections")).await > before);
    // The socket was never touched by that.
    socket.say(&json!({ "type": "ping", "t": 1 })).await;
    socket.until("pong").await;
}

#[tokio::test]
async fn s7_an_address_has_a_bounded_number_of_connections_without_a_request() {
    let server = limited(EdgeLimits {
        unfinished_per_address_max: 2,
        ..EdgeLimits::default()
    })
    .await;
    let before = server.metric(&hits("unfinished_per_address")).await;
    let mut waiting = Vec::new();
    for _ in 0..2 {
        waiting.push(TcpStream::connect(server.address).await.unwrap());
    }
    assert_eq!(said_to(&server, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await, "");
    assert!(server.metric(&hits("unfinished_per_address")).await > before);
    // With a request a connection leaves the count.
    let first = &mut waiting[0];
    first
        .write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .unwrap();
    let mut answer = [0; 12];
    first.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
    let answer = said_to(&server, "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn s7_failed_joins_of_an_address_are_limited_and_good_ones_are_not() {
    let server = limited(EdgeLimits {
        failed_joins_burst: 3,
        failed_joins_per_minute: 1,
        ..EdgeLimits::default()
    })
    .await;
    let before = server.metric(&hits("failed_joins")).await;
    let session = server.session(&[("周主席", "chair")]).await;
    let join = |token: &str| {
        let body = json!({ "invitation": token });
        server.request(Method::POST, "/api/seat").json(&body)
    };
    let shake = || crate::support::refused(server.handshake(&session.path("/socket")));
    for _ in 0..2 {
        assert_eq!(problem(join("x")).await, of(401, "invitation_invalid"));
    }
    // A handshake that is refused counts as well.
    assert_eq!(shake().await, of(401, "unauthorized"));
    let limited = join("x").send().await.unwrap();
    let seconds: u64 = limited.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=61).contains(&seconds));
    assert_eq!(problem_of(limited).await, of(429, "rate_limited"));
    assert_eq!(shake().await, of(429, "rate_limited"));
    json_of(join(text(&session.invitations[0]["token"])), StatusCode::OK).await;
    session.socket(1).await;
    assert!(server.metric(&hits("failed_joins")).await >= before + 2);
}

#[tokio::test]
async fn p33_a_page_has_no_more_lines_than_the_limit() {
    let server = limited(EdgeLimits {
        page_default: 2,
        page_max: 3,
        ..EdgeLimits::default()
    })
    .await;
    let people = [("甲", "chair"), ("乙", "member"), ("丙", "member"), ("丁", "member")];
    let session = server.session(&people).await;
    for (query, lines) in [("", 2), ("?limit=1", 1), ("?limit=3", 3), ("?limit=1000", 3)] {
        let page = json_of(session.get(1, &format!("/participants{query}")), StatusCode::OK).await;
        assert_eq!(page["participants"].as_array().unwrap().len(), lines, "{query}");
    }
}

#[tokio::test]
async fn s7_a_peer_that_takes_nothing_is_cut() {
    let config = Config {
        edge: EdgeLimits {
            stalled_timeout_ms: 500,
            ..EdgeLimits::default()
        },
        ..Config::default()
    };
    let server = TestServer::configured(config).await;
    let stalled = TcpSocket::new_v4().unwrap();
    stalled.set_recv_buffer_size(4_096).unwrap();
    let mut stalled = stalled.connect(server.address).await.unwrap();
    let request = "GET /api/schema.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
    stalled.write_all(request.repeat(100).as_bytes()).await.unwrap();
    // It never reads; the answer to what it still sends is that nobody is there any more.
    let cut = async { while stalled.write_all(b"GET").await.is_ok() {} };
    tokio::time::timeout(std::time::Duration::from_mins(1), cut)
        .await
        .expect("it is cut");
}

#[tokio::test]
async fn l14_a_member_who_reads_in_bursts_is_not_cut() {
    let mut config = Config::default();
    config.edge.stalled_timeout_ms = 300;
    config.live.commands_per_second = 1_000_000;
    config.live.commands_burst = 1_000_000;
    let server = TestServer::configured(config).await;
    let session = server.session(&[("周主席", "chair"), ("李委员", "member")]).await;
    let mut chair = session.socket(1).await;
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(16 * 1024).unwrap();
    let stream = socket.connect(server.address).await.unwrap();
    let mut member = session.socket_over(2, stream).await;
    chair.does(json!({ "type": "open_session" })).await;
    let thread = chair.does(json!({ "type": "open_thread", "title": "长短" })).await;
    for _ in 0..6 {
        let mut last = 0;
        for _ in 0..60 {
            let words = "字".repeat(4_000);
            last = chair
                .does(json!({ "type": "publish_post", "thread": thread, "text": words }))
                .await;
        }
        // Its window is shut for longer than a peer may take nothing before it has become a socket.
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        while member.until("event").await["seq"] != last {}
    }
}

/// A request whose answer is not read, by a peer that takes next to nothing at a time.
async fn slowly(server: &TestServer, path: &str, token: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    let mut stream = socket.connect(server.address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

#[tokio::test]
async fn s51_who_reads_slowly_on_many_connections_keeps_nobody_else_waiting() {
    let server = limited(EdgeLimits {
        // What had to wait would fail here.
        export_patience_ms: 0,
        ..EdgeLimits::default()
    })
    .await;
    let session = server.session(&[("周主席", "chair"), ("王观察", "observer")]).await;
    let room = server.server.hub().open(session.id.parse().unwrap()).await.unwrap();
    // More than the buffers of a connection hold.
    let invitee = json!({ "name": "长".repeat(100), "sector": "长".repeat(100), "role": "member" });
    for _ in 0..30 {
        let invitees = vec![serde_json::from_value(invitee.clone()).unwrap(); 500];
        room.invite(Actor::Convener, None, invitees).await.unwrap();
    }
    let before = server.metric(&hits("exports_per_seat")).await;
    let path = session.path("/transcript.jsonl");
    let mut statuses = Vec::new();
    let mut connections = Vec::new();
    for _ in 0..12 {
        let mut connection = slowly(&server, &path, &session.seats[1]).await;
        let mut head = [0; 12];
        connection.read_exact(&mut head).await.unwrap();
        statuses.push(String::from_utf8(head.to_vec()).unwrap());
        connections.push(connection);
    }
    let count = |status: &str| statuses.iter().filter(|said| said.ends_with(status)).count();
    assert_eq!((count(" 200"), count(" 429")), (2, 10), "{statuses:?}");
    assert_eq!(server.metric(&hits("exports_per_seat")).await, before + 10);

    for ending in ["md", "jsonl"] {
        let path = session.path(&format!("/transcript.{ending}"));
        for token in [&session.seats[0], CONVENER] {
            let answer = server.get(&path, token).send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::OK, "{ending}");
        }
    }
    let codes = server.post("/api/qr", CONVENER, &json!({ "texts": ["a"] }));
    json_of(codes, StatusCode::OK).await;
}
