"""A desk to ask at, and Bolt in front of it, without a socket."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse

from bot.services.answer import AnswerService
from bot.services.clouds import Cloud
from handlers.actions import Actions
from handlers.commands import Commands
from handlers.intake import Intake
from handlers.questions import Desk
from tests.fakes import (
    FakeClock,
    FakeMessenger,
    FakePeople,
    SlowPeople,
    StoppedClock,
)

URL = "https://hooks.slack.test/commands/1"


def desk(
    messenger: FakeMessenger,
    people: FakePeople | None = None,
    clouds: Mapping[str, Cloud] | None = None,
) -> Desk:
    """Where everybody is patient, unless `people` are slow to be looked up."""
    clock = FakeClock() if isinstance(people, SlowPeople) else StoppedClock()
    return Desk(
        people=people or FakePeople(),
        answers=AnswerService(clouds or {}, clock),
        messenger=messenger,
        clock=clock,
        patience=15,
    )


def command(text: str) -> dict[str, str]:
    """The form of a slash command."""
    return {
        "command": "/runs",
        "text": text,
        "user_id": "U1",
        "team_id": "T1",
        "channel_id": "C1",
        "response_url": URL,
    }


def press(**action: Any) -> dict[str, str]:  # noqa: ANN401  Slack's JSON
    """The form of a press on one of our buttons or selects."""
    payload = {
        "type": "block_actions",
        "user": {"id": "U1", "team_id": "T1"},
        "team": {"id": "T1"},
        "channel": {"id": "C1"},
        "container": {"type": "message", "is_ephemeral": True},
        "response_url": URL,
        "actions": [{"type": "button", "block_id": "b1", "action_ts": "1", **action}],
    }
    return {"payload": json.dumps(payload)}


async def dispatch(intake: Intake, at: Desk, form: Mapping[str, str]) -> BoltResponse:
    """What Slack gets back at once; everything that was begun has ended by then."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1")

    app = AsyncApp(
        signing_secret="s",
        authorize=authorize,
        request_verification_enabled=False,
        process_before_response=True,
    )
    Commands(intake, at).register(app)
    Actions(intake, at).register(app)
    request = AsyncBoltRequest(
        body=urlencode(form),
        headers={"content-type": ["application/x-www-form-urlencoded"]},
    )
    response = await app.async_dispatch(request)
    await intake.drain(finish=2, tell=1)
    return response
