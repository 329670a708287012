"""The independent verifier, against records that are made here and then spoiled."""

import base64
import copy
import hashlib
import json
import unittest
from collections.abc import Callable
from typing import Any

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from merkle import leaf_hash, root_of
from signed_note import key_id_of, verifier_key_of
from verify_record import RecordError, verify

SESSION = "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"
NAME = f"rostrum/{SESSION}"
PRIVATE_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC_KEY = PRIVATE_KEY.public_key().public_bytes_raw()
KEY = verifier_key_of(NAME, PUBLIC_KEY)
EVENTS = [
    {"type": "session_created", "session": SESSION, "title": "居家养老"},
    {"type": "floor_granted", "speaker": 1},
    {"type": "statement_recorded", "turn": 2, "text": "  𠮷 \"quoted\"\n# not a heading \u0001"},
    {"type": "turn_ended", "turn": 2, "spent_ms": 61_000},
    {"type": "session_sealed"},
]


def entries(withheld: set[int]) -> list[dict[str, Any]]:
    """The lines of the events."""
    lines = []
    for seq, event in enumerate(copy.deepcopy(EVENTS), start=1):
        salt = bytes([seq] * 16)
        body = {"by": 1 if seq > 1 else None, "command": None, "event": event}
        line: dict[str, Any] = {"seq": seq, "at": f"2026-11-24T01:00:0{seq}.000Z"}
        if seq in withheld:
            line["digest"] = hashlib.sha256(salt + rfc8785.dumps(body)).hexdigest()
        else:
            line |= {"salt": salt.hex(), **body}
        lines.append(line)
    return lines


def leaf(line: dict[str, Any]) -> bytes:
    """The leaf hash of a line."""
    digest = line.get("digest")
    if digest is None:
        body = rfc8785.dumps({name: line[name] for name in ("by", "command", "event")})
        digest = hashlib.sha256(bytes.fromhex(line["salt"]) + body).hexdigest()
    return leaf_hash(f"{line['seq']}\n{line['at']}\n{digest}\n".encode())


def note(size: int, root: bytes, private_key: Ed25519PrivateKey = PRIVATE_KEY, origin: str = NAME) -> str:
    """A checkpoint signed by a key of the session's name."""
    text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
    signature = key_id_of(NAME, b"\x01" + PUBLIC_KEY) + private_key.sign(text.encode())
    return f"{text}\n\u2014 {NAME} {base64.b64encode(signature).decode()}\n"


def record(withheld: set[int] = frozenset()) -> list[dict[str, Any]]:
    """A sound record as parsed lines."""
    lines = entries(withheld)
    header = {"format": "rostrum-record/1", "session": SESSION, "title": EVENTS[0]["title"], "key": KEY}
    return [header, *lines, {"checkpoint": note(len(lines), root_of([leaf(line) for line in lines]))}]


def written(lines: list[dict[str, Any]]) -> bytes:
    """A record as a file."""
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


