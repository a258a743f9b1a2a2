import asyncio
import gzip
from collections.abc import AsyncIterator

import httpx

from bot.adapters.cloud.credentials import Credential
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.pace import Pace
from bot.errors import SourceRejectedError, SourceUnavailableError
from tests.adapters.cloud.mocked import LIMIT, always, client, refusal
from tests.adapters.cloud.samples import ASKED
from tests.adapters.cloud.wire import settle
from tests.fakes import FakeClock

TOO_LARGE = "prod answered with more than 16 MB, which I do not read."


class Chunks(httpx.AsyncByteStream):
    """A body of equal chunks; counts those that were read."""

    def __init__(self, count: int, size: int) -> None:
        self.count = count
        self.size = size
        self.read = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for _ in range(self.count):
            self.read += 1
            yield b" " * self.size


async def test_an_answer_of_16_mib_is_read() -> None:
    body = b'"' + b"x" * (LIMIT - 2) + b'"'

    answer: str = await always(body=body).get(ASKED, "/x")

    assert len(answer) == LIMIT - 2


async def test_a_larger_answer_is_refused_and_not_read_to_its_end() -> None:
    chunks = Chunks(count=40, size=1024 * 1024)

    found = await refusal(client(lambda _: httpx.Response(200, stream=chunks)))

    assert (type(found), str(found)) == (SourceRejectedError, TOO_LARGE)
    assert chunks.read == 17


async def test_one_byte_more_than_16_mib_is_refused() -> None:
    found = await refusal(always(body=b" " * (LIMIT + 1)))

    assert str(found) == TOO_LARGE


async def test_a_large_error_page_is_refused_too() -> None:
    found = await refusal(always(500, body=b" " * (LIMIT + 1)))

    assert str(found) == TOO_LARGE


async def test_a_small_answer_that_unpacks_to_a_large_one_is_refused() -> None:
    packed = gzip.compress(b" " * (2 * LIMIT))

    found = await refusal(always(body=packed, headers={"Content-Encoding": "gzip"}))

    assert str(found) == TOO_LARGE


async def test_what_is_packed_twice_is_not_unpacked() -> None:
    chunks = Chunks(count=1, size=10)

    found = await refusal(
        client(
            lambda _: httpx.Response(
                200, stream=chunks, headers={"Content-Encoding": "gzip, gzip"}
            )
        )
    )

    assert (str(found), chunks.read) == (TOO_LARGE, 0)


async def test_who_was_never_asked_is_not_called_silent() -> None:
    async def hang(_: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError

    transport = httpx.MockTransport(hang)
    http = httpx.AsyncClient(base_url="https://cloud.example", transport=transport)
    clock = FakeClock()
    credential, pace = Credential("key", clock), Pace(50, clock)
    patient = CloudClient(http, credential, pace=pace, timeout=60)
    first = asyncio.create_task(refusal(patient))
    await settle()

    found = await refusal(CloudClient(http, credential, pace=pace, timeout=0.05))
    first.cancel()

    unasked = (
        "prod was not asked: it has not answered the question before. Ask again in a "
        "minute."
    )
    assert (type(found), str(found)) == (SourceUnavailableError, unasked)


async def test_who_was_asked_and_said_nothing_is_called_silent() -> None:
    async def hang(_: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError

    transport = httpx.MockTransport(hang)
    http = httpx.AsyncClient(base_url="https://cloud.example", transport=transport)
    clock = FakeClock()

    found = await refusal(
        CloudClient(http, Credential("key", clock), pace=Pace(50, clock), timeout=0.05)
    )

    assert str(found) == "prod did not answer within 0.05 s. Ask again in a minute."
