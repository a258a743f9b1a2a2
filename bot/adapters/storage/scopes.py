"""What subscriptions are about, kept as text, and asked of executions."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import and_, func, or_

from bot.adapters.storage.filters import Condition, matching
from bot.adapters.storage.tables import EXECUTIONS as ROW
from bot.domain.deliveries import Scope
from bot.domain.executions import Outcome
from bot.domain.failures import FailureFilter
from bot.domain.marks import MarkKind
from bot.domain.references import SourceName
from bot.domain.windows import Window

BEGAN = func.coalesce(ROW.c.started_at, ROW.c.at)
"""When an execution began, as far as anybody knows."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a subscription was about from `since` on."""

    since: datetime
    scope: Scope


def scope_text(scope: Scope) -> str:
    """Clouds and filters, without marks; equal for what is the same."""
    wanted = scope.wanted
    return json.dumps(
        {
            "clouds": sorted(scope.clouds),
            "sources": sorted(wanted.sources),
            "outcomes": sorted(wanted.outcomes),
            "targets": wanted.targets,
            "scripts": wanted.scripts,
            "pools": wanted.pools,
            "names": wanted.names,
            "causes": wanted.causes,
        }
    )


def scope_of(text: str) -> Scope:
    """What `scope_text` wrote."""
    known: dict[str, Any] = json.loads(text)
    texts = ("targets", "scripts", "pools", "names", "causes")
    wanted = FailureFilter(
        sources=frozenset(map(SourceName, known["sources"])),
        outcomes=frozenset(map(Outcome, known["outcomes"])),
        **{key: tuple(known[key]) for key in texts},
    )
    return Scope(clouds=tuple(known["clouds"]), wanted=wanted)


def versions_text(versions: Sequence[Version]) -> str:
    """Versions, the newest first."""
    return json.dumps(
        [[one.since.isoformat(), scope_text(one.scope)] for one in versions]
    )


def versions_of(text: str) -> list[Version]:
    """What `versions_text` wrote; "" is none."""
    known = json.loads(text) if text else []
    return [
        Version(datetime.fromisoformat(since).astimezone(UTC), scope_of(scope))
        for since, scope in known
    ]


def wanted_now(scope: Scope) -> list[Condition]:
    """All of them hold for every execution that it is about, muted ones too."""
    return matching(scope.clouds, scope.wanted, Window())


def wanted_then(versions: Sequence[Version]) -> Iterator[Condition]:
    """Holds for what began since the last change, or was wanted before it, too."""
    if len(versions) > 1:
        changed, *earlier = versions
        before = [*wanted_now(earlier[0].scope), *wanted_then(earlier)]
        yield or_(changed.since <= BEGAN, and_(*before))


def muted(scope: Scope) -> list[str]:
    """Ids of the causes that are counted only."""
    return _marked(scope, MarkKind.MUTED)


def acknowledged(scope: Scope) -> list[str]:
    """Ids of the causes that come after the others."""
    return _marked(scope, MarkKind.ACKNOWLEDGED)


def _marked(scope: Scope, kind: MarkKind) -> list[str]:
    return sorted({one.cause for one in scope.marks if one.kind is kind})
