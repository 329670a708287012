//! What has happened, durable and in order. Knows no events: an entry's body is bytes to it.

pub mod chain;
pub mod checkpoint;
pub mod codec;
#[cfg(feature = "fault-points")]
mod fault_points;
pub mod memory;
pub mod news;
pub mod sqlite;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use uuid::Uuid;

use crate::time::Timestamp;

/// A SHA-256 value.
pub type Hash = [u8; 32];

/// The stream of what concerns all sessions, such as their forms. It is kept and guarded as a session's, and is none: it
/// is not listed among them. A session's UUID is a v7, this is a v8, so no session can ever have it.
pub const COMMON: Uuid = Uuid::from_u128(0x0000_0000_0000_8000_8000_0000_0000_0001);

/// What is hashed into the tree for one entry: `seq LF at LF hex(digest) LF` (SPEC J3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    /// The entry's number in its session, from 1, without gaps.
    pub seq: u64,
    /// When it happened; never before the entry before it.
    pub at: Timestamp,
    /// SHA-256 of salt and body.
    pub digest: Hash,
}

/// What may be erased of an entry: its salt, and the free texts cut from its body (SPEC J4).
#[derive(Clone, PartialEq, Eq)]
pub struct Words {
    /// 16 random bytes that keep short bodies from being guessed from their digest.
    pub salt: [u8; 16],
    /// The texts with their places, as [`codec`] cuts them.
    pub pieces: Bytes,
}

/// Shows sizes only: the texts may be secret, and the salt guards those that were erased.
impl fmt::Debug for Words {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Words")
            .field("bytes", &self.pieces.len())
            .finish_non_exhaustive()
    }
}

/// One entry as the journal keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What the proofs cover.
    pub leaf: Leaf,
    /// The version in which its body was made, for the upcasters; [`codec::VERSION`] for a new one.
    pub version: u32,
    /// The body's bytes with empty strings in the place of its words.
    pub structure: Bytes,
    /// Absent once they were erased.
    pub words: Option<Words>,
}

/// Where a session's journal ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    /// The last entry's number, 0 for a session without entries.
    pub seq: u64,
    /// The hash of the last record, all zero for a session without entries.
    pub hash: Hash,
}

/// One append: entries that become durable together or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The head that this record extends.
    pub extends: Head,
    /// At least one, numbered on from `extends.seq`.
    pub entries: Vec<Entry>,
}

/// What became of an append.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Durable; the new head.
    Committed(Head),
    /// The session's head is another one; nothing was written.
    Conflict,
    /// It may or may not have been written: catch up and look.
    Ambiguous,
    /// There is no room; nothing was written.
    Full,
    /// This record can never be appended, at whatever head: it says why. Nothing was written.
    Refused(String),
}

/// The journal could not be read, or holds what it must not.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// Another process has the store open; one at a time may.
    #[error("the journal {} is in use by another process", path.display())]
    InUse {
        /// Where the store lies.
        path: PathBuf,
    },
    /// The store failed.
    #[error("the journal's store failed: {0}")]
    Store(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A record does not extend the one before it, or cannot be decoded.
    #[error("the journal of session {session} is broken after entry {after}: {what}")]
    Broken {
        /// Which session.
        session: Uuid,
        /// The last entry that is sound.
        after: u64,
        /// What is wrong.
        what: String,
    },
}

/// A journal of many sessions. Every implementation passes the contract in `tests/it`.
///
/// Nothing happens before a future is polled. One that is dropped after that may or may not have had its effect.
pub trait Journal: Send + Sync + 'static {
    /// Appends `record` if the session's head is `record.extends`. What is committed is durable and will be found by
    /// every later read.
    fn append(&self, session: Uuid, record: Arc<Record>) -> BoxFuture<'_, Outcome>;

    /// The records after entry `after` (which ends a record, or is 0), in order, about `entries_max` entries and at
    /// least one record while there is one. The reader checks them with [`chain::FoldGuard`].
    fn records(
        &self,
        session: Uuid,
        after: u64,
        entries_max: usize,
    ) -> BoxFuture<'_, Result<Vec<Record>, JournalError>>;

    /// At most `limit` entries after entry `after`, in order.
    fn entries(&self, session: Uuid, after: u64, limit: usize) -> BoxFuture<'_, Result<Vec<Entry>, JournalError>>;

    /// These entries, in the order asked for; those that do not exist are left out.
    fn pick(&self, session: Uuid, seqs: Vec<u64>) -> BoxFuture<'_, Result<Vec<Entry>, JournalError>>;

    /// Deletes the words and salts of these entries for good: once it is done, no later read and no file of the store has
    /// them. Leaves, structures and everything that the proofs cover stay. How many of the entries had words still; those
    /// that do not exist, or have none, are passed over, so it may be said again. After an error they may be gone or not.
    fn erase(&self, session: Uuid, seqs: Vec<u64>) -> BoxFuture<'_, Result<usize, JournalError>>;

    /// Sessions that have entries, newest first (by their UUID v7), after `before`; [`COMMON`] is none.
    fn sessions(&self, before: Option<Uuid>, limit: usize) -> BoxFuture<'_, Result<Vec<Uuid>, JournalError>>;

    /// Remembers durably that `key` makes `session`; the first claim wins and is answered to all.
    fn claim(&self, key: Uuid, session: Uuid) -> BoxFuture<'_, Result<Uuid, JournalError>>;

    /// Keeps a signed checkpoint of the session at `size` entries.
    fn keep_checkpoint(&self, session: Uuid, size: u64, note: String) -> BoxFuture<'_, Result<(), JournalError>>;

    /// The newest checkpoint kept, with its size.
    fn checkpoint(&self, session: Uuid) -> BoxFuture<'_, Result<Option<(u64, String)>, JournalError>>;

    /// A secret of 32 random bytes by this name, made durably at the first call.
    fn secret(&self, name: &'static str) -> BoxFuture<'_, Result<[u8; 32], JournalError>>;

    /// The keys that followed the first one that checkpoints were signed with, in order.
    fn later_keys(&self) -> BoxFuture<'_, Result<Vec<LaterKey>, JournalError>>;

    /// Keeps a key durably that follows `after` later keys. Whether it was: there may be more by now.
    fn add_key(&self, after: usize, key: LaterKey) -> BoxFuture<'_, Result<bool, JournalError>>;

    /// The history's name: a position of another epoch means nothing here.
    fn epoch(&self) -> BoxFuture<'_, Result<Uuid, JournalError>>;

    /// The directory on this machine that it lies in, for what is derived from it; `None` if it leaves nothing behind.
    fn directory(&self) -> Option<&Path> {
        None
    }
}

/// The secret of a key that was put in the place of another (SPEC J23).
#[derive(Clone, PartialEq, Eq)]
pub struct LaterKey {
    /// What the key is made from.
    pub seed: [u8; 32],
    /// Since when it signs.
    pub since: Timestamp,
}

/// Shows nothing of the key.
impl fmt::Debug for LaterKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("LaterKey")
            .field("since", &self.since)
            .finish_non_exhaustive()
    }
}

/// 32 bytes that nobody can guess, for a secret that is made for the first time.
fn fresh_secret() -> Result<[u8; 32], JournalError> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|error| JournalError::Store(error.to_string().into()))?;
    Ok(secret)
}
