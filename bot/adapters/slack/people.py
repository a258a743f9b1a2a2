"""Who somebody is, as Slack's `users.info` tells."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.errors import CALL_ERRORS, code_of
from bot.adapters.slack.home import Identity
from bot.domain.access import Person, Standing
from bot.ports import Clock

KEPT_FOR = timedelta(minutes=10)
_MOST_KEPT = 10_000
# Throttling included: somebody is waiting.
_PATIENCE = 10.0
_UNKNOWN = Person(Standing.UNKNOWN)

_log = structlog.get_logger()


class SlackPeople:
    """`People` by `users.info`: one call a person, its answer kept for ten minutes."""

    def __init__(self, client: AsyncWebClient, home: Identity, clock: Clock) -> None:
        self._client = client
        self._home = home
        self._clock = clock
        self._asking: dict[str, asyncio.Task[Person]] = {}
        self._kept: OrderedDict[str, tuple[datetime, Person]] = OrderedDict()

    async def person(self, user: str, workspace: str) -> Person:
        if workspace != self._home.workspace and not self._home.organisation:
            return Person(Standing.EXTERNAL)
        kept = self._kept.get(user)
        if kept is not None and self._clock.now() < kept[0]:
            return kept[1]
        asking = self._asking.get(user)
        if asking is None:
            asking = self._asking[user] = asyncio.create_task(self._learn(user))
        # Whoever gives up waiting does not take the answer from the others.
        return await asyncio.shield(asking)

    async def _learn(self, user: str) -> Person:
        try:
            person = await self._ask(user)
        finally:
            del self._asking[user]
        if person.standing is not Standing.UNKNOWN:
            self._keep(user, person)
        return person

    async def _ask(self, user: str) -> Person:
        try:
            async with asyncio.timeout(_PATIENCE):
                answer = await self._client.users_info(user=user, include_locale=True)
        except CALL_ERRORS as exc:
            _log.warning("person_not_knowable", user=user, why=code_of(exc))
            return _UNKNOWN
        profile: Any = answer.get("user")
        if not isinstance(profile, dict):
            return _UNKNOWN
        zone, locale = (str(profile.get(key) or "") for key in ("tz", "locale"))
        return Person(standing(profile, self._home), zone, locale)

    def _keep(self, user: str, person: Person) -> None:
        self._kept[user] = (self._clock.now() + KEPT_FOR, person)
        self._kept.move_to_end(user)
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)


def standing(profile: Mapping[str, Any], home: Identity) -> Standing:
    """What the person is to `home`.

    Facts: https://docs.slack.dev/reference/objects/user-object
    """
    if profile.get("deleted"):
        return Standing.DEACTIVATED
    if profile.get("is_bot") or profile.get("id") == "USLACKBOT":
        return Standing.BOT
    if profile.get("is_restricted") or profile.get("is_ultra_restricted"):
        return Standing.GUEST
    if not profile.get("team_id"):
        return Standing.UNKNOWN
    return Standing.MEMBER if _at_home(profile, home) else Standing.EXTERNAL


def _at_home(profile: Mapping[str, Any], home: Identity) -> bool:
    if profile.get("is_stranger"):
        return False
    if profile["team_id"] == home.workspace:
        return True
    enterprise = profile.get("enterprise_user")
    return (
        bool(home.organisation)
        and isinstance(enterprise, dict)
        and enterprise.get("enterprise_id") == home.organisation
    )
