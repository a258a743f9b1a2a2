"""Filters of the lists: each keeps the rows that were asked for, if any were."""

from collections.abc import Sequence
from datetime import datetime

from bot.playground.cloud.query import Moment, Query, Rules
from bot.playground.cloud.tables import Row

PERIOD: Rules = {"execute_time_start": Moment(), "execute_time_end": Moment()}


def equal(rows: Sequence[Row], query: Query, *names: str) -> Sequence[Row]:
    """Only the rows that have what was asked for in these fields, if anything was."""
    for name in names:
        wanted = query.get(name)
        if wanted is not None:
            rows = [row for row in rows if row.get(name) == wanted]
    return rows


def among(
    rows: Sequence[Row], name: str, wanted: frozenset[str] | None
) -> Sequence[Row]:
    """Only the rows with one of these in the field."""
    return rows if wanted is None else [row for row in rows if row.get(name) in wanted]


def containing(rows: Sequence[Row], name: str, part: str | None) -> Sequence[Row]:
    """Only the rows with this part in the field."""
    return rows if part is None else [row for row in rows if part in row[name]]


def scripts(rows: Sequence[Row], name: str, query: Query) -> Sequence[Row]:
    """Only the rows with the script that was asked for, by its id, its name or both."""
    for part in ("id", "name"):
        wanted = query.get(f"script_{part}")
        if wanted is not None:
            rows = [
                row for row in rows if wanted in {script[part] for script in row[name]}
            ]
    return rows


def begun(rows: Sequence[Row], query: Query) -> Sequence[Row]:
    """Only what began in the period, both ends included: never filtered by its end."""
    since, until = query.get("execute_time_start"), query.get("execute_time_end")
    if since is None and until is None:
        return rows
    return [row for row in rows if _within(row.get("start_time"), since, until)]


def _within(text: str | None, since: datetime | None, until: datetime | None) -> bool:
    if not text:
        return False
    moment = datetime.fromisoformat(text)
    return not (since and moment < since) and not (until and moment > until)


def ungrouped(rows: Sequence[Row], query: Query) -> Sequence[Row]:
    """Nothing, if a group was asked for: this fleet has none."""
    asked = query.get("resource_group_id") or query.get("resource_group_type")
    return [] if asked else rows
