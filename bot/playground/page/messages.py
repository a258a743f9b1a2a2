"""The messages of a page: what people said, and what the bot let this person see."""

from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import Any

from bot.playground.page.entities import Entity, Json
from bot.playground.page.people import channels_of
from bot.playground.slack.deliveries import Shown
from bot.playground.slack.people import BOT_USER, Channel
from bot.playground.slack.pressables import with_ids
from bot.playground.slack.workspace import Workspace

# How many messages of a channel a page shows, the newest.
MOST = 300

_KINDS = {
    "text": frozenset({"txt", "csv", "log", "json", "md", "ps1", "sh"}),
    "image": frozenset({"png", "jpg", "jpeg", "gif", "webp"}),
}


def messages(workspace: Workspace, user: str) -> Iterator[Entity]:
    """Everything that this person can read, the oldest of each channel first."""
    places = _places(workspace, user)
    for channel in channels_of(workspace, user):
        said = _said(channel)
        there = sorted(chain(said, places.get(channel.id, ())), key=lambda one: one[0])
        yield from (entity for _, entity in there[-MOST:])


def _said(channel: Channel) -> Iterator[tuple[str, Entity]]:
    """What people said, by ts."""
    for message in channel.messages:
        if message["user"] != BOT_USER:
            key = f"message/{channel.id}/{message['ts']}"
            yield message["ts"], Entity(key, 0, partial(_persons, channel.id, message))


def _places(workspace: Workspace, user: str) -> dict[str, list[tuple[str, Entity]]]:
    """What the bot let this person see, by channel and ts."""
    found: dict[str, list[tuple[str, Entity]]] = {}
    for shown in workspace.places.values():
        if workspace.sees(user, shown):
            found.setdefault(shown.channel, []).append((shown.ts, _shown(shown, user)))
    return found


def _shown(shown: Shown, user: str) -> Entity:
    choices = _choices(shown, user)
    revision = len(shown.versions), repr(choices)
    key = f"message/{shown.channel}/{shown.ts}"
    return Entity(key, revision, partial(_apps, shown, choices))


def _choices(shown: Shown, user: str) -> Json:
    return {
        f"{block}/{action}": option
        for (person, block, action), option in shown.choices.items()
        if person == user
    }


def _persons(channel: str, message: Json) -> Json:
    return {
        **_place(channel, message["ts"], message.get("thread_ts")),
        **_content(message),
        "author": {"id": message["user"], "app": False},
        "private": False,
        "edited": False,
        "choices": {},
    }


def _apps(shown: Shown, choices: Json) -> Json:
    newest = shown.as_message()
    newest["blocks"] = _blocks(newest, f"{shown.ts}/{len(shown.versions)}")
    return {
        **_place(shown.channel, shown.ts, shown.thread_ts),
        **_content(newest),
        "author": {"id": BOT_USER, "app": True},
        "private": shown.visible_to is not None,
        # Slack says so of texts alone (docs.slack.dev/reference/methods/chat.update).
        "edited": len(shown.versions) > 1 and not newest["blocks"],
        "choices": choices,
    }


def _place(channel: str, ts: str, thread: object) -> Json:
    return {"channel": channel, "ts": ts, "thread_ts": thread}


def _content(message: Json) -> Json:
    return {
        "text": message.get("text", ""),
        "blocks": message.get("blocks") or None,
        "files": [_file(file) for file in message.get("files", ())],
    }


def _blocks(message: Json, seed: str) -> list[Json]:
    """The message's own, then those of its attachments, with all their ids."""
    attached = [
        attachment.get("blocks") or ()
        for attachment in message.get("attachments") or ()
        if isinstance(attachment, dict)
    ]
    own = with_ids(message.get("blocks") or [], seed)
    return [*own, *with_ids([*chain.from_iterable(attached)], f"{seed}/attached")]


def _file(file: dict[str, Any]) -> Json:
    told = {name: file[name] for name in ("id", "name", "title", "size")}
    ending = str(file["name"]).rpartition(".")[2].lower()
    kinds = (kind for kind, endings in _KINDS.items() if ending in endings)
    return {**told, "type": next(kinds, "other")}
