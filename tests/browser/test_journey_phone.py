"""The page on a phone, in the dark, and without a mouse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.playground.cloud import world
from bot.playground.slack import COLLEAGUE
from tests.browser.desk import Desk, reply, share
from tests.browser.running import Demo
from tests.browser.watching import Windows


@pytest.fixture
def phone(windows: Windows, demo: Demo) -> Desk:
    return Desk(windows.open(demo.url, width=390, height=844))


def overflow(page: Page) -> int:
    """By how much the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize(
    ("text", "shows"),
    [
        (f"/runs script {world.FAILED}", "Failed: patch-check"),
        (f"/runs script {world.HOSTILE}", "Failed: "),
        (f"/runs task {world.TASK} {world.TASK_RUN}", "1 failed, 1 skipped"),
        (f"/runs order {world.ORDER_FINISHED}", "Failed: nightly-backup"),
    ],
    ids=["script", "hostile", "task", "order"],
)
def test_nothing_is_wider_than_a_phone(phone: Desk, text: str, shows: str) -> None:
    answer = phone.answer(text, shows)

    expect(answer).to_be_visible()
    assert overflow(phone.page) <= 0


def test_a_phone_shows_one_part_at_a_time(phone: Desk) -> None:
    views = phone.page.get_by_role("navigation", name="Views")
    side = phone.page.get_by_role("navigation", name="Workspace")
    expect(side).to_be_hidden()

    views.get_by_role("button", name="Channels").click()
    expect(side).to_be_visible()
    expect(phone.composer).to_be_hidden()
    assert overflow(phone.page) <= 0
    side.get_by_role("link", name="elsewhere").click()
    expect(phone.composer).to_have_attribute("placeholder", "Message #elsewhere")
    views.get_by_role("button", name="Behind").click()
    expect(phone.behind).to_be_visible()
    assert overflow(phone.page) <= 0


def test_what_comes_behind_another_part_is_not_read(
    phone: Desk, desk_of: Callable[[str], Desk]
) -> None:
    row = phone.page.get_by_role("list", name="Channels").get_by_role("link").first
    expect(phone.composer).to_be_visible()
    phone.show("Behind")

    desk_of(COLLEAGUE).ask("the night shift is over")

    phone.show("Channels")
    expect(row).to_have_accessible_name("operations 1 unread")
    phone.show("Conversation")
    expect(phone.newest).to_contain_text("the night shift is over")
    expect(phone.newest).to_be_in_viewport(ratio=1)
    phone.show("Channels")
    expect(row).to_have_accessible_name("operations")


def test_a_reply_behind_another_part_is_not_read(
    phone: Desk, desk_of: Callable[[str], Desk]
) -> None:
    share(phone, f"/runs order {world.ORDER_FINISHED}", "Failed: nightly-backup")
    reply(phone, "I look into it")
    expect(phone.thread.get_by_role("article")).to_have_count(2)
    phone.show("Conversation")

    reply(desk_of(COLLEAGUE), "so do I")

    replies = phone.newest.get_by_role("button", name="2 replies")
    expect(replies).to_contain_text("1 new")
    phone.show("Thread")
    expect(phone.thread.get_by_role("article")).to_have_count(3)
    phone.show("Conversation")
    expect(replies).not_to_contain_text("new")


def test_a_window_fits_a_phone(phone: Desk) -> None:
    answer = phone.answer(f"/runs script {world.FAILED}", "Failed: patch-check")

    answer.get_by_role("button", name="Output").click()

    expect(phone.modal).to_contain_text("61 lines")
    assert overflow(phone.page) <= 0
    phone.modal.get_by_role("button", name="Close").last.click()
    expect(phone.modal).to_have_count(0)


def test_everything_can_be_done_with_the_keyboard_alone(desk: Desk) -> None:
    keyboard = desk.page.keyboard
    keyboard.press("Tab")
    expect(
        desk.page.get_by_role("button", name="Skip to the conversation")
    ).to_be_focused()
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(desk.composer).to_be_focused()

    keyboard.type(f"/runs script {world.FAILED}")
    keyboard.press("Enter")
    expect(desk.newest).to_contain_text("Failed: patch-check")
    output = desk.newest.get_by_role("button", name="Output")
    tab_back_to(desk.page, output)
    keyboard.press("Enter")
    expect(desk.modal).to_contain_text("61 lines")
    keyboard.press("Escape")
    expect(output).to_be_focused()


def tab_back_to(page: Page, wanted: Locator) -> None:
    """Press Shift+Tab until it has the focus."""
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError("The keyboard does not get there.")
