"""The page's own modules, with an empty page around them and no server behind."""

import re
from http import HTTPStatus
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Route

import bot.playground

# A secure context, as 127.0.0.1 is; nothing listens there, the route below answers.
ADDRESS = "http://localhost"
_STATIC = Path(bot.playground.__file__).parent / "page" / "static"
# What the demo sends with its page, too.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data: https:; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_EMPTY = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<title>Rendering</title><link rel="icon" href="data:,">{sheets}</head>'
    "<body><main></main></body></html>"
)


def answer(route: Route) -> None:
    """`/` is empty but for every style sheet; /static/PATH is what people get."""
    path = urlsplit(route.request.url).path
    if path == "/":
        route.fulfill(
            body=_EMPTY.format(sheets=_sheets()),
            content_type="text/html",
            headers={"Content-Security-Policy": POLICY},
        )
        return
    file = _STATIC / path.removeprefix("/static/")
    if file.is_file():
        kind = guess_type(file.name)[0] or "application/octet-stream"
        route.fulfill(path=file, content_type=kind)
    else:
        route.fulfill(status=HTTPStatus.NOT_FOUND)


def _sheets() -> str:
    """The links of the page to its style sheets, in their order."""
    index = (_STATIC / "index.html").read_text(encoding="utf-8")
    return "".join(re.findall(r'<link rel="stylesheet".+>', index))
