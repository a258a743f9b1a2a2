"""*Share*: an answer becomes a message for the whole channel, once."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.blocks.problems import ALREADY_SHARED, INTERRUPTED, UNSURE_SHARE, refused
from bot.domain.access import Standing
from bot.domain.messages import Address, Message
from bot.domain.references import SourceName
from bot.domain.runs import Listing, WholeRun
from bot.errors import MessengerError, UncertainError
from bot.services.clouds import Cloud
from handlers.intake import Intake
from handlers.seen import Seen
from handlers.sharing import Sharing
from tests.domain.samples import execution, run
from tests.fakes import FakeClock, FakeMessenger, FakePeople, FakeSource
from tests.handlers.counter import ASKER, BESIDE, IN_PLACE, asking, desk

LINE = "/runs task t1 r1"
ID = "abc23456"
SHARER = replace(ASKER, user="U0PERSON1")


class Town:
    """One cloud whose task has a run; what was shared is remembered."""

    def __init__(
        self, messenger: FakeMessenger | None = None, people: FakePeople | None = None
    ) -> None:
        self.messenger = messenger or FakeMessenger()
        found = WholeRun(run(), Listing((execution("d1"),)))
        self.source = FakeSource({("t1", "r1"): found})
        clouds = {"prod": Cloud({SourceName.TASK: self.source})}
        self.desk = desk(self.messenger, people, clouds)
        self.seen = Seen(FakeClock())

    def sharing(self, text: str = LINE, *, address: Address = BESIDE) -> Sharing:
        question = asking(self.desk, text, address=address, again=True)
        return Sharing(replace(question, asker=SHARER), self.seen)

    async def press(self, text: str = LINE) -> None:
        """Press Share, to the end, whatever that is."""
        intake = Intake(limit=1)
        intake.accept(self.sharing(text))
        await intake.drain(finish=2, tell=1)

    @property
    def told(self) -> list[tuple[Address, str]]:
        """Where the person was told what, in the first line."""
        replies = self.messenger.replies
        return [(address, said.text.split("\n")[0]) for address, said in replies]


async def test_the_channel_gets_what_was_read_and_the_button_is_gone() -> None:
    town = Town()

    await town.sharing().answer(ID)

    ((address, message, post_id),) = town.messenger.shares
    ((where, marked),) = town.messenger.replies
    assert (address, post_id, where) == (BESIDE, ID, IN_PLACE)
    assert message.text.endswith("Shared by <@U0PERSON1> · mention me to ask on")
    assert "d1" in message.text
    assert "runs.share" not in f"{message}{marked}"
    assert "Shared with this channel" in marked.text


async def test_the_same_reading_is_shared_once() -> None:
    town = Town()

    await town.press()
    await town.press()

    assert len(town.messenger.shares) == 1
    assert town.told[-1] == (BESIDE, ALREADY_SHARED)
    assert town.source.asked == [("t1", "r1")]


async def test_pressing_twice_at_once_is_pressing_once() -> None:
    town, intake = Town(), Intake(limit=2)

    for _ in range(2):
        intake.accept(town.sharing())
    await intake.drain(finish=2, tell=1)

    assert len(town.messenger.shares) == 1
    assert [address for address, _ in town.told] == [IN_PLACE]


async def test_elsewhere_it_may_be_shared_as_well() -> None:
    town = Town()
    await town.press()

    await town.sharing(address=replace(BESIDE, channel="C2")).answer(ID)
    await town.sharing(address=replace(BESIDE, thread="1.1")).answer(ID)

    assert len(town.messenger.shares) == 3


async def test_what_may_be_there_is_not_posted_again_but_told() -> None:
    town = Town(FakeMessenger(UncertainError("reset")))

    await town.press()

    assert town.messenger.shares == []
    assert town.told == [(BESIDE, UNSURE_SHARE)]


async def test_whoever_looked_and_found_nothing_may_press_again() -> None:
    town = Town(FakeMessenger(UncertainError("reset")))
    await town.press()

    await town.press()

    assert len(town.messenger.shares) == 1


async def test_a_refusal_is_told_and_can_be_tried_again() -> None:
    refusal = MessengerError("200 is_archived", permanent=True, code="is_archived")
    town = Town(FakeMessenger(refusal))

    await town.press()
    await town.press()

    assert town.told[0] == (BESIDE, refused("is_archived"))
    assert len(town.messenger.shares) == 1


async def test_a_share_that_a_restart_cuts_off_is_uncertain() -> None:
    class Endless(FakeMessenger):
        async def share(self, address: Address, message: Message, post_id: str) -> str:
            await super().share(address, message, post_id)
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError as exc:
                raise UncertainError("cut off") from exc
            return ""

    town, intake = Town(Endless()), Intake(limit=1)
    intake.accept(town.sharing())

    await intake.drain(finish=0.05, tell=1)

    assert town.told == [(BESIDE, UNSURE_SHARE)]


async def test_a_share_that_waits_for_its_turn_was_not_posted() -> None:
    class Queueing(FakeMessenger):
        async def share(self, address: Address, message: Message, post_id: str) -> str:
            await asyncio.Event().wait()
            return await super().share(address, message, post_id)

    town, intake = Town(Queueing()), Intake(limit=1)
    intake.accept(town.sharing())

    await intake.drain(finish=0.05, tell=1)

    assert town.told == [(BESIDE, INTERRUPTED)]


async def test_a_mark_that_is_cut_off_denies_nothing() -> None:
    class Endless(FakeMessenger):
        async def reply(self, address: Address, message: Message) -> None:
            await asyncio.Event().wait()
            await super().reply(address, message)

    town, intake = Town(Endless()), Intake(limit=1)
    intake.accept(town.sharing())

    await intake.drain(finish=0.05, tell=1)

    assert (len(town.messenger.shares), town.told) == (1, [])


async def test_a_mark_that_slack_does_not_take_denies_nothing() -> None:
    town = Town(FakeMessenger(None, MessengerError("reset", permanent=False)))

    await town.press()

    assert len(town.messenger.shares) == 1
    assert town.told == []


async def test_guests_share_nothing() -> None:
    town = Town(people=FakePeople(Standing.GUEST))

    await town.press()

    assert town.messenger.shares == []
    assert "Guests of this workspace" in town.told[0][1]


async def test_what_is_no_answer_of_a_cloud_stays_private() -> None:
    town = Town()

    await town.press("help")

    assert town.messenger.shares == []
    assert [address for address, _ in town.told] == [BESIDE]


async def test_after_an_error_that_nobody_foresaw_it_can_be_tried_again() -> None:
    town = Town(FakeMessenger(KeyError("x")))
    await town.press()

    await town.press()

    assert len(town.messenger.shares) == 1


async def test_only_a_lost_share_is_called_uncertain() -> None:
    class Lossy(FakeMessenger):
        async def reply(self, address: Address, message: Message) -> None:
            if message.text == ALREADY_SHARED:
                raise UncertainError("reset")
            await super().reply(address, message)

    town = Town(Lossy())
    await town.press()

    await town.press()

    assert UNSURE_SHARE not in [said for _, said in town.told]


async def test_each_page_of_a_reading_may_be_shared() -> None:
    town = Town()

    for page in (1, 2):
        question = asking(town.desk, LINE, page=page, again=True)
        await Sharing(question, town.seen).answer(ID)

    assert len(town.messenger.shares) == 2


async def test_what_was_read_anew_may_be_shared_again() -> None:
    town = Town()
    await town.press()
    clock, anew = town.desk.clock, replace(asking(town.desk, LINE), asker=SHARER)
    assert isinstance(clock, FakeClock)
    clock.time += timedelta(seconds=1)
    await anew.answer()

    await town.press()

    assert len(town.messenger.shares) == 2
