"""Everything that can go wrong, and who is told.

BotError                      its text may be shown to whoever asked
├─ InvalidQueryError          names what to type
├─ AccessDeniedError          names who may
├─ BusyError                 there is no room for the question now
├─ NotFoundError              .reference
├─ LedgerError                the database gave no answer
│  └─ LeaseLostError          another replica goes on with it
└─ SourceError                .cloud, .source, .fault
   ├─ SourceUnavailableError  ask again later (time-outs, 5xx, 429 with .retry_after)
   └─ SourceRejectedError     asking again won't help (4xx, an unreadable answer)
MessengerError                .code may be shown; .permanent: trying again is no use
├─ UncertainError             nobody knows whether Slack took it
└─ TooLateError               Slack opens no window for this press any more
ConfigurationError            one line for the operator, exit code 2; .key
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar


@dataclass(frozen=True, slots=True)
class Fault:
    """What a cloud said when it did not answer: for the log, and for its support.

    `status` is None when there was no HTTP answer at all. `encoded_denial` is a reason
    that only the cloud can read; it is for neither people nor the log.
    """

    code: str = ""
    message: str = ""
    status: int | None = None
    request_id: str = ""
    encoded_denial: str = field(default="", repr=False)


class BotError(Exception):
    """Stops a question; its text is a sentence for the person who asked."""


class InvalidQueryError(BotError):
    """The question cannot be read; `suggestion` is a command that can."""

    def __init__(self, text: str, *, suggestion: str = "") -> None:
        super().__init__(text)
        self.suggestion = suggestion


class AccessDeniedError(BotError):
    """The person may not ask this."""


class BusyError(BotError):
    """Nothing was asked: too many other questions are under way."""


class LedgerError(BotError):
    """The database gave no answer, or did not take what was to be kept."""


class LeaseLostError(LedgerError):
    """Somebody else goes on with it, and may have newer answers."""


class NotFoundError(BotError):
    """No run or execution goes by `reference`."""

    def __init__(self, text: str, *, reference: str) -> None:
        super().__init__(text)
        self.reference = reference


class SourceError(BotError):
    """A source of a cloud gave no answer; `fault` is what it gave instead."""

    def __init__(
        self, text: str, *, cloud: str, source: str, fault: Fault | None = None
    ) -> None:
        super().__init__(text)
        self.cloud = cloud
        self.source = source
        self.fault = fault or Fault()


class SourceUnavailableError(SourceError):
    """Asking again later can help; `retry_after` is in seconds, when it is known."""

    def __init__(
        self,
        text: str,
        *,
        cloud: str,
        source: str,
        fault: Fault | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(text, cloud=cloud, source=source, fault=fault)
        self.retry_after = retry_after


class SourceRejectedError(SourceError):
    """Asking the same again cannot help."""


Silence = NotFoundError | SourceError
"""No answer from one cloud, where others may still have one."""

_T = TypeVar("_T")
_P = ParamSpec("_P")


async def settled(
    ask: Callable[_P, Awaitable[_T]], *args: _P.args, **kwargs: _P.kwargs
) -> _T | NotFoundError | SourceError:
    """An answer or its absence as a value, so that one trouble does not hide the rest.

    It is asked for only once this runs: cancelled before that, nothing was begun.
    """
    try:
        return await ask(*args, **kwargs)
    except (NotFoundError, SourceError) as exc:
        return exc


class MessengerError(Exception):
    """Slack did not take a message, or nobody knows whether it did.

    `code` is Slack's own word for it, such as `is_archived`, where there is one.
    """

    def __init__(self, text: str, *, permanent: bool, code: str = "") -> None:
        super().__init__(text)
        self.permanent = permanent
        self.code = code


class UncertainError(MessengerError):
    """Slack's answer was lost: the message may be there, or not."""

    def __init__(self, text: str, *, code: str = "") -> None:
        super().__init__(text, permanent=False, code=code)


class TooLateError(MessengerError):
    """A press opens one window, within three seconds; this one opens none any more."""

    def __init__(self, text: str, *, code: str = "") -> None:
        super().__init__(text, permanent=True, code=code)


class ConfigurationError(Exception):
    """The settings cannot be used; `key` is the one to change."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__(f"{key}: {text}")
        self.key = key
        self.text = text
