"""Presses through Bolt, without a socket."""

import json
from dataclasses import replace
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.blocks.buttons import NEXT, OPEN, PREVIOUS, SHARE
from bot.blocks.helping import help_page
from bot.blocks.problems import BUSY, RESTARTING
from bot.domain.access import Person, Standing
from bot.domain.messages import Address
from bot.domain.presses import button_value, option_value
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Listing, WholeRun
from bot.services.clouds import Cloud
from handlers.intake import Intake
from tests.domain.samples import execution, run
from tests.fakes import FakeMessenger, FakePeople, FakeSource
from tests.handlers.counter import (
    BESIDE,
    IN_PLACE,
    Other,
    command,
    desk,
    dispatch,
    press,
)

DETAILS = "runs.details.1"
TASK_RUN = Reference("prod", SourceName.TASK, ("t1", "r1"))
ROWS = tuple(execution(f"d{number:02}") for number in range(25))


class Town:
    """A desk before one cloud, whose task has a run of three pages."""

    def __init__(self, people: FakePeople | None = None) -> None:
        self.messenger = FakeMessenger()
        self.source = FakeSource({TASK_RUN.ids: WholeRun(run(), Listing(ROWS))})
        clouds = {"prod": Cloud({SourceName.TASK: self.source})}
        self.desk = desk(self.messenger, people, clouds)

    async def send(self, form: dict[str, str]) -> list[Address]:
        """Where the answers to one payload went."""
        before = len(self.messenger.replies)
        await dispatch(Intake(limit=5), self.desk, form)
        return [address for address, _ in self.messenger.replies[before:]]

    @property
    def said(self) -> str:
        return str(self.messenger.replies[-1][1])


def button(action_id: str, value: str) -> dict[str, str]:
    return press(action_id=action_id, value=value)


def selected(value: object) -> dict[str, str]:
    return press(type="static_select", action_id=OPEN, selected_option={"value": value})


@pytest.mark.parametrize("action_id", [PREVIOUS, NEXT])
async def test_a_page_takes_the_place_of_the_page_before(action_id: str) -> None:
    town = Town()

    addresses = await town.send(button(action_id, button_value("task t1 r1", 3)))

    assert addresses == [IN_PLACE]
    assert "d24" in town.said
    assert "d19" not in town.said


async def test_pages_are_of_one_reading() -> None:
    town = Town()
    await town.send(button(NEXT, button_value("task t1 r1", 2)))

    await town.send(button(NEXT, button_value("task t1 r1", 3)))

    assert len(town.source.asked) == 1


async def test_what_is_typed_anew_is_asked_anew() -> None:
    town = Town()

    addresses = [await town.send(command("task t1 r1")) for _ in range(2)]

    assert addresses == [[BESIDE], [BESIDE]]
    assert town.source.asked == [TASK_RUN.ids] * 2


async def test_details_are_shown_beside_and_asked_anew() -> None:
    town = Town()
    value = button_value(f"task {TASK_RUN}", 1)

    addresses = [await town.send(button(DETAILS, value)) for _ in range(2)]

    assert addresses == [[BESIDE], [BESIDE]]
    assert town.source.asked == [TASK_RUN.ids] * 2


async def test_a_selected_row_is_shown_beside() -> None:
    town = Town()

    addresses = await town.send(selected(option_value(TASK_RUN)))

    assert addresses == [BESIDE]
    assert town.source.asked == [TASK_RUN.ids]


@pytest.mark.parametrize(
    "form",
    [button(NEXT, button_value("task t1 r1", 2)), selected(option_value(TASK_RUN))],
    ids=["button", "select"],
)
async def test_the_ack_of_a_press_has_no_body(form: dict[str, str]) -> None:
    response = await dispatch(Intake(limit=5), Town().desk, form)

    assert (response.status, response.body) == (200, "")


@pytest.mark.parametrize(
    ("action_id", "text"),
    [(NEXT, "task t1 gone"), (NEXT, "bananas"), (DETAILS, "task t1 gone")],
)
async def test_an_error_takes_nothing_away(action_id: str, text: str) -> None:
    town = Town()

    addresses = await town.send(button(action_id, button_value(text, 2)))

    assert addresses == [BESIDE]


class Known(FakePeople):
    """Tells who is who by user and workspace."""

    def __init__(self, **standings: Standing) -> None:
        super().__init__()
        self.standings = standings
        self.asked: list[tuple[str, str]] = []

    async def person(self, user: str, workspace: str) -> Person:
        self.asked.append((user, workspace))
        return Person(self.standings.get(user, Standing.UNKNOWN))


