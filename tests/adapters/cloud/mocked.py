"""A client whose cloud is a function."""

from collections.abc import Callable

import httpx
import pytest

from bot.adapters.cloud.credentials import Credential
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.pace import Pace
from bot.errors import BotError
from tests.adapters.cloud.samples import ASKED
from tests.fakes import FakeClock

Answering = Callable[[httpx.Request], httpx.Response]
LIMIT = 16 * 1024 * 1024


def client(answering: Answering, *, timeout: float = 1) -> CloudClient:
    http = httpx.AsyncClient(
        base_url="https://cloud.example", transport=httpx.MockTransport(answering)
    )
    clock = FakeClock()
    return CloudClient(
        http, Credential("key", clock), pace=Pace(50, clock), timeout=timeout
    )


def always(
    status: int = 200,
    body: bytes = b"{}",
    headers: dict[str, str] | None = None,
) -> CloudClient:
    return client(lambda _: httpx.Response(status, content=body, headers=headers))


def failing(error: Exception) -> CloudClient:
    def fail(_: httpx.Request) -> httpx.Response:
        raise error

    return client(fail)


async def refusal(asking: CloudClient) -> BotError:
    with pytest.raises(BotError) as caught:
        await asking.get(ASKED, "/x")
    return caught.value
