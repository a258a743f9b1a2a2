"""Bodies of requests and answers, laid out for people and without secrets."""

import json
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import parse_qsl

# How much of a body is kept.
MOST_CHARACTERS = 16_384

_SECRET = frozenset({"password", "secret", "securitytoken", "security_token", "token"})
_HIDDEN = "(hidden)"


def laid_out(body: bytes | str) -> str:
    """JSON and forms with a line for each field; anything else as it is; cut."""
    text = body if isinstance(body, str) else body.decode("utf-8", "replace")
    try:
        parsed = _json(text) or _form(text)
        if parsed:
            text = json.dumps(_masked(parsed), ensure_ascii=False, indent=2)
    except RecursionError:
        # Unread, it may hold what has to be hidden.
        return "(too deep to be shown)"
    return cut(text)


def cut(text: str) -> str:
    """The text, or its beginning and how much is missing."""
    if len(text) <= MOST_CHARACTERS:
        return text
    return f"{text[:MOST_CHARACTERS]}\n… {len(text) - MOST_CHARACTERS} characters more"


def _json(text: str) -> object:
    """The object or list that this is, None when it is neither."""
    with suppress(ValueError):
        found = json.loads(text)
        return found if isinstance(found, dict | list) else None
    return None


def _form(text: str) -> object:
    """The fields of a form, None when this is none."""
    with suppress(ValueError):
        fields = parse_qsl(text, keep_blank_values=True, strict_parsing=True)
        # Slack puts JSON into the fields of forms.
        return {name: _json(value) or value for name, value in fields}
    return None


def _masked(value: object) -> object:
    if isinstance(value, Mapping):
        return {name: _field(name, each) for name, each in value.items()}
    if isinstance(value, list):
        return [_masked(each) for each in value]
    return value


def _field(name: str, value: object) -> object:
    if name.lower() in _SECRET and isinstance(value, str):
        return _HIDDEN
    return _masked(value)
