"""What is known of a credential while the process runs: proven, refused, or neither."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

import structlog

from bot.ports import Clock

# Five failures in a row lock an access key for five minutes (API signing guide).
REFUSED_FOR = timedelta(minutes=5)
_MOST_UNDER_WAY = 4
_LONGEST_PROBE = 5.0

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """Status, headers (names in lower case) and the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class CredentialRefusedError(Exception):
    """Nothing was asked: the credential was refused less than five minutes ago."""


class Credential:
    """One credential as the settings name it, shared by every cloud that names it.

    The first call is a probe that all others wait for. A refusal stops everybody for
    five minutes, without another request, and is logged once. Never more calls are
    under way than may fail without locking the key.
    """

    def __init__(self, name: str, clock: Clock) -> None:
        self._name = name
        self._clock = clock
        self._probing = asyncio.Lock()
        self._under_way = asyncio.Semaphore(_MOST_UNDER_WAY)
        self._proven = False
        self._refused_until: datetime | None = None

    async def send(self, call: Callable[[], Awaitable[HttpAnswer]]) -> HttpAnswer:
        """What `call` answers, when the credential may be used at all.

        Raises:
            CredentialRefusedError: it may not.
        """
        async with self._under_way:
            asking = await self._begin(call)
            try:
                return await asking
            finally:
                asking.cancel()

    async def _begin(
        self, call: Callable[[], Awaitable[HttpAnswer]]
    ) -> asyncio.Task[HttpAnswer]:
        """Ask: alone while nothing is proven, but a slow probe lets the next begin."""
        async with self._probing:
            self._stop_if_refused()
            asking = asyncio.create_task(self._judged(call))
            if not self._proven:
                try:
                    await asyncio.wait({asking}, timeout=_LONGEST_PROBE)
                except asyncio.CancelledError:
                    asking.cancel()
                    raise
            return asking

    async def _judged(self, call: Callable[[], Awaitable[HttpAnswer]]) -> HttpAnswer:
        return self._judge(await call())

    def _stop_if_refused(self) -> None:
        if self._is_refused():
            raise CredentialRefusedError(self._name)

    def _is_refused(self) -> bool:
        until = self._refused_until
        return until is not None and self._clock.now() < until

    def _judge(self, answer: HttpAnswer) -> HttpAnswer:
        """What was under way when the credential was refused changes nothing."""
        if self._is_refused():
            return answer
        if answer.status == HTTPStatus.UNAUTHORIZED:
            _log.error("credential_refused", credential=self._name)
            self._refused_until = self._clock.now() + REFUSED_FOR
            self._proven = False
        elif (
            answer.status < HTTPStatus.INTERNAL_SERVER_ERROR
            and answer.status != HTTPStatus.TOO_MANY_REQUESTS
        ):
            self._proven = True
        return answer
