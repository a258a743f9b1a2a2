"""What stands in an answer: JSON, which may still be an error or not what it should be."""

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from pydantic_core import from_json

from bot.adapters.cloud import errors, faults
from bot.adapters.cloud.errors import Asked
from bot.adapters.cloud.exchange import HttpAnswer
from bot.errors import BotError

T = TypeVar("T")


def parsed(asked: Asked, answer: HttpAnswer, parse: Callable[[Any], T]) -> T:
    """What `parse` makes of the JSON of an answer with status 200.

    Raises:
        BotError: it holds an error, is no JSON, or `parse` raised ValueError.
    """
    try:
        body = _json(answer.body)
        if not faults.hides_an_error(body):
            return parse(body)
    except (ValueError, RecursionError) as exc:
        raise _unreadable(asked, answer) from exc
    said = faults.fault(answer.status, answer.headers, answer.body)
    raise errors.error(asked, said, answer.headers)


def _json(body: bytes) -> Any:  # noqa: ANN401  any JSON
    """The JSON; what the fast reader refuses (half characters, UTF-16) the other takes."""
    try:
        return from_json(body, cache_strings="keys")
    except ValueError:
        return json.loads(body)


def _unreadable(asked: Asked, answer: HttpAnswer) -> BotError:
    said = faults.fault(HTTPStatus.OK, answer.headers, answer.body)
    why = (
        "answered with something I cannot read. Ask again in a minute; if it stays so, "
        "tell whoever runs this bot."
    )
    return errors.rejected(asked, said, why)
