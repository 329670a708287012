"""What must be equal at the end of a replay: views, entries, and the record with the debate."""

import asyncio

from client import Client
from compare_error import Difference
from debate import Debate
from exports import compare_formats
from merge_patch import null_member
from readable import compare_markdown
from room import Room
from verifiers import Verifiers, another_key, forgeries
from verify_record import Record

SMALL_PAGE_ENTRIES = 7


async def compare_clients(room: Room, chair: Client, clients: list[Client]) -> int:
    """Every client against a fresh reader of the same seat, and against the others; how many views were compared."""
    compared = 0
    for client in clients:
        compared += await compare_with_fresh(room, client)
    members = [client for client in clients if client is not chair]
    for client in members[1:]:
        for seq in client.views.keys() & members[0].views.keys():
            what = f"view at {seq} of {members[0].seat.name} | {client.seat.name}"
            Difference.check(what, members[0].views[seq], client.views[seq])
            compared += 1
    return compared


async def compare_with_fresh(room: Room, client: Client) -> int:
    """The patched view is the fresh one of that position; the entries of the socket are those of the proceedings."""
    name = client.seat.name
    position, fresh = await room.view(client.seat.token)
    await client.reach(position["seq"])
    if position["epoch"] != client.position["epoch"]:
        raise Difference(f"{name}: the epoch by HTTP is another one")
    Difference.check(f"view of {name} at {position['seq']}, patched | fresh", client.views[position["seq"]], fresh)
    empty = null_member(fresh)
    if empty:
        raise Difference(f"the view of {name} has a null at {empty}")
    first = min(client.entries)
    told = [client.entries[seq] for seq in sorted(client.entries) if seq <= position["seq"]]
    if [entry["seq"] for entry in told] != list(range(first, position["seq"] + 1)):
        raise Difference(f"the entries told to {name} have a gap")
    read = await room.proceedings(client.seat.token, after=first - 1)
    shown = [{key: entry[key] for key in ("seq", "at", "by", "entry")} for entry in read[: len(told)]]
    Difference.check(f"entries of {name} by socket | by proceedings", told, shown)
    return 1


async def compare_exports(
    debate: Debate, room: Room, chair: Client, clients: list[Client], turns: list[int], verifiers: Verifiers
) -> None:
    """The proceedings in small pages, both exports, both verifiers, and forgeries of the record."""
    token = chair.seat.token
    whole = await room.proceedings(token)
    pages = await room.proceedings(token, limit=SMALL_PAGE_ENTRIES)
    Difference.check("proceedings in large | small pages", whole, pages[: len(whole)])
    for client in (chair, next(client for client in clients if client is not chair)):
        data = await room.export("jsonl", client.seat.token)
        record = await asyncio.to_thread(verifiers.accept, f"the record of {client.seat.name}", data)
        recorded = compare_record(debate, record, turns)
        compare_proceedings(record, await room.proceedings(client.seat.token))
    key = record.header["key"]
    await asyncio.to_thread(verifiers.accept, "the record with its own key", data, key)
    for what, forged in forgeries(data).items():
        await asyncio.to_thread(verifiers.reject, f"the record with {what}", forged)
    await asyncio.to_thread(verifiers.reject, "the record with another key", data, another_key(key))
    print(f"  record of {len(record.entries)} entries accepted, {len(forgeries(data)) + 1} forgeries rejected", flush=True)
    markdown = (await room.export("md", token)).decode("utf-8")
    compare_markdown(debate, markdown)
    page = (await room.export("html", token)).decode("utf-8")
    compare_formats(recorded, page, await room.export("xml", token))
    print("  the transcript says the same in every format, and its XML is valid", flush=True)


def compare_record(debate: Debate, record: Record, turns: list[int]) -> list[list[str]]:
    """The record's turns are the debate's speeches: the same speakers and words in the same order. They are answered."""
    names: dict[int, str] = {}
    speeches: dict[int, tuple[str, list[str]]] = {}
    for seq, by, event in record.events():
        if event["type"] == "participants_invited":
            for participant in event["participants"]:
                names[len(names) + 1] = participant["name"]
        elif event["type"] == "floor_granted":
            speeches[seq] = (names[event["speaker"]], [])
        elif event["type"] == "statement_recorded":
            speaker, statements = speeches[event["turn"]]
            if by is None or names.get(by) != speaker:
                raise Difference(f"entry {seq}: recorded by {names.get(by)}, the turn is that of {speaker}")
            statements.append(event["text"])
    if list(speeches) != turns:
        raise Difference(f"the record's turns are {list(speeches)}, the replay's {turns}")
    recorded = [[speaker, "".join(statements)] for speaker, statements in speeches.values()]
    spoken = [[debate.speakers[speech.speaker].name, speech.text] for speech in debate.speeches]
    Difference.check("speeches of the record | of the file", recorded, spoken)
    return recorded


def compare_proceedings(record: Record, entries: list[dict]) -> None:
    """What the record says of an entry is what the proceedings say of it to the same seat."""
    for line, entry in zip(record.entries, entries):
        shown = {"seq": entry["seq"], "at": entry["at"]}
        if "event" in line:
            shown |= {"by": entry["by"], "command": entry["command"], "event": entry["entry"]}
            Difference.check("record | proceedings", {name: line[name] for name in shown}, shown)
        elif entry["entry"] != {"type": "redacted"} or entry["by"] is not None:
            raise Difference(f"entry {entry['seq']} is withheld from the record, shown in the proceedings")
    if len(entries) < len(record.entries):
        raise Difference(f"the proceedings have {len(entries)} entries, the record {len(record.entries)}")
