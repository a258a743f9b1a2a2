"""The files of the page."""

from importlib import resources
from importlib.resources.abc import Traversable

from aiohttp import web

_TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
}


class Assets:
    """Every file below static/, by its path; none else can be asked for."""

    def __init__(self) -> None:
        self._files = dict(_below(resources.files(__package__) / "static", ""))

    def answer(self, path: str) -> web.Response:
        """The file, or 404; always asked for again, as it may have been edited."""
        file = self._files.get(path)
        if file is None:
            return web.Response(status=404, text="There is no such file.\n")
        return web.Response(
            body=file.read_bytes(),
            content_type=_TYPES[path.rpartition(".")[2]],
            charset="utf-8",
            headers={"Cache-Control": "no-cache"},
        )


def _below(folder: Traversable, path: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for each in folder.iterdir():
        if each.is_dir():
            found += _below(each, f"{path}{each.name}/")
        elif each.name.rpartition(".")[2] in _TYPES:
            found.append((f"{path}{each.name}", each))
    return found
