//! The server goes away: sockets are told when to come back, and what was taken is durable.

use rostrum::domain::Code;
use rostrum::journal::memory::Fault;
use rostrum::live::Trouble;
use rostrum::wire::close::Close;
use tokio::sync::oneshot;

use super::support::hall::{CHAIR, MEMBER, OBSERVER, OPENED, ordered};
use super::support::{Client, Hall, Pace, commands, settled};

#[tokio::test(start_paused = true)]
async fn l24_a_shutdown_says_when_to_come_back() {
    let hall = Hall::open(2).await;
    let mut clients = Vec::new();
    for participant in [CHAIR, MEMBER, OBSERVER] {
        clients.push(hall.joined(participant).await);
    }
    let mut stalled = hall.joined(MEMBER + 1).await;
    stalled.pace(Pace::Stalled);
    hall.hub.shutdown().await;
    for client in &mut clients {
        assert_eq!(client.closed().await, Some(Close::GoingAway));
        let bye = client.bye.as_ref().expect("a word");
        assert_eq!(
            (bye["code"].as_str(), bye["retry_ms"].as_u64()),
            (Some("going_away"), Some(1_000))
        );
    }
    assert_eq!(stalled.closed().await, Some(Close::GoingAway));
    assert_eq!(hall.hub.open(hall.room.id()).await.err(), Some(Trouble::Unavailable));
    let late = hall.order(MEMBER, &commands::post("late")).await;
    assert_eq!(late.expect_err("it is over").code, Code::Unavailable);
    let mut late = Client::join(&hall.room, Hall::seat(MEMBER));
    assert_eq!(late.closed().await, Some(Close::GoingAway));
}

#[tokio::test(start_paused = true)]
async fn l24_a_shutdown_waits_for_what_was_taken() {
    let hall = Hall::open(2).await;
    let (gate, held) = oneshot::channel();
    hall.journal.inject(Fault::Held(held));
    let mut orders = Vec::new();
    for member in [MEMBER, MEMBER + 1] {
        let (room, id) = (hall.room.clone(), uuid::Uuid::new_v4());
        orders.push(tokio::spawn(async move {
            ordered(&room, member, id, &commands::post("words")).await
        }));
        settled().await;
    }
    let leaving = tokio::spawn({
        let hub = hall.hub.clone();
        async move { hub.shutdown().await }
    });
    settled().await;
    assert!(!leaving.is_finished());
    gate.send(()).expect("the append waits");
    leaving.await.expect("no panic");
    let durable = hall.entries().await.len() as u64;
    for order in orders {
        let accepted = order.await.expect("no panic").expect("it was taken");
        assert!(accepted.last <= durable);
    }
    assert_eq!(durable, OPENED + 2);
}

#[tokio::test(start_paused = true)]
async fn l24_a_shutdown_signs_the_last_checkpoint() {
    use rostrum::journal::Journal;
    let hall = Hall::open(1).await;
    hall.post(MEMBER, "words").await;
    hall.hub.shutdown().await;
    let checkpoint = hall
        .journal
        .checkpoint(hall.room.id())
        .await
        .expect("a journal in memory can be read");
    assert_eq!(checkpoint.expect("signed").0, OPENED + 1);
}
