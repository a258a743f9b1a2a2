"""Browser windows that tell when something went wrong in them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route

PATIENCE = 20_000


@dataclass  # without slots: Playwright puts attributes of its own here
class Windows:
    """Opens windows, each for somebody with a browser of their own."""

    browser: Browser
    folder: Path
    complaints: list[str] = field(default_factory=list)
    tolerated: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def open(
        self,
        url: str,
        *,
        path: str = "/",
        width: int = 1280,
        height: int = 800,
        scheme: Literal["light", "dark"] = "light",
        motion: Literal["reduce", "no-preference"] = "reduce",
        answer: Callable[[Route], None] | None = None,
    ) -> Page:
        """The page at `url`, with nothing remembered; `answer` is in its server's place."""
        context = self.browser.new_context(
            base_url=url,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion=motion,
            locale="en-US",
            timezone_id="Europe/Berlin",
        )
        self._watch(context)
        page = context.new_page()
        if answer:
            page.route("/**", answer)
        page.goto(path)
        return page

    def tolerate(self, *patterns: str) -> None:
        """Let the console say what matches; a test does so with what it provokes."""
        self.tolerated += patterns

    @property
    def troubles(self) -> list[str]:
        """Errors of the console (refusals of the CSP are some) and of scripts."""
        return [one for one in self.complaints if not matches(one, self.tolerated)]

    def keep(self) -> list[Path]:
        """Save what the windows show, and how they came there."""
        kept = []
        for number, context in enumerate(self._contexts):
            trace = self.folder / f"trace-{number}.zip"
            context.tracing.stop(path=trace)
            kept += [*self._pictures(number, context), trace]
        self._contexts = []
        return kept

    def close(self) -> None:
        for context in self.browser.contexts:
            context.close()

    def _watch(self, context: BrowserContext) -> None:
        context.set_default_timeout(PATIENCE)
        context.on("console", self._hear)
        context.on("weberror", lambda one: self.complaints.append(str(one.error)))
        context.tracing.start(snapshots=True, screenshots=False)
        self._contexts.append(context)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.text} ({message.location['url']})")

    def _pictures(self, number: int, context: BrowserContext) -> list[Path]:
        pictures = []
        for tab, page in enumerate(context.pages):
            pictures.append(self.folder / f"window-{number}-{tab}.png")
            page.screenshot(path=pictures[-1])
        return pictures


def matches(said: str, patterns: Iterable[str]) -> bool:
    return any(re.search(pattern, said) for pattern in patterns)
