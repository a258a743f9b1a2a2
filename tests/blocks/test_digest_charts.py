"""How much each of the last digests told, as bars."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.ladder import simpler
from bot.blocks.sparkline import sparkline
from bot.domain.digests import Digest, ToldBefore
from bot.domain.executions import Outcome
from bot.domain.runs import Counts
from tests.blocks.digest_reading import digest_parts
from tests.blocks.digest_samples import MORNING
from tests.blocks.samples import NINE, broken_rules
from tests.blocks.shapes import context

HOUR = timedelta(hours=1)
LINE = "Last 3 digests: failed ▃▂█ (2 to 61, now 61) · skipped ▁▁█ (0 to 1, now 1)"


def before(*failed: int, every: timedelta = 24 * HOUR) -> tuple[ToldBefore, ...]:
    """Digests up to this one."""
    return tuple(
        ToldBefore(slot=NINE - every * (len(failed) - place), failed=count, skipped=0)
        for place, count in enumerate(failed)
    )


def charts(digest: Digest) -> list[Any]:
    return [
        one
        for one in digest_parts(digest).root.blocks
        if one["type"] == "data_visualization"
    ]


def test_the_last_digests_are_bars() -> None:
    digest = replace(MORNING, before=before(9, 2))

    labels = ["13 Jan 09:00", "14 Jan 09:00", "15 Jan 09:00"]
    assert charts(digest) == [
        {
            "type": "data_visualization",
            "title": "Last 3 digests",
            "chart": {
                "type": "bar",
                "series": [
                    {
                        "name": name,
                        "data": [
                            {"label": label, "value": value}
                            for label, value in zip(labels, values, strict=True)
                        ],
                    }
                    for name, values in (("failed", [9, 2, 61]), ("skipped", [0, 0, 1]))
                ],
                "axis_config": {"categories": labels},
            },
        }
    ]


def test_the_text_has_them_too() -> None:
    digest = replace(MORNING, before=before(9, 2))

    assert LINE in digest_parts(digest).root.text.split("\n")


def test_where_slack_takes_no_chart_the_bars_are_text() -> None:
    digest = replace(MORNING, before=before(9, 2))

    first = next(simpler(digest_parts(digest).root))

    assert context(LINE) in first.blocks


@pytest.mark.parametrize(
    "digest",
    [
        replace(MORNING, before=before(9)),
        replace(MORNING, before=before(0, 0), counts=Counts(), causes=(), of=0),
    ],
    ids=["two are no history", "nothing ever happened"],
)
def test_without_anything_to_compare_there_is_no_chart(digest: Digest) -> None:
    assert charts(digest) == []
    assert "Last " not in digest_parts(digest).root.text


def test_only_what_happened_is_a_series() -> None:
    digest = replace(MORNING, before=before(1, 2), counts=Counts({Outcome.FAILED: 3}))

    (found,) = charts(digest)
    assert [one["name"] for one in found["chart"]["series"]] == ["failed"]


def test_twenty_bars_are_the_most() -> None:
    digest = replace(MORNING, before=before(*range(40)))

    (found,) = charts(digest)
    assert len(found["chart"]["axis_config"]["categories"]) == 20
    assert broken_rules(digest_parts(digest).root) == []


def test_bars_of_an_hour_that_comes_twice_have_their_own_names() -> None:
    zone = ZoneInfo("Europe/Berlin")
    slot = NINE.replace(year=2026, month=10, day=25, hour=2)
    earlier = tuple(
        ToldBefore(slot=slot - hours * HOUR, failed=1, skipped=0) for hours in (2, 1)
    )
    digest = replace(MORNING, slot=slot, before=earlier, zone=zone)

    (found,) = charts(digest)
    assert found["chart"]["axis_config"]["categories"] == [
        "25 Oct 02:00",
        "25 Oct 02:00 (1)",
        "25 Oct 03:00",
    ]


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=20))
def test_higher_values_have_no_lower_bars(values: list[int]) -> None:
    bars = sparkline(values)

    ranked = sorted(zip(values, bars, strict=True))
    assert [bar for _, bar in ranked] == sorted(bars)
    assert all((bar == "▁") == (value == 0) for value, bar in ranked)
