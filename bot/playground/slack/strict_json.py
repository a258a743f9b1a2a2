"""JSON as Slack reads it: without the numbers that only Python writes."""

import json
from typing import NoReturn


def parsed(text: str | bytes) -> object:
    """What it holds.

    Raises:
        ValueError: It is no JSON, such as NaN, or is no UTF-8.
    """
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("too deep") from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
