"""What the core needs from the outside; adapters provide it."""

from datetime import datetime
from typing import Protocol

from bot.domain.access import Person
from bot.domain.executions import Execution
from bot.domain.messages import Address, Message


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

    async def execution(self, *ids: str) -> Execution:
        """The execution that `ids` mean, in the order of a reference.

        Raises:
            NotFoundError: the cloud answered that there is none.
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
