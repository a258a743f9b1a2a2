"""Buttons and selects: what they carry is asked again, with the presser's rights."""

import re
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.blocks.paging import ACTION, NEXT, PREVIOUS
from bot.domain.messages import Address
from bot.domain.presses import Press, read_value
from handlers.intake import Intake
from handlers.questions import Asker, Desk, Question

_TURNS_PAGES = frozenset({PREVIOUS, NEXT})

_log = structlog.get_logger()


class Actions:
    """Everything of ours that can be pressed."""

    def __init__(self, intake: Intake, desk: Desk) -> None:
        self._intake = intake
        self._desk = desk

    def register(self, app: AsyncApp) -> None:
        app.action(re.compile(rf"^{re.escape(ACTION)}"))(self.pressed)

    async def pressed(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]
    ) -> None:
        """Turn a page in place, or open a row below."""
        press = _press(action)
        if press is not None:
            turns = action.get("action_id") in _TURNS_PAGES
            address = Address(str(body.get("response_url", "")), replaces=turns)
            question = Question(self._desk, _asker(body), address, press, again=turns)
            # An ack of a press cannot say anything, so whoever is turned away is told.
            if not self._intake.accept(question):
                self._intake.turn_away(question)
        await ack()


def _press(action: Mapping[str, Any]) -> Press | None:
    """What was pressed; None when the value is none that this bot wrote."""
    chosen = action.get("selected_option")
    carrier = chosen if isinstance(chosen, Mapping) else action
    press = read_value(str(carrier.get("value", "")))
    if press is None:
        _log.warning("press_not_ours", action=action.get("action_id"))
    return press


def _asker(body: Mapping[str, Any]) -> Asker:
    user = _part(body, "user")
    return Asker(
        user=str(user.get("id", "")),
        workspace=str(user.get("team_id") or _part(body, "team").get("id", "")),
        channel=str(_part(body, "channel").get("id", "")),
    )


def _part(body: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    part = body.get(key)
    return part if isinstance(part, Mapping) else {}
