//! What a client may say, how often, and what becomes of one that does otherwise.

use std::time::Duration;

use rostrum::live::limits::LiveLimits;
use rostrum::live::transport::Incoming;
use rostrum::wire::close::Close;
use serde_json::json;
use tokio::time::Instant;
use uuid::Uuid;

use super::support::client::verdict;
use super::support::hall::{MEMBER, OPENED, unhurried};
use super::support::{Client, Hall, Pongs, commands};

#[tokio::test(start_paused = true)]
async fn l12_the_first_message_is_hello_and_comes_in_time() {
    let hall = Hall::open(1).await;
    let begun = Instant::now();
    let mut silent = Client::silent(&hall.room, Hall::seat(MEMBER), Pongs::Answered);
    // A sign of life is no message.
    silent.give(Incoming::Alive);
    assert_eq!(silent.closed().await, Some(Close::HelloExpected));
    assert_eq!(begun.elapsed().as_secs(), 5);
    assert_eq!(silent.bye.expect("a word")["retry_ms"], json!(null));
    for (first, close) in [
        (Incoming::Text("{}".into()), Close::HelloExpected),
        (Incoming::Text(r#"{"type":"ping","t":1}"#.into()), Close::HelloExpected),
        (
            Incoming::Text(r#"{"type":"hello","position":7}"#.into()),
            Close::HelloExpected,
        ),
        (Incoming::Binary, Close::BinaryFrame),
        (Incoming::TooLarge, Close::TooLarge),
    ] {
        let mut client = Client::silent(&hall.room, Hall::seat(MEMBER), Pongs::Answered);
        client.give(first);
        assert_eq!(client.closed().await, Some(close));
        assert!(client.welcomes.is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn l13_binary_and_too_large_messages_close() {
    let hall = Hall::open(1).await;
    for (what, close) in [
        (Incoming::Binary, Close::BinaryFrame),
        (Incoming::TooLarge, Close::TooLarge),
    ] {
        let mut client = hall.joined(MEMBER).await;
        client.give(what);
        assert_eq!(client.closed().await, Some(close));
    }
}

#[tokio::test(start_paused = true)]
async fn l13_ten_messages_that_are_none_close() {
    let hall = Hall::open(1).await;
    let mut client = hall.joined(MEMBER).await;
    let nonsense = [
        "{",
        "[]",
        "7",
        r#"{"type":"fly"}"#,
        r#"{"type":"hello","position":null}"#,
    ];
    for text in nonsense.iter().chain(&nonsense[..4]) {
        client.give(Incoming::Text((*text).into()));
    }
    // Wrong commands have an id and count for nothing here.
    let id = Uuid::new_v4();
    client.command_as(id, &json!({"type": "publish_post"}));
    assert_eq!(verdict(&client.answer(id).await), Err("malformed".into()));
    let id = client.command(&json!({"type": "levitate"}));
    assert_eq!(verdict(&client.answer(id).await), Err("unknown_command".into()));
    assert_eq!(client.complaints.len(), 9);
    assert!(
        client
            .complaints
            .iter()
            .all(|answer| answer["refusal"]["code"] == "malformed")
    );
    assert_eq!(client.ask(&commands::post("still here")).await, Ok(OPENED + 1));
    client.give(Incoming::Text("one more".into()));
    assert_eq!(client.closed().await, Some(Close::Abuse));
    assert_eq!(client.complaints.len(), 10);
}

#[tokio::test(start_paused = true)]
async fn l13_who_names_a_sender_names_nobody() {
    let hall = Hall::open(2).await;
    let mut client = hall.joined(MEMBER).await;
    let mut command = commands::post("words");
    command["by"] = json!(MEMBER + 1);
    client.ask(&command).await.expect("an unknown field is ignored");
    assert_eq!(
        hall.history().await.last().expect("an entry").by.expect("a person").0,
        MEMBER
    );
}

#[tokio::test(start_paused = true)]
async fn l13_commands_beyond_the_rate_are_refused_and_make_no_entry() {
    let live = LiveLimits {
        commands_per_second: 1,
        commands_burst: 5,
        ..LiveLimits::default()
    };
    let hall = Hall::open_with(2, &json!({}), live).await;
    let begun = std::time::Instant::now();
    // A person's sockets share the rate; another person has another one.
    let mut clients = [hall.joined(MEMBER).await, hall.joined(MEMBER).await];
    let mut other = hall.joined(MEMBER + 1).await;
    let mut answers = Vec::new();
    for number in 0..40 {
        answers.push(clients[number % 2].ask(&commands::post("words")).await);
    }
    other.ask(&commands::post("words")).await.expect("an own rate");
    let accepted = answers.iter().filter(|answer| answer.is_ok()).count();
    let refused = answers
        .iter()
        .filter(|answer| **answer == Err("rate_limited".to_owned()))
        .count();
    let more = usize::try_from(begun.elapsed().as_secs()).expect("a test is short") + 1;
    assert_eq!(accepted + refused, 40);
    assert!((5..=5 + more).contains(&accepted), "{accepted} were accepted");
    assert_eq!(hall.head().await, OPENED + accepted as u64 + 1);
}

#[tokio::test(start_paused = true)]
async fn l13_a_flood_of_messages_closes() {
    let live = LiveLimits {
        messages_per_second: 2,
        ..LiveLimits::default()
    };
    let hall = Hall::open_with(1, &json!({}), live).await;
    let mut client = hall.joined(MEMBER).await;
    for t in 0..1_000 {
        client.say(&json!({"type": "ping", "t": t}));
    }
    assert_eq!(client.closed().await, Some(Close::Abuse));
    assert!(client.pongs.len() >= 40, "{} were in the burst", client.pongs.len());
    assert!(client.pongs.len() < 200, "{} were answered", client.pongs.len());
}

#[tokio::test(start_paused = true)]
async fn l13_pong_has_what_was_sent_and_the_time() {
    let hall = Hall::open(1).await;
    let mut client = hall.joined(MEMBER).await;
    tokio::time::sleep(Duration::from_millis(1_234)).await;
    client.say(&json!({"type": "ping", "t": 0.5}));
    while client.pongs.is_empty() {
        client.next().await;
    }
    let now = hall.time.now().to_string();
    assert_eq!(client.pongs[0], json!({"type": "pong", "t": 0.5, "now": now}));
}

#[tokio::test(start_paused = true)]
async fn l13_a_busy_room_still_hears_its_sockets() {
    let hall = Hall::open_with(2, &json!({}), unhurried()).await;
    let mut client = hall.joined(MEMBER).await;
    // While one frame is written the next entry comes, so there is always something to send.
    client.pace(super::support::Pace::Dripping(Duration::from_millis(10)));
    let room = hall.room.clone();
    let writing = tokio::spawn(async move {
        loop {
            let id = Uuid::new_v4();
            let posted = super::support::hall::ordered(&room, MEMBER + 1, id, &commands::post("words")).await;
            posted.expect("a member may write");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    tokio::time::sleep(Duration::from_secs(1)).await;
    client.drain();
    assert!(client.events.len() > 50);
    client.say(&json!({"type": "ping", "t": 1}));
    tokio::time::sleep(Duration::from_secs(2)).await;
    client.drain();
    writing.abort();
    assert_eq!(client.pongs.len(), 1, "the ping was heard");
}

#[tokio::test(start_paused = true)]
async fn l13_a_flood_of_signs_of_life_closes_too() {
    let live = LiveLimits {
        messages_per_second: 2,
        ..LiveLimits::default()
    };
    let hall = Hall::open_with(1, &json!({}), live).await;
    let mut client = hall.joined(MEMBER).await;
    for _ in 0..1_500 {
        client.give(Incoming::Alive);
    }
    assert_eq!(client.closed().await, Some(Close::Abuse));
    let mut silent = Client::silent(&hall.room, Hall::seat(MEMBER), Pongs::Answered);
    for _ in 0..16 {
        silent.give(Incoming::Alive);
    }
    assert_eq!(silent.closed().await, Some(Close::Abuse));
}

#[tokio::test(start_paused = true)]
async fn l13_what_is_no_frame_closes_with_a_word() {
    let hall = Hall::open(1).await;
    let mut client = hall.joined(MEMBER).await;
    client.give(Incoming::Violation);
    assert_eq!(client.closed().await, Some(Close::Abuse));
    assert_eq!(client.bye.expect("a word")["retry_ms"], json!(null));
}
