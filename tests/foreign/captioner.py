"""A captioner: streams a timed text file into a session, as a speech recogniser would that knows no names.

    tests/foreign/captioner.py LINK FILE [--delay-ms MS]

LINK is the invitation of a captioner (`https://host/join#TOKEN`), FILE is timed text as `timed_text.py` reads it: WebVTT, SRT, or
lines `mm:ss.mmm text`. Its time begins when the captioner has joined. Words go out as captions while they come, four times a
second at most; at the end of each cue they are recorded as a statement. `--delay-ms` is how much later than spoken the words come,
as with a real recogniser.

Who spoke is not in the file: the floor tells. Every word belongs to the turn that held when it was spoken, by the server's
clock, whether that turn still runs when the words come or not; words of one cue that fall into two turns become two statements. Words
that were spoken while nobody had the floor are nobody's and are left out; their number is told at the end.
"""

import environment

if __name__ == "__main__":
    environment.enter()

import argparse  # noqa: E402
import asyncio  # noqa: E402
import sys  # noqa: E402
import uuid  # noqa: E402
from bisect import bisect_right  # noqa: E402
from datetime import datetime  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402
from urllib.parse import urlsplit  # noqa: E402

from client import Client, ProtocolError, Refused  # noqa: E402
from http_calls import ask  # noqa: E402
from room import Room, Seat  # noqa: E402
from timed_text import Cue, read  # noqa: E402

# The protocol takes four captions a second at most; a little less, for what the network bunches together.
CAPTION_MS = 260
STATEMENT_CHARACTERS_MAX = 8000
CLOCK_EXCHANGES = 5
ATTEMPTS = 10
RETRY_SECONDS = 1.0
# A dropped speaker of an open microphone is still heard; a paused one is not.
HEARD = ("holding", "dropped")


def ms_of(time: str) -> int:
    """A time of the protocol in milliseconds since 1970."""
    return round(datetime.fromisoformat(time.replace("Z", "+00:00")).timestamp() * 1000)


class Floor:
    """Which turn held when."""

    def __init__(self) -> None:
        self._since: list[int] = []
        self._turns: list[int | None] = []

    @property
    def is_known(self) -> bool:
        """Whether anything was noted."""
        return bool(self._turns)

    def note(self, since_ms: int, view: dict[str, Any]) -> None:
        """From this moment on the floor is as the view has it."""
        turn = view["floor"].get("turn")
        heard = turn is not None and view["turns"][str(turn)]["state"] in HEARD
        now = turn if heard else None
        if not self._turns or self._turns[-1] != now:
            self._since.append(max(since_ms, self._since[-1]) if self._since else since_ms)
            self._turns.append(now)

    def at(self, moment_ms: int) -> int | None:
        """The turn that held at a moment; the earliest known one for what was before."""
        if not self._turns:
            return None
        return self._turns[max(0, bisect_right(self._since, moment_ms) - 1)]


