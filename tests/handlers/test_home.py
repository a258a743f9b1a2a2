"""Who opens Home, and what they press there, through Bolt, without a socket."""

import json
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.blocks.buttons import CHANGE, HOME, OFFER
from bot.blocks.problems import BUSY, RESTARTING
from bot.domain.access import Standing
from bot.domain.messages import Address
from bot.domain.presses import button_value
from bot.errors import MessengerError
from handlers.intake import Intake
from tests.fakes import FakeMessenger, FakePeople, FakeSource
from tests.handlers.counter import Counter, Other, desk, dispatch, press
from tests.services.asking import task_cloud
from tests.visitors import Belongings, MemoryVisitors, homes_of

DIRECT = Address(user="U1")
REFUSED = MessengerError("no", permanent=True, code="not_enabled")
AT_HOME: dict[str, Any] = {
    "channel": None,
    "response_url": None,
    "container": {"type": "view", "view_id": "V1"},
    "view": {"type": "home", "external_id": ""},
}
REFRESHED: dict[str, Any] = {"action_id": HOME, "value": button_value("/runs", 1)}
CHANGED: dict[str, Any] = {
    "action_id": f"{CHANGE}12",
    "value": button_value("/runs nonsense", 1),
}


def opened(event_id: str = "Ev1", **event: Any) -> dict[str, str]:  # noqa: ANN401  Slack's JSON
    """The JSON of somebody who opens Home."""
    said = {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home"}
    body = {
        "type": "event_callback",
        "team_id": "T1",
        "event_id": event_id,
        "event": {**said, **event},
    }
    return {"json": json.dumps(body)}


class House:
    """A bot whose people have nothing, before one cloud."""

    def __init__(
        self, people: FakePeople | None = None, *failures: Exception | None
    ) -> None:
        self.messenger = FakeMessenger(*failures)
        self.visitors = MemoryVisitors()
        clouds = {"prod": task_cloud(FakeSource())}
        plain = desk(self.messenger, people, clouds)
        self.homes = homes_of(plain.answers, plain.clock, self.visitors, Belongings())
        self.desk = desk(self.messenger, people, clouds, homes=self.homes)
        self.intake = Intake(limit=5)

    async def takes(self, *forms: dict[str, str]) -> None:
        """All of them, one after the other; each has ended by then."""
        counter = Counter(self.intake, self.desk)
        for form in forms:
            response = await counter.take(form)
            assert response.status == 200
            for task in list(self.intake._tasks):
                await task

    @property
    def titles(self) -> list[str]:
        """How each Home that was shown begins."""
        return [page.text.split("\n", 1)[0] for _, page in self.messenger.homes]


WELCOME = "Welcome to Runwatch"
UNREAD = "⚠ Last 24 hours: none known (PARTIAL)"


async def test_what_is_known_comes_at_once_and_what_is_new_after_it() -> None:
    house = House()

    await house.takes(opened())

    (one, first), (two, second) = house.messenger.homes
    assert (one, two) == ("U1", "U1")
    assert "The clouds are being read" in first.text
    assert "The clouds are being read" not in second.text
    assert house.messenger.replies == []


async def test_only_the_first_visit_is_welcomed() -> None:
    house = House()

    await house.takes(opened("Ev1"), opened("Ev2"))

    assert house.titles == [WELCOME, WELCOME, UNREAD]
    assert list(house.visitors.since) == [("U1", "T1")]


async def test_who_could_not_be_shown_it_is_welcomed_again() -> None:
    house = House(None, REFUSED, REFUSED)

    await house.takes(opened("Ev1"), opened("Ev2"))

    assert house.titles == [WELCOME, WELCOME]


async def test_a_visit_that_cannot_be_kept_is_a_visit_all_the_same() -> None:
    house = House()
    house.visitors.full = True

    with capture_logs() as logs:
        await house.takes(opened())

    assert house.titles == [WELCOME, WELCOME]
    assert [one["event"] for one in logs if one["log_level"] == "warning"] == [
        "visitor_not_kept"
    ]


async def test_opening_it_again_soon_reads_nothing_anew() -> None:
    house = House()

    await house.takes(opened("Ev1"), opened("Ev2"))

    assert len(house.messenger.homes) == 3
    assert "The clouds are being read" not in house.messenger.homes[-1][1].text


async def test_an_event_that_comes_twice_is_one() -> None:
    house = House()

    await house.takes(opened("Ev1"), opened("Ev1"))

    assert len(house.messenger.homes) == 2


@pytest.mark.parametrize(
    "event",
    [{"tab": "messages"}, {"tab": None}, {"user": None}],
    ids=["messages", "no tab", "nobody"],
)
async def test_nothing_else_shows_it(event: dict[str, Any]) -> None:
    house = House()

    await house.takes(opened(**event))

    assert house.messenger.homes == []


async def test_a_guest_reads_there_why_it_is_empty() -> None:
    house = House(FakePeople(Standing.GUEST))

    await house.takes(opened())

    ((user, page),) = house.messenger.homes
    assert user == "U1"
    assert page.text.startswith("Guests of this workspace may not look up runs.")
    assert house.visitors.since == {}


async def test_who_comes_while_the_bot_is_full_is_told_there() -> None:
    house = House()
    intake = Intake(limit=1)
    assert intake.accept(Other())

    await dispatch(intake, house.desk, opened())

    ((_, page),) = house.messenger.homes
    assert page.text.startswith(BUSY)


async def test_who_comes_while_it_stops_is_told_there() -> None:
    house = House()
    await house.intake.drain(finish=0, tell=0)

    await dispatch(house.intake, house.desk, opened())

    ((_, page),) = house.messenger.homes
    assert page.text.startswith(RESTARTING)


async def test_a_lost_memory_is_told_there() -> None:
    house = House()
    house.visitors.broken = True

    await house.takes(opened())

    ((_, page),) = house.messenger.homes
    assert page.text.startswith("I cannot reach my own memory.")


async def test_refresh_reads_it_anew_in_place() -> None:
    house = House()

    await house.takes(opened(), press(AT_HOME, **REFRESHED, action_ts="2"))

    assert house.titles == [WELCOME, WELCOME, UNREAD, UNREAD]
    assert house.messenger.replies == []


async def test_what_is_pressed_there_is_answered_in_a_direct_message() -> None:
    house = House()
    asks = {"action_id": f"{OFFER}try.1", "value": button_value("/runs help", 1)}

    await house.takes(press(AT_HOME, **asks))

    ((address, message),) = house.messenger.replies
    assert address == DIRECT
    assert "/runs failures" in message.text
    assert house.messenger.homes == []


async def test_what_changes_something_shows_home_anew() -> None:
    house = House()
    asks = {"action_id": f"{CHANGE}12", "value": button_value("/runs help", 1)}

    await house.takes(press(AT_HOME, **asks))

    assert [address for address, _ in house.messenger.replies] == [DIRECT]
    assert house.titles == [UNREAD]


async def test_what_cannot_be_changed_any_more_shows_home_anew_as_well() -> None:
    house = House()

    await house.takes(press(AT_HOME, **CHANGED))

    ((address, message),) = house.messenger.replies
    assert address == DIRECT
    assert "nonsense" in message.text
    assert house.titles == [UNREAD]


async def test_a_home_that_cannot_be_shown_anew_takes_nothing_back() -> None:
    house = House(None, None, REFUSED)
    asks = {"action_id": f"{CHANGE}12", "value": button_value("/runs help", 1)}

    with capture_logs() as logs:
        await house.takes(press(AT_HOME, **asks))

    assert len(house.messenger.replies) == 1
    assert "home_not_shown_again" in [one["event"] for one in logs]


async def test_the_same_presses_in_a_message_show_no_home() -> None:
    house = House()

    await house.takes(
        press(**REFRESHED, action_ts="1"), press(**CHANGED, action_ts="2")
    )

    assert house.messenger.homes == []
    assert len(house.messenger.replies) == 2


@pytest.mark.parametrize("value", ["v1 rm -rf / 1", "v9 /runs 1", "", "/runs"])
async def test_a_tampered_value_does_nothing(value: str) -> None:
    house = House()

    await house.takes(press(AT_HOME, action_id=HOME, value=value))

    assert (house.messenger.homes, house.messenger.replies) == ([], [])
