//! Erasing words while people are there: nobody hears of them any more once it is said that they are gone.

use std::time::Duration;

use rostrum::domain::{Actor, Audience, Code, Order, Refusal};
use rostrum::journal::memory::ErasureFault;
use rostrum::live::{Accepted, Room};
use serde_json::json;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::support::hall::{CHAIR, ITEM, MEMBER, OPENED, THREAD};
use super::support::{Client, Hall, Pace, settled};

const SECRET: &str = "谁也不该再看见";

async fn erase(room: &Room, key: Uuid, seqs: &[u64]) -> Result<Accepted, Refusal> {
    let order = Order::Erase {
        seqs: seqs.to_vec(),
        reason: "依法".into(),
    };
    room.order(Actor::Convener, Some(key), order).await
}

/// Words in every kind of place, and the entries that hold them.
async fn with_secrets(hall: &Hall) -> Vec<u64> {
    let secret = |number: u32| format!("{SECRET}{number}");
    let mut seqs = vec![hall.post(MEMBER, &secret(0)).await];
    for (by, command) in [
        (
            MEMBER,
            json!({"type": "request_floor", "item": ITEM, "kind": "impromptu", "subject": secret(1)}),
        ),
        (CHAIR, json!({"type": "add_item", "title": secret(2), "kind": "report"})),
        (CHAIR, json!({"type": "open_thread", "title": secret(3)})),
        (
            CHAIR,
            json!({"type": "open_poll", "question": secret(4), "options": [secret(5), "b"], "choices_max": 1}),
        ),
        (CHAIR, json!({"type": "conclude_item", "item": ITEM, "text": secret(6)})),
    ] {
        seqs.push(hall.order(by, &command).await.expect("they may").first);
    }
    seqs
}

fn has_secret(client: &Client) -> bool {
    client.raw.iter().any(|raw| raw.contains(SECRET))
}

#[tokio::test(start_paused = true)]
async fn l55_what_was_erased_is_in_no_frame_view_or_entry_any_more() {
    let hall = Hall::open(2).await;
    let before = hall.joined(MEMBER + 1).await;
    let (old_position, old_view) = (before.position.clone(), before.view.clone());
    let mut chair = hall.joined(CHAIR).await;
    let mut lagging = hall.joined(MEMBER).await;
    let seqs = with_secrets(&hall).await;
    let head = *seqs.last().expect("some");
    chair.until(head).await;
    assert!(has_secret(&chair), "they were there");
    lagging.until(head).await;
    // What it takes from now on is what is sent from now on.
    lagging.pace(Pace::Stalled);
    hall.post(MEMBER + 1, "afterwards").await;
    settled().await;

    let erasure = erase(&hall.room, Uuid::new_v4(), &seqs)
        .await
        .expect("the convener may")
        .first;
    assert_eq!(erasure, head + 2);
    chair.until(erasure).await;
    chair.agrees_with(&hall.room, Audience::Moderators).await;
    chair.raw.clear();
    assert!(!chair.view.as_ref().expect("a view").to_string().contains(SECRET));

    // Who comes back from before hears every entry, and none of the words.
    let mut returned = Client::resume(&hall.room, before.seat, old_position, old_view);
    returned.until(erasure).await;
    assert!(returned.states.is_empty(), "the ring has it all");
    assert_eq!(returned.seqs(), (OPENED + 1..=erasure).collect::<Vec<_>>());
    assert!(!has_secret(&returned));
    returned.agrees_with(&hall.room, Audience::Members).await;
    let mut newcomer = hall.joined(CHAIR).await;
    assert!(!has_secret(&newcomer));
    lagging.raw.clear();
    lagging.pace(Pace::Free);
    lagging.until(erasure).await;
    assert!(!has_secret(&lagging));
    lagging.agrees_with(&hall.room, Audience::Members).await;

    // The journal has the entries without their words, and everything goes on.
    for entry in hall.entries().await {
        assert_eq!(entry.words.is_none(), seqs.contains(&entry.leaf.seq));
    }
    let post = hall.post(MEMBER, "more").await;
    for client in [&mut chair, &mut newcomer, &mut lagging, &mut returned] {
        client.until(post).await;
        assert!(!has_secret(client));
    }
}

