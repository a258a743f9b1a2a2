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


def _under_way(desk: Desk) -> Locator:
    """A run of the fleet that has begun a short while ago."""
    for _ in range(60):
        runs = desk.answer("/runs pool status:running since:1h", "Pool runs")
        if "windows-update" in runs.inner_text():
            runs.get_by_role("combobox").select_option(index=1)
            shown = desk.newest
            expect(shown).to_contain_text("windows-update on finance-singapore")
            if re.search(r"Running for\s+[12]?\d s so far", shown.inner_text()):
                return shown
        desk.page.wait_for_timeout(2_000)
    raise AssertionError("Nothing was under way for two minutes.")


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


def test_whoever_watches_is_told_of_the_end(desk: Desk) -> None:
    _under_way(desk).get_by_role("button", name="Watch").click()
    watched = desk.messages.filter(has_text="Watching. Whoever asked")
    expect(watched).to_contain_text("of 12")

    ended = desk.messages.filter(has_text="This has ended, and is watched no more")
    expect(ended).to_contain_text("12 succeeded of 12", timeout=90_000)
    ended.get_by_role("button", name=re.compile(r"^\d+ repl")).click()
    expect(desk.thread.get_by_role("article").last).to_contain_text("@mei")


def test_a_task_is_found_by_its_name_in_the_form_of_the_workspace(desk: Desk) -> None:
    desk.answer("/runs failures", "failed")  # by then the bot has seen what there is
    desk.conversation.get_by_role("button", name="Shortcuts").last.click()
    desk.page.get_by_role("menuitem", name="Look up runs").click()
    form = desk.modal.last
    form.get_by_role("combobox", name="What failed").select_option("Scheduled tasks")
    form.get_by_role("searchbox").fill("NIGHTLY-reboot-fin")
    found = form.get_by_role("combobox", name="What was found")
    found.select_option(label=f"nightly-reboot-finance ({world.TASK})")
    form.get_by_role("button", name="Look up").click()

    home = desk.page.get_by_role("link", name=re.compile("runwatch", re.IGNORECASE))
    home.first.click()
    expect(desk.newest).to_contain_text(f"ask again: /runs task {world.TASK}")


def test_home_welcomes_and_shows_what_failed(desk_of: Callable[[str], Desk]) -> None:
    desk = desk_of(OPERATOR)
    desk.page.get_by_role("link", name=re.compile("Runwatch|runwatch")).first.click()
    desk.conversation.get_by_role("tab", name="Home").click()

    home = desk.conversation.get_by_role("tabpanel", name="Home")
    expect(home).to_contain_text("/runs failures")
    expect(home).to_contain_text("You watch")
    assert grave_faults(desk.page) == []
