//! Many at once: nobody misses a wake-up, everybody agrees, and bytes are made once.

use std::sync::Arc;

use rostrum::domain::{Actor, Audience};
use serde_json::json;

use super::support::hall::{CHAIR, MEMBER, OPENED};
use super::support::{Client, Hall, commands, settled};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn l5_no_wake_up_is_lost() {
    const WRITERS: u64 = 8;
    const POSTS: u64 = 150;
    let hall = Arc::new(Hall::open(usize::try_from(WRITERS).expect("few")).await);
    let mut readers = Vec::new();
    for participant in [CHAIR, MEMBER, MEMBER + 1].into_iter().cycle().take(24) {
        let mut client = hall.joined(participant).await;
        // A wake-up that was lost would leave the reader behind when all is quiet.
        readers.push(tokio::spawn(async move {
            client.until(OPENED + WRITERS * POSTS).await;
            client
        }));
    }
    let writers = (0..WRITERS).map(|writer| {
        let hall = Arc::clone(&hall);
        tokio::spawn(async move {
            for _ in 0..POSTS {
                hall.post(MEMBER + writer, "words").await;
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.expect("no panic");
    }
    for reader in readers {
        reader.await.expect("every reader reaches the head");
    }
}

#[tokio::test(start_paused = true)]
async fn l16_a_thousand_connections_agree() {
    let hall = Hall::open(400).await;
    let guest = json!({"name": "Guest", "role": "member"});
    let guests = serde_json::from_value(json!(vec![guest; 600])).expect("people to invite");
    let invited = hall.room.invite(Actor::Convener, None, guests).await;
    let head = invited.expect("the convener may").last;
    let mut clients: Vec<Client> = (0..1_000)
        .map(|number| Client::join(&hall.room, Hall::seat(MEMBER + number)))
        .collect();
    for client in &mut clients {
        client.welcomed().await;
    }
    for number in 0..20 {
        hall.post(MEMBER + number, "words").await;
        let request = hall.order(MEMBER + number, &commands::request()).await;
        request.expect("the queue is open");
    }
    let mut first: Option<Client> = None;
    for mut client in clients {
        client.until(head + 40).await;
        if let Some(first) = &first {
            assert_eq!((&client.view, &client.events), (&first.view, &first.events));
        } else {
            client.agrees_with(&hall.room, Audience::Members).await;
            first = Some(client);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn l16_the_view_is_encoded_once_for_each_head_and_audience() {
    let hall = Hall::open(2).await;
    let mut clients = Vec::new();
    for _ in 0..2 {
        let mut bytes = Vec::new();
        for audience in Audience::ALL {
            let (position, first) = hall.room.view(audience).await.expect("it can be read");
            // A join makes its `state` from the same bytes, so joins in between must not make new ones.
            clients.push(hall.joined(CHAIR).await);
            clients.push(hall.joined(MEMBER).await);
            let (again, second) = hall.room.view(audience).await.expect("it can be read");
            assert_eq!(position, again);
            assert_eq!(first.as_ptr(), second.as_ptr(), "the bytes are shared");
            bytes.push(first);
        }
        assert_ne!(bytes[0].as_ptr(), bytes[1].as_ptr());
        // Another head, other bytes.
        hall.post(MEMBER, "words").await;
        let (_, after) = hall.room.view(Audience::Members).await.expect("it can be read");
        assert_ne!(after, bytes[Audience::Members.index()]);
    }
}

#[tokio::test(start_paused = true)]
async fn l16_an_entry_is_encoded_once_for_each_audience() {
    let hall = Hall::open(8).await;
    let mut peers = Vec::new();
    for number in 0..8 {
        let mut peer =
            super::support::Peer::connect(&hall.room, Hall::seat(MEMBER + number), super::support::Pongs::Answered);
        peer.say(&json!({"type": "hello", "position": null}));
        settled().await;
        while peer.frame_already().is_some() {}
        peers.push(peer);
    }
    hall.post(MEMBER, "words").await;
    settled().await;
    let frames: Vec<_> = peers
        .iter_mut()
        .map(|peer| peer.frame_already().expect("the event"))
        .collect();
    assert!(frames[0].windows(14).any(|window| window == b"post_published"));
    assert!(
        frames.iter().all(|frame| frame.as_ptr() == frames[0].as_ptr()),
        "one frame for all"
    );
}
