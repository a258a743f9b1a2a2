"""What a person types or a button carries to mean one run or execution."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, unquote

from bot.errors import InvalidQueryError

# Ids become path segments of signed requests: nothing that a proxy or a client
# library would rewrite may stand in one.
_ID = re.compile(r"[._~:-]*[A-Za-z0-9][A-Za-z0-9._~:-]*", re.ASCII)
_LONGEST_ID = 128
# What percent-encoding leaves as it is.
_PLAIN = re.compile(r"[A-Za-z0-9._~-]*", re.ASCII)
_CLOUD = re.compile(r"(?=.{1,40}\Z)[a-z0-9]+(?:_[a-z0-9]+)*", re.ASCII)


class SourceName(StrEnum):
    """The five systems that runs are read from."""

    SCRIPT = "script"
    TASK = "task"
    POOL = "pool"
    ORDER = "order"
    APP = "app"


def is_id(text: str) -> bool:
    """Whether `text` may be asked of a cloud as an id."""
    return len(text) <= _LONGEST_ID and _ID.fullmatch(text) is not None


def is_cloud_name(text: str) -> bool:
    """Whether `text` is up to 40 lower-case letters and digits, single `_` between."""
    return bool(_CLOUD.fullmatch(text))


@dataclass(frozen=True, slots=True)
class Reference:
    """`CLOUD/SOURCE/ID[/ID…]`, each part percent-encoded."""

    cloud: str
    source: SourceName
    ids: tuple[str, ...]

    def __str__(self) -> str:
        return "/".join([self.cloud, self.source, *map(_encoded, self.ids)])

    @classmethod
    def parse(cls, text: str) -> "Reference":
        """Read what `str` wrote.

        Raises:
            InvalidQueryError: it is not a reference, or names an impossible id.
        """
        cloud, source, *parts = [*text.split("/"), "", ""]
        ids = tuple(unquote(part) for part in parts[:-2])
        known = source in set(SourceName)
        if not (is_cloud_name(cloud) and known and ids and all(map(is_id, ids))):
            raise InvalidQueryError("That is not a reference like cloud/script/ID.")
        return cls(cloud, SourceName(source), ids)


def _encoded(part: str) -> str:
    return part if _PLAIN.fullmatch(part) else quote(part, safe="")
