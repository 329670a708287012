//! Sessions as they were cost those that are live nothing.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rostrum::domain::{Actor, Audience, Order};
use rostrum::journal::Journal;
use rostrum::live::{Hub, HubConfig};

use super::support::hall::MEMBER;
use super::support::{Hall, Watched};

/// Longer than what is read at once, three times.
const LONG: u64 = 3_500;

async fn long_session() -> (Hall, u64) {
    let hall = Hall::open(1).await;
    let mut head = 0;
    while head < LONG {
        head = hall.post(MEMBER, "words").await;
    }
    (hall, head)
}

#[tokio::test]
async fn l63_whoever_goes_forward_folds_only_what_is_new() {
    let (hall, head) = long_session().await;
    let journal = Arc::new(Watched::over(Arc::clone(&hall.journal)));
    let shared = Arc::clone(&journal) as Arc<dyn Journal>;
    let hub = Hub::new(shared, HubConfig::default(), hall.time.clock()).await.unwrap();
    let room = hub.open(hall.room.id()).await.unwrap();
    let reads = async |at: u64| {
        let before = journal.reads.load(Ordering::SeqCst);
        assert_eq!(room.past(at).await.unwrap().seq(), at);
        journal.reads.load(Ordering::SeqCst) - before
    };
    assert_eq!(reads(3_000).await, 3);
    assert_eq!(reads(3_001).await, 1);
    assert_eq!(reads(3_001).await, 0);
    assert_eq!(reads(head).await, 1);
    // Back, where nothing is kept that is early enough; and forward again from there.
    assert_eq!(reads(500).await, 1);
    assert_eq!(reads(700).await, 1);
    assert_eq!(reads(3_001).await, 0);
    // Words were erased: nothing is kept of the time before.
    let (seqs, reason) = (vec![head], "by law".to_owned());
    room.order(Actor::Convener, None, Order::Erase { seqs, reason })
        .await
        .unwrap();
    assert_eq!(reads(3_000).await, 3);
    // A few are kept, not all that were ever asked for.
    for at in 10..30 {
        reads(at).await;
    }
    assert_eq!(reads(2_000).await, 2);
}

#[tokio::test]
async fn l60_a_fold_of_the_past_leaves_the_thread_and_the_session_to_others() {
    let (hall, head) = long_session().await;
    let room = hall.room.clone();
    let served = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&served);
    let others = tokio::spawn({
        let room = room.clone();
        async move {
            loop {
                room.read(rostrum::domain::Session::head).await.unwrap();
                counted.fetch_add(1, Ordering::SeqCst);
            }
        }
    });
    tokio::task::yield_now().await;
    let before = served.load(Ordering::SeqCst);
    let past = room.past(head).await.unwrap();
    let view = past.view(Audience::Members, BTreeSet::new()).await.unwrap();
    let meanwhile = served.load(Ordering::SeqCst) - before;
    others.abort();
    assert_eq!(room.view(Audience::Members).await.unwrap().1, view);
    assert!(meanwhile > 100, "the session answered {meanwhile} times");
}
