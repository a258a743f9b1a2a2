"""*Output*: all that a script printed, in a window of the person who pressed."""

import pytest

from bot.blocks.problems import TOO_LATE
from bot.playground.cloud import Slow, Status, world
from bot.playground.slack import (
    COLLEAGUE,
    GUEST,
    OPERATOR,
    ApiError,
    Fault,
    Post,
    RateLimited,
    ResetAfterStoring,
    ResetBefore,
    ServerError,
)
from tests.journeys.town import Town

SCRIPT = f"script {world.FAILED}"
OUTPUT = "Output"


async def window(town: Town, words: str, user: str = OPERATOR) -> str:
    """All that stands in the window once `words` do."""
    views = town.slack.workspace.views
    modal = await views.changed(user, lambda one: words in str(one.view["blocks"]))
    return str(modal.view["blocks"])


def printing(town: Town, lines: int) -> None:
    """Let the failed script have printed so many lines of 100 characters."""
    long = "\n".join(f"line {number:05} ".ljust(99, "x") for number in range(lines))
    town.cloud.records[world.FAILED] |= {"output": long}


async def pressed(town: Town, user: str = OPERATOR) -> Post:
    """The message whose Output was pressed."""
    post = await town.shown(SCRIPT, user)
    await town.slack.press(user, post, text=OUTPUT)
    return post


async def test_the_window_shows_every_line_with_secrets_hidden(town: Town) -> None:
    await pressed(town)

    shown = await window(town, "61 lines")

    assert "PowerShell 5.1" in shown
    assert "PS C:" in shown
    assert "exit 1" in shown
    assert "3 secrets hidden" in shown


async def test_the_window_opens_before_the_cloud_has_answered(town: Town) -> None:
    post = await town.shown(SCRIPT)
    town.cloud.faults.next(Slow(0.5))

    await town.slack.press(OPERATOR, post, text=OUTPUT)
    first = await window(town, "")
    last = await window(town, "61 lines")

    assert "Reading the output" in first
    assert "Reading the output" not in last


async def test_a_long_output_has_pages(town: Town) -> None:
    printing(town, 630)
    await pressed(town)
    first = await window(town, "page 1 of 2")
    asked = len(town.cloud.requests)

    await town.slack.press_in_modal(OPERATOR, text="Next ▶")
    second = await window(town, "page 2 of 2")
    await town.slack.press_in_modal(OPERATOR, text="◀ Previous")

    assert ("line 00000" in first, "line 00629" in first) == (True, False)
    assert ("line 00000" in second, "line 00629" in second) == (False, True)
    assert await window(town, "page 1 of 2") == first
    assert len(town.cloud.requests) == asked


async def test_what_was_not_kept_of_an_endless_output_is_said(town: Town) -> None:
    printing(town, 3_000)
    await pressed(town)

    shown = await window(town, "of 3,000")
    await town.slack.press_in_modal(OPERATOR, text="Next ▶")

    assert "line 00000" in shown
    assert "line 02999" in await window(town, "page 2 of 2")


async def test_a_shared_execution_opens_a_window_for_whoever_presses(
    town: Town,
) -> None:
    town.slack.mentions_allowed.add(OPERATOR)
    await town.press(await town.shown(SCRIPT), "Share")
    shared = await town.slack.posted(lambda post: post.visible_to is None)

    await town.slack.press(COLLEAGUE, shared, text=OUTPUT)

    assert "61 lines" in await window(town, "61 lines", COLLEAGUE)
    assert town.slack.workspace.views.modals(OPERATOR) == []


async def test_a_guest_reads_no_output(town: Town) -> None:
    town.slack.mentions_allowed.add(OPERATOR)
    await town.press(await town.shown(SCRIPT), "Share")
    shared = await town.slack.posted(lambda post: post.visible_to is None)

    await town.slack.press(GUEST, shared, text=OUTPUT)

    assert "PS C:" not in await window(town, "Guests of this workspace", GUEST)


async def test_trouble_with_the_cloud_stands_in_the_window(town: Town) -> None:
    post = await town.shown(SCRIPT)
    town.cloud.faults.next(Status(503), times=3)

    await town.slack.press(OPERATOR, post, text=OUTPUT)

    assert "Ask again in a few minutes" in await window(town, "id ")


TOO_LATE_TO_OPEN: dict[str, Fault] = {
    "expired": ApiError("expired_trigger_id"),
    "used up": ApiError("exchanged_trigger_id"),
    "throttled": RateLimited(30),
    "never arrived": ResetBefore(),
    "500": ServerError(),
}


@pytest.mark.parametrize(
    "fault", TOO_LATE_TO_OPEN.values(), ids=TOO_LATE_TO_OPEN.keys()
)
async def test_where_no_window_opens_the_answer_is_a_message(
    town: Town, fault: Fault
) -> None:
    post = await town.shown(SCRIPT)
    town.slack.faults.next("views.open", fault)

    press = await town.press(post, OUTPUT)

    said = str(press.posts[-1].message["text"])
    assert said.startswith("✖ Failed: patch-check")
    assert said.endswith(TOO_LATE)


async def test_a_window_whose_opening_was_not_confirmed_is_used(town: Town) -> None:
    post = await town.shown(SCRIPT)
    town.slack.faults.next("views.open", ResetAfterStoring())

    press = await town.slack.press(OPERATOR, post, text=OUTPUT)

    assert "61 lines" in await window(town, "61 lines")
    assert press.posts == []


async def test_a_lost_update_of_the_window_is_made_again(town: Town) -> None:
    post = await town.shown(SCRIPT)
    town.slack.faults.next("views.update", ResetBefore())

    await town.slack.press(OPERATOR, post, text=OUTPUT)

    assert "61 lines" in await window(town, "61 lines")


async def test_a_window_with_refused_blocks_is_plain(town: Town) -> None:
    post = await town.shown(SCRIPT)
    town.slack.faults.next("views.update", ApiError("invalid_blocks"))

    await town.slack.press(OPERATOR, post, text=OUTPUT)

    assert "'plain_text'" in await window(town, "61 lines")
