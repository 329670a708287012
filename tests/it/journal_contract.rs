//! What every journal owes, run over each implementation.

use std::collections::HashSet;
use std::sync::Arc;

use rostrum::journal::chain::{FoldGuard, record_hash};
use rostrum::journal::codec::RECORD_BYTES_MAX;
use rostrum::journal::memory::MemoryJournal;
use rostrum::journal::sqlite::SqliteJournal;
use rostrum::journal::{COMMON, Head, Journal, LaterKey, Outcome, Record};
use uuid::Uuid;

use crate::journal_support::{all_records, append, at, record, said};

/// Runs each of these tests over memory and over `SQLite`.
macro_rules! contract {
    ($($test:ident)*) => {
        mod memory {
            use super::*;
            $(#[tokio::test] async fn $test() { super::$test(MemoryJournal::new()).await; })*
        }
        mod sqlite {
            use super::*;
            $(#[tokio::test] async fn $test() {
                let folder = tempfile::tempdir().unwrap();
                super::$test(SqliteJournal::open(&folder.path().join("journal.db")).unwrap()).await;
            })*
        }
    };
}

contract! {
    j1_what_is_appended_is_read_back_in_order
    j1_a_record_may_begin_only_at_the_head_and_be_numbered_on
    j6_time_never_falls_within_and_across_records
    j6_a_fork_is_never_stored
    j6_an_entry_changed_behind_the_journal_is_met_by_the_guard
    j7_another_head_is_a_conflict_and_writes_nothing
    j7_of_appends_at_one_head_exactly_one_commits
    j7_a_record_that_is_too_large_is_refused
    j9_the_first_claim_wins
    j10_secrets_are_made_once_and_differ_by_name
    j10_the_epoch_stays
    j14_entries_and_picks_cut_through_records
    j14_sessions_come_newest_first_in_pages
    j14_an_unknown_session_is_empty
    j18_the_stream_of_what_is_common_is_no_session
    j15_the_newest_checkpoint_is_the_largest
    j23_later_keys_are_kept_in_their_order
    j24_erased_words_are_gone_and_everything_else_stays
}

async fn j1_what_is_appended_is_read_back_in_order(journal: impl Journal) {
    let session = Uuid::now_v7();
    let mut head = Head::default();
    let mut written = Vec::new();
    for count in [1, 3, 2, 1, 5] {
        let record = record(head, count, head.seq);
        written.push((*record).clone());
        let expected = Head {
            seq: head.seq + count,
            hash: record_hash(&record),
        };
        assert_eq!(journal.append(session, record).await, Outcome::Committed(expected));
        head = expected;
    }
    assert_eq!(all_records(&journal, session).await, written);
    assert_eq!(
        journal.records(session, 4, 1).await.unwrap(),
        written[2..3],
        "from entry 5, one record at least"
    );
    assert_eq!(
        journal.records(session, 0, 4).await.unwrap(),
        written[..2],
        "until there are four entries"
    );
    assert_eq!(journal.records(session, 12, 9).await.unwrap(), []);
}

async fn j1_a_record_may_begin_only_at_the_head_and_be_numbered_on(journal: impl Journal) {
    let session = Uuid::now_v7();
    let head = append(&journal, session, Head::default(), 2).await;
    for seqs in [&[][..], &[4], &[2], &[3, 5], &[3, 3], &[0]] {
        let entries = seqs.iter().map(|seq| said(*seq, 9, "x")).collect();
        let outcome = journal
            .append(session, Arc::new(Record { extends: head, entries }))
            .await;
        assert!(
            matches!(outcome, Outcome::Refused(_)),
            "{seqs:?} was answered {outcome:?}"
        );
    }
    assert_eq!(
        append(&journal, session, head, 1).await.seq,
        3,
        "nothing of the refused ones was written"
    );
}

