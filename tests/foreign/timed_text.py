"""Timed text as files have it, and the moments at which its words are spoken.

Two forms are read, also mixed:

* a line `mm:ss.mmm text` (or `hh:mm:ss.mmm text`): a sentence that begins at that time and ends when the next cue begins, or
  as fast as people speak;
* the cues of WebVTT and SRT: a line `hh:mm:ss.mmm --> hh:mm:ss.mmm`, and the text below it up to an empty line. What stands
  before and between cues (`WEBVTT`, notes, numbers, settings) is passed over, and marks such as `<i>` are taken away.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{3})"
SPAN = re.compile(rf"^\s*{TIME}\s+-->\s+{TIME}(?:\s.*)?$")
LINE = re.compile(rf"^\s*{TIME}\s+(\S.*)$")
MARK = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
# What is spoken in one breath: a run of letters with what surrounds it, or one sign of a script without spaces.
WORD = re.compile(r"[A-Za-z0-9À-ɏ'’-]+[^\w]*|.[^\w]*", re.DOTALL)
MS_A_WORD = 250


@dataclass(frozen=True)
class Word:
    """A piece of a cue's text, and when it has been spoken, in milliseconds from the beginning."""

    at_ms: int
    text: str


@dataclass(frozen=True)
class Cue:
    """A sentence, from when until when it is spoken, in milliseconds from the beginning."""

    start_ms: int
    end_ms: int
    text: str

    def words(self) -> Iterator[Word]:
        """The text in pieces that follow each other evenly; joined they are the text."""
        pieces = WORD.findall(self.text)
        for count, piece in enumerate(pieces, 1):
            yield Word(self.start_ms + (self.end_ms - self.start_ms) * count // len(pieces), piece)


def _ms(hours: str | None, minutes: str, seconds: str, ms: str) -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(ms)


def _plain(text: str) -> str:
    return MARK.sub("", text).strip()


def read(text: str) -> list[Cue]:
    """The cues of a file in the order of their beginnings; `ValueError` where it has none, or one that ends before it begins."""
    found: list[tuple[int, int | None, str]] = []
    lines = iter(text.lstrip("\ufeff").splitlines())
    for line in lines:
        if span := SPAN.match(line):
            start, end = _ms(*span.groups()[:4]), _ms(*span.groups()[4:])
            if end < start:
                raise ValueError(f"a cue ends before it begins: {line.strip()}")
            below = []
            for more in lines:
                if not more.strip():
                    break
                below.append(more.strip())
            found.append((start, end, _plain("\n".join(below))))
        elif single := LINE.match(line):
            found.append((_ms(*single.groups()[:4]), None, _plain(single.group(5))))
    found = sorted((cue for cue in found if cue[2]), key=lambda cue: cue[0])
    if not found:
        raise ValueError("the file has no timed text")
    cues = []
    for place, (start, end, said) in enumerate(found):
        if end is None:
            end = start + MS_A_WORD * len(WORD.findall(said))
            if place + 1 < len(found):
                end = min(end, found[place + 1][0])
        cues.append(Cue(start, end, said))
    return cues
