"""What people say in the channels of the local Slack."""

import asyncio
from typing import Any, Literal
from uuid import uuid4

from bot.playground.slack.envelopes import Envelope, Retry
from bot.playground.slack.events import (
    HOME_OPENED,
    MENTION,
    EventDelivery,
    event_callback,
    events_of,
    scope_for,
)
from bot.playground.slack.impossible import ImpossibleError
from bot.playground.slack.outbound import Outbound
from bot.playground.slack.people import BOT_USER, CHANNEL, Channel

Tab = Literal["home", "messages"]


class Voices(Outbound):
    """Posts what people say, and tells the bot of it."""

    async def mention(
        self,
        user: str,
        text: str,
        channel: str = CHANNEL,
        thread_ts: str | None = None,
    ) -> EventDelivery:
        """Let a person mention the bot, and wait for the bot's ack.

        The bot is told if it is a member and may read mentions. What fails is sent again
        once, at once; `retry` sends it the other two times.

        Args:
            user: Who says it.
            text: What they say; the mention is put in front where it is missing.
            channel: Where they say it.
            thread_ts: The thread's root.

        Raises:
            ValueError: The person isn't in the channel, or there is no such thread.
        """
        said = text if MENTION in text else f"{MENTION} {text}"
        return (await self._say(user, said, channel, thread_ts))[0]

    async def say(
        self,
        user: str,
        text: str,
        channel: str = CHANNEL,
        thread_ts: str | None = None,
    ) -> EventDelivery:
        """Let a person say something, and wait for the bot's ack.

        All is as in `mention`, for the event message.channels, .groups or .im.

        Raises:
            ValueError: The person isn't in the channel, or there is no such thread.
        """
        return (await self._say(user, text, channel, thread_ts))[-1]

    async def open_home(self, user: str, tab: Tab = "home") -> EventDelivery:
        """Let a person open a tab of the app's Home, and wait for the bot's ack.

        The bot is told if it subscribes to it; that needs no scope.
        """
        channel = self._workspace.direct(user)
        opened = EventDelivery(
            user=user,
            channel=channel.id,
            name=HOME_OPENED,
            message={},
            payload=event_callback(
                self._home_opened(user, channel.id, tab), self._now()
            ),
            _posts=self.posts,
            _since=len(self.posts),
            _changes=self._changes,
        )
        if self._hears(opened.name, channel):
            self.heard.append(opened)
            await self._tell_or_retry(opened)
        return opened

    async def retry(self, event: EventDelivery) -> None:
        """Send it again, as Slack does after a while, and wait for the ack.

        Raises:
            ValueError: Slack wouldn't: it was acked, or was sent four times, or the bot
                asked for no more.
        """
        if not event.may_be_retried:
            raise ImpossibleError(f"{event.event_id} would not be sent again")
        reason = event.attempts[-1].reason
        await self._tell(event, Retry(len(event.attempts), reason))

    async def redeliver(self, event: EventDelivery) -> None:
        """Send it again although it was acked, as if the ack had been lost."""
        late = "timeout" if self.mode == "socket" else "http_timeout"
        await self._tell(event, Retry(1, late))

    async def _say(
        self, user: str, text: str, channel_id: str, thread_ts: str | None
    ) -> list[EventDelivery]:
        """The deliveries of all that it is, whether the bot is told or not."""
        channel = self.channels[channel_id]
        message = self._written(user, text, channel, thread_ts)
        channel.messages.append(message)
        self._changes.announce()
        deliveries = [
            EventDelivery(
                user=user,
                channel=channel_id,
                name=name,
                message=message,
                payload=event_callback(event, self._now()),
                _posts=self.posts,
                _since=len(self.posts),
                _changes=self._changes,
            )
            for name, event in events_of(message, channel)
        ]
        heard = [each for each in deliveries if self._hears(each.name, channel)]
        self.heard += heard
        await asyncio.gather(*(self._tell_or_retry(each) for each in heard))
        return deliveries

    def _written(
        self, user: str, text: str, channel: Channel, thread_ts: str | None
    ) -> dict[str, Any]:
        if user not in channel.members:
            raise ImpossibleError(f"{user} is not in {channel.id}")
        roots = {each["ts"] for each in channel.messages}
        if thread_ts is not None and thread_ts not in roots:
            raise ImpossibleError(f"there is no {thread_ts} in {channel.id}")
        person = self.people.get(user)
        return {
            "type": "message",
            "user": user,
            "text": text,
            "ts": self._workspace.stamp(),
            "client_msg_id": str(uuid4()),
            **({} if person is None else {"team": person.team_id}),
            **({} if thread_ts is None else {"thread_ts": thread_ts}),
        }

    def _home_opened(self, user: str, channel: str, tab: Tab) -> dict[str, Any]:
        """docs.slack.dev/reference/events/app_home_opened."""
        home = self._workspace.views.home(user) if tab == "home" else None
        return {
            "type": HOME_OPENED,
            "user": user,
            "channel": channel,
            "tab": tab,
            "event_ts": self._workspace.stamp(),
            **({} if home is None else {"view": home.as_view()}),
        }

    def _hears(self, name: str, channel: Channel) -> bool:
        scope = scope_for(name)
        return (
            name in self.events
            and (scope is None or scope in self._api.scopes)
            and BOT_USER in channel.members
        )

    async def _tell_or_retry(self, event: EventDelivery) -> None:
        await self._tell(event)
        if event.may_be_retried:
            await self.retry(event)

    async def _tell(self, event: EventDelivery, retry: Retry | None = None) -> None:
        envelope = Envelope("events_api", event.payload, retry=retry)
        outcomes = await self._carry(envelope)
        event.attempts.append(outcomes[0])
        for outcome in outcomes:
            if outcome.ack is not None:
                outcome.ack.ignored(self._workspace, "an event")
