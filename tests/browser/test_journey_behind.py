"""What goes on behind the scenes, and the weather there."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from bot.playground.cloud import world
from tests.browser.desk import Desk
from tests.browser.running import Demo
from tests.browser.watching import Windows


def test_every_request_is_listed_with_its_time_and_opens(desk: Desk) -> None:
    desk.answer(f"/runs script {world.FAILED}", "Failed: patch-check")

    requests = desk.behind.get_by_role("list", name="Requests").get_by_role("listitem")
    command = requests.filter(has_text="/runs script").first
    cloud = requests.filter(has_text="W7 GET /v2/").first
    expect(command).to_contain_text("Slack → bot")
    expect(cloud).to_contain_text("bot → cloud")
    expect(cloud).to_contain_text(re.compile(r"200\s*<?\d+ ms"))
    cloud.get_by_text("W7 GET").click()
    came_back = cloud.get_by_role("region", name="Came back")
    expect(came_back).to_contain_text('"status": "FAILED"')


def test_only_the_requests_between_two_of_them_are_shown(desk: Desk) -> None:
    desk.answer(f"/runs script {world.SUCCEEDED}", "Succeeded")

    desk.behind.get_by_role("combobox", name="Show").select_option("bot → cloud")

    requests = desk.behind.get_by_role("list", name="Requests").get_by_role("listitem")
    expect(requests.filter(has_text="bot → cloud").first).to_be_visible()
    expect(requests.filter(has_text="Slack")).to_have_count(0)


def test_no_rule_is_broken(desk: Desk) -> None:
    desk.answer(f"/runs task {world.TASK}", "page 1 of 2")

    desk.behind.get_by_role("tab", name="Rules broken").click()

    expect(desk.behind.get_by_text("No rule was broken.")).to_be_visible()


def test_an_ill_cloud_is_told_as_such_until_it_is_well_again(
    windows: Windows, start_demo: Callable[..., Demo]
) -> None:
    desk = Desk(windows.open(start_demo().url))
    desk.answer(f"/runs script {world.SUCCEEDED}", "Succeeded")
    desk.behind.get_by_role("tab", name="Cloud").click()
    weather = desk.behind.get_by_role("switch", name="Every answer is 503")
    weather.click()
    expect(weather).to_be_checked()

    desk.answer(f"/runs script {world.FAILED}", "a problem of its own")

    weather.click()
    expect(weather).not_to_be_checked()
    desk.answer(f"/runs script {world.FAILED}", "Failed: patch-check")


def test_a_thousand_failures_are_asked_about_and_answered(
    windows: Windows, start_demo: Callable[..., Demo]
) -> None:
    desk = Desk(windows.open(start_demo().url))
    desk.behind.get_by_role("tab", name="Cloud").click()
    desk.behind.get_by_role("button", name="1,000 failures at once").click()
    expect(desk.composer).to_have_value(re.compile("^/runs "))

    desk.composer.press("Enter")

    expect(desk.newest).to_contain_text(re.compile(r"1[,.\s]?000 failed"))


def test_a_demo_that_ends_says_so_and_one_that_comes_back_is_found(
    windows: Windows, start_demo: Callable[..., Demo]
) -> None:
    demo = start_demo()
    desk = Desk(windows.open(demo.url))
    banner = desk.page.get_by_role("banner").get_by_text("The playground has stopped.")
    expect(desk.composer).to_be_visible()
    expect(banner.first).to_be_hidden()
    windows.tolerate("ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING")

    assert demo.stop() == 0

    expect(banner.first).to_be_visible()
    desk.composer.fill("is anybody there?")
    desk.composer.press("Enter")
    expect(desk.newest).to_contain_text("The playground does not answer.")
    expect(desk.composer).to_have_value("is anybody there?")
    start_demo(port=demo.port)
    expect(banner.first).to_be_hidden()
