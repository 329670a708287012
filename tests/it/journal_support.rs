//! Entries and records for tests of the journal.

use std::sync::Arc;

use rostrum::journal::chain::FoldGuard;
use rostrum::journal::codec::{Sealed, seal};
use rostrum::journal::{Entry, Head, Journal, Outcome, Record};
use rostrum::time::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

/// The keys whose strings are words in these tests.
pub const WORD_KEYS: &[&str] = &["text", "points"];

/// A moment shortly after the start of the tests' world.
pub fn at(ms: u64) -> Timestamp {
    Timestamp::from_millis(1_764_000_000_000 + ms)
}

/// Seals an event with a salt that follows from its number.
pub fn sealed(seq: u64, event: &Value) -> Sealed {
    let mut salt = [7; 16];
    salt[..8].copy_from_slice(&seq.to_be_bytes());
    seal(
        &json!(3),
        Some(Uuid::from_u128(u128::from(seq))),
        event,
        WORD_KEYS,
        salt,
    )
    .unwrap()
}

/// An entry that says `text`.
pub fn said(seq: u64, ms: u64, text: &str) -> Entry {
    let event = json!({"type": "post_published", "thread": 1, "text": text});
    sealed(seq, &event).into_entry(seq, at(ms))
}

/// The record of `count` entries that extends `head`, all at the same moment.
pub fn record(head: Head, count: u64, ms: u64) -> Arc<Record> {
    let entries = (1..=count).map(|n| said(head.seq + n, ms, &format!("words of {}", head.seq + n)));
    Arc::new(Record {
        extends: head,
        entries: entries.collect(),
    })
}

/// Appends `count` entries at `head` and gives the new head.
pub async fn append(journal: &impl Journal, session: Uuid, head: Head, count: u64) -> Head {
    match journal.append(session, record(head, count, head.seq)).await {
        Outcome::Committed(head) => head,
        other => panic!("the append was answered {other:?}"),
    }
}

/// All records, having passed the guard.
pub async fn all_records(journal: &impl Journal, session: Uuid) -> Vec<Record> {
    let mut guard = FoldGuard::new();
    let mut all = Vec::new();
    loop {
        let page = journal.records(session, guard.head().seq, 3).await.unwrap();
        if page.is_empty() {
            return all;
        }
        for record in page {
            guard.accept(&record).unwrap();
            all.push(record);
        }
    }
}
