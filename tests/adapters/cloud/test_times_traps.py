"""The trap list of the documents' time formats; 6 is COC's execute_costs."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.adapters.cloud.times import moment
from bot.domain.executions import Moment
from bot.domain.pools import PoolFilter
from bot.domain.windows import window
from tests.adapters.cloud.endpoint_samples import W9, w9
from tests.adapters.cloud.endpoints import Endpoints, in_order

SIX = datetime(2026, 1, 14, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        "2026-01-14T18:00:00Z",
        "2026-01-14T18:00:00.000Z",
        "2026-01-15T02:00:00+08:00",
        "2026-01-15 02:00:00 GMT+08:00",
        "1768413600",
        "1768413600000",
    ],
)
def test_every_way_to_write_a_time_is_read_and_kept(raw: str) -> None:
    """Trap 1."""
    assert moment(raw) == Moment(raw, SIX)


@pytest.mark.parametrize("raw", ["", " ", None], ids=repr)
def test_no_time_is_none(raw: str | None) -> None:
    """Trap 1."""
    assert moment(raw) is None


@pytest.mark.parametrize("raw", ["2026-01-14T18:00:00.000Z", "1768413600000"])
def test_the_zone_beside_a_time_in_utc_shifts_nothing(raw: str) -> None:
    """Trap 2: else it would be eight hours off."""
    assert moment(raw, "Asia/Shanghai") == Moment(raw, SIX)


@pytest.mark.parametrize("zone", ["GMT+8", "UTC+08:00", "Asia/Singapore"])
def test_a_zone_may_be_an_offset(zone: str) -> None:
    """Trap 3."""
    raw = "2026-01-15 02:00:00"

    assert moment(raw, zone) == Moment(raw, SIX)


def test_a_zone_that_nobody_knows_is_marked() -> None:
    """Trap 3."""
    raw = "2026-01-14 18:00:00"

    assert moment(raw, "Mars/Olympus") == Moment(raw, SIX, exact=False)


@pytest.mark.parametrize(
    "raw", ["2026-11-01 01:30:00", "2026-03-08 02:30:00"], ids=["twice", "skipped"]
)
def test_a_local_time_that_came_twice_or_never_is_marked(raw: str) -> None:
    """Trap 4."""
    found = moment(raw, "America/New_York")

    assert found is not None
    assert (found.raw, found.exact) == (raw, False)


async def test_a_day_begins_at_midnight_of_the_asker_and_is_asked_in_utc() -> None:
    """Trap 8: 15 January in Singapore begins on 14 January at 16:00 UTC."""
    now = datetime(2026, 1, 15, 20, tzinfo=UTC)
    cloud = Endpoints(W9=w9(W9))
    yesterday = window("yesterday", "today", now, ZoneInfo("Asia/Singapore"))

    await cloud.pool.search(PoolFilter(), yesterday)

    assert cloud.asked("W9") == [
        in_order(
            "execute_time_start=2026-01-12T16%3A00%3A00Z"
            "&execute_time_end=2026-01-15T16%3A00%3A01Z&offset=0&limit=100"
        )
    ]
