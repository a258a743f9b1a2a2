"""Which errors are worth another attempt, and when it comes."""

import aiohttp
import httpx
import pytest
import stamina
from stamina.instrumentation import RetryDetails, set_on_retry_hooks

from bot.adapters.cloud.errors import error, unreachable
from bot.adapters.cloud.retries import retrying, worth_another
from bot.adapters.cloud.signing_in import SignInUnavailableError
from bot.errors import BotError, Fault, SourceUnavailableError
from tests.adapters.cloud.samples import ASKED


def answered(
    status: int, code: str = "", wait: str = "", message: str = ""
) -> BotError:
    headers = {"retry-after": wait} if wait else {}
    return error(ASKED, Fault(status=status, code=code, message=message), headers)


def caused_by(cause: Exception) -> BotError:
    found = unreachable(ASKED, "could not be reached.")
    found.__cause__ = cause
    return found


WORTH: list[tuple[Exception, bool | float]] = [
    (answered(500), True),
    (answered(502), True),
    (answered(503), True),
    (answered(504), True),
    (answered(400, "COC.00040701"), True),
    (answered(503, wait="0"), 0.0),
    (answered(503, wait="3"), 3.0),
    (answered(503, wait="4"), 4.0),
    (answered(503, wait="5"), False),
    (answered(501), False),
    (answered(505), False),
    (answered(409), False),
    (answered(400), False),
    (answered(400, "COC.00040709"), False),
    (answered(401), False),
    (answered(403), False),
    (answered(404, "WKS.1"), False),
    (answered(429), 0.0),
    (answered(429, wait="15"), 0.0),
    (answered(429, wait="16"), False),
    (answered(429, message="limit:10,time:1 second"), 0.0),
    (answered(429, message="limit:10,time:1 minute"), False),
    (caused_by(httpx.ConnectError("refused")), True),
    (caused_by(httpx.ConnectTimeout("Server disconnected")), True),
    (caused_by(aiohttp.ServerDisconnectedError()), True),
    (caused_by(httpx.ReadError("cut")), False),
    (caused_by(aiohttp.ClientPayloadError("cut")), False),
    (caused_by(TimeoutError()), False),
    (caused_by(SignInUnavailableError("x", Fault(status=503))), False),
    (unreachable(ASKED, "x"), False),
    (ValueError("x"), False),
]


@pytest.mark.parametrize(
    ("found", "worth"),
    WORTH,
    ids=[f"{n}-{type(found).__name__}" for n, (found, _) in enumerate(WORTH)],
)
def test_only_what_may_pass_is_worth_another_attempt(
    found: Exception, *, worth: bool | float
) -> None:
    said = worth_another(found)

    assert (type(said), said) == (type(worth), worth)


def test_iam_s_trouble_is_not_the_service_s() -> None:
    found = unreachable(ASKED, "IAM is busy.", Fault(status=429))
    found.__cause__ = SignInUnavailableError("IAM is busy.", Fault(status=429))

    assert worth_another(found) is False


class EnoughSeenError(Exception):
    """Thrown before anybody sleeps."""


@pytest.mark.parametrize(
    ("found", "least", "most"),
    [
        (answered(500), 0.5, 1.0),
        (answered(503, wait="3"), 3, 3),
        (answered(429, wait="9"), 0, 0),
    ],
    ids=["usual", "retry-after", "paused-by-the-pace"],
)
async def test_the_first_wait_is_short(
    found: SourceUnavailableError, least: float, most: float
) -> None:
    waits: list[float] = []

    def look(details: RetryDetails) -> None:
        waits.append(details.wait_for)
        raise EnoughSeenError

    async def fail() -> None:
        raise found

    with stamina.set_testing(False):
        set_on_retry_hooks([look])
        try:
            for _ in range(20):
                with pytest.raises(EnoughSeenError):
                    await retrying(20)(worth_another, fail)
        finally:
            set_on_retry_hooks(None)

    assert len(waits) == 20
    assert least <= min(waits) <= max(waits) <= most


async def test_there_are_three_attempts_and_the_last_error_is_told() -> None:
    errors = [answered(500), answered(502), answered(503), answered(504)]
    attempts: list[BotError] = []

    async def fail() -> None:
        attempts.append(errors[len(attempts)])
        raise attempts[-1]

    with pytest.raises(SourceUnavailableError) as caught:
        await retrying(20)(worth_another, fail)

    assert (len(attempts), caught.value) == (3, errors[2])


async def test_what_took_too_long_is_not_tried_again() -> None:
    attempts = 0

    async def fail() -> None:
        nonlocal attempts
        attempts += 1
        raise answered(500)

    with stamina.set_testing(False), pytest.raises(SourceUnavailableError):
        await retrying(1e-9)(worth_another, fail)

    assert attempts == 1
