"""Files in a thread, each of them once: also when Slack's answer is lost.

https://docs.slack.dev/messaging/working-with-files: bytes are brought first, which shows
them to nobody and may be repeated; `files.completeUploadExternal` shows them.
"""

import asyncio
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit

import aiohttp
import structlog

from bot.adapters.slack.calls import SlackCalls
from bot.adapters.slack.codes import Fate
from bot.adapters.slack.history import History, Seen, Sight, Wanted
from bot.adapters.slack.outcomes import Outcome, unanswered
from bot.adapters.slack.patience import Terms
from bot.domain.messages import Address, Attachment
from bot.errors import UncertainError
from bot.ports import Clock

_GET = "files.getUploadURLExternal"
_COMPLETE = "files.completeUploadExternal"
_UPLOAD = "upload of a file"
_MOST_TRIES = 3
_ERRORS = (aiohttp.ClientError, TimeoutError, ValueError)

_log = structlog.get_logger()


class Files:
    """Files by the three steps that Slack wants; `origin` is where its Web API is."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        calls: SlackCalls,
        history: History,
        clock: Clock,
        origin: str,
    ) -> None:
        self._session = session
        self._calls = calls
        self._history = history
        self._clock = clock
        self._origin = urlsplit(origin)

    async def attach(
        self, address: Address, file: Attachment, post_id: str, tried: datetime | None
    ) -> Outcome:
        """Show it to everybody in the thread; `ts` of the answer is Slack's name for it.

        That is the file's id, or the ts of its message where that had to be looked for.
        """
        since = tried or self._clock.now()
        wanted = Wanted(post_id, address.channel, address.thread, since, file.name)
        outcome = Outcome(Fate.UNCERTAIN, f"{_COMPLETE}: sent before")
        for turn in range(_MOST_TRIES):
            if tried is not None or turn:
                seen = await self._seen(wanted, outcome)
                if seen.sight is Sight.FOUND:
                    return Outcome(Fate.TAKEN, outcome.said, answer={"ts": seen.ts})
                if seen.sight is Sight.UNREADABLE:
                    return outcome
            outcome = await self._brought(address, file)
            if outcome.fate is not Fate.UNCERTAIN:
                break
        return outcome

    async def _brought(self, address: Address, file: Attachment) -> Outcome:
        """What came of all three steps."""
        # So marked, spreadsheets read it as UTF-8.
        data = file.content.encode("utf-8-sig")
        issued = await self._calls.read(
            _GET, {"filename": file.name, "length": len(data)}
        )
        if issued.fate is not Fate.TAKEN:
            return _later(issued)
        url, id_ = (
            str(issued.answer.get(key, "")) for key in ("upload_url", "file_id")
        )
        uploaded = await self._uploaded(url, data)
        if uploaded.fate is not Fate.TAKEN:
            return _later(uploaded)
        return await self._completed(address, file, id_)

    async def _uploaded(self, url: str, data: bytes) -> Outcome:
        if not self._is_slacks(url):
            return Outcome(Fate.REFUSED, f"{_UPLOAD}: not an address of Slack's")
        try:
            async with self._session.post(url, data=data) as answer:
                ok = answer.status == HTTPStatus.OK
                fate = Fate.TAKEN if ok else Fate.LATER
                return Outcome(fate, f"{_UPLOAD}: {answer.status}")
        except _ERRORS as error:
            return unanswered(_UPLOAD, error)

    async def _completed(self, address: Address, file: Attachment, id_: str) -> Outcome:
        given = {
            "files": [{"id": id_, "title": file.title}],
            "channel_id": address.channel,
        }
        thread = {"thread_ts": address.thread} if address.thread else {}
        terms = Terms(_COMPLETE, address.channel)
        outcome = await self._calls.write(_COMPLETE, given | thread, terms)
        if outcome.fate is not Fate.TAKEN:
            return outcome
        return Outcome(Fate.TAKEN, outcome.said, answer={"ts": id_})

    async def _seen(self, wanted: Wanted, outcome: Outcome) -> Seen:
        try:
            seen = await self._history.look(wanted)
        except asyncio.CancelledError as exc:
            raise UncertainError(outcome.said, code=outcome.code) from exc
        _log.warning("file_answer_lost", why=outcome.said, file=seen.sight.name.lower())
        return seen

    def _is_slacks(self, url: str) -> bool:
        """Whether bytes go there: by TLS, or to where the Web API itself is."""
        there = urlsplit(url)
        here = (self._origin.scheme, self._origin.netloc)
        return there.scheme == "https" or (there.scheme, there.netloc) == here


def _later(outcome: Outcome) -> Outcome:
    """Nobody has seen anything of it yet, so the same may be tried again."""
    if outcome.fate is not Fate.UNCERTAIN:
        return outcome
    return replace(outcome, fate=Fate.LATER)
