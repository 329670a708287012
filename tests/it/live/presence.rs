//! Who is there: a digest, not history.

use std::time::Duration;

use serde_json::json;

use super::support::hall::{CHAIR, MEMBER, OBSERVER, OPENED};
use super::support::{Client, Hall, Heard, commands};

#[tokio::test(start_paused = true)]
async fn l17_presence_is_told_at_most_once_a_second_and_never_journaled() {
    let hall = Hall::open(30).await;
    let mut reader = hall.joined(CHAIR).await;
    let mut inside = Vec::new();
    let mut told = Vec::new();
    for member in MEMBER..MEMBER + 30 {
        inside.push(hall.joined(member).await);
        tokio::time::sleep(Duration::from_millis(150)).await;
        if member % 3 == 0 {
            inside.remove(0);
        }
        reader.drain();
        let now = tokio::time::Instant::now();
        told.extend((told.len()..reader.presences.len()).map(|_| now));
    }
    let seconds = told.last().expect("told").duration_since(told[0]).as_secs();
    assert!(
        told.len() as u64 <= seconds + 2,
        "{} digests in {seconds} s",
        told.len()
    );
    assert!(
        told.len() as u64 >= seconds / 2,
        "{} digests in {seconds} s",
        told.len()
    );
    let online = inside.len() as u64 + 1;
    while reader
        .presences
        .last()
        .is_none_or(|presence| presence["online"] != online)
    {
        reader.next().await;
    }
    let last = reader.presences.last().expect("told");
    assert_eq!(last["by_sector"], json!({"Science": online - 1}));
    assert_eq!(hall.head().await, OPENED);
}

#[tokio::test(start_paused = true)]
async fn l17_a_person_with_two_sockets_is_there_once() {
    let hall = Hall::open(1).await;
    let mut first = hall.joined(MEMBER).await;
    let _second = hall.joined(MEMBER).await;
    while first.presences.is_empty() {
        first.next().await;
    }
    assert_eq!(first.presences[0]["online"], 1);
}

#[tokio::test(start_paused = true)]
async fn l17_a_big_screen_is_nobody() {
    let hall = Hall::open(1).await;
    let screen = json!({"type": "change_role", "participant": OBSERVER, "role": "display"});
    hall.order(CHAIR, &screen).await.expect("the chair may");
    let mut screen = hall.joined(OBSERVER).await;
    let _member = hall.joined(MEMBER).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    screen.drain();
    assert_eq!(screen.presences.last().expect("told")["online"], 1);
}

#[tokio::test(start_paused = true)]
async fn l17_who_is_away_is_shown_to_all_but_the_public() {
    let hall = Hall::open(2).await;
    let mut chair = hall.joined(CHAIR).await;
    let mut member = hall.joined(MEMBER + 1).await;
    let mut observer = hall.joined(OBSERVER).await;
    let speaker = hall.joined(MEMBER).await;
    hall.order(MEMBER, &commands::request())
        .await
        .expect("the queue is open");
    drop(speaker);
    tokio::time::sleep(Duration::from_secs(3)).await;
    for client in [&mut chair, &mut member, &mut observer] {
        client.drain();
    }
    for client in [&chair, &member] {
        assert_eq!(client.presences.last().expect("told")["away"], json!([MEMBER]));
    }
    assert!(observer.presences.iter().all(|presence| presence.get("away").is_none()));
    assert_eq!(observer.presences.last().expect("told")["online"], 3);
    // Back, and no longer away; the place was never lost.
    let mut speaker = hall.joined(MEMBER).await;
    while speaker
        .presences
        .last()
        .is_none_or(|presence| presence["away"] != json!([]))
    {
        assert!(matches!(speaker.next().await, Heard::Message(_)));
    }
    assert_eq!(
        speaker.view.as_ref().expect("a view")["requests"]
            .as_object()
            .expect("an object")
            .len(),
        1
    );
}

#[tokio::test(start_paused = true)]
async fn d106_tallies_of_open_polls_are_in_the_digest_and_wake_it() {
    let hall = Hall::open(3).await;
    let mut observer = hall.joined(OBSERVER).await;
    let open = json!({"type": "open_poll", "question": "Go on?", "options": ["yes", "no"], "choices_max": 1});
    let poll = hall.order(CHAIR, &open).await.expect("the chair may").first;
    let tallies = async |observer: &mut Client, expected: serde_json::Value| {
        let begun = tokio::time::Instant::now();
        while observer
            .presences
            .last()
            .is_none_or(|presence| presence["tallies"] != expected)
        {
            observer.next().await;
        }
        assert!(begun.elapsed().as_secs() <= 1, "within a second");
    };
    tallies(&mut observer, json!({poll.to_string(): [0, 0]})).await;
    for (member, choice) in [(MEMBER, 1), (MEMBER + 1, 1), (MEMBER + 2, 0)] {
        let vote = json!({"type": "vote", "poll": poll, "choices": [choice]});
        hall.order(member, &vote).await.expect("a member may");
        tokio::time::sleep(Duration::from_secs(5)).await;
    }
    tallies(&mut observer, json!({poll.to_string(): [1, 2]})).await;
    let close = json!({"type": "close_poll", "poll": poll});
    hall.order(CHAIR, &close).await.expect("the chair may");
    tallies(&mut observer, json!({})).await;
}
