//! The transport under a room, and going away.

use futures_util::{SinkExt, StreamExt};
use std::sync::Arc;

use reqwest::Method;
use rostrum::config::{Config, EdgeLimits};
use rostrum::journal::memory::{Fault, MemoryJournal};
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio_tungstenite::tungstenite::Message;

use crate::support::{CONVENER, TestServer, header, of, problem, problem_of, refused};

#[tokio::test]
async fn p29_frames_of_every_length_arrive_whole() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair"), ("李委员", "member")]).await;
    let (mut chair, mut member) = (session.socket(1).await, session.socket(2).await);
    chair.does(json!({ "type": "open_session" })).await;
    let thread = chair.does(json!({ "type": "open_thread", "title": "长短" })).await;
    for length in [1, 125, 126, 4_000] {
        let words = "字".repeat(length);
        let publish = json!({ "type": "publish_post", "thread": thread, "text": words });
        let seq = chair.does(publish).await;
        loop {
            let event = member.until("event").await;
            if event["seq"] == seq {
                assert_eq!(event["entry"]["text"], words);
                break;
            }
        }
    }
}

#[tokio::test]
async fn p29_pings_are_answered_among_ready_frames() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    let mut chair = session.socket(1).await;
    for number in 0..20 {
        chair.socket.send(Message::Ping(vec![number].into())).await.unwrap();
        let open = json!({ "type": "open_thread", "title": format!("话题{number}") });
        chair.does(open).await;
    }
}

#[tokio::test]
async fn l30_l31_three_who_write_to_one_socket_never_write_within_each_others_frames() {
    const POSTS: usize = 600;
    let mut config = Config::default();
    config.live.ring_entries_max = 2 * POSTS;
    config.live.ring_bytes_max = 1024 * 1024 * 1024;
    config.live.write_timeout_ms = 300_000;
    config.live.commands_per_second = 1_000_000;
    config.live.commands_burst = 1_000_000;
    let server = TestServer::configured(config).await;
    let session = server.session(&[("周主席", "chair"), ("李委员", "member")]).await;
    let (mut chair, mut member) = (session.socket(1).await, session.socket(2).await);
    chair.does(json!({ "type": "open_session" })).await;
    let thread = chair.does(json!({ "type": "open_thread", "title": "长短" })).await;
    let handed_back = "rostrum_readers_handed_back_total";
    let before = server.metric(handed_back).await;
    // The room writes posts, tungstenite pongs, the connection's task pongs of ours, and the member reads nothing.
    let mut last = 0;
    for number in 0..POSTS {
        let words = "字".repeat(4_000);
        let publish = json!({ "type": "publish_post", "thread": thread, "text": words });
        last = chair.does(publish).await;
        if number % 10 == 0 {
            let ping = Message::Ping(number.to_be_bytes().to_vec().into());
            member.socket.send(ping).await.unwrap();
            member.say(&json!({ "type": "ping", "t": number })).await;
        }
    }
    assert!(server.metric(handed_back).await > before, "7 MB stand in no socket");
    let (mut seq, mut pongs, mut answered) = (0, 0, None);
    while seq < last || pongs < POSTS / 10 || answered.is_none() {
        match member.socket.next().await.unwrap().unwrap() {
            Message::Text(text) => {
                let message: serde_json::Value = serde_json::from_str(&text).unwrap();
                match message["type"].as_str().unwrap() {
                    "event" => {
                        let next = message["seq"].as_u64().unwrap();
                        assert!(seq == 0 || next == seq + 1, "{next} after {seq}");
                        seq = next;
                    }
                    "pong" => pongs += 1,
                    "presence" => {}
                    other => panic!("an unexpected {other}"),
                }
            }
            // Of several pings at once the last is answered.
            Message::Pong(payload) => answered = Some(payload),
            other => panic!("{other:?}"),
        }
    }
    // Once everything is read the room writes again.
    let closing = json!({ "type": "close_thread", "thread": thread });
    let closed = chair.does(closing).await;
    assert_eq!(member.until("event").await["seq"], closed);
    let lag = server.metric("rostrum_reader_lag_entries_bucket{le=\"+Inf\"}").await;
    assert!(lag > 0, "it was behind");
}

