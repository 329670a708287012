"""A recogniser that knows no names gets them right, with two speakers at one microphone."""

import asyncio
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from captioner import Captioner, Floor, Listener, enter
from client import Client
from room import Room
from server import OwnServer, find_binary
from timed_text import Cue, read

CHAIR, OPERATOR, ANNA, BERT, CAPTIONER, READER = range(6)
NAMES = ["周主席", "王联络", "李委员", "阿依古丽·买买提", "速录", "吴委员"]
ROLES = ["chair", "operator", "member", "member", "captioner", "member"]

# The first one speaks at once; nobody has the floor for a while; then the second one speaks.
FILE = """WEBVTT

1
00:00:00.000 --> 00:00:01.000
社区食堂要<i>办得起</i>，还要办得久。

00:00:06.000 --> 00:00:07.000
It should open in every ward.

00:07.000 --> 00:08.000
我补充一点。
"""
FIRST, SECOND, THIRD = "社区食堂要办得起，还要办得久。", "It should open in every ward.", "我补充一点。"
# The words come after somebody else has the floor.
DELAY_MS = 3500


def body() -> dict[str, object]:
    """One room with an operator; the two members in it have no device."""
    rooms = ["甲会场", "甲会场", "甲会场", "甲会场", "甲会场", None]
    people = [{"name": name, "role": role} for name, role in zip(NAMES, ROLES, strict=True)]
    for person, venue in zip(people, rooms, strict=True):
        if venue:
            person["venue"] = venue
    return {
        "title": "一支话筒",
        "venues": [{"name": "甲会场", "kind": "main"}],
        "agenda": [{"title": "即席发言", "kind": "discussion"}],
        "participants": people,
    }


class TimedText(unittest.TestCase):
    """Files are read as people write them."""

    def test_l50_timed_text_is_read_in_its_forms(self) -> None:
        self.assertEqual([cue.text for cue in read(FILE)], [FIRST, SECOND, THIRD])
        self.assertEqual(read(FILE)[1], Cue(6000, 7000, SECOND))
        srt = "1\r\n00:00:01,500 --> 00:00:02,000\r\nOne\r\ntwo\r\n\r\n2\r\n01:00:00,000 --> 01:00:01,000\r\nThree\r\n"
        self.assertEqual(read(srt), [Cue(1500, 2000, "One\ntwo"), Cue(3_600_000, 3_601_000, "Three")])
        lines = read("00:01.000 甲乙\n00:01.300 three words here\n")
        self.assertEqual(lines, [Cue(1000, 1300, "甲乙"), Cue(1300, 2050, "three words here")])
        for empty in ("", "WEBVTT\n\nno times", "00:02.000 --> 00:01.000\nx\n"):
            with self.assertRaises(ValueError):
                read(empty)

    def test_l50_words_joined_are_the_text_and_follow_each_other(self) -> None:
        for cue in (*read(FILE), Cue(0, 0, "字"), Cue(5, 105, "“引文” (a-b) 第3条\n完")):
            words = list(cue.words())
            self.assertEqual("".join(word.text for word in words), cue.text)
            self.assertEqual(words, sorted(words, key=lambda word: word.at_ms))
            self.assertEqual(words[-1].at_ms, cue.end_ms)

    def test_l50_a_word_belongs_to_the_turn_that_held(self) -> None:
        floor = Floor()
        self.assertIsNone(floor.at(5))

        def view(turn: int | None, state: str = "holding") -> dict[str, object]:
            return {"floor": {} if turn is None else {"turn": turn}, "turns": {str(turn): {"state": state}}}

        for since, shown in ((0, view(None)), (100, view(7)), (150, view(7)), (200, view(7, "paused")), (300, view(9))):
            floor.note(since, shown)
        self.assertEqual([floor.at(at) for at in (-1, 99, 100, 199, 200, 299, 300, 999)],
                         [None, None, 7, 7, None, None, 9, 9])


