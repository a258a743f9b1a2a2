"""One cloud over HTTP: JSON, or one error of ours."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any, TypeVar

import httpx
import structlog
from pydantic import ValidationError

from bot.adapters.cloud import errors, faults
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
from bot.adapters.cloud.signing_in import SignInError, SignInRefusedError
from bot.domain.redaction import redact
from bot.errors import BotError, Fault

_EXCERPT = 200

_log = structlog.get_logger()
T = TypeVar("T")


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
            return _parsed(asked, answer, parse)
        except BotError as error:
            _log_error(asked, error)
            raise

    async def _attempt(
        self, asked: Asked, path: str, query: Mapping[str, Any]
    ) -> HttpAnswer:
        """An answer with status 200, in a turn of its own."""
        try:
            self._credential.stop_if_refused()
            turn = await self._pace.turn(self._lane)
        except NoTurnError as exc:
            raise _no_turn(asked, exc) from exc
        except CredentialRefusedError as exc:
            raise _refused(asked) from exc
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
                why = "was not asked: other questions take too long. Ask again later."
            raise errors.unreachable(asked, why) from exc
        except CONNECTION_ERRORS as exc:
            why = "could not be reached, or hung up. Ask again in a minute."
            raise errors.unreachable(asked, why) from exc
        except CredentialRefusedError as exc:
            raise _refused(asked) from exc
        except SignInError as exc:
            raise _not_signed_in(asked, exc) from exc
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


def _parsed(asked: Asked, answer: HttpAnswer, parse: Callable[[Any], T]) -> T:
    try:
        body = json.loads(answer.body)
        if not faults.hides_an_error(body):
            return parse(body)
    except (ValueError, RecursionError) as exc:
        raise _unreadable(asked, answer) from exc
    said = faults.fault(answer.status, answer.headers, answer.body)
    raise errors.error(asked, said, answer.headers)


def _unreadable(asked: Asked, answer: HttpAnswer) -> BotError:
    said = faults.fault(HTTPStatus.OK, answer.headers, answer.body)
    why = (
        "answered with something I cannot read. Ask again in a minute; if it stays so, "
        "tell whoever runs this bot."
    )
    return errors.rejected(asked, said, why)


def _no_turn(asked: Asked, none: NoTurnError) -> BotError:
    if none.seconds is not None:
        return errors.throttled(asked, Fault(), none.seconds)
    why = "was not asked: too many questions wait already. Ask again in a minute."
    return errors.unreachable(asked, why)


def _refused(asked: Asked) -> BotError:
    return errors.rejected(
        asked,
        Fault(),
        "was not asked: its credentials were refused less than 5 minutes ago. Whoever "
        "runs this bot has to check them.",
    )


def _not_signed_in(asked: Asked, error: SignInError) -> BotError:
    if isinstance(error, SignInRefusedError):
        return errors.rejected(asked, error.fault, str(error))
    return errors.unreachable(asked, str(error), error.fault)


def _log_error(asked: Asked, error: BotError) -> None:
    fault = getattr(error, "fault", Fault())
    _log.warning(
        "cloud_gave_no_answer",
        reference=str(asked.reference),
        kind=type(error).__name__,
        status=fault.status,
        code=fault.code,
        message=redact(fault.message).text,
        cause=_told(error.__cause__),
        cloud_request=fault.request_id,
    )


def _told(cause: BaseException | None) -> str:
    """What went wrong below; of a payload the fields, but not what stood in them."""
    if isinstance(cause, ValidationError):
        places = (".".join(map(str, one["loc"])) for one in cause.errors())
        return f"wrong fields: {', '.join(places)[:_EXCERPT]}"
    return redact(f"{type(cause).__name__}: {cause}"[:_EXCERPT]).text if cause else ""
