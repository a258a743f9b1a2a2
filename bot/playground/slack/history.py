"""Reads a conversation's messages as Slack's history has them, page by page.

docs.slack.dev/reference/methods/conversations.history and conversations.replies
"""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.playground.slack.answers import RefusalError
from bot.playground.slack.arguments import Given, flag, text, whole

Json = dict[str, Any]

_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Query:
    """Which messages are wanted.

    Attributes:
        oldest: Only later ones, as seconds since 1970; None: from the beginning.
        latest: Only earlier ones; None: up to now.
        inclusive: Whether `oldest` and `latest` themselves are wanted.
        limit: How many at most.
        after: The ts of the last message of the page before, empty for the first.
        metadata: Whether it is shown.
    """

    oldest: Decimal | None
    latest: Decimal | None
    inclusive: bool
    limit: int
    after: str
    metadata: bool

    @classmethod
    def of(cls, given: Given, default: int, most: int = _MOST) -> "Query":
        """What the arguments ask for.

        Raises:
            RefusalError: One of them isn't valid.
        """
        limit = whole(given, "limit", default, "invalid_limit") or default
        if limit > _MOST:
            raise RefusalError("invalid_limit")
        return cls(
            _moment(text(given, "oldest"), "invalid_ts_oldest"),
            _moment(text(given, "latest"), "invalid_ts_latest"),
            flag(given, "inclusive"),
            min(limit, most),
            _after(text(given, "cursor")),
            flag(given, "include_all_metadata"),
        )

    @property
    def forward(self) -> bool:
        """Whether pages begin at the oldest message, as they do from `oldest` on."""
        return self.oldest is not None and self.latest is None

    def takes(self, message: Json) -> bool:
        """Whether the message is in the wanted time."""
        at = Decimal(message["ts"])
        if self.inclusive and at in (self.oldest, self.latest):
            return True
        early = self.oldest is not None and at <= self.oldest
        return not early and (self.latest is None or at < self.latest)

    def page(self, found: Sequence[Json]) -> Json:
        """The part of the answer that holds these messages, or some of them.

        Raises:
            RefusalError: The page before ended with something else.
        """
        start = self._start(found)
        page = found[start : start + self.limit]
        more = start + self.limit < len(found)
        shown: Json = {"messages": [self._shown(m) for m in page], "has_more": more}
        if more:
            shown["response_metadata"] = {"next_cursor": _cursor(page[-1]["ts"])}
        return shown

    def _start(self, found: Sequence[Json]) -> int:
        if not self.after:
            return 0
        for index, message in enumerate(found):
            if message["ts"] == self.after:
                return index + 1
        raise RefusalError("invalid_cursor")

    def _shown(self, message: Json) -> Json:
        if self.metadata:
            return message
        return {key: value for key, value in message.items() if key != "metadata"}


def timeline(messages: Sequence[Json], query: Query) -> Json:
    """A page of what stands in the channel itself, newest first."""
    found = [
        _with_thread(each, messages)
        for each in messages
        if not _hidden(each) and query.takes(each)
    ]
    if not query.forward:
        return query.page(found[::-1])
    page = query.page(found)
    return {**page, "messages": page["messages"][::-1]}


def thread(messages: Sequence[Json], ts: str, query: Query) -> Json:
    """A page of a thread, its root first, then its replies, oldest first.

    Raises:
        RefusalError: There is no message with this ts.
    """
    root = next((each for each in messages if each["ts"] == ts), None)
    if root is None:
        raise RefusalError("thread_not_found")
    replies = [
        {**each, "parent_user_id": root.get("user")}
        for each in _replies(ts, messages)
        if query.takes(each)
    ]
    return query.page([_with_thread(root, messages), *replies])


def _replies(ts: str, messages: Sequence[Json]) -> list[Json]:
    return [m for m in messages if m.get("thread_ts") == ts and m["ts"] != ts]


def _hidden(message: Json) -> bool:
    """Whether it stands in a thread only."""
    in_thread = message.get("thread_ts", message["ts"]) != message["ts"]
    return in_thread and not message.get("reply_broadcast")


def _with_thread(root: Json, messages: Sequence[Json]) -> Json:
    replies = _replies(root["ts"], messages)
    if not replies:
        return root
    authors = sorted({str(each.get("user")) for each in replies})
    return {
        **root,
        "thread_ts": root["ts"],
        "reply_count": len(replies),
        "reply_users_count": len(authors),
        "reply_users": authors,
        "latest_reply": replies[-1]["ts"],
        "is_locked": False,
        "subscribed": False,
    }


def _moment(value: str, error: str) -> Decimal | None:
    try:
        return Decimal(value) if value else None
    except InvalidOperation as exc:
        raise RefusalError(error) from exc


def _cursor(after: str) -> str:
    return base64.b64encode(f"after:{after}".encode()).decode()


def _after(cursor: str) -> str:
    try:
        return base64.b64decode(cursor, validate=True).decode().removeprefix("after:")
    except (binascii.Error, UnicodeDecodeError) as exc:
        raise RefusalError("invalid_cursor") from exc
