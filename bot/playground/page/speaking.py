"""What people type on a page: commands and messages."""

from dataclasses import dataclass

from bot.playground.page.deeds import Command, Saying
from bot.playground.page.entities import Json
from bot.playground.page.guide import Guide
from bot.playground.page.told import NotThereError, failure, there, told
from bot.playground.page.typed import as_sent
from bot.playground.slack import Channel, LocalSlack, Person


@dataclass(frozen=True, slots=True)
class Speaking:
    """Sends it to the bot, and says what the person is told at once.

    Verbs raise NotThereError where this person could not type anything.
    """

    slack: LocalSlack
    guide: Guide

    async def command(self, deed: Command) -> Json:
        """Type a command."""
        person = self._writer(deed)
        name, rest = [*deed.text.split(maxsplit=1), "", ""][:2]
        if not name.startswith("/"):
            return told("A command begins with a slash.")
        if name not in self.guide.commands:
            return told(f"{name} is not a valid command.")
        if deed.thread_ts is not None:
            return told(f"{name} is not supported in threads. Sorry!")
        sent = await self.slack.command(
            user=person.id,
            text=rest.strip(),
            command=name,
            channel=deed.channel,
            team=person.team_id,
        )
        return told(failure(name, sent))

    async def say(self, deed: Saying) -> Json:
        """Write a message."""
        person = self._writer(deed)
        if self._channel(deed).direct_with and not self.guide.writable:
            return told("Sending messages to this app has been turned off.")
        if not deed.text.strip():
            return told("There is nothing to send.")
        text = as_sent(deed.text, self._people(), self._channels(person.id))
        await there(self.slack.say(person.id, text, deed.channel, deed.thread_ts))
        return told(None)

    def _writer(self, deed: Command | Saying) -> Person:
        """Who types, in a channel where they are."""
        if deed.actor not in self._channel(deed).members:
            raise NotThereError(f"{deed.actor} is not in {deed.channel}.")
        return self.slack.people[deed.actor]

    def _channel(self, deed: Command | Saying) -> Channel:
        channel = self.slack.channels.get(deed.channel)
        if channel is None:
            raise NotThereError(f"There is no {deed.channel}.")
        return channel

    def _people(self) -> dict[str, str]:
        known = self.slack.people.values()
        shown = {each.display_name: each.id for each in known if each.display_name}
        return {**shown, **{each.name: each.id for each in known}}

    def _channels(self, user: str) -> dict[str, str]:
        """Those this person can see; what others are called is nobody's business."""
        return {
            each.name: each.id
            for each in self.slack.channels.values()
            if user in each.members and each.direct_with is None
        }