async fn j6_time_never_falls_within_and_across_records(journal: impl Journal) {
    let session = Uuid::now_v7();
    let within = vec![said(1, 10, "a"), said(2, 9, "b")];
    let outcome = journal
        .append(
            session,
            Arc::new(Record {
                extends: Head::default(),
                entries: within,
            }),
        )
        .await;
    assert!(matches!(outcome, Outcome::Refused(_)), "{outcome:?}");

    let Outcome::Committed(head) = journal.append(session, record(Head::default(), 1, 10)).await else {
        panic!("a sound record is committed");
    };
    let outcome = journal.append(session, record(head, 1, 9)).await;
    assert!(matches!(outcome, Outcome::Refused(_)), "{outcome:?}");
    assert!(matches!(
        journal.append(session, record(head, 1, 10)).await,
        Outcome::Committed(_)
    ));
}

async fn j6_a_fork_is_never_stored(journal: impl Journal) {
    let session = Uuid::now_v7();
    let first = append(&journal, session, Head::default(), 1).await;
    append(&journal, session, first, 1).await;
    let fork = Arc::new(Record {
        extends: first,
        entries: vec![said(2, 5, "another history")],
    });
    assert_eq!(journal.append(session, fork).await, Outcome::Conflict);
    let forged = Head { seq: 2, hash: [9; 32] };
    assert_eq!(
        journal.append(session, record(forged, 1, 5)).await,
        Outcome::Conflict,
        "right number, other history"
    );
    assert_eq!(all_records(&journal, session).await.len(), 2);
}

async fn j6_an_entry_changed_behind_the_journal_is_met_by_the_guard(journal: impl Journal) {
    let session = Uuid::now_v7();
    let head = append(&journal, session, Head::default(), 2).await;
    append(&journal, session, head, 1).await;
    let records = journal.records(session, 0, 9).await.unwrap();

    let mut tampered = records.clone();
    tampered[0].entries[1].leaf.digest[31] ^= 1;
    let mut guard = FoldGuard::new();
    guard.accept(&tampered[0]).unwrap();
    assert!(
        guard.accept(&tampered[1]).is_err(),
        "the next record was made for the entry as it was"
    );

    let mut guard = FoldGuard::new();
    assert!(guard.accept(&records[1]).is_err(), "nothing may be left out before it");
    assert_eq!(guard, FoldGuard::new(), "a refused record leaves the guard as it was");
}

async fn j7_another_head_is_a_conflict_and_writes_nothing(journal: impl Journal) {
    let session = Uuid::now_v7();
    let head = append(&journal, session, Head::default(), 1).await;
    assert_eq!(
        journal.append(session, record(Head::default(), 1, 1)).await,
        Outcome::Conflict
    );
    let ahead = Head {
        seq: 7,
        hash: head.hash,
    };
    assert_eq!(journal.append(session, record(ahead, 1, 9)).await, Outcome::Conflict);
    assert_eq!(journal.entries(session, 0, 9).await.unwrap().len(), 1);
}

async fn j7_of_appends_at_one_head_exactly_one_commits(journal: impl Journal) {
    let journal = Arc::new(journal);
    let session = Uuid::now_v7();
    let mut head = Head::default();
    for round in 0..20 {
        let rivals = (0..8).map(|rival| {
            let journal = Arc::clone(&journal);
            let entries = vec![said(head.seq + 1, round, &format!("rival {rival}"))];
            tokio::spawn(async move {
                journal
                    .append(session, Arc::new(Record { extends: head, entries }))
                    .await
            })
        });
        let rivals: Vec<_> = rivals.collect();
        let mut winners = Vec::new();
        for rival in rivals {
            match rival.await.unwrap() {
                Outcome::Committed(head) => winners.push(head),
                other => assert_eq!(other, Outcome::Conflict),
            }
        }
        assert_eq!(winners.len(), 1);
        head = winners[0];
    }
    let records = all_records(&*journal, session).await;
    assert_eq!(records.len(), 20);
    assert_eq!(records.last().map(record_hash), Some(head.hash));
}

