//! A panic faults one session; a session is opened once and leaves memory when nobody needs it.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use rostrum::domain::{Audience, Code, Session};
use rostrum::journal::Journal;
use rostrum::live::{Hub, HubConfig, Trouble};
use serde_json::json;
use uuid::Uuid;

use super::support::hall::{MEMBER, OPENED, Time, plan};
use super::support::{Hall, Watched, commands, settled};

#[tokio::test(start_paused = true)]
async fn l22_a_panic_leaves_reads_and_every_other_session() {
    let hall = Hall::open(2).await;
    let other = hall
        .hub
        .create(&plan(1, &json!({})), None)
        .await
        .expect("another session");
    let mut inside = hall.joined(MEMBER).await;
    let panicked = hall.room.read(|_| -> u64 { panic!("on purpose") }).await;
    assert_eq!(panicked.expect_err("it panicked").code, Code::Unavailable);
    assert_eq!(inside.ask(&commands::post("words")).await, Err("unavailable".into()));
    assert_eq!(hall.head().await, OPENED);
    let mut newcomer = hall.joined(MEMBER + 1).await;
    assert_eq!(newcomer.seq(), OPENED);
    inside.agrees_with(&hall.room, Audience::Members).await;
    assert!(inside.bye.is_none());
    assert_eq!(newcomer.ask(&commands::request()).await, Err("unavailable".into()));

    let opened = super::support::hall::ordered(&other, 1, Uuid::new_v4(), &json!({"type": "open_session"})).await;
    opened.expect("the other session goes on");
    // The next start of the server takes orders again.
    let hall = hall.restart().await;
    assert_eq!(hall.post(MEMBER, "words").await, OPENED + 1);
}

/// A journal with one session, and a hub that has not opened it yet.
async fn closed_session() -> (Arc<Watched>, Hub, Uuid) {
    let journal = Arc::new(Watched::default());
    let time = Time::new();
    let hub = async || {
        let journal = Arc::clone(&journal) as Arc<dyn Journal>;
        Hub::new(journal, HubConfig::default(), time.clock())
            .await
            .expect("a hub")
    };
    let first = hub().await;
    let id = first.create(&plan(1, &json!({})), None).await.expect("a session").id();
    first.shutdown().await;
    let second = hub().await;
    journal.reads.store(0, Ordering::SeqCst);
    (journal, second, id)
}

#[tokio::test(start_paused = true)]
async fn l23_many_who_open_a_session_at_once_open_it_once() {
    let (journal, hub, id) = closed_session().await;
    let rooms = futures_util::future::join_all((0..100).map(|_| hub.open(id))).await;
    for room in &rooms {
        let head = room.as_ref().expect("it is there").read(Session::head).await;
        assert_eq!(head, Ok(3));
    }
    // One page, and the empty one that says that it was the last.
    assert_eq!(journal.reads.load(Ordering::SeqCst), 2);
}

#[tokio::test(start_paused = true)]
async fn l23_an_opening_that_failed_does_not_make_two_of_a_session() {
    let (journal, hub, id) = closed_session().await;
    journal.failing.store(1, Ordering::SeqCst);
    let rooms = futures_util::future::join_all((0..10).map(|_| hub.open(id))).await;
    let failed = rooms
        .iter()
        .filter(|room| room.as_ref().is_err_and(|trouble| *trouble == Trouble::Unavailable));
    assert_eq!(failed.count(), 1);
    let room = hub.open(id).await.expect("it is there");
    let opened = super::support::hall::ordered(&room, 1, Uuid::new_v4(), &json!({"type": "open_session"})).await;
    assert_eq!(opened.expect("the chair may").first, 4);
    for room in rooms.iter().flatten() {
        assert_eq!(room.read(Session::head).await, Ok(4), "all have the same room");
    }
}

#[tokio::test(start_paused = true)]
async fn l23_what_does_not_exist_is_not_found_and_takes_no_memory() {
    let (_, hub, _) = closed_session().await;
    for _ in 0..3 {
        assert_eq!(hub.open(Uuid::now_v7()).await.err(), Some(Trouble::NotFound));
    }
}

#[tokio::test(start_paused = true)]
async fn l23_a_session_without_sockets_leaves_memory_and_opens_as_it_was() {
    let (journal, hub, id) = closed_session().await;
    let room = hub.open(id).await.expect("it is there");
    let before = room.read(Session::clone).await.expect("it can be read");
    drop(room);
    let reads = journal.reads.load(Ordering::SeqCst);
    tokio::time::sleep(Duration::from_secs(290)).await;
    hub.open(id).await.expect("it is there");
    assert_eq!(journal.reads.load(Ordering::SeqCst), reads, "still in memory");
    tokio::time::sleep(Duration::from_mins(6)).await;
    let room = hub.open(id).await.expect("it is there");
    assert_eq!(journal.reads.load(Ordering::SeqCst), reads + 2, "folded anew");
    assert_eq!(room.read(Session::clone).await.expect("it can be read"), before);
}

#[tokio::test(start_paused = true)]
async fn l23_a_session_with_a_socket_stays() {
    let (journal, hub, id) = closed_session().await;
    let room = hub.open(id).await.expect("it is there");
    let mut client = super::support::Client::join(&room, Hall::seat(MEMBER));
    client.welcomed().await;
    drop(room);
    let reads = journal.reads.load(Ordering::SeqCst);
    tokio::time::sleep(Duration::from_hours(1)).await;
    let room = hub.open(id).await.expect("it is there");
    assert_eq!(journal.reads.load(Ordering::SeqCst), reads);
    let opened = super::support::hall::ordered(&room, 1, Uuid::new_v4(), &json!({"type": "open_session"})).await;
    client.until(opened.expect("the chair may").first).await;
    drop((client, room));
    tokio::time::sleep(Duration::from_mins(12)).await;
    settled().await;
    hub.open(id).await.expect("it is there");
    assert_eq!(
        journal.reads.load(Ordering::SeqCst),
        reads + 2,
        "it left after the last socket"
    );
}
