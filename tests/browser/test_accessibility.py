"""axe-core finds no serious and no critical fault in any state of the page."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import expect

from bot.playground.cloud import world
from tests.browser.accessibility import grave_faults
from tests.browser.desk import Desk
from tests.browser.running import Demo
from tests.browser.watching import Windows

Scheme = Literal["light", "dark"]
_TASK_RUN = f"/runs task {world.TASK} {world.TASK_RUN}"


def channel(desk: Desk) -> None:
    """Tables, selects, buttons, and a sentence of Slackbot."""
    desk.answer(_TASK_RUN, "1 failed, 1 skipped")
    desk.answer("/rums", "/rums is not a valid command.")


def suggestions(desk: Desk) -> None:
    desk.composer.press_sequentially("/runs ")
    expect(desk.page.get_by_role("listbox", name="Suggestions")).to_be_visible()


def thread(desk: Desk) -> None:
    answer = desk.answer(f"/runs order {world.ORDER_FINISHED}", "nightly-backup")
    answer.get_by_role("button", name="Share").click()
    expect(desk.newest).to_contain_text("Shared by")
    desk.newest.hover()
    desk.newest.get_by_role("button", name="Reply in thread").click()
    expect(desk.thread.get_by_role("article")).to_have_count(1)


def modal(desk: Desk) -> None:
    answer = desk.answer(f"/runs script {world.FAILED}", "Failed: patch-check")
    answer.get_by_role("button", name="Output").click()
    expect(desk.modal).to_contain_text("61 lines")


def request(desk: Desk) -> None:
    """A request that is open."""
    desk.answer(f"/runs script {world.FAILED}", "Failed: patch-check")
    row = desk.behind.get_by_role("listitem").filter(has_text="W7 GET").first
    row.get_by_text("W7 GET").click()
    expect(row.get_by_role("region", name="Came back")).to_be_visible()


def cloud(desk: Desk) -> None:
    desk.behind.get_by_role("tab", name="Cloud").click()
    expect(desk.behind.get_by_role("switch").first).to_be_visible()


STATES = [channel, suggestions, thread, modal, request, cloud]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_a_wide_window(
    windows: Windows, demo: Demo, state: Callable[[Desk], None], scheme: Scheme
) -> None:
    desk = Desk(windows.open(demo.url, scheme=scheme))

    state(desk)

    assert grave_faults(desk.page) == []


@pytest.mark.parametrize(
    "state", [channel, thread, modal], ids=lambda one: one.__name__
)
def test_a_phone(windows: Windows, demo: Demo, state: Callable[[Desk], None]) -> None:
    desk = Desk(windows.open(demo.url, width=390, height=844))

    state(desk)

    assert grave_faults(desk.page) == []
