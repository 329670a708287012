"""Keeps a client below the rate at which the server refuses a participant's commands."""

import asyncio

# A little under the protocol's 10 a second with a burst of 30, for what the network bunches together.
INTERVAL_SECONDS = 0.105
BURST = 25


class Pacer:
    """A leaky bucket in the time of the event loop."""

    def __init__(self) -> None:
        self._due = 0.0

    async def turn(self) -> None:
        """Returns when the next command may go."""
        now = asyncio.get_running_loop().time()
        self._due = max(self._due, now) + INTERVAL_SECONDS
        await asyncio.sleep(max(0.0, self._due - BURST * INTERVAL_SECONDS - now))
