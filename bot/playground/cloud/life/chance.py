"""Luck that is the same for the same seed, wherever and whenever it is asked for."""

from random import Random
from uuid import UUID


def chance(*parts: object) -> Random:
    """Luck of its own for these parts, such as seed, work and number."""
    return Random("/".join(map(str, parts)))  # noqa: S311  a play, no secret


def new_id(prefix: str, luck: Random) -> str:
    """An id such as rec-5a0f7e2c-93c4-4e0b-8f43-2b7f1c7a2201."""
    return f"{prefix}{UUID(int=luck.getrandbits(128), version=4)}"
