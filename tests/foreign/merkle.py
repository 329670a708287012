"""The Merkle tree of RFC 6962 over SHA-256."""

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
