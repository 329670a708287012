"""HTTP calls with the standard library, never through a proxy."""

import asyncio
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

TIMEOUT_SECONDS = 30
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Any
    body: bytes

    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)


class HttpError(Exception):
    """An answer whose status is not one of success."""

    def __init__(self, what: str, answer: Answer):
        super().__init__(f"{what}: {answer.status} {answer.body.decode('utf-8', 'replace'):.500}")
        self.answer = answer


def call_now(
    method: str, url: str, token: str | None = None, body: Any = None, headers: dict[str, str] | None = None
) -> Answer:
    """One call, whatever the status; `token` goes as a bearer token, `body` as JSON."""
    data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    request = urllib.request.Request(url, data=data, method=method, headers=headers or {})
    if data is not None:
        request.add_header("Content-Type", "application/json")
    if token is not None:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with OPENER.open(request, timeout=TIMEOUT_SECONDS) as response:
            return Answer(response.status, response.headers, response.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read())


async def call(method: str, url: str, token: str | None = None, body: Any = None, **more: Any) -> Answer:
    """`call_now` beside the event loop."""
    return await asyncio.to_thread(call_now, method, url, token, body, **more)


async def ask(method: str, url: str, token: str | None = None, body: Any = None, **more: Any) -> Answer:
    """`call` that must succeed."""
    answer = await call(method, url, token, body, **more)
    if not 200 <= answer.status < 300:
        raise HttpError(f"{method} {url}", answer)
    return answer
