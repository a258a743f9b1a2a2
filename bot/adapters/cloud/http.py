"""One cloud over HTTP: JSON, or one error of ours."""

import asyncio
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import replace
from http import HTTPStatus
from typing import Any, Self, TypeVar

import httpx

from bot.adapters.cloud import errors, faults, silences
from bot.adapters.cloud.bodies import parsed
from bot.adapters.cloud.credentials import Credential, CredentialRefusedError
from bot.adapters.cloud.denials import Denials
from bot.adapters.cloud.errors import Asked
from bot.adapters.cloud.exchange import (
    CONNECTION_ERRORS,
    AnswerTooLargeError,
    HttpAnswer,
    exchange,
)
from bot.adapters.cloud.pace import Lane, NoTurnError, Pace, Turn
from bot.adapters.cloud.retries import retrying, worth_another
from bot.adapters.cloud.signing_in import SignInError
from bot.errors import BotError, Fault

T = TypeVar("T")

_NARROWEST, _BROADEST = 4, 32


def _as_it_is(body: Any) -> Any:  # noqa: ANN401  any JSON
    return body


class CloudClient:
    """GET requests of one cloud; each attempt at one within `timeout` seconds."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        credential: Credential,
        *,
        pace: Pace,
        lane: Lane = Lane.PEOPLE,
        timeout: float,
        denials: Denials | None = None,
    ) -> None:
        self._http = http
        self._credential = credential
        self._pace = pace
        self._lane = lane
        self._timeout = timeout
        self._retrying = retrying(timeout)
        self._denials = denials

    def for_sweeps(self) -> Self:
        """The same in the lane of sweeps: people go first."""
        other = copy(self)
        other._lane = Lane.SWEEPS  # noqa: SLF001  our own
        return other

    @property
    def breadth(self) -> int:
        """How many pages of a list may be asked for at once.

        More than the pace lets through in a second would only make others wait.
        """
        return max(_NARROWEST, min(_BROADEST, int(self._pace.rate)))

    async def get(
        self,
        asked: Asked,
        path: str,
        query: Mapping[str, Any] | None = None,
        parse: Callable[[Any], T] = _as_it_is,
    ) -> T:
        """What `parse` makes of the JSON at `path`; it may raise ValueError.

        Values of `query` are text, whole numbers, truths, or sequences of these, which
        become repeated keys. What may help is asked up to three times.

        Raises:
            NotFoundError: the cloud answered that there is none.
            SourceUnavailableError: time-out, connection trouble, 409, 429 or 5xx.
            SourceRejectedError: any other refusal, or an unreadable answer.
        """
        try:
            answer = await self._retrying(
                worth_another, self._attempt, asked, path, query or {}
            )
            return parsed(asked, answer, parse)
        except BotError as error:
            silences.log_error(asked, error)
            raise

    async def _attempt(
        self, asked: Asked, path: str, query: Mapping[str, Any]
    ) -> HttpAnswer:
        """An answer with status 200, in a turn of its own."""
        try:
            self._credential.stop_if_refused()
            turn = await self._pace.turn(self._lane)
        except NoTurnError as exc:
            raise silences.no_turn(asked, exc) from exc
        except CredentialRefusedError as exc:
            raise silences.refused(asked) from exc
        answer = await self._answer(asked, path, query)
        self._heed(turn, answer)
        if answer.status != HTTPStatus.OK:
            raise await self._error(asked, answer)
        return answer

    async def _answer(
        self, asked: Asked, path: str, query: Mapping[str, Any]
    ) -> HttpAnswer:
        begun = asyncio.Event()

        async def begin() -> HttpAnswer:
            begun.set()
            return await exchange(self._http, "GET", path, params=query)

        try:
            async with asyncio.timeout(self._timeout):
                return await self._credential.send(begin)
        except TimeoutError as exc:
            why = f"did not answer within {self._timeout:g} s. Ask again in a minute."
            if not begun.is_set():
                why = (
                    "was not asked: it has not answered the question before. "
                    "Ask again in a minute."
                )
            raise errors.unreachable(asked, why) from exc
        except CONNECTION_ERRORS as exc:
            why = "could not be reached, or hung up. Ask again in a minute."
            raise errors.unreachable(asked, why) from exc
        except CredentialRefusedError as exc:
            raise silences.refused(asked) from exc
        except SignInError as exc:
            raise silences.not_signed_in(asked, exc) from exc
        except AnswerTooLargeError as exc:
            why = "answered with more than 16 MB, which I do not read."
            raise errors.rejected(asked, Fault(), why) from exc

    def _heed(self, turn: Turn, answer: HttpAnswer) -> None:
        """Tell the pace; trouble of the cloud's own says nothing about it."""
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            said = faults.fault(answer.status, answer.headers, answer.body)
            wait = faults.retry_after(answer.headers, said.message)
            self._pace.throttled(turn, wait)
        elif answer.status < HTTPStatus.INTERNAL_SERVER_ERROR:
            self._pace.went_well(turn)

    async def _error(self, asked: Asked, answer: HttpAnswer) -> BotError:
        """The error that says what is missing, as far as the cloud tells."""
        said = faults.fault(answer.status, answer.headers, answer.body)
        if self._denials is not None and answer.status == HTTPStatus.FORBIDDEN:
            action = await self._denials.action(said.encoded_denial)
            asked = replace(asked, permission=action or asked.permission)
        return errors.error(asked, said, answer.headers)
