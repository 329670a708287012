//! Who comes back gets exactly what is missing, or the whole state.

use proptest::prelude::*;
use rostrum::domain::Audience;
use rostrum::live::limits::LiveLimits;
use serde_json::json;

use super::support::client::number;
use super::support::hall::{CHAIR, MEMBER, OBSERVER, OPENED, unhurried};
use super::support::{Client, Hall, commands};

/// A hall with `posts` posts after its opening, whose ring keeps `ring` entries.
async fn hall_with(posts: u64, ring: usize) -> Hall {
    let live = LiveLimits {
        ring_entries_max: ring,
        ..unhurried()
    };
    let hall = Hall::open_with(2, &json!({}), live).await;
    for number in 1..=posts {
        assert_eq!(hall.post(MEMBER, "words").await, OPENED + number);
    }
    hall
}

/// Someone who knew `seq` of this hall's history comes back.
fn back_at(hall: &Hall, epoch: &str, seq: u64) -> Client {
    let position = Some((epoch.to_owned(), seq));
    // A view of no use: only `state` can mend it, and patches alone are seen not to replace it.
    Client::resume(
        &hall.room,
        Hall::seat(MEMBER + 1),
        position,
        Some(json!({"mark": "kept"})),
    )
}

#[tokio::test(start_paused = true)]
async fn l7_what_is_in_memory_comes_as_events_and_exactly_once() {
    let hall = hall_with(10, 8).await;
    let head = OPENED + 10;
    // The ring holds the last eight entries, so whoever knows the entry before them can go on.
    for known in [head - 8, head - 3, head - 1, head] {
        let mut client = back_at(&hall, hall.hub.epoch(), known);
        client.until(head).await;
        // The presence comes after everything that was missing.
        while client.presences.is_empty() {
            client.next().await;
        }
        assert!(client.states.is_empty(), "no state from {known}");
        assert_eq!(client.seqs(), (known + 1..=head).collect::<Vec<_>>());
        assert_eq!(number(&client.welcomes[0]["position"]["seq"]), head);
        assert_eq!(client.view.as_ref().expect("the old view")["mark"], "kept");
    }
}

#[tokio::test(start_paused = true)]
async fn l7_what_cannot_be_continued_begins_with_the_state() {
    let hall = hall_with(10, 8).await;
    let head = OPENED + 10;
    let epoch = hall.hub.epoch().to_owned();
    let another = uuid::Uuid::new_v4().to_string();
    for (epoch, known) in [
        (&epoch, head - 9),
        (&epoch, 0),
        (&epoch, head + 1),
        (&epoch, u64::MAX),
        (&another, head),
    ] {
        let mut client = back_at(&hall, epoch, known);
        while client.states.is_empty() {
            client.next().await;
        }
        assert!(client.events.is_empty());
        client.agrees_with(&hall.room, Audience::Members).await;
    }
    let mut newcomer = Client::join(&hall.room, Hall::seat(MEMBER + 1));
    newcomer.welcomed().await;
    assert_eq!((newcomer.states.len(), newcomer.seq()), (1, head));
    // And all of them go on with events.
    hall.post(MEMBER, "one more").await;
    newcomer.until(head + 1).await;
    assert_eq!(newcomer.seqs(), [head + 1]);
}

#[tokio::test(start_paused = true)]
async fn l7_a_restart_costs_nobody_the_state() {
    let hall = hall_with(3, 100).await;
    let mut client = hall.joined(MEMBER + 1).await;
    hall.post(MEMBER, "before").await;
    client.until(OPENED + 4).await;
    let hall = hall.restart().await;
    hall.post(MEMBER, "after").await;
    let mut client = client.reconnect(&hall.room);
    client.until(OPENED + 5).await;
    assert!(client.states.is_empty());
    assert_eq!(client.seqs(), [OPENED + 5]);
    client.agrees_with(&hall.room, Audience::Members).await;
}

#[tokio::test(start_paused = true)]
async fn l7_a_long_history_is_resumed_from_its_end() {
    // More than one page of the journal, so that slots are made for its end alone.
    let hall = hall_with(2_100, 64).await;
    let head = OPENED + 2_100;
    let hall = hall.restart().await;
    let mut client = back_at(&hall, hall.hub.epoch(), head - 64);
    client.until(head).await;
    assert!(client.states.is_empty());
    assert_eq!(client.events.len(), 64);
}

/// What the property does next.
#[derive(Debug, Clone, Copy)]
enum Step {
    Post(u64),
    Hide,
    Request(u64),
    Drop(usize),
    Catch(usize),
    Restart,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        8 => (0..2u64).prop_map(Step::Post),
        2 => Just(Step::Hide),
        2 => (0..2u64).prop_map(Step::Request),
        4 => (0..4usize).prop_map(Step::Drop),
        3 => (0..4usize).prop_map(Step::Catch),
        1 => Just(Step::Restart),
    ];
    proptest::collection::vec(step, 1..60)
}

async fn random_disconnects(steps: Vec<Step>) {
    let mut hall = hall_with(0, 12).await;
    let readers = [
        (CHAIR, Audience::Moderators),
        (MEMBER, Audience::Members),
        (MEMBER + 1, Audience::Members),
        (OBSERVER, Audience::Public),
    ];
    let mut clients = Vec::new();
    for (participant, _) in readers {
        clients.push(hall.joined(participant).await);
    }
    let mut posts = Vec::new();
    for step in steps {
        match step {
            Step::Post(member) => posts.push(hall.post(MEMBER + member, "words").await),
            Step::Hide => {
                if let Some(post) = posts.pop() {
                    let hidden = json!({"type": "hide_post", "post": post, "reason": "off topic"});
                    hall.order(CHAIR, &hidden).await.expect("the chair may");
                }
            }
            // Refused if the person waits already, which is as good.
            Step::Request(member) => drop(hall.order(MEMBER + member, &commands::request()).await),
            Step::Drop(index) => {
                let client = clients.remove(index);
                clients.insert(index, client.reconnect(&hall.room));
            }
            Step::Catch(index) => clients[index].until(hall.head().await).await,
            Step::Restart => {
                hall = hall.restart().await;
                clients = clients.into_iter().map(|client| client.reconnect(&hall.room)).collect();
            }
        }
    }
    let head = hall.head().await;
    for (client, (_, audience)) in clients.iter_mut().zip(readers) {
        client.until(head).await;
        client.agrees_with(&hall.room, audience).await;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn l7_random_disconnects_leave_no_gap_and_no_other_view(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build();
        runtime.expect("a runtime").block_on(random_disconnects(steps));
    }
}
