"""The one door to Slack: every answer checked, throttling waited out, nothing doubled."""

from datetime import datetime
from functools import partial

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.calls import SlackCalls
from bot.adapters.slack.codes import Fate
from bot.adapters.slack.files import Files
from bot.adapters.slack.flights import watch
from bot.adapters.slack.history import History
from bot.adapters.slack.ladder import stepping_down
from bot.adapters.slack.outcomes import Outcome
from bot.adapters.slack.patience import Patience
from bot.adapters.slack.posts import Posts
from bot.adapters.slack.response_url import ResponseUrls
from bot.adapters.slack.tabs import Tabs
from bot.adapters.slack.windows import Windows
from bot.domain.messages import Address, Attachment, Message, Modal, Posted
from bot.ports import Clock

# Nobody saw the message, and what is said or the token is not the reason.
_ANOTHER_WAY = frozenset(
    {Fate.LATER, Fate.GONE, Fate.NOT_THERE, Fate.CLOSED, Fate.REFUSED}
)

# What is there, but cannot be changed any more: nobody can, or it is no longer ours.
_FIXED = frozenset(
    {"cant_update_message", "edit_window_closed", "update_failed", "is_inactive"}
)
_UNCHANGEABLE = frozenset({Fate.GONE, Fate.NOT_THERE, Fate.CLOSED})

_log = structlog.get_logger()


class SlackMessenger:
    """`Messenger`, `Poster` and `Boards` over response_urls and the Web API.

    `client` is for writing, over `session` and without retries of its own; `bot` is our
    own bot_id.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        client: AsyncWebClient,
        clock: Clock,
        bot: str = "",
    ) -> None:
        watch(session)
        patience = Patience(clock)
        calls = SlackCalls(client, patience)
        self._urls = ResponseUrls(session, patience)
        history = History(calls, clock, bot)
        self._posts = Posts(calls, history, clock)
        self._files = Files(session, calls, history, clock, str(client.base_url))
        self._windows = Windows(calls, clock)
        self._tabs = Tabs(calls)

    async def reply(self, address: Address, message: Message) -> None:
        outcome = await stepping_down(partial(self._urls.tell, address), message)
        if outcome.fate in _ANOTHER_WAY:
            outcome = await self._told_otherwise(address, message, outcome)
        outcome.check()

    async def share(self, address: Address, message: Message, post_id: str) -> str:
        outcome = Outcome(Fate.NOT_THERE, "no channel")
        if address.channel:
            outcome = await self._posts.share(address, message, post_id)
        if outcome.fate is Fate.NOT_THERE and address.response_url:
            _log.info("shared_through_response_url", why=outcome.said)
            outcome = await stepping_down(partial(self._urls.publish, address), message)
        outcome.check()
        return str(outcome.answer.get("ts", ""))

    async def post(
        self, address: Address, message: Message, post_id: str, tried: datetime | None
    ) -> str:
        outcome = await self._posts.post(address, message, post_id, tried)
        outcome.check()
        return str(outcome.answer.get("ts", ""))

    async def put(
        self, address: Address, message: Message, post_id: str, tried: datetime | None
    ) -> Posted:
        outcome = await self._posts.post(address, message, post_id, tried)
        outcome.check()
        answer = outcome.answer
        channel = str(answer.get("channel") or address.channel)
        return Posted(channel=channel, ts=str(answer.get("ts", "")))

    async def change(self, posted: Posted, message: Message) -> bool:
        outcome = await self._posts.change(posted, message)
        if outcome.fate in _UNCHANGEABLE or outcome.code in _FIXED:
            _log.info("message_not_changed", why=outcome.said)
            return False
        outcome.check()
        return True

    async def attach(
        self, address: Address, file: Attachment, post_id: str, tried: datetime | None
    ) -> str:
        outcome = await self._files.attach(address, file, post_id, tried)
        outcome.check()
        return str(outcome.answer.get("ts", ""))

    async def open(self, trigger: str, key: str, modal: Modal) -> None:
        outcome = await self._windows.open(trigger, key, modal)
        outcome.check()

    async def update(self, key: str, modal: Modal) -> bool:
        outcome = await self._windows.update(key, modal)
        if outcome.fate is Fate.GONE:
            return False
        outcome.check()
        return True

    async def publish(self, user: str, home: Message) -> None:
        outcome = await self._tabs.publish(user, home)
        outcome.check()

    async def _told_otherwise(
        self, address: Address, message: Message, outcome: Outcome
    ) -> Outcome:
        """What came of telling them in the conversation, else in a direct message.

        What Slack refused it has shown to nobody, so nothing doubles.
        """
        if address.user and address.channel:
            _log.info("told_in_the_conversation", why=outcome.said)
            outcome = await self._posts.whisper(address, message)
        if address.user and outcome.fate in _ANOTHER_WAY:
            _log.info("told_in_a_direct_message", why=outcome.said)
            outcome = await self._posts.write_to(address.user, message)
        return outcome
