"""Who goes first: acks, which Slack waits for, before answers, which people wait for."""

import asyncio
from collections import deque


class Turns:
    """Lets one of those who wait go on in each turn of the event loop.

    Without it, of fifty commands that come at once the last would be acked only after
    much of the work for the first has been done.
    """

    def __init__(self) -> None:
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def mine(self) -> None:
        """Return when it is the caller's turn; the first to wait is the first to go."""
        loop = asyncio.get_running_loop()
        turn = loop.create_future()
        self._waiting.append(turn)
        if len(self._waiting) == 1:
            loop.call_soon(self._next)
        await turn

    def _next(self) -> None:
        turn = self._waiting[0]
        if not turn.done():  # whoever gave up waiting is passed over
            turn.set_result(None)
        self._waiting.popleft()
        if self._waiting:
            asyncio.get_running_loop().call_soon(self._next)
