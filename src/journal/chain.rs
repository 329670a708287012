//! What holds a session's entries together: the tree over its leaves and the proofs from it, the hash from record to record, the fold guard.

mod guard;
mod merkle;
mod proof;
mod tree;

pub use guard::{FoldGuard, NotMine};
pub use merkle::{Frontier, leaf_hash};
pub use proof::{is_consistent, is_included};
pub use tree::{NoSuchPart, Tree};

use std::fmt::Write;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::{Hash, Leaf, Record};

/// A number, a moment and a digest, each with a line's end.
const LEAF_DATA_BYTES_MAX: usize = 21 + 25 + 65;

/// The leaf's data, `seq LF at LF hex(digest) LF`: what the tree and the records' hashes cover (SPEC J3).
#[must_use]
pub fn leaf_data(leaf: &Leaf) -> String {
    let mut data = String::with_capacity(LEAF_DATA_BYTES_MAX);
    // Nothing can fail in writing to a string.
    let _ = write!(data, "{}\n{}\n", leaf.seq, leaf.at);
    HEXLOWER.encode_append(&leaf.digest, &mut data);
    data.push('\n');
    data
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
