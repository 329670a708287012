//! The forms over a journal: whoever shares it shares them, and whatever it suffers, an order happens once.

use std::sync::Arc;

use rostrum::domain::forms::event::{FormMade, FormOrder};
use rostrum::domain::forms::{FormName, Preset};
use rostrum::domain::ids::{CommitmentId, ReviewId};
use rostrum::domain::limits::SessionLimits;
use rostrum::domain::reviews::{ReviewBook, ReviewFinding, ReviewLine, ReviewOrder};
use rostrum::forms::{CommonKeeper, NotOrdered};
use rostrum::journal::memory::{Fault, MemoryJournal};
use rostrum::journal::sqlite::SqliteJournal;
use rostrum::journal::{COMMON, Journal};
use rostrum::time::Timestamp;
use uuid::Uuid;

const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

fn remote() -> FormName {
    FormName::try_from("remote".to_owned()).unwrap()
}

fn amend(title: &str) -> FormOrder {
    let preset = Preset {
        title: title.into(),
        ..Preset::default()
    };
    let reason = "改进".into();
    FormOrder::Amend { preset, reason }
}

fn keeper(journal: &Arc<impl Journal>) -> CommonKeeper {
    CommonKeeper::new(Arc::clone(journal) as Arc<dyn Journal>, SessionLimits::default())
}

async fn amended(keeper: &CommonKeeper, title: &str, key: Option<Uuid>) -> Result<FormMade, NotOrdered> {
    keeper.order(&remote(), &amend(title), key, NOW).await
}

async fn titles(keeper: &CommonKeeper) -> Vec<String> {
    let titles = keeper.read(|book| {
        let versions = book.versions(&remote()).iter();
        versions.map(|own| own.preset.title.clone()).collect()
    });
    titles.await.unwrap()
}

#[tokio::test]
async fn j18_nodes_that_share_a_journal_share_the_forms() {
    let journal = Arc::new(MemoryJournal::new());
    let (here, there) = (keeper(&journal), keeper(&journal));
    assert_eq!(titles(&there).await, ["远程协商"]);
    amended(&here, "此处", None).await.unwrap();
    assert_eq!(there.in_force(&remote()).await.unwrap().unwrap().version, 2);
    assert_eq!(amended(&there, "彼处", None).await.unwrap().version, 3);
    for node in [&here, &there] {
        assert_eq!(titles(node).await, ["远程协商", "此处", "彼处"]);
    }
}

#[tokio::test]
async fn j18_of_orders_at_once_each_happens_once() {
    let journal = Arc::new(MemoryJournal::new());
    let nodes: Vec<_> = (0..4).map(|_| Arc::new(keeper(&journal))).collect();
    let orders = (0..12).map(|number| {
        let node = Arc::clone(&nodes[number % nodes.len()]);
        tokio::spawn(async move { amended(&node, &format!("第{number}"), None).await.unwrap().version })
    });
    let orders: Vec<_> = orders.collect();
    let mut versions = Vec::new();
    for order in orders {
        versions.push(order.await.unwrap());
    }
    versions.sort_unstable();
    assert_eq!(versions, (2..14).collect::<Vec<u64>>());
}

#[tokio::test]
async fn j18_whatever_the_append_is_answered_the_order_happens_once() {
    for key in [None, Some(Uuid::from_u128(9))] {
        let journal = Arc::new(MemoryJournal::new());
        let keeper = keeper(&journal);
        for (fault, version) in [
            (Fault::Conflict, 2),
            (Fault::AmbiguousLost, 3),
            (Fault::AmbiguousCommitted, 4),
        ] {
            journal.inject(fault);
            let key = key.map(|key| Uuid::from_u128(key.as_u128() + u128::from(version)));
            let title = format!("第{version}版");
            assert_eq!(amended(&keeper, &title, key).await.unwrap().version, version);
        }
        assert_eq!(titles(&keeper).await.len(), 4);
        assert_eq!(journal.entries(COMMON, 0, 9).await.unwrap().len(), 3);
    }
}

#[tokio::test]
async fn j18_a_journal_that_takes_nothing_is_told_after_a_few_tries() {
    let journal = Arc::new(MemoryJournal::new());
    let keeper = keeper(&journal);
    journal.inject(Fault::Full);
    assert!(matches!(amended(&keeper, "x", None).await, Err(NotOrdered::Unwritten)));
    for _ in 0..8 {
        journal.inject(Fault::AmbiguousLost);
    }
    assert!(matches!(amended(&keeper, "x", None).await, Err(NotOrdered::Unwritten)));
    assert_eq!(journal.faults_left(), 0);
    assert_eq!(titles(&keeper).await, ["远程协商"], "nothing of it happened");
}

