"""A desk to ask at, and Bolt in front of it, without a socket."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse

from bot.domain.lookup_form import Ask, Name
from bot.domain.messages import Address
from bot.domain.presses import Press
from bot.ports import Audit, Names
from bot.services.clouds import Cloud
from bot.services.home import Homes
from bot.services.noting import Notes
from bot.services.suggesting import Suggesting
from handlers.actions import Actions
from handlers.asking import Asker, Asking, Desk
from handlers.commands import Commands
from handlers.home import Home
from handlers.intake import Intake
from handlers.options import Options
from handlers.seen import Seen
from handlers.shortcuts import Shortcuts
from handlers.threads import Threads
from handlers.views import Views
from tests.conversations import MemoryThreads
from tests.fakes import (
    FakeClock,
    FakeMessenger,
    FakePeople,
    SlowPeople,
    StoppedClock,
)
from tests.ledgers import MemoryLedger
from tests.services.asking import answers, follow_ups
from tests.visitors import homes_of

ME = "UBOT"
URL = "https://hooks.slack.test/commands/1"
ASKER = Asker(user="U1", workspace="T1", channel="C1")
BESIDE = Address(URL, user="U1", channel="C1")
IN_PLACE = replace(BESIDE, replaces=True)


def desk(
    messenger: FakeMessenger,
    people: FakePeople | None = None,
    clouds: Mapping[str, Cloud] | None = None,
    threads: MemoryThreads | None = None,
    homes: Homes | None = None,
    *,
    names: Names | None = None,
) -> Desk:
    """Where everybody is patient, unless `people` are slow to be looked up."""
    clock = FakeClock() if isinstance(people, SlowPeople) else StoppedClock()
    answering = answers(clouds or {}, clock)
    return Desk(
        people=people or FakePeople(),
        answers=answering,
        notes=notes_in(MemoryLedger()),
        messenger=messenger,
        poster=messenger,
        follow_ups=follow_ups(answering, clock, threads),
        homes=homes or homes_of(answering, clock),
        suggesting=Suggesting(names or NoNames(), answering.cloud_names, clock),
        clock=clock,
        patience=15,
    )


class NoNames:
    """A memory in which nothing was seen."""

    async def seen(self, kind: Ask, since: datetime, most: int) -> Sequence[Name]:
        del kind, since, most
        return ()


def notes_in(audit: Audit) -> Notes:
    """Notes that are kept in `audit`; nothing is told of those that are not."""
    return Notes(audit, FakeClock(), report=lambda *_, **__: None)


def asking(
    at: Desk,
    text: str,
    *,
    page: int = 1,
    address: Address = BESIDE,
    again: bool = False,
) -> Asking:
    """A question at the desk."""
    press = Press(text, page)
    return Asking(desk=at, asker=ASKER, address=address, press=press, again=again)


def command(text: str, trigger: str = "") -> dict[str, str]:
    """The form of a slash command."""
    return {
        "command": "/runs",
        "text": text,
        "user_id": "U1",
        "team_id": "T1",
        "channel_id": "C1",
        "response_url": URL,
        "trigger_id": trigger,
    }


def press(
    body: Mapping[str, Any] | None = None,
    **action: Any,  # noqa: ANN401  Slack's JSON
) -> dict[str, str]:
    """The form of a press on one of our buttons or selects."""
    payload = {
        "type": "block_actions",
        "user": {"id": "U1", "team_id": "T1"},
        "team": {"id": "T1"},
        "channel": {"id": "C1"},
        "container": {"type": "message", "is_ephemeral": True},
        "response_url": URL,
        "actions": [{"type": "button", "block_id": "b1", "action_ts": "1", **action}],
        **(body or {}),
    }
    return {"payload": json.dumps(payload)}


def mention(body: Mapping[str, Any] | None = None, **event: Any) -> dict[str, str]:  # noqa: ANN401  Slack's JSON
    """The JSON of somebody who calls the bot in a channel."""
    said = {"type": "app_mention", "user": "U1", "text": "<@UBOT> hello", "ts": "9.1"}
    payload = {
        "type": "event_callback",
        "team_id": "T1",
        "event_id": "Ev1",
        "event": {**said, "channel": "C1", **event},
        **(body or {}),
    }
    return {"json": json.dumps(payload)}


class Counter:
    """Bolt in front of a desk; what it has seen, it remembers."""

    def __init__(self, intake: Intake, at: Desk) -> None:
        self._intake = intake
        self._app = AsyncApp(
            signing_secret="s",
            authorize=_authorize,
            request_verification_enabled=False,
            process_before_response=True,
        )
        seen = Seen(at.clock)
        for handler in (Commands, Actions, Views, Home, Shortcuts, Options):
            handler(intake, at, seen).register(self._app)
        Threads(intake, at, seen, me=ME, listens=True).register(self._app)

    async def take(self, form: Mapping[str, str]) -> BoltResponse:
        """What Slack gets back at once; what was begun goes on."""
        as_json = form.get("json")
        kind = "application/json" if as_json else "application/x-www-form-urlencoded"
        request = AsyncBoltRequest(
            body=as_json or urlencode(form), headers={"content-type": [kind]}
        )
        return await self._app.async_dispatch(request)


class Other:
    """A request that takes the only place, and does nothing."""

    async def answer(self, request_id: str) -> None:
        del request_id

    async def fail(self, error: BaseException, request_id: str) -> None:
        del error, request_id


async def dispatch(intake: Intake, at: Desk, form: Mapping[str, str]) -> BoltResponse:
    """What Slack gets back at once; everything that was begun has ended by then."""
    response = await Counter(intake, at).take(form)
    await intake.drain(finish=2, tell=1)
    return response


async def _authorize() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1")
