"""A debate from a file: who spoke, in which order, which words; and how it is told to the server."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

STATEMENT_CHARACTERS_MAX = 8_000
CHAIR_KIND = "chair"
# The kind of request for a speech of the file; a reply names the turn that it answers.
REQUEST_KINDS = {"chair": "impromptu", "speech": "impromptu", "question": "question", "answer": "reply"}
ENDS_OF_SENTENCES = "\n。！？!?."


@dataclass(frozen=True)
class Speaker:
    """Somebody who speaks in the debate."""

    name: str
    role: str
    sector: str


@dataclass(frozen=True)
class Speech:
    """One speech; `speaker` is a place in the debate's speakers."""

    speaker: int
    kind: str
    text: str


@dataclass(frozen=True)
class Debate:
    """A debate whose file was sound."""

    title: str
    speakers: list[Speaker]
    speeches: list[Speech]
    chair: int

    @classmethod
    def read(cls, file: Path) -> "Debate":
        """Reads a file of `{title, speakers:[{id,name,role}], speeches:[{by,kind,text}]}`."""
        debate = json.loads(file.read_text(encoding="utf-8"))
        places = {speaker["id"]: place for place, speaker in enumerate(debate["speakers"])}
        if len(places) != len(debate["speakers"]):
            raise ValueError("two speakers have one id")
        speeches = [
            Speech(places[speech["by"]], REQUEST_KINDS[speech["kind"]], speech["text"]) for speech in debate["speeches"]
        ]
        chairing = Counter(places[speech["by"]] for speech in debate["speeches"] if speech["kind"] == CHAIR_KIND)
        if not chairing:
            raise ValueError("nobody chairs this debate")
        chair = chairing.most_common(1)[0][0]
        speakers = [
            Speaker(speaker["name"], "chair" if place == chair else "member", speaker["role"])
            for place, speaker in enumerate(debate["speakers"])
        ]
        return cls(debate["title"], speakers, speeches, chair)

    def session_body(self) -> dict[str, object]:
        """The body that creates a session for this debate."""
        participants = [
            {"name": speaker.name, "role": speaker.role} | ({"sector": speaker.sector} if speaker.sector else {})
            for speaker in self.speakers
        ]
        agenda = [{"title": self.title, "kind": "discussion"}]
        return {"title": self.title, "agenda": agenda, "participants": participants}


def statements_of(text: str, characters_max: int = STATEMENT_CHARACTERS_MAX) -> list[str]:
    """The text in statements that are short enough and joined are the text again; cut after a sentence if it goes."""
    statements = []
    while len(text) > characters_max:
        ends = [text.rfind(mark, 0, characters_max) for mark in ENDS_OF_SENTENCES]
        cut = max(ends) + 1 or characters_max
        statements.append(text[:cut])
        text = text[cut:]
    return [*statements, text]
