"""What the look-up form asks while it is filled in, and what becomes of it."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.blocks.buttons import LOOK_UP_FORM
from bot.blocks.problems import BUSY
from bot.domain.access import Standing
from bot.domain.forms import Carried
from bot.domain.lookup_form import Ask, Name
from bot.domain.messages import Address
from bot.errors import MessengerError
from handlers.intake import Intake
from tests.fakes import FakeMessenger, FakePeople, FakeSource
from tests.handlers.counter import Counter, Other, command, desk, press
from tests.services.asking import task_cloud

NO_TRIGGER = MessengerError("no", permanent=True, code="expired_trigger_id")
IN_CHANNEL = Carried(channel="C9", name="task")


class Memory:
    """Has seen one task."""

    async def seen(self, kind: Ask, since: datetime, most: int) -> Sequence[Name]:
        del since, most
        return [Name("t1", "Night patch")] if kind is Ask.TASK else []


class Place:
    """A desk before one cloud that has nothing, and Bolt before it."""

    def __init__(
        self, *failures: Exception | None, people: FakePeople | None = None
    ) -> None:
        self.messenger = FakeMessenger(*failures)
        clouds = {"prod": task_cloud(FakeSource())}
        self.desk = desk(self.messenger, people, clouds, names=Memory())
        self.intake = Intake(limit=1)
        self.counter = Counter(self.intake, self.desk)

    async def send(self, form: dict[str, str]) -> dict[str, Any]:
        """What the ack says, once all that it began has ended."""
        response = await self.counter.take(form)
        for task in [*self.intake._tasks, *self.intake._telling]:
            await task
        assert response.status == 200
        said: dict[str, Any] = json.loads(response.body or "{}")
        return said

    @property
    def kinds(self) -> list[str]:
        """What the newest window was about, each time that it was filled."""
        modals = list(self.messenger.windows.values())[-1]
        return [json.loads(one.kept)["name"] for one in modals if one.kept]


def typing(action_id: str, value: str) -> dict[str, str]:
    """The form of something that is typed into a picker."""
    payload = {
        "type": "block_suggestion",
        "user": {"id": "U1"},
        "team": {"id": "T1"},
        "action_id": action_id,
        "block_id": "b",
        "value": value,
        "view": {"type": "modal"},
    }
    return {"payload": json.dumps(payload)}


def chosen(kind: str, kept: str, key: str = "runs.k") -> dict[str, str]:
    """The form of a choice of what is looked up."""
    view = {"type": "modal", "external_id": key, "private_metadata": kept}
    body = {
        "view": view,
        "trigger_id": "3.c",
        "channel": None,
        "response_url": None,
        "container": {"type": "view"},
    }
    option = {"value": kind, "text": {"type": "plain_text", "text": kind}}
    return press(
        body, type="static_select", action_id="form.what", selected_option=option
    )


def submitted(carried: Carried, **fields: str) -> dict[str, str]:
    """The form of a window that was filled in."""
    values = {
        name: {f"form.{name}": {"type": "plain_text_input", "value": text}}
        for name, text in fields.items()
    }
    payload = {
        "type": "view_submission",
        "user": {"id": "U1", "team_id": "T1"},
        "team": {"id": "T1"},
        "trigger_id": "2.b",
        "view": {
            "type": "modal",
            "callback_id": "runs.form.lookup",
            "private_metadata": carried.packed(),
            "state": {"values": values},
        },
    }
    return {"payload": json.dumps(payload)}


async def test_names_that_fit_are_offered_in_the_ack() -> None:
    said = await Place().send(typing("form.task", "night"))

    text = {"type": "plain_text", "text": "Night patch (t1)", "emoji": False}
    assert said == {"options": [{"text": text, "value": "t1"}]}


async def test_where_nothing_fits_nothing_is_offered() -> None:
    place = Place()

    sent = [("form.task", "x"), ("form.pool", ""), ("form.script", "night")]
    said = [await place.send(typing(*one)) for one in sent]

    assert said == [{"options": []}] * 3


async def test_guests_are_offered_nothing() -> None:
    place = Place(people=FakePeople(Standing.GUEST))

    assert await place.send(typing("form.task", "")) == {"options": []}


@pytest.mark.parametrize("verb", ["task", "script", "order", "app", "find"])
async def test_a_command_without_what_it_needs_opens_its_form(verb: str) -> None:
    place = Place()

    said = await place.send(command(f" {verb.upper()} ", "1.a"))

    assert said["text"] == "A window opens…"
    assert place.kinds == [verb]


@pytest.mark.parametrize("text", ["pool", "why", "task t1", "task cloud:x y z w", ""])
async def test_any_other_command_opens_none(text: str) -> None:
    place = Place()

    await place.send(command(text, "1.a"))

    assert place.messenger.windows == {}


async def test_where_no_window_opens_the_command_is_refused_as_ever() -> None:
    place = Place(NO_TRIGGER)

    await place.send(command("task", "1.a"))

    ((_, message),) = place.messenger.replies
    assert message.text.startswith("Which scheduled task? I need its task id.")
    assert "Try `/runs task TASK_ID`" in message.text


async def test_a_guest_is_told_in_the_window() -> None:
    place = Place(people=FakePeople(Standing.GUEST))

    await place.send(command("task", "1.a"))

    ((_, told),) = place.messenger.windows.values()
    assert told.title == "Look up runs"
    assert "Guests of this workspace may not look up runs." in str(told.blocks)


async def test_another_kind_has_its_fields_in_the_same_window_once() -> None:
    place = Place()
    await place.send(command("task", "1.a"))
    (key,) = place.messenger.windows

    form = chosen("order", IN_CHANNEL.packed(), key)
    await place.send(form)
    await place.send(form)

    assert place.kinds == ["task", "order"]
    assert place.messenger.windows[key][-1].kept == (
        Carried(channel="C9", name="order").packed()
    )


@pytest.mark.parametrize(
    ("kind", "kept", "key"),
    [
        ("desk", IN_CHANNEL.packed(), "k"),
        ("order", "nonsense", "k"),
        ("order", IN_CHANNEL.packed(), ""),
    ],
)
async def test_a_choice_that_was_tampered_with_does_nothing(
    kind: str, kept: str, key: str
) -> None:
    place = Place()

    with capture_logs() as logs:
        await place.send(chosen(kind, kept, key))

    assert [one["event"] for one in logs] == ["choice_not_ours"]
    assert (place.messenger.windows, place.messenger.replies) == ({}, [])


async def test_what_is_filled_in_is_looked_up_once_where_it_was_asked_for() -> None:
    place = Place()
    form = submitted(IN_CHANNEL, id="t1")

    said = [await place.send(form), await place.send(form)]

    assert said == [{}, {}]
    ((address, message),) = place.messenger.replies
    assert address == Address(user="U1", channel="C9")
    assert message.text.startswith("prod has none.")


async def test_what_makes_no_sense_is_said_in_the_ack() -> None:
    said = await Place().send(submitted(IN_CHANNEL, id="../x"))

    assert said["response_action"] == "errors"
    assert list(said["errors"]) == ["id"]


async def test_a_window_that_was_tampered_with_is_closed() -> None:
    place = Place()

    with capture_logs() as logs:
        assert await place.send(submitted(Carried(name="desk"), id="t1")) == {}

    assert [one["event"] for one in logs] == ["window_not_ours"]
    assert place.messenger.replies == []


async def test_whoever_finds_no_room_keeps_the_window() -> None:
    place = Place()
    place.intake.accept(Other())

    response = await place.counter.take(submitted(IN_CHANNEL, id="t1"))

    assert json.loads(response.body or "{}") == {
        "response_action": "errors",
        "errors": {"task": BUSY},
    }


async def test_a_button_in_home_opens_the_form_too() -> None:
    place = Place()
    home = {
        "channel": None,
        "response_url": None,
        "container": {"type": "view"},
        "view": {"type": "home", "external_id": ""},
        "trigger_id": "4.d",
    }

    await place.send(press(home, action_id=LOOK_UP_FORM, value="v1 /runs 1"))

    assert (place.kinds, place.messenger.triggers) == (["failures"], ["4.d"])
