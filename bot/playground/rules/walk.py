"""Finds every object inside a message's blocks."""

from collections.abc import Iterator, Mapping
from typing import Any


def objects(value: object, at: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every object in there with its JSON pointer, outer ones first."""
    if isinstance(value, Mapping):
        yield at, value
        for key, inner in value.items():
            yield from objects(inner, f"{at}/{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from objects(inner, f"{at}/{index}")
