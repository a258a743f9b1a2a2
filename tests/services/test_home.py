"""What stands in somebody's Home, and how new that is."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.access import Action, Standing, decide
from bot.domain.answers import GlanceAnswer
from bot.domain.digest_answers import Offer
from bot.domain.home import Home, OwnDigests
from bot.domain.references import SourceName
from bot.domain.schedules import Schedule
from bot.domain.subscription_form import Wish
from bot.domain.sweeping import Coverage
from bot.domain.windows import Window
from bot.errors import AccessDeniedError, LedgerError
from tests.fakes import NINE, FakeClock, FakeSource
from tests.ledgers import MemoryLedger
from tests.services.asking import actor, answers, task_cloud
from tests.services.desks import MANAGER, OWNER, STRANGER, Desk
from tests.services.digesting import DAY, HOUR, NIGHT, town
from tests.visitors import Belongings, MemoryVisitors, homes_of

UNREAD = Coverage(cloud="prod", source=SourceName.TASK)
WISH = Wish(
    name="desks",
    channel="C1",
    schedule=Schedule.parse("every hour"),
    zone=NIGHT.zone,
    wanted=NIGHT.wanted,
)


class House:
    """Homes above one cloud, which no sweep reads."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.ledger = MemoryLedger()
        self.visitors = MemoryVisitors()
        self.belongings = Belongings(digests=OwnDigests(of=3))
        clouds = {"prod": task_cloud(FakeSource())}
        answering = answers(clouds, self.clock, self.ledger)
        self.homes = homes_of(answering, self.clock, self.visitors, self.belongings)


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with town() as one:
        yield Desk(one)


async def test_a_home_has_what_is_known_and_what_is_theirs(house: House) -> None:
    me = actor(zone="Asia/Singapore")

    home = await house.homes.home(me, welcome=True, reading=True)

    zone = home.glance.zone
    assert str(zone) == "Asia/Singapore"
    assert home == Home(
        glance=GlanceAnswer(
            sources=(),
            causes=(),
            window=Window(NINE - DAY, NINE),
            coverage=(UNREAD,),
            line="/runs",
            as_of=NINE,
            zone=zone,
        ),
        digests=OwnDigests(of=3),
        welcome=True,
        reading=True,
    )


async def test_who_may_not_look_up_has_none(house: House) -> None:
    guest = actor(Standing.GUEST)

    with pytest.raises(AccessDeniedError) as caught:
        await house.homes.home(guest)

    assert str(caught.value) == decide(guest, Action.LOOK_UP, ["prod"]).sentence


async def test_a_home_is_new_for_half_a_minute(house: House) -> None:
    me, other = actor(), actor(user="U2")

    await house.homes.home(me)
    assert house.homes.is_new(me) is False
    await house.homes.home(me, fresh=True)
    assert house.homes.is_new(me) is True
    assert house.homes.is_new(other) is False
    house.clock.time += timedelta(seconds=31)
    assert house.homes.is_new(me) is False


async def test_reading_it_anew_begins_the_half_minute_again(house: House) -> None:
    me, other = actor(), actor(user="U2")
    await house.homes.home(me, fresh=True)
    await house.homes.home(other, fresh=True)
    house.clock.time += timedelta(seconds=20)
    await house.homes.home(me, fresh=True)
    house.clock.time += timedelta(seconds=20)

    assert (house.homes.is_new(me), house.homes.is_new(other)) == (True, False)


async def test_nobody_is_new_twice(house: House) -> None:
    me = actor()

    before = await house.homes.is_first(me)
    await house.homes.came(me)

    assert (before, await house.homes.is_first(me)) == (True, False)
    assert house.visitors.since == {("U1", "T1"): NINE}


async def test_a_broken_memory_is_said(house: House) -> None:
    house.ledger.broken = True

    with pytest.raises(LedgerError):
        await house.homes.home(actor())


async def test_an_owner_has_their_own_digests(desk: Desk) -> None:
    await desk.desk.keep(OWNER, "", WISH)

    own = await desk.desk.own(OWNER, 10)

    assert [one.listed.one.name for one in own.shown] == ["desks"]
    assert (own.of, own.every) == (1, False)
    assert own.shown[0].listed.next == NINE + HOUR
    assert own.shown[0].offers == (
        Offer(label="Show", line="/runs digest show desks"),
        Offer(
            label="Send now",
            line="/runs digest now desks",
            sure="Post it in the channel now? What it tells counts as told.",
        ),
        Offer(label="Pause", line="/runs digest pause desks", changes=True),
    )


async def test_a_digest_that_rests_can_go_on(desk: Desk) -> None:
    await desk.desk.keep(OWNER, "", WISH)
    await desk.asked("pause desks")

    own = await desk.desk.own(OWNER, 10)

    assert own.shown[0].offers[-1] == Offer(
        label="Resume", line="/runs digest resume desks", changes=True
    )


async def test_a_manager_has_all_there_are(desk: Desk) -> None:
    for name in ("desks", "hosts"):
        await desk.desk.keep(OWNER, "", replace(WISH, name=name))

    own = await desk.desk.own(MANAGER, 2)

    assert [one.listed.one.name for one in own.shown] == ["desks", "hosts"]
    assert (own.of, own.every) == (3, True)


async def test_a_stranger_has_none(desk: Desk) -> None:
    await desk.desk.keep(OWNER, "", WISH)

    assert await desk.desk.own(STRANGER, 10) == OwnDigests()
