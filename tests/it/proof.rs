//! Proofs, against the definitions of RFC 9162 over whole lists.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::time::Instant;

use proptest::prelude::*;
use rostrum::journal::chain::{Frontier, NoSuchPart, Tree, is_consistent, is_included, leaf_hash};
use rostrum::journal::checkpoint::Signer;
use rostrum::journal::{Entry, Hash};
use rostrum::record::jsonl::{digest_line, entry_line};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::journal_support::{at, said};

fn leaf(number: u64) -> Hash {
    Sha256::digest(number.to_be_bytes()).into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::digest([&[1], &left[..], right].concat()).into()
}

/// The definitions of RFC 9162 over whole lists of leaf hashes; what was hashed once is remembered.
#[derive(Default)]
struct Definitions {
    leaves: Vec<Hash>,
    known: RefCell<HashMap<Range<usize>, Hash>>,
}

/// The largest power of two below the length of a range.
fn half(range: &Range<usize>) -> usize {
    range.start + range.len().next_power_of_two() / 2
}

impl Definitions {
    /// MTH, 2.1.1.
    fn root(&self, range: Range<usize>) -> Hash {
        if range.len() == 1 {
            return self.leaves[range.start];
        }
        if let Some(known) = self.known.borrow().get(&range) {
            return *known;
        }
        let middle = half(&range);
        let root = node(&self.root(range.start..middle), &self.root(middle..range.end));
        self.known.borrow_mut().insert(range, root);
        root
    }

    /// PATH, 2.1.3.1.
    fn path(&self, place: usize, range: Range<usize>) -> Vec<Hash> {
        if range.len() == 1 {
            return Vec::new();
        }
        let middle = half(&range);
        let (mut proof, other) = if place < middle {
            (self.path(place, range.start..middle), middle..range.end)
        } else {
            (self.path(place, middle..range.end), range.start..middle)
        };
        proof.push(self.root(other));
        proof
    }

    /// SUBPROOF, 2.1.4.1; `older` is where the older tree ends.
    fn subproof(&self, older: usize, range: Range<usize>, whole: bool) -> Vec<Hash> {
        if older == range.end {
            return if whole { Vec::new() } else { vec![self.root(range)] };
        }
        let middle = half(&range);
        let (mut proof, other) = if older <= middle {
            (self.subproof(older, range.start..middle, whole), middle..range.end)
        } else {
            (self.subproof(older, middle..range.end, false), range.start..middle)
        };
        proof.push(self.root(other));
        proof
    }
}

fn tree(size: u64) -> Tree {
    let mut tree = Tree::new();
    (0..size).for_each(|number| tree.push(leaf(number)));
    tree
}

const SIZE_MAX: u64 = 200;

#[test]
fn j20_every_proof_of_every_size_is_that_of_the_definition() {
    let whole = tree(SIZE_MAX);
    let leaves: Vec<Hash> = (0..SIZE_MAX).map(leaf).collect();
    let definitions = Definitions {
        leaves: leaves.clone(),
        ..Definitions::default()
    };
    let mut frontier = Frontier::new();
    assert_eq!(Tree::new().root(), frontier.root());
    for size in 1..=SIZE_MAX {
        frontier.push(leaf(size - 1));
        let all = 0..usize::try_from(size).unwrap();
        let root = definitions.root(all.clone());
        assert_eq!((whole.root_at(size), frontier.root()), (Ok(root), root));
        for seq in 1..=size {
            let place = usize::try_from(seq).unwrap() - 1;
            let proof = whole.inclusion(seq, size).unwrap();
            assert_eq!(proof, definitions.path(place, all.clone()), "entry {seq} of {size}");
            assert!(
                is_included(&leaves[place], seq, size, &root, &proof),
                "entry {seq} of {size}"
            );
            let proof = whole.consistency(seq, size).unwrap();
            assert_eq!(
                proof,
                definitions.subproof(place + 1, all.clone(), true),
                "from {seq} to {size}"
            );
            let old = whole.root_at(seq).unwrap();
            assert!(is_consistent(seq, &old, size, &root, &proof), "from {seq} to {size}");
        }
    }
}

