"""Files on their way to the local Slack, and those that arrived.

docs.slack.dev/messaging/working-with-files
"""

import secrets
from dataclasses import dataclass, field

from bot.playground.slack.answers import RefusalError

PATH = "/upload/v1/"


@dataclass(slots=True)
class File:
    """One file.

    Attributes:
        name: As the bot called it.
        length: How many bytes the bot announced.
        data: What arrived, None before it did.
        title: As people see it.
        channels: Where it was shared.
        completed: Whether the bot said that the upload is done.
    """

    id: str
    name: str
    length: int
    data: bytes | None = None
    title: str = ""
    channels: list[str] = field(default_factory=list)
    completed: bool = False

    def as_file(self) -> dict[str, object]:
        """The file object (docs.slack.dev/reference/objects/file-object)."""
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "size": self.length,
            "mode": "hosted",
            "is_external": False,
            "is_public": False,
            "channels": list(self.channels),
        }


@dataclass(slots=True)
class Files:
    """Every file by its id, and the paths that still take bytes."""

    known: dict[str, File] = field(default_factory=dict)
    _open: dict[str, File] = field(default_factory=dict, repr=False)

    def issue(self, name: str, length: int) -> tuple[str, File]:
        """A path that takes the file's bytes once, and the file."""
        file = File(f"F0UPLOAD{len(self.known) + 1:04d}", name, length)
        path = f"{PATH}{secrets.token_urlsafe(24)}"
        self.known[file.id] = file
        self._open[path] = file
        return path, file

    def take(self, path: str, data: bytes) -> File | None:
        """The file with its bytes; None where the path doesn't take these.

        A path is used up by whatever comes first.
        """
        file = self._open.pop(path, None)
        if file is None or len(data) != file.length:
            return None
        file.data = data
        return file

    def arrived(self, file_id: str) -> File:
        """The file whose bytes are there, and whose upload goes on.

        Raises:
            RefusalError: There is no such file.
        """
        file = self.known.get(file_id)
        if file is None or file.data is None or file.completed:
            raise RefusalError("file_not_found")
        return file
