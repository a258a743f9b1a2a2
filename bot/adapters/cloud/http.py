"""One cloud over HTTP: JSON, or one error of ours."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from http import HTTPStatus
from typing import Any

import aiohttp
import httpx
import structlog
from pydantic import ValidationError

from bot.adapters.cloud import errors
from bot.adapters.cloud.credentials import (
    Credential,
    CredentialRefusedError,
    HttpAnswer,
)
from bot.adapters.cloud.errors import Asked
from bot.domain.redaction import redact
from bot.errors import BotError, Fault

_LARGEST = 16 * 1024 * 1024
_EXCERPT = 200

_log = structlog.get_logger()


class AnswerTooLargeError(Exception):
    """More than 16 MiB came; the rest was not read."""


class CloudClient:
    """GET requests of one cloud, each within `timeout` seconds as a whole."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        credential: Credential,
        *,
        timeout: float,
    ) -> None:
        self._http = http
        self._credential = credential
        self._timeout = timeout

    async def get(
        self,
        asked: Asked,
        path: str,
        query: Mapping[str, Any] | None = None,
        parse: Callable[[Any], Any] = lambda body: body,
    ) -> Any:  # noqa: ANN401  whatever `parse` makes of the JSON
        """What `parse` makes of the JSON at `path`; it may raise ValueError.

        Raises:
            NotFoundError: the cloud answered that there is none.
            SourceUnavailableError: time-out, connection trouble, 409, 429 or 5xx.
            SourceRejectedError: any other refusal, or an unreadable answer.
        """
        answer = await self._answer(asked, partial(self._fetch, path, query or {}))
        if answer.status != HTTPStatus.OK:
            raise _logged(asked, _error(asked, answer))
        try:
            body = json.loads(answer.body)
            if errors.hides_an_error(body):
                raise _logged(asked, _error(asked, answer))
            return parse(body)
        except (ValueError, RecursionError) as exc:
            raise _logged(asked, _unreadable(asked, answer), exc) from exc

    async def _answer(
        self, asked: Asked, fetch: Callable[[], Awaitable[HttpAnswer]]
    ) -> HttpAnswer:
        begun = asyncio.Event()

        async def begin() -> HttpAnswer:
            begun.set()
            return await fetch()

        try:
            async with asyncio.timeout(self._timeout):
                return await self._credential.send(begin)
        except TimeoutError as exc:
            why = f"did not answer within {self._timeout:g} s. Ask again in a minute."
            if not begun.is_set():
                why = "was not asked: other questions take too long. Ask again later."
            raise _logged(asked, errors.unreachable(asked, why), exc) from exc
        except (httpx.RequestError, aiohttp.ClientError) as exc:
            why = "could not be reached, or hung up. Ask again in a minute."
            raise _logged(asked, errors.unreachable(asked, why), exc) from exc
        except CredentialRefusedError as exc:
            raise _logged(asked, _refused(asked)) from exc
        except AnswerTooLargeError as exc:
            why = "answered with more than 16 MB, which I do not read."
            raise _logged(asked, errors.rejected(asked, Fault(), why)) from exc

    async def _fetch(self, path: str, query: Mapping[str, Any]) -> HttpAnswer:
        async with self._http.stream("GET", path, params=query) as response:
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > _LARGEST:
                    raise AnswerTooLargeError
            return HttpAnswer(response.status_code, response.headers, bytes(body))


def _unreadable(asked: Asked, answer: HttpAnswer) -> BotError:
    said = errors.fault(HTTPStatus.OK, answer.headers, answer.body)
    why = (
        "answered with something I cannot read. Ask again in a minute; if it stays so, "
        "tell whoever runs this bot."
    )
    return errors.rejected(asked, said, why)


def _error(asked: Asked, answer: HttpAnswer) -> BotError:
    fault = errors.fault(answer.status, answer.headers, answer.body)
    return errors.error(asked, fault, answer.headers)


def _refused(asked: Asked) -> BotError:
    return errors.rejected(
        asked,
        Fault(),
        "was not asked: its credentials were refused less than 5 minutes ago. Whoever "
        "runs this bot has to check them.",
    )


def _logged(asked: Asked, error: BotError, cause: Exception | None = None) -> BotError:
    fault = getattr(error, "fault", Fault())
    _log.warning(
        "cloud_gave_no_answer",
        reference=str(asked.reference),
        kind=type(error).__name__,
        status=fault.status,
        code=fault.code,
        message=redact(fault.message).text,
        cause=_told(cause),
        cloud_request=fault.request_id,
    )
    return error


def _told(cause: Exception | None) -> str:
    """What went wrong below; of a payload the fields, but not what stood in them."""
    if isinstance(cause, ValidationError):
        places = (".".join(map(str, one["loc"])) for one in cause.errors())
        return f"wrong fields: {', '.join(places)[:_EXCERPT]}"
    return redact(f"{type(cause).__name__}: {cause}"[:_EXCERPT]).text if cause else ""
