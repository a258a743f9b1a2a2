"""What `runwatch check` found out, line by line."""

import asyncio
from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """How a check went; only FAILED keeps the bot from its work."""

    OK = "ok"
    FAILED = "failed"
    NOT_TRIED = "not tried"
    NOT_GRANTED = "not granted"


@dataclass(frozen=True, slots=True)
class Checked:
    """One line of the table.

    Attributes:
        said: how long it took, or what is wrong.
        silent: nobody answered, so nothing else there needs to be tried.
    """

    what: str
    verdict: Verdict
    said: str
    silent: bool = False


def since(begun: float) -> str:
    """How long it took since then, by the loop's clock."""
    return f"{(asyncio.get_running_loop().time() - begun) * 1_000:.0f} ms"
