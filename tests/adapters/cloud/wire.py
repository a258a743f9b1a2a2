"""Calls of a credential that are answered one by one, when a test says so."""

import asyncio
from collections import deque

from bot.adapters.cloud.credentials import Credential
from bot.adapters.cloud.exchange import HttpAnswer


def answer(status: int) -> HttpAnswer:
    return HttpAnswer(status, {}, b"")


OK = answer(200)
UNAUTHORIZED = answer(401)


class Wire:
    """Calls that wait until they are answered, oldest first."""

    def __init__(self) -> None:
        self.began = 0
        self.one_more = asyncio.Event()
        self._waiting: deque[asyncio.Future[HttpAnswer]] = deque()

    async def call(self) -> HttpAnswer:
        self.began += 1
        self.one_more.set()
        loop = asyncio.get_running_loop()
        future: asyncio.Future[HttpAnswer] = loop.create_future()
        self._waiting.append(future)
        return await future

    @property
    def open(self) -> int:
        return sum(not future.done() for future in self._waiting)

    async def answer(self, status: int) -> None:
        self._waiting.popleft().set_result(answer(status))
        await settle()

    async def answer_newest(self, status: int) -> None:
        self._waiting.pop().set_result(answer(status))
        await settle()

    async def fail(self, error: Exception) -> None:
        self._waiting.popleft().set_exception(error)
        await settle()


async def begun(wire: Wire, count: int) -> None:
    """Wait until so many calls have begun.

    Raises:
        TimeoutError: they have not within five seconds.
    """
    async with asyncio.timeout(5):
        while wire.began < count:
            wire.one_more.clear()
            await wire.one_more.wait()


async def settle() -> None:
    """Let every task run until it waits for something else."""
    for _ in range(20):
        await asyncio.sleep(0)


async def gathered(
    tasks: list[asyncio.Task[HttpAnswer]],
) -> list[HttpAnswer | BaseException]:
    """What came of them; nobody waits for a call that a test forgot to answer."""
    async with asyncio.timeout(1):
        return await asyncio.gather(*tasks, return_exceptions=True)


async def senders(
    credential: Credential, wire: Wire, count: int
) -> list[asyncio.Task[HttpAnswer]]:
    tasks = [asyncio.create_task(credential.send(wire.call)) for _ in range(count)]
    await settle()
    return tasks


async def send(credential: Credential, status: int) -> HttpAnswer:
    async def call() -> HttpAnswer:
        return answer(status)

    return await credential.send(call)
