"""Every subscription there is: those of the settings file, and those made in Slack."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.commandline import COMMAND, echo
from bot.domain.subscriptions import Subscription
from bot.domain.words import nearest
from bot.errors import InvalidQueryError
from bot.ports import Subscriptions


class Roster:
    """Knows subscriptions by name; where both have one of a name, the file's counts.

    `clouds` are those that a subscription is about which names none.
    """

    def __init__(
        self,
        filed: Sequence[Subscription],
        kept: Subscriptions,
        clouds: Sequence[str],
    ) -> None:
        self._filed = tuple(filed)
        self._kept = kept
        self._clouds = tuple(clouds)

    async def all(self) -> tuple[Subscription, ...]:
        """All of them, by name, each with its pause.

        Raises:
            LedgerError: the database gave no answer.
        """
        pauses = await self._kept.pauses()
        filed = [replace(one, pause=pauses.get(one.id)) for one in self._filed]
        names = {one.name for one in filed}
        made = [one for one in await self._kept.made() if one.name not in names]
        every = map(self._with_clouds, [*filed, *made])
        return tuple(sorted(every, key=lambda one: one.name))

    async def named(self, name: str) -> Subscription:
        """The one of that name.

        Raises:
            InvalidQueryError: there is none; it names the nearest one.
            LedgerError: the database gave no answer.
        """
        known = {one.name: one for one in await self.all()}
        if name not in known:
            near = nearest(name, known)
            raise InvalidQueryError(
                f"There is no digest `{echo(name)}`.",
                suggestion=f"{COMMAND} digest {f'show {near}' if near else 'list'}",
            )
        return known[name]

    def _with_clouds(self, one: Subscription) -> Subscription:
        return one if one.clouds else replace(one, clouds=self._clouds)
