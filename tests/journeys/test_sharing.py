"""*Share*: what one person was shown becomes a message for everybody, once."""

import asyncio

import pytest

from bot.blocks.problems import UNSURE_SHARE
from bot.demo import SCOPES
from bot.playground.cloud import world
from bot.playground.slack import (
    CHANNEL,
    COLLEAGUE,
    GUEST,
    OPERATOR,
    PRIVATE_CHANNEL,
    UNJOINED_CHANNEL,
    Fault,
    Post,
    RateLimited,
    ResetAfterStoring,
    ResetBefore,
    ServerError,
    ServerErrorAfterStoring,
)
from tests.journeys.reading import NEXT, buttons, standing
from tests.journeys.town import Town, town_of

RUN = f"task {world.TASK} {world.TASK_RUN}"
SHARE, POST = "Share", "chat.postMessage"
HISTORY = "conversations.history"


def public(town: Town) -> list[Post]:
    """What everybody could see, oldest first."""
    return [post for post in town.slack.posts if post.visible_to is None]


@pytest.fixture(autouse=True)
def who_shares_may_be_named(town: Town) -> None:
    town.slack.mentions_allowed |= {OPERATOR, COLLEAGUE}


async def test_a_share_is_a_message_of_the_bot_with_an_id_of_its_own(
    town: Town,
) -> None:
    post = await town.shown(RUN)

    await town.press(post, SHARE)

    (shared,) = public(town)
    assert (shared.via, shared.shown.channel) == (POST, CHANNEL)
    assert f"Shared by <@{OPERATOR}>" in standing(shared)
    assert "FIN-DESK-02" in standing(shared)
    metadata = shared.message["metadata"]
    assert metadata["event_type"] == "runwatch_post"
    assert list(metadata["event_payload"]) == ["post_id"]


async def test_what_is_shared_is_the_page_that_was_read(town: Town) -> None:
    post = await town.shown(f"task {world.TASK}")
    await town.press(post, NEXT)
    asked = len(town.cloud.requests)

    await town.press(post, SHARE)

    (shared,) = public(town)
    assert "page 2 of 2" in standing(shared)
    assert len(town.cloud.requests) == asked


async def test_the_button_goes_once_it_was_pressed(town: Town) -> None:
    post = await town.shown(RUN)

    await town.press(post, SHARE)

    assert SHARE not in buttons(post)
    assert "Shared with this channel." in standing(post)


async def test_a_shared_answer_is_opened_in_private_by_whoever_presses(
    town: Town,
) -> None:
    await town.press(await town.shown(RUN), SHARE)
    (shared,) = public(town)
    before = standing(shared)

    press = await town.choose(shared, "FIN-DESK-02", COLLEAGUE)
    again = await town.press(shared, "Ask again", COLLEAGUE)

    assert {one.visible_to for one in (*press.posts, *again.posts)} == {COLLEAGUE}
    assert standing(shared) == before
    assert SHARE in buttons(again.posts[-1])


async def test_a_guest_who_presses_on_a_shared_answer_gets_nothing(town: Town) -> None:
    await town.press(await town.shown(RUN), SHARE)
    (shared,) = public(town)

    press = await town.press(shared, "Ask again", GUEST)

    assert "Guests of this workspace" in str(press.posts[-1].message["text"])


async def test_two_presses_at_once_are_one_share(town: Town) -> None:
    post = await town.shown(RUN)

    await asyncio.gather(
        town.slack.press(OPERATOR, post, text=SHARE),
        town.slack.press(OPERATOR, post, text=SHARE),
    )
    await town.slack.posted(lambda one: "Shared with this channel." in standing(one))

    assert len(public(town)) == 1


@pytest.mark.parametrize("channel", [UNJOINED_CHANNEL, PRIVATE_CHANNEL])
async def test_where_the_bot_is_no_member_it_still_shares(channel: str) -> None:
    async with town_of(scopes=SCOPES) as town:
        town.slack.mentions_allowed.add(OPERATOR)
        delivery = await town.slack.command(user=OPERATOR, text=RUN, channel=channel)

        await town.press(await delivery.post(), SHARE)

        (shared,) = public(town)
        assert (shared.via, shared.shown.channel) == ("response_url", channel)


LOST: dict[str, Fault] = {
    "reset before": ResetBefore(),
    "reset after": ResetAfterStoring(),
    "500": ServerError(500),
    "500 after": ServerErrorAfterStoring(500),
}


@pytest.mark.parametrize("fault", LOST.values(), ids=LOST.keys())
async def test_a_share_whose_answer_was_lost_is_there_once(
    town: Town, fault: Fault
) -> None:
    post = await town.shown(RUN)
    town.slack.faults.next(POST, fault)

    await town.press(post, SHARE)

    assert len(public(town)) == 1
    assert SHARE not in buttons(post)


@pytest.mark.parametrize("fault", LOST.values(), ids=LOST.keys())
async def test_where_history_may_not_be_read_a_lost_share_is_owned_up_to(
    fault: Fault,
) -> None:
    async with town_of(scopes=SCOPES) as town:
        town.slack.mentions_allowed.add(OPERATOR)
        post = await town.shown(RUN)
        town.slack.faults.next(POST, fault)

        press = await town.press(post, SHARE)

        calls = town.called
        stored = len(public(town))
        assert str(press.posts[-1].message["text"]).startswith(UNSURE_SHARE)
        assert calls.count(POST) == 1
        assert stored == int(
            isinstance(fault, ResetAfterStoring | ServerErrorAfterStoring)
        )


async def test_after_a_lost_share_one_may_look_and_press_again() -> None:
    async with town_of(scopes=SCOPES) as town:
        town.slack.mentions_allowed.add(OPERATOR)
        post = await town.shown(RUN)
        town.slack.faults.next(POST, ResetBefore())
        await town.press(post, SHARE)

        await town.press(post, SHARE)

        assert len(public(town)) == 1


async def test_a_share_through_the_response_url_is_never_sent_twice() -> None:
    async with town_of(scopes=SCOPES) as town:
        town.slack.mentions_allowed.add(OPERATOR)
        delivery = await town.slack.command(
            user=OPERATOR, text=RUN, channel=UNJOINED_CHANNEL
        )
        post = await delivery.post()
        town.slack.faults.next("response_url", ResetAfterStoring())

        press = await town.slack.press(OPERATOR, post, text=SHARE)
        await press.post(1)

        assert len(public(town)) == 1
        assert str(press.posts[-1].message["text"]).startswith(UNSURE_SHARE)


async def test_a_throttled_share_arrives_once(town: Town) -> None:
    post = await town.shown(RUN)
    town.slack.faults.next(POST, RateLimited(1))

    await town.press(post, SHARE)

    assert len(public(town)) == 1


async def test_shares_into_one_channel_keep_its_pace(town: Town) -> None:
    lines = (RUN, f"task {world.TASK}", "pool")
    posts = [await town.shown(line) for line in lines]

    await asyncio.gather(*(town.press(post, SHARE) for post in posts))

    first, *_, last = (post.at for post in public(town))
    assert len(public(town)) == len(lines)
    assert (last - first).total_seconds() >= len(lines) - 1.1