#[tokio::test]
async fn j18_time_never_falls_in_the_stream_and_the_key_is_kept_with_the_entry() {
    let data = tempfile::tempdir().unwrap();
    let path = data.path().join("rostrum.db");
    let journal = Arc::new(SqliteJournal::open(&path).unwrap());
    let key = Uuid::new_v4();
    let made = amended(&keeper(&journal), "第二版", Some(key)).await.unwrap();
    let earlier = Timestamp::from_millis(5);
    let late = keeper(&journal);
    late.order(&remote(), &amend("第三版"), None, earlier).await.unwrap();
    drop((journal, late));

    let journal = Arc::new(SqliteJournal::open(&path).unwrap());
    let keeper = keeper(&journal);
    assert_eq!(
        titles(&keeper).await,
        ["远程协商", "第二版", "第三版"],
        "after a restart too"
    );
    let entries = journal.entries(COMMON, 0, 9).await.unwrap();
    assert!(entries.iter().all(|entry| entry.leaf.at == NOW));
    assert_eq!(amended(&keeper, "另一个", Some(key)).await.unwrap(), made);
}

fn review(title: &str) -> ReviewOrder {
    let line = ReviewLine {
        session: Uuid::from_u128(7),
        commitment: CommitmentId(9),
    };
    ReviewOrder::Make {
        title: title.to_owned(),
        on: "2026-06-30".parse().unwrap(),
        lines: vec![line],
    }
}

#[tokio::test]
async fn r78_reviews_lie_beside_the_forms_and_are_the_same_after_a_restart() {
    let data = tempfile::tempdir().unwrap();
    let path = data.path().join("rostrum.db");
    let journal = Arc::new(SqliteJournal::open(&path).unwrap());
    let first = keeper(&journal);
    amended(&first, "第二版", None).await.unwrap();
    let made = first.order_review(&review("半年"), None, NOW).await.unwrap();
    assert_eq!(made, ReviewId(2), "the number of the entry in the stream");
    let find = ReviewOrder::Find {
        review: made,
        line: ReviewLine {
            session: Uuid::from_u128(7),
            commitment: CommitmentId(9),
        },
        finding: ReviewFinding::Done,
        who: "陈组长".to_owned(),
        text: Some("看过".to_owned()),
    };
    first.order_review(&find, None, NOW).await.unwrap();
    amended(&first, "第三版", None).await.unwrap();
    let before = first.read_reviews(ReviewBook::clone).await.unwrap();
    drop((journal, first));

    let journal = Arc::new(SqliteJournal::open(&path).unwrap());
    let second = keeper(&journal);
    assert_eq!(second.read_reviews(ReviewBook::clone).await.unwrap(), before);
    assert_eq!(titles(&second).await, ["远程协商", "第二版", "第三版"]);
    let found = before.get(made).unwrap().lines[0].1.clone().unwrap();
    assert_eq!((found.finding, found.at), (ReviewFinding::Done, NOW));
    // What people wrote lies apart, and can be erased.
    let entries = journal.entries(COMMON, 0, 9).await.unwrap();
    for place in [1, 2] {
        let structure = String::from_utf8(entries[place].structure.to_vec()).unwrap();
        assert!(!structure.contains("半年") && !structure.contains("陈组长") && !structure.contains("看过"));
    }
}

#[tokio::test]
async fn r78_of_review_orders_at_once_each_happens_once_whatever_the_append_is_answered() {
    let journal = Arc::new(MemoryJournal::new());
    let nodes: Vec<_> = (0..3).map(|_| Arc::new(keeper(&journal))).collect();
    for fault in [Fault::Conflict, Fault::AmbiguousLost, Fault::AmbiguousCommitted] {
        journal.inject(fault);
    }
    let orders = (0..9).map(|number| {
        let node = Arc::clone(&nodes[number % nodes.len()]);
        tokio::spawn(async move {
            node.order_review(&review(&format!("第{number}")), None, NOW)
                .await
                .unwrap()
        })
    });
    let orders: Vec<_> = orders.collect();
    let mut made = Vec::new();
    for order in orders {
        made.push(order.await.unwrap().0);
    }
    made.sort_unstable();
    assert_eq!(made, (1..10).collect::<Vec<u64>>());
}
