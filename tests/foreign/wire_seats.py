"""Seats that are taken away, and a server that goes away."""

import asyncio
import time

from checks import CHAIR, MEMBER, NEIGHBOUR, Table, check, expect
from client import Client, bearer
from server import OwnServer
from wire_handshake import refusal
from wire_names import GOING_AWAY, REVOKED_WITHIN_SECONDS, SEAT_REVOKED


async def expect_revoked(table: Table, client: Client, call: dict[str, object]) -> list[dict[str, object]]:
    """The call closes the client's socket with 4001 within a second; the new invitations that it answers."""
    begun = time.monotonic()
    answer = await table.room.invitation_call(call)
    code, bye = await client.closed()
    seconds = time.monotonic() - begun
    expect("close code", code, SEAT_REVOKED)
    if bye is None or bye["retry_ms"] is not None:
        raise AssertionError(f"bye is {bye}, expected one that says not to come back")
    if seconds > REVOKED_WITHIN_SECONDS:
        raise AssertionError(f"closed after {seconds:.2f} s, allowed is {REVOKED_WITHIN_SECONDS} s")
    expect("reading with the old seat", (await table.room.try_view(client.seat.token)).status, 401)
    expect("a socket with the old seat", await refusal(table, bearer(client.seat.token)), (401, "unauthorized"))
    return answer.json()["invitations"]


@check("P53 a revoked seat is closed with 4001 within a second and is none any more", ["seat_revoked"])
async def revoked_seat_is_closed(table: Table) -> None:
    member, neighbour = await table.client(MEMBER), await table.client(NEIGHBOUR)
    await expect_revoked(table, member, {"revoke": member.seat.participant})
    await neighbour.say({"type": "ping", "t": 1})
    await neighbour.until(lambda: "pong" in neighbour.last, "pong")


@check("P53 a renewed seat closes the old one, and the new invitation seats again", ["seat_renewed"])
async def renewed_seat_is_closed(table: Table) -> None:
    member = await table.client(MEMBER)
    invitations = await expect_revoked(table, member, {"renew": member.seat.participant})
    expect("invitations", [invitation["participant"] for invitation in invitations], [member.seat.participant])
    again = Client(table.room, await table.room.redeem(invitations[0]))
    await again.join()
    await again.leave()


async def check_going_away(server: OwnServer) -> None:
    """P54 on SIGTERM every client gets bye with retry_ms and 1001, and the exit code is 0."""
    table = await Table.lay(server.url, server.token, "going away")
    clients = [await table.client(place) for place in (CHAIR, MEMBER, NEIGHBOUR)]
    await clients[0].command({"type": "open_session"})
    server.ask_to_stop()
    for client in clients:
        code, bye = await client.closed()
        expect(f"close code of {client.seat.name}", code, GOING_AWAY)
        if bye is None or not isinstance(bye["retry_ms"], int):
            raise AssertionError(f"bye is {bye}, expected one with retry_ms")
    expect("exit code", await asyncio.to_thread(server.stop), 0)