async fn j7_a_record_that_is_too_large_is_refused(journal: impl Journal) {
    let session = Uuid::now_v7();
    let mut entry = said(1, 0, "x");
    entry.structure = format!("\"{}\"", "a".repeat(RECORD_BYTES_MAX)).into();
    let outcome = journal
        .append(
            session,
            Arc::new(Record {
                extends: Head::default(),
                entries: vec![entry],
            }),
        )
        .await;
    assert!(matches!(outcome, Outcome::Refused(_)), "{outcome:?}");
    assert!(
        journal.sessions(None, 9).await.unwrap().is_empty(),
        "nothing was written"
    );
}

async fn j9_the_first_claim_wins(journal: impl Journal) {
    let (key, first, second) = (Uuid::new_v4(), Uuid::now_v7(), Uuid::now_v7());
    assert_eq!(journal.claim(key, first).await.unwrap(), first);
    assert_eq!(journal.claim(key, second).await.unwrap(), first);
    assert_eq!(journal.claim(Uuid::new_v4(), second).await.unwrap(), second);
}

async fn j10_secrets_are_made_once_and_differ_by_name(journal: impl Journal) {
    let seats = journal.secret("seats").await.unwrap();
    assert_eq!(journal.secret("seats").await.unwrap(), seats);
    assert_ne!(journal.secret("checkpoints").await.unwrap(), seats);
    assert_ne!(seats, [0; 32]);
}

async fn j10_the_epoch_stays(journal: impl Journal) {
    assert_eq!(journal.epoch().await.unwrap(), journal.epoch().await.unwrap());
}

async fn j14_entries_and_picks_cut_through_records(journal: impl Journal) {
    let session = Uuid::now_v7();
    let mut head = Head::default();
    for count in [3, 1, 4] {
        head = append(&journal, session, head, count).await;
    }
    let all: Vec<_> = all_records(&journal, session)
        .await
        .into_iter()
        .flat_map(|record| record.entries)
        .collect();
    for after in 0..10 {
        for limit in 0..10 {
            let from = usize::try_from(after).unwrap().min(all.len());
            let to = (from + limit).min(all.len());
            let found = journal.entries(session, after, limit).await.unwrap();
            assert_eq!(found, all[from..to], "{limit} after {after}");
        }
    }
    let picked = journal.pick(session, vec![8, 2, 0, 99, 4, 2, u64::MAX]).await.unwrap();
    assert_eq!(picked, [&all[7], &all[1], &all[3], &all[1]].map(Clone::clone));
}

async fn j14_sessions_come_newest_first_in_pages(journal: impl Journal) {
    let made: Vec<Uuid> = (0..7).map(|_| Uuid::now_v7()).collect();
    for session in [5, 0, 3, 1, 6, 2, 4] {
        let head = append(&journal, made[session], Head::default(), 1).await;
        append(&journal, made[session], head, 1).await;
    }
    journal.claim(Uuid::new_v4(), Uuid::now_v7()).await.unwrap();
    let mut found = Vec::new();
    loop {
        let page = journal.sessions(found.last().copied(), 3).await.unwrap();
        if page.is_empty() {
            break;
        }
        found.extend(page);
    }
    let newest_first: Vec<Uuid> = made.into_iter().rev().collect();
    assert_eq!(found, newest_first, "each once, and none that was only claimed");
    assert_eq!(found.iter().collect::<HashSet<_>>().len(), 7);
}

async fn j18_the_stream_of_what_is_common_is_no_session(journal: impl Journal) {
    assert_ne!(COMMON.get_version_num(), 7, "no session can have its UUID");
    let session = Uuid::now_v7();
    let head = append(&journal, COMMON, Head::default(), 2).await;
    append(&journal, session, Head::default(), 1).await;
    append(&journal, COMMON, head, 1).await;
    assert_eq!(journal.sessions(None, 1).await.unwrap(), [session]);
    assert_eq!(journal.sessions(None, 9).await.unwrap(), [session]);
    assert!(journal.sessions(Some(session), 9).await.unwrap().is_empty());
    assert_eq!(all_records(&journal, COMMON).await.len(), 2, "but it is kept as one");
}

