"""What several clouds say to one question, made one answer."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from bot.errors import (
    NotFoundError,
    Silence,
    SourceError,
    SourceUnavailableError,
    settled,
)

T = TypeVar("T")


async def answers(asking: Iterable[Callable[[], Awaitable[T]]]) -> list[T | Silence]:
    """What each cloud says, all of them asked at the same time."""
    return await asyncio.gather(*map(settled, asking))


def each_once(answered: Mapping[str, T], places: Mapping[str, str]) -> list[T]:
    """What clouds say of which some read from the same place: one finding a place.

    The first cloud by name that found something there speaks for all others of the
    place, whatever they say. Both mappings are by cloud; "" is a place of its own.
    """
    found = [name for name, one in answered.items() if not isinstance(one, Silence)]
    speakers = {places[name]: name for name in sorted(found, reverse=True)}
    return [
        one
        for name, one in answered.items()
        if not places[name] or speakers.get(places[name], name) == name
    ]


def told(answered: Collection[T | Silence]) -> tuple[tuple[T, ...], tuple[str, ...]]:
    """What was found, and a sentence for every cloud that gave no answer.

    Raises:
        NotFoundError: every cloud says that there is none.
        SourceError: a cloud gave no answer, and no other one had it.
    """
    silences = [one for one in answered if isinstance(one, Silence)]
    found = tuple(one for one in answered if not isinstance(one, Silence))
    if not found:
        raise _nothing(silences)
    return found, tuple(str(one) for one in silences if isinstance(one, SourceError))


def _nothing(silences: Sequence[Silence]) -> Silence:
    """Not found only if every cloud said so: a silent one may well have it."""
    said = " ".join(map(str, silences))
    silent = [one for one in silences if isinstance(one, SourceError)]
    if not silent:
        missing = next(one for one in silences if isinstance(one, NotFoundError))
        return NotFoundError(
            f"{said} Check the id and ask again.", reference=missing.reference
        )
    # Those that may answer later decide what kind of error it is.
    silent.sort(key=lambda one: not isinstance(one, SourceUnavailableError))
    first = silent[0]
    return type(first)(said, cloud=first.cloud, source=first.source, fault=first.fault)
