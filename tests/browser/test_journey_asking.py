"""Asking the bot, as somebody does who has just opened the page."""

import re

from playwright.sync_api import Page, expect

from bot.playground.cloud import world
from tests.browser.desk import Desk
from tests.browser.static_page import POLICY


def test_the_page_opens_where_commands_can_be_typed(desk: Desk) -> None:
    page = desk.page

    title = re.compile(r"^(\(\d+\) )?#operations · Runwatch Playground$")
    expect(page).to_have_title(title)
    expect(page.get_by_role("combobox", name="You act as")).to_have_value("U0OPERATOR1")
    channels = page.get_by_role("list", name="Channels").get_by_role("link")
    expect(channels).to_have_text(
        [
            "operations",
            "elsewhere",
            "night-team (private)",
            re.compile("^night-shift"),
        ]
    )
    expect(desk.composer).to_be_visible()


def test_the_page_comes_with_the_policy_that_rendering_is_tested_under(
    page: Page,
) -> None:
    response = page.goto("/")

    assert response is not None
    assert response.headers["content-security-policy"] == POLICY


def test_a_command_is_completed_while_it_is_typed(desk: Desk) -> None:
    offers = desk.page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    desk.composer.press_sequentially("/r")
    expect(offers).to_have_count(1)
    desk.composer.press("Enter")
    expect(desk.composer).to_have_value("/runs ")
    desk.composer.press_sequentially("sc")
    expect(offers).to_have_text(["script"])
    desk.composer.press("Tab")
    desk.composer.press_sequentially(world.FAILED)
    desk.composer.press("Enter")

    expect(desk.newest).to_contain_text("Failed: patch-check on FIN-DESK-02")
    expect(desk.newest).to_contain_text("Only visible to you")


def test_a_list_of_offers_that_scrolls_can_have_the_focus(desk: Desk) -> None:
    offers = desk.page.get_by_role("listbox", name="Suggestions")
    desk.composer.press_sequentially("/runs ")
    desk.composer.press("Shift+Tab")
    expect(offers).to_be_focused()
    offers.press("Escape")
    expect(offers).to_be_hidden()
    expect(desk.composer).to_be_focused()


def test_something_to_try_is_put_into_the_composer(desk: Desk) -> None:
    desk.answer("/runs help pool", "pool")
    desk.page.get_by_role("button", name="Things to try").click()
    desk.page.get_by_role("menuitem", name="What can I ask?").click()

    expect(desk.composer).to_have_value("/runs help")
    expect(desk.composer).to_be_focused()


def test_what_gave_way_to_something_to_try_comes_back_with_the_arrow_key(
    desk: Desk,
) -> None:
    desk.answer("/runs help pool", "pool")
    desk.composer.fill("who restarted the")
    desk.page.get_by_role("button", name="Things to try").click()
    desk.page.get_by_role("menuitem", name="What can I ask?").click()

    desk.composer.press("ArrowUp")
    expect(desk.composer).to_have_value("who restarted the")
    desk.composer.press("ArrowDown")
    expect(desk.composer).to_have_value("/runs help")


def test_a_menu_is_one_stop_of_the_keyboard(desk: Desk) -> None:
    desk.answer("/runs help pool", "pool")
    button = desk.page.get_by_role("button", name="Things to try")
    button.press("Enter")
    menu = desk.page.get_by_role("menu", name="Things to try")
    entries = menu.get_by_role("menuitem")
    expect(entries.first).to_be_focused()

    entries.first.press("ArrowUp")
    expect(entries.last).to_be_focused()
    expect(entries.last).to_be_in_viewport(ratio=1)
    expect(menu.locator("[tabindex='0']")).to_have_count(1)
    entries.last.press("Escape")

    expect(menu).to_have_count(0)
    expect(button).to_be_focused()


def test_a_list_is_paged_in_place(desk: Desk) -> None:
    answer = desk.answer(f"/runs task {world.TASK}", "page 1 of 2")
    count = desk.messages.count()

    answer.get_by_role("button", name="Next ▶").click()
    expect(desk.newest).to_contain_text("page 2 of 2")
    desk.newest.get_by_role("button", name="◀ Previous").click()
    expect(desk.newest).to_contain_text("page 1 of 2")

    assert desk.messages.count() == count


def test_a_row_is_opened_with_a_select(desk: Desk) -> None:
    answer = desk.answer(
        f"/runs task {world.TASK} {world.TASK_RUN}", "1 failed, 1 skipped"
    )

    select = answer.get_by_role("combobox")
    option = select.get_by_role("option", name=re.compile("FIN-DESK-02"))
    select.select_option(label=option.inner_text())

    expect(desk.newest).to_contain_text("Failed: Reboot on FIN-DESK-02")


def test_a_mistype_is_answered_with_the_nearest_right_form(desk: Desk) -> None:
    answer = desk.answer(f"/runs scirpt {world.FAILED}", "I don't know")

    expect(answer).to_contain_text(f"/runs script {world.FAILED}")


def test_help_names_every_topic(desk: Desk) -> None:
    answer = desk.answer("/runs help", "why it failed")

    for topic in ("/runs script", "/runs task", "/runs pool", "/runs order"):
        expect(answer).to_contain_text(topic)


def test_a_command_nobody_has_is_refused_as_slack_does(desk: Desk) -> None:
    desk.answer("/rums help", "/rums is not a valid command.")

    expect(desk.newest).to_contain_text("Slackbot")
    desk.newest.hover()
    desk.newest.get_by_role("button", name="Dismiss").click()
    expect(desk.messages.filter(has_text="/rums is not a valid")).to_have_count(0)


def test_what_was_typed_comes_back_with_the_arrow_keys(desk: Desk) -> None:
    desk.answer("/runs help pool", "pool")

    desk.composer.press("ArrowUp")

    expect(desk.composer).to_have_value("/runs help pool")
