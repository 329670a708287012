//! Live words: passed on, the newest only, not too often, and never journaled.

use std::time::Duration;

use serde_json::json;

use super::support::hall::{CAPTIONER, CHAIR, MEMBER, OBSERVER};
use super::support::{Client, Hall, commands, settled};

async fn hall_with_a_turn() -> (Hall, u64) {
    let hall = Hall::open(2).await;
    let request = hall
        .order(MEMBER, &commands::request())
        .await
        .expect("the queue is open");
    let turn = hall
        .order(CHAIR, &commands::grant(request.first))
        .await
        .expect("the floor is free");
    (hall, turn.first)
}

fn say(client: &Client, turn: u64, text: &str) {
    client.say(&json!({"type": "caption", "turn": turn, "text": text}));
}

#[tokio::test(start_paused = true)]
async fn l18_the_newest_caption_reaches_all_at_most_four_times_a_second() {
    let (hall, turn) = hall_with_a_turn().await;
    let mut captioner = hall.joined(CAPTIONER).await;
    let mut readers = [
        hall.joined(CHAIR).await,
        hall.joined(MEMBER + 1).await,
        hall.joined(OBSERVER).await,
    ];
    let head = hall.head().await;
    for word in 1..=100 {
        say(&captioner, turn, &format!("{word} words"));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    captioner.drain();
    assert!(captioner.complaints.is_empty());
    for reader in readers.iter_mut().chain([&mut captioner]) {
        reader.drain();
        // Two seconds of words, one at once and one at the end.
        let count = reader.captions.len();
        assert!((6..=10).contains(&count), "{count} captions");
        assert_eq!(
            reader.captions[0],
            json!({"type": "caption", "turn": turn, "text": "1 words"})
        );
        assert_eq!(reader.captions[count - 1]["text"], "100 words");
    }
    assert_eq!(hall.head().await, head);
}

#[tokio::test(start_paused = true)]
async fn l18_only_captioners_caption_and_only_what_is_spoken_now() {
    let (hall, turn) = hall_with_a_turn().await;
    let mut speaker = hall.joined(MEMBER).await;
    let mut chair = hall.joined(CHAIR).await;
    let mut captioner = hall.joined(CAPTIONER).await;
    say(&speaker, turn, "words");
    say(&chair, turn, "words");
    say(&captioner, turn + 1, "words");
    settled().await;
    say(&captioner, turn, &"字".repeat(8_001));
    settled().await;
    for client in [&mut speaker, &mut chair, &mut captioner] {
        client.drain();
        assert!(client.captions.is_empty());
    }
    let code = |client: &Client, place: usize| client.complaints[place]["refusal"]["code"].clone();
    assert_eq!(code(&speaker, 0), "not_permitted");
    assert_eq!(code(&chair, 0), "not_permitted");
    assert_eq!(code(&captioner, 0), "stale_turn");
    assert_eq!(captioner.complaints[0]["refusal"]["current_turn"], turn);
    assert_eq!(code(&captioner, 1), "too_long");
}
