"""What the core needs from the outside; adapters provide it."""

from datetime import datetime
from typing import Protocol

from bot.domain.access import Person
from bot.domain.messages import Address, Message, Modal
from bot.domain.pools import PoolFilter
from bot.domain.runs import Finding, Listing, Run
from bot.domain.windows import Window


class Clock(Protocol):
    """The only way to know or spend time."""

    def now(self) -> datetime:
        """The time, aware, in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds`."""
        ...


class Source(Protocol):
    """One of the five systems, of one cloud."""

    async def find(self, *ids: str) -> Finding:
        """What `ids` mean, in the order of a reference.

        Raises:
            NotFoundError: the cloud answered that there is none.
            SourceUnavailableError: no answer now; later perhaps.
            SourceRejectedError: the cloud refused, or its answer cannot be read.
        """
        ...


class PoolSearch(Protocol):
    """The runs of one cloud's desktop pools."""

    async def search(self, wanted: PoolFilter, window: Window) -> Listing[Run]:
        """At least every run that is as `wanted` and ended, or began, in `window`.

        The cloud cannot ask for all of it, so others may come along; `total` is of all
        that were read.

        Raises:
            SourceUnavailableError: no answer now; later perhaps.
            SourceRejectedError: the cloud refused, or its answer cannot be read.
        """
        ...


class People(Protocol):
    """Who somebody is."""

    async def person(self, user: str, workspace: str) -> Person:
        """What is known of `user`: `Standing.UNKNOWN` when Slack cannot tell.

        `workspace` is the one the request came from. Never raises.
        """
        ...


class Messenger(Protocol):
    """The one door to Slack."""

    async def reply(self, address: Address, message: Message) -> None:
        """Show `message` privately to whoever asked.

        Where that is refused, they are told in the conversation, or in a direct message.

        Raises:
            UncertainError: nobody knows whether Slack took it; also when it was
                cancelled on its way.
            MessengerError: Slack refused.
        """
        ...

    async def share(self, address: Address, message: Message, post_id: str) -> None:
        """Show `message` to everybody in the conversation, at most once.

        It carries `post_id`, by which it is found again when Slack's answer was lost.
        Where the bot is no member, it goes through the response_url.

        Raises:
            UncertainError: nobody knows whether it is there; also when it was cancelled
                on its way.
            MessengerError: Slack refused.
        """
        ...

    async def open(self, trigger: str, key: str, modal: Modal) -> None:
        """Open a window for whoever pressed, to be known as `key`.

        Raises:
            TooLateError: the trigger is used up, or older than three seconds.
            UncertainError: nobody knows whether it is open.
            MessengerError: Slack refused.
        """
        ...

    async def update(self, key: str, modal: Modal) -> bool:
        """Show `modal` in the window `key`; False where that is closed.

        Raises:
            MessengerError: Slack refused, or nobody knows whether it took it.
        """
        ...