class Listener(Client):
    """A client that remembers the floor, and nothing else of the past; and that knows the server's clock."""

    def __init__(self, room: Room, seat: Seat):
        super().__init__(room, seat)
        self.floor = Floor()
        self._ahead_ms = 0

    def now_ms(self) -> int:
        """The server's time."""
        return round(asyncio.get_running_loop().time() * 1000) + self._ahead_ms

    async def learn_clock(self) -> None:
        """Takes the offset of the server's clock from the quickest of some exchanges."""
        quickest = None
        for number in range(CLOCK_EXCHANGES):
            self._ahead_ms = 0
            sent = self.now_ms()
            await self.say({"type": "ping", "t": number})
            await self.until(lambda: self.last.get("pong", {}).get("t") == number, "pong")
            back = self.now_ms()
            if quickest is None or back - sent < quickest[0]:
                quickest = (back - sent, ms_of(self.last["pong"]["now"]) - (sent + back) // 2)
        self._ahead_ms = quickest[1]

    def _stand_at(self, position: dict[str, Any], view: dict[str, Any]) -> None:
        super()._stand_at(position, view)
        entry = self.entries.get(position["seq"])
        # Of a floor that is found as it is nobody knows since when: always at first, and later since it was found.
        since_ms = self.now_ms() if self.floor.is_known else 0
        self.floor.note(ms_of(entry["at"]) if entry else since_ms, view)
        self.views.clear()
        self.entries.clear()


class Captioner:
    """Streams cues into the session of a client that has joined."""

    def __init__(self, client: Listener, cues: list[Cue], delay_ms: int = 0):
        self.client = client
        self.cues = cues
        self.delay_ms = delay_ms
        self.begun_ms: int | None = None
        self.begun = asyncio.Event()
        """What was recorded: `(statement, turn, text)`."""
        self.recorded: list[tuple[int, int, str]] = []
        self.captions = 0
        """How many words nobody spoke who had the floor."""
        self.unheard = 0
        self._captioned_ms = 0

    async def run(self) -> None:
        """Begins now, and returns when everything is recorded."""
        await self.client.learn_clock()
        self.begun_ms = self.client.now_ms()
        self.begun.set()
        statements: asyncio.Queue[tuple[int, str] | None] = asyncio.Queue()
        recording = asyncio.create_task(self._record_all(statements))
        try:
            for cue in self.cues:
                await self._stream(cue, statements)
            await statements.put(None)
            await recording
        finally:
            recording.cancel()

    async def _stream(self, cue: Cue, statements: asyncio.Queue[tuple[int, str] | None]) -> None:
        """Sends a cue's words as they come, and hands over what they were, turn by turn."""
        said: list[tuple[int, str]] = []
        for word in cue.words():
            spoken_ms = self.begun_ms + word.at_ms
            await self._until_ms(spoken_ms + self.delay_ms)
            turn = self.client.floor.at(spoken_ms)
            if turn is None:
                self.unheard += 1
            elif said and said[-1][0] == turn:
                said[-1] = (turn, said[-1][1] + word.text)
            else:
                said.append((turn, word.text))
            if turn is not None:
                await self._caption(turn, said[-1][1])
        for turn, text in said:
            text = text.strip()
            for start in range(0, len(text), STATEMENT_CHARACTERS_MAX):
                await statements.put((turn, text[start:start + STATEMENT_CHARACTERS_MAX]))

    async def _caption(self, turn: int, text: str) -> None:
        """Shows words live while their turn stands on the floor; what is lost of them the statement has."""
        now = self.client.now_ms()
        if now - self._captioned_ms < CAPTION_MS or str(turn) not in self.client.view["turns"]:
            return
        self._captioned_ms = now
        self.captions += 1
        try:
            await self.client.say({"type": "caption", "turn": turn, "text": text.strip()})
        except Exception as error:  # noqa: BLE001 - whatever the socket died of, recording finds out and mends it
            print(f"a caption was lost: {error}", file=sys.stderr)

    async def _record_all(self, statements: asyncio.Queue[tuple[int, str] | None]) -> None:
        """One after the other, so that they stand in the order in which they were spoken."""
        while (statement := await statements.get()) is not None:
            turn, text = statement
            self.recorded.append((await self._record(turn, text), turn, text))

    async def _record(self, turn: int, text: str) -> int:
        """Records a statement once, however often the connection is lost meanwhile."""
        command_id = str(uuid.uuid4())
        command = {"type": "record_statement", "turn": turn, "text": text}
        for attempt in range(ATTEMPTS):
            try:
                if self.client.failure is not None:
                    await self.client.join()
                return await self.client.command(command, command_id)
            except Refused as refused:
                if refused.refusal["code"] not in ("unavailable", "rate_limited"):
                    raise
            except (ProtocolError, OSError) as error:
                print(f"the connection was lost ({error}), attempt {attempt + 1}", file=sys.stderr)
            await asyncio.sleep(RETRY_SECONDS)
        raise ProtocolError(f"nothing was recorded in {ATTEMPTS} attempts: {text!r}")

    async def _until_ms(self, moment_ms: int) -> None:
        await asyncio.sleep(max(0, moment_ms - self.client.now_ms()) / 1000)


async def enter(link: str) -> Listener:
    """Redeems an invitation and joins."""
    parts = urlsplit(link)
    server = f"{parts.scheme}://{parts.netloc}"
    seat = (await ask("POST", f"{server}/api/seat", None, {"invitation": parts.fragment})).json()
    client = Listener(
        Room(server, "", seat["session"], []),
        Seat(seat["participant"], "captioner", seat["role"], seat["token"], ""),
    )
    await client.join()
    if "caption" not in client.last["welcome"]["capabilities"]:
        raise ValueError(f"a {seat['role']} sends no captions: the link is not a captioner's")
    return client


async def stream(link: str, cues: list[Cue], delay_ms: int) -> None:
    """Joins, streams, leaves."""
    client = await enter(link)
    captioner = Captioner(client, cues, delay_ms)
    await captioner.run()
    await client.leave()
    print(f"{len(captioner.recorded)} statements, {captioner.captions} captions, {captioner.unheard} words of nobody")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="captioner.py", description="Streams timed text into a session.")
    parser.add_argument("link", help="the invitation of a captioner")
    parser.add_argument("file", type=Path, help="WebVTT, SRT, or lines of `mm:ss.mmm text`")
    parser.add_argument("--delay-ms", type=int, default=0, help="how much later than spoken the words come")
    options = parser.parse_args()
    try:
        cues = read(options.file.read_text(encoding="utf-8"))
        asyncio.run(stream(options.link, cues, options.delay_ms))
    except (OSError, ValueError, ProtocolError, Refused) as error:
        print(f"captioner.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
