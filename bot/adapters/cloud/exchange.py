"""One request and its whole answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import httpx

from bot.adapters.cloud.auth import canonical_query

_LARGEST = 16 * 1024 * 1024

# What the HTTP library raises when a request could not be sent or answered. Below it,
# aiohttp lets some of its own through.
CONNECTION_ERRORS = (httpx.RequestError, aiohttp.ClientError)


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """Status, headers (names in any case) and the whole body.

    Only the status is shown: whoever signs us in answers with tokens and keys.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class AnswerTooLargeError(Exception):
    """More than 16 MiB came; the rest was not read."""


async def exchange(
    http: httpx.AsyncClient,
    method: str,
    path: str,
    *,
    params: Mapping[str, Any] | None = None,
    json: object = None,
    headers: Mapping[str, str] | None = None,
) -> HttpAnswer:
    """Whatever is answered, read to its end.

    Raises:
        httpx.RequestError, aiohttp.ClientError: no answer, or not to its end.
        AnswerTooLargeError: there is more than fits.
    """
    query = f"?{canonical_query(_pairs(params))}" if params else ""
    # The whole address at once: to merge it costs as much as to sign it.
    url = f"{str(http.base_url).removesuffix('/')}{path}{query}"
    async with http.stream(method, url, json=json, headers=headers) as response:
        if "," in response.headers.get("content-encoding", ""):
            raise AnswerTooLargeError  # packed twice, a little becomes a gigabyte
        body = bytearray()
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > _LARGEST:
                raise AnswerTooLargeError
        return HttpAnswer(response.status_code, response.headers, bytes(body))


def _pairs(params: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Sequences become repeated keys, truths are in lower case."""
    for key, value in params.items():
        several = isinstance(value, Sequence) and not isinstance(value, str)
        for one in value if several else (value,):
            yield key, str(one).lower() if isinstance(one, bool) else str(one)
