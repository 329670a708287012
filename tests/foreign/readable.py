"""The readable transcript holds the debate: every name and every speech, in order."""

import html
import re

from compare_error import Difference
from debate import Debate

LINE_BREAK = re.compile(r"<br ?/?>")
QUOTATION = re.compile(r"^ {0,3}> ?", re.MULTILINE)
WHITE_SPACE = re.compile(r"\s+")


def plain(text: str) -> str:
    """A text without white space and without the backslashes that Markdown may have put into it."""
    return WHITE_SPACE.sub("", text.replace("\\", ""))


def plain_markdown(markdown: str) -> str:
    """What a Markdown text says, to be found again by `plain`."""
    lines = QUOTATION.sub("", LINE_BREAK.sub("\n", markdown))
    # An ampersand behind a backslash is itself and begins no entity.
    return plain("&".join(html.unescape(part) for part in lines.split("\\&")))


def compare_markdown(debate: Debate, markdown: str) -> None:
    """R9 between the end of one speech and the beginning of the next stands the next speaker's name."""
    said = plain_markdown(markdown)
    if plain(debate.title) not in said:
        raise Difference("transcript.md does not have the title")
    end = 0
    for number, speech in enumerate(debate.speeches, start=1):
        name, text = debate.speakers[speech.speaker].name, plain(speech.text)
        begin = said.find(text, end)
        if begin < 0:
            raise Difference(
                f"transcript.md: speech {number}, {name}: not after the one before it: {text[:60]}…; "
                f"the transcript goes on with {said[end : end + 120]!r}"
            )
        if plain(name) not in said[end:begin]:
            raise Difference(f"transcript.md: speech {number} is not headed by {name}: {said[end:begin]!r:.300}")
        end = begin + len(text)
