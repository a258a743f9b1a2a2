"""A real browser. Its page is `runwatch demo`, or the page's modules alone."""

import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import running, static_page
from tests.browser.desk import Desk, place
from tests.browser.watching import PATIENCE, Windows

_WINDOWS = pytest.StashKey[Windows]()
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# No name resolves, so nothing that a page asks for leaves the machine.
_NOTHING_OUTSIDE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--picture", type=Path, help="Where to keep the README's picture of the page."
    )


def pytest_sessionstart() -> None:
    """Without a browser nothing here says anything, so nothing may pass."""
    if chromium() is None:
        raise pytest.UsageError(
            "These tests need Chromium: install it, "
            "for example with `apt-get install chromium`."
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """When a test fails, keep what the browser showed and say where."""
    report = yield
    windows = item.stash.get(_WINDOWS, None)
    if call.when == "call" and report.failed and windows:
        said = [*windows.complaints, *(f"kept: {one}" for one in windows.keep())]
        report.sections.append(("The browser", "\n".join(said)))
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=[_NOTHING_OUTSIDE]
        )
        yield browser
        browser.close()


@pytest.fixture
def windows(
    browser: Browser, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Windows]:
    """Opens further windows; at the end nothing may have gone wrong in any."""
    opened = request.node.stash[_WINDOWS] = Windows(browser, tmp_path)
    yield opened
    if opened.troubles:
        kept = "".join(f"\nkept: {one}" for one in opened.keep())
        opened.close()
        pytest.fail("\n".join(opened.troubles) + kept, pytrace=False)
    opened.close()


@pytest.fixture(scope="module")
def demo() -> Iterator[running.Demo]:
    """One demo for a module whose tests leave messages there, and nothing else."""
    with running.demo() as started:
        yield started


@pytest.fixture
def start_demo() -> Iterator[Callable[..., running.Demo]]:
    """Starts a demo of the test's own, with options of the command."""
    with ExitStack() as stack:
        yield lambda *options, port=0: stack.enter_context(
            running.demo(*options, port=port)
        )


@pytest.fixture
def page(windows: Windows, demo: running.Demo) -> Page:
    """The demo's page in a fresh window: light, 1280 by 800, little motion."""
    return windows.open(demo.url)


@pytest.fixture
def empty_page(windows: Windows) -> Page:
    """An empty page that may import the page's modules from /static."""
    return windows.open(static_page.ADDRESS, answer=static_page.answer)


def chromium() -> str | None:
    """The system's browser: it is kept up to date with everything else."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@pytest.fixture
def desk(page: Page) -> Desk:
    """The operator's page."""
    return Desk(page)


@pytest.fixture
def desk_of(windows: Windows, demo: running.Demo) -> Callable[[str], Desk]:
    """Opens the page of somebody else, in a window of their own."""
    return lambda user: Desk(windows.open(demo.url, path=place(user)))
