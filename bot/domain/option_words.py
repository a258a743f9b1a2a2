"""What options say, whichever command they stand after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.commandline import echo
from bot.domain.executions import Outcome
from bot.domain.references import is_cloud_name
from bot.domain.words import nearest
from bot.errors import InvalidQueryError

Keys = Mapping[str, tuple[str, ...]]
"""The options of a command, each with the words that it takes; none: any text."""

ANY: tuple[str, ...] = ()
CLOUD: Keys = {"cloud": ANY}


@dataclass(frozen=True, slots=True)
class Options:
    """What was given after a command that knows `keys`.

    Its readers raise `InvalidQueryError` where a value cannot be.
    """

    given: Mapping[str, str]
    keys: Keys

    def text(self, key: str) -> str:
        """Its value as it was typed, or ""."""
        return self.given.get(key, "")

    @property
    def cloud(self) -> str:
        return cloud_of(self.given)

    def values(self, key: str) -> tuple[str, ...]:
        """Its values: commas mean or."""
        values = tuple(_parts(self.text(key)))
        if key in self.given and not values:
            raise InvalidQueryError(f"`{key}:` needs a value right after the colon.")
        return values

    def chosen(self, key: str) -> frozenset[str]:
        """Its values, all of them words that it takes."""
        values, words = self.values(key), self.keys[key]
        wrong = next((value for value in values if value.lower() not in words), "")
        if wrong:
            raise InvalidQueryError(
                f"`{key}:` cannot be `{echo(wrong)}`. It is one of: {', '.join(words)}."
            )
        return frozenset(map(str.lower, values))

    def outcomes(self, key: str) -> frozenset[Outcome]:
        return frozenset(map(Outcome, self.chosen(key)))


def cloud_of(given: Mapping[str, str]) -> str:
    """What `cloud:` says, or "".

    Raises:
        InvalidQueryError: no cloud can be called that.
    """
    name = given.get("cloud", "").lower()
    if name and not is_cloud_name(name):
        raise InvalidQueryError(
            f"`{echo(name)}` cannot be the name of a cloud; leave `cloud:` out to ask all."
        )
    return name


def put_right(given: Mapping[str, str], keys: Keys) -> dict[str, str]:
    """The options in `keys`, their words as they were meant, as far as can be guessed."""
    right = {
        key: ",".join(
            nearest(part, keys[key]) or part if keys[key] else part
            for part in _parts(value)
        )
        if keys[key]
        else value
        for key, value in given.items()
        if key in keys
    }
    return {key: value for key, value in right.items() if value.strip(", ")}


def listed(keys: Iterable[str]) -> str:
    """The options as a sentence names them."""
    return ", ".join(f"`{key}:`" for key in keys)


def _parts(text: str) -> Iterable[str]:
    return filter(None, map(str.strip, text.split(",")))