class OneMicrophone(unittest.IsolatedAsyncioTestCase):
    """A real server, an operator's room, and the floor."""

    async def asyncSetUp(self) -> None:
        self.server = self.enterContext(OwnServer(find_binary(None)))
        self.room = await Room.create(self.server.url, self.server.token, body())
        self.chair, self.operator, self.reader = [await self.join(place) for place in (CHAIR, OPERATOR, READER)]
        await self.chair.command({"type": "open_session"})
        self.item = self.chair.view["agenda"]["order"][0]
        await self.chair.command({"type": "start_item", "item": self.item, "expect_item": None})

    async def asyncTearDown(self) -> None:
        for client in (self.chair, self.operator, self.reader):
            await client.leave()

    async def join(self, place: int) -> Client:
        client = Client(self.room, await self.room.seat(place))
        await client.join()
        return client

    async def grant(self, place: int) -> int:
        """The operator asks for somebody in the room, and the chair gives the floor."""
        ask = {"type": "request_floor", "item": self.item, "kind": "impromptu", "for": place + 1}
        request = await self.operator.command(ask)
        return await self.chair.command({"type": "grant_floor", "request": request, "expect_turn": None})

    async def test_l51_each_statement_has_its_speaker_though_the_floor_has_changed(self) -> None:
        first = await self.grant(ANNA)
        client: Listener = await enter(self.room.invitations[CAPTIONER]["url"])
        captioner = Captioner(client, read(FILE), DELAY_MS)
        running = asyncio.create_task(captioner.run())
        await captioner.begun.wait()
        # The first one has finished speaking, and what was said is not yet recognised.
        await asyncio.sleep(max(0, captioner.begun_ms + 1100 - client.now_ms()) / 1000)
        await self.operator.command({"type": "release_floor", "expect_turn": first})
        second = await self.grant(BERT)
        await self.reader.until(lambda: self.reader.counts.get("caption", 0) >= 2, "captions")
        await running
        self.assertEqual([(turn, text) for _, turn, text in captioner.recorded],
                         [(first, FIRST), (second, SECOND), (second, THIRD)])
        self.assertEqual(captioner.unheard, 0)
        self.assertGreater(captioner.recorded[0][0], second, "the words came after the floor had changed")
        # Live words came to a member, of the turn that holds, four a second at most.
        self.assertEqual(self.reader.last["caption"]["turn"], second)
        self.assertIn(self.reader.last["caption"]["text"], THIRD)
        self.assertLessEqual(captioner.captions, 4 * 4)
        await client.leave()
        # The record has the statements, by the captioner, joined to who had the floor; and no caption.
        entries = await self.room.proceedings(self.server.token)
        speakers = {entry["seq"]: entry["entry"]["speaker"] for entry in entries
                    if entry["entry"]["type"] == "floor_granted"}
        said = [(entry["by"], speakers[entry["entry"]["turn"]], entry["entry"]["text"]) for entry in entries
                if entry["entry"]["type"] == "statement_recorded"]
        by = CAPTIONER + 1
        self.assertEqual(said, [(by, ANNA + 1, FIRST), (by, BERT + 1, SECOND), (by, BERT + 1, THIRD)])
        self.assertFalse([entry for entry in entries if "caption" in entry["entry"]["type"]])
        transcript = (await self.room.export("md", self.reader.seat.token)).decode()
        # Each behind the one before: names stand elsewhere too.
        place = transcript.index("\n## ")
        for text in (NAMES[ANNA], FIRST, NAMES[BERT], SECOND, THIRD):
            place = transcript.index(text, place) + len(text)

    async def test_l51_the_program_streams_a_file_and_leaves_out_what_nobody_said(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "words.txt"
            file.write_text("00:00.000 没有人发言\n", encoding="utf-8")
            program = [sys.executable, Path(__file__).with_name("captioner.py")]
            link = self.room.invitations[CAPTIONER]["url"]
            run = await asyncio.to_thread(subprocess.run, [*program, link, file], capture_output=True, text=True, check=False)
            self.assertEqual((run.returncode, run.stdout), (0, "0 statements, 0 captions, 5 words of nobody\n"), run.stderr)
            link = self.room.invitations[READER]["url"]
            run = await asyncio.to_thread(subprocess.run, [*program, link, file], capture_output=True, text=True, check=False)
            self.assertEqual(run.returncode, 1, "a member sends no captions")


if __name__ == "__main__":
    unittest.main()
