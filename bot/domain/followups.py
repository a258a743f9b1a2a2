"""What people can ask in a thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.digest_queries import DigestVerb
from bot.domain.failures import By


class About(StrEnum):
    """What of a row is asked for."""

    DETAILS = "details"
    OUTPUT = "output"
    WHY = "why"
    HISTORY = "history"


class Bare(StrEnum):
    """What stands alone."""

    ALL = "all"
    NEXT = "next"
    PREVIOUS = "prev"
    CSV = "csv"
    REFRESH = "refresh"
    YESTERDAY = "same yesterday"
    UNDO = "undo"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Pick:
    """A row: by its number, or by its name; neither is what was looked at last."""

    number: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class LookAt:
    """One row."""

    about: About
    pick: Pick


@dataclass(frozen=True, slots=True)
class Narrow:
    """Only those that fit; options of `/runs failures` by name."""

    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Regroup:
    """The same by something else."""

    by: By


@dataclass(frozen=True, slots=True)
class TurnTo:
    """A page of the same."""

    page: int


@dataclass(frozen=True, slots=True)
class MarkRow:
    """What later digests do with the cause of a row; `why` may be ""."""

    verb: DigestVerb
    pick: Pick
    span: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """A whole command, as it can be typed after `/runs`."""

    text: str


FollowUp = LookAt | Narrow | Regroup | TurnTo | MarkRow | Bare
