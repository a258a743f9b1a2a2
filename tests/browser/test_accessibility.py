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


def tables(desk: Desk) -> None:
    """Tables, selects, buttons, and a sentence of Slackbot."""
    desk.answer(f"/runs task {world.TASK} {world.TASK_RUN}", "1 failed, 1 skipped")
    desk.answer("/rums", "/rums is not a valid command.")


def hostile(desk: Desk) -> None:
    desk.answer(f"/runs script {world.HOSTILE}", "Failed: ")


def suggestions(desk: Desk) -> None:
    desk.composer.fill("/runs ")
    expect(desk.page.get_by_role("listbox", name="Suggestions")).to_be_visible()


def menu(desk: Desk) -> None:
    desk.composer.fill("")
    desk.page.get_by_role("button", name="Things to try").click()
    expect(desk.page.get_by_role("menu")).to_be_visible()


def thread(desk: Desk) -> None:
    desk.page.keyboard.press("Escape")
    answer = desk.answer(f"/runs order {world.ORDER_FINISHED}", "nightly-backup")
    answer.get_by_role("button", name="Share").click()
    expect(desk.newest).to_contain_text("Shared by")
    desk.newest.hover()
    desk.newest.get_by_role("button", name="Reply in thread").click()
    expect(desk.thread.get_by_role("article")).to_have_count(1)


def request(desk: Desk) -> None:
    """A request that is open, where the thread was."""
    desk.thread.get_by_role("button", name="Close thread").click()
    desk.show("Behind")
    row = desk.behind.get_by_role("listitem").filter(has_text="C2 GET").first
    row.get_by_text("C2 GET").click()
    expect(row.get_by_role("region", name="Came back")).to_be_visible()


def rules(desk: Desk) -> None:
    desk.behind.get_by_role("tab", name="Rules broken").click()
    expect(desk.behind.get_by_text("No rule was broken.")).to_be_visible()


def cloud(desk: Desk) -> None:
    desk.behind.get_by_role("tab", name="Cloud").click()
    expect(desk.behind.get_by_role("switch").first).to_be_visible()


def people(desk: Desk) -> None:
    desk.show("Channels")
    expect(desk.page.get_by_role("navigation", name="Workspace")).to_be_visible()


def window(desk: Desk) -> None:
    desk.show("Conversation")
    answer = desk.answer(f"/runs script {world.FAILED}", "Failed: patch-check")
    answer.get_by_role("button", name="Output").click()
    expect(desk.modal).to_contain_text("61 lines")


# In this order: each begins where the one before ends.
STATES: list[Callable[[Desk], None]] = [
    tables,
    hostile,
    suggestions,
    menu,
    thread,
    request,
    rules,
    cloud,
    people,
    window,
]


@pytest.mark.parametrize(
    ("width", "scheme"),
    [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")],
    ids=["wide", "wide and dark", "phone", "phone in the dark"],
)
def test_no_state_of_the_page_has_a_grave_fault(
    windows: Windows, start_demo: Callable[..., Demo], width: int, scheme: Scheme
) -> None:
    page = windows.open(start_demo().url, width=width, height=844, scheme=scheme)
    found: dict[str, list[str]] = {}

    for state in STATES:
        state(Desk(page))
        found[state.__name__] = grave_faults(page)

    assert {name: faults for name, faults in found.items() if faults} == {}
