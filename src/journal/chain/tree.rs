//! The whole tree of a session in memory, for proofs of any entry and any earlier size (SPEC J20).

use sha2::{Digest, Sha256};

use super::merkle::node_hash;
use crate::journal::Hash;

/// The hashes of every complete subtree, so that a proof is made of a few of them and reads no journal.
///
/// Takes 64 bytes for each entry: 6.4 MB for 100,000.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tree {
    /// At place `n` of level `h` lies the root over the leaves `n << h .. (n + 1) << h`.
    levels: Vec<Vec<Hash>>,
}

/// The tree has no such leaf, or was never of that size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the record has no such entry, or never had that size")]
pub struct NoSuchPart;

impl Tree {
    /// The tree without leaves.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many leaves it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// Adds a leaf at the right, given by its [`super::leaf_hash`].
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for height in 0.. {
            if self.levels.len() == height {
                self.levels.push(Vec::new());
            }
            let level = &mut self.levels[height];
            level.push(hash);
            // A second one completes the pair above.
            match level.as_slice() {
                [.., left, right] if level.len().is_multiple_of(2) => hash = node_hash(left, right),
                _ => return,
            }
        }
    }

    /// The root over all leaves; SHA-256 of nothing for a tree without leaves.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.over(0, self.size())
    }

    /// The root that the tree had when it was of this size.
    ///
    /// # Errors
    /// It never was.
    pub fn root_at(&self, size: u64) -> Result<Hash, NoSuchPart> {
        if size > self.size() {
            return Err(NoSuchPart);
        }
        Ok(self.over(0, size))
    }

    /// The inclusion proof (RFC 9162, 2.1.3.1) of entry `seq`, from 1, in the tree of the first `size` entries: hashes from
    /// the leaf to the root.
    ///
    /// # Errors
    /// The tree never had that size, or had no such entry then.
    pub fn inclusion(&self, seq: u64, size: u64) -> Result<Vec<Hash>, NoSuchPart> {
        if seq == 0 || seq > size || size > self.size() {
            return Err(NoSuchPart);
        }
        let leaf = seq - 1;
        let (mut first, mut end) = (0, size);
        let mut proof = Vec::new();
        while end - first > 1 {
            let middle = first + split(end - first);
            if leaf < middle {
                proof.push(self.over(middle, end));
                end = middle;
            } else {
                proof.push(self.over(first, middle));
                first = middle;
            }
        }
        proof.reverse();
        Ok(proof)
    }

    /// The consistency proof (RFC 9162, 2.1.4.1) between the trees of the first `from` and the first `to` entries.
    ///
    /// # Errors
    /// The tree was never of one of these sizes, `from` is 0, or `to` is less.
    pub fn consistency(&self, from: u64, to: u64) -> Result<Vec<Hash>, NoSuchPart> {
        if from == 0 || from > to || to > self.size() {
            return Err(NoSuchPart);
        }
        let (mut first, mut end) = (0, to);
        let mut proof = Vec::new();
        // Down to the subtree that ends where the older tree did.
        while from != end {
            let middle = first + split(end - first);
            if from <= middle {
                proof.push(self.over(middle, end));
                end = middle;
            } else {
                proof.push(self.over(first, middle));
                first = middle;
            }
        }
        // The older root itself is known to whoever asks.
        if first > 0 {
            proof.push(self.over(first, end));
        }
        proof.reverse();
        Ok(proof)
    }

    /// The root over the leaves `first..end`, which begin where a subtree of their number does.
    fn over(&self, first: u64, end: u64) -> Hash {
        let count = end - first;
        if count == 0 {
            return Sha256::digest([]).into();
        }
        if count.is_power_of_two() {
            let height = count.trailing_zeros();
            let place = usize::try_from(first >> height).ok();
            let level = self.levels.get(height as usize);
            // Whoever calls asks for leaves that are there.
            return level
                .zip(place)
                .and_then(|(level, place)| level.get(place))
                .copied()
                .unwrap_or_default();
        }
        let middle = first + split(count);
        node_hash(&self.over(first, middle), &self.over(middle, end))
    }
}

/// The largest power of two below `count`, which is at least 2: how many leaves lie on the left.
pub(super) const fn split(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}
