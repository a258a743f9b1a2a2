"""Commands, presses and mentions that Slack delivers twice."""

from collections.abc import Mapping

import pytest

from bot.blocks import buttons
from bot.blocks.problems import BUSY
from bot.domain.presses import button_value
from handlers.intake import Intake
from tests.fakes import FakeMessenger
from tests.handlers.counter import Counter, command, desk, mention, press

PRESS = press(
    {"trigger_id": "1.a"}, action_id=buttons.OPEN, value=button_value("help", 1)
)
OTHER_PRESS = press(
    {"trigger_id": "2.b"}, action_id=buttons.OPEN, value=button_value("help", 1)
)
TWICE = {
    "a command": (command("help", "1.a"), command("help", "1.a")),
    "a press": (PRESS, PRESS),
    "an event": (mention(), mention()),
    "an event by another id": (mention(), mention({"event_id": "Ev2"})),
    "an event about another message": (mention(), mention(ts="9.2")),
}
APART = {
    "commands": (command("help", "1.a"), command("help", "2.b")),
    "presses": (PRESS, OTHER_PRESS),
    "mentions": (mention(), mention({"event_id": "Ev2"}, ts="9.2")),
    "mentions elsewhere": (mention(), mention({"event_id": "Ev2"}, channel="C2")),
}

Forms = tuple[Mapping[str, str], Mapping[str, str]]


async def replies(forms: Forms) -> int:
    intake, messenger = Intake(limit=5), FakeMessenger()
    counter = Counter(intake, desk(messenger))
    statuses = [(await counter.take(form)).status for form in forms]
    await intake.drain(finish=2, tell=1)
    assert statuses == [200, 200]
    return len(messenger.replies)


@pytest.mark.parametrize("forms", TWICE.values(), ids=TWICE.keys())
async def test_what_comes_twice_is_answered_once(forms: Forms) -> None:
    assert await replies(forms) == 1


@pytest.mark.parametrize("forms", APART.values(), ids=APART.keys())
async def test_what_only_looks_alike_is_answered_twice(forms: Forms) -> None:
    assert await replies(forms) == 2


async def test_the_ack_of_a_repeated_command_says_nothing() -> None:
    intake = Intake(limit=5)
    counter = Counter(intake, desk(FakeMessenger()))

    acks = [await counter.take(command("help", "1.a")) for _ in range(2)]
    await intake.drain(finish=2, tell=1)

    assert [bool(ack.body) for ack in acks] == [True, False]


async def test_a_refused_command_that_comes_again_is_refused_again() -> None:
    counter = Counter(Intake(limit=0), desk(FakeMessenger()))

    acks = [await counter.take(command("help", "1.a")) for _ in range(2)]

    assert [BUSY in str(ack.body) for ack in acks] == [True, True]