def pressed_by(user: dict[str, Any], form: dict[str, str]) -> dict[str, str]:
    return {"payload": json.dumps(json.loads(form["payload"]) | {"user": user})}


async def test_a_press_runs_with_the_rights_of_whoever_presses() -> None:
    people = Known(U1=Standing.MEMBER, U2=Standing.GUEST)
    town, form = Town(people), button(NEXT, button_value("task t1 r1", 2))
    await town.send(form)

    addresses = await town.send(pressed_by({"id": "U2", "team_id": "T1"}, form))

    assert addresses == [replace(BESIDE, user="U2")]
    assert "Guests of this workspace may not look up runs" in town.said
    assert town.source.asked == [TASK_RUN.ids]


@pytest.mark.parametrize(
    ("user", "asked"),
    [
        ({"id": "U1", "team_id": "T2"}, ("U1", "T2")),
        ({"id": "U1"}, ("U1", "T1")),
        ({"id": "U1", "team_id": None}, ("U1", "T1")),
    ],
    ids=["of another workspace", "without a workspace", "of no workspace"],
)
async def test_who_presses_is_of_their_own_workspace_else_of_the_message(
    user: dict[str, Any], asked: tuple[str, str]
) -> None:
    people = Known(U1=Standing.MEMBER)
    form = button(NEXT, button_value("help", 1))

    await Town(people).send(pressed_by(user, form))

    assert people.asked == [asked]


FORGED = {
    "no value": press(action_id=NEXT),
    "an empty value": button(NEXT, ""),
    "null": press(action_id=NEXT, value=None),
    "a number": press(action_id=NEXT, value=7),
    "another version": button(NEXT, "v2 /runs help 1"),
    "page zero": button(NEXT, "v1 /runs help 0"),
    "another command": button(DETAILS, "v1 /other help 1"),
    "a path": selected("v1 prod/script/../../x"),
    "an option without a value": press(action_id=OPEN, selected_option={}),
    "an option that is none": press(action_id=OPEN, selected_option="x"),
    "nothing selected": press(action_id=OPEN, selected_option=None),
    "a list": selected(["v1 /runs help 1"]),
}


@pytest.mark.parametrize("form", FORGED.values(), ids=FORGED.keys())
async def test_a_forged_value_does_nothing_but_is_acked(form: dict[str, str]) -> None:
    town = Town()

    with capture_logs() as log:
        response = await dispatch(Intake(limit=5), town.desk, form)

    assert (response.status, response.body) == (200, "")
    assert [entry["event"] for entry in log] == ["press_not_ours"]
    assert (town.messenger.replies, town.source.asked) == ([], [])


async def test_a_press_on_something_else_is_not_ours() -> None:
    town = Town()
    form = button("others.button", button_value("help", 1))

    response = await dispatch(Intake(limit=5), town.desk, form)

    assert (response.status, town.messenger.replies) == (404, [])


@pytest.mark.parametrize(("stopped", "told"), [(False, BUSY), (True, RESTARTING)])
async def test_a_press_that_finds_no_room_is_told_beside(
    told: str, *, stopped: bool
) -> None:
    town, intake = Town(), Intake(limit=1)
    if stopped:
        await intake.drain(finish=0, tell=0)
    else:
        intake.accept(Other())
    form = button(NEXT, button_value("task t1 r1", 2))

    response = await dispatch(intake, town.desk, form)

    ((address, message),) = town.messenger.replies
    assert (response.status, response.body) == (200, "")
    assert address == BESIDE
    assert message.text.startswith(f"{told}\nid `")
    assert town.source.asked == []


async def test_a_press_may_ask_for_help() -> None:
    town = Town()

    await town.send(button(DETAILS, button_value("help", 1)))

    assert town.messenger.replies == [(BESIDE, help_page(""))]


async def test_a_message_that_others_see_is_left_as_it_is() -> None:
    town = Town()
    public = {"container": {"type": "message", "is_ephemeral": False}}
    value = button_value("task t1 r1", 2)

    addresses = await town.send(press(public, action_id=NEXT, value=value))

    assert addresses == [BESIDE]


async def test_a_press_in_a_thread_is_answered_there() -> None:
    town = Town()
    place = {"container": {"type": "message", "thread_ts": "8.1"}}
    value = button_value(f"task {TASK_RUN}", 1)

    answered = await town.send(press(place, action_id=DETAILS, value=value))
    await town.send(press(place, action_id=SHARE, value=value))

    ((shared, _, _),) = town.messenger.shares
    assert answered == [replace(BESIDE, thread="8.1")]
    assert shared == replace(BESIDE, thread="8.1")
