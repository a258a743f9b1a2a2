"""Reading what a script printed, however long or hostile it is."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, expect

from bot.playground.cloud import world
from bot.playground.cloud.life import SMALL, Life
from tests.browser.desk import Desk

_ENDLESS = 300_000


@pytest.fixture(scope="module")
def lengths() -> dict[str, int]:
    """How much each record printed, in the fleet that every demo begins with."""
    now = datetime.now(UTC)  # noqa: TID251  the fleet is the same at any time
    tables, records = world.tables(now), world.records(now)
    Life(tables, records, start=now, fleet=SMALL, speed=60, seed=1)
    rows = tables.script_rows
    return {key: len(rows[key].get("output", "")) for key in rows}


def opened(desk: Desk, record_id: str) -> Locator:
    """The button that has opened the window with the output of this record."""
    answer = desk.answer(f"/runs script {record_id}", "Script task")
    button = answer.get_by_role("button", name="Output")
    button.click()
    expect(desk.modal.get_by_role("heading", name="Output")).to_be_visible()
    return button


def close(desk: Desk) -> None:
    desk.page.keyboard.press("Escape")
    expect(desk.modal).to_have_count(0)


def test_an_output_opens_in_a_window_that_gives_the_focus_back(desk: Desk) -> None:
    button = opened(desk, world.FAILED)

    expect(desk.modal).to_contain_text("61 lines")
    expect(desk.modal).to_contain_text("3 secrets hidden")
    close(desk)

    expect(button).to_be_focused()


def test_a_long_output_is_read_to_its_end_with_the_way_out_in_sight(
    desk: Desk, lengths: dict[str, int]
) -> None:
    longest = max(size for size in lengths.values() if size < _ENDLESS)
    opened(desk, next(key for key, size in lengths.items() if size == longest))

    end = desk.modal.get_by_text(re.compile("exit [01]$"))
    end.evaluate("one => one.scrollIntoView({ block: 'end' })")

    leave = desk.modal.get_by_role("button", name="Close", exact=True).last
    expect(leave).to_be_in_viewport(ratio=1)
    leave.click()
    expect(desk.modal).to_have_count(0)


def test_a_line_of_300_kb_is_said_and_not_shown(
    desk: Desk, lengths: dict[str, int]
) -> None:
    opened(desk, next(key for key, size in lengths.items() if size > _ENDLESS))

    expect(desk.modal).to_contain_text("1 line was not kept")
    wider = desk.modal.evaluate("one => one.scrollWidth - one.clientWidth")
    assert wider <= 0

    close(desk)


def test_hostile_text_of_the_cloud_is_shown_as_text(desk: Desk) -> None:
    opened(desk, world.HOSTILE)

    expect(desk.modal).to_contain_text("</pre><script>alert(1)</script>")
    expect(desk.modal).to_contain_text("<@U0OPERATOR1> <https://evil.example|click>")
    expect(desk.modal.get_by_role("link")).to_have_count(0)
    assert "\u202e" not in desk.modal.inner_text()

    close(desk)


def test_hostile_names_of_the_cloud_are_shown_as_text(desk: Desk) -> None:
    answer = desk.answer(f"/runs script {world.HOSTILE}", "Failed: ")

    expect(answer).to_contain_text("<!channel> *urgent* <https://evil.example|click>")
    expect(answer.get_by_role("link")).to_have_count(0)
    assert "\u202e" not in answer.inner_text()


def test_what_people_write_is_shown_as_text(desk: Desk) -> None:
    desk.ask("<img src=x onerror=alert(1)> javascript:alert(1) https://example.com")

    said = desk.newest
    expect(said).to_contain_text("<img src=x onerror=alert(1)>")
    expect(said.get_by_role("img")).to_have_count(0)
    expect(said.get_by_role("link")).to_have_text(["https://example.com"])
