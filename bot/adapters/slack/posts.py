"""Posts in a channel, each of them once: also when Slack's answer is lost."""

import asyncio
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import structlog

from bot.adapters.slack.calls import SlackCalls
from bot.adapters.slack.codes import Fate
from bot.adapters.slack.history import History, Seen, Sight, Wanted, metadata
from bot.adapters.slack.ladder import stepping_down
from bot.adapters.slack.outcomes import Outcome
from bot.adapters.slack.patience import Terms
from bot.domain.messages import Address, Message, Posted
from bot.errors import UncertainError
from bot.ports import Clock

_POST = "chat.postMessage"
_EPHEMERAL = "chat.postEphemeral"
_UPDATE = "chat.update"
_MOST_POSTS = 3

_log = structlog.get_logger()


class Posts:
    """Messages by `chat.postMessage` and `chat.postEphemeral`."""

    def __init__(self, calls: SlackCalls, history: History, clock: Clock) -> None:
        self._calls = calls
        self._history = history
        self._clock = clock

    async def share(self, address: Address, message: Message, post_id: str) -> Outcome:
        """Show it to everybody in the channel, or in the thread there."""
        wanted = Wanted(post_id, address.channel, address.thread, self._clock.now())
        return await stepping_down(partial(self._once_for_all, wanted), message)

    async def post(
        self, address: Address, message: Message, post_id: str, tried: datetime | None
    ) -> Outcome:
        """The same for a post that was perhaps sent before, first at `tried`.

        Where the channel cannot be read, nobody knows; then nothing is posted.
        """
        if tried is None:
            return await self.share(address, message, post_id)
        wanted = Wanted(post_id, address.channel, address.thread, tried)
        before = Outcome(Fate.UNCERTAIN, f"{_POST}: sent before")
        seen = await self._seen(wanted, before)
        if seen.sight is Sight.ABSENT:
            return await stepping_down(partial(self._once_for_all, wanted), message)
        return _found(before, seen) if seen.sight is Sight.FOUND else before

    async def change(self, posted: Posted, message: Message) -> Outcome:
        """Show it in place of what is there: the same twice is the same once."""
        what = {"channel": posted.channel, "ts": posted.ts}
        terms = Terms(_UPDATE, repeatable=True)
        return await stepping_down(partial(self._call, terms, what), message)

    async def whisper(self, address: Address, message: Message) -> Outcome:
        """Show it to one person in the conversation, until they reload."""
        to = _place(address.channel, address.thread) | {"user": address.user}
        return await stepping_down(partial(self._call, Terms(_EPHEMERAL), to), message)

    async def write_to(self, user: str, message: Message) -> Outcome:
        """Send one person a direct message."""
        return await stepping_down(partial(self._post, {"channel": user}), message)

    async def _once_for_all(self, wanted: Wanted, message: Message) -> Outcome:
        """Post it again only where the channel can be read and does not show it.

        What was looked for after every try and is not there was not posted.
        """
        to = _place(wanted.channel, wanted.thread)
        to |= {"metadata": metadata(wanted.post_id)}
        outcome = Outcome(Fate.UNCERTAIN, _POST)
        for _ in range(_MOST_POSTS):
            outcome = await self._post(to, message, channel=wanted.channel)
            if outcome.fate is not Fate.UNCERTAIN:
                return outcome
            seen = await self._seen(wanted, outcome)
            if seen.sight is Sight.FOUND:
                return _found(outcome, seen)
            if seen.sight is Sight.UNREADABLE:
                return outcome
        return replace(outcome, fate=Fate.LATER)

    async def _seen(self, wanted: Wanted, outcome: Outcome) -> Seen:
        try:
            seen = await self._history.look(wanted)
        except asyncio.CancelledError as exc:
            raise UncertainError(outcome.said, code=outcome.code) from exc
        post = seen.sight.name.lower()
        _log.warning("post_answer_lost", why=outcome.said, post=post)
        return seen

    async def _post(
        self, to: dict[str, Any], message: Message, channel: str = ""
    ) -> Outcome:
        """`channel` is whose pace it keeps: only what everybody sees has one."""
        quiet = {"unfurl_links": False, "unfurl_media": False}
        return await self._call(Terms(_POST, channel), to | quiet, message)

    async def _call(
        self, terms: Terms, to: dict[str, Any], message: Message
    ) -> Outcome:
        content: dict[str, Any] = {"text": message.text}
        if message.blocks:
            content["blocks"] = [dict(block) for block in message.blocks]
        return await self._calls.write(terms.method, to | content, terms)


def _place(channel: str, thread: str) -> dict[str, Any]:
    return {"channel": channel} | ({"thread_ts": thread} if thread else {})


def _found(outcome: Outcome, seen: Seen) -> Outcome:
    return Outcome(Fate.TAKEN, outcome.said, answer={"ts": seen.ts})
