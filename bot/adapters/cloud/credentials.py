"""What is known of a credential while the process runs: proven, refused, or neither."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from http import HTTPStatus

import structlog

from bot.adapters.cloud.exchange import HttpAnswer
from bot.adapters.cloud.signing_in import REFUSED_FOR, SignInRefusedError
from bot.ports import Clock

# Four such probes fit into the 20 s that a call may take: one fewer than lock a key.
_LONGEST_PROBE = 5.0

_log = structlog.get_logger()


class CredentialRefusedError(Exception):
    """Nothing was asked: the credential was refused less than five minutes ago."""


class Credential:
    """One credential as the settings name it, shared by every cloud that names it.

    The first call is a probe that all others wait for. A refusal, by a service or by
    whoever signs it in, stops everybody for five minutes without another request, and
    is logged once; then the first call is a probe again. Once proven, any number of
    calls may be under way.
    """

    def __init__(self, name: str, clock: Clock) -> None:
        self._name = name
        self._clock = clock
        self._probing = asyncio.Lock()
        self._proven = False
        self._refused_until = datetime.min.replace(tzinfo=UTC)

    async def send(self, call: Callable[[], Awaitable[HttpAnswer]]) -> HttpAnswer:
        """What `call` answers, when the credential may be used at all.

        Raises:
            CredentialRefusedError: it may not.
            SignInRefusedError: it was just now refused, by whoever signs it in.
        """
        if self._proven:
            return await self._judged(call)
        asking = await self._begin(call)
        try:
            return await asking
        finally:
            asking.cancel()

    def stop_if_refused(self) -> None:
        """Raise CredentialRefusedError as long as the credential may not be used."""
        if self._is_refused():
            raise CredentialRefusedError(self._name)

    async def _begin(
        self, call: Callable[[], Awaitable[HttpAnswer]]
    ) -> asyncio.Task[HttpAnswer]:
        """Ask: alone while nothing is proven, but a slow probe lets the next begin."""
        async with self._probing:
            self.stop_if_refused()
            asking = asyncio.create_task(self._judged(call))
            if not self._proven:
                try:
                    await asyncio.wait({asking}, timeout=_LONGEST_PROBE)
                except asyncio.CancelledError:
                    asking.cancel()
                    raise
            return asking

    async def _judged(self, call: Callable[[], Awaitable[HttpAnswer]]) -> HttpAnswer:
        try:
            answer = await call()
        except SignInRefusedError:
            self._refuse()
            raise
        self._judge(answer.status)
        return answer

    def _is_refused(self) -> bool:
        return self._clock.now() < self._refused_until

    def _judge(self, status: int) -> None:
        """What was under way when the credential was refused changes nothing."""
        if status == HTTPStatus.UNAUTHORIZED:
            self._refuse()
        elif not self._is_refused() and (
            status < HTTPStatus.INTERNAL_SERVER_ERROR
            and status != HTTPStatus.TOO_MANY_REQUESTS
        ):
            self._proven = True

    def _refuse(self) -> None:
        if self._is_refused():
            return
        _log.error("credential_refused", credential=self._name)
        self._refused_until = self._clock.now() + REFUSED_FOR
        self._proven = False
