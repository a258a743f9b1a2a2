"""The modals and Home tabs of the local Slack, without the Web API.

docs.slack.dev/surfaces/modals
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.playground.rules import BrokenRule, broken_view
from bot.playground.rules.block_shapes import Surface
from bot.playground.slack.answers import RefusalError, refuse
from bot.playground.slack.changes import Changes
from bot.playground.slack.impossible import ImpossibleError
from bot.playground.slack.modals import HomeView, ModalView

Json = dict[str, Any]

# docs.slack.dev/reference/methods/views.push
MAX_DEPTH = 3


@dataclass(slots=True)
class Views:
    """Per person a stack of modals, the top last, and a Home tab.

    Verbs that take a view judge it, and raise RefusalError where Slack refuses it.

    Attributes:
        home_enabled: Whether the app has a Home tab.
    """

    now: Callable[[], datetime]
    broken_rules: list[BrokenRule]
    mentions_allowed: Collection[str]
    changes: Changes
    home_enabled: bool = True
    _stacks: dict[str, list[ModalView]] = field(default_factory=dict, repr=False)
    _homes: dict[str, HomeView] = field(default_factory=dict, repr=False)
    _names: set[str] = field(default_factory=set, repr=False)
    _count: int = 0

    def modals(self, user: str) -> list[ModalView]:
        """What stands before this person, the top last."""
        return list(self._stacks.get(user, ()))

    def home(self, user: str) -> HomeView | None:
        """What stands in this person's Home tab."""
        return self._homes.get(user)

    async def changed(
        self,
        user: str,
        predicate: Callable[[ModalView], bool] = lambda _: True,
        timeout: float = 10,  # noqa: ASYNC109
    ) -> ModalView:
        """Wait until a modal before this person is as wanted; the top one wins.

        Raises:
            TimeoutError: There was none in time.
        """

        def find() -> ModalView | None:
            seen = reversed(self.modals(user))
            return next((modal for modal in seen if predicate(modal)), None)

        return await self.changes.until(find, timeout)

    def judge(self, view: Json, surface: Surface) -> None:
        """Record the rules that the view breaks.

        Raises:
            RefusalError: Slack refuses it for one of them.
        """
        found = broken_view(view, surface, mentions_allowed=self.mentions_allowed)
        self.broken_rules += found
        refuse([rule for rule in found if rule.refusal is not None])

    def open(self, user: str, view: Json) -> ModalView:
        """Show a judged modal in place of all that stands there."""
        name = self._new_name(view)
        self.clear(user)
        return self._push(user, name, view)

    def push(self, user: str, view: Json) -> ModalView:
        """Show a judged modal on top of the others."""
        depth = len(self.modals(user))
        if depth == 0:
            raise RefusalError("not_found")
        if depth >= MAX_DEPTH:
            raise RefusalError("push_limit_reached")
        return self._push(user, self._new_name(view), view)

    def update(self, modal: ModalView, view: Json, known_hash: str = "") -> ModalView:
        """Show a judged view in place of what the modal shows."""
        if known_hash not in ("", modal.hash):
            raise RefusalError("hash_conflict")
        if view.get("external_id") not in (None, "", modal.external_id):
            modal.external_id = self._new_name(view)
        modal.versions.append(view)
        modal.hash = self._hash()
        self.changes.announce()
        return modal

    def publish(self, user: str, view: Json, known_hash: str = "") -> HomeView:
        """Show a judged view in this person's Home tab."""
        if not self.home_enabled:
            raise RefusalError("not_enabled")
        old = self._homes.get(user)
        if old is not None and known_hash not in ("", old.hash):
            raise RefusalError("hash_conflict")
        made = HomeView(
            id=self._id() if old is None else old.id,
            user=user,
            external_id=str(view.get("external_id", "")),
            hash=self._hash(),
            versions=[*(old.versions if old else []), view],
        )
        self._homes[user] = made
        self.changes.announce()
        return made

    def find(self, view_id: str, external_id: str) -> ModalView:
        """The modal that stands before somebody and is called so.

        Raises:
            RefusalError: There is none, or not any more.
        """
        for modal in (each for stack in self._stacks.values() for each in stack):
            if modal.id == view_id or (
                external_id and modal.external_id == external_id
            ):
                return modal
        raise RefusalError("not_found")

    def close(self, user: str) -> ModalView:
        """Take the top modal away.

        Raises:
            ValueError: This person has none.
        """
        stack = self._stacks.get(user)
        if not stack:
            raise ImpossibleError(f"{user} has no modal")
        top = stack.pop()
        top.closed = True
        self.changes.announce()
        return top

    def clear(self, user: str) -> list[ModalView]:
        """Take all modals away; returns them, the top first."""
        return [self.close(user) for _ in self.modals(user)]

    def _push(self, user: str, name: str, view: Json) -> ModalView:
        stack = self._stacks.setdefault(user, [])
        made = self._id()
        modal = ModalView(
            id=made,
            user=user,
            external_id=name,
            hash=self._hash(),
            root_view_id=stack[0].id if stack else made,
            previous_view_id=stack[-1].id if stack else None,
            versions=[view],
        )
        stack.append(modal)
        self.changes.announce()
        return modal

    def _new_name(self, view: Json) -> str:
        """Its external_id, which no view may have had before."""
        name = str(view.get("external_id") or "")
        if name in self._names:
            raise RefusalError("duplicate_external_id")
        if name:
            self._names.add(name)
        return name

    def _id(self) -> str:
        self._count += 1
        return f"V0VIEW{self._count:05d}"

    def _hash(self) -> str:
        self._count += 1
        return f"{int(self.now().timestamp())}.{self._count:08x}"
