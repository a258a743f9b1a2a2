"""The picture of the page in the README."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.playground.cloud import world
from bot.playground.slack import COLLEAGUE
from tests.browser.desk import Desk, place, reply, share
from tests.browser.running import Demo
from tests.browser.watching import Windows

_WIDTH, _HEIGHT = 1600, 1000
# As many bytes as no picture has that shows only a background.
_LEAST = 60_000


@pytest.fixture
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(request.config.getoption("--picture") or tmp_path / "playground.png")


def test_the_picture_shows_an_answer_and_what_is_behind_it(
    windows: Windows, start_demo: Callable[..., Demo], path: Path
) -> None:
    url = start_demo().url
    desk = Desk(windows.open(url, width=_WIDTH, height=_HEIGHT))
    colleague = Desk(windows.open(url, path=place(COLLEAGUE)))
    desk.ask("Did every desktop come back after yesterday's reboot?")
    share(colleague, f"/runs task {world.TASK} {world.TASK_RUN}", "Failed: Reboot")
    reply(colleague, "FIN-DESK-02 did not. I am looking into it.")
    expect(desk.newest.get_by_role("button", name="1 reply")).to_be_visible()

    desk.page.screenshot(path=path, animations="disabled", caret="hide")

    picture = path.read_bytes()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", picture[16:24]) == (_WIDTH, _HEIGHT)
    assert len(picture) > _LEAST
