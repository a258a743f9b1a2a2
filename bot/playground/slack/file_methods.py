"""files.getUploadURLExternal and files.completeUploadExternal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.slack.answers import Answer, RefusalError, refuse
from bot.playground.slack.arguments import Given, structure, text, wanted, whole
from bot.playground.slack.composing import thread_breaches
from bot.playground.slack.files import File
from bot.playground.slack.people import Channel
from bot.playground.slack.rates import TIER_4
from bot.playground.slack.reach import Reach
from bot.playground.slack.tokens import Method
from bot.playground.slack.workspace import Workspace

_SCOPES = ("files:write",)


@dataclass(frozen=True, slots=True)
class FileMethods:
    """How the bot brings files and shares them.

    docs.slack.dev/reference/methods/files.completeUploadExternal
    """

    workspace: Workspace
    reach: Reach
    base_url: Callable[[], str]

    def methods(self) -> Mapping[str, Method]:
        """By name."""
        return {
            "files.getUploadURLExternal": Method(
                self._upload_url, _SCOPES, per_minute=TIER_4
            ),
            "files.completeUploadExternal": Method(
                self._complete, _SCOPES, per_minute=TIER_4
            ),
        }

    def _upload_url(self, given: Given) -> Answer:
        name = wanted(given, "filename")
        length = whole(given, "length", 0, "invalid_arguments")
        if length == 0:
            raise RefusalError("invalid_arguments")
        path, file = self.workspace.files.issue(name, length)
        url = f"{self.base_url()}{path}"
        return {"ok": True, "upload_url": url, "file_id": file.id}

    def _complete(self, given: Given) -> Answer:
        named = structure(given, "files", list, "invalid_arguments") or []
        if not named or not all(isinstance(each, dict) for each in named):
            raise RefusalError("invalid_arguments")
        shares = [self._share(channel, given) for channel in self._channels(given)]
        files = [self.workspace.files.arrived(str(each.get("id"))) for each in named]
        for channel, message in shares:
            self.workspace.pace(channel.id, message)
        for file, each in zip(files, named, strict=True):
            file.completed, file.title = True, text(each, "title")
        for channel, message in shares:
            self._show(channel, message, files)
        return {"ok": True, "files": [file.as_file() for file in files]}

    def _channels(self, given: Given) -> list[Channel]:
        ids = [text(given, "channel_id"), *text(given, "channels").split(",")]
        # Whether chat:write.public would do is not documented; it doesn't here.
        return [self.reach.join(each.strip()) for each in ids if each.strip()]

    def _share(self, channel: Channel, given: Given) -> tuple[Channel, dict[str, Any]]:
        texts = {"thread_ts": "thread_ts", "initial_comment": "text"}
        message = {
            new: text(given, key) for key, new in texts.items() if given.get(key)
        }
        breaches = thread_breaches(channel, message)
        if "text" in message:
            refuse(self.workspace.judge(message, *breaches))
        else:
            # A file needs no text, so only its place can be wrong.
            found = [breach.of(message) for breach in breaches]
            self.workspace.broken_rules.extend(found)
        return channel, message

    def _show(
        self, channel: Channel, message: dict[str, Any], files: list[File]
    ) -> None:
        for file in files:
            file.channels.append(channel.id)
        shared = {**message, "files": [file.as_file() for file in files]}
        self.workspace.show(shared, None, "files.completeUploadExternal", channel.id)
