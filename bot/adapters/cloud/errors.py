"""What a cloud answers instead of an answer, as one error of ours."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from bot.adapters.retry_after import asked_wait
from bot.blocks.times import span
from bot.domain.references import Reference
from bot.errors import (
    BotError,
    Fault,
    NotFoundError,
    SourceRejectedError,
    SourceUnavailableError,
)

_CODE_AND_MESSAGE = (
    ("error_code", "error_msg"),
    ("error_code", "error_message"),
    ("errorCode", "errorMsg"),
    ("code", "message"),
)
_EXCERPT = 200
_PLAIN = re.compile(r"[A-Za-z0-9._:-]{1,64}", re.ASCII)
_LONGEST_WAIT = 86_400.0
_SERVICE = ("WKS.",)
_SAYS_GONE = frozenset({HTTPStatus.OK, HTTPStatus.BAD_REQUEST})
_NO_ENDPOINT = (
    "has no such endpoint. Whoever runs this bot has to check the cloud's region and "
    "endpoints in its settings."
)
# The APIs of COC's incident family put a code into answers that are no errors.
_SUCCESS_CODES = frozenset({"", "0", "GOM.00000000"})
_GONE = frozenset({"WKS.0202", "WKS.0915"})
_WINDOW = re.compile(r"time:\s*(\d+)\s*(second|minute|hour)", re.IGNORECASE)
_SECONDS = {"second": 1, "minute": 60, "hour": 3_600}

_BY_CODE = {
    "APIGW.0303": "refused this bot's signature. Whoever runs this bot has to check "
    "its access key, and that its clock is right.",
    "WKS.00010099": "says that Workspace is not enabled in the project. Whoever runs "
    "this bot has to check the cloud's project id.",
    "WKS.00170117": "does not know the project's tenant. Whoever runs this bot has to "
    "check the cloud's project id.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was being asked, for the sentence that says it failed.

    Attributes:
        reference: what was looked for.
        thing: what that is, as in "script execution".
        permission: the IAM action that the request needs.
    """

    reference: Reference
    thing: str
    permission: str

    @property
    def cloud(self) -> str:
        return self.reference.cloud

    @property
    def source(self) -> str:
        return self.reference.source


def fault(status: int, headers: Mapping[str, str], body: bytes) -> Fault:
    """Code, message and request id, from whichever error body this is."""
    parsed = _json(body)
    code, message = next(_codes(parsed), ("", ""))
    if not (code or message):
        message = body[: 4 * _EXCERPT].decode("utf-8", "replace")
    return Fault(
        code=_plain(code),
        message=" ".join(message.split())[:_EXCERPT],
        status=status,
        request_id=_request_id(headers, parsed),
    )


def hides_an_error(body: Any) -> bool:  # noqa: ANN401  any JSON
    """Whether an answer with status 200 is an error (WKS codes come with 200, too)."""
    if not isinstance(body, dict):
        return False
    code = str(body.get("error_code") or "")
    return code not in _SUCCESS_CODES


def error(asked: Asked, fault: Fault, headers: Mapping[str, str]) -> BotError:
    """The error for an HTTP answer that is none: table of status and code."""
    status = fault.status or 0
    if _is_gone(fault):
        return NotFoundError(
            f"{asked.cloud} has no {asked.thing} `{'/'.join(asked.reference.ids)}`.",
            reference=str(asked.reference),
        )
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        wait = retry_after(headers, fault.message)
        when = f"in {span(timedelta(seconds=wait))}" if wait else "in a minute"
        said = f"{asked.cloud} gets too many requests right now. Ask again {when}."
        return _unavailable(asked, fault, said, wait)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.CONFLICT:
        said = (
            f"{asked.cloud} has a problem of its own ({_named(fault)}). "
            "Ask again in a few minutes."
        )
        return _unavailable(asked, fault, said)
    return rejected(asked, fault, _why_rejected(asked, fault))


def unreachable(asked: Asked, why: str) -> SourceUnavailableError:
    """No HTTP answer at all; `why` is the end of "prod …"."""
    return _unavailable(asked, Fault(message=why), f"{asked.cloud} {why}")


def rejected(asked: Asked, fault: Fault, why: str) -> SourceRejectedError:
    """Asking the same again cannot help; `why` is the end of "prod …"."""
    return SourceRejectedError(
        f"{asked.cloud} {why}", cloud=asked.cloud, source=asked.source, fault=fault
    )


def retry_after(headers: Mapping[str, str], message: str) -> float | None:
    """Seconds to wait, from Retry-After or the window that the message names.

    None where neither says, or says more than a day.
    """
    seconds = asked_wait(headers)
    window = _WINDOW.search(message)
    if seconds is None and window is not None:
        seconds = float(int(window[1]) * _SECONDS[window[2].lower()])
    return None if seconds is None or seconds > _LONGEST_WAIT else seconds


def _is_gone(fault: Fault) -> bool:
    """A 404 of the service itself: the gateway's, and one without a code, is another."""
    if fault.status == HTTPStatus.NOT_FOUND:
        return fault.code.startswith(_SERVICE) and fault.code not in _BY_CODE
    return fault.status in _SAYS_GONE and fault.code in _GONE


def _why_rejected(asked: Asked, fault: Fault) -> str:
    if fault.code in _BY_CODE:
        return _BY_CODE[fault.code]
    if fault.status == HTTPStatus.NOT_FOUND:
        return _NO_ENDPOINT
    if fault.status == HTTPStatus.UNAUTHORIZED:
        return (
            f"refused this bot's credentials ({_named(fault)}). Whoever runs this bot "
            "has to check them; asking again will not help."
        )
    if fault.status == HTTPStatus.FORBIDDEN:
        return (
            f"does not let this bot read a {asked.thing}. Whoever runs this bot has to "
            f"give its user the permission {asked.permission}."
        )
    return (
        f"did not take the question ({_named(fault)}). Check the id; if it is right, "
        "tell whoever runs this bot."
    )


def _unavailable(
    asked: Asked, fault: Fault, said: str, wait: float | None = None
) -> SourceUnavailableError:
    return SourceUnavailableError(
        said, cloud=asked.cloud, source=asked.source, fault=fault, retry_after=wait
    )


def _named(fault: Fault) -> str:
    return " ".join(filter(None, (str(fault.status or ""), fault.code)))


def _json(body: bytes) -> Any:  # noqa: ANN401  any JSON
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _codes(parsed: object, depth: int = 4) -> Iterator[tuple[str, str]]:
    """Code and message wherever the documents show them, outermost first."""
    if not isinstance(parsed, dict) or not depth:
        return
    for code_key, message_key in _CODE_AND_MESSAGE:
        code, message = parsed.get(code_key), parsed.get(message_key)
        if _scalar(code) and _scalar(message):
            yield str(code), str(message)
    for code_key in ("error_code", "errorCode"):
        if _scalar(parsed.get(code_key)):
            yield str(parsed[code_key]), ""
    for value in parsed.values():
        yield from _codes(value, depth - 1)


def _scalar(value: object) -> bool:
    return isinstance(value, str | int) and value != ""


def _request_id(headers: Mapping[str, str], parsed: Any) -> str:  # noqa: ANN401  any JSON
    in_body = parsed.get("request_id") if isinstance(parsed, dict) else None
    found = headers.get("x-request-id") or headers.get("x-iam-trace-id") or in_body
    return _plain(str(found or ""))


def _plain(text: str) -> str:
    """A code or an id, which people may see; anything else is none."""
    return text if _PLAIN.fullmatch(text) else ""
