"""What a follow-up makes of the command before it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.failures import By
from bot.domain.narrowing import day_before, narrowed, regrouped
from bot.domain.queries import parse
from bot.errors import InvalidQueryError

NOW = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("line", "options", "after"),
    [
        (
            "/runs failures since:7d",
            {"outcome": "failed"},
            "/runs failures since:7d outcome:failed",
        ),
        (
            "/runs failures target:FIN",
            {"target": "web"},
            "/runs failures target:web",
        ),
        ("/runs", {"cause": "no disk"}, '/runs failures cause:"no disk"'),
        ("/runs cloud:prod", {"target": "a"}, "/runs failures cloud:prod target:a"),
        ("/runs tasks", {"outcome": "failed"}, "/runs tasks last:failed"),
        ("/runs pool since:7d", {"outcome": "x"}, "/runs pool since:7d status:x"),
        ("/runs orders", {"outcome": "failed"}, "/runs orders status:failed"),
        ("/runs task a b", {"outcome": "failed"}, "/runs task a b outcome:failed"),
        (
            "/runs pool prod/pool/a",
            {"outcome": "failed"},
            "/runs pool prod/pool/a status:failed",
        ),
    ],
)
def test_options_are_added_as_the_command_calls_them(
    line: str, options: dict[str, str], after: str
) -> None:
    assert narrowed(line, options) == after


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("/runs tasks", "cause"),
        ("/runs task a b", "target"),
        ("/runs script a", "outcome"),
        ("/runs find x", "target"),
        ("/runs health", "outcome"),
        ("/runs history prod/script/a", "outcome"),
    ],
)
def test_what_a_command_does_not_know_is_refused(line: str, key: str) -> None:
    with pytest.raises(InvalidQueryError):
        narrowed(line, {key: "failed"})


def test_a_line_never_grows_beyond_what_a_button_holds() -> None:
    with pytest.raises(InvalidQueryError, match="too long"):
        narrowed(f"/runs failures name:{'x' * 1_800}", {"target": "y" * 100})


def test_groups_replace_one_another() -> None:
    by_target = regrouped("/runs failures since:7d", By.TARGET)

    assert by_target == "/runs failures since:7d by:target"
    assert regrouped(by_target, By.SCRIPT) == "/runs failures since:7d by:script"
    assert regrouped(by_target, By.CAUSE) == "/runs failures since:7d"


def test_only_failures_are_grouped() -> None:
    with pytest.raises(InvalidQueryError):
        regrouped("/runs tasks", By.TARGET)


def test_the_day_before_has_the_same_hours_on_the_clock_there() -> None:
    # On the 29th Berlin went over to summer time.
    line = day_before("/runs failures since:24h", NOW, BERLIN)

    assert line == (
        "/runs failures since:2026-03-28T10:00:00Z until:2026-03-29T09:00:00Z"
    )
    assert parse(line) is not None


@pytest.mark.parametrize("line", ["/runs tasks", "/runs task a b", "/runs pool"])
def test_what_is_about_no_time_has_no_day_before(line: str) -> None:
    with pytest.raises(InvalidQueryError):
        day_before(line, NOW, BERLIN)
