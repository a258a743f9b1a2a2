"""Files that the bot has shared, for those who can see them."""

from urllib.parse import quote

from aiohttp import web

from bot.playground.page.told import NotThereError
from bot.playground.slack.files import File
from bot.playground.slack.workspace import Workspace

PREVIEW_BYTES = 65_536
# Only pictures are ever shown as what they say they are.
_PICTURES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
}


def download(workspace: Workspace, user: str, file_id: str) -> web.Response:
    """The whole file, to be kept.

    Raises:
        NotThereError: There is none that this person can see.
    """
    file = _visible(workspace, user, file_id)
    ending = file.name.rpartition(".")[2].lower()
    named = (
        f"attachment; filename*=UTF-8''{quote(file.name, safe='', errors='replace')}"
    )
    return web.Response(
        body=file.data,
        content_type=_PICTURES.get(ending, "application/octet-stream"),
        headers={"Content-Disposition": named},
    )


def preview(workspace: Workspace, user: str, file_id: str) -> web.Response:
    """The beginning of the file, as text.

    Raises:
        NotThereError: There is none that this person can see.
    """
    data = _visible(workspace, user, file_id).data or b""
    return web.Response(text=data[:PREVIEW_BYTES].decode("utf-8", "replace"))


def _visible(workspace: Workspace, user: str, file_id: str) -> File:
    file = workspace.files.known.get(file_id)
    there = [] if file is None else file.channels
    places = [workspace.channels[channel] for channel in there]
    if file is None or not any(user in place.members for place in places):
        raise NotThereError("There is no such file for you.")
    return file
