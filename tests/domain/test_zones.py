from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo

import pytest

from bot.domain.zones import first_zone, known_zone

SINGAPORE = ZoneInfo("Asia/Singapore")
NO_ZONES = {
    "empty": "",
    "unknown": "Mars/Olympus",
    "a folder": "Europe",
    "out of the folder": "../../../etc/passwd",
    "absolute": "/etc/localtime",
    "no zone file": "tzdata.zi",
    "NUL": "Asia/\x00",
    "half a character": "Asia/\ud800",
    "far too long": "x" * 5_000,
    "a sentence": "Singapore time",
    "a newline": "Asia/Singapore\n",
}


@pytest.mark.parametrize("name", ["Asia/Singapore", "UTC", "America/New_York"])
def test_a_zone_is_known_by_name(name: str) -> None:
    zone = known_zone(name)

    assert zone == ZoneInfo(name)


@pytest.mark.parametrize("name", NO_ZONES.values(), ids=NO_ZONES.keys())
def test_what_is_no_zone_is_not_known(name: str) -> None:
    zone = known_zone(name)

    assert zone is None


@pytest.mark.parametrize(
    ("names", "zone"),
    [
        (("Asia/Singapore", "Europe/Berlin"), SINGAPORE),
        (("", "Asia/Singapore"), SINGAPORE),
        (("Mars/Olympus", "", "Asia/Singapore"), SINGAPORE),
        (("Mars/Olympus",), UTC),
        (("",), UTC),
        ((), UTC),
    ],
    ids=["first", "empty before", "unknown before", "none known", "empty", "no name"],
)
def test_the_first_known_zone_counts(names: tuple[str, ...], zone: tzinfo) -> None:
    found = first_zone(*names)

    assert found == zone
