"""How far the cloud's clock is from ours: signatures are refused from 15 minutes on."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

from bot.adapters.checked import Checked, Verdict
from bot.adapters.cloud.exchange import (
    CONNECTION_ERRORS,
    AnswerTooLargeError,
    HttpAnswer,
    exchange,
)
from bot.blocks.times import span
from bot.ports import Clock

_TIMEOUT = 10.0
# APIGW.0303 comes at fifteen minutes (API signing guide); before that there is time.
_TOO_FAR = timedelta(minutes=10)


async def check_clock(http: httpx.AsyncClient, name: str, clock: Clock) -> Checked:
    """Compare our clock with the Date header of whatever the host answers, unsigned."""
    what = f"{name} clock"
    try:
        async with asyncio.timeout(_TIMEOUT):
            before = clock.now()
            answer = await exchange(http, "GET", "/")
            after = clock.now()
    except (TimeoutError, AnswerTooLargeError, *CONNECTION_ERRORS) as exc:
        said = f"the host cannot be reached ({type(exc).__name__})"
        return Checked(what, Verdict.FAILED, said, silent=True)
    return _judged(what, answer, before + (after - before) / 2)


def _judged(what: str, answer: HttpAnswer, now: datetime) -> Checked:
    """Dates are in whole seconds, so less than two say nothing."""
    try:
        theirs = parsedate_to_datetime(answer.headers.get("date", "")).astimezone(UTC)
    except ValueError:
        return Checked(what, Verdict.NOT_TRIED, "the host does not say what time it is")
    ahead = now - theirs
    if abs(ahead) < timedelta(seconds=2):
        return Checked(what, Verdict.OK, "in step with this machine's")
    way = "ahead of" if ahead > timedelta(0) else "behind"
    said = f"this machine's is {span(abs(ahead))} {way} it"
    if abs(ahead) < _TOO_FAR:
        return Checked(what, Verdict.OK, said)
    return Checked(what, Verdict.FAILED, f"{said}: set it, or signatures are refused")
