"""Work on many things at once, but not on all."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import TypeVar

T = TypeVar("T")


async def spread(
    things: AsyncGenerator[T, None], work: Callable[[T], Awaitable[None]], width: int
) -> None:
    """Do `work` on each, at most `width` at the same time.

    No more things are taken than can be begun, so that a long list is never held.

    Raises:
        ExceptionGroup: of what `things` or `work` raised; the rest was cancelled.
    """
    turn = asyncio.Semaphore(width)

    async def one(thing: T) -> None:
        try:
            await work(thing)
        finally:
            turn.release()

    async with asyncio.TaskGroup() as group, aclosing(things):
        async for thing in things:
            await turn.acquire()
            group.create_task(one(thing))
