"""What people type and press in the local Slack."""

from dataclasses import replace

from bot.playground.slack.actions import BlockAction
from bot.playground.slack.commands import SlashCommand
from bot.playground.slack.deliveries import Delivery, Post, Press
from bot.playground.slack.envelopes import Envelope
from bot.playground.slack.impossible import ImpossibleError
from bot.playground.slack.outbound import Outbound
from bot.playground.slack.people import CHANNEL, TEAM
from bot.playground.slack.pressables import BUTTONS, MENUS, Wanted
from bot.playground.slack.requests import Seal


class Hands(Outbound):
    """Sends commands and presses to the bot."""

    async def command(
        self,
        *,
        user: str,
        text: str,
        command: str = "/runs",
        channel: str = CHANNEL,
        thread_ts: str | None = None,
        timestamp_offset: int = 0,
        signature: str | None = None,
        team: str | None = None,
    ) -> Delivery:
        """Send a slash command to the bot and wait for its ack, as long as Slack does.

        Args:
            user: Who typed it.
            text: What stood after the command's name.
            command: The command's name.
            channel: Where it was typed.
            thread_ts: Slack takes no command in a thread.
            timestamp_offset: Seconds by which the time of an HTTP request is wrong.
            signature: To be sent over HTTP in place of the right one.
            team: The workspace it was typed in, where it isn't the bot's own.

        Raises:
            ValueError: It was typed in a thread.
        """
        if thread_ts is not None:
            raise ImpossibleError(f"{command} is not supported in threads. Sorry!")
        url = self._new_url("commands")
        delivery = Delivery(user=user, channel=channel, text=text, response_url=url)
        self.deliveries.append(delivery)
        typed = SlashCommand(user, text, command, channel, team or TEAM, url)
        seal = Seal(self._signing_secret, timestamp_offset, signature)
        await self._type(typed, delivery, seal)
        return delivery

    async def press(
        self,
        user: str,
        post: Post,
        *,
        action_id: str | None = None,
        text: str | None = None,
        value: str | None = None,
        block_id: str | None = None,
        team: str | None = None,
    ) -> Press:
        """Press a button of a message as it stands now, and wait for the bot's ack.

        Where the button has a dialog, the person says yes.

        Args:
            user: Who presses.
            post: The message, or what replaced it.
            action_id: The button's id, as the bot gave it.
            text: The button's label.
            value: What the button carries.
            block_id: The block in which it stands.
            team: The presser's workspace, where it isn't the bot's own.

        Raises:
            ValueError: The person doesn't see the message, or not exactly one of its
                buttons fits.
        """
        wanted = Wanted(action_id, text, value, block_id)
        return await self.act(user, post, BUTTONS, wanted, team or TEAM)

    async def choose(
        self,
        user: str,
        post: Post,
        *,
        action_id: str | None = None,
        text: str | None = None,
        value: str | None = None,
        block_id: str | None = None,
        team: str | None = None,
    ) -> Press:
        """Choose an option of a select or an overflow menu, and wait for the ack.

        All is as in `press`, but `text` and `value` are the option's.

        Raises:
            ValueError: The person doesn't see the message, or not exactly one of its
                options fits.
        """
        wanted = Wanted(action_id, text, value, block_id)
        return await self.act(user, post, MENUS, wanted, team or TEAM)

    async def act(
        self, user: str, post: Post, kinds: frozenset[str], wanted: Wanted, team: str
    ) -> Press:
        """Press or choose in a message what is wanted, as `press` and `choose` do.

        Raises:
            ValueError: The person doesn't see the message, or not exactly one of its
                buttons or options fits.
        """
        if not self._workspace.sees(user, post.shown):
            raise ImpossibleError(f"{user} does not see the message {post.ts}")
        stamp = self._workspace.stamp()
        act = BlockAction.of(user, post.shown, kinds, wanted, stamp)
        press = act.begin(post, self._new_url("actions"))
        self.presses.append(press)
        payload = act.payload(
            self.people.get(user),
            self.channels.get(press.channel),
            team=team,
            response_url=press.response_url,
            trigger_id=self._workspace.triggers.issue(user),
        )
        await self._interact(press, payload)
        return press

    async def _type(self, typed: SlashCommand, delivery: Delivery, seal: Seal) -> None:
        channel = self.channels.get(typed.channel)
        person, trigger = (
            self.people.get(typed.user),
            self._workspace.triggers.issue(typed.user),
        )
        payload = typed.payload(person, channel, trigger)
        envelope = Envelope("slash_commands", payload, accepts=True)
        for nth, ack in enumerate(await self._send(delivery, envelope, seal)):
            # Of what was sent twice people see both acks; the first is recorded.
            record = replace(delivery) if nth else delivery
            ack.show(record, self._workspace)
