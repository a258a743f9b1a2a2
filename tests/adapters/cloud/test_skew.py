from datetime import timedelta
from email.utils import format_datetime

import httpx
import pytest

from bot.adapters.checked import Checked, Verdict
from bot.adapters.cloud.skew import check_clock
from tests.fakes import NINE, FakeClock


async def checked(answering: object) -> Checked:
    transport = httpx.MockTransport(answering)  # type: ignore[arg-type]
    async with httpx.AsyncClient(
        transport=transport, base_url="https://cloud.example"
    ) as http:
        return await check_clock(http, "prod Workspace", FakeClock())


def saying(date: str) -> object:
    return lambda _: httpx.Response(404, headers={"Date": date} if date else {})


@pytest.mark.parametrize(
    ("seconds", "verdict", "said"),
    [
        (0, Verdict.OK, "in step with this machine's"),
        (1, Verdict.OK, "in step with this machine's"),
        (-90, Verdict.OK, "this machine's is 1 min 30 s ahead of it"),
        (90, Verdict.OK, "this machine's is 1 min 30 s behind it"),
        (
            600,
            Verdict.FAILED,
            "this machine's is 10 min behind it: set it, or signatures are refused",
        ),
        (
            -3_600,
            Verdict.FAILED,
            "this machine's is 1 h ahead of it: set it, or signatures are refused",
        ),
    ],
)
async def test_clocks_are_compared(seconds: int, verdict: Verdict, said: str) -> None:
    theirs = format_datetime(NINE + timedelta(seconds=seconds), usegmt=True)

    found = await checked(saying(theirs))

    assert found == Checked("prod Workspace clock", verdict, said)


@pytest.mark.parametrize("date", ["", "yesterday", "Thu, 99 Jan 2026 09:00:00 GMT"])
async def test_a_host_without_a_readable_date_says_nothing(date: str) -> None:
    found = await checked(saying(date))

    assert found.verdict is Verdict.NOT_TRIED


async def test_a_host_that_is_not_there_fails() -> None:
    def answering(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    found = await checked(answering)

    assert found == Checked(
        "prod Workspace clock",
        Verdict.FAILED,
        "the host cannot be reached (ConnectError)",
        silent=True,
    )
