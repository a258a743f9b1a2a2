"""Command lines that ask for what a digest was about."""

import pytest

from bot.blocks.narrowing import failures_of
from bot.domain.executions import Outcome
from bot.domain.failures import FailureFilter, FailureQuery
from bot.domain.queries import parse
from bot.domain.references import SourceName
from bot.domain.windows import Window
from tests.blocks.failure_samples import DAY

SINCE = "since:2026-01-14T01:00:00Z"


def test_everything_that_can_be_typed_is_asked_for() -> None:
    wanted = FailureFilter(
        sources=frozenset({SourceName.TASK, SourceName.APP}),
        targets=("FIN", "HR 2"),
        pools=('the "best"',),
        causes=("offline",),
        outcomes=frozenset({Outcome.FAILED}),
    )

    line = failures_of(wanted, DAY, "prod")

    assert parse(line.removeprefix("/runs ")) == FailureQuery(
        wanted=wanted,
        since="2026-01-14T01:00:00Z",
        until="2026-01-15T01:00:00Z",
        cloud="prod",
    )


@pytest.mark.parametrize("odd", ["a,b", " a", "both \" and '", "a" * 700])
def test_what_cannot_be_typed_is_not_asked_for(odd: str) -> None:
    wanted = FailureFilter(targets=(odd,), scripts=("patch",))

    assert failures_of(wanted, Window(DAY.since)) == (
        f"/runs failures {SINCE} script:patch"
    )


def test_nothing_that_is_wanted_is_everything() -> None:
    assert failures_of(FailureFilter(), Window()) == "/runs failures"
