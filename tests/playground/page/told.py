"""What the smallest bot was told."""

import json
from typing import Any
from urllib.parse import parse_qsl

from bot.playground.slack import OPERATOR
from tests.playground.tiny_bot import TinyBot

Json = dict[str, Any]

TEAM = {"id": "T0RUNWATCH1", "domain": "runwatch-playground"}
MEI = {
    "id": OPERATOR,
    "username": "mei.tan",
    "name": "mei.tan",
    "team_id": "T0RUNWATCH1",
}


def form(bot: TinyBot) -> dict[str, str]:
    """The newest form."""
    return dict(parse_qsl(bot.bodies[-1], keep_blank_values=True, strict_parsing=True))


def interaction(bot: TinyBot) -> Json:
    """The newest interaction."""
    found: Json = json.loads(form(bot)["payload"])
    return found


def events(bot: TinyBot) -> list[Json]:
    """Every event."""
    return [json.loads(body)["event"] for body in bot.bodies]


def parts(payload: Json, *names: str) -> Json:
    """Some of a payload."""
    return {name: payload.get(name) for name in names}
