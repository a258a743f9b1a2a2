"""The commands: which options each takes, and whose runs it is about."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto

from bot.domain.commandline import LONGEST, after_command, echo
from bot.domain.digest_words import DIGEST_KEYS
from bot.domain.failure_words import FAILURE_KEYS
from bot.domain.lookup_words import RUN_KEYS
from bot.domain.option_words import CLOUD, Keys, listed
from bot.domain.pool_words import POOL_KEYS
from bot.domain.references import SourceName
from bot.domain.words import Words, split
from bot.domain.work_words import APP_KEYS, ORDER_KEYS, TASK_KEYS
from bot.errors import InvalidQueryError

# Options that mean the same, each after other commands.
_OUTCOMES = frozenset({"outcome", "status", "last"})


class Takes(Enum):
    """What may stand after a command beside its options."""

    NOTHING = auto()
    IDS = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Verb:
    """What is known of a command before its words are read.

    Attributes:
        keys: its options.
        source: whose runs it shows; None: not those of one source alone.
        takes: what else may stand after it.
    """

    keys: Keys
    source: SourceName | None = None
    takes: Takes = Takes.NOTHING

    def called(self, key: str) -> str:
        """What it calls an option that other commands call `key`."""
        if key not in _OUTCOMES:
            return key
        return next((one for one in self.keys if one in _OUTCOMES), key)

    def knows(self, keys: Collection[str]) -> bool:
        """Whether all of these are options of it."""
        return all(key in self.keys for key in keys)


def _one(source: SourceName) -> Verb:
    return Verb({**RUN_KEYS.get(source, {}), **CLOUD}, source, Takes.IDS)


# In the order of the help.
VERBS: dict[str, Verb] = {
    "failures": Verb(FAILURE_KEYS),
    "find": Verb(CLOUD, takes=Takes.TEXT),
    "script": _one(SourceName.SCRIPT),
    "task": _one(SourceName.TASK),
    "tasks": Verb(TASK_KEYS, SourceName.TASK),
    "pool": Verb(POOL_KEYS, SourceName.POOL, Takes.IDS),
    "order": _one(SourceName.ORDER),
    "orders": Verb(ORDER_KEYS, SourceName.ORDER),
    "app": _one(SourceName.APP),
    "apps": Verb(APP_KEYS, SourceName.APP),
    "watch": Verb({}, takes=Takes.TEXT),
    "digest": Verb(DIGEST_KEYS, takes=Takes.TEXT),
    "why": Verb({}, takes=Takes.IDS),
    "history": Verb({}, takes=Takes.IDS),
    "output": Verb({}, takes=Takes.IDS),
    "health": Verb({}),
    "help": Verb(CLOUD, takes=Takes.TEXT),
}
EVERY_KEY: Keys = {
    key: words for verb in VERBS.values() for key, words in verb.keys.items()
}


def is_option(word: str) -> bool:
    """Whether it is an option of some command, such as `since:24h`."""
    key, colon, _ = word.partition(":")
    return bool(colon) and key.lower() in EVERY_KEY


def first_verb(text: str) -> str:
    """The verb that `text` begins with, or "" when it begins with none."""
    words = (word.lower() for word in _plain(text) if ":" not in word)
    first = next(words, "")
    return first if first in VERBS else ""


def taken_apart(text: str) -> tuple[str, Words]:
    """The verb that `text` begins with, "" for none, and what stands beside it."""
    text = after_command(text)
    verb = first_verb(text)
    words = split(text, VERBS[verb].keys if verb else EVERY_KEY, EVERY_KEY)
    if not verb:
        return "", words
    return verb, Words(without(verb, words.plain), words.options)


def lone_verb(text: str) -> str:
    """The verb that `text` consists of, or "" where it is none, or not alone."""
    plain = _plain(text)
    verb = plain[0].lower() if len(plain) == 1 else ""
    return verb if verb in VERBS else ""


def _plain(text: str) -> tuple[str, ...]:
    return split(after_command(text)[:LONGEST], ()).plain


def without(verb: str, plain: tuple[str, ...]) -> tuple[str, ...]:
    """The words beside the verb that `first_verb` found among them."""
    place = next(place for place, word in enumerate(plain) if word.lower() == verb)
    return plain[:place] + plain[place + 1 :]


def require_fitting(verb: str, plain: tuple[str, ...]) -> None:
    """Refuse words that belong to other commands.

    Raises:
        InvalidQueryError: with what may stand after this one.
    """
    known = VERBS[verb]
    only = f"only {listed(known.keys)}" if known.keys else "and no other"
    option = next(filter(is_option, plain), "")
    if option:
        raise InvalidQueryError(f"`{verb}` knows no option `{echo(option)}`, {only}.")
    if plain and known.takes is Takes.NOTHING:
        takes = f"takes options: {listed(known.keys)}" if known.keys else "stands alone"
        raise InvalidQueryError(
            f"`{echo(plain[0])}` cannot stand here; `{verb}` {takes}."
        )
