"""A window of one person: opened at once, and filled when there is something to show."""

import structlog

from bot.domain.messages import Modal
from bot.errors import MessengerError, UncertainError
from bot.ports import Messenger

_log = structlog.get_logger()


class Window:
    """Known by `key`: of one that is open already, or of the one that `open` opens."""

    def __init__(
        self, messenger: Messenger, *, trigger: str = "", key: str = ""
    ) -> None:
        self._messenger = messenger
        self._trigger = trigger
        self._key = key
        self._sure = bool(key)

    async def open(self, key: str, modal: Modal) -> None:
        """Open it, unless it is open already.

        It is in use also where Slack did not say whether it opened.
        """
        if self._key:
            return
        try:
            await self._messenger.open(self._trigger, key, modal)
        except UncertainError as exc:
            _log.warning("modal_perhaps_opened", why=str(exc))
        except MessengerError as exc:
            _log.info("modal_not_opened", why=str(exc))
            return
        else:
            self._sure = True
        self._key = key

    async def show(self, modal: Modal) -> bool:
        """Whether it is shown, or the person has closed what would show it.

        Raises:
            MessengerError: Slack refused, or nobody knows whether it took it.
        """
        if not self._key:
            return False
        return await self._messenger.update(self._key, modal) or self._sure

    async def tell(self, modal: Modal) -> bool:
        """The same for bad news; False where Slack does not take it."""
        try:
            return await self.show(modal)
        except MessengerError as exc:
            _log.warning("modal_not_filled", why=str(exc))
            return False
