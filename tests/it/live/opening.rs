//! Opening a session: it is as it was, whatever its length, and costs the journal the same for one and for a thousand.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use rostrum::domain::ids::ItemId;
use rostrum::domain::{Actor, Audience, Session};
use rostrum::journal::Journal;
use rostrum::live::limits::LiveLimits;
use rostrum::live::{Hub, HubConfig, Room};
use serde_json::{Value, json};

use super::support::hall::{CHAIR, ITEM, MEMBER, OBSERVER, OPENED, unhurried};
use super::support::{Client, Hall, Watched, commands};

/// The entry that invited those whom a hall begins with.
const INVITED: u64 = 2;

/// Longer than what is read at once, twice.
const LONG: u64 = 4_200;

/// A server that has just started, over the journal of this hall as it is watched.
async fn restarted(hall: &Hall, journal: &Arc<Watched>, ring: usize) -> Hub {
    let config = HubConfig {
        live: LiveLimits {
            ring_entries_max: ring,
            ..unhurried()
        },
        ..HubConfig::default()
    };
    let journal = Arc::clone(journal) as Arc<dyn Journal>;
    Hub::new(journal, config, hall.time.clock()).await.expect("a hub")
}

/// Somebody comes back who knew `seq`.
fn back_at(room: &Room, epoch: &str, participant: u64, seq: u64) -> Client {
    let position = Some((epoch.to_owned(), seq));
    Client::resume(room, Hall::seat(participant), position, Some(json!({})))
}

/// A hall whose session is long, of so many members. Also where it ends.
async fn long_session(members: usize) -> (Hall, u64) {
    let hall = Hall::open(1).await;
    let guest = json!({"name": "Guest", "role": "member"});
    let guests = serde_json::from_value(json!(vec![guest; members - 1])).expect("people to invite");
    let invited = hall.room.invite(Actor::Convener, None, guests).await;
    let head = invited.expect("the convener may").last + LONG;
    while hall.post(MEMBER, "words").await < head {}
    (hall, head)
}

#[tokio::test(start_paused = true)]
async fn l41_a_thousand_who_come_back_after_a_restart_cost_the_journal_what_one_costs() {
    const BACK: u64 = 1_000;
    let (hall, head) = long_session(usize::try_from(BACK).expect("few")).await;
    let id = hall.room.id();
    let mut reads = Vec::new();
    for back in [1, BACK] {
        let journal = Arc::new(Watched::over(Arc::clone(&hall.journal)));
        let hub = restarted(&hall, &journal, 1_024).await;
        let rooms = futures_util::future::join_all((0..back).map(|_| hub.open(id))).await;
        let returning = (0..back).zip(&rooms).map(|(number, room)| {
            let room = room.as_ref().expect("it is there");
            back_at(room, hub.epoch(), MEMBER + number, head - number)
        });
        for (number, mut client) in (0..).zip(returning.collect::<Vec<_>>()) {
            client.until(head).await;
            while client.presences.is_empty() {
                client.next().await;
            }
            assert!(client.states.is_empty(), "nobody begins anew");
            assert_eq!(client.seqs(), (head - number + 1..=head).collect::<Vec<_>>());
        }
        reads.push(journal.reads.load(Ordering::SeqCst));
        drop(rooms);
        hub.shutdown().await;
    }
    // Three pages, and the empty one that says that they were all.
    assert_eq!(reads, [4, 4]);
}

#[tokio::test]
async fn l40_a_session_that_is_opened_leaves_the_thread_to_others() {
    let (hall, head) = long_session(2).await;
    let turns = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&turns);
    let others = tokio::spawn(async move {
        loop {
            counted.fetch_add(1, Ordering::SeqCst);
            tokio::task::yield_now().await;
        }
    });
    let hub = hall.another_hub().await;
    let before = turns.load(Ordering::SeqCst);
    let room = hub.open(hall.room.id()).await.expect("it is there");
    let meanwhile = turns.load(Ordering::SeqCst) - before;
    others.abort();
    assert_eq!(room.read(Session::head).await, Ok(head));
    // A full page is folded elsewhere, and the others run all the while; between pages alone it would be a handful.
    assert!(meanwhile > 100, "the others had {meanwhile} turns");
}

