"""Messages after the hello: what is answered, what is refused, what closes the connection."""

import asyncio
import json
import uuid
from typing import Any

from checks import CHAIR, HOSTILE_NAME, MEMBER, Table, check, expect
from client import Client
from wire_handshake import close_code
from wire_names import ABUSE, BINARY_FRAME, COMMANDS_BURST, MALFORMED_MAX, MESSAGE_BYTES_MAX, TOO_LARGE

NOW = "0000-00-00T00:00:00.000Z"


async def greeted(table: Table, place: int = MEMBER) -> Any:
    """A bare socket that has said hello and was told the state."""
    socket = await table.socket(place)
    await socket.send(json.dumps({"type": "hello", "position": None}))
    await heard(socket, "state")
    return socket


async def heard(socket: Any, kind: str) -> dict[str, Any]:
    """The next message of this type."""
    while True:
        message = json.loads(await socket.recv())
        if message["type"] == kind:
            return message


async def answered(socket: Any, text: str) -> dict[str, Any]:
    """The reply to one text."""
    await socket.send(text)
    return await heard(socket, "reply")


def command_text(command: Any, **more: Any) -> str:
    """A command's message with a new id and more members."""
    return json.dumps({"type": "command", "id": str(uuid.uuid4()), "command": command, **more})


@check("P46 ping is answered with its t and the server's time")
async def ping_is_answered(table: Table) -> None:
    socket = await greeted(table)
    for t in (0, 1.5, 1_790_000_000_123):
        await socket.send(json.dumps({"type": "ping", "t": t}))
        pong = await heard(socket, "pong")
        expect("t", float(pong["t"]), float(t))
        expect("shape of now", "".join("0" if sign.isdigit() else sign for sign in pong["now"]), NOW)


@check("P47 a binary frame closes with 1003")
async def binary_frame_closes(table: Table) -> None:
    socket = await greeted(table)
    await socket.send(json.dumps({"type": "ping", "t": 1}).encode())
    expect("close code", await close_code(socket), BINARY_FRAME)


@check("P47 a message of 64 KiB is read, a longer one closes with 1009")
async def long_message_closes(table: Table) -> None:
    socket = await greeted(table)
    frame = json.dumps({"type": "ping", "t": 1, "padding": ""})
    longest = frame[:-2] + "x" * (MESSAGE_BYTES_MAX - len(frame)) + frame[-2:]
    await socket.send(longest)
    await heard(socket, "pong")
    await socket.send(longest + " ")
    expect("close code", await close_code(socket), TOO_LARGE)


@check("P48 what is no message gets a malformed refusal without an id, and the connection stays")
async def malformed_is_refused(table: Table) -> None:
    socket = await greeted(table)
    nonsense = ["no JSON", "", "[]", '{"type":"dance"}', '{"t":1}', "[" * 60_000, '{"type":"ping","t":"soon"}']
    for text in nonsense:
        reply = await answered(socket, text)
        expect(f"code for {text[:40]}", reply["refusal"]["code"], "malformed")
        expect(f"id for {text[:40]}", "id" in reply, False)
    await socket.send(json.dumps({"type": "ping", "t": 1}))
    await heard(socket, "pong")


@check("P48 the tenth message that is none closes with 1008, and bye says not to come back")
async def ten_malformed_close(table: Table) -> None:
    socket = await greeted(table)
    for _ in range(MALFORMED_MAX - 1):
        await answered(socket, "no JSON")
    await socket.send("no JSON")
    expect("retry_ms", (await heard(socket, "bye"))["retry_ms"], None)
    expect("close code", await close_code(socket), ABUSE)


@check("P49 a known command with wrong fields is malformed with its id")
async def wrong_fields_are_malformed(table: Table) -> None:
    member = await table.client(MEMBER)
    wrong = [
        {"type": "request_floor"},
        {"type": "request_floor", "item": "three", "kind": "impromptu"},
        {"type": "request_floor", "item": 3, "kind": "shouting"},
        {"type": "release_floor", "expect_turn": -1},
    ]
    for command in wrong:
        await expect_refusal(member, command, "malformed")


@check("P49 an unknown command is refused as unknown_command with its id")
async def unknown_command_is_refused(table: Table) -> None:
    member = await table.client(MEMBER)
    for name in ("seize_floor", "", "constructor", HOSTILE_NAME):
        await expect_refusal(member, {"type": name, "item": 1}, "unknown_command")


