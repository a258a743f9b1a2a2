"""What is looked for by an id or a name, and what looks like an id."""

import re

from bot.domain.commandline import echo
from bot.domain.lookup_words import look_up
from bot.domain.lookups import SHAPES, LookUpQuery
from bot.domain.option_words import cloud_of
from bot.domain.references import Reference, is_id
from bot.domain.words import Words
from bot.domain.works import FindQuery
from bot.errors import InvalidQueryError

_SHORTEST, _LONGEST = 2, 128
_HEX = "[0-9a-f]"
_ID = re.compile(
    rf"{_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}|{_HEX}{{32}}|sct[0-9][0-9a-z]*",
    re.ASCII | re.IGNORECASE,
)


def find_query(words: Words) -> FindQuery | LookUpQuery:
    """What goes by a text; what a reference alone means is known without a search.

    Raises:
        InvalidQueryError: there is no text, or not one that can be looked for.
    """
    text = " ".join(words.plain).strip()
    if words.plain and is_reference(words.plain[0]):
        reference = Reference.parse(words.plain[0])
        return look_up(SHAPES[reference.source], words)
    if not text:
        raise InvalidQueryError(
            "What shall I look for? I need an id, or a part of a name."
        )
    if not _SHORTEST <= len(text) <= _LONGEST:
        raise InvalidQueryError(
            f"I cannot look for `{echo(text)}`: it has to be {_SHORTEST} to {_LONGEST} "
            "characters long."
        )
    return FindQuery(text=text, cloud=cloud_of(words.options))


def is_surely_an_id(text: str) -> bool:
    """Whether it is a UUID, 32 hex digits, an order's or a reference."""
    return _ID.fullmatch(text) is not None or is_reference(text)


def may_be_an_id(text: str) -> bool:
    """Whether it may be one, or a machine's name: words of a language have no digits."""
    has_digit = any(map(str.isdigit, text))
    return is_surely_an_id(text) or (is_id(text) and has_digit)


def is_reference(text: str) -> bool:
    """Whether it is written like one, even if nothing goes by so many ids."""
    try:
        Reference.parse(text)
    except InvalidQueryError:
        return False
    return True
