//! What proves that an entry is in the record, and what takes its words away.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// Body of `POST …/erasures`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ErasureOrder {
    /// The entries whose words go.
    pub seqs: Vec<u64>,
    /// Why; it stays in the record.
    pub reason: String,
}

/// A place that words are erased from, or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WordsPlace {
    /// The journal with its files and write-ahead log.
    Journal,
    /// The memory of the server: state, views, frames.
    Memory,
    /// What is derived from the journal, such as the index to search in.
    Index,
    /// Backups that were made before.
    Backups,
    /// Exports that were downloaded before.
    Exports,
    /// What people's devices were sent before; what they show is replaced, what they copied is not.
    Devices,
}

/// Answer of `POST …/erasures`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Erasure {
    /// The entry that says so.
    pub seq: u64,
    /// The entries whose words it erased: those asked for that had not been erased before.
    pub seqs: Vec<u64>,
    /// Where they are no more.
    pub cleared: Vec<WordsPlace>,
    /// Where they may still be, out of this server's reach.
    pub remaining: Vec<WordsPlace>,
}

/// Answer of `GET …/proof` and `…/consistency`: hashes of subtrees, from the leaf to the root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Proof {
    /// They, in lower-case hex.
    pub hashes: Vec<String>,
    /// How many entries the tree has that they lead to.
    pub size: u64,
}

/// A key of `GET …/keys`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct KeyLine {
    /// The note verifier key.
    pub key: String,
    /// Since when it signs; absent for the first, which signed from the beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// A note by the key before it that says so; absent for the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vouched: Option<String>,
}

/// Answer of `GET …/keys`: every key that checkpoints of the session were ever signed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SessionKeys {
    /// The oldest first; new checkpoints are signed by the last.
    pub keys: Vec<KeyLine>,
}
