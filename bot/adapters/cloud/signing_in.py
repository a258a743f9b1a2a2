"""Signing in with what has to be fetched first, and fetched again before it ends."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Generic, Protocol, TypeVar

import httpx

from bot.errors import Fault
from bot.ports import Clock

# Five failures in a row lock an access key for five minutes (API signing guide).
REFUSED_FOR = timedelta(minutes=5)
# After a renewal, or a vain one of something that still lasts.
_QUIET_FOR = timedelta(minutes=1)
_SILENT_FOR = timedelta(seconds=1)


class SignInError(Exception):
    """There is nothing to sign in with.

    Its text ends a sentence that begins with a cloud's name; it holds no secret.
    """

    def __init__(self, text: str, said: Fault | None = None) -> None:
        super().__init__(text)
        self.fault = said or Fault()


class SignInRefusedError(SignInError):
    """Asking again cannot help; whoever runs the bot has to change something."""


class SignInUnavailableError(SignInError):
    """Asking again later can help."""


class Lasting(Protocol):
    """Something that ends at `ends` and is better renewed from `renew_from` on."""

    @property
    def ends(self) -> datetime: ...

    @property
    def renew_from(self) -> datetime: ...


L = TypeVar("L", bound=Lasting)


class Remembered:
    """A sign-in that failed, for as long as nobody needs to try again.

    What was refused would be refused again, and lock a user. What was not answered would
    keep each of those who wait as long as the first.
    """

    def __init__(self, clock: Clock, lasts: timedelta = REFUSED_FOR) -> None:
        self._clock = clock
        self._lasts = lasts
        self._until = datetime.min.replace(tzinfo=UTC)
        # Not the error itself: that would keep all it passed through.
        self._said: tuple[type[SignInError], str, Fault] = SignInError, "", Fault()

    def stop(self) -> None:
        """Raise the error, as it was, while it is remembered."""
        if self._clock.now() < self._until:
            kind, text, fault = self._said
            raise kind(text, fault)

    def remember(self, error: SignInError) -> None:
        self._said = type(error), str(error), error.fault
        self._until = self._clock.now() + self._lasts


class Renewed(Generic[L]):
    """What `fetch` gives, kept while it lasts.

    There is one fetch for all who wait for it, and it goes on when they leave. After
    one that was refused there is none for five minutes.
    """

    def __init__(
        self,
        fetch: Callable[[], Awaitable[L]],
        clock: Clock,
        user: Remembered | None = None,
    ) -> None:
        """`user` is shared by all that sign in as the same, for whatever scope."""
        self._fetch = fetch
        self._clock = clock
        self._refusal = Remembered(clock)
        self._silence = Remembered(clock, _SILENT_FOR)
        self._user = user or Remembered(clock)
        self._held: L | None = None
        self._quiet_until = datetime.min.replace(tzinfo=UTC)
        self._fetching: asyncio.Task[L] | None = None

    async def current(self) -> L:
        """One that lasts; what is about to end is renewed, or else still used.

        Raises:
            SignInError: there is none to be had.
        """
        held, now = self._held, self._clock.now()
        if held is not None and (now < held.renew_from or now < self._quiet_until):
            return held
        try:
            return await self._fetched()
        except SignInUnavailableError:
            if held is None or held.ends <= now:
                raise
            self._quiet_until = min(now + _QUIET_FOR, held.ends)
            return held

    async def instead_of(self, failed: L) -> L:
        """Another one than `failed`, which was refused.

        Raises:
            SignInError: there is none to be had.
        """
        if self._held is not None and self._held is not failed:
            return self._held
        return await self._fetched()

    async def _fetched(self) -> L:
        for trouble in (self._user, self._refusal, self._silence):
            trouble.stop()
        if self._fetching is None:
            self._fetching = asyncio.create_task(self._renew())
            self._fetching.add_done_callback(_looked_at)
        return await asyncio.shield(self._fetching)

    async def _renew(self) -> L:
        try:
            held = self._held = await self._fetch()
        except SignInRefusedError as exc:
            self._refusal.remember(exc)
            # Any other status may be about what this one asks for.
            if exc.fault.status == HTTPStatus.UNAUTHORIZED:
                self._user.remember(exc)
            raise
        except SignInUnavailableError as exc:
            self._silence.remember(exc)
            raise
        finally:
            self._fetching = None
        self._quiet_until = self._clock.now() + _QUIET_FOR
        return held


def _looked_at(fetching: asyncio.Task[L]) -> None:
    """Those who waited may have left: then nobody else looks at what came of it."""
    if not fetching.cancelled():
        fetching.exception()


class RenewedAuth(httpx.Auth, Generic[L]):
    """Signs each request with what is current; after a 401 once more with another."""

    def __init__(
        self,
        renewed: Renewed[L],
        put: Callable[[httpx.Request, L], None],
        *,
        resends: bool = True,
    ) -> None:
        """`put` signs a request, also one that was signed before."""
        self._renewed = renewed
        self._put = put
        self._resends = resends

    async def async_auth_flow(
        self, request: httpx.Request
    ) -> AsyncGenerator[httpx.Request, httpx.Response]:
        await request.aread()
        held = await self._renewed.current()
        self._put(request, held)
        response = yield request
        if self._resends and response.status_code == HTTPStatus.UNAUTHORIZED:
            await _drop_body(response)
            self._put(request, await self._renewed.instead_of(held))
            yield request


async def _drop_body(response: httpx.Response) -> None:
    """Nobody reads it, but httpx would to its end, however long it is."""
    if isinstance(response.stream, httpx.AsyncByteStream):
        await response.stream.aclose()
    response.stream = httpx.ByteStream(b"")
