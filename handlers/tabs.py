"""The Home tab of one person on its way: read, and published."""

import structlog

from bot.blocks.home import home_page, problem_home
from bot.domain.access import Actor
from bot.domain.home import Home
from bot.errors import AccessDeniedError, BotError, LedgerError, MessengerError
from handlers.asking import Asking
from handlers.errors import explain
from handlers.intake import Request

_log = structlog.get_logger()


class HomeTab:
    """What is known is shown at once, and what is new once the clouds have been read.

    `opened` tells that somebody has come to see it; else they want it read anew.
    """

    def __init__(self, asking: Asking, *, opened: bool = False) -> None:
        self._asking = asking
        self._homes = asking.desk.homes
        self._opened = opened

    async def answer(self, request_id: str) -> None:
        await self._asking.done(lambda actor: self._show(actor, request_id))

    async def fail(self, error: BaseException, request_id: str) -> None:
        """Say in the tab why there is nothing in it."""
        problem = problem_home(explain(error, request_id))
        await self._asking.desk.messenger.publish(self._asking.asker.user, problem)

    async def again(self, request_id: str) -> None:
        """Show what has changed; no cloud is asked, and trouble is not told."""
        try:
            actor = await self._asking.actor()
            await self._publish(await self._homes.home(actor), request_id)
        except (AccessDeniedError, LedgerError, MessengerError) as error:
            _log.warning("home_not_shown_again", why=str(error))

    async def _show(self, actor: Actor, request_id: str) -> None:
        homes = self._homes
        first = await homes.is_first(actor)
        fresh = not (self._opened and homes.is_new(actor))
        known = await homes.home(actor, welcome=first, reading=fresh)
        await self._publish(known, request_id)
        if first:
            await self._came(actor)
        if fresh:
            new = await homes.home(actor, welcome=first, fresh=True)
            await self._publish(new, request_id)

    async def _publish(self, home: Home, request_id: str) -> None:
        page = home_page(home, request_id)
        await self._asking.desk.messenger.publish(self._asking.asker.user, page)

    async def _came(self, actor: Actor) -> None:
        """Whoever is not known to have been here is only welcomed once more."""
        try:
            await self._homes.came(actor)
        except LedgerError as error:
            _log.warning("visitor_not_kept", why=str(error))


class ThenHome:
    """Something that was pressed in Home, which is out of date afterwards."""

    def __init__(self, request: Request, tab: HomeTab) -> None:
        self._request = request
        self._tab = tab

    async def answer(self, request_id: str) -> None:
        await self._request.answer(request_id)
        await self._tab.again(request_id)

    async def fail(self, error: BaseException, request_id: str) -> None:
        await self._request.fail(error, request_id)
        if isinstance(error, BotError):  # what it was about is not as Home shows it
            await self._tab.again(request_id)
