"""A list of checks, each in a session of its own, and what runs them."""

import asyncio
import time
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from client import Client, bearer, open_socket
from compare_error import Difference
from room import Room, Seat

CHECK_SECONDS = 60
# Everybody's place in the body of a check's session.
CHAIR, MEMBER, NEIGHBOUR = 0, 1, 2
# A sector's name may be a word that means something to a programming language.
HOSTILE_NAME = "__proto__"


@dataclass
class Table:
    """One check's own session: a chair and two members, nothing opened yet."""

    room: Room
    seats: list[Seat]
    closing: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    @classmethod
    async def lay(cls, server: str, token: str, title: str) -> "Table":
        """Creates the session and redeems the seats."""
        people = [
            {"name": "陈明远", "role": "chair"},
            {"name": "阿依古丽·买买提", "role": "member", "sector": HOSTILE_NAME, "venue": HOSTILE_NAME},
            {"name": "林小满", "role": "member", "sector": "医药卫生界"},
        ]
        venues = [{"name": HOSTILE_NAME, "kind": "branch"}]
        agenda = [{"title": "居家养老", "kind": "discussion"}]
        body = {"title": title, "agenda": agenda, "venues": venues, "participants": people}
        room = await Room.create(server, token, body)
        return cls(room, [await room.seat(place) for place in range(len(people))])

    async def client(self, place: int) -> Client:
        """A client of this person, connected and up to date."""
        client = Client(self.room, self.seats[place])
        await client.join()
        self.closing.append(client.leave)
        return client

    async def socket(self, place: int = MEMBER) -> Any:
        """A bare socket of this person after the handshake, with nothing said yet."""
        socket = await open_socket(self.room, bearer(self.seats[place].token))
        self.closing.append(socket.close)
        return socket

    async def open_floor(self) -> tuple[Client, Client, int]:
        """Opens the session and its item: chair, member and item."""
        chair, member = await self.client(CHAIR), await self.client(MEMBER)
        await chair.command({"type": "open_session"})
        item = chair.view["agenda"]["order"][0]
        started = await chair.command({"type": "start_item", "item": item, "expect_item": None})
        await member.reach(started)
        return chair, member, item

    async def entries_of_people(self, after: int) -> list[str]:
        """The types of the entries that somebody made; what the server's clock adds is not counted."""
        entries = await self.room.proceedings(self.room.convener, after=after)
        return [entry["entry"]["type"] for entry in entries if entry["by"] is not None]


@dataclass(frozen=True)
class Check:
    """What is checked, how, and which entries of people it leaves in its journal."""

    title: str
    run: Callable[[Table], Awaitable[None]]
    leaves: list[str]


CHECKS: list[Check] = []


def check(title: str, leaves: list[str] | None = None) -> Callable[[Any], Any]:
    """Lists a function as a check; `title` begins with the rule's id."""

    def listed(function: Callable[[Table], Awaitable[None]]) -> Callable[[Table], Awaitable[None]]:
        CHECKS.append(Check(title, function, leaves or []))
        return function

    return listed


def expect(what: str, found: Any, expected: Any) -> None:
    """Raises unless both are the same JSON."""
    Difference.check(f"{what}, found | expected", found, expected)


async def run_all(server: str, token: str) -> int:
    """Runs every check, prints a line for each, and returns how many failed."""
    failed = 0
    for one in CHECKS:
        begun = time.monotonic()
        try:
            await asyncio.wait_for(run_one(one, server, token), CHECK_SECONDS)
        except Exception:
            failed += 1
            print(f"FAILED {one.title}\n{traceback.format_exc()}", flush=True)
        else:
            print(f"ok {one.title} ({time.monotonic() - begun:.2f} s)", flush=True)
    return failed


async def run_one(one: Check, server: str, token: str) -> None:
    """One check at its own table; afterwards the journal holds what the check says that it leaves, no more."""
    table = await Table.lay(server, token, one.title)
    position, _ = await table.room.view(table.room.convener)
    try:
        await one.run(table)
    finally:
        for close in table.closing:
            await close()
    expect("entries left in the journal", await table.entries_of_people(position["seq"]), one.leaves)
