"""The own debate is what it claims to be, and long speeches are cut without loss."""

import unittest
from pathlib import Path

from debate import STATEMENT_CHARACTERS_MAX, Debate, statements_of
from compare_error import Difference
from readable import compare_markdown

OWN = Path(__file__).resolve().parents[1] / "fixtures" / "debates" / "home-care.json"


class OwnDebate(unittest.TestCase):
    """The fixture covers what a transcript must survive."""

    def setUp(self) -> None:
        self.debate = Debate.read(OWN)
        self.texts = [speech.text for speech in self.debate.speeches]

    def test_it_has_every_kind_of_text(self) -> None:
        whole = "".join(self.texts)
        self.assertTrue(any(len(text) > STATEMENT_CHARACTERS_MAX for text in self.texts))
        self.assertTrue(any(text != text.strip() and "\n" in text for text in self.texts))
        self.assertTrue(any(ord(sign) > 0xFFFF for sign in whole))
        for sign in "#*_[]|<>&`\\":
            self.assertIn(sign, whole)
        self.assertTrue(any("·" in speaker.name for speaker in self.debate.speakers))
        self.assertEqual({speech.kind for speech in self.debate.speeches}, {"impromptu", "question", "reply"})

    def test_every_speaker_speaks_and_one_chairs(self) -> None:
        self.assertEqual({speech.speaker for speech in self.debate.speeches}, set(range(len(self.debate.speakers))))
        self.assertEqual([speaker.role for speaker in self.debate.speakers].count("chair"), 1)

    def test_statements_joined_are_the_speech(self) -> None:
        for text in [*self.texts, "字" * 25, "一。二三四五六七八九十", ""]:
            for limit in (7, 10, STATEMENT_CHARACTERS_MAX):
                statements = statements_of(text, limit)
                self.assertEqual("".join(statements), text)
                self.assertLessEqual(max(map(len, statements)), limit)
        self.assertEqual(statements_of("一。二三四五", 5), ["一。", "二三四五"])


class ReadableTranscript(unittest.TestCase):
    """Markdown is understood however it is escaped; a missing or misplaced speech is found."""

    def setUp(self) -> None:
        self.debate = Debate.read(OWN)

    def blocks(self) -> list[str]:
        """A transcript as blocks: its title, then a heading and a body for each speech."""
        def escaped(text: str) -> str:
            text = text.replace("&", "&amp;").replace("<", "&lt;")
            return "".join("\\" + sign if sign in "\\`*_[]#|>" else sign for sign in text).replace("\n", "  \n")

        blocks = [f"# {self.debate.title}"]
        for speech in self.debate.speeches:
            blocks += [f"### {escaped(self.debate.speakers[speech.speaker].name)} 09:00", escaped(speech.text)]
        return blocks

    def test_r9_an_escaped_transcript_is_understood(self) -> None:
        compare_markdown(self.debate, "\n\n".join(self.blocks()))

    def test_r9_a_missing_misplaced_or_misattributed_speech_is_found(self) -> None:
        blocks = self.blocks()
        missing = blocks[:5] + blocks[7:]
        exchanged = blocks[:5] + blocks[7:9] + blocks[5:7] + blocks[9:]
        misattributed = [*blocks[:5], "### 无名氏", *blocks[6:]]
        for spoiled in (missing, exchanged, misattributed):
            with self.assertRaises(Difference):
                compare_markdown(self.debate, "\n\n".join(spoiled))


if __name__ == "__main__":
    unittest.main()