@check("P49 a command that is not allowed is refused and leaves nothing")
async def command_needs_the_right(table: Table) -> None:
    member = await table.client(MEMBER)
    await expect_refusal(member, {"type": "open_session"}, "not_permitted")
    await expect_refusal(member, {"type": "seal_session"}, "not_permitted")


async def expect_refusal(client: Client, command: dict[str, Any], code: str) -> None:
    """The reply has the command's id (else it would not be found) and this code."""
    reply = await client.reply(command)
    expect(f"ok of {command}", reply["ok"], False)
    expect(f"code of {command}", reply["refusal"]["code"], code)


@check("P50 fields that name the sender are ignored", ["session_opened", "item_started", "floor_requested"])
async def nobody_acts_as_another(table: Table) -> None:
    _, member, item = await table.open_floor()
    chair = table.seats[CHAIR].participant
    socket = await greeted(table)
    posing = {"by": chair, "participant": chair, "user": chair, "sender": chair, "role": "chair"}
    command = {"type": "request_floor", "item": item, "kind": "impromptu", "asked_by": chair, **posing}
    reply = await answered(socket, command_text(command, **posing))
    expect("ok", reply["ok"], True)
    await member.reach(reply["seq"])
    own = table.seats[MEMBER].participant
    request = member.view["requests"][str(reply["seq"])]
    expect("by", member.entries[reply["seq"]]["by"], own)
    expect("for", request["for"]["participant"], own)
    expect("asked_by", request["asked_by"], own)


@check("P50 hostile member names are unknown fields like any other")
async def hostile_members_are_ignored(table: Table) -> None:
    socket = await greeted(table)
    hostile = {HOSTILE_NAME: {"role": "chair"}, "constructor": {"prototype": {"role": "chair"}}, "": None}
    await socket.send(json.dumps({"type": "ping", "t": 7, **hostile}))
    expect("t", (await heard(socket, "pong"))["t"], 7)
    reply = await answered(socket, command_text({"type": "open_session", **hostile}, **hostile))
    expect("code", reply["refusal"]["code"], "not_permitted")


@check("P50 a sector and a venue may be called __proto__")
async def hostile_names_are_names(table: Table) -> None:
    member = await table.client(MEMBER)
    expect("venues", [venue["name"] for venue in member.view["venues"].values()], [HOSTILE_NAME])
    await member.until(lambda: HOSTILE_NAME in member.last.get("presence", {}).get("by_sector", {}), "presence")
    expect("by_sector", member.last["presence"]["by_sector"][HOSTILE_NAME], 1)


@check("P51 a command sent again gets the first answer, whatever it says", ["session_opened"])
async def repeat_gets_the_first_answer(table: Table) -> None:
    chair = await table.client(CHAIR)
    command_id = str(uuid.uuid4())
    first = await chair.reply({"type": "open_session"}, command_id)
    expect("again", await chair.reply({"type": "open_session"}, command_id), first)
    expect("other contents", await chair.reply({"type": "adjourn_session"}, command_id), first)
    await chair.drop()
    await chair.join()
    expect("after a new connection", await chair.reply({"type": "open_session"}, command_id), first)


@check("P51 a refusal is not kept and is decided anew", ["session_opened", "item_started", "floor_requested"])
async def refusal_is_decided_anew(table: Table) -> None:
    member = await table.client(MEMBER)
    command_id = str(uuid.uuid4())
    request = {"type": "request_floor", "item": member.view["agenda"]["order"][0], "kind": "impromptu"}
    before = await member.reply(request, command_id)
    expect("before the session is open", before["ok"], False)
    await table.open_floor()
    expect("afterwards", (await member.reply(request, command_id))["ok"], True)


@check("P52 commands beyond the burst are rate_limited, and the connection stays")
async def rate_is_limited(table: Table) -> None:
    socket = await greeted(table)
    count = 4 * COMMANDS_BURST
    texts = [command_text({"type": "open_session"}) for _ in range(count)]
    sending = asyncio.gather(*(socket.send(text) for text in texts))
    codes = [(await heard(socket, "reply"))["refusal"]["code"] for _ in range(count)]
    await sending
    if codes.count("not_permitted") < COMMANDS_BURST or "rate_limited" not in codes:
        raise AssertionError(f"{count} commands at once got {sorted(set(codes))}, {codes.count('rate_limited')} limited")
    expect("codes", sorted(set(codes)), ["not_permitted", "rate_limited"])
    await socket.send(json.dumps({"type": "ping", "t": 1}))
    await heard(socket, "pong")