#[tokio::test]
async fn p29_a_message_over_the_limit_closes_with_1009_and_is_counted() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    let name = "rostrum_limit_hits_total{limit=\"inbound_message_bytes\"}";
    let before = server.metric(name).await;
    let padded = |bytes: usize| {
        let message = json!({ "type": "ping", "t": 1, "padding": "" }).to_string();
        let padding = "x".repeat(bytes - message.len());
        Message::text(message.replace("\"\"", &format!("\"{padding}\"")))
    };
    let mut fits = session.socket(1).await;
    fits.socket.send(padded(64 * 1024)).await.unwrap();
    fits.until("pong").await;
    let mut large = session.socket(1).await;
    large.socket.send(padded(64 * 1024 + 1)).await.unwrap();
    assert_eq!(u16::from(large.closed().await.unwrap().code), 1009);
    // More than is ever read as a message: the reason arrives all the same.
    let mut huge = session.socket(1).await;
    huge.socket.send(padded(300 * 1024)).await.unwrap();
    assert_eq!(u16::from(huge.closed().await.unwrap().code), 1009);
    assert!(server.metric(name).await >= before + 2);
}

#[tokio::test]
async fn p29_a_binary_message_closes_with_1003_and_a_client_that_leaves_is_answered() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    let mut binary = session.socket(1).await;
    binary.socket.send(Message::binary(vec![1])).await.unwrap();
    assert_eq!(u16::from(binary.closed().await.unwrap().code), 1003);
    let mut leaving = session.socket(1).await;
    leaving.socket.send(Message::Close(None)).await.unwrap();
    let mut answered = false;
    while let Some(message) = leaving.socket.next().await {
        answered |= matches!(message, Ok(Message::Close(_)));
    }
    assert!(answered);
}

#[tokio::test]
async fn p32_going_away_says_bye_and_closes_with_1001() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    let mut chair = session.socket(1).await;
    drop(session);
    let TestServer { server, .. } = server;
    let going = tokio::spawn(server.shutdown());
    let bye = chair.until("bye").await;
    assert_eq!((&bye["code"], bye["retry_ms"].is_u64()), (&json!("going_away"), true));
    assert_eq!(u16::from(chair.closed().await.unwrap().code), 1001);
    going.await.unwrap();
}

#[tokio::test]
async fn p32_going_away_takes_no_longer_than_configured_whatever_clients_do() {
    let edge = EdgeLimits {
        shutdown_timeout_ms: 200,
        ..EdgeLimits::default()
    };
    let server = TestServer::configured(Config {
        edge,
        ..Config::default()
    })
    .await;
    // A request that never ends keeps its connection busy.
    let mut stream = tokio::net::TcpStream::connect(server.address).await.unwrap();
    let head = b"POST /api/seat HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{";
    stream.write_all(head).await.unwrap();
    let other = server.request(Method::GET, "/api/nothing");
    assert_eq!(problem(other).await, of(404, "not_found"));
    let TestServer { server, .. } = server;
    let ended = tokio::time::timeout(std::time::Duration::from_secs(5), server.shutdown());
    ended.await.unwrap();
}

#[tokio::test]
async fn p32_while_it_goes_away_it_is_not_ready_and_what_was_taken_becomes_durable() {
    let journal = Arc::new(MemoryJournal::new());
    let shared: Arc<dyn rostrum::journal::Journal> = journal.clone();
    let server = TestServer::over(Config::default(), shared, None).await;
    let session = server.session(&[("周主席", "chair")]).await;
    let (open, gate) = tokio::sync::oneshot::channel();
    journal.inject(Fault::Held(gate));
    let invite = json!({ "invite": [{ "name": "新人", "role": "member" }] });
    let invite = tokio::spawn(session.post("/invitations", &invite).send());
    let ready = server.request(Method::GET, "/readyz");
    let view = session.get(1, "");
    let mut handshake = server.handshake(&session.path("/socket"));
    header(&mut handshake, "authorization", &format!("Bearer {}", session.seats[0]));
    // The order has been taken when it is being made durable.
    while journal.faults_left() > 0 {
        tokio::task::yield_now().await;
    }
    drop(session);
    let TestServer { server, .. } = server;
    let going = tokio::spawn(server.shutdown());
    let refusal = loop {
        let answer = ready.try_clone().unwrap().send().await.unwrap();
        if answer.status() != 200 {
            break answer;
        }
    };
    assert_eq!(refusal.headers()["retry-after"], "1");
    assert_eq!(problem_of(refusal).await, of(503, "unavailable"));
    assert_eq!(problem(view).await, of(503, "unavailable"));
    assert_eq!(refused(handshake).await, of(503, "unavailable"));
    open.send(()).unwrap();
    assert_eq!(invite.await.unwrap().unwrap().status(), 200);
    going.await.unwrap();
}

