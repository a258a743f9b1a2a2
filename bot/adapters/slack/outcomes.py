"""What came of one request to Slack, whichever way it went."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.adapters.retry_after import asked_wait
from bot.adapters.slack.codes import Fate, fate_of
from bot.errors import MessengerError, TooLateError, UncertainError

_SHORTEST_WAIT = 1.0
_LONGEST_WAIT = 60.0
_LONGEST_CODE = 64
_CODE = re.compile(r"[a-z][a-z0-9_]{0,63}")
# They are raised before the first byte of a request has left.
_NEVER_MADE = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A fate and what it was read from.

    Attributes:
        fate: what became of the message.
        said: for the log and the error; holds no text, URL, token or trigger.
        wait: seconds before the same may be tried again, from 1 to 60.
        throttled: whether Slack said "too fast".
        answer: the object that Slack answered with, where it was one.
        code: Slack's own word for it, fit to be shown; "" where there is none.
    """

    fate: Fate
    said: str
    wait: float = _SHORTEST_WAIT
    throttled: bool = False
    answer: Mapping[str, Any] = field(default_factory=dict)
    code: str = ""

    def check(self) -> None:
        """Return when Slack took it.

        Raises:
            UncertainError: nobody knows.
            TooLateError: the trigger opens no window any more.
            MessengerError: Slack did not take it; `permanent` unless later it may.
        """
        match self.fate:
            case Fate.TAKEN:
                return
            case Fate.UNCERTAIN:
                raise UncertainError(self.said, code=self.code)
            case Fate.TOO_LATE:
                raise TooLateError(self.said, code=self.code)
            case _:
                permanent = self.fate is not Fate.LATER
                raise MessengerError(self.said, permanent=permanent, code=self.code)


def throttled(what: str, headers: Mapping[str, str]) -> Outcome:
    """The outcome of HTTP 429."""
    asked = asked_wait(headers) or 0
    wait = min(max(asked, _SHORTEST_WAIT), _LONGEST_WAIT)
    return Outcome(Fate.LATER, f"{what}: 429", wait, throttled=True)


def answered(
    what: str, status: int, code: str, answer: Mapping[str, Any] | None = None
) -> Outcome:
    """The outcome of an answer that says no, or cannot be read."""
    said = f"{what}: {status} {code[:_LONGEST_CODE]}".rstrip()
    fate = fate_of(code) if code else _fate_of_status(status)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR and fate is Fate.REFUSED:
        fate = Fate.UNCERTAIN
    word = code if _CODE.fullmatch(code) else ""
    return Outcome(fate, said, answer=answer or {}, code=word)


def unanswered(what: str, error: Exception) -> Outcome:
    """The outcome of a request that met `error` in place of an answer."""
    match error:
        case aiohttp.InvalidURL():
            fate = Fate.REFUSED
        case _ if isinstance(error, _NEVER_MADE):
            fate = Fate.LATER
        case _:
            fate = Fate.UNCERTAIN
    return Outcome(fate, f"{what}: {type(error).__name__}")


def _fate_of_status(status: int) -> Fate:
    if (
        status == HTTPStatus.REQUEST_TIMEOUT
        or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    ):
        return Fate.UNCERTAIN
    # Slack says no with 200; without a readable word in it nobody knows what it said.
    return Fate.UNCERTAIN if status == HTTPStatus.OK else Fate.REFUSED
