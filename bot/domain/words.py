"""A command line cut into words, options and quoted phrases."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from difflib import get_close_matches

from bot.errors import InvalidQueryError

# Phones and word processors type curly quotes.
_STRAIGHT = str.maketrans("\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019", '"""""\'\'')
# A quote opens a phrase at the start of a word or right after an option's colon.
_TOKEN = re.compile(r"""((?:[^\s"':]*:)?)(?:"([^"]*)"|'([^']*)'|(\S+))""")
_OPTION = re.compile(r"([a-z]+):(.*)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """What was typed: words in order, and options by name."""

    plain: tuple[str, ...] = ()
    options: dict[str, str] = field(default_factory=dict)


def split(text: str, known: Collection[str]) -> Words:
    """Cut `text` into words and `key:value` options, quotes respected.

    Only a key in `known`, or a near miss of one, makes an option: ids may hold colons.

    Raises:
        InvalidQueryError: an option is misspelt, empty or given twice.
    """
    plain: list[str] = []
    options: dict[str, str] = {}
    for key, value in _tokens(text, known):
        if not key:
            plain.append(value)
        elif not value:
            raise InvalidQueryError(f"`{key}:` needs a value right after the colon.")
        elif key in options:
            raise InvalidQueryError(f"`{key}:` can be given only once.")
        else:
            options[key] = value
    return Words(tuple(plain), options)


def joined(words: Words) -> str:
    """A line that `split` cuts into `words` again, unless they hold double quotes."""
    options = (f"{key}:{value}" for key, value in words.options.items())
    return " ".join(map(_quoted, (*words.plain, *options)))


def nearest(word: str, known: Collection[str]) -> str:
    """The member of `known` that `word` was probably meant to be, or ""."""
    return next(iter(get_close_matches(word.lower(), sorted(known), n=1)), "")


def _quoted(word: str) -> str:
    if word and not any(map(str.isspace, word)):
        return word
    key, colon, value = word.partition(":")
    keyed = colon and not any(map(str.isspace, key))
    return f'{key}:"{value}"' if keyed else f'"{word}"'


def _tokens(text: str, known: Collection[str]) -> list[tuple[str, str]]:
    return [
        _token(prefix, double or single or bare, known)
        for prefix, double, single, bare in _TOKEN.findall(text.translate(_STRAIGHT))
    ]


def _token(prefix: str, value: str, known: Collection[str]) -> tuple[str, str]:
    whole = prefix + value
    option = _OPTION.fullmatch(whole)
    if option is None:
        return "", whole
    key, rest = option.group(1).lower(), option.group(2)
    if key in known:
        return key, rest
    meant = nearest(key, known)
    if meant:
        raise InvalidQueryError(f"I don't know `{key}:`. Did you mean `{meant}:`?")
    return "", whole
