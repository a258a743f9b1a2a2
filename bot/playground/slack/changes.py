"""Wakes those who wait for something to become so."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Changes:
    """Tells that something changed, without saying what."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def announce(self) -> None:
        """Wake everybody, who then look for themselves."""
        passed, self._next = self._next, asyncio.Event()
        passed.set()

    def upcoming(self) -> asyncio.Event:
        """Set at the next announcement; to be asked for before one looks."""
        return self._next

    async def until(self, find: Callable[[], Found | None], timeout: float) -> Found:  # noqa: ASYNC109
        """Wait until there is something to be found.

        Raises:
            TimeoutError: There was nothing in time.
        """
        async with asyncio.timeout(timeout):
            while (found := find()) is None:
                await self._next.wait()
        return found
