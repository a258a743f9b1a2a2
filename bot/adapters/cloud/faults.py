"""What a cloud says when it does not answer, in whichever form."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.adapters.retry_after import asked_wait
from bot.errors import Fault

_CODE_AND_MESSAGE = (
    ("error_code", "error_msg"),
    ("error_code", "error_message"),
    ("errorCode", "errorMsg"),
    ("code", "message"),
)
_EXCERPT = 200
_LONGEST_DENIAL = 16_384
_PLAIN = re.compile(r"[A-Za-z0-9._:-]{1,64}", re.ASCII)
_LONGEST_WAIT = 86_400.0
# The APIs of COC's incident family put a code into answers that are no errors.
_SUCCESS_CODES = frozenset({"", "0", "GOM.00000000"})
_WINDOW = re.compile(r"time:\s*(\d+)\s*(second|minute|hour)", re.IGNORECASE)
_SECONDS = {"second": 1, "minute": 60, "hour": 3_600}


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
        encoded_denial=_encoded_denial(parsed),
    )


def hides_an_error(body: Any) -> bool:  # noqa: ANN401  any JSON
    """Whether an answer with status 200 is an error (WKS codes come with 200, too)."""
    if not isinstance(body, dict):
        return False
    code = str(body.get("error_code") or "")
    return code not in _SUCCESS_CODES


def retry_after(headers: Mapping[str, str], message: str) -> float | None:
    """Seconds to wait, from Retry-After or the window that the message names.

    None where neither says, or says more than a day.
    """
    seconds = asked_wait(headers)
    window = _WINDOW.search(message)
    if seconds is None and window is not None:
        seconds = float(int(window[1]) * _SECONDS[window[2].lower()])
    return None if seconds is None or seconds > _LONGEST_WAIT else seconds


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


def _encoded_denial(parsed: object) -> str:
    if not isinstance(parsed, dict):
        return ""
    encoded = parsed.get("encoded_authorization_message")
    if not isinstance(encoded, str) or len(encoded) > _LONGEST_DENIAL:
        return ""
    return encoded


def _plain(text: str) -> str:
    """A code or an id, which people may see; anything else is none."""
    return text if _PLAIN.fullmatch(text) else ""
