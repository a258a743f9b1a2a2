"""What a channel refuses for good: its subscription rests, and its owner hears of it."""

from collections.abc import Callable, Sequence

from bot.domain.messages import Address, Message
from bot.domain.subscriptions import Pause, Subscription
from bot.errors import MessengerError
from bot.ports import Clock, Messenger, Report, Subscriptions

# What Slack says of a channel that will take nothing until somebody does something.
_WHY = {
    "is_archived": "The channel is archived.",
    "channel_not_found": "The bot is no member of the channel, or it is gone.",
    "not_in_channel": "The bot is no member of the channel.",
    "restricted_action": "The bot may not post in the channel.",
    "restricted_action_read_only_channel": "The channel is read-only.",
    "access_denied": "The bot may not post in the channel.",
    "no_permission": "The bot may not post in the channel.",
    "channel_type_not_supported": "This kind of channel takes no posts.",
}


class Refusals:
    """Lets subscriptions rest; where they have no owner, `managers` are told."""

    def __init__(
        self,
        kept: Subscriptions,
        messenger: Messenger,
        clock: Clock,
        *,
        managers: Sequence[str],
        notice: Callable[[Subscription, Pause], Message],
        report: Report,
    ) -> None:
        self._kept = kept
        self._messenger = messenger
        self._clock = clock
        self._managers = tuple(managers)
        self._notice = notice
        self._report = report

    async def rest(self, one: Subscription, error: MessengerError) -> bool:
        """Pause it if the channel is the reason; False where it is another one.

        Raises:
            LedgerError: the database gave no answer.
        """
        why = _WHY.get(error.code)
        if why is None:
            return False
        pause = Pause(by="", at=self._clock.now(), why=why)
        await self._kept.pause(one.id, pause)
        self._report("digest_paused", subscription=one.name, why=why)
        for user in [one.owner] if one.owner else self._managers:
            await self._tell(user, self._notice(one, pause))
        return True

    async def _tell(self, user: str, notice: Message) -> None:
        try:
            await self._messenger.reply(Address(user=user), notice)
        except MessengerError as error:
            self._report("owner_not_told", user=user, why=str(error))
