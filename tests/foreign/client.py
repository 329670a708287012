"""One person's client: a socket, the view that it keeps by merging patches, and the entries that it was told."""

import asyncio
import json
import uuid
from collections.abc import Callable
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from merge_patch import merge
from pacer import Pacer
from room import Room, Seat

SUBPROTOCOL = "rostrum.v1"
WAIT_SECONDS = 30
INBOUND_BYTES_MAX = 4 * 1024 * 1024


class ProtocolError(Exception):
    """The server did what the protocol does not allow, or did not do what it promises."""


class Refused(Exception):
    """A command was refused."""

    def __init__(self, command: dict[str, Any], refusal: dict[str, Any]):
        super().__init__(f"{command['type']} was refused: {refusal['code']} ({refusal.get('message', '')})")
        self.refusal = refusal


async def open_socket(room: Room, headers: dict[str, str], **more: Any) -> ClientConnection:
    """A socket after its handshake, with nothing said yet."""
    more.setdefault("subprotocols", [SUBPROTOCOL])
    more.setdefault("additional_headers", headers)
    return await connect(room.socket_url, proxy=None, max_size=INBOUND_BYTES_MAX, **more)


def bearer(token: str) -> dict[str, str]:
    """The header of a bearer token."""
    return {"Authorization": f"Bearer {token}"}


class Client:
    """What a client of the protocol knows. It never trusts the server with the law of the view: it keeps every
    view by its position, so that it can be compared with a fresh one of the same position."""

    def __init__(self, room: Room, seat: Seat):
        self.room = room
        self.seat = seat
        self.position: dict[str, Any] | None = None
        self.view: dict[str, Any] = {}
        self.views: dict[int, dict[str, Any]] = {}
        self.entries: dict[int, dict[str, Any]] = {}
        self.last: dict[str, dict[str, Any]] = {}
        self.counts: dict[str, int] = {}
        self.failure: BaseException | None = None
        self._replies: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._heard = asyncio.Condition()
        self._pacer = Pacer()

    @property
    def seq(self) -> int:
        """The last entry that the view contains."""
        return self.position["seq"] if self.position else 0

    async def join(self) -> None:
        """Opens a socket, says hello with the position that is known, and waits until it is up to date."""
        self.failure = None
        self._socket = await open_socket(self.room, bearer(self.seat.token))
        if self._socket.subprotocol != SUBPROTOCOL:
            raise ProtocolError(f"the server chose the subprotocol {self._socket.subprotocol!r}")
        self.last = {}
        self._reader = asyncio.create_task(self._read())
        await self.say({"type": "hello", "position": self.position})
        await self.until(lambda: "welcome" in self.last, "welcome")
        await self.reach(self.last["welcome"]["position"]["seq"])

    async def say(self, message: dict[str, Any]) -> None:
        """Sends one message."""
        # Not escaped to ASCII: a long statement of astral characters would not fit into a message otherwise.
        await self._socket.send(json.dumps(message, ensure_ascii=False))

    async def command(self, command: dict[str, Any], command_id: str | None = None) -> int:
        """Sends a command and waits for its reply; the seq of its entry, or `Refused`."""
        reply = await self.reply(command, command_id)
        if not reply["ok"]:
            raise Refused(command, reply["refusal"])
        return reply["seq"]

    async def reply(self, command: dict[str, Any], command_id: str | None = None) -> dict[str, Any]:
        """Sends a command and waits for its reply, yes or no."""
        command_id = command_id or str(uuid.uuid4())
        await self._pacer.turn()
        answer = asyncio.get_running_loop().create_future()
        self._replies[command_id] = answer
        await self.say({"type": "command", "id": command_id, "command": command})
        try:
            return await asyncio.wait_for(answer, WAIT_SECONDS)
        except TimeoutError:
            raise ProtocolError(f"{self.seat.name}: no reply to {command['type']} within {WAIT_SECONDS} s") from None

    async def reach(self, seq: int) -> None:
        """Waits until the view contains entry `seq`."""
        await self.until(lambda: self.position is not None and self.seq >= seq, f"entry {seq}")

    async def until(self, holds: Callable[[], bool], what: str) -> None:
        """Waits until something that was told makes `holds` true."""

        def settled() -> bool:
            return self.failure is not None or holds()

        async def wait() -> None:
            async with self._heard:
                await self._heard.wait_for(settled)

        try:
            await asyncio.wait_for(wait(), WAIT_SECONDS)
        except TimeoutError:
            raise ProtocolError(
                f"{self.seat.name} waited {WAIT_SECONDS} s for {what}, is at {self.seq}, heard {self.counts}"
            ) from None
        if not holds():
            raise ProtocolError(f"{self.seat.name} waited for {what}: {self.failure}") from self.failure

    async def drop(self) -> None:
        """Loses the connection without a word, as a network does."""
        self._socket.transport.abort()
        await asyncio.wait([self._reader])

    async def leave(self) -> None:
        """Closes the socket as the protocol wants it."""
        await self._socket.close(1000)
        await asyncio.wait([self._reader])

    async def closed(self) -> tuple[int | None, dict[str, Any] | None]:
        """Waits for the server to close: the close code and the `bye` before it."""
        await asyncio.wait([self._reader], timeout=WAIT_SECONDS)
        return self._socket.close_code, self.last.get("bye")

    async def _read(self) -> None:
        try:
            async for text in self._socket:
                message = json.loads(text)
                self._take(message)
                async with self._heard:
                    self._heard.notify_all()
            raise ProtocolError("the connection was closed")
        except (ProtocolError, ConnectionClosed, ValueError, KeyError, TypeError) as error:
            self.failure = error
        for answer in self._replies.values():
            if not answer.done():
                answer.set_exception(ProtocolError(f"{self.seat.name}: {self.failure!r} before the reply"))
        async with self._heard:
            self._heard.notify_all()

    def _take(self, message: dict[str, Any]) -> None:
        kind = message["type"]
        self.counts[kind] = self.counts.get(kind, 0) + 1
        self.last[kind] = message
        if kind == "state":
            self._stand_at(message["position"], message["view"])
        elif kind == "event":
            self._take_event(message)
        elif kind == "reply" and message.get("id") in self._replies:
            answer = self._replies[message["id"]]
            if answer.done():
                raise ProtocolError(f"two replies to {message['id']}")
            answer.set_result(message)

    def _take_event(self, event: dict[str, Any]) -> None:
        if self.position is None:
            raise ProtocolError("an event came before any state")
        if event["seq"] != self.seq + 1:
            raise ProtocolError(f"entry {event['seq']} came after entry {self.seq}")
        self.entries[event["seq"]] = {name: event[name] for name in ("seq", "at", "by", "entry")}
        self._stand_at({**self.position, "seq": event["seq"]}, merge(self.view, event["patch"]))

    def _stand_at(self, position: dict[str, Any], view: dict[str, Any]) -> None:
        self.position = position
        self.view = view
        self.views[position["seq"]] = view
