"""A digest that arrives by itself, and what can be asked of it."""

import re

from playwright.sync_api import expect

from bot.demo.digesting import CHANNEL
from bot.playground.slack import COLLEAGUE
from tests.browser.accessibility import grave_faults
from tests.browser.desk import Desk, place
from tests.browser.running import Demo
from tests.browser.watching import Windows

# The shortest schedule has a slot every minute; the first failures are seconds old then.
_TWO_MINUTES = 150_000


def test_a_digest_arrives_by_itself_and_answers_whoever_asks_on(
    windows: Windows, demo: Demo
) -> None:
    desk = Desk(windows.open(demo.url, path=place(COLLEAGUE, CHANNEL)))
    digest = desk.messages.filter(has_text="agent is offline").first
    expect(digest).to_contain_text("· night-shift", timeout=_TWO_MINUTES)
    expect(digest).to_contain_text("Read: prod (5 sources)")

    digest.get_by_role("button", name=re.compile(r"^\d+ repl")).click()
    rows = desk.thread.get_by_role("article").nth(1)
    expect(rows).to_contain_text("shift-check")
    assert grave_faults(desk.page) == []

    digest.get_by_role("button", name="Details", exact=True).click()
    answer = desk.messages.filter(has_text="Only visible to you").first
    expect(answer).to_contain_text("agent is offline")


def test_a_digest_is_made_in_a_window_and_muted_in_another(
    windows: Windows, demo: Demo
) -> None:
    desk = Desk(windows.open(demo.url, path=place(COLLEAGUE, CHANNEL)))
    desk.ask("/runs digest new")
    form = desk.modal.last
    form.get_by_role("textbox", name="Name").fill("morning")
    form.get_by_role("textbox", name="When").fill("every day at 9:00")
    assert grave_faults(desk.page) == []
    form.get_by_role("button", name="Next").click()
    expect(desk.modal.last).to_contain_text("Is this right?")
    desk.modal.last.get_by_role("button", name="Make it").click()
    expect(desk.newest).to_contain_text("morning is made.")

    digest = desk.messages.filter(has_text="· night-shift").first
    expect(digest).to_be_visible(timeout=_TWO_MINUTES)
    digest.get_by_role("button", name="Mute cause", exact=True).click()
    window = desk.modal.last
    window.get_by_role("combobox", name="Cause").select_option(index=1)
    window.get_by_role("textbox", name="Why").fill("being mended")
    window.get_by_role("button", name="Mute", exact=True).click()
    expect(desk.newest).to_contain_text("is muted. Later digests of night-shift")
    desk.answer("/runs digest show night-shift", "being mended")
