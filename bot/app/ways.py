"""How Slack's requests come in: over our HTTP port, or over sockets that we open."""

from typing import Protocol

from slack_bolt.async_app import AsyncApp

from bot.adapters.socket_mode.sockets import Sockets
from bot.adapters.web import Door


class Way(Protocol):
    """One of the two."""

    @property
    def missing(self) -> str:
        """Why nothing comes in, "" while it does."""
        ...

    async def open(self, app: AsyncApp) -> None:
        """Let `app` have what comes in from now on.

        Raises:
            ConfigurationError: Slack refuses a token for good.
        """
        ...

    async def close(self) -> None:
        """Let nothing more in. Until then whoever asks is told that the bot stops."""
        ...


class HttpWay:
    """Slack posts to our port."""

    def __init__(self, door: Door) -> None:
        self._door = door

    @property
    def missing(self) -> str:
        return "" if self._door.is_open else "starting"

    async def open(self, app: AsyncApp) -> None:
        self._door.open(app)

    async def close(self) -> None:
        """Nothing: the port closes by itself, as the last."""


class SocketWay:
    """We keep two connections to Slack."""

    def __init__(self, sockets: Sockets) -> None:
        self._sockets = sockets

    @property
    def missing(self) -> str:
        return "" if self._sockets.alive() else "no connection"

    async def open(self, app: AsyncApp) -> None:
        await self._sockets.open(app)

    async def close(self) -> None:
        await self._sockets.close()
