//! The RFC 6962 hash tree over a session's leaves, grown at its right edge only.

use sha2::{Digest, Sha256};

use crate::journal::{Hash, Leaf};

/// The tree's hash of one entry: SHA-256 of a zero byte and the leaf's data.
#[must_use]
pub fn leaf_hash(leaf: &Leaf) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([0]);
    hasher.update(super::leaf_data(leaf));
    hasher.finalize().into()
}

/// The tree's hash of what lies on the left and on the right.
pub(super) fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([1]);
    hasher.update(left);
    hasher.update(right);
    hasher.finalize().into()
}

/// The right edge of a growing tree: as much of it as is needed to go on and to tell the root.
///
/// Holds one hash for each bit that is set in its size, so a copy is cheap at any length.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    /// The roots of the complete subtrees from left to right, the largest first.
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The tree without leaves.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many leaves it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf at the right, given by its [`leaf_hash`].
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        // As in binary addition: each set low bit is a complete subtree that the new one joins with.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = node_hash(&left, &hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The root over all leaves so far; SHA-256 of nothing for a tree without leaves.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        match peaks.next() {
            None => Sha256::digest([]).into(),
            Some(last) => peaks.fold(*last, |right, left| node_hash(left, &right)),
        }
    }
}
