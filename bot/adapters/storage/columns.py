"""Columns that mean the same in SQLite and in PostgreSQL."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Boolean, Column, DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator


class Utc(TypeDecorator[datetime]):
    """An aware time in UTC; SQLite, which knows no zones, keeps it as text."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(
        self, dialect: Dialect
    ) -> Callable[[datetime | None], object] | None:
        """Faster than SQLAlchemy's own, and sweeps bind little else."""
        return _text if dialect.name == "sqlite" else _utc

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002  the value tells
    ) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value


def _text(value: datetime | None) -> str | None:
    if value is None:
        return None
    there = value.astimezone(UTC).replace(tzinfo=None)
    return there.isoformat(sep=" ", timespec="microseconds")


def _utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


def words(name: str) -> Column[str]:
    """Text that is never missing; "" where nobody told."""
    return Column(name, Text, nullable=False)


def moments(*names: str) -> tuple[Column[Any], ...]:
    """For each name what a source wrote, the same in UTC, and whether that is exact."""
    columns: list[Column[Any]] = []
    for name in names:
        columns.append(Column(f"{name}_raw", Text))
        columns.append(Column(f"{name}_at", Utc))
        columns.append(Column(f"{name}_exact", Boolean))
    return tuple(columns)
