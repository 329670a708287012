"""Signed notes and tree checkpoints, as C2SP describes them, with Ed25519 keys."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ED25519 = 1
KEY_ID_BYTES = 4
SIZE = re.compile(r"0|[1-9][0-9]*")


class NoteError(Exception):
    """A key, a note or a checkpoint is not what it must be."""


@dataclass(frozen=True)
class Checkpoint:
    """What a log's signature vouches for: how many leaves there are, and the root over them."""

    size: int
    root: bytes


def open_checkpoint(note: object, verifier_key: str, origin: str) -> Checkpoint:
    """The checkpoint in a note that the key has signed, for the log of this name."""
    if not isinstance(note, str):
        raise NoteError("the checkpoint is not a text")
    text = open_note(note, verifier_key, origin)
    lines = text.removesuffix("\n").split("\n")
    if len(lines) != 3 or lines[0] != origin:
        raise NoteError(f"the checkpoint is not three lines that begin with {origin}")
    if not SIZE.fullmatch(lines[1]):
        raise NoteError("the checkpoint's size is not a decimal number")
    root = decode_base64(lines[2])
    if len(root) != hashlib.sha256().digest_size:
        raise NoteError("the checkpoint's root is not a SHA-256 value")
    return Checkpoint(int(lines[1]), root)


def open_note(note: str, verifier_key: str, name: str) -> str:
    """The signed text of a note, once a signature of the key called `name` is found good."""
    key_id, public_key = parse_verifier_key(verifier_key, name)
    text, separator, signatures = note.rpartition("\n\n")
    if not separator or not signatures.endswith("\n"):
        raise NoteError("the checkpoint is not a note with signatures")
    text += "\n"
    for line in signatures.removesuffix("\n").split("\n"):
        dash, _, rest = line.partition(" ")
        signer, _, encoded = rest.partition(" ")
        if dash != "\u2014":
            raise NoteError("a signature line does not begin with a dash")
        signature = decode_base64(encoded)
        if signer != name or signature[:KEY_ID_BYTES] != key_id:
            continue
        try:
            public_key.verify(signature[KEY_ID_BYTES:], text.encode())
        except InvalidSignature as error:
            raise NoteError("the checkpoint's signature is wrong") from error
        return text
    raise NoteError("the checkpoint is not signed by the record's key")


def parse_verifier_key(verifier_key: str, name: str) -> tuple[bytes, Ed25519PublicKey]:
    """Key id and public key of `name+id+key`."""
    parts = verifier_key.split("+", 2)
    if len(parts) != 3 or parts[0] != name:
        raise NoteError(f"the key is not a verifier key called {name}")
    key = decode_base64(parts[2])
    if len(key) != 33 or key[0] != ED25519:
        raise NoteError("the key is not an Ed25519 key")
    key_id = key_id_of(name, key)
    if parts[1] != key_id.hex():
        raise NoteError("the key's id is not that of its name and bytes")
    return key_id, Ed25519PublicKey.from_public_bytes(key[1:])


def verifier_key_of(name: str, public_key: bytes) -> str:
    """The verifier key of this name and these 32 bytes."""
    key = bytes([ED25519]) + public_key
    return f"{name}+{key_id_of(name, key).hex()}+{base64.b64encode(key).decode()}"


def key_id_of(name: str, key: bytes) -> bytes:
    """The id of a key, whose first byte says what it is."""
    return hashlib.sha256(name.encode() + b"\n" + key).digest()[:KEY_ID_BYTES]


def decode_base64(text: str) -> bytes:
    """Standard base64 in its only spelling."""
    try:
        decoded = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteError("something in the checkpoint or key is not base64") from error
    if base64.b64encode(decoded).decode() != text:
        raise NoteError("something in the checkpoint or key is not base64 in its only spelling")
    return decoded