#[tokio::test(start_paused = true)]
async fn l55_orders_that_came_together_with_an_erasure_are_answered_once() {
    let hall = Hall::open(1).await;
    let secret = hall.post(MEMBER, SECRET).await;
    let mut member = hall.joined(MEMBER).await;
    let (gate, held) = oneshot::channel();
    hall.journal.inject(rostrum::journal::memory::Fault::Held(held));
    let first = member.command(&json!({"type": "publish_post", "thread": THREAD, "text": "one"}));
    settled().await;
    let room = hall.room.clone();
    let erasing = tokio::spawn(async move { erase(&room, Uuid::new_v4(), &[secret]).await });
    settled().await;
    let second = member.command(&json!({"type": "publish_post", "thread": THREAD, "text": "two"}));
    let refused = member.command(&json!({"type": "publish_post", "thread": THREAD, "text": " "}));
    settled().await;
    gate.send(()).expect("the append waits");
    assert_eq!(member.answer(first).await["seq"], secret + 1);
    assert_eq!(
        erasing.await.expect("no panic").map(|accepted| accepted.first),
        Ok(secret + 2)
    );
    assert_eq!(member.answer(second).await["seq"], secret + 3);
    assert_eq!(member.answer(refused).await["refusal"]["code"], "empty");
    assert_eq!(*hall.record_sizes().await.last().expect("records"), 2);
}

#[tokio::test(start_paused = true)]
async fn l56_nobody_hears_of_an_erasure_before_the_words_are_gone() {
    let hall = Hall::open(1).await;
    let secret = hall.post(MEMBER, SECRET).await;
    let mut member = hall.joined(MEMBER).await;
    let (gate, held) = oneshot::channel();
    hall.journal.inject_into_erasure(ErasureFault::Held(held));
    let room = hall.room.clone();
    let erasing = tokio::spawn(async move { erase(&room, Uuid::new_v4(), &[secret]).await });
    settled().await;
    member.drain();
    assert_eq!(member.seq(), secret, "it is durable, and nobody was told");
    assert_eq!(hall.entries().await.len() as u64, secret + 1);
    assert!(!erasing.is_finished());
    gate.send(()).expect("the erasure waits");
    assert_eq!(
        erasing.await.expect("no panic").map(|accepted| accepted.first),
        Ok(secret + 1)
    );
    member.until(secret + 1).await;
    assert!(
        hall.entries().await[usize::try_from(secret).expect("small") - 1]
            .words
            .is_none()
    );
}

#[tokio::test(start_paused = true)]
async fn l56_an_erasure_that_was_not_done_is_made_up_for_and_answered_alike() {
    for fault in [ErasureFault::Lost, ErasureFault::Unknown] {
        let hall = Hall::open(1).await;
        let secret = hall.post(MEMBER, SECRET).await;
        let mut member = hall.joined(MEMBER).await;
        hall.journal.inject_into_erasure(fault);
        let key = Uuid::new_v4();
        let told = erase(&hall.room, key, &[secret]).await;
        assert_eq!(told.expect_err("it is not done").code, Code::Unavailable);
        tokio::time::sleep(Duration::from_secs(2)).await;
        // By itself, without being asked again.
        assert!(
            hall.entries().await[usize::try_from(secret).expect("small") - 1]
                .words
                .is_none()
        );
        member.until(secret + 1).await;
        member.agrees_with(&hall.room, Audience::Members).await;
        for _ in 0..2 {
            let again = erase(&hall.room, key, &[secret]).await;
            assert_eq!(again.map(|accepted| accepted.first), Ok(secret + 1));
        }
        assert_eq!(hall.head().await, secret + 1);
        let other_key = erase(&hall.room, Uuid::new_v4(), &[secret]).await;
        assert_eq!(other_key.expect_err("it is so already").code, Code::Unchanged);
    }
}

#[tokio::test(start_paused = true)]
async fn l56_an_erasure_that_a_server_died_in_is_completed_by_the_next_one() {
    let hall = Hall::open(1).await;
    let secret = hall.post(MEMBER, SECRET).await;
    let (_gate, held) = oneshot::channel();
    hall.journal.inject_into_erasure(ErasureFault::Held(held));
    let room = hall.room.clone();
    let dying = tokio::spawn(async move { erase(&room, Uuid::new_v4(), &[secret]).await });
    settled().await;
    dying.abort();
    let place = usize::try_from(secret).expect("small") - 1;
    assert!(
        hall.entries().await[place].words.is_some(),
        "written down, and not done"
    );
    let next = hall.another_hub().await;
    next.open(hall.room.id()).await.expect("the session is there");
    assert!(hall.entries().await[place].words.is_none());
}
