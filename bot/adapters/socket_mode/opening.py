"""How a Socket Mode connection comes to be."""

import asyncio
from collections.abc import Callable

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.retry_after import asked_wait
from bot.adapters.slack.codes import refuses_token
from bot.adapters.slack.errors import CALL_ERRORS, code_of
from bot.adapters.socket_mode.connection import Connection, NoHelloError
from bot.adapters.socket_mode.timing import Timing
from bot.errors import ConfigurationError
from bot.ports import Clock


class OpeningError(Exception):
    """There is no connection now; its text is a code, and nothing else."""


class Opener:
    """Opens one connection at a time, so that no two begin or are replaced at once."""

    def __init__(
        self,
        client: AsyncWebClient,
        session: aiohttp.ClientSession,
        take: Callable[[Connection, SocketModeRequest], None],
        clock: Clock,
        timing: Timing,
    ) -> None:
        """Open nothing yet.

        Args:
            client: has the app's token; whoever wants a connection tries again, so
                the client need not.
            session: for the connections themselves.
            take: gets each envelope of every connection.
            clock: spends the pauses that Slack asks for.
            timing: of each connection.
        """
        self._client = client
        self._session = session
        self._clock = clock
        self._timing = timing
        self._take = take
        self._turn = asyncio.Lock()

    async def connection(self) -> Connection:
        """A connection that has said hello.

        Raises:
            ConfigurationError: Slack refuses the token.
            OpeningError: there is none now; a pause that Slack asked for is over.
        """
        async with self._turn:
            try:
                async with asyncio.timeout(self._timing.hello_within):
                    return await self._greeted(await self._address())
            except NoHelloError as exc:
                raise OpeningError(str(exc)) from exc
            except CALL_ERRORS as exc:
                await self._pause(exc)
                raise _trouble(exc) from exc

    async def _address(self) -> str:
        """Where to connect to, once: the address holds a ticket."""
        # The other line waits, too; what takes so long comes sooner when asked again.
        async with asyncio.timeout(self._timing.address_within):
            answer = await self._client.apps_connections_open(
                app_token=self._client.token or ""
            )
        address = answer.get("url")
        if not isinstance(address, str):
            raise OpeningError("no_url")
        return address

    async def _greeted(self, address: str) -> Connection:
        goodbye = aiohttp.ClientWSTimeout(ws_close=self._timing.closing)
        websocket = await self._session.ws_connect(
            address, autoping=False, timeout=goodbye
        )
        connection = Connection(websocket, self._take, self._clock, self._timing)
        try:
            await connection.hello()
        except BaseException:
            await connection.close()
            raise
        return connection

    async def _pause(self, error: Exception) -> None:
        """Nobody asks before Slack wants to be asked, within reason.

        Meanwhile nobody may have a connection, so the longest waits are not for us.
        """
        if isinstance(error, SlackApiError):
            asked = asked_wait(getattr(error.response, "headers", {}))
            if asked is not None:
                await self._clock.sleep(min(asked, self._timing.longest_wait))


def _trouble(error: Exception) -> ConfigurationError | OpeningError:
    code = code_of(error)
    if refuses_token(code):
        return ConfigurationError("SLACK_APP_TOKEN", f"Slack does not take it ({code})")
    return OpeningError(code)
