//! Silent peers, peers that take nothing, and peers that take it slowly.

use std::time::Duration;

use rostrum::domain::Audience;
use rostrum::live::limits::LiveLimits;
use rostrum::wire::close::Close;
use serde_json::json;
use tokio::time::Instant;

use super::support::hall::{MEMBER, OPENED, unhurried};
use super::support::{Client, Hall, Pace, Pongs, settled};

#[tokio::test(start_paused = true)]
async fn l14_a_silent_peer_is_closed_after_two_missed_pings() {
    let hall = Hall::open(2).await;
    let mut silent = Client::silent(&hall.room, Hall::seat(MEMBER), Pongs::Ignored);
    silent.hello(None);
    let mut answering = hall.joined(MEMBER + 1).await;
    let begun = Instant::now();
    assert_eq!(silent.closed().await, Some(Close::GoingAway));
    let seconds = begun.elapsed().as_secs();
    assert!((40..=60).contains(&seconds), "after {seconds} s");
    tokio::time::sleep(Duration::from_mins(10)).await;
    let seq = hall.post(MEMBER, "words").await;
    answering.until(seq).await;
}

#[tokio::test(start_paused = true)]
async fn l14_a_stalled_reader_is_closed_after_the_write_timeout() {
    let hall = Hall::open(2).await;
    let mut stalled = hall.joined(MEMBER).await;
    stalled.pace(Pace::Stalled);
    settled().await;
    let begun = Instant::now();
    hall.post(MEMBER + 1, "words").await;
    assert_eq!(stalled.closed().await, Some(Close::GoingAway));
    assert_eq!(begun.elapsed().as_secs(), 10);
}

#[tokio::test(start_paused = true)]
async fn l14_a_peer_that_is_gone_frees_its_place_at_once() {
    let hall = Hall::open(2).await;
    let gone = hall.joined(MEMBER).await;
    let mut stays = hall.joined(MEMBER + 1).await;
    while stays.presences.last().is_none_or(|presence| presence["online"] != 2) {
        stays.next().await;
    }
    drop(gone);
    while stays.presences.last().is_none_or(|presence| presence["online"] != 1) {
        stays.next().await;
    }
}

#[tokio::test(start_paused = true)]
async fn l15_a_stalled_reader_holds_nobody_up() {
    let hall = Hall::open(3).await;
    let mut stalled = hall.joined(MEMBER).await;
    let mut reader = hall.joined(MEMBER + 1).await;
    stalled.pace(Pace::Stalled);
    let begun = Instant::now();
    for _ in 0..500 {
        hall.post(MEMBER + 2, "words").await;
    }
    reader.until(OPENED + 500).await;
    assert!(begun.elapsed() < Duration::from_secs(1), "took {:?}", begun.elapsed());
    stalled.pace(Pace::Free);
    stalled.until(OPENED + 500).await;
    stalled.agrees_with(&hall.room, Audience::Members).await;
}

#[tokio::test(start_paused = true)]
async fn l15_who_is_too_far_behind_gets_the_state_and_no_more_than_the_ring_waits() {
    let live = LiveLimits {
        ring_entries_max: 16,
        flush_bytes_max: 4_096,
        ..unhurried()
    };
    let hall = Hall::open_with(2, &json!({}), live).await;
    let mut slow = hall.joined(MEMBER).await;
    slow.pace(Pace::Stalled);
    for _ in 0..200 {
        hall.post(MEMBER + 1, "words").await;
    }
    slow.pace(Pace::Free);
    slow.until(OPENED + 200).await;
    assert_eq!(slow.states.len(), 2);
    assert!(
        slow.events.len() <= 2 * 16,
        "{} events were kept for it",
        slow.events.len()
    );
    slow.agrees_with(&hall.room, Audience::Members).await;
}

#[tokio::test(start_paused = true)]
async fn l15_a_dripping_reader_lags_and_arrives() {
    let live = LiveLimits {
        ring_entries_max: 32,
        flush_bytes_max: 16_384,
        ..unhurried()
    };
    let hall = Hall::open_with(2, &json!({}), live).await;
    let mut dripping = hall.joined(MEMBER).await;
    dripping.pace(Pace::Dripping(Duration::from_millis(400)));
    for _ in 0..100 {
        hall.post(MEMBER + 1, "words").await;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    dripping.until(OPENED + 100).await;
    assert!(dripping.bye.is_none());
    dripping.agrees_with(&hall.room, Audience::Members).await;
}
