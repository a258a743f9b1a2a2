"""People ask on in threads, watch a run, look up by form, and open the bot's Home."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from bot.playground.cloud import world
from bot.playground.slack import COLLEAGUE, OPERATOR
from tests.browser.accessibility import grave_faults
from tests.browser.desk import Desk, reply, share

_FAILED = "/runs failures since:24h", "failed"


def _asked_on(desk: Desk, text: str, shows: str) -> Locator:
    """The answer in the thread that stands open."""
    field = desk.thread.get_by_role("textbox", name=re.compile("^Reply in "))
    replies = desk.thread.get_by_role("article")
    before = replies.count()
    field.fill(text)
    field.press("Enter")
    answer = replies.nth(before + 1)
    expect(answer).to_contain_text(shows)
    return answer


def test_a_colleague_asks_on_below_a_shared_answer(
    desk: Desk, desk_of: Callable[[str], Desk]
) -> None:
    share(desk, *_FAILED)
    colleague = desk_of(COLLEAGUE)
    reply(colleague, "@runwatch skipped")
    replies = colleague.thread.get_by_role("article")
    expect(replies.nth(2)).to_contain_text("skipped")

    _asked_on(colleague, "why 1", "What the code means")
    _asked_on(colleague, "undo", "failed")
    _asked_on(colleague, "by target", "execution")
    assert grave_faults(colleague.page) == []

    desk.newest.get_by_role("button", name=re.compile(r"^\d+ repl")).click()
    expect(desk.thread.get_by_role("article").last).to_contain_text("execution")


def test_people_talk_in_the_thread_and_the_bot_is_silent(desk: Desk) -> None:
    share(desk, *_FAILED)
    reply(desk, "lunch?")
    _asked_on(desk, "next", "page 2")

    expect(desk.thread.get_by_role("article")).to_have_count(4)


def test_a_message_is_looked_up(desk: Desk) -> None:
    message = desk.ask(f"see {world.ORDER_FINISHED}")
    message.hover()
    tools = message.get_by_role("group", name="Message actions")
    tools.get_by_role("button", name="More actions").click()
    desk.page.get_by_role("menuitem", name="Look up runs").click()

    expect(desk.newest).to_contain_text("Failed: nightly-backup")
    expect(desk.newest).to_contain_text("Only visible to you")


def test_a_run_is_looked_up_by_a_form(desk: Desk) -> None:
    desk.ask("/runs order")
    form = desk.modal.last
    form.get_by_role(
        "textbox", name=re.compile("^(Id|Order|execute)", re.IGNORECASE)
    ).fill(world.ORDER_FINISHED)
    assert grave_faults(desk.page) == []
    form.get_by_role("button", name="Look up").click()

    expect(desk.newest).to_contain_text("Failed: nightly-backup")


def test_a_run_is_watched_to_its_end_or_until_somebody_stops(desk: Desk) -> None:
    answer = desk.answer(f"/runs task {world.TASK} {world.TASK_RUN_RUNNING}", "Running")
    answer.get_by_role("button", name="Watch").click()
    watched = desk.messages.filter(has_text="Watching").first
    expect(watched).to_be_visible()

    watched.get_by_role("button", name="Stop watching").click()
    ended = desk.messages.filter(has_text="This is watched no more").first
    expect(ended).to_be_visible()


def test_home_welcomes_and_shows_what_failed(desk_of: Callable[[str], Desk]) -> None:
    desk = desk_of(OPERATOR)
    desk.page.get_by_role("link", name=re.compile("Runwatch|runwatch")).first.click()
    desk.conversation.get_by_role("tab", name="Home").click()

    home = desk.conversation.get_by_role("tabpanel", name="Home")
    expect(home).to_contain_text("/runs failures")
    expect(home).to_contain_text("You watch")
    assert grave_faults(desk.page) == []
