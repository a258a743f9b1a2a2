"""The shortcuts that people choose in the local Slack."""

from typing import Any

from bot.playground.slack.deliveries import Post
from bot.playground.slack.events import EventDelivery
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
        message = None if post is None else self._in_menu(user, post)
        url = "" if message is None else self._new_url("app")
        chosen = Shortcut(
            user=user,
            channel="" if post is None else _channel(post),
            response_url=url,
            callback_id=callback_id,
            message=message,
            action_ts=self._workspace.stamp(),
        )
        person, channel = self.people.get(user), self.channels.get(chosen.channel)
        trigger = self._workspace.triggers.issue(user)
        await self._interact(chosen, chosen.payload(person, channel, trigger))
        return chosen

    def _in_menu(self, user: str, post: Post | EventDelivery) -> dict[str, Any]:
        """The message of which Slack would show a menu to this person."""
        if isinstance(post, EventDelivery):
            seen, message = user in self.channels[post.channel].members, post.message
        else:
            # Messages that only one person sees have no menu of shortcuts.
            public = post.shown.visible_to is None
            seen = public and self._workspace.sees(user, post.shown)
            message = post.shown.as_message()
        if not seen:
            raise ValueError(f"{user} has no shortcuts for {message['ts']}")
        return message


def _channel(post: Post | EventDelivery) -> str:
    return post.channel if isinstance(post, EventDelivery) else post.shown.channel
