//! Memory and `SQLite` answer the same to the same, whatever is asked.

use proptest::prelude::*;
use rostrum::journal::memory::MemoryJournal;
use rostrum::journal::sqlite::SqliteJournal;
use rostrum::journal::{Head, Journal, Outcome, Record};
use std::sync::Arc;
use uuid::Uuid;

use crate::journal_support::said;

/// What is asked of both.
#[derive(Debug, Clone)]
enum Step {
    /// Appends to a session at the head it had `behind` appends ago.
    Append {
        session: usize,
        behind: usize,
        count: u64,
        ms: u64,
        first_skips: u64,
    },
    Records {
        session: usize,
        after_record: usize,
        entries_max: usize,
    },
    Entries {
        session: usize,
        after: u64,
        limit: usize,
    },
    Pick {
        session: usize,
        seqs: Vec<u64>,
    },
    Sessions {
        before: Option<usize>,
        limit: usize,
    },
    Claim {
        key: u8,
        session: usize,
    },
    KeepCheckpoint {
        session: usize,
        size: u64,
    },
    Checkpoint {
        session: usize,
    },
}

fn any_step() -> impl Strategy<Value = Step> {
    let behind = prop_oneof![6 => Just(0_usize), 1 => 1..3_usize];
    let first_skips = prop_oneof![9 => Just(0_u64), 1 => 1..3_u64];
    let append =
        (0..3_usize, behind, 0..5_u64, 0..4_u64, first_skips).prop_map(|(session, behind, count, ms, first_skips)| {
            Step::Append {
                session,
                behind,
                count,
                ms,
                first_skips,
            }
        });
    prop_oneof![
        6 => append,
        1 => (0..3_usize, 0..9_usize, 0..9_usize)
            .prop_map(|(session, after_record, entries_max)| Step::Records { session, after_record, entries_max }),
        1 => (0..3_usize, 0..30_u64, 0..9_usize)
            .prop_map(|(session, after, limit)| Step::Entries { session, after, limit }),
        1 => (0..3_usize, prop::collection::vec(0..30_u64, 0..5)).prop_map(|(session, seqs)| Step::Pick { session, seqs }),
        1 => (prop::option::of(0..3_usize), 0..4_usize).prop_map(|(before, limit)| Step::Sessions { before, limit }),
        1 => (0..3_u8, 0..3_usize).prop_map(|(key, session)| Step::Claim { key, session }),
        1 => (0..3_usize, 0..9_u64).prop_map(|(session, size)| Step::KeepCheckpoint { session, size }),
        1 => (0..3_usize).prop_map(|session| Step::Checkpoint { session }),
    ]
}

/// One journal with the heads that its sessions went through.
struct Run<J> {
    journal: J,
    heads: [Vec<Head>; 3],
}

impl<J: Journal> Run<J> {
    fn new(journal: J) -> Self {
        Self {
            journal,
            heads: std::array::from_fn(|_| vec![Head::default()]),
        }
    }

    /// Does the step and writes down everything that can be seen of it.
    async fn step(&mut self, step: &Step) -> String {
        let id = |session: usize| Uuid::from_u128(100 + session as u128);
        match step {
            Step::Append {
                session,
                behind,
                count,
                ms,
                first_skips,
            } => {
                let heads = &mut self.heads[*session];
                let extends = heads[heads.len().saturating_sub(1 + behind)];
                let seqs = (1..=*count).map(|n| extends.seq + n + first_skips);
                let entries = seqs.map(|seq| said(seq, heads.len() as u64 + ms, "words")).collect();
                let outcome = self
                    .journal
                    .append(id(*session), Arc::new(Record { extends, entries }))
                    .await;
                if let Outcome::Committed(head) = outcome {
                    heads.push(head);
                }
                format!("{outcome:?}")
            }
            Step::Records {
                session,
                after_record,
                entries_max,
            } => {
                let heads = &self.heads[*session];
                let after = heads[*after_record.min(&(heads.len() - 1))].seq;
                format!(
                    "{:?}",
                    self.journal.records(id(*session), after, *entries_max).await.unwrap()
                )
            }
            Step::Entries { session, after, limit } => {
                format!(
                    "{:?}",
                    self.journal.entries(id(*session), *after, *limit).await.unwrap()
                )
            }
            Step::Pick { session, seqs } => {
                format!("{:?}", self.journal.pick(id(*session), seqs.clone()).await.unwrap())
            }
            Step::Sessions { before, limit } => {
                format!("{:?}", self.journal.sessions(before.map(id), *limit).await.unwrap())
            }
            Step::Claim { key, session } => {
                format!(
                    "{:?}",
                    self.journal
                        .claim(Uuid::from_u128(u128::from(*key)), id(*session))
                        .await
                        .unwrap()
                )
            }
            Step::KeepCheckpoint { session, size } => {
                self.journal
                    .keep_checkpoint(id(*session), *size, format!("note {size}"))
                    .await
                    .unwrap();
                String::new()
            }
            Step::Checkpoint { session } => format!("{:?}", self.journal.checkpoint(id(*session)).await.unwrap()),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn j1_memory_and_sqlite_are_one_journal(steps in prop::collection::vec(any_step(), 1..40)) {
        let folder = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let mut memory = Run::new(MemoryJournal::new());
            let mut sqlite = Run::new(SqliteJournal::open(&folder.path().join("journal.db")).unwrap());
            for step in &steps {
                prop_assert_eq!(memory.step(step).await, sqlite.step(step).await, "{:?}", step);
            }
            Ok(())
        })?;
    }
}
