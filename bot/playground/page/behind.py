"""What goes on behind the scenes: requests, broken rules, the weather, the fleet."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from bot.playground.bodies import cut
from bot.playground.cloud.weather import Weather
from bot.playground.page.console import Console
from bot.playground.page.entities import Entity, Json, fixed
from bot.playground.rules.rule import BrokenRule
from bot.playground.traffic import Exchanged, Traffic

# How many of the newest a page shows.
MOST_EXCHANGES = 300
MOST_RULES = 100


class Misused(Protocol):
    """A cloud that notes how it was asked in a wrong way."""

    misuse: list[str]


@dataclass(frozen=True, slots=True)
class Behind:
    """Everything that is no part of Slack.

    Attributes:
        broken_rules: Of Slack.
        cloud: Whose rules were broken by requests.
    """

    traffic: Traffic
    broken_rules: Sequence[BrokenRule]
    cloud: Misused
    weather: Weather
    console: Console

    def entities(self, now: datetime) -> Iterator[Entity]:
        """What a page shows of it."""
        newest = list(self.traffic.kept)[-MOST_EXCHANGES:]
        yield from (_exchange(each) for each in newest)
        yield from self._rules()
        yield fixed("weather", {"controls": self._controls()})
        yield fixed("console", self.console.at(now))

    def _rules(self) -> Iterator[Entity]:
        numbered = list(enumerate(self.broken_rules))[-MOST_RULES:]
        for number, broken in numbered:
            yield Entity(f"rule/{number}", 0, partial(_broken, number, broken))
        for number, said in list(enumerate(self.cloud.misuse))[-MOST_RULES:]:
            yield fixed(f"rule/cloud-{number}", _misuse(number, said))

    def _controls(self) -> list[Json]:
        return [
            {
                "id": control.id,
                "label": control.label,
                "kind": control.kind,
                "on": control.on,
                "hint": control.hint,
            }
            for control in self.weather.controls()
        ]


def _exchange(exchanged: Exchanged) -> Entity:
    key = f"exchange/{exchanged.number}"
    return Entity(key, exchanged.seconds is None, partial(_exchanged, exchanged))


def _exchanged(exchanged: Exchanged) -> Json:
    return {
        "number": exchanged.number,
        "at": exchanged.at.timestamp(),
        "from": exchanged.sender,
        "to": exchanged.receiver,
        "what": exchanged.what,
        "status": exchanged.status,
        "seconds": exchanged.seconds,
        "failed": exchanged.failed,
    }


def _broken(number: int, broken: BrokenRule) -> Json:
    message = json.dumps(broken.message, ensure_ascii=False, indent=2)
    return {
        "number": number,
        "rule": broken.rule,
        "detail": broken.detail,
        "refusal": broken.refusal,
        "of": "message",
        "message": cut(message),
    }


def _misuse(number: int, said: str) -> Json:
    rule, _, detail = said.partition(": ")
    return {
        "number": number,
        "rule": rule,
        "detail": detail,
        "refusal": None,
        "of": "cloud request",
        "message": "",
    }
