"""What the core needs from the outside; adapters provide it."""

from datetime import datetime
from typing import Protocol

from bot.domain.access import Person
from bot.domain.messages import Address, Message
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

        Raises:
            MessengerError: Slack refused, or nobody knows whether it took it.
        """
        ...
