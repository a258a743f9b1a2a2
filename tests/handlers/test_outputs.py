"""*Output*: a window, filled when the cloud has answered."""

from dataclasses import replace

import pytest

from bot.blocks.helping import help_page
from bot.blocks.output_modal import loading_modal, problem_modal
from bot.blocks.problems import TOO_LATE, UNDELIVERED, refused
from bot.domain.messages import Address, Modal
from bot.domain.outputs import Output
from bot.domain.references import SourceName
from bot.domain.runs import Finding
from bot.errors import MessengerError, TooLateError, UncertainError
from bot.services.clouds import Cloud
from handlers.intake import Intake
from handlers.outputs import OutputModal
from handlers.windows import Window
from tests.domain.samples import execution
from tests.fakes import FakeMessenger, FakeSource
from tests.handlers.counter import BESIDE, asking, desk

TRIGGER, KEY = "1.abc", "runs.abc23456"
LINE = "/runs script prod/script/r1"
LONG = "\n".join(f"line {number}" for number in range(30_000))
NO_URL = Address(user="U1")


class Town:
    """One cloud with a script execution that printed three pages."""

    def __init__(
        self, *failures: Exception | None, messenger: FakeMessenger | None = None
    ) -> None:
        self.messenger = messenger or FakeMessenger(*failures)
        printed = replace(execution(), output=Output(LONG[:60_000]))
        self.source = FakeSource({("r1",): printed})
        clouds = {"prod": Cloud({SourceName.SCRIPT: self.source})}
        self.desk = desk(self.messenger, clouds=clouds)

    def window(self, line: str = LINE) -> OutputModal:
        window = Window(self.messenger, trigger=TRIGGER)
        return OutputModal(asking(self.desk, line), window)

    def page(self, number: int, line: str = LINE) -> OutputModal:
        question = asking(self.desk, line, page=number, address=NO_URL, again=True)
        return OutputModal(question, Window(self.messenger, key=KEY))

    async def run(self, request: OutputModal) -> None:
        intake = Intake(limit=1)
        intake.accept(request)
        await intake.drain(finish=2, tell=1)

    @property
    def shown(self) -> list[Modal]:
        """Everything that stood in the only window, oldest first."""
        (modals,) = self.messenger.windows.values()
        return modals

    @property
    def told(self) -> list[tuple[Address, str]]:
        replies = self.messenger.replies
        return [(address, message.text) for address, message in replies]


async def test_the_window_is_there_before_the_cloud_is_asked() -> None:
    town = Town()

    class Watching(FakeSource):
        async def find(self, *ids: str) -> Finding:
            assert town.shown == [loading_modal()]
            return await super().find(*ids)

    clouds = {"prod": Cloud({SourceName.SCRIPT: Watching(town.source.known)})}
    town.desk = desk(town.messenger, clouds=clouds)

    await town.window().answer("abc23456")

    assert town.messenger.triggers == [TRIGGER]
    assert r"line 0\nline 1" in str(town.shown[-1].blocks[2])


async def test_the_window_has_the_output_and_nothing_is_said_beside() -> None:
    town = Town()

    await town.run(town.window())

    assert [modal == loading_modal() for modal in town.shown] == [True, False]
    assert town.told == []


async def test_a_window_that_slack_opens_no_more_is_a_message() -> None:
    town = Town(TooLateError("expired_trigger_id"))

    await town.run(town.window())

    ((address, text),) = town.told
    assert (address, town.messenger.windows) == (BESIDE, {})
    assert text.endswith(TOO_LATE)
    assert "line 0" in text


async def test_a_window_of_which_slack_said_nothing_is_filled_if_it_is_there() -> None:
    class Lost(FakeMessenger):
        async def open(self, trigger: str, key: str, modal: Modal) -> None:
            await super().open(trigger, key, modal)
            raise UncertainError("reset")

    town = Town(messenger=Lost())

    await town.run(town.window())

    assert len(town.shown) == 2
    assert town.told == []


async def test_a_window_of_which_slack_said_nothing_is_else_a_message() -> None:
    town = Town(UncertainError("reset"))

    await town.run(town.window())

    assert [text.endswith(TOO_LATE) for _, text in town.told] == [True]


async def test_a_window_that_was_closed_meanwhile_needs_nothing_more() -> None:
    class Impatient(FakeMessenger):
        async def update(self, key: str, modal: Modal) -> bool:
            self.windows.clear()
            return await super().update(key, modal)

    town = Town(messenger=Impatient())

    await town.run(town.window())

    assert (town.messenger.windows, town.told) == ({}, [])


async def test_trouble_with_the_cloud_stands_in_the_window() -> None:
    town = Town()

    await town.run(town.window("/runs script prod/script/gone"))

    assert "prod has none." in str(town.shown[-1])
    assert town.told == []


async def test_trouble_with_the_window_is_told_beside() -> None:
    no = MessengerError("invalid_blocks", permanent=True, code="invalid_blocks")
    town = Town(None, no, no)

    await town.run(town.window())

    ((address, text),) = town.told
    assert address == BESIDE
    assert text.startswith(refused("invalid_blocks"))


async def test_pages_turn_in_the_window_without_asking_again() -> None:
    town = Town()
    town.messenger.windows[KEY] = []
    await town.run(town.page(1))

    await town.run(town.page(2))

    assert "page 1 of" in str(town.shown[0])
    assert "page 2 of" in str(town.shown[1])
    assert town.source.asked == [("r1",)]


async def test_a_page_for_a_window_that_is_closed_goes_nowhere() -> None:
    town = Town()

    await town.run(town.page(2))

    assert (town.messenger.windows, town.told) == ({}, [])


async def test_trouble_with_a_page_stands_in_the_window() -> None:
    town = Town()
    town.messenger.windows[KEY] = []

    await town.run(town.page(2, "/runs script prod/script/gone"))

    assert "prod has none." in str(town.shown[-1])
    assert "'v1 /runs script prod/script/gone 2'" in str(town.shown[-1])


async def test_a_line_without_an_output_is_shown_as_text() -> None:
    town = Town()

    await town.run(town.window("/runs help"))

    assert town.shown[-1] == problem_modal(help_page(""))


@pytest.mark.parametrize(
    "refusal",
    [
        MessengerError("200 invalid_arguments", permanent=True),
        MessengerError("429", permanent=False),
    ],
)
async def test_a_window_that_slack_refuses_is_a_message(
    refusal: MessengerError,
) -> None:
    town = Town(refusal)

    await town.run(town.window())

    assert [text.endswith(TOO_LATE) for _, text in town.told] == [True]


async def test_a_page_that_cannot_be_shown_is_told_in_a_message() -> None:
    lost = UncertainError("reset")
    town = Town(lost, lost)
    town.messenger.windows[KEY] = []

    await town.run(town.page(2))

    ((address, text),) = town.told
    assert address == NO_URL
    assert text.startswith(UNDELIVERED)
