"""What an endpoint is, and finding the one that a path means."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol
from urllib.parse import unquote

from bot.playground.cloud.agency import Agency
from bot.playground.cloud.answers import Answer
from bot.playground.cloud.denials import Denials
from bot.playground.cloud.identity import Identity
from bot.playground.cloud.query import Query, Rules
from bot.playground.cloud.tables import Tables


class Service(Enum):
    """Whose endpoint it is: what opens it and how it says no differ."""

    WORKSPACE = "workspace"
    APPSTREAM = "appstream"
    COC = "coc"
    IAM = "iam"
    STS = "sts"
    METADATA = "metadata"


class Stock(Protocol):
    """What the cloud holds while a request is answered."""

    tables: Tables
    records: dict[str, dict[str, Any]]
    page_cap: int | None
    bare_coc: bool
    denied: set[str]
    denials: Denials
    identity: Identity
    agency: Agency
    metadata_tokens: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that may be answered.

    Attributes:
        ids: what stood in the path, by the template's names.
    """

    ids: Mapping[str, str] = field(default_factory=dict)
    query: Query = field(default_factory=Query)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint of the reference.

    Attributes:
        id: as the reference names it, such as W4.
        action: what IAM calls it; empty where nothing has to be granted.
        detailed: its errors have four fields instead of two (section 7.1).
    """

    id: str
    path: str
    service: Service
    answer: Callable[[Stock, Asked], Answer]
    rules: Rules = field(default_factory=dict)
    action: str = ""
    method: str = "GET"
    detailed: bool = False

    def ids(self, raw_path: str) -> dict[str, str] | None:
        """What the path names, decoded; None if it is another endpoint's path."""
        template, parts = self.path.split("/"), raw_path.split("/")
        if len(template) != len(parts):
            return None
        ids = {}
        for name, part in zip(template, parts, strict=True):
            if name[:1] == "{" and part:
                ids[name.strip("{}")] = unquote(part)
            elif name != part:
                return None
        return ids
