"""What people fill in in windows, before anybody knows whether it makes sense."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

LONGEST_KEPT = 3_000
"""Slack's limit of what a window keeps: https://docs.slack.dev/reference/views."""


@dataclass(frozen=True, slots=True)
class Filled:
    """By field: what was typed, or all that was chosen; what is empty is not there."""

    fields: Mapping[str, tuple[str, ...]]

    def text(self, name: str) -> str:
        """What was typed, or the only thing that was chosen, else ""."""
        return next(iter(self.fields.get(name, ())), "").strip()

    def chosen(self, name: str) -> tuple[str, ...]:
        """All that was chosen."""
        return self.fields.get(name, ())


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong, as a sentence for each field."""

    by_field: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a window has to remember until it is sent.

    Attributes:
        channel: where it was asked for; the answer goes there.
        name: of the subscription; "" for a new one.
        taken: names that others have.
        filled: what was filled in on the page before; None on the first.
    """

    channel: str = ""
    name: str = ""
    taken: tuple[str, ...] = ()
    filled: Filled | None = field(default=None)

    def packed(self) -> str:
        """All of it as text, as many of the taken names as there is room for."""
        fields = self.filled.fields if self.filled else None
        taken = list(self.taken)
        while True:
            known = {
                "channel": self.channel,
                "name": self.name,
                "taken": taken,
                "filled": fields,
            }
            text = json.dumps(known, separators=(",", ":"))
            if len(text) <= LONGEST_KEPT or not taken:
                return text
            del taken[-max(1, len(taken) // 10) :]


def unpacked(text: str) -> Carried | None:
    """What was packed; None for what is nothing of ours."""
    try:
        known = json.loads(text)
    except ValueError:
        return None
    match known:
        case {
            "channel": str(channel),
            "name": str(name),
            "taken": list(taken),
            "filled": dict() | None as filled,
        }:
            return Carried(
                channel=channel,
                name=name,
                taken=tuple(map(str, taken)),
                filled=None if filled is None else _filled(filled),
            )
    return None


def _filled(fields: Mapping[str, object]) -> Filled:
    return Filled(
        {
            name: tuple(map(str, values))
            for name, values in fields.items()
            if isinstance(values, list)
        }
    )
