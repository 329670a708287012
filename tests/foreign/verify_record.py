"""Verifies an exported record (`transcript.jsonl`) with nothing but the file, independently of the server.

Usage: verify_record.py FILE [--key VERIFIER_KEY]. Exit 0 and a summary, or exit 1 and the line that is wrong.
"""

import argparse
import hashlib
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rfc8785

from signed_note import NoteError, open_checkpoint
from merkle import leaf_hash, root_of

FORMAT = "rostrum-record/1"
AT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
SALT = re.compile(r"[0-9a-f]{32}")
DIGEST = re.compile(r"[0-9a-f]{64}")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
OPEN_KEYS = {"seq", "at", "salt", "by", "command", "event"}
WITHHELD_KEYS = {"seq", "at", "digest"}
# Members of the event `session_created` that the first line must repeat.
CREATED_SESSION = "session"
CREATED_TITLE = "title"


class RecordError(Exception):
    """A line of the record is not what it must be."""

    def __init__(self, line: int, what: str):
        super().__init__(f"line {line}: {what}")


@dataclass(frozen=True)
class Record:
    """A record that verified: its first line, its entries in order as written, and how many are withheld."""

    header: dict[str, Any]
    entries: list[dict[str, Any]]
    withheld: int
    root: bytes

    def events(self) -> list[tuple[int, int | None, dict[str, Any]]]:
        """`(seq, by, event)` of every entry that is not withheld."""
        return [(entry["seq"], entry["by"], entry["event"]) for entry in self.entries if "event" in entry]


def verify(data: bytes, trusted_key: str | None = None) -> Record:
    """The record in `data`, or `RecordError`. With `trusted_key` the record must be signed by that key."""
    lines = data.removesuffix(b"\n").split(b"\n")
    if not data.endswith(b"\n"):
        raise RecordError(len(lines), "the last line does not end with a line feed")
    if len(lines) < 3:
        raise RecordError(len(lines), "a record has a first line, at least one entry and a checkpoint")
    header = parse_line(1, lines[0])
    expect_keys(1, header, {"format", "session", "title", "key"})
    if header["format"] != FORMAT:
        raise RecordError(1, f"the format is not {FORMAT}")
    if not all(isinstance(value, str) for value in header.values()) or not UUID.fullmatch(header["session"]):
        raise RecordError(1, "session, title or key is not a text of its kind")
    if trusted_key is not None and header["key"] != trusted_key:
        raise RecordError(1, "the key is not the one that is trusted")
    entries: list[dict[str, Any]] = []
    leaves: list[bytes] = []
    for number, line in enumerate(lines[1:-1], start=2):
        entry = parse_line(number, line)
        before = entries[-1]["at"] if entries else ""
        leaves.append(leaf_hash(leaf_data(number, entry, before)))
        entries.append(entry)
    check_creation(header, entries[0])
    root = root_of(leaves)
    check_checkpoint(len(lines), lines[-1], header, len(entries), root)
    return Record(header, entries, sum("digest" in entry for entry in entries), root)


def leaf_data(number: int, entry: dict[str, Any], at_before: str) -> bytes:
    """The data of an entry's leaf; `number` is its line, one more than its place."""
    withheld = "digest" in entry
    expect_keys(number, entry, WITHHELD_KEYS if withheld else OPEN_KEYS)
    seq, at = entry["seq"], entry["at"]
    if not is_integer(seq) or seq != number - 1:
        raise RecordError(number, f"seq is {seq!r}, expected {number - 1}")
    if not isinstance(at, str) or not AT.fullmatch(at):
        raise RecordError(number, "at is not a UTC time with milliseconds")
    if at < at_before:
        raise RecordError(number, "at is before the entry before it")
    digest = entry["digest"] if withheld else body_digest(number, entry)
    if not isinstance(digest, str) or not DIGEST.fullmatch(digest):
        raise RecordError(number, "digest is not 64 lower-case hex digits")
    return f"{seq}\n{at}\n{digest}\n".encode()


def body_digest(number: int, entry: dict[str, Any]) -> str:
    """The hex digest of a readable entry: SHA-256 of its salt and its canonical body."""
    salt, by, command, event = (entry[name] for name in ("salt", "by", "command", "event"))
    if not isinstance(salt, str) or not SALT.fullmatch(salt):
        raise RecordError(number, "salt is not 32 lower-case hex digits")
    if by is not None and not (is_integer(by) and by >= 0):
        raise RecordError(number, "by is neither a participant nor null")
    if command is not None and not (isinstance(command, str) and UUID.fullmatch(command)):
        raise RecordError(number, "command is neither a UUID nor null")
    if not isinstance(event, dict) or not isinstance(event.get("type"), str):
        raise RecordError(number, "event is not an object with a type")
    try:
        body = rfc8785.dumps({"by": by, "command": command, "event": event})
    except (rfc8785.CanonicalizationError, UnicodeError) as error:
        raise RecordError(number, f"the body has no canonical JSON: {error}") from error
    return hashlib.sha256(bytes.fromhex(salt) + body).hexdigest()


def check_creation(header: dict[str, Any], entry: dict[str, Any]) -> None:
    """Entry 1 creates the session that the first line names. Withheld, the signed digest alone vouches for it."""
    if "digest" in entry:
        return
    event = entry["event"]
    if event["type"] != "session_created":
        raise RecordError(2, "entry 1 is not session_created")
    if event.get(CREATED_SESSION) != header["session"] or event.get(CREATED_TITLE) != header["title"]:
        raise RecordError(1, "session or title is not that of entry 1")


def check_checkpoint(number: int, line: bytes, header: dict[str, Any], size: int, root: bytes) -> None:
    """The last line is a checkpoint of exactly this tree, signed by the first line's key."""
    last = parse_line(number, line)
    expect_keys(number, last, {"checkpoint"})
    try:
        checkpoint = open_checkpoint(last["checkpoint"], header["key"], f"rostrum/{header['session']}")
    except NoteError as error:
        raise RecordError(number, str(error)) from error
    if checkpoint.size != size:
        raise RecordError(number, f"the checkpoint is of {checkpoint.size} entries, the file has {size}")
    if checkpoint.root != root:
        raise RecordError(number, "the checkpoint's root is not that of the entries")


def parse_line(number: int, line: bytes) -> dict[str, Any]:
    """One line as a JSON object without duplicate keys and without what is not JSON."""

    def unique(members: list[tuple[str, Any]]) -> dict[str, Any]:
        parsed = dict(members)
        if len(parsed) != len(members):
            raise ValueError("a key is there twice")
        return parsed

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is not JSON")

    try:
        parsed = json.loads(line.decode("utf-8", "strict"), object_pairs_hook=unique, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise RecordError(number, f"not a line of JSON: {error}") from error
    if not isinstance(parsed, dict):
        raise RecordError(number, "not an object")
    return parsed


def expect_keys(number: int, line: dict[str, Any], keys: set[str]) -> None:
    """Exactly these keys: what is not covered by a digest must not hide in a record."""
    if line.keys() != keys:
        raise RecordError(number, f"the keys are {sorted(line)}, expected {sorted(keys)}")


def is_integer(value: Any) -> bool:
    """Whether a JSON value is an integer; Python counts booleans among them."""
    return isinstance(value, int) and not isinstance(value, bool)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Verifies an exported record.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", help="accept only a record signed by this verifier key")
    options = parser.parse_args()
    try:
        record = verify(options.file.read_bytes(), options.key)
    except RecordError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{record.header['title']}: {len(record.entries)} entries verified, {record.withheld} of them withheld")
    return 0


if __name__ == "__main__":
    sys.exit(main())
