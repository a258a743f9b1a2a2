"""What a query string may say, endpoint by endpoint; what else it says is noted."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import unquote


class BadParameterError(Exception):
    """A parameter that the documents don't allow; the text says which and why."""


class Rule(Protocol):
    """What one parameter may be."""

    @property
    def required(self) -> bool:
        """Whether a request without it is refused."""
        ...

    def read(self, name: str, values: list[str]) -> Any:  # noqa: ANN401  each its own
        """The value, from all that were sent under this name (at least one).

        Raises:
            BadParameterError: they aren't what the documents allow.
        """
        ...


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number in a range, both ends included."""

    low: int
    high: int
    required: bool = False

    def read(self, name: str, values: list[str]) -> int:
        text = _single(name, values)
        if not re.fullmatch(r"-?[0-9]{1,19}", text):
            raise BadParameterError(f"{name} is not a number")
        if not self.low <= int(text) <= self.high:
            raise BadParameterError(f"{name} is out of {self.low}..{self.high}")
        return int(text)


@dataclass(frozen=True, slots=True)
class Text:
    """A text; one of the known words, if there are any."""

    known: frozenset[str] = frozenset()
    required: bool = False

    def read(self, name: str, values: list[str]) -> str:
        text = _single(name, values)
        if self.known and text not in self.known:
            raise BadParameterError(
                f"{name} is none of {', '.join(sorted(self.known))}"
            )
        return text


@dataclass(frozen=True, slots=True)
class Texts:
    """Several texts, each under a key of its own (section 0: repeated keys)."""

    required: bool = False

    def read(self, _: str, values: list[str]) -> frozenset[str]:
        return frozenset(values)


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false, in lower case."""

    required: bool = False

    def read(self, name: str, values: list[str]) -> bool:
        text = _single(name, values)
        if text not in ("true", "false"):
            raise BadParameterError(f"{name} is neither true nor false")
        return text == "true"


@dataclass(frozen=True, slots=True)
class Moment:
    """A time such as 2021-10-01T12:00:00Z, without milliseconds."""

    required: bool = False

    def read(self, name: str, values: list[str]) -> datetime:
        text = _single(name, values)
        try:
            return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        except ValueError as exc:
            raise BadParameterError(f"{name} is not a time of the form Z") from exc


Rules = Mapping[str, Rule]


def words(*known: str) -> Text:
    """A text that has to be one of these."""
    return Text(frozenset(known))


@dataclass(frozen=True, slots=True)
class Query:
    """A query string, taken apart.

    Attributes:
        values: what the rules made of it, for those parameters that were sent.
    """

    values: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, raw: str, rules: Rules) -> "Query":
        """Read it by these rules; unknown parameters are left out.

        Raises:
            BadParameterError: it breaks a rule.
        """
        sent = _sent(raw)
        for name, rule in rules.items():
            if rule.required and name not in sent:
                raise BadParameterError(f"{name} is missing")
        known = {name: rule for name, rule in rules.items() if name in sent}
        return cls({name: rule.read(name, sent[name]) for name, rule in known.items()})

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401  as mappings do
        """The parameter, or the default when it wasn't sent."""
        return self.values.get(name, default)


def misuse(raw: str, rules: Rules) -> Iterator[str]:
    """What a careful client wouldn't send, whatever the cloud answers to it."""
    for name, values in _sent(raw).items():
        rule = rules.get(name)
        if rule is None:
            yield f"unknown parameter {name}"
        if name == "limit" and isinstance(rule, Number):
            yield from _limits(values, rule)


def _limits(values: list[str], rule: Number) -> Iterator[str]:
    for value in values:
        if value.isdecimal() and int(value) == 0:
            yield "limit=0"
        elif value.isdecimal() and int(value) > rule.high:
            yield f"limit={int(value)} is above {rule.high}"


def _sent(raw: str) -> dict[str, list[str]]:
    sent: dict[str, list[str]] = {}
    for part in raw.split("&"):
        if part:
            name, _, value = part.partition("=")
            sent.setdefault(unquote(name), []).append(unquote(value))
    return sent


def _single(name: str, values: list[str]) -> str:
    if len(values) > 1:
        raise BadParameterError(f"{name} was sent more than once")
    return values[0]
