"""The handshake's refusals, and the hello that must come first."""

import asyncio
import json
import time
import uuid
from typing import Any

from websockets.exceptions import ConnectionClosed, InvalidStatus

from checks import MEMBER, Table, check, expect
from client import SUBPROTOCOL, bearer, open_socket
from wire_names import HELLO_EXPECTED, HELLO_TIMEOUT_MS

FOREIGN_ORIGIN = "https://elsewhere.example"


async def refusal(table: Table, headers: dict[str, str], **more: Any) -> tuple[int, str]:
    """Status and code of a handshake that must be refused with problem details."""
    try:
        socket = await open_socket(table.room, headers, **more)
    except InvalidStatus as error:
        answer = error.response
        kind = answer.headers["Content-Type"].partition(";")[0]
        expect("content type of the refusal", kind, "application/problem+json")
        return answer.status_code, json.loads(answer.body)["code"]
    await socket.close()
    raise AssertionError("the handshake was not refused")


async def close_code(socket: Any) -> int | None:
    """Reads until the server closes, and returns its close code."""
    try:
        while True:
            await socket.recv()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None


def cookie(table: Table) -> dict[str, str]:
    """The header of the member's cookie."""
    return {"Cookie": table.seats[MEMBER].cookie}


@check("P41 a handshake without the subprotocol is 400")
async def subprotocol_is_needed(table: Table) -> None:
    headers = bearer(table.seats[MEMBER].token)
    expect("no subprotocol", await refusal(table, headers, subprotocols=None), (400, "malformed"))
    expect("another subprotocol", await refusal(table, headers, subprotocols=["rostrum.v0"]), (400, "malformed"))


@check("P41 the subprotocol is chosen from several")
async def subprotocol_is_chosen(table: Table) -> None:
    headers = bearer(table.seats[MEMBER].token)
    socket = await open_socket(table.room, headers, subprotocols=["other", SUBPROTOCOL])
    expect("subprotocol", socket.subprotocol, SUBPROTOCOL)
    await socket.close()


@check("P42 a foreign Origin is 403, with cookie and with token")
async def origin_is_checked(table: Table) -> None:
    token = bearer(table.seats[MEMBER].token)
    expect("cookie", await refusal(table, cookie(table), origin=FOREIGN_ORIGIN), (403, "origin_refused"))
    expect("token", await refusal(table, token, origin=FOREIGN_ORIGIN), (403, "origin_refused"))
    expect("opaque", await refusal(table, cookie(table), origin="null"), (403, "origin_refused"))


@check("P42 no Origin goes with a token, never with the cookie")
async def cookie_needs_an_origin(table: Table) -> None:
    expect("cookie", await refusal(table, cookie(table)), (403, "origin_refused"))
    await table.client(MEMBER)


@check("P42 the own Origin goes with the cookie")
async def own_origin_is_welcome(table: Table) -> None:
    socket = await open_socket(table.room, cookie(table), origin=table.room.server)
    await socket.send(json.dumps({"type": "hello", "position": None}))
    welcome = json.loads(await socket.recv())
    expect("first message", welcome["type"], "welcome")
    expect("participant", welcome["participant"]["participant"], table.seats[MEMBER].participant)
    await socket.close()


@check("P43 a handshake without a valid seat is 401")
async def seat_is_needed(table: Table) -> None:
    expect("nothing", await refusal(table, {}), (401, "unauthorized"))
    expect("nonsense", await refusal(table, bearer("not-a-seat")), (401, "unauthorized"))
    genuine = table.seats[MEMBER].token
    forged = genuine[:-2] + ("AA" if genuine[-2:] != "AA" else "BB")
    expect("forged", await refusal(table, bearer(forged)), (401, "unauthorized"))
    expect("invitation", await refusal(table, bearer(table.room.invitations[MEMBER]["token"])), (401, "unauthorized"))


@check("P43 a seat of one session is none in another")
async def seat_is_of_one_session(table: Table) -> None:
    other = await Table.lay(table.room.server, table.room.convener, "another session")
    expect("foreign seat", await refusal(other, bearer(table.seats[MEMBER].token)), (401, "unauthorized"))


@check("P43 an unknown session is 404")
async def session_must_exist(table: Table) -> None:
    known = table.room.session
    # The same UUID version with another end, so that only its being unknown can be the reason.
    table.room.session = known[:24] + uuid.uuid4().hex[:12]
    found = await refusal(table, bearer(table.seats[MEMBER].token))
    table.room.session = known
    expect("unknown session", found, (404, "not_found"))


@check("P44 anything before hello closes with 4004")
async def hello_comes_first(table: Table) -> None:
    ping = {"type": "ping", "t": 1}
    command = {"type": "command", "id": str(uuid.uuid4()), "command": {"type": "request_floor"}}
    for message in (json.dumps(ping), json.dumps(command), "no JSON"):
        socket = await table.socket()
        await socket.send(message)
        expect(f"close code after {message[:40]}", await close_code(socket), HELLO_EXPECTED)


@check("P44 no hello in time closes with 4004")
async def hello_comes_in_time(table: Table) -> None:
    socket = await table.socket()
    begun = time.monotonic()
    expect("close code", await close_code(socket), HELLO_EXPECTED)
    waited_ms = (time.monotonic() - begun) * 1000
    if waited_ms < HELLO_TIMEOUT_MS / 2:
        raise AssertionError(f"closed after {waited_ms:.0f} ms, {HELLO_TIMEOUT_MS} ms are allowed")


@check("P56 hello is answered with welcome and a state to start from")
async def hello_is_welcomed(table: Table) -> None:
    client = await table.client(MEMBER)
    welcome, state = client.last["welcome"], client.last["state"]
    expect("role", welcome["participant"]["role"], "member")
    expect("name", welcome["participant"]["name"], table.seats[MEMBER].name)
    if "request_floor" not in welcome["capabilities"] or "grant_floor" in welcome["capabilities"]:
        raise AssertionError(f"a member's capabilities are {welcome['capabilities']}")
    position, view = await table.room.view(table.seats[MEMBER].token)
    expect("position", state["position"], position)
    expect("view", state["view"], view)


@check("P56 a position that means nothing here gets a whole state", ["session_opened"])
async def strange_position_gets_state(table: Table) -> None:
    chair = await table.client(0)
    opened = await chair.command({"type": "open_session"})
    await chair.reach(opened)
    here = chair.position
    strange = [{**here, "epoch": str(uuid.uuid4())}, {**here, "seq": here["seq"] + 1000}]
    for position in strange:
        socket = await table.socket()
        await socket.send(json.dumps({"type": "hello", "position": position}))
        kinds = [json.loads(await socket.recv())["type"] for _ in range(2)]
        expect(f"answer to {position}", kinds, ["welcome", "state"])


@check("P56 a known position gets exactly the entries after it", ["session_opened", "item_started"])
async def known_position_gets_the_gap(table: Table) -> None:
    neighbour = await table.client(2)
    known = neighbour.seq
    await neighbour.drop()
    chair, member, _ = await table.open_floor()
    await neighbour.join()
    if "state" in neighbour.last:
        raise AssertionError("a small gap was answered with a whole state")
    seq = min(neighbour.seq, member.seq)
    expect("first entry", min(neighbour.entries), known + 1)
    expect("view", neighbour.views[seq], member.views[seq])
    await asyncio.gather(chair.reach(seq), member.reach(seq))
