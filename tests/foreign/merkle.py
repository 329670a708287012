"""The Merkle tree of RFC 6962 over SHA-256, and its proofs."""

import hashlib


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf's data."""
    return hashlib.sha256(b"\x00" + data).digest()


def root_of(leaves: list[bytes]) -> bytes:
    """The root over leaf hashes; that of no leaves is the hash of nothing."""
    if not leaves:
        return hashlib.sha256().digest()
    level = leaves
    while len(level) > 1:
        # A last node without a partner rises unchanged, which is the tree of RFC 6962.
        pairs = [hashlib.sha256(b"\x01" + one + other).digest() for one, other in zip(level[::2], level[1::2])]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees beside each other."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def left_of(size: int) -> int:
    """How many of `size` leaves, two at least, lie in the left subtree."""
    return 1 << ((size - 1).bit_length() - 1)


def root_from_inclusion(leaf: bytes, place: int, size: int, proof: list[bytes]) -> bytes | None:
    """The root that an inclusion proof leads to from the leaf at `place`, counted from 0; none if it does not fit."""
    if not 0 <= place < size:
        return None
    if size == 1:
        return None if proof else leaf
    if not proof:
        return None
    # As the proof was made: from the root down, its last hash is the sibling of the largest subtree.
    *rest, sibling = proof
    left = left_of(size)
    if place < left:
        below = root_from_inclusion(leaf, place, left, rest)
        return None if below is None else node_hash(below, sibling)
    below = root_from_inclusion(leaf, place - left, size - left, rest)
    return None if below is None else node_hash(sibling, below)


def roots_from_consistency(older: int, size: int, old_root: bytes, proof: list[bytes]) -> tuple[bytes, bytes] | None:
    """The older and the newer root that a consistency proof leads to; none if it does not fit."""
    if not 0 < older <= size:
        return None

    def roots(older: int, size: int, whole: bool, proof: list[bytes]) -> tuple[bytes, bytes] | None:
        if older == size:
            if whole:
                return None if proof else (old_root, old_root)
            return (proof[0], proof[0]) if len(proof) == 1 else None
        if not proof:
            return None
        *rest, sibling = proof
        left = left_of(size)
        if older <= left:
            below = roots(older, left, whole, rest)
            return None if below is None else (below[0], node_hash(below[1], sibling))
        below = roots(older - left, size - left, False, rest)
        return None if below is None else (node_hash(sibling, below[0]), node_hash(sibling, below[1]))

    return roots(older, size, True, proof)


def is_included(leaf: bytes, place: int, size: int, root: bytes, proof: list[bytes]) -> bool:
    """Whether the proof shows that the leaf at `place`, counted from 0, is among the `size` leaves under `root`."""
    return root_from_inclusion(leaf, place, size, proof) == root


def is_consistent(older: int, size: int, old_root: bytes, root: bytes, proof: list[bytes]) -> bool:
    """Whether the proof shows that the `older` leaves under `old_root` are the first of the `size` leaves under `root`."""
    return roots_from_consistency(older, size, old_root, proof) == (old_root, root)