async fn j14_an_unknown_session_is_empty(journal: impl Journal) {
    let session = Uuid::now_v7();
    append(&journal, Uuid::now_v7(), Head::default(), 2).await;
    assert_eq!(journal.records(session, 0, 9).await.unwrap(), []);
    assert_eq!(journal.entries(session, 0, 9).await.unwrap(), []);
    assert_eq!(journal.pick(session, vec![1]).await.unwrap(), []);
    assert_eq!(journal.checkpoint(session).await.unwrap(), None);
}

async fn j15_the_newest_checkpoint_is_the_largest(journal: impl Journal) {
    let session = Uuid::now_v7();
    for (size, note) in [(2, "two"), (10, "ten"), (9, "nine")] {
        journal.keep_checkpoint(session, size, note.into()).await.unwrap();
    }
    assert_eq!(journal.checkpoint(session).await.unwrap(), Some((10, "ten".into())));
    journal.keep_checkpoint(session, 10, "ten again".into()).await.unwrap();
    assert_eq!(
        journal.checkpoint(session).await.unwrap(),
        Some((10, "ten again".into()))
    );
    journal
        .keep_checkpoint(Uuid::now_v7(), 99, "another session".into())
        .await
        .unwrap();
    assert_eq!(
        journal.checkpoint(session).await.unwrap().map(|(size, _)| size),
        Some(10)
    );
}

async fn j23_later_keys_are_kept_in_their_order(journal: impl Journal) {
    assert_eq!(journal.later_keys().await.unwrap(), []);
    let key = |number: u8| LaterKey {
        seed: [number; 32],
        since: at(u64::from(number)),
    };
    assert!(
        !journal.add_key(1, key(1)).await.unwrap(),
        "there is none that it follows"
    );
    for (after, number) in (0..).zip([3, 1, 2]) {
        assert!(journal.add_key(after, key(number)).await.unwrap());
        assert!(!journal.add_key(after, key(9)).await.unwrap(), "somebody was quicker");
    }
    assert_eq!(journal.later_keys().await.unwrap(), [key(3), key(1), key(2)]);
}

async fn j24_erased_words_are_gone_and_everything_else_stays(journal: impl Journal) {
    let (session, other) = (Uuid::now_v7(), Uuid::now_v7());
    let head = append(&journal, session, Head::default(), 3).await;
    let head = append(&journal, session, head, 2).await;
    append(&journal, other, Head::default(), 5).await;
    let before = all_records(&journal, session).await;
    assert_eq!(journal.erase(session, vec![2, 5, 2, 6, 0, u64::MAX]).await.unwrap(), 2);
    let mut expected = before.clone();
    expected[0].entries[1].words = None;
    expected[1].entries[1].words = None;
    // The guard took them in there, and everything that is read in another way agrees.
    assert_eq!(all_records(&journal, session).await, expected);
    let entries: Vec<_> = expected.iter().flat_map(|record| record.entries.clone()).collect();
    assert_eq!(journal.entries(session, 0, 9).await.unwrap(), entries);
    assert_eq!(
        journal.pick(session, vec![5, 1]).await.unwrap(),
        [entries[4].clone(), entries[0].clone()]
    );
    let untouched = journal.entries(other, 0, 9).await.unwrap();
    assert!(
        untouched.iter().all(|entry| entry.words.is_some()),
        "another session keeps its words"
    );
    // Said again it finds nothing, and the session goes on.
    assert_eq!(journal.erase(session, vec![2, 5]).await.unwrap(), 0);
    assert_eq!(journal.erase(Uuid::now_v7(), vec![1]).await.unwrap(), 0);
    assert_eq!(journal.erase(session, vec![]).await.unwrap(), 0);
    assert_eq!(append(&journal, session, head, 1).await.seq, 6);
}
