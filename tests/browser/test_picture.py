"""The picture of the page in the README."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.playground.cloud import world
from tests.browser.desk import Desk
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
    demo = start_demo()
    desk = Desk(windows.open(demo.url, width=_WIDTH, height=_HEIGHT))
    desk.answer(f"/runs task {world.TASK} {world.TASK_RUN}", "1 failed, 1 skipped")
    expect(desk.behind.get_by_role("listitem").first).to_be_visible()

    desk.page.screenshot(path=path, animations="disabled", caret="hide")

    picture = path.read_bytes()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", picture[16:24]) == (_WIDTH, _HEIGHT)
    assert len(picture) > _LEAST
