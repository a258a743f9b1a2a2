"""Where the bot may post and read, by membership and by scope."""

from dataclasses import dataclass

from bot.playground.slack.answers import RefusalError
from bot.playground.slack.people import BOT_USER, Channel
from bot.playground.slack.tokens import need
from bot.playground.slack.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Reach:
    """The channels as the bot finds them; every verb may raise RefusalError."""

    workspace: Workspace
    scopes: tuple[str, ...]

    def post(self, channel_id: str) -> Channel:
        """Where a message with this address goes; a person's is a direct message."""
        return self._open(self._addressed(channel_id))

    def change(self, channel_id: str) -> Channel:
        """The channel in which a message of the bot is to be changed."""
        return self._open(self.known(channel_id))

    def whisper(self, channel_id: str, user: str) -> Channel:
        """The channel in which this person alone is to see something."""
        channel = self.join(channel_id)
        if user not in channel.members:
            raise RefusalError("user_not_in_channel")
        return channel

    def join(self, channel_id: str) -> Channel:
        """The channel, where only members may write."""
        channel = self.known(channel_id)
        if not _joined(channel):
            raise RefusalError("not_in_channel")
        return _writable(channel)

    def read(self, channel_id: str) -> Channel:
        """The channel, whose history is asked for."""
        channel = self.known(channel_id)
        need((f"{channel.family}:history",), self.scopes)
        if not _joined(channel):
            raise RefusalError("not_in_channel")
        return channel

    def look(self, channel_id: str) -> Channel:
        """The channel, about which something is asked."""
        channel = self.known(channel_id)
        need((f"{channel.family}:read",), self.scopes)
        return channel

    def known(self, channel_id: str) -> Channel:
        """The channel, as far as the bot may know that it is there."""
        channel = self.workspace.channels.get(channel_id)
        if channel is None or (channel.is_private and not _joined(channel)):
            raise RefusalError("channel_not_found")
        return channel

    def _open(self, channel: Channel) -> Channel:
        if not _joined(channel) and "chat:write.public" not in self.scopes:
            raise RefusalError("not_in_channel")
        return _writable(channel)

    def _addressed(self, address: str) -> Channel:
        person = self.workspace.people.get(address)
        if person is None:
            return self.known(address)
        if person.is_bot or person.deleted:
            raise RefusalError("channel_not_found")
        return self.workspace.direct(address)


def _joined(channel: Channel) -> bool:
    return BOT_USER in channel.members


def _writable(channel: Channel) -> Channel:
    if channel.is_archived:
        raise RefusalError("is_archived")
    if channel.is_restricted:
        raise RefusalError("restricted_action")
    return channel
