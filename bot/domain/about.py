"""What can be asked about one execution: why, what came before, what it printed."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.commandline import COMMAND, echo
from bot.domain.lookups import reference_in
from bot.domain.references import Reference, is_id
from bot.domain.words import Words
from bot.errors import InvalidQueryError


class AboutVerb(StrEnum):
    """The command."""

    WHY = "why"
    HISTORY = "history"
    OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class AboutQuery:
    """`/runs why REFERENCE`, and so on."""

    verb: AboutVerb
    reference: Reference


def about_query(verb: AboutVerb, words: Words) -> AboutQuery:
    """What the words after `verb` ask for.

    Raises:
        InvalidQueryError: they are no reference; with the nearest right form.
    """
    if len(words.plain) != 1:
        raise InvalidQueryError(
            f"`{verb}` takes one reference, such as `prod/script/RECORD_ID`; every "
            "answer about one execution has it.",
            suggestion=f"{COMMAND} help {verb}",
        )
    (text,) = words.plain
    reference = reference_in(text)
    if reference is None:
        found = f"{COMMAND} find {text}" if is_id(text) else f"{COMMAND} help {verb}"
        raise InvalidQueryError(
            f"`{echo(text)}` is no reference like `prod/script/RECORD_ID`.",
            suggestion=found,
        )
    return AboutQuery(verb, reference)
