"""A session and its seats, made over HTTP by the convener."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from http_calls import Answer, ask, call

PAGE_ENTRIES = 100


@dataclass(frozen=True)
class Seat:
    """A redeemed invitation."""

    participant: int
    name: str
    role: str
    token: str
    cookie: str


class Room:
    """One session on a server, as its convener sees it."""

    def __init__(self, server: str, convener: str, session: str, invitations: list[dict[str, Any]]):
        self.server = server
        self.convener = convener
        self.session = session
        self.invitations = invitations

    @classmethod
    async def create(cls, server: str, convener: str, body: dict[str, Any]) -> "Room":
        """Creates the session of this body."""
        answer = await ask("POST", f"{server}/api/sessions", convener, body)
        made = answer.json()
        if answer.status != 201 or len(made["invitations"]) != len(body["participants"]):
            raise ValueError(f"creating answered {answer.status} and {len(made['invitations'])} invitations")
        return cls(server, convener, made["id"], made["invitations"])

    @property
    def url(self) -> str:
        """The session's address."""
        return f"{self.server}/api/sessions/{self.session}"

    @property
    def socket_url(self) -> str:
        """The address of the session's socket."""
        return f"{self.url}/socket".replace("http", "ws", 1)

    async def seat(self, place: int) -> Seat:
        """Redeems the invitation of the participant at this place of the body, counted from 0."""
        return await self.redeem(self.invitations[place])

    async def redeem(self, invitation: dict[str, Any]) -> Seat:
        """Redeems an invitation."""
        answer = await ask("POST", f"{self.server}/api/seat", None, {"invitation": invitation["token"]})
        seat = answer.json()
        told = (seat["session"], seat["participant"], seat["role"])
        if told != (self.session, invitation["participant"], invitation["role"]):
            raise ValueError(f"the seat of {invitation['name']} is {told}")
        cookie = (answer.headers["Set-Cookie"] or "").partition(";")[0]
        return Seat(seat["participant"], invitation["name"], seat["role"], seat["token"], cookie)

    async def invitation_call(self, body: dict[str, Any]) -> Answer:
        """`POST invitations` as the convener."""
        return await ask("POST", f"{self.url}/invitations", self.convener, body)

    async def view(self, token: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """`(position, view)` as the holder of the token sees the session now."""
        answer = (await ask("GET", self.url, token)).json()
        return answer["position"], answer["view"]

    async def proceedings(self, token: str, after: int = 0, limit: int = PAGE_ENTRIES) -> list[dict[str, Any]]:
        """All entries after `after`, page by page."""
        entries: list[dict[str, Any]] = []
        while True:
            page = (await self.page("proceedings", token, after=after, limit=limit)).json()
            if len(page["entries"]) > limit:
                raise ValueError(f"a page of {len(page['entries'])} entries, asked for {limit}")
            entries += page["entries"]
            if page.get("next") is None:
                return entries
            if page["next"] <= after:
                raise ValueError(f"the page after {after} is followed by the one after {page['next']}")
            after = page["next"]

    async def page(self, name: str, token: str, **query: int) -> Answer:
        """One page of a paged resource of the session."""
        return await ask("GET", f"{self.url}/{name}?{urlencode(query)}", token)

    async def export(self, extension: str, token: str) -> bytes:
        """The transcript in one of its formats."""
        return (await ask("GET", f"{self.url}/transcript.{extension}", token)).body

    async def try_view(self, token: str | None) -> Answer:
        """The answer to a read with this token, whatever its status."""
        return await call("GET", self.url, token)
