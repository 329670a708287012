//! The fold guard: whatever a store says, only what extends the own head is taken.

use crate::journal::{Head, Record};
use crate::time::Timestamp;

/// Accepts the records of one session in their order, and nothing else (SPEC J6).
///
/// Every reader and every writer holds one, so that no fault of a store can fork or reorder a history unnoticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FoldGuard {
    head: Head,
    last_at: Timestamp,
}

/// Why a record was not accepted. The guard stays as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotMine {
    /// It extends another head.
    #[error("the record extends entry {found} with another hash or number than the head's, which is entry {head}")]
    AnotherHead {
        /// The guard's own last entry.
        head: u64,
        /// The entry that the record extends.
        found: u64,
    },
    /// It has no entries.
    #[error("the record has no entries")]
    Empty,
    /// Its entries are not numbered on without gaps.
    #[error("entry {expected} was expected and entry {found} found")]
    Gap {
        /// The number that had to come.
        expected: u64,
        /// The number that came.
        found: u64,
    },
    /// An entry is earlier than the one before it.
    #[error("entry {seq} is earlier than the entry before it")]
    TimeFalls {
        /// The entry that is too early.
        seq: u64,
    },
}

impl FoldGuard {
    /// A guard for a session without entries.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A guard that goes on from `head`, whose last entry happened at `last_at`.
    #[must_use]
    pub fn resume(head: Head, last_at: Timestamp) -> Self {
        Self { head, last_at }
    }

    /// The head: the end of what was accepted.
    #[must_use]
    pub fn head(&self) -> Head {
        self.head
    }

    /// When the last accepted entry happened.
    #[must_use]
    pub fn last_at(&self) -> Timestamp {
        self.last_at
    }

    /// Takes `record` if it extends the head exactly, its entries are numbered on and time does not fall.
    /// Answers the new head.
    ///
    /// # Errors
    /// Says why the record is not the next one; the guard is unchanged then.
    pub fn accept(&mut self, record: &Record) -> Result<Head, NotMine> {
        if record.extends != self.head {
            return Err(NotMine::AnotherHead {
                head: self.head.seq,
                found: record.extends.seq,
            });
        }
        if record.entries.is_empty() {
            return Err(NotMine::Empty);
        }
        let Head { mut seq, .. } = self.head;
        let mut last_at = self.last_at;
        for entry in &record.entries {
            let expected = seq.saturating_add(1);
            if entry.leaf.seq != expected {
                return Err(NotMine::Gap {
                    expected,
                    found: entry.leaf.seq,
                });
            }
            if entry.leaf.at < last_at {
                return Err(NotMine::TimeFalls { seq: expected });
            }
            seq = expected;
            last_at = entry.leaf.at;
        }
        self.head = Head {
            seq,
            hash: super::record_hash(record),
        };
        self.last_at = last_at;
        Ok(self.head)
    }
}
