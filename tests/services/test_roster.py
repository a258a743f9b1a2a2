"""Every subscription there is, whoever made it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

import pytest

from bot.domain.schedules import Schedule
from bot.domain.subscriptions import Pause, Subscription
from bot.errors import InvalidQueryError
from bot.services.roster import Roster
from tests.fakes import NINE

NIGHT = Subscription(
    name="night",
    channel="C1",
    schedule=Schedule.parse("every day at 9:00"),
    zone=ZoneInfo("UTC"),
    clouds=("prod",),
)
DAY = replace(NIGHT, name="day", owner="U1", clouds=())
PAUSE = Pause(by="U1", at=NINE)


@dataclass(slots=True)
class Kept:
    """`Subscriptions` that are only read."""

    there: tuple[Subscription, ...] = ()
    resting: dict[str, Pause] = field(default_factory=dict)

    async def made(self) -> tuple[Subscription, ...]:
        return self.there

    async def pauses(self) -> Mapping[str, Pause]:
        return self.resting

    async def add(self, one: Subscription) -> bool:
        raise NotImplementedError

    async def change(self, one: Subscription) -> bool:
        raise NotImplementedError

    async def remove(self, name: str) -> bool:
        raise NotImplementedError

    async def pause(self, subscription: str, pause: Pause | None) -> None:
        raise NotImplementedError


def roster(*made: Subscription, **pauses: Pause) -> Roster:
    resting = {f"C1/{name}": pause for name, pause in pauses.items()}
    return Roster([NIGHT], Kept(made, resting), ["prod", "test"])


async def test_those_of_the_file_and_those_made_in_slack_are_listed_by_name() -> None:
    assert await roster(DAY).all() == (replace(DAY, clouds=("prod", "test")), NIGHT)


async def test_of_two_with_one_name_that_of_the_file_counts() -> None:
    assert await roster(replace(DAY, name="night")).all() == (NIGHT,)


async def test_one_of_the_file_can_rest() -> None:
    assert await roster(night=PAUSE).all() == (replace(NIGHT, pause=PAUSE),)


async def test_one_is_found_by_its_name() -> None:
    assert await roster().named("night") == NIGHT


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [("nihgt", "/runs digest show night"), ("zzz", "/runs digest list")],
)
async def test_of_one_that_is_not_there_the_nearest_is_named(
    name: str, suggestion: str
) -> None:
    with pytest.raises(InvalidQueryError) as refused:
        await roster().named(name)

    assert str(refused.value) == f"There is no digest `{name}`."
    assert refused.value.suggestion == suggestion
