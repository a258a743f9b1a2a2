"""Reads the arguments of a call, which come as JSON or as the texts of a form."""

from collections.abc import Mapping
from typing import Any

from bot.playground.slack.answers import RefusalError
from bot.playground.slack.strict_json import parsed

Given = Mapping[str, Any]


def text(given: Given, key: str) -> str:
    """The argument as a text, empty when it wasn't given."""
    value = given.get(key)
    return "" if value is None else str(value)


def wanted(given: Given, key: str) -> str:
    """The argument, without which nothing can be done.

    Raises:
        RefusalError: It wasn't given.
    """
    value = text(given, key)
    if not value:
        problem = f"[ERROR] missing required field: {key}"
        raise RefusalError(
            "invalid_arguments", response_metadata={"messages": [problem]}
        )
    return value


def flag(given: Given, key: str) -> bool:
    """Whether the argument says yes."""
    return text(given, key).lower() in {"1", "true"}


def whole(given: Given, key: str, default: int, error: str) -> int:
    """The argument as a number that isn't negative.

    Raises:
        RefusalError: It is something else.
    """
    value = text(given, key)
    if value and not value.isdecimal():
        raise RefusalError(error)
    return int(value) if value else default


def structure(given: Given, key: str, kind: type, error: str) -> Any:  # noqa: ANN401 - JSON
    """The argument as JSON of this kind, None when it wasn't given.

    Raises:
        RefusalError: It is something else.
    """
    value = given.get(key)
    if isinstance(value, str):
        try:
            value = parsed(value)
        except ValueError as exc:
            raise RefusalError(error) from exc
    if key in given and not isinstance(value, kind):
        raise RefusalError(error)
    return value
