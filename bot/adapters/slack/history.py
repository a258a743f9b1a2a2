"""Whether a post is in a channel when Slack's answer to it was lost.

Slack has no key by which it would know a repeated post, so a post carries an id of ours
and the channel is read: https://docs.slack.dev/messaging/message-metadata
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

from bot.adapters.slack.calls import SlackCalls
from bot.adapters.slack.codes import Fate
from bot.ports import Clock

EVENT = "runwatch_post"
"""The `event_type` of our posts' metadata."""

# Slack may show a post a little after it has taken it.
_PAUSES = (0.0, 1.0, 2.0)
# The most that apps from outside the Marketplace get at once:
# https://docs.slack.dev/reference/methods/conversations.history
_PAGE = 15
_MOST_PAGES = 5
# Slack's clock is not ours; a thread is asked for all that came since then.
_SKEW = timedelta(minutes=5)
_THREAD_SKEW = timedelta(hours=1)


class Sight(Enum):
    """What looking for a post told."""

    FOUND = auto()
    ABSENT = auto()
    UNREADABLE = auto()


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen; `ts` is Slack's name for a post that was found."""

    sight: Sight
    ts: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A post that may be somewhere: its id, where, and when it was first sent.

    `file` is what a file is called, which has no other id of ours; "" for messages.
    """

    post_id: str
    channel: str
    thread: str
    since: datetime
    file: str = ""


def metadata(post_id: str) -> dict[str, Any]:
    """What a post carries so that it can be found."""
    return {"event_type": EVENT, "event_payload": {"post_id": post_id}}


class History:
    """Looks for our own posts where the bot may read: it takes membership and a scope."""

    def __init__(self, calls: SlackCalls, clock: Clock, bot: str) -> None:
        self._calls = calls
        self._clock = clock
        self._bot = bot

    async def look(self, wanted: Wanted) -> Seen:
        """Whether the post is there; absent only when it was looked for repeatedly."""
        for pause in _PAUSES:
            if pause:
                await self._clock.sleep(pause)
            seen = await self._once(wanted)
            if seen.sight is not Sight.ABSENT:
                return seen
        return Seen(Sight.ABSENT)

    async def _once(self, wanted: Wanted) -> Seen:
        cursor = ""
        for _ in range(_MOST_PAGES):
            outcome = await self._calls.read(*_question(wanted, cursor))
            if outcome.fate is not Fate.TAKEN:
                break
            messages = _messages(outcome.answer)
            for message in messages:
                if self._is(message, wanted):
                    return Seen(Sight.FOUND, str(message.get("ts", "")))
            if any(self._may_be(message, wanted) for message in messages):
                break
            if _was_all(outcome.answer, messages, wanted):
                return Seen(Sight.ABSENT)
            cursor = _next(outcome.answer)
            if not cursor:
                break
        return Seen(Sight.UNREADABLE)

    def _may_be(self, message: Mapping[str, Any], wanted: Wanted) -> bool:
        """Whether it is ours, of that time, and does not show what it carries.

        Whether apps are always shown their own metadata is on no page of Slack's. Files
        always show their names.
        """
        if wanted.file or message.get("files"):
            return False
        ours = bool(self._bot) and message.get("bot_id") == self._bot
        recent = _stamp(message) >= (wanted.since - _SKEW).timestamp()
        return ours and recent and not message.get("metadata")

    def _is(self, message: Mapping[str, Any], wanted: Wanted) -> bool:
        if wanted.file:
            return any(name == wanted.file for name in _files(message))
        ours = not self._bot or message.get("bot_id") == self._bot
        match message.get("metadata"):
            case {"event_type": str(event), "event_payload": {"post_id": str(found)}}:
                return ours and (event, found) == (EVENT, wanted.post_id)
            case _:
                return False


def _question(wanted: Wanted, cursor: str) -> tuple[str, dict[str, Any]]:
    """A channel is read from its end, which needs no clock; a thread from its root on."""
    asked: dict[str, Any] = {
        "channel": wanted.channel,
        "limit": _PAGE,
        "include_all_metadata": True,
    }
    if cursor:
        asked["cursor"] = cursor
    if not wanted.thread:
        return "conversations.history", asked
    oldest = (wanted.since - _THREAD_SKEW).timestamp()
    asked |= {"ts": wanted.thread, "oldest": f"{oldest:.6f}"}
    return "conversations.replies", asked


def _was_all(
    answer: Mapping[str, Any], messages: list[dict[str, Any]], wanted: Wanted
) -> bool:
    """Whether the post would have been among what was read by now."""
    if not answer.get("has_more"):
        return True
    before = (wanted.since - _SKEW).timestamp()
    return not wanted.thread and any(_stamp(message) < before for message in messages)


def _messages(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    listed = answer.get("messages")
    found = listed if isinstance(listed, list) else []
    return [message for message in found if isinstance(message, dict)]


def _files(message: Mapping[str, Any]) -> list[object]:
    """The names of its files."""
    listed = message.get("files")
    files = listed if isinstance(listed, list) else []
    return [one.get("name") for one in files if isinstance(one, dict)]


def _stamp(message: Mapping[str, Any]) -> float:
    try:
        return float(message.get("ts", ""))
    except ValueError:
        return float("inf")


def _next(answer: Mapping[str, Any]) -> str:
    more = answer.get("response_metadata")
    return str(more.get("next_cursor") or "") if isinstance(more, dict) else ""
