"""The client of Slack's Web API, for calls that may be repeated."""

import aiohttp
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient


def web_client(
    api_url: str, token: str, session: aiohttp.ClientSession
) -> AsyncWebClient:
    """A client for reading: a broken connection or throttling is tried again."""
    client = AsyncWebClient(
        token=token,
        base_url=api_url,
        session=session,
        retry_handlers=[
            AsyncConnectionErrorRetryHandler(),
            AsyncRateLimitErrorRetryHandler(max_retry_count=3),
        ],
    )
    client.proxy = None  # the session knows; the client would ask the environment
    return client
