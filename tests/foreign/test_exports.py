"""The exports of hard sessions: hostile texts, nothing said, everything at once; for each audience, in both languages."""

import asyncio
import unittest
from typing import Any

from client import Client
from compare_error import Difference
from exports import Page, akoma_turns, read_akoma
from http_calls import ask
from room import Room
from server import OwnServer, ServerError, find_binary

NASTY = "<b>\"O'Neill\" & ]]> \u0001\u0008\u001b[31m\ufffe\U0001f600 # *x* \u202e&#0;&lt;"
SECRET = "hidden-words-of-a-post"
PEOPLE = [
    {"name": "周主席", "role": "chair"},
    {"name": "会务<&>\"'", "role": "clerk"},
    {"name": "李\"委员\" <a href='x'>", "role": "member", "sector": "经济&<i>界"},
    {"name": "阿卜杜\u200b·# _名_", "role": "member", "sector": "]]>"},
    {"name": "民政厅", "role": "respondent"},
    {"name": "王观察", "role": "observer"},
]
CHAIR, CLERK, FIRST, SECOND, DEPARTMENT, OBSERVER = range(len(PEOPLE))


class Sitting:
    """A session and somebody at each of its seats."""

    def __init__(self, room: Room, clients: list[Client]):
        self.room = room
        self.clients = clients
        self.there = list(range(len(clients)))

    @classmethod
    async def begin(cls, server: OwnServer, title: str) -> "Sitting":
        """Creates it and lets everybody in."""
        agenda = [{"title": title, "kind": "discussion"}, {"title": "总结", "kind": "summary"}]
        body = {"title": title, "body": title, "agenda": agenda, "participants": PEOPLE}
        room = await Room.create(server.url, server.token, body)
        clients = [Client(room, await room.seat(place)) for place in range(len(PEOPLE))]
        for client in clients:
            await client.join()
        return cls(room, clients)

    async def does(self, place: int, command: str, **more: Any) -> int:
        """Somebody's command, seen by everybody before the next one."""
        seq = await self.clients[place].command({"type": command, **more})
        gone = more["participant"] - 1 if command == "remove" else None
        self.there = [other for other in self.there if other != gone]
        await asyncio.gather(*(self.clients[other].reach(seq) for other in self.there))
        return seq

    async def turn(self, place: int, kind: str, over: int | None, **more: Any) -> int:
        """Somebody gets the floor."""
        item = self.clients[CHAIR].view["agenda"]["active"]
        request = await self.does(place, "request_floor", item=item, kind=kind, **more)
        return await self.does(CHAIR, "grant_floor", request=request, expect_turn=over)

    async def leave(self) -> None:
        """Everybody goes."""
        await asyncio.gather(*(client.leave() for client in self.clients))

    async def export(self, place: int, extension: str) -> bytes:
        """Somebody's export."""
        return await self.room.export(extension, self.clients[place].seat.token)


async def everything(sitting: Sitting) -> None:
    """A session in which whatever can happen does."""
    does, first = sitting.does, sitting.clients[CHAIR].view["agenda"]["order"][0]
    thread = await does(CHAIR, "open_thread", title=NASTY)
    await does(CHAIR, "open_session")
    await does(CHAIR, "start_item", item=first, expect_item=None)
    post = await does(FIRST, "publish_post", thread=thread, text=NASTY + "\n\n" + NASTY)
    await does(SECOND, "publish_post", thread=thread, text="答" + NASTY, replies_to=post)
    hidden = await does(SECOND, "publish_post", thread=thread, text=SECRET)
    await does(CLERK, "hide_post", post=hidden, reason="违规")
    gone = await does(FIRST, "publish_post", thread=thread, text="taken-back")
    await does(FIRST, "withdraw_post", post=gone)

    outer = await sitting.turn(FIRST, "impromptu", None)
    said = await does(FIRST, "record_statement", turn=outer, text="甲 " + NASTY + "\r\n乙\n")
    asked = await sitting.turn(SECOND, "question", outer)
    poll = await does(CLERK, "open_poll", question=NASTY, options=["一 " + NASTY, "二"], choices_max=1)
    await does(SECOND, "vote", poll=poll, choices=[1])
    order = await sitting.turn(DEPARTMENT, "point_of_order", asked)
    await does(CHAIR, "call_recess")
    await does(CHAIR, "resume_session")
    await does(CHAIR, "resume_turn", expect_turn=order)
    await does(CHAIR, "revoke_turn", expect_turn=order, reason=NASTY)
    await does(SECOND, "record_statement", turn=asked, text="丙")
    await does(SECOND, "release_floor", expect_turn=asked)
    await does(FIRST, "record_statement", turn=outer, text="丁")
    await does(CLERK, "revise_statement", statement=said, text="改 " + NASTY, reason=NASTY)
    yielded = await does(CHAIR, "yield_floor", expect_turn=outer, to=DEPARTMENT + 1)
    await does(CHAIR, "end_turn", expect_turn=yielded)
    reply = await sitting.turn(DEPARTMENT, "reply", None, replies_to=outer)
    await does(DEPARTMENT, "record_statement", turn=reply, text="戊\n\n己")
    await does(CHAIR, "remove", participant=DEPARTMENT + 1, reason=NASTY)
    await does(CHAIR, "finish_item", expect_item=first, conclusion="庚 " + NASTY)
    await does(CHAIR, "start_item", item=first, expect_item=None)
    await does(CHAIR, "conclude_item", item=first, text="辛\n" + NASTY)


