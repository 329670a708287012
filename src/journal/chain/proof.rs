//! What anybody can check with a proof and roots alone (SPEC J21).

use super::merkle::node_hash;
use crate::journal::Hash;

/// Whether `proof` shows that the leaf with this [`super::leaf_hash`] is entry `seq`, from 1, of the `size` entries under
/// `root` (RFC 9162, 2.1.3.2).
#[must_use]
pub fn is_included(leaf: &Hash, seq: u64, size: u64, root: &Hash, proof: &[Hash]) -> bool {
    if seq == 0 || seq > size {
        return false;
    }
    let (mut place, mut last) = (seq - 1, size - 1);
    let mut hash = *leaf;
    for step in proof {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            hash = node_hash(step, &hash);
            // Where it has no neighbour on the right it rises as it is.
            while place & 1 == 0 && place > 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            hash = node_hash(&hash, step);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    last == 0 && hash == *root
}

/// Whether `proof` shows that the `from` entries under `old` are the first ones of the `to` entries under `new` (RFC 9162,
/// 2.1.4.2).
#[must_use]
pub fn is_consistent(from: u64, old: &Hash, to: u64, new: &Hash, proof: &[Hash]) -> bool {
    if from == 0 || from > to {
        return false;
    }
    if from == to {
        return proof.is_empty() && old == new;
    }
    // An older tree that is complete is a part of the newer one as it stands, and the proof leaves it out.
    let (first, rest) = match proof {
        _ if from.is_power_of_two() => (old, proof),
        [first, rest @ ..] => (first, rest),
        [] => return false,
    };
    let (mut place, mut last) = (from - 1, to - 1);
    while place & 1 == 1 {
        (place, last) = (place >> 1, last >> 1);
    }
    let (mut older, mut newer) = (*first, *first);
    for step in rest {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            older = node_hash(step, &older);
            newer = node_hash(step, &newer);
            while place & 1 == 0 && place > 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            newer = node_hash(&newer, step);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    last == 0 && older == *old && newer == *new
}
