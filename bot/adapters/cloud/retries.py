"""Whether it helps to ask once more, and when."""

from http import HTTPStatus

import aiohttp
import httpx
import stamina

from bot.adapters.cloud.errors import INTERNAL_ERRORS
from bot.adapters.cloud.pace import PATIENCE, UNNAMED_PAUSE, Lane
from bot.adapters.cloud.signing_in import SignInError
from bot.errors import SourceUnavailableError

_LONGEST_WAIT = 4.0
# Trouble that may be gone at once.
PASSING = frozenset(
    {
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)
# The transport calls every connection that was lost before an answer `ConnectTimeout`.
_NOT_ANSWERED = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    aiohttp.ClientConnectionError,
)


def retrying(seconds: float) -> stamina.AsyncRetryingCaller:
    """Three attempts, the last begun within `seconds`; people wait for the answer."""
    return stamina.AsyncRetryingCaller(
        attempts=3,
        timeout=seconds,
        wait_initial=0.5,
        wait_jitter=0.5,
        wait_max=_LONGEST_WAIT,
    )


def worth_another(error: Exception) -> bool | float:
    """Whether another attempt may help; a number is the seconds to wait before it.

    Time-outs have cost enough already, and what was refused stays so.
    """
    cause = error.__cause__
    # What a sign-in says of its trouble is not about the service.
    if not isinstance(error, SourceUnavailableError) or isinstance(cause, SignInError):
        return False
    if error.fault.status == HTTPStatus.TOO_MANY_REQUESTS:
        return _after_a_pause(error.retry_after)
    if error.fault.status in PASSING or error.fault.code in INTERNAL_ERRORS:
        return _after(error.retry_after)
    return isinstance(cause, _NOT_ANSWERED)


def _after_a_pause(wait: float | None) -> bool | float:
    """The pace keeps the next attempt waiting until its pause is over."""
    pause = UNNAMED_PAUSE if wait is None else wait
    return 0.0 if pause <= PATIENCE[Lane.PEOPLE] else False


def _after(wait: float | None) -> bool | float:
    """As long as the cloud says, if that is not too long."""
    if wait is None:
        return True
    return wait if wait <= _LONGEST_WAIT else False
