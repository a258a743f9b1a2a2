"""Shortcuts through Bolt, without a socket."""

import json
from typing import Any

import pytest

from bot.blocks.forms import LOOKING_UP
from bot.blocks.problems import BUSY, NO_WINDOW
from bot.blocks.spotted import NOTHING_SPOTTED
from bot.domain.access import Standing
from bot.domain.forms import Carried
from bot.domain.messages import Address
from bot.errors import MessengerError
from handlers.intake import Intake
from handlers.shortcuts import texts_in
from tests.fakes import FakeMessenger, FakePeople, FakeSource
from tests.handlers.counter import BESIDE, URL, Counter, Other, desk
from tests.services.asking import task_cloud

REFUSED = MessengerError("no", permanent=True, code="expired_trigger_id")


def shortcut(
    callback_id: str = "runs.lookup_message",
    message: dict[str, Any] | None = None,
    trigger: str = "1.a",
) -> dict[str, str]:
    """The form of a shortcut; one of the workspace has no message."""
    payload: dict[str, Any] = {
        "type": "shortcut" if message is None else "message_action",
        "user": {"id": "U1", "team_id": "T1"},
        "team": {"id": "T1"},
        "callback_id": callback_id,
        "trigger_id": trigger,
    }
    if message is not None:
        payload |= {"channel": {"id": "C1"}, "response_url": URL, "message": message}
    return {"payload": json.dumps(payload)}


class Place:
    """A desk before one cloud that has nothing, and Bolt before it."""

    def __init__(
        self, *failures: Exception | None, people: FakePeople | None = None
    ) -> None:
        self.messenger = FakeMessenger(*failures)
        clouds = {"prod": task_cloud(FakeSource())}
        self.desk = desk(self.messenger, people, clouds)
        self.intake = Intake(limit=1)
        self.counter = Counter(self.intake, self.desk)

    async def takes(self, *forms: dict[str, str]) -> None:
        for form in forms:
            response = await self.counter.take(form)
            assert (response.status, response.body) == (200, "")
            for task in [*self.intake._tasks, *self.intake._telling]:
                await task

    @property
    def told(self) -> list[tuple[Address, str]]:
        said = self.messenger.replies
        return [(address, one.text.split("\n", 1)[0]) for address, one in said]


async def test_several_ids_are_listed_to_whoever_asks_and_only_once() -> None:
    place = Place()
    form = shortcut(message={"text": "prod/task/t1 prod/task/t2", "ts": "1.1"})

    await place.takes(form, form)

    said = "2 ids in that message. Which one shall I look up?"
    assert place.told == [(BESIDE, said)]


async def test_one_id_is_looked_up_at_once_in_its_thread() -> None:
    place = Place()
    message = {"text": "prod/task/t1", "ts": "1.1", "thread_ts": "1.0"}

    await place.takes(shortcut(message=message))

    ((address, said),) = place.told
    assert address == Address(URL, user="U1", channel="C1", thread="1.0")
    assert said.startswith("prod has none.")


async def test_no_id_is_answered_with_a_sentence() -> None:
    place = Place()

    await place.takes(shortcut(message={"text": "good morning", "ts": "1.1"}))

    assert place.told == [(BESIDE, NOTHING_SPOTTED)]


@pytest.mark.parametrize("text", ["good morning", "prod/task/t1"])
async def test_guests_get_nothing(text: str) -> None:
    place = Place(people=FakePeople(Standing.GUEST))

    await place.takes(shortcut(message={"text": text, "ts": "1.1"}))

    ((_, said),) = place.told
    assert said.startswith("Guests of this workspace may not look up runs.")


async def test_whoever_finds_no_room_is_told() -> None:
    place = Place()
    place.intake.accept(Other())

    response = await place.counter.take(shortcut(message={"text": "x", "ts": "1.1"}))
    await place.intake.drain(finish=1, tell=1)

    assert response.status == 200
    assert place.told == [(BESIDE, BUSY)]


async def test_the_shortcut_of_the_workspace_opens_the_form() -> None:
    place = Place()

    await place.takes(shortcut("runs.lookup"))

    ((loading, form),) = place.messenger.windows.values()
    assert (place.messenger.triggers, loading) == (["1.a"], LOOKING_UP.loading())
    assert form.kept == Carried(name="failures").packed()


async def test_where_no_window_opens_a_button_tries_again() -> None:
    place = Place(REFUSED)

    await place.takes(shortcut("runs.lookup"))

    ((address, message),) = place.messenger.replies
    assert (address, message.text) == (Address(user="U1"), NO_WINDOW)
    (again,) = message.blocks[-1]["elements"]
    assert (again["action_id"], again["value"]) == ("runs.look-up", "v1 /runs 1")


def test_all_that_people_read_in_a_message_is_read() -> None:
    piece = {"type": "text", "text": "prod/task/"}
    line = {"type": "rich_text_section", "elements": [piece, {**piece, "text": "t1"}]}
    button = {"type": "button", "action_id": "a", "value": "no", "text": {"text": "b"}}
    message = {
        "text": "a &amp; b",
        "client_msg_id": "no",
        "blocks": [
            {"type": "rich_text", "elements": [line]},
            {"type": "section", "text": {"text": "s"}, "accessory": button},
            {"type": "table", "rows": [[{"type": "raw_text", "text": "cell"}]]},
        ],
        "attachments": [{"title": "t", "fields": [{"title": "f", "value": "v"}]}],
    }

    found = ["a & b", "prod/task/t1", "s", "b", "cell", "t", "f", "v"]
    assert list(texts_in(message)) == found


def test_a_message_that_is_too_deep_is_read_as_far_as_it_goes() -> None:
    deep: dict[str, Any] = {"text": "bottom"}
    for _ in range(1_000):
        deep = {"elements": [deep]}

    assert list(texts_in(deep)) == []
