"""What Slack says when somebody writes a message that the bot may read.

https://docs.slack.dev/reference/events/message and /app_mention
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from bot.domain.messages import Posted
from handlers.asking import Asker

# A reply that is shown in the channel as well is a reply. All other kinds are about
# messages: that one was edited, that somebody joined.
_SAID = frozenset({"", "thread_broadcast", "file_share"})
_LINK = re.compile(r"<(?:https?://|mailto:)[^<>|]*(?:\|(?P<shown>[^<>]*))?>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A message of a person.

    Attributes:
        text: as they typed it, without the bot's name.
        called: whether they called the bot.
        place: the thread that it is in, or begins.
        reply: whether it is in a thread.
        message: the message itself.
        event: Slack's id of having told of it, "" where it gave none.
    """

    text: str
    called: bool
    asker: Asker
    place: Posted
    reply: bool
    message: Posted
    event: str


def saying(body: Mapping[str, Any], event: Mapping[str, Any], me: str) -> Saying | None:
    """What a person said; None for all else. `me` is the bot's id as a user."""
    if event.get("bot_id") or event.get("edited") or event.get("hidden"):
        return None
    user, channel, ts = (str(event.get(key) or "") for key in ("user", "channel", "ts"))
    if str(event.get("subtype") or "") not in _SAID or not (user and channel and ts):
        return None
    thread = str(event.get("thread_ts") or "")
    said = str(event.get("text") or "")
    name = re.compile(rf"<@{re.escape(me)}(?:\|[^<>]*)?>") if me else None
    # In a channel shared with others, `team` is that of whoever wrote.
    workspace = str(event.get("team") or body.get("team_id", ""))
    return Saying(
        text=_typed(name.sub(" ", said) if name else said),
        called=event.get("type") == "app_mention" or bool(name and name.search(said)),
        asker=Asker(user=user, workspace=workspace, channel=channel),
        place=Posted(channel, thread or ts),
        reply=bool(thread) and thread != ts,
        message=Posted(channel, ts),
        event=str(body.get("event_id") or ""),
    )


def _typed(text: str) -> str:
    """As it was typed: Slack makes links of what looks like one."""
    unlinked = _LINK.sub(_as_shown, text)
    bare = unescape(unlinked)
    fenced = bare.strip().strip("`*").strip()
    return " ".join(fenced.split())


def _as_shown(link: re.Match[str]) -> str:
    return link["shown"] or link[0][1:-1]
