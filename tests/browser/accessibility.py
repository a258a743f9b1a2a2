"""What axe-core finds in a page."""

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

_GRAVE = ("serious", "critical")


def grave_faults(page: Page) -> list[str]:
    """Serious and critical faults: what is wrong, and where."""
    page.evaluate(_axe())
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{fault['impact']}: {fault['help']} [{fault['id']}] at {node['target']}"
        for fault in found["violations"]
        if fault["impact"] in _GRAVE
        for node in fault["nodes"]
    ]


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
