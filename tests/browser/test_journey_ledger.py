"""Finding what failed, without knowing any id, in the page."""

import re

from playwright.sync_api import expect

from tests.browser.accessibility import grave_faults
from tests.browser.desk import Desk


def test_from_a_glance_to_one_desktop(desk: Desk) -> None:
    glance = desk.answer("/runs", "Last 24 hours: ")
    expect(glance).to_contain_text("Read: prod (5 sources)")

    glance.get_by_role("button", name="All failures").click()
    failures = desk.newest
    expect(failures).to_contain_text(re.compile(r"\d+ failed, \d+ skipped"))
    failures.get_by_role("button", name="Next").click()
    expect(failures).to_contain_text("page 2 of")

    select = failures.get_by_role("combobox")
    select.select_option(index=1)
    expect(desk.newest).to_contain_text("Ask again")


def test_a_cause_shows_its_failures(desk: Desk) -> None:
    glance = desk.answer("/runs", "Last 24 hours: ")

    glance.get_by_role("button", name="Show").first.click()

    expect(desk.newest).to_contain_text("cause:")


def test_a_name_and_an_id_are_found(desk: Desk) -> None:
    desk.answer("/runs tasks", "Scheduled tasks: ")
    found = desk.answer("/runs find FIN", "Found for FIN")

    found.get_by_role("button", name="Details").first.click()

    expect(desk.newest).not_to_contain_text("Found for FIN")


def test_health_is_told_in_words(desk: Desk) -> None:
    desk.answer("/runs", "Last 24 hours: ")

    health = desk.answer("/runs health", "Database")

    expect(health).to_contain_text("Slack")
    expect(health).to_contain_text("fine")


def test_what_the_ledger_tells_is_accessible(desk: Desk) -> None:
    for line, shows in (
        ("/runs", "Last 24 hours: "),
        ("/runs failures", "failed"),
        ("/runs find FIN", "Found for FIN"),
        ("/runs apps", "App Streaming tasks: "),
        ("/runs orders", "Script orders"),
        ("/runs health", "Database"),
    ):
        desk.answer(line, shows)

    assert grave_faults(desk.page) == []
