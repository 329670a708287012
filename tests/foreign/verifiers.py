"""Both verifiers of an exported record: the program's own and the independent one. They must always agree."""

import json
import re
import subprocess
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from compare_error import Difference
from signed_note import verifier_key_of
from verify_record import Record, RecordError, verify

VERIFY_SECONDS = 60
TEXT = re.compile(rb'"text"\s*:\s*"')


class Verifiers:
    """`rostrum verify` of one binary, and `verify_record`."""

    def __init__(self, binary: Path):
        self.binary = binary

    def accept(self, what: str, data: bytes, key: str | None = None) -> Record:
        """The record, once both have accepted it."""
        try:
            record = verify(data, key)
        except RecordError as error:
            raise Difference(f"{what}: the independent verifier says {error}") from error
        code, said = self._program(data, key)
        if code != 0:
            raise Difference(f"{what}: `rostrum verify` ended with {code}: {said}")
        return record

    def reject(self, what: str, data: bytes, key: str | None = None) -> None:
        """Both must find it wrong."""
        try:
            verify(data, key)
        except RecordError:
            pass
        else:
            raise Difference(f"{what}: the independent verifier accepts it")
        code, said = self._program(data, key)
        if code != 1:
            raise Difference(f"{what}: `rostrum verify` ended with {code}, expected 1: {said}")

    def _program(self, data: bytes, key: str | None) -> tuple[int, str]:
        with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
            file.write(data)
            file.flush()
            command = [self.binary, "verify", file.name, *(["--key", key] if key else [])]
            ended = subprocess.run(
                command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=VERIFY_SECONDS, check=False
            )
        return ended.returncode, (ended.stdout + ended.stderr).strip()[-500:]


def forgeries(data: bytes) -> dict[str, bytes]:
    """Copies of a record that are each wrong in one place."""
    lines = data.removesuffix(b"\n").split(b"\n")
    return {
        "one byte of a statement changed": changed_statement(lines),
        "the last entry left out": joined([*lines[:-2], lines[-1]]),
        "two entries exchanged": joined([lines[0], lines[2], lines[1], *lines[3:]]),
        "another title in the first line": joined([changed_title(lines[0]), *lines[1:]]),
        "no checkpoint": joined(lines[:-1]),
    }


def another_key(verifier_key: str) -> str:
    """A sound verifier key of the same name that has signed nothing."""
    name = verifier_key.partition("+")[0]
    return verifier_key_of(name, Ed25519PrivateKey.generate().public_key().public_bytes_raw())


def joined(lines: list[bytes]) -> bytes:
    """Lines as a file."""
    return b"\n".join(lines) + b"\n"


def changed_title(line: bytes) -> bytes:
    """The first line with a longer title."""
    header = json.loads(line)
    longer = {**header, "title": header["title"] + "."}
    return json.dumps(longer, ensure_ascii=False, separators=(",", ":")).encode()


def changed_statement(lines: list[bytes]) -> bytes:
    """The record with one byte of one statement changed so that everything is still JSON."""
    for number, line in enumerate(lines):
        if json.loads(line).get("event", {}).get("type") != "statement_recorded":
            continue
        before = json.loads(line)
        start = TEXT.search(line).end()
        for place in range(start, len(line)):
            changed = line[:place] + bytes([line[place] ^ 1]) + line[place + 1 :]
            try:
                after = json.loads(changed.decode())
            except ValueError:
                continue
            if after["event"].get("text") != before["event"]["text"] and after.keys() == before.keys():
                return joined([*lines[:number], changed, *lines[number + 1 :]])
    raise Difference("the record has no statement whose text could be changed")
