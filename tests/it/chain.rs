//! The tree, the records' hashes, the guard.

use proptest::prelude::*;
use rostrum::journal::chain::{FoldGuard, Frontier, NotMine, leaf_data, leaf_hash, record_hash};
use rostrum::journal::{Entry, Hash, Head, Leaf, Record};
use sha2::{Digest, Sha256};

use crate::journal_support::{at, record, said};

/// The definition of RFC 6962, 2.1, over whole lists.
fn root_by_definition(leaves: &[Vec<u8>]) -> Hash {
    match leaves {
        [] => Sha256::digest([]).into(),
        [leaf] => Sha256::digest([&[0], &leaf[..]].concat()).into(),
        _ => {
            let split = leaves.len().next_power_of_two() / 2;
            let (left, right) = leaves.split_at(split);
            Sha256::digest([&[1], &root_by_definition(left)[..], &root_by_definition(right)].concat()).into()
        }
    }
}

fn leaf(seq: u64) -> Leaf {
    Leaf {
        seq,
        at: at(seq),
        digest: Sha256::digest(seq.to_be_bytes()).into(),
    }
}

#[test]
fn j3_a_leafs_data_is_its_number_time_and_digest_in_lines() {
    let leaf = Leaf {
        seq: 12,
        at: at(0),
        digest: [0xAB; 32],
    };
    assert_eq!(
        leaf_data(&leaf),
        format!("12\n2025-11-24T16:00:00.000Z\n{}\n", "ab".repeat(32))
    );
}

#[test]
fn j3_the_frontier_has_the_root_of_rfc_6962_at_every_size() {
    let mut frontier = Frontier::new();
    let mut leaves = Vec::new();
    for seq in 1..=130 {
        assert_eq!(frontier.root(), root_by_definition(&leaves));
        assert_eq!(frontier.size(), seq - 1);
        frontier.push(leaf_hash(&leaf(seq)));
        leaves.push(leaf_data(&leaf(seq)).into_bytes());
    }
    let before = frontier.clone();
    frontier.push(leaf_hash(&leaf(131)));
    assert_eq!(before.root(), root_by_definition(&leaves), "a copy stays where it was");
    assert_ne!(frontier.root(), before.root());
}

#[test]
fn j5_a_records_hash_covers_the_hash_before_and_the_leaves_only() {
    let record = record(Head { seq: 4, hash: [3; 32] }, 2, 0);
    let mut text = vec![3; 32];
    for entry in &record.entries {
        text.extend(leaf_data(&entry.leaf).bytes());
    }
    assert_eq!(record_hash(&record), Hash::from(Sha256::digest(&text)));

    let mut erased = (*record).clone();
    erased.entries[0].words = None;
    erased.entries[1].structure.clear();
    assert_eq!(record_hash(&erased), record_hash(&record));
}

#[test]
fn j6_the_guard_says_what_is_wrong() {
    let mut guard = FoldGuard::new();
    let head = guard.accept(&record(Head::default(), 2, 5)).unwrap();
    assert_eq!(head, guard.head());
    assert_eq!(guard.last_at(), at(5));
    let with = |entries: Vec<Entry>| Record { extends: head, entries };
    assert_eq!(
        guard.accept(&record(Head::default(), 1, 9)),
        Err(NotMine::AnotherHead { head: 2, found: 0 })
    );
    assert_eq!(guard.accept(&with(vec![])), Err(NotMine::Empty));
    assert_eq!(
        guard.accept(&with(vec![said(3, 5, ""), said(5, 5, "")])),
        Err(NotMine::Gap { expected: 4, found: 5 })
    );
    assert_eq!(
        guard.accept(&with(vec![said(3, 4, "")])),
        Err(NotMine::TimeFalls { seq: 3 })
    );
    assert_eq!(FoldGuard::resume(head, at(5)), guard);
}

proptest! {
    #[test]
    fn j6_the_guard_takes_a_history_in_its_order_only(
        sizes in prop::collection::vec(1_u64..4, 2..8), swap in any::<prop::sample::Index>(),
    ) {
        let mut guard = FoldGuard::new();
        let mut history = Vec::new();
        for size in sizes {
            let record = record(guard.head(), size, 0);
            guard.accept(&record).unwrap();
            history.push(record);
        }
        let wrong = swap.index(history.len() - 1);
        history.swap(wrong, wrong + 1);
        let mut guard = FoldGuard::new();
        for (place, record) in history.iter().enumerate().take(wrong + 1) {
            prop_assert_eq!(guard.accept(record).is_ok(), place < wrong);
        }
    }
}
