"""What several people see of one another, and what only one of them does."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bot.playground.cloud import world
from bot.playground.slack import COLLEAGUE, GUEST, OPERATOR, STRANGER
from tests.browser.desk import Desk, place, reply, share

# The lines that a browser has to one server.
_LINES = 6
_ORDER = f"/runs order {world.ORDER_FINISHED}", "Failed: nightly-backup"


def test_a_shared_answer_is_seen_by_others_and_the_private_one_is_not(
    desk: Desk, desk_of: Callable[[str], Desk]
) -> None:
    colleague = desk_of(COLLEAGUE)

    share(desk, *_ORDER)

    expect(colleague.newest).to_contain_text("Failed: nightly-backup")
    expect(colleague.newest).to_contain_text("Shared by")
    expect(colleague.page.get_by_text("Only visible to you")).to_have_count(0)


def test_a_colleague_asks_again_from_there_and_nobody_else_sees_that(
    desk: Desk, desk_of: Callable[[str], Desk]
) -> None:
    share(desk, *_ORDER)
    colleague = desk_of(COLLEAGUE)
    seen = desk.messages.count()

    colleague.newest.get_by_role("button", name="Ask again").click()

    expect(colleague.newest).to_contain_text("Only visible to you")
    expect(colleague.newest).to_contain_text("Failed: nightly-backup")
    assert desk.messages.count() == seen


def test_a_thread_hangs_under_a_shared_answer(
    desk: Desk, desk_of: Callable[[str], Desk]
) -> None:
    share(desk, *_ORDER)
    colleague = desk_of(COLLEAGUE)

    reply(colleague, "I look into it")

    desk.newest.get_by_role("button", name="1 reply").click()
    replies = desk.thread.get_by_role("article")
    expect(replies).to_have_count(2)
    expect(replies.last).to_contain_text("I look into it")
    expect(replies.last).to_contain_text("Jonas Weber")
    desk.thread.get_by_role("button", name="Close thread").click()
    expect(desk.thread).to_be_hidden()


def test_a_command_in_a_thread_is_refused_as_slack_does(desk: Desk) -> None:
    share(desk, *_ORDER)

    reply(desk, "/runs help pool")

    newest = desk.thread.get_by_role("article").last
    expect(newest).to_contain_text("/runs is not supported in threads.")


def test_whoever_mentions_the_bot_is_told_what_it_answers(desk: Desk) -> None:
    desk.answer("@runwatch what failed last night?", "Type /runs into a channel")

    expect(desk.messages.nth(-2)).to_contain_text("@runwatch what failed last night?")


@pytest.mark.parametrize(
    ("user", "name", "refusal"),
    [
        (GUEST, "Ana Audit", "Guests of this workspace may not look up runs"),
        (STRANGER, "Pat Partner", "People of other organisations may not"),
    ],
    ids=["guest", "another organisation"],
)
def test_whoever_may_not_look_is_refused(
    desk: Desk, user: str, name: str, refusal: str
) -> None:
    desk.act_as(name)
    expect(desk.page).to_have_url(re.compile(place(user)))

    answer = desk.answer(f"/runs script {world.FAILED}", refusal)

    expect(answer).not_to_contain_text("patch-check")


def test_two_tabs_are_two_people(desk: Desk) -> None:
    other = Desk(desk.page.context.new_page())
    other.page.goto(place(COLLEAGUE))

    desk.ask("good morning")
    expect(other.newest).to_contain_text("good morning")
    other.answer("/runs help task", "task")

    who = "You act as"
    expect(desk.page.get_by_role("combobox", name=who)).to_have_value(OPERATOR)
    expect(other.page.get_by_role("combobox", name=who)).to_have_value(COLLEAGUE)
    expect(desk.newest).to_contain_text("good morning")


def test_more_tabs_than_the_browser_has_lines_all_work(desk: Desk) -> None:
    context = desk.page.context
    context.clock.install()
    tabs = [desk.page, *(context.new_page() for _ in range(_LINES))]

    for tab in tabs:
        tab.goto(place(OPERATOR))
        expect(Desk(tab).composer).to_be_visible()
        expect(tab).to_have_title(re.compile("#operations"))
        look(tab, away=True)
        tab.clock.run_for(5_000)

    look(desk.page, away=False)
    desk.answer("/runs help pool", "pool")


def test_a_tab_that_nobody_looked_at_catches_up(
    desk: Desk, desk_of: Callable[[str], Desk]
) -> None:
    page = desk.page
    stopped = (
        page.get_by_role("banner").get_by_text("The playground has stopped.").first
    )
    page.clock.install()
    page.reload()
    desk.composer.fill("half a sen")
    look(page, away=True)
    page.clock.run_for(5_000)
    expect(stopped).to_be_hidden()

    desk_of(COLLEAGUE).ask("the day shift is here")
    page.clock.run_for(5_000)
    expect(desk.messages.filter(has_text="the day shift is here")).to_have_count(0)
    look(page, away=False)

    expect(desk.newest).to_contain_text("the day shift is here")
    expect(desk.composer).to_have_value("half a sen")
    expect(stopped).to_be_hidden()


def look(page: Page, *, away: bool) -> None:
    """Turn to another tab, or back: a browser without a screen shows all of them."""
    page.evaluate(
        """away => {
            const state = away ? "hidden" : "visible";
            const now = { hidden: away, visibilityState: state };
            for (const [name, value] of Object.entries(now))
                Object.defineProperty(document, name, { value, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        away,
    )


def test_what_was_not_read_is_counted(
    desk: Desk, desk_of: Callable[[str], Desk]
) -> None:
    desk.page.get_by_role("link", name="elsewhere").click()
    expect(desk.composer).to_have_attribute("placeholder", "Message #elsewhere")

    desk_of(COLLEAGUE).ask("the night shift is over")

    row = desk.page.get_by_role("list", name="Channels").get_by_role("link")
    expect(row.first).to_have_accessible_name("operations 1 unread")
    row.first.click()
    expect(desk.newest).to_contain_text("the night shift is over")
    expect(row.first).to_have_accessible_name("operations")


def test_a_reload_keeps_the_person_and_the_channel(desk: Desk) -> None:
    desk.act_as("Jonas Weber")
    desk.page.get_by_role("link", name="elsewhere").click()

    desk.page.reload()

    expect(desk.page.get_by_role("combobox", name="You act as")).to_have_value(
        COLLEAGUE
    )
    expect(desk.composer).to_have_attribute("placeholder", "Message #elsewhere")
