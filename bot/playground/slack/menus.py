"""The shortcuts that people choose in the local Slack."""

from typing import Any

from bot.playground.slack.deliveries import Post
from bot.playground.slack.events import EventDelivery
from bot.playground.slack.impossible import ImpossibleError
from bot.playground.slack.outbound import Outbound
from bot.playground.slack.shortcuts import Shortcut


class Menus(Outbound):
    """Sends shortcuts to the bot."""

    async def shortcut(
        self, user: str, callback_id: str, post: Post | EventDelivery | None = None
    ) -> Shortcut:
        """Choose a shortcut and wait for the bot's ack.

        Args:
            user: Who chooses.
            callback_id: The shortcut's name in the manifest.
            post: The message in whose menu it stands, by the bot or by a person; None
                for a shortcut of the whole workspace.

        Raises:
            ValueError: The person doesn't see the message, or only one person does.
        """
        return await self.shortcut_at(user, callback_id, _place(post))

    async def shortcut_at(
        self, user: str, callback_id: str, place: tuple[str, str] | None
    ) -> Shortcut:
        """Choose a shortcut of the message in this channel with this ts, if any.

        Raises:
            ValueError: The person doesn't see the message, or only one person does.
        """
        message = None if place is None else self._in_menu(user, *place)
        chosen = Shortcut(
            user=user,
            channel="" if place is None else place[0],
            response_url="" if message is None else self._new_url("app"),
            callback_id=callback_id,
            message=message,
            action_ts=self._workspace.stamp(),
        )
        person, channel = self.people.get(user), self.channels.get(chosen.channel)
        trigger = self._workspace.triggers.issue(user)
        await self._interact(chosen, chosen.payload(person, channel, trigger))
        return chosen

    def _in_menu(self, user: str, channel_id: str, ts: str) -> dict[str, Any]:
        """The message of which Slack would show a menu to this person.

        Messages that only one person sees have none; history doesn't have them either.
        """
        channel = self.channels.get(channel_id)
        seen = channel.messages if channel and user in channel.members else ()
        message = next((each for each in seen if each["ts"] == ts), None)
        if message is None:
            raise ImpossibleError(f"{user} has no shortcuts for {ts}")
        return message


def _place(post: Post | EventDelivery | None) -> tuple[str, str] | None:
    match post:
        case None:
            return None
        case EventDelivery():
            return post.channel, post.message["ts"]
        case Post():
            return post.shown.channel, post.ts
