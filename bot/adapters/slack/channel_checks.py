"""Whether digests reach a channel, and how surely, for `runwatch check`.

https://docs.slack.dev/reference/methods/conversations.info#errors, and the same part of
conversations.history.
"""

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.adapters.checked import Checked, Verdict
from bot.adapters.slack.checks import asked
from bot.adapters.slack.errors import CALL_ERRORS, code_of
from bot.blocks.text import one_line

_LONGEST_NAME = 60
_NO_SCOPE, _NO_CHANNEL, _THROTTLED = "missing_scope", "channel_not_found", "ratelimited"

_INVITE = "invite the bot: /invite @runwatch in the channel"
_ABSENT = f"the bot is not in it; {_INVITE}"
# chat:write.public is for posting alone.
_ABSENT_PUBLIC = (
    f"{_ABSENT} (with chat:write.public it can post there as it is, but neither find its "
    "own posts nor share files)"
)
_UNKNOWN = f"Slack shows it to the bot as no channel; see to its id, or {_INVITE}"
_ARCHIVED = "archived, so nobody can post there; unarchive it, or choose another one"


@dataclass(frozen=True, slots=True)
class _Facts:
    """What Slack says of a channel; None, or no name, where it does not."""

    name: str = ""
    member: bool | None = None
    archived: bool | None = None
    private: bool | None = None

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> "_Facts":
        """Those of an answer of `conversations.info`."""
        channel = answer.get("channel")
        if not isinstance(channel, dict):
            return cls()
        name = one_line(str(channel.get("name") or ""), _LONGEST_NAME)
        flags = (channel.get(f"is_{one}") for one in ("member", "archived", "private"))
        return cls(name, *(one if isinstance(one, bool) else None for one in flags))


async def check_channel(client: AsyncWebClient, channel: str) -> Checked:
    """Whether the bot is in it and can post there, and whether a digest comes once.

    That is so where the channel's history may be read: a post whose answer was lost is
    looked for there. Without a scope to read channels, membership is what reading the
    history tells of it. An archived channel, and one that the bot is not in, fail.
    """
    what = f"slack channel {one_line(channel, _LONGEST_NAME)}"
    code, answer = await _told(client.conversations_info(channel=channel))
    if code not in {"", _NO_SCOPE, _NO_CHANNEL}:
        return _unasked(what, code)
    facts = _Facts.of(answer)
    if closed := _closed(facts):
        return Checked(what, Verdict.FAILED, _of(facts, closed))
    read, _ = await _told(client.conversations_history(channel=channel, limit=1))
    if _NO_CHANNEL in {code, read} and read:
        return Checked(what, Verdict.FAILED, _UNKNOWN)
    return _judged(what, facts, read)


async def _told(
    calling: Awaitable[AsyncSlackResponse],
) -> tuple[str, Mapping[str, Any]]:
    """Slack's code for what went wrong, else "" and the answer."""
    try:
        answer = await asked(calling)
    except CALL_ERRORS as exc:
        return one_line(code_of(exc), _LONGEST_NAME), {}
    return "", answer.data if isinstance(answer.data, dict) else {}


def _judged(what: str, facts: _Facts, code: str) -> Checked:
    """With what came of reading its history; `code` is "" where that went well."""
    match code:
        case "":
            once = f"{_state(facts, member=True)}, exactly once"
            return Checked(what, Verdict.OK, _of(facts, once))
        case "missing_scope":
            state = _state(facts, member=facts.member)
            twice = (
                f"{state}, at least once, marked: history may not be read "
                f"(scope {_scopes(facts)})"
            )
            return Checked(what, Verdict.NOT_GRANTED, _of(facts, twice))
        case "not_in_channel":
            return Checked(what, Verdict.FAILED, _of(facts, _absent(facts)))
        case _:
            return _unasked(what, code)


def _closed(facts: _Facts) -> str:
    """Why no digest belongs there; archived ones have no bots in them either."""
    if facts.archived:
        return _ARCHIVED
    return _absent(facts) if facts.member is False else ""


def _absent(facts: _Facts) -> str:
    return _ABSENT if facts.private else _ABSENT_PUBLIC


def _state(facts: _Facts, *, member: bool | None) -> str:
    joined = "member" if member else "membership: not known"
    there = "archived: not known" if facts.archived is None else "not archived"
    return f"{joined}, {there}"


def _scopes(facts: _Facts) -> str:
    if facts.private is None:
        return "channels:history / groups:history"
    return "groups:history" if facts.private else "channels:history"


def _of(facts: _Facts, said: str) -> str:
    return f"#{facts.name}: {said}" if facts.name else said


def _unasked(what: str, code: str) -> Checked:
    """Slack lets some apps read one history a minute; that is no failure."""
    if code == _THROTTLED:
        said = "Slack wants to be asked less often (ratelimited): try again in a minute"
        return Checked(what, Verdict.NOT_TRIED, said)
    return Checked(what, Verdict.FAILED, f"Slack does not tell ({code}): try later")
