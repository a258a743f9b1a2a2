"""A command line cut into words, options and quoted phrases."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from bot.errors import InvalidQueryError

# Phones and word processors type curly quotes.
_STRAIGHT = str.maketrans("\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019", '"""""\'\'')
# A quote opens a phrase at the start of a word or right after an option's colon or comma.
_PHRASE = r"""(?:"[^"]*"|'[^']*')"""
_ITEM = r"""[^\s"',]*"""
_TOKEN = re.compile(
    rf"""((?:[^\s"':]*:)?)(?:((?:{_ITEM},)*{_PHRASE}(?:,(?:{_PHRASE}|{_ITEM}))*)|(\S+))"""
)
_QUOTED = re.compile(_PHRASE)
_OPENS = re.compile(rf"""(?:{_ITEM},)*(["'])""")
_OPTION = re.compile(r"([a-z]+):(.*)", re.DOTALL | re.IGNORECASE)
_NEXT_OPTION = re.compile(r"\s+(?=([a-z]+):)", re.IGNORECASE)
_QUOTES = frozenset("\"'")


@dataclass(frozen=True, slots=True)
class Words:
    """What was typed: words in order, and options by name."""

    plain: tuple[str, ...] = ()
    options: dict[str, str] = field(default_factory=dict)


def split(text: str, known: Collection[str], elsewhere: Collection[str] = ()) -> Words:
    """Cut `text` into words and `key:value` options, quotes respected.

    Only a key in `known`, or a near miss of one, makes an option: ids may hold colons.
    A key in `elsewhere` is no near miss; with its value it stays a word.

    Raises:
        InvalidQueryError: an option is misspelt, empty or given twice.
    """
    plain: list[str] = []
    options: dict[str, str] = {}
    for key, value in _tokens(text):
        if key not in known:
            _require_no_slip(key, known, elsewhere)
            plain.append(value)
            continue
        if not (rest := _after_colon(value)):
            raise InvalidQueryError(f"`{key}:` needs a value right after the colon.")
        if key in options:
            raise InvalidQueryError(f"`{key}:` can be given only once.")
        options[key] = rest
    return Words(tuple(plain), options)


def mended(text: str, known: Collection[str], elsewhere: Collection[str]) -> Words:
    """What `split` would have cut, had the options been typed right.

    A misspelt key is the nearest one in `known`, an empty option is left out, the first
    of two counts, and keys in `elsewhere` make options, too.
    """
    plain: list[str] = []
    options: dict[str, str] = {}
    for key, value in _tokens(text):
        meant = key if key in {*known, *elsewhere} else nearest(key, known)
        if not meant:
            plain.append(value)
        elif rest := _after_colon(value):
            options.setdefault(meant, rest)
    return Words(tuple(plain), options)


def open_quote(text: str) -> str:
    """The first word of a phrase in `text` whose quote never closes, or ""."""
    found = _opened(text.translate(_STRAIGHT))
    return found[0] if found else ""


def closings(text: str, known: Collection[str]) -> list[str]:
    """`text` without its first open quote, in three ways, the likeliest first.

    The quote is closed before the next option in `known`, or at the end, or left out.
    """
    straight = text.translate(_STRAIGHT)
    found = _opened(straight)
    if found is None:
        return []
    opens = _OPENS.match(found[3])
    at = found.start(3) + (opens.start(1) if opens else 0)
    quote, head, phrase = straight[at], straight[:at], straight[at + 1 :].rstrip()
    ends = [
        option.start()
        for option in _NEXT_OPTION.finditer(phrase)
        if option[1].lower() in known
    ]
    closed = [
        f"{head}{quote}{phrase[:end]}{quote}{phrase[end:]}"
        for end in (*ends[:1], len(phrase))
    ]
    return [*closed, head + phrase]


def joined(words: Words) -> str:
    """A line that `split` cuts into `words` again.

    It does not where one phrase holds both kinds of quotes.
    """
    options = (f"{key}:{value}" for key, value in words.options.items())
    return " ".join(map(_quoted, (*words.plain, *options)))


def nearest(word: str, known: Collection[str]) -> str:
    """The member of `known` that `word` was probably meant to be, or ""."""
    return next(iter(near(word, known, 1)), "")


def near(word: str, known: Collection[str], most: int = 3) -> list[str]:
    """Members of `known` that `word` may have been meant to be, the nearest first."""
    return get_close_matches(word.lower(), sorted(known), n=most)


def _quoted(word: str) -> str:
    key, colon, value = word.partition(":")
    keyed = bool(colon) and not any(one.isspace() or one in _QUOTES for one in key)
    before, phrase = (f"{key}:", value) if keyed else ("", word)
    if word and not _OPENS.match(phrase) and not any(map(str.isspace, phrase)):
        return word
    quote = "'" if '"' in phrase else '"'
    return f"{before}{quote}{phrase}{quote}"


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Every word with the key that stands before its colon, or ""."""
    for prefix, quoted, bare in _TOKEN.findall(text.translate(_STRAIGHT)):
        whole = prefix + (_QUOTED.sub(lambda one: one[0][1:-1], quoted) or bare)
        option = _OPTION.fullmatch(whole)
        yield (option[1].lower() if option else ""), whole


def _after_colon(option: str) -> str:
    return option.partition(":")[2]


def _require_no_slip(
    key: str, known: Collection[str], elsewhere: Collection[str]
) -> None:
    meant = "" if not key or key in elsewhere else nearest(key, known)
    if meant:
        raise InvalidQueryError(f"I don't know `{key}:`. Did you mean `{meant}:`?")


def _opened(straight: str) -> re.Match[str] | None:
    found = _TOKEN.finditer(straight)
    return next((one for one in found if _OPENS.match(one[3] or "")), None)