/// What the property does next.
#[derive(Debug, Clone, Copy)]
enum Step {
    Post(u64),
    Hide(usize),
    Show(usize),
    Request(u64),
    Grant,
    End,
    Invite,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (0..3u64).prop_map(Step::Post),
        3 => (0..8usize).prop_map(Step::Hide),
        2 => (0..8usize).prop_map(Step::Show),
        4 => (0..3u64).prop_map(Step::Request),
        3 => Just(Step::Grant),
        2 => Just(Step::End),
        1 => Just(Step::Invite),
    ];
    proptest::collection::vec(step, 1..50)
}

/// Does what may be done.
async fn walk(hall: &Hall, steps: Vec<Step>) {
    let mut posts = vec![OPENED];
    for step in steps {
        let top = hall.room.read(|session| session.floor_view().turn).await;
        let turn = top.expect("it can be read");
        let waiting = hall.room.read(|session| session.laid_order(ItemId(ITEM)));
        let waiting = waiting.await.expect("it can be read");
        let post = |index: usize| posts[index % posts.len()];
        let (by, command) = match step {
            Step::Post(member) => (MEMBER + member, commands::post("words")),
            Step::Hide(index) => (
                CHAIR,
                json!({"type": "hide_post", "post": post(index), "reason": "off topic"}),
            ),
            Step::Show(index) => (CHAIR, json!({"type": "show_post", "post": post(index)})),
            Step::Request(member) => (MEMBER + member, commands::request()),
            Step::Grant => {
                let Some(last) = waiting.last() else { continue };
                let reason = "an override where others wait";
                let grant = json!({"type": "grant_floor", "request": last, "expect_turn": turn, "reason": reason});
                (CHAIR, grant)
            }
            Step::End => (CHAIR, json!({"type": "end_turn", "expect_turn": turn})),
            Step::Invite => {
                let guests = json!([{"name": "Guest", "role": "member"}, {"name": "Guest", "role": "observer"}]);
                let guests = serde_json::from_value(guests).expect("people to invite");
                let invited = hall.room.invite(Actor::Convener, None, guests).await;
                invited.expect("the convener may");
                continue;
            }
        };
        // What is refused changes nothing, which is as good.
        if let (Ok(accepted), Step::Post(_)) = (hall.order(by, &command).await, step) {
            posts.push(accepted.first);
        }
    }
}

/// What somebody of each audience is sent who knew `seq`.
async fn told(room: &Room, epoch: &str, seq: u64, head: u64) -> Vec<Vec<Value>> {
    let mut told = Vec::new();
    for participant in [CHAIR, MEMBER, OBSERVER] {
        let mut client = back_at(room, epoch, participant, seq);
        client.until(head).await;
        assert!(client.states.is_empty(), "the ring has what is missing");
        told.push(client.events);
    }
    told
}

async fn opened_in_pages(steps: Vec<Step>, page: usize, ring: usize) {
    let hall = Hall::open(3).await;
    walk(&hall, steps).await;
    let mut journal = Watched::over(Arc::clone(&hall.journal));
    journal.page = page;
    let hub = restarted(&hall, &Arc::new(journal), ring).await;
    let room = hub.open(hall.room.id()).await.expect("it is there");
    let state = async |room: &Room| room.read(Session::clone).await.expect("it can be read");
    assert!(
        state(&room).await == state(&hall.room).await,
        "the state is what it was"
    );
    assert_eq!(room.overrides(0, 100).await, hall.room.overrides(0, 100).await);
    for audience in Audience::ALL {
        assert_eq!(room.view(audience).await, hall.room.view(audience).await);
    }
    let head = hall.head().await;
    // Nobody can know an entry before the one that invited him.
    let oldest = head.saturating_sub(ring as u64).max(INVITED);
    assert_eq!(
        told(&room, hub.epoch(), oldest, head).await,
        told(&hall.room, hub.epoch(), oldest, head).await
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn l40_a_session_opens_as_it_was_in_pages_of_any_length(steps in steps(), page in 1..12usize, ring in 1..30usize) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build();
        runtime.expect("a runtime").block_on(opened_in_pages(steps, page, ring));
    }
}
