"""What those who issue tokens and keys answer, and what it means."""

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from bot.adapters.cloud.exchange import (
    CONNECTION_ERRORS,
    AnswerTooLargeError,
    HttpAnswer,
)
from bot.adapters.cloud.faults import fault, retry_after
from bot.adapters.cloud.retries import PASSING
from bot.adapters.cloud.signing_in import (
    SignInError,
    SignInRefusedError,
    SignInUnavailableError,
)
from bot.errors import Fault
from bot.ports import Clock

UNREADABLE = "gave an answer that I cannot read"
_SHORT_WAIT = 0.5
_LONGEST_WAIT = 1.5
_ASK_LATER = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})


async def answered(
    ask: Callable[[], Awaitable[HttpAnswer]], who: str, seconds: float, clock: Clock
) -> HttpAnswer:
    """The answer of `who` within `seconds`, also one that refuses.

    Trouble that may pass at once is asked about once more.

    Raises:
        SignInUnavailableError: there is none.
    """
    try:
        async with asyncio.timeout(seconds):
            answer = await ask()
            if (wait := _wait(answer)) is None:
                return answer
            await clock.sleep(wait)
            return await ask()
    except (TimeoutError, AnswerTooLargeError, *CONNECTION_ERRORS) as exc:
        raise unavailable(who, "did not answer") from exc


def refusal(answer: HttpAnswer, who: str, check: str) -> SignInError:
    """What it means that `who` answered no; `check` is what has to be looked at."""
    said = fault(answer.status, answer.headers, answer.body)
    passing = answer.status in _ASK_LATER or not 400 <= answer.status < 500  # noqa: PLR2004  the class of statuses
    if passing:
        return unavailable(who, f"has a problem of its own ({_named(said)})", said)
    return SignInRefusedError(
        f"could not be asked: {who} refused this bot's sign-in ({_named(said)}). "
        f"Whoever runs this bot has to check {check}.",
        said,
    )


def unavailable(
    who: str, what: str, said: Fault | None = None
) -> SignInUnavailableError:
    """Why there is no answer of `who` that helps."""
    return SignInUnavailableError(
        f"could not be asked: {who} {what}. Ask again in a minute.", said
    )


def _wait(answer: HttpAnswer) -> float | None:
    """Seconds until it is worth to ask again; None where it is not, or too many."""
    if answer.status not in PASSING:
        return None
    wait = retry_after(answer.headers, "")
    if wait is None:
        return _SHORT_WAIT
    return wait if wait <= _LONGEST_WAIT else None


def _named(said: Fault) -> str:
    status = str(said.status or "")
    return status if said.code in {"", status} else f"{status} {said.code}"
