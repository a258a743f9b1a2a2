"""Who may do what with a subscription."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.access import Actor, Standing
from bot.domain.subscriptions import Subscription
from bot.errors import AccessDeniedError, InvalidQueryError


@dataclass(frozen=True, slots=True)
class DigestRights:
    """`managers` may change any subscription; its owner always may."""

    managers: Collection[str]

    def may_send(self, actor: Actor, one: Subscription) -> bool:
        """Whether they may pause it, let it go on, and send it."""
        owns = bool(one.owner) and actor.user == one.owner
        runs_the_bot = actor.person.standing is Standing.OPERATOR
        return owns or runs_the_bot or actor.user in self.managers

    def manages(self, actor: Actor) -> bool:
        """Whether they may send all there are."""
        return actor.user in self.managers

    def may_change(self, actor: Actor, one: Subscription) -> bool:
        """Whether they may change or delete it; those of the file are changed there."""
        return not one.is_filed and self.may_send(actor, one)

    def require_send(self, actor: Actor, one: Subscription) -> None:
        """Return when they may.

        Raises:
            AccessDeniedError: names who may.
        """
        if not self.may_send(actor, one):
            raise AccessDeniedError(
                f"Only {self._who(one)} may do that with {one.name}."
            )

    def require_change(self, actor: Actor, one: Subscription) -> None:
        """The same for changing and deleting.

        Raises:
            AccessDeniedError: names who may.
            InvalidQueryError: it stands in the settings file.
        """
        if one.is_filed:
            raise InvalidQueryError(
                f"{one.name} stands in the settings file, under `[[digests]]`: whoever "
                "runs this bot can change it there."
            )
        self.require_send(actor, one)

    def _who(self, one: Subscription) -> str:
        known = [
            *(["its owner"] if one.owner else []),
            *(["a manager"] * bool(self.managers)),
        ]
        nobody = "a manager (`access.managers` of the settings names none yet)"
        return " or ".join(known) or nobody
