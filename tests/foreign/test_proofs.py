"""Proofs and records fetched from a real server, checked by our independent verifier and by a foreign library."""

import json
import random
import unittest
from typing import Any

import aics_tlog

from http_calls import Answer, call_now
from merkle import is_consistent, is_included, leaf_hash
from server import OwnServer, find_binary
from signed_note import open_checkpoint
from verifiers import Verifiers
from verify_record import Record, RecordError, leaf_data, verify

SEED = 20_261_128
CHANGES = 1_000
# Starting the program takes long: it sees some of the changes here, and as many in a test of its own.
CHANGES_FOR_THE_PROGRAM = 20
ERASED = [2, 7]


class Session:
    """A session with entries that are read, erased and not to be seen, made over HTTP alone."""

    def __init__(self, server: OwnServer):
        self.server = server
        people = [("周主席", "chair"), ("李委员", "member"), ("王观察", "observer")]
        made = self.post("/api/sessions", {
            "title": "核验 \"一\" 𠮷", "agenda": [{"title": "议题", "kind": "discussion"}],
            "participants": [{"name": name, "role": role} for name, role in people],
        }).json()
        self.path = f"/api/sessions/{made['id']}"
        self.name = f"rostrum/{made['id']}"
        redeemed = [self.post("/api/seat", {"invitation": own["token"]}).json() for own in made["invitations"]]
        self.member, self.observer = redeemed[1]["token"], redeemed[2]["token"]

    def post(self, path: str, body: dict[str, Any]) -> Answer:
        """A call by the convener that must succeed."""
        answer = call_now("POST", self.server.url + path, self.server.token, body)
        if answer.status >= 300:
            raise AssertionError(f"{path}: {answer.status} {answer.body!r}")
        return answer

    def get(self, what: str, token: str | None = None) -> Answer:
        """What the holder of a token reads of the session; the convener without one."""
        answer = call_now("GET", f"{self.server.url}{self.path}/{what}", token or self.server.token)
        if answer.status >= 300:
            raise AssertionError(f"{what}: {answer.status} {answer.body!r}")
        return answer

    def hashes(self, what: str) -> list[bytes]:
        """The hashes of a proof, as a member gets it."""
        return [bytes.fromhex(hexed) for hexed in self.get(what, self.member).json()["hashes"]]

    def record(self, token: str | None = None) -> tuple[bytes, Record]:
        """An exported record and what it says."""
        data = self.get("transcript.jsonl", token).body
        return data, verify(data)


class Proofs(unittest.TestCase):
    """One server and one session for all of them."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.server = cls.enterClassContext(OwnServer(find_binary(None)))
        cls.session = session = Session(cls.server)
        cls.checkpoints = [session.get("checkpoint", session.member).body.decode()]
        for number in range(21):
            session.post(f"{session.path}/invitations", {"invite": [{"name": f"委员{number}", "role": "member"}]})
            cls.checkpoints.append(session.get("checkpoint", session.member).body.decode())
        session.post(f"{session.path}/invitations", {"revoke": 4})
        session.post(f"{session.path}/erasures", {"seqs": ERASED, "reason": "依法"})
        cls.checkpoints.append(session.get("checkpoint", session.member).body.decode())
        cls.key = session.get("keys").json()["keys"][-1]["key"]

    def roots(self) -> list[tuple[int, bytes]]:
        """Size and root of every checkpoint, which both verifiers read alike."""
        roots = []
        for note in self.checkpoints:
            own = open_checkpoint(note, self.key, self.session.name)
            foreign = aics_tlog.verify_checkpoint(
                aics_tlog.parse_note(note), aics_tlog.parse_vkey(self.key), expected_origin=self.session.name
            )
            self.assertTrue(foreign.ok, foreign)
            parsed = aics_tlog.parse_checkpoint(aics_tlog.parse_note(note).text)
            self.assertEqual((parsed.size, parsed.root), (own.size, own.root))
            roots.append((own.size, own.root))
        return roots

    def test_r35_both_verifiers_accept_every_inclusion_proof_and_no_other(self) -> None:
        _, record = self.session.record(self.session.observer)
        size, root = self.roots()[-1]
        self.assertEqual((size, root), (len(record.entries), record.root))
        for seq, entry in enumerate(record.entries, start=1):
            data = leaf_data(seq + 1, entry, "")
            proof = self.session.hashes(f"proof?seq={seq}&size={size}")
            self.assertTrue(is_included(leaf_hash(data), seq - 1, size, root, proof))
            self.assertTrue(aics_tlog.verify_leaf_inclusion(data, seq - 1, size, proof, root))
            wrong = [(seq % size, proof, root), (seq - 1, proof[1:], root), (seq - 1, [*proof, root], root),
                     (seq - 1, proof, leaf_hash(root)), (seq - 1, [leaf_hash(proof[0]), *proof[1:]], root)]
            for place, changed, other in wrong:
                self.assertFalse(is_included(leaf_hash(data), place, size, other, changed))
                self.assertFalse(aics_tlog.verify_leaf_inclusion(data, place, size, changed, other))

    def test_r35_both_verifiers_accept_every_consistency_proof_and_no_other(self) -> None:
        roots = self.roots()
        for older, old_root in roots:
            for size, root in roots:
                if size < older:
                    continue
                proof = self.session.hashes(f"consistency?from={older}&to={size}")
                self.assertTrue(is_consistent(older, size, old_root, root, proof))
                self.assertTrue(aics_tlog.verify_consistency(older, size, old_root, root, proof))
                for changed_root, changed in ((leaf_hash(old_root), proof), (old_root, [*proof, root])):
                    self.assertFalse(is_consistent(older, size, changed_root, root, changed))
                    self.assertFalse(aics_tlog.verify_consistency(older, size, changed_root, root, changed))

    def test_r35_a_line_of_the_record_is_the_one_of_the_export(self) -> None:
        for token in (None, self.session.member, self.session.observer):
            data, record = self.session.record(token)
            lines = data.splitlines(keepends=True)[1:-1]
            self.assertEqual(sum("digest" in json.loads(line) for line in lines), len(ERASED))
            for seq in range(1, len(record.entries) + 1):
                self.assertEqual(self.session.get(f"record?seq={seq}", token).body, lines[seq - 1])

    def test_r34_a_thousand_random_changes_of_a_byte_are_all_found(self) -> None:
        chance = random.Random(SEED)
        both = Verifiers(find_binary(None))
        sound, _ = self.session.record()
        both.accept("the record", sound, self.key)
        for number in range(CHANGES):
            place, other = chance.randrange(len(sound)), chance.randrange(1, 256)
            changed = sound[:place] + bytes([(sound[place] + other) % 256]) + sound[place + 1 :]
            with self.subTest(number=number, place=place), self.assertRaises(RecordError):
                verify(changed)
            if number < CHANGES_FOR_THE_PROGRAM:
                both.reject(f"change {number} of seed {SEED}", changed)


if __name__ == "__main__":
    unittest.main()