class Exports(unittest.TestCase):
    """R54 every export is valid, for every audience and in both languages."""

    @classmethod
    def setUpClass(cls) -> None:
        try:
            cls.server = OwnServer(find_binary(None))
        except ServerError as error:
            raise unittest.SkipTest(str(error)) from error
        cls.server.__enter__()

    @classmethod
    def tearDownClass(cls) -> None:
        cls.server.__exit__(None)

    async def _all(self, sitting: Sitting) -> dict[tuple[int, str], str]:
        files = {}
        for place in (CHAIR, FIRST, OBSERVER):
            for extension in ("md", "html", "xml", "jsonl"):
                files[place, extension] = (await sitting.export(place, extension)).decode("utf-8")
            read_akoma(files[place, "xml"].encode())
            Page(files[place, "html"])
            english = await ask("GET", f"{sitting.room.url}/transcript.xml?lang=en", sitting.clients[place].seat.token)
            read_akoma(english.body)
        return files

    def test_r54_a_session_in_which_everything_happens(self) -> None:
        """Its XML is valid, its turns are the same in HTML, and what is hidden is in nobody's file but the moderators'."""

        async def run() -> dict[tuple[int, str], str]:
            sitting = await Sitting.begin(self.server, NASTY)
            await everything(sitting)
            running = await self._all(sitting)
            await sitting.does(CHAIR, "finish_item", expect_item=sitting.clients[CHAIR].view["agenda"]["active"])
            await sitting.does(CHAIR, "adjourn_session")
            await sitting.does(CHAIR, "seal_session")
            files = await self._all(sitting)
            await sitting.leave()
            self.assertNotEqual(running, files)
            return files

        files = asyncio.run(run())
        for place in (CHAIR, FIRST, OBSERVER):
            html = [turn.told() for turn in Page(files[place, "html"]).turns.values()]
            xml = [turn.told() for turn in akoma_turns(read_akoma(files[place, "xml"].encode()))]
            # HTML shows a space where XML shows that there was something it cannot have.
            harmless = [[text.replace("\ufffd", "") for text in turn] for turn in xml]
            for shown in (html, harmless):
                for turn in shown:
                    turn[:] = ["".join(sign for sign in text if sign.isprintable()) for text in turn]
            self.assertEqual(html, harmless)
            self.assertEqual([turn[1][:1] for turn in html], ["改", "丙", "", "", "戊"])
            for extension in ("md", "html", "xml"):
                text = files[place, extension]
                self.assertEqual(SECRET in text, place == CHAIR, (place, extension))
                self.assertNotIn("taken-back", text)
            self.assertEqual(SECRET in files[place, "jsonl"], place == CHAIR)

    def test_r54_a_session_in_which_nothing_happened(self) -> None:
        """Nobody came, nothing was opened, nothing was said."""

        async def run() -> None:
            body = {"title": "空", "agenda": [], "participants": [{"name": "周主席", "role": "chair"}]}
            room = await Room.create(self.server.url, self.server.token, body)
            seat = await room.seat(0)
            for language in ("zh", "en"):
                answer = await ask("GET", f"{room.url}/transcript.xml?lang={language}", seat.token)
                self.assertEqual(akoma_turns(read_akoma(answer.body)), [])
                answer = await ask("GET", f"{room.url}/transcript.html?lang={language}", seat.token)
                self.assertEqual(Page(answer.body.decode("utf-8")).turns, {})

        asyncio.run(run())

    def test_r54_what_is_not_akoma_ntoso_is_found(self) -> None:
        """The schema is there and is obeyed."""

        async def run() -> bytes:
            sitting = await Sitting.begin(self.server, "协商")
            first = sitting.clients[CHAIR].view["agenda"]["order"][0]
            await sitting.does(CHAIR, "open_session")
            await sitting.does(CHAIR, "start_item", item=first, expect_item=None)
            await sitting.turn(FIRST, "impromptu", None)
            data = await sitting.export(FIRST, "xml")
            await sitting.leave()
            return data

        data = asyncio.run(run())
        self.assertEqual(len(akoma_turns(read_akoma(data))), 1)
        for spoiled in (data.replace(b' by="#person_3"', b""), data.replace(b'eId="person_3"', b'eId="rollcall"')):
            self.assertNotEqual(spoiled, data)
            with self.assertRaises(Difference):
                read_akoma(spoiled)


if __name__ == "__main__":
    unittest.main()
