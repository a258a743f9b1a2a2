"""What another app would show in the same page: forms, dialogs, files, Home, menus."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser import running
from tests.browser.desk import Desk
from tests.browser.watching import Windows


@pytest.fixture(scope="module")
def showcase() -> Iterator[running.Demo]:
    with running.showcase() as started:
        yield started


@pytest.fixture
def desk(windows: Windows, showcase: running.Demo) -> Desk:
    return Desk(windows.open(showcase.url))


def without_window(desk: Desk) -> Desk:
    """Close the window that stands there from the beginning, if it still does."""
    expect(desk.messages).not_to_have_count(0)
    if desk.modal.is_visible():
        desk.page.keyboard.press("Escape")
        expect(desk.modal).to_be_hidden()
    return desk


def test_a_form_says_what_is_missing_and_what_is_wrong(desk: Desk) -> None:
    form = desk.modal
    name = form.get_by_role("textbox", name="Name")
    create = form.get_by_role("button", name="Create")
    expect(form).to_have_accessible_name("New digest")

    create.click()
    expect(name).to_have_accessible_description("Please complete this required field.")

    name.fill("night shift")
    create.click()
    expect(name).to_have_accessible_description("A name has no blanks.")
    expect(name).to_be_focused()

    name.fill("night-shift")
    form.get_by_role("checkbox", name="Tuesday").check()
    create.click()
    expect(form).to_be_hidden()


def test_a_dangerous_button_asks_first(desk: Desk) -> None:
    message = without_window(desk).messages.first
    delete = message.get_by_role("button", name="Delete")

    delete.click()
    desk.modal.get_by_role("button", name="Keep it").click()
    expect(desk.modal).to_be_hidden()
    expect(delete).to_be_focused()

    delete.click()
    expect(desk.modal).to_contain_text("Nobody will get it any more.")
    desk.modal.get_by_role("button", name="Delete it").click()
    expect(desk.behind.get_by_text("button Delete")).to_have_count(1)


def test_a_menu_of_more_acts(desk: Desk) -> None:
    message = without_window(desk).messages.first

    message.get_by_role("button", name="More actions").first.click()
    desk.page.get_by_role("menuitem", name="Pause").click()

    expect(desk.behind.get_by_text("overflow Pause")).to_be_visible()


def test_a_chart_is_a_picture_and_a_table_of_its_numbers(desk: Desk) -> None:
    message = without_window(desk).messages.first

    expect(message.get_by_role("img")).to_have_accessible_name(re.compile("^Failures"))
    rows = message.get_by_role("table").get_by_role("row")
    expect(rows).to_have_text(["CategoryFailed", "Mon3", "Tue6"])


def test_a_file_can_be_looked_at_and_kept(desk: Desk) -> None:
    message = without_window(desk).messages.last
    expect(message).to_contain_text("failures.csv")
    expect(message).to_contain_text("FIN-DESK-02,failed")

    with desk.page.expect_download() as kept:
        message.get_by_role("link", name="Download").click()

    assert kept.value.suggested_filename == "failures.csv"
    assert kept.value.path().read_bytes() == b"desktop,outcome\nFIN-DESK-02,failed\n"


def test_a_shortcut_stands_in_the_menu_of_a_message(desk: Desk) -> None:
    message = without_window(desk).messages.first
    message.hover()

    tools = message.get_by_role("group", name="Message actions")
    tools.get_by_role("button", name="More actions").click()
    desk.page.get_by_role("menuitem", name="Look up runs").click()

    expect(desk.behind.get_by_text("message_action look_up")).to_be_visible()


def test_a_shortcut_of_the_workspace_stands_by_the_composer(desk: Desk) -> None:
    without_window(desk).conversation.get_by_role(
        "button", name="Shortcuts"
    ).last.click()
    desk.page.get_by_role("menuitem", name="Ask for a run").click()

    expect(desk.behind.get_by_text("shortcut ask")).to_be_visible()


def test_the_home_tab_shows_what_the_app_has_put_there(desk: Desk) -> None:
    without_window(desk).page.get_by_role("link", name="runwatch").click()

    desk.conversation.get_by_role("tab", name="Home").click()

    expect(desk.conversation).to_contain_text("No watches yet.")
