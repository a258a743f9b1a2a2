"""Signing in with what has to be fetched first, and fetched again before it ends."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Generic, Protocol, TypeVar

import httpx

from bot.adapters.cloud.exchange import (
    CONNECTION_ERRORS,
    AnswerTooLargeError,
    HttpAnswer,
)
from bot.adapters.cloud.faults import fault
from bot.errors import Fault
from bot.ports import Clock

UNREADABLE = "gave an answer that I cannot read"
# After a renewal, or a vain one of something that still lasts.
_QUIET_FOR = timedelta(minutes=1)
_PASSING = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})


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


class Renewed(Generic[L]):
    """What `fetch` gives, kept while it lasts.

    There is one fetch for all who wait for it, and it goes on when they leave.
    """

    def __init__(self, fetch: Callable[[], Awaitable[L]], clock: Clock) -> None:
        self._fetch = fetch
        self._clock = clock
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
        if self._fetching is None:
            self._fetching = asyncio.create_task(self._renew())
        return await asyncio.shield(self._fetching)

    async def _renew(self) -> L:
        try:
            held = self._held = await self._fetch()
        finally:
            self._fetching = None
        self._quiet_until = self._clock.now() + _QUIET_FOR
        return held


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
            self._put(request, await self._renewed.instead_of(held))
            yield request


async def answered(
    asking: Awaitable[HttpAnswer], who: str, seconds: float
) -> HttpAnswer:
    """The answer of `who` within `seconds`, also one that refuses.

    Raises:
        SignInUnavailableError: there is none.
    """
    try:
        async with asyncio.timeout(seconds):
            return await asking
    except (TimeoutError, AnswerTooLargeError, *CONNECTION_ERRORS) as exc:
        raise unavailable(who, "did not answer") from exc


def refusal(answer: HttpAnswer, who: str, check: str) -> SignInError:
    """What it means that `who` answered no; `check` is what has to be looked at."""
    said = fault(answer.status, answer.headers, answer.body)
    passing = answer.status in _PASSING or not 400 <= answer.status < 500  # noqa: PLR2004  the class of statuses
    if passing:
        return unavailable(who, f"has a problem of its own ({_named(said)})", said)
    return SignInRefusedError(
        f"could not be asked: {who} refused this bot's sign-in ({_named(said)}). "
        f"Whoever runs this bot has to check {check}.",
        said,
    )


def unavailable(
    who: str, what: str, said: Fault | None = None
) -> SignInUnavailableError:
    return SignInUnavailableError(
        f"could not be asked: {who} {what}. Ask again in a minute.", said
    )


def _named(said: Fault) -> str:
    status = str(said.status or "")
    return status if said.code in {"", status} else f"{status} {said.code}"
