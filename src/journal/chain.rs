//! What holds a session's entries together: the tree over its leaves, the hash from record to record, the fold guard.

mod guard;
mod merkle;

pub use guard::{FoldGuard, NotMine};
pub use merkle::{Frontier, leaf_hash};

use sha2::{Digest, Sha256};

use super::{Hash, Leaf, Record};

/// The leaf's data, `seq LF at LF hex(digest) LF`: what the tree and the records' hashes cover (SPEC J3).
#[must_use]
pub fn leaf_data(leaf: &Leaf) -> String {
    format!("{}\n{}\n{}\n", leaf.seq, leaf.at, hex::encode(leaf.digest))
}

/// The record's hash: SHA-256 over the hash of the record before it and its leaves' data, one after the other.
///
/// It covers no content, so erasing words changes nothing of it (SPEC J5).
#[must_use]
pub fn record_hash(record: &Record) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(record.extends.hash);
    for entry in &record.entries {
        hasher.update(leaf_data(&entry.leaf));
    }
    hasher.finalize().into()
}
