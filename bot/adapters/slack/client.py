"""The clients of Slack's Web API: for calls that may be repeated, and for others."""

from collections.abc import Sequence

import aiohttp
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient


def web_client(
    api_url: str, token: str, session: aiohttp.ClientSession
) -> AsyncWebClient:
    """A client for reading: a broken connection or throttling is tried again."""
    return _client(
        api_url,
        token,
        session,
        [
            AsyncConnectionErrorRetryHandler(),
            AsyncRateLimitErrorRetryHandler(max_retry_count=3),
        ],
    )


def writing_client(
    api_url: str, token: str, session: aiohttp.ClientSession
) -> AsyncWebClient:
    """A client for writing: it tries nothing again, since that could post twice."""
    return _client(api_url, token, session, [])


def _client(
    api_url: str,
    token: str,
    session: aiohttp.ClientSession,
    handlers: Sequence[AsyncRetryHandler],
) -> AsyncWebClient:
    client = AsyncWebClient(
        token=token,
        base_url=api_url,
        session=session,
        retry_handlers=list(handlers),
    )
    client.proxy = None  # the session knows; the client would ask the environment
    return client
