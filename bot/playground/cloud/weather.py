"""Switches for what goes wrong in the cloud, for people who want to see it happen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.playground.cloud.faults import Fault
from bot.playground.cloud.mishaps import Hang, Slow, Status
from bot.playground.cloud.simulated import SimulatedCloud

BURST = 1_000


@dataclass(frozen=True, slots=True)
class Control:
    """Something to switch, or to press once."""

    id: str
    label: str
    kind: Literal["switch", "once"]
    on: bool
    hint: str


@dataclass(frozen=True, slots=True)
class Said:
    """What to tell whoever set a control, and the command that shows its effect."""

    sentence: str
    command: str | None = None


@dataclass(frozen=True, slots=True)
class _Everywhere:
    """Weather of the whole cloud: one at a time."""

    label: str
    hint: str
    fault: Fault
    on: str


_EVERYWHERE: Mapping[str, _Everywhere] = {
    "latency": _Everywhere(
        "Every answer is 3 s late",
        "The bot says what it waits for, and shows what it has.",
        Slow(3),
        "Every answer of the cloud now comes 3 seconds late.",
    ),
    "status-429": _Everywhere(
        "Every answer is 429",
        "Too many requests: the bot slows down and tries again.",
        Status(429),
        "The cloud now refuses every request as one too many (429).",
    ),
    "status-503": _Everywhere(
        "Every answer is 503",
        "The cloud is not available: the bot tries again, then says so.",
        Status(503),
        "The cloud now answers every request with 503.",
    ),
    "hang": _Everywhere(
        "No answer ever comes",
        "Requests are taken and never answered: the bot gives up in time.",
        Hang(),
        "The cloud now takes requests and never answers.",
    ),
}
_ENDPOINTS: Mapping[str, tuple[str, ...]] = {
    "script": ("W5", "W6", "W7"),
    "task": ("W1", "W3", "W4"),
    "pool": ("W8", "W9"),
    "order": ("C1", "C2", "C3", "C4", "C5"),
    "app": ("A1", "A2", "A3"),
}
_FAIR = Said("The cloud answers as it should again.")


class Weather:
    """Makes weather on one cloud; each kind of the whole cloud ends the one before."""

    def __init__(self, cloud: SimulatedCloud) -> None:
        self._cloud = cloud
        self._life = cloud.life
        self._everywhere: str | None = None
        self._down: set[str] = set()

    def controls(self) -> list[Control]:
        """All there are, as they stand."""
        return [*self._switches(), *self._buttons()]

    def set(self, control_id: str, *, on: bool, now: datetime) -> Said:
        """Switch it on or off, or do it once, whatever `on` says.

        Raises:
            KeyError: there is no such control.
        """
        kind, _, source = control_id.partition("/")
        if control_id in _EVERYWHERE:
            return self._set_everywhere(control_id, on=on)
        if kind == "down" and source in _ENDPOINTS:
            return self._set_down(source, on=on)
        if control_id == "expire-tokens":
            return self._expire()
        if control_id == "clear":
            return self._clear()
        if control_id == "burst" and self._life is not None:
            command = self._life.burst(BURST, now)
            return Said(f"{BURST:,} desktops have just failed at once.", command)
        raise KeyError(control_id)

    def _switches(self) -> list[Control]:
        everywhere = [
            Control(name, each.label, "switch", name == self._everywhere, each.hint)
            for name, each in _EVERYWHERE.items()
        ]
        sources = [
            Control(
                f"down/{source}",
                f"Source {source} is down",
                "switch",
                source in self._down,
                f"{', '.join(endpoints)} answer 503; the other sources are read.",
            )
            for source, endpoints in _ENDPOINTS.items()
        ]
        return everywhere + sources

    def _buttons(self) -> list[Control]:
        buttons = [
            ("expire-tokens", "Expire all tokens", "The next use of one hears 401."),
            ("clear", "Fair weather", "Ends everything that is switched on."),
        ]
        if self._life is not None:
            hint = "One run of one task in which 1,000 desktops fail."
            buttons.insert(1, ("burst", "1,000 failures at once", hint))
        return [
            Control(name, label, "once", on=False, hint=hint)
            for name, label, hint in buttons
        ]

    def _set_everywhere(self, name: str, *, on: bool) -> Said:
        if on:
            self._everywhere = name
            self._cloud.faults.always(_EVERYWHERE[name].fault)
            return Said(_EVERYWHERE[name].on)
        if self._everywhere == name:
            self._everywhere = None
            self._cloud.faults.always(None)
        return self._fair()

    def _set_down(self, source: str, *, on: bool) -> Said:
        for endpoint in _ENDPOINTS[source]:
            self._cloud.faults.at(endpoint).always(Status(503) if on else None)
        if on:
            self._down.add(source)
            return Said(f"Source {source} now answers 503.")
        self._down.discard(source)
        return self._fair()

    def _fair(self) -> Said:
        if self._everywhere is not None:
            return Said(_EVERYWHERE[self._everywhere].on)
        if self._down:
            return Said(f"Still down: {', '.join(sorted(self._down))}.")
        return _FAIR

    def _expire(self) -> Said:
        self._cloud.expire_tokens()
        self._cloud.expire_agency()
        return Said("Every token and every temporary key has expired.")

    def _clear(self) -> Said:
        self._everywhere = None
        self._cloud.faults.always(None)
        for source in list(self._down):
            self._set_down(source, on=False)
        return _FAIR
