"""Reading what a script printed, however long or hostile it is."""

from playwright.sync_api import expect

from bot.playground.cloud import world
from tests.browser.desk import Desk


def test_an_output_opens_in_a_window_that_pages_and_gives_the_focus_back(
    desk: Desk,
) -> None:
    answer = desk.answer(f"/runs script {world.FAILED}", "Failed: patch-check")
    button = answer.get_by_role("button", name="Output")
    button.click()

    expect(desk.modal).to_contain_text("61 lines")
    expect(desk.modal).to_contain_text("3 secrets hidden")
    desk.page.keyboard.press("Escape")

    expect(desk.modal).to_have_count(0)
    expect(button).to_be_focused()


def test_hostile_text_of_the_cloud_is_shown_as_text(desk: Desk) -> None:
    answer = desk.answer(f"/runs script {world.HOSTILE}", "Failed: ")

    expect(answer).to_contain_text("<!channel> *urgent* <https://evil.example|click>")
    expect(answer).to_contain_text("</pre><script>alert(1)</script>")
    expect(answer.get_by_role("link")).to_have_count(0)
    assert desk.page.evaluate("document.querySelectorAll('main script').length") == 0
    assert "\u202e" not in answer.inner_text()


def test_what_people_write_is_shown_as_text(desk: Desk) -> None:
    hostile = "<img src=x onerror=alert(1)> <https://evil.example|click> javascript:x"

    desk.ask(hostile)

    expect(desk.newest).to_contain_text("<img src=x onerror=alert(1)>")
    expect(desk.newest.get_by_role("img")).to_have_count(0)
