"""The modals and the Home tab that stand before somebody."""

from collections.abc import Iterator
from functools import partial

from bot.playground.page.entities import Entity, Json
from bot.playground.slack.modals import HomeView, ModalView
from bot.playground.slack.views import Views


def views(known: Views, user: str) -> Iterator[Entity]:
    """The modals, the top last, and the Home tab if the bot has published one."""
    for depth, modal in enumerate(known.modals(user)):
        build = partial(_modal, modal, depth)
        yield Entity(f"modal/{modal.id}", _revision(modal), build)
    home = known.home(user)
    if home is not None:
        yield Entity("home", _revision(home), partial(_home, home))


def _revision(view: ModalView | HomeView) -> tuple[int, str]:
    return len(view.versions), repr(view.choices)


def _modal(modal: ModalView, depth: int) -> Json:
    view = modal.view
    return {
        "id": modal.id,
        "depth": depth,
        "title": view["title"]["text"],
        "submit": view["submit"]["text"] if "submit" in view else None,
        # docs.slack.dev/reference/views/modal-views: what stands there by default.
        "close": view["close"]["text"] if "close" in view else "Cancel",
        "blocks": modal.blocks,
        "choices": _choices(modal),
    }


def _home(home: HomeView) -> Json:
    return {"blocks": home.blocks, "choices": _choices(home)}


def _choices(view: ModalView | HomeView) -> Json:
    return {
        f"{block}/{action}": option for (block, action), option in view.choices.items()
    }