#[tokio::test]
async fn p20_what_cannot_be_made_durable_now_is_unavailable() {
    let journal = Arc::new(MemoryJournal::new());
    let shared: Arc<dyn rostrum::journal::Journal> = journal.clone();
    let server = TestServer::over(Config::default(), shared, None).await;
    journal.inject(Fault::Full);
    let body = crate::support::session_body(&[]);
    let answer = server.post("/api/sessions", CONVENER, &body).send().await.unwrap();
    assert_eq!(answer.headers()["retry-after"], "1");
    assert_eq!(problem_of(answer).await, of(503, "unavailable"));
}

#[tokio::test]
async fn p34_a_server_that_cannot_write_is_not_ready_for_a_while() {
    let journal = Arc::new(MemoryJournal::new());
    let shared: Arc<dyn rostrum::journal::Journal> = journal.clone();
    let server = TestServer::over(Config::default(), shared, None).await;
    let session = server.session(&[("周主席", "chair"), ("李委员", "member")]).await;
    let ready = || async { server.request(Method::GET, "/readyz").send().await.unwrap().status() };
    let path = format!("/api/sessions/{}/invitations", session.id);
    let renew = || server.post(&path, CONVENER, &json!({"renew": 2})).send();
    journal.inject(Fault::Full);
    assert_eq!(renew().await.unwrap().status(), 503);
    assert_eq!(ready().await, 503);
    assert_eq!(renew().await.unwrap().status(), 200);
    assert_eq!(ready().await, 200);
    journal.inject(Fault::Full);
    assert_eq!(renew().await.unwrap().status(), 503);
    server.clock.advance(10_001);
    assert_eq!(ready().await, 200, "so that it is tried again");
}

#[tokio::test]
async fn p29_bytes_that_are_no_frames_close_with_a_word_and_1008() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    // Text that is no UTF-8, masked with zeros; a frame without a mask; a reserved opcode.
    for bytes in [
        &[0x81_u8, 0x81, 0, 0, 0, 0, 0xff][..],
        &[0x81, 0x01, b'{'],
        &[0x83, 0x80, 0, 0, 0, 0],
    ] {
        let mut chair = session.socket(1).await;
        chair.socket.get_mut().write_all(bytes).await.unwrap();
        let bye = chair.until("bye").await;
        assert_eq!((&bye["code"], &bye["retry_ms"]), (&json!("abuse"), &json!(null)));
        let close = loop {
            match chair.socket.next().await {
                Some(Ok(Message::Close(close))) => break close,
                Some(Ok(_)) => {}
                other => panic!("no close frame but {other:?}"),
            }
        };
        assert_eq!(u16::from(close.unwrap().code), 1008);
    }
}

#[tokio::test]
async fn p33_what_a_socket_is_refused_is_counted_by_its_code() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    let name = "rostrum_refusals_total{code=\"too_long\"}";
    let before = server.metric(name).await;
    let mut chair = session.socket(1).await;
    let long = json!({ "type": "open_thread", "title": "长".repeat(201) });
    chair
        .say(&json!({ "type": "command", "id": uuid::Uuid::now_v7(), "command": long }))
        .await;
    assert_eq!(chair.until("reply").await["refusal"]["code"], "too_long");
    assert!(server.metric(name).await > before);
}
