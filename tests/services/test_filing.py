"""The rows of a digest as a file, when somebody asks for it."""

from collections.abc import AsyncIterator

import pytest

from bot.domain.digest_answers import CHANNEL, ToldAnswer
from bot.errors import InvalidQueryError, MessengerError, UncertainError
from tests.services.desks import MANAGER, STRANGER, Desk
from tests.services.digesting import Town, town


@pytest.fixture
async def place() -> AsyncIterator[Town]:
    async with town() as one:
        await one.fail("d1", "d2")
        await Desk(one).asked("now night", MANAGER)
        yield one


def delivery_of(place: Town) -> str:
    """The id that the posts of the only delivery carry."""
    (root, *_) = place.channel.ids
    return root.partition(".")[0]


TOLD = ToldAnswer(
    said=f"A file with 2 rows is in the thread of that digest in {CHANNEL}.",
    channel="C1",
)


async def test_a_file_is_in_the_thread_once(place: Town) -> None:
    id_ = delivery_of(place)

    answers = [await Desk(place).asked(f"csv {id_}", STRANGER) for _ in range(2)]

    assert answers == [TOLD, TOLD]
    assert place.channel.posts[3:] == [
        ("C1", "1.0", f"[night-20260115-0100-{id_[:12]}.csv]")
    ]


async def test_where_nobody_can_look_for_it_it_is_posted_all_the_same(
    place: Town,
) -> None:
    place.channel.failures = [UncertainError("no history")]

    assert await Desk(place).asked(f"csv {delivery_of(place)}") == TOLD


async def test_what_slack_refuses_is_told(place: Town) -> None:
    place.channel.takes_files = False

    with pytest.raises(MessengerError):
        await Desk(place).asked(f"csv {delivery_of(place)}")


@pytest.mark.parametrize("slack", [True, False], ids=["unknown", "no Slack"])
async def test_there_is_no_file_of_what_is_not_known(place: Town, slack: bool) -> None:  # noqa: FBT001  a parameter
    id_ = "0" * 32 if slack else delivery_of(place)
    said = {
        True: "The rows of that digest are not known any more: they are kept for 35 days.",
        False: "There is no Slack here to put a file in.",
    }

    with pytest.raises(InvalidQueryError) as refused:
        await Desk(place, slack=slack).asked(f"csv {id_}")

    assert str(refused.value) == said[slack]
