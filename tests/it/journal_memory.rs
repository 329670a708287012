//! The faults that tests can inject into the journal in memory do what they are named for.

use std::sync::Arc;
use std::time::Duration;

use rostrum::journal::memory::{Fault, MemoryJournal};
use rostrum::journal::{Head, Journal, Outcome};
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::journal_support::{append, record};

async fn outcome_of(fault: Fault) -> (Outcome, usize) {
    let journal = MemoryJournal::new();
    let session = Uuid::now_v7();
    journal.inject(fault);
    assert_eq!(journal.faults_left(), 1);
    let outcome = journal.append(session, record(Head::default(), 1, 0)).await;
    assert_eq!(journal.faults_left(), 0);
    let written = journal.entries(session, 0, 9).await.unwrap().len();
    if written == 0 {
        append(&journal, session, Head::default(), 1).await;
    }
    (outcome, written)
}

#[tokio::test]
async fn j17_faults_answer_and_write_what_they_are_named_for() {
    assert_eq!(outcome_of(Fault::Conflict).await, (Outcome::Conflict, 0));
    assert_eq!(outcome_of(Fault::AmbiguousLost).await, (Outcome::Ambiguous, 0));
    assert_eq!(outcome_of(Fault::AmbiguousCommitted).await, (Outcome::Ambiguous, 1));
    assert_eq!(outcome_of(Fault::Full).await, (Outcome::Full, 0));
}

#[tokio::test]
async fn j17_what_cannot_be_committed_is_not_called_ambiguous() {
    let journal = MemoryJournal::new();
    let session = Uuid::now_v7();
    append(&journal, session, Head::default(), 1).await;
    journal.inject(Fault::AmbiguousCommitted);
    assert_eq!(
        journal.append(session, record(Head::default(), 1, 0)).await,
        Outcome::Conflict
    );
}

#[tokio::test(start_paused = true)]
async fn j17_a_slow_append_takes_its_time() {
    let journal = MemoryJournal::new();
    journal.inject(Fault::Slow(Duration::from_secs(3)));
    let before = tokio::time::Instant::now();
    append(&journal, Uuid::now_v7(), Head::default(), 1).await;
    assert_eq!(before.elapsed(), Duration::from_secs(3));
}

#[tokio::test]
async fn j17_a_held_append_waits_for_its_gate() {
    let journal = Arc::new(MemoryJournal::new());
    let session = Uuid::now_v7();
    let (gate, held) = oneshot::channel();
    journal.inject(Fault::Held(held));
    let mut append = journal.append(session, record(Head::default(), 1, 0));
    assert!(futures_util::poll!(&mut append).is_pending());
    assert_eq!(journal.entries(session, 0, 9).await.unwrap(), []);
    gate.send(()).unwrap();
    assert!(matches!(append.await, Outcome::Committed(_)));
}