class VerifyRecord(unittest.TestCase):
    """What is sound is accepted, what was touched is not."""

    def test_r1_a_sound_record_is_accepted(self) -> None:
        self.assertEqual(len(verify(written(record())).entries), len(EVENTS))
        self.assertEqual(verify(written(record()), KEY).withheld, 0)

    def test_r4_withheld_entries_verify_as_well(self) -> None:
        whole, member = verify(written(record())), verify(written(record({1, 3})))
        self.assertEqual(member.withheld, 2)
        self.assertEqual(member.root, whole.root)

    def test_the_order_of_members_and_the_escapes_do_not_matter(self) -> None:
        lines = [dict(reversed(line.items())) for line in record()]
        data = "".join(json.dumps(line) + "\n" for line in lines).encode()
        self.assertEqual(len(verify(data).entries), len(EVENTS))

    def test_r2_r3_every_spoiled_record_is_rejected_with_its_line(self) -> None:
        for what, line, spoil in SPOILED:
            with self.subTest(what):
                lines = record({4})
                spoil(lines)
                with self.assertRaisesRegex(RecordError, rf"^line {line}:"):
                    verify(written(lines))

    def test_r2_bytes_that_are_no_record_are_rejected(self) -> None:
        sound = written(record())
        first, rest = sound.split(b"\n", 1)
        doubled = first.replace(b'{"format"', b'{"title":"x","format"')
        half_a_character = sound.replace(b"not a heading", b"\\ud800")
        not_a_number = sound.replace(b"61000", b"NaN")
        spoiled = (b"", b"\n", sound + b"\n", sound[:-20], doubled + b"\n" + rest, half_a_character, not_a_number)
        for data in spoiled:
            with self.subTest(data=data[:40]), self.assertRaises(RecordError):
                verify(data)

    def test_r5_another_trusted_key_is_rejected(self) -> None:
        stranger = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()
        with self.assertRaisesRegex(RecordError, "^line 1:"):
            verify(written(record()), verifier_key_of(NAME, stranger))

    def test_r8_the_tree_is_that_of_rfc_6962(self) -> None:
        # The definition by halves, against which the tree by levels is held.
        def by_halves(leaves: list[bytes]) -> bytes:
            if len(leaves) < 2:
                return leaves[0] if leaves else hashlib.sha256().digest()
            half = 1 << ((len(leaves) - 1).bit_length() - 1)
            return hashlib.sha256(b"\x01" + by_halves(leaves[:half]) + by_halves(leaves[half:])).digest()

        for count in range(70):
            leaves = [leaf_hash(bytes([place])) for place in range(count)]
            self.assertEqual(root_of(leaves), by_halves(leaves))


def edit(place: int, **members: Any) -> Callable[[list[dict[str, Any]]], None]:
    """Sets members of one line."""
    return lambda lines: lines[place].update(members)


def resign(**how: Any) -> Callable[[list[dict[str, Any]]], None]:
    """Puts another checkpoint under the same entries."""

    def spoil(lines: list[dict[str, Any]]) -> None:
        root = root_of([leaf(line) for line in lines[1:-1]])
        size = how.get("size", len(lines) - 2)
        more = {name: how[name] for name in how if name != "size"}
        lines[-1]["checkpoint"] = note(size, root, **more)

    return spoil


LAST = len(EVENTS) + 2
SPOILED: list[tuple[str, int, Callable[[list[dict[str, Any]]], None]]] = [
    ("a word", LAST, lambda lines: lines[3]["event"].update(text="other")),
    ("who", LAST, edit(3, by=2)),
    ("the salt", LAST, edit(3, salt="00" * 16)),
    ("the time", LAST, edit(3, at="2026-11-24T01:00:03.001Z")),
    ("a withheld digest", LAST, edit(4, digest="00" * 32)),
    ("an entry less", 4, lambda lines: lines.pop(3)),
    ("the last entry less", LAST - 1, lambda lines: lines.pop(-2)),
    ("time that falls", 5, edit(3, at="2026-11-24T01:00:09.000Z")),
    ("time in another form", 4, edit(3, at="2026-11-24T01:00:03Z")),
    ("a hidden member", 4, edit(3, comment="x")),
    ("digest and words", 4, edit(3, digest="00" * 32)),
    ("capital hex", 5, edit(4, digest="AA" * 32)),
    ("a seq that is no integer", 4, edit(3, seq=3.0)),
    ("a seq that is true", 2, edit(1, seq=True)),
    ("another format", 1, edit(0, format="rostrum-record/2")),
    ("another title", 1, edit(0, title="other")),
    ("another session", 1, edit(0, session=SESSION.replace("0193", "0194"))),
    ("a key of another name", LAST, edit(0, key=verifier_key_of("rostrum/other", PUBLIC_KEY))),
    ("a key with another id", LAST, edit(0, key=KEY.replace("+", "+0", 1))),
    ("no creation", 2, lambda lines: lines[1]["event"].update(type="session_opened")),
    ("a size too small", LAST, resign(size=len(EVENTS) - 1)),
    ("a stranger's signature", LAST, resign(private_key=Ed25519PrivateKey.from_private_bytes(bytes(32)))),
    ("a foreign origin", LAST, resign(origin="rostrum/other")),
    ("no signature", LAST, lambda lines: edit(-1, checkpoint=lines[-1]["checkpoint"].split("\u2014")[0])(lines)),
    ("no text", LAST, edit(-1, checkpoint=None)),
]


if __name__ == "__main__":
    unittest.main()
