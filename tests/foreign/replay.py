"""Replays a debate through a server as the people in it would, then checks everything that can be read of it.

Usage: tests/replay FILE [--server URL --token CONVENER_TOKEN] [--binary PATH]
"""

import argparse
import asyncio
import sys
import time
from pathlib import Path

from client import Client, ProtocolError, Refused
from compare import compare_clients, compare_exports
from compare_error import Difference
from debate import Debate, statements_of
from http_calls import HttpError
from room import Room
from server import OwnServer, ServerError, find_binary
from verifiers import Verifiers

# For how many speeches the member who loses the connection stays away.
AWAY_SPEECHES = 3
PROGRESS_SPEECHES = 10


class Meeting:
    """The people of a debate in one session, each with an own client."""

    def __init__(self, debate: Debate, room: Room, clients: list[Client]):
        self.debate = debate
        self.room = room
        self.clients = clients
        self.chair = clients[debate.chair]
        self.item = 0
        self.turns: list[int] = []
        self.statements = 0
        self.resumed = 0

    @classmethod
    async def gather(cls, debate: Debate, server: str, token: str) -> "Meeting":
        """Creates the session, redeems every invitation and connects everybody."""
        room = await Room.create(server, token, debate.session_body())
        clients = [Client(room, await room.seat(place)) for place in range(len(debate.speakers))]
        await asyncio.gather(*(client.join() for client in clients))
        return cls(debate, room, clients)

    async def open(self) -> None:
        """The chair opens the session and starts its only item."""
        await self.chair.command({"type": "open_session"})
        self.item = self.chair.view["agenda"]["order"][0]
        started = await self.chair.command({"type": "start_item", "item": self.item, "expect_item": None})
        await self._all_reach(started)

    async def hold(self) -> None:
        """All speeches in order; half-way the chair and a member lose their connections and come back."""
        half = len(self.debate.speeches) // 2
        absent = self._silent_member(half)
        for number, speech in enumerate(self.debate.speeches):
            if number == half:
                await self.chair.drop()
                await self._resume(self.chair)
                await absent.drop()
            await self._speech(self.clients[speech.speaker], speech.kind, speech.text)
            if number == min(half + AWAY_SPEECHES, len(self.debate.speeches)) - 1:
                await self._resume(absent)
            if (number + 1) % PROGRESS_SPEECHES == 0:
                print(f"  {number + 1} of {len(self.debate.speeches)} speeches", flush=True)

    async def close(self) -> None:
        """The chair finishes the item, adjourns and seals."""
        await self.chair.command({"type": "finish_item", "expect_item": self.item})
        await self.chair.command({"type": "adjourn_session"})
        sealed = await self.chair.command({"type": "seal_session"})
        await self._all_reach(sealed)

    async def leave(self) -> None:
        """Everybody leaves."""
        await asyncio.gather(*(client.leave() for client in self.clients))

    async def _speech(self, speaker: Client, kind: str, text: str) -> None:
        request = {"type": "request_floor", "item": self.item, "kind": kind}
        if kind == "reply":
            request["replies_to"] = self.turns[-1]
        asked = await speaker.command(request)
        await self.chair.reach(asked)
        turn = await self.chair.command({"type": "grant_floor", "request": asked, "expect_turn": None})
        await speaker.reach(turn)
        if speaker.view["floor"].get("turn") != turn:
            raise Difference(f"{speaker.seat.name} was granted turn {turn}, sees {speaker.view['floor']}")
        for statement in statements_of(text):
            await speaker.command({"type": "record_statement", "turn": turn, "text": statement})
            self.statements += 1
        released = await speaker.command({"type": "release_floor", "expect_turn": turn})
        await self.chair.reach(released)
        self.turns.append(turn)

    async def _resume(self, client: Client) -> None:
        """Back with the own position, the view must be the one of a client that never left and of one that is new."""
        known = client.seq
        await client.join()
        if "state" in client.last:
            raise Difference(f"{client.seat.name} resumed at {known} and was sent a whole state instead of the gap")
        newcomer = Client(self.room, client.seat)
        await newcomer.join()
        seq = newcomer.last["state"]["position"]["seq"]
        await client.reach(seq)
        Difference.check(f"view of {client.seat.name} at {seq}, resumed | new", client.views[seq], newcomer.views[seq])
        await newcomer.leave()
        self.resumed += 1

    def _silent_member(self, first: int) -> Client:
        """Somebody who does not speak while away."""
        busy = {speech.speaker for speech in self.debate.speeches[first : first + AWAY_SPEECHES]}
        return next(
            client
            for place, client in enumerate(self.clients)
            if place != self.debate.chair and place not in busy
        )

    async def _all_reach(self, seq: int) -> None:
        await asyncio.gather(*(client.reach(seq) for client in self.clients))


async def replay(debate: Debate, server: str, token: str, verifiers: Verifiers) -> None:
    """The whole story; raises what is wrong."""
    begun = time.monotonic()
    print(f"{debate.title}: {len(debate.speakers)} speakers, {len(debate.speeches)} speeches", flush=True)
    meeting = await Meeting.gather(debate, server, token)
    await meeting.open()
    await meeting.hold()
    await meeting.close()
    held = time.monotonic()
    compared = await compare_clients(meeting.room, meeting.chair, meeting.clients)
    print(f"  {compared} views compared, {meeting.resumed} resumed", flush=True)
    await compare_exports(debate, meeting.room, meeting.chair, meeting.clients, meeting.turns, verifiers)
    await meeting.leave()
    words = sum(len(speech.text) for speech in debate.speeches)
    print(
        f"replayed: {len(meeting.turns)} turns, {meeting.statements} statements, {words} characters, "
        f"{meeting.chair.seq} entries; {held - begun:.1f} s to hold, {time.monotonic() - held:.1f} s to check"
    )


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="tests/replay", description="Replays a debate through a Rostrum server.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--server", help="the address of a running server; without it, one is started")
    parser.add_argument("--token", help="the convener's token of that server")
    parser.add_argument("--binary", help="the program to start and to verify records with")
    options = parser.parse_args()
    if (options.server is None) != (options.token is None):
        parser.error("--server and --token go together")
    try:
        debate = Debate.read(options.file)
        binary = find_binary(options.binary)
        verifiers = Verifiers(binary)
        if options.server:
            asyncio.run(replay(debate, options.server.rstrip("/"), options.token, verifiers))
        else:
            with OwnServer(binary) as server:
                asyncio.run(replay(debate, server.url, server.token, verifiers))
    except (Difference, HttpError, KeyError, OSError, ProtocolError, Refused, ServerError, ValueError) as error:
        print(f"FAILED: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    print("passed")
    return 0