#[test]
fn j20_what_is_not_there_has_no_proof() {
    let whole = tree(5);
    for (seq, size) in [(0, 5), (0, 0), (6, 5), (4, 3), (1, 6), (u64::MAX, u64::MAX)] {
        assert_eq!(whole.inclusion(seq, size), Err(NoSuchPart), "entry {seq} of {size}");
    }
    for (from, to) in [(0, 5), (0, 0), (4, 3), (5, 6), (6, 6), (u64::MAX, u64::MAX)] {
        assert_eq!(whole.consistency(from, to), Err(NoSuchPart), "from {from} to {to}");
    }
    assert_eq!(whole.root_at(6), Err(NoSuchPart));
}

proptest! {
    #[test]
    fn j21_no_other_leaf_place_size_root_or_proof_is_taken(
        size in 1_u64..=SIZE_MAX, seq in any::<prop::sample::Index>(), other in 0_u64..=SIZE_MAX + 1,
        bit in 0_usize..256, place in any::<prop::sample::Index>(),
    ) {
        let whole = tree(SIZE_MAX);
        let seq = seq.index(usize::try_from(size).unwrap()) as u64 + 1;
        let own = leaf(seq - 1);
        let root = whole.root_at(size).unwrap();
        let proof = whole.inclusion(seq, size).unwrap();
        let flipped = |mut hash: Hash| { hash[bit / 8] ^= 1 << (bit % 8); hash };
        prop_assert!(!is_included(&flipped(own), seq, size, &root, &proof));
        prop_assert!(!is_included(&own, seq, size, &flipped(root), &proof));
        prop_assert_eq!(is_included(&own, other, size, &root, &proof), other == seq);
        let longer = [&proof[..], &[root]].concat();
        prop_assert!(!is_included(&own, seq, size, &root, &longer));
        if !proof.is_empty() {
            let mut changed = proof.clone();
            let place = place.index(proof.len());
            changed[place] = flipped(changed[place]);
            prop_assert!(!is_included(&own, seq, size, &root, &changed));
            prop_assert!(!is_included(&own, seq, size, &root, &proof[1..]));
        }
    }

    #[test]
    fn j21_a_record_that_was_written_anew_is_not_consistent(
        to in 1_u64..=SIZE_MAX, from in any::<prop::sample::Index>(), changed in any::<prop::sample::Index>(),
        bit in 0_usize..256, place in any::<prop::sample::Index>(),
    ) {
        let from = from.index(usize::try_from(to).unwrap()) as u64 + 1;
        let whole = tree(to);
        let (old, new) = (whole.root_at(from).unwrap(), whole.root());
        let proof = whole.consistency(from, to).unwrap();
        prop_assert!(is_consistent(from, &old, to, &new, &proof));
        // The same history with one of the entries that were seen before changed.
        let changed = changed.index(usize::try_from(from).unwrap()) as u64;
        let mut forged = Tree::new();
        (0..to).for_each(|number| forged.push(leaf(if number == changed { to + 1 } else { number })));
        let forged_proof = forged.consistency(from, to).unwrap();
        prop_assert!(!is_consistent(from, &old, to, &forged.root(), &forged_proof));
        prop_assert!(!is_consistent(from, &old, to, &forged.root(), &proof));
        let flipped = |mut hash: Hash| { hash[bit / 8] ^= 1 << (bit % 8); hash };
        prop_assert!(!is_consistent(from, &flipped(old), to, &new, &proof));
        prop_assert!(!is_consistent(from, &old, to, &flipped(new), &proof));
        if !proof.is_empty() {
            let mut other = proof.clone();
            let place = place.index(proof.len());
            other[place] = flipped(other[place]);
            prop_assert!(!is_consistent(from, &old, to, &new, &other));
            prop_assert!(!is_consistent(from, &old, to, &new, &proof[1..]));
        }
        prop_assert!(!is_consistent(from, &old, to, &new, &[&proof[..], &[new]].concat()));
    }

    #[test]
    fn j21_no_sizes_and_hashes_cause_a_panic(
        from in any::<u64>(), to in any::<u64>(), hashes in prop::collection::vec(any::<Hash>(), 2..70),
    ) {
        let (known, proof) = hashes.split_at(2);
        prop_assert!(!is_included(&known[0], from, to, &known[1], proof));
        prop_assert!(!is_consistent(from, &known[0], to, &known[1], proof));
    }
}

