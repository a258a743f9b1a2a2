"""A clock that only moves when a test moves it."""

from datetime import UTC, datetime, timedelta


class HandClock:
    def __init__(self) -> None:
        self.time = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def advance(self, **duration: float) -> None:
        self.time += timedelta(**duration)
