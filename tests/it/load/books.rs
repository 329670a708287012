//! A server that says too little, too much and the same again: the crowd must notice.

use std::time::Duration;

use rostrum::load::crowd::{Crowd, Manner, Place};
use rostrum::load::socket::Door;
use rostrum::wire::frame::text_frame;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::LocalSet;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

/// Generous: it only ends what would hang for ever.
const CEILING: Duration = Duration::from_mins(1);

/// Takes a member in, as far as the member can tell.
async fn taken_in(listener: &TcpListener, seq: u64) -> TcpStream {
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        stream.read_buf(&mut request).await.unwrap();
    }
    let request = String::from_utf8(request).unwrap();
    let key = request
        .lines()
        .find_map(|line| line.strip_prefix("Sec-WebSocket-Key: "));
    let accept = derive_accept_key(key.unwrap().as_bytes());
    let answer = format!(
        "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"
    );
    stream.write_all(answer.as_bytes()).await.unwrap();
    assert!(stream.read(&mut [0; 256]).await.unwrap() > 0, "a hello");
    say(&mut stream, r#"{"type":"welcome"}"#).await;
    let state = format!(r#"{{"type":"state","position":{{"epoch":"e","seq":{seq}}},"view":{{}}}}"#);
    say(&mut stream, &state).await;
    stream
}

async fn say(stream: &mut TcpStream, message: &str) {
    stream.write_all(&text_frame(message.as_bytes())).await.unwrap();
}

fn event(seq: u64) -> String {
    format!(r#"{{"type":"event","seq":{seq},"at":"2026-01-01T00:00:00.000Z","by":1,"entry":{{}},"patch":{{}}}}"#)
}

#[tokio::test]
async fn t4_what_a_member_does_not_get_once_and_in_order_is_counted() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let door = Door {
        address: listener.local_addr().unwrap(),
        path: "/".to_owned(),
    };
    let place = |participant| Place {
        hall: 0,
        participant,
        token: "a seat".to_owned(),
        manner: Manner::Reads,
    };
    let crowded = LocalSet::new();
    let counted = crowded.run_until(async {
        let crowd = Crowd::new(vec![door], vec![place(1), place(2)], 1);
        crowd.open();
        let (mut first, mut second) = (taken_in(&listener, 5).await, taken_in(&listener, 5).await);
        assert!(crowd.gathers(2, CEILING).await);
        crowd.close();
        crowd.sent(0, 6);
        // One gets everything, one gets the 6 twice and no 7.
        for seq in [6, 7, 8] {
            say(&mut first, &event(seq)).await;
        }
        for seq in [6, 6, 8] {
            say(&mut second, &event(seq)).await;
        }
        say(&mut second, "what is this").await;
        assert!(crowd.lands(CEILING).await, "the 6 came to both");
        drop((first, second));
        assert!(crowd.gathers(0, CEILING).await);
        (crowd.take_tally(), crowd.owed(), crowd.behind(Duration::ZERO).await)
    });
    let (tally, owed, behind) = counted.await;
    assert_eq!((tally.gaps, tally.repeats, tally.strange, behind), (1, 1, 1, 0));
    assert_eq!((owed, tally.deliveries), (6, 5));
    assert_eq!(tally.delays.times().count, 2, "only the command of 6 was sent here");
    assert_eq!(tally.closes["cut"], 2);
}