/// What the client's own tests check with its own code: lines, roots, proofs, notes and keys.
fn vectors() -> Value {
    let session = Uuid::from_u128(0x019a_b2c3_d4e5_7000_8000_0000_0000_0140);
    let texts = ["", "一句话", "two\nlines \"quoted\" \\", "\u{1f600} \u{7}", "同上"];
    let entries: Vec<Entry> = (1..=21)
        .map(|seq| said(seq, seq * 10, texts[usize::try_from(seq).unwrap() % texts.len()]))
        .collect();
    let mut tree = Tree::new();
    for entry in &entries {
        tree.push(leaf_hash(&entry.leaf));
    }
    let line = |entry: &Entry| match entry.leaf.seq % 5 {
        0 => digest_line(&entry.leaf),
        _ => entry_line(entry).unwrap(),
    };
    let hexed = |hashes: Vec<Hash>| hashes.iter().map(hex::encode).collect::<Vec<_>>();
    let sizes = [1, 2, 3, 4, 7, 8, 9, 16, 20, 21];
    let (mut inclusions, mut consistencies) = (Vec::new(), Vec::new());
    for size in sizes {
        for first in 1..=size {
            inclusions.push(json!([first, size, hexed(tree.inclusion(first, size).unwrap())]));
            consistencies.push(json!([first, size, hexed(tree.consistency(first, size).unwrap())]));
        }
    }
    let signers = [1, 2, 3].map(|seed| Signer::from_seed([seed; 32]));
    let since = [at(1_000), at(2_000)];
    let keys = signers
        .iter()
        .enumerate()
        .map(|(place, signer)| match place.checked_sub(1) {
            None => json!({"key": signer.verifier_key(session)}),
            Some(before) => json!({
                "key": signer.verifier_key(session), "since": since[before],
                "vouched": signers[before].vouch(session, since[before], signer),
            }),
        });
    json!({
        "session": session,
        "texts": entries.iter().map(|entry| texts[usize::try_from(entry.leaf.seq).unwrap() % texts.len()]).collect::<Vec<_>>(),
        "lines": entries.iter().map(line).collect::<Vec<_>>(),
        "roots": (1..=21).map(|size| hex::encode(tree.root_at(size).unwrap())).collect::<Vec<_>>(),
        "inclusions": inclusions,
        "consistencies": consistencies,
        "keys": keys.collect::<Vec<_>>(),
        "checkpoint": signers[2].sign(session, 21, tree.root()),
        "old_checkpoint": signers[0].sign(session, 9, tree.root_at(9).unwrap()),
    })
}

#[test]
fn w140_the_vectors_of_the_client_are_what_this_program_makes() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/proofs.json");
    let made = format!("{:#}\n", vectors());
    if std::env::var("ROSTRUM_GOLDEN").is_ok_and(|wish| wish == "write") {
        std::fs::write(&path, &made).unwrap();
    }
    assert!(
        std::fs::read_to_string(&path).unwrap() == made,
        "the vectors are others; see ROSTRUM_GOLDEN"
    );
}

/// Measured in a test because it is a promise: a proof reads nothing, so it takes as long as a few hashes do.
#[test]
fn j20_a_proof_in_a_session_of_100_000_entries_takes_no_time_to_speak_of() {
    const ENTRIES: u64 = 100_000;
    let whole = tree(ENTRIES);
    let root = whole.root();
    let begun = Instant::now();
    let mut proofs = 0_u32;
    for seq in (1..=ENTRIES).step_by(997) {
        let proof = whole.inclusion(seq, ENTRIES).unwrap();
        assert!(proof.len() <= 17);
        assert!(is_included(&leaf(seq - 1), seq, ENTRIES, &root, &proof));
        let proof = whole.consistency(seq, ENTRIES).unwrap();
        assert!(proof.len() <= 18);
        proofs += 2;
    }
    let each = begun.elapsed() / proofs;
    println!("a proof among {ENTRIES} entries, made and checked: {each:?}");
    // A debug build on a busy machine; in memory it is some tens of microseconds there.
    assert!(each.as_millis() < 20, "{each:?}");
}
