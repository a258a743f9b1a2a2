"""What stands after `/runs` without a verb."""

from bot.domain.commandline import echo
from bot.domain.find_words import (
    find_query,
    is_reference,
    is_surely_an_id,
    may_be_an_id,
)
from bot.domain.lookups import LookUpQuery
from bot.domain.option_words import CLOUD, cloud_of, listed
from bot.domain.verbs import VERBS
from bot.domain.words import Words, nearest
from bot.domain.works import FindQuery, GlanceQuery
from bot.errors import InvalidQueryError


def bare_query(words: Words) -> GlanceQuery | FindQuery | LookUpQuery:
    """Everything at a glance, or what goes by an id that stands alone.

    Raises:
        InvalidQueryError: it is no id, or there is more than that.
    """
    strange = next((key for key in words.options if key not in CLOUD), "")
    if words.plain:
        return _found(words, strange)
    if strange:
        option = echo(f"{strange}:{words.options[strange]}")
        owners = ", ".join(f"`{verb}`" for verb in VERBS if strange in VERBS[verb].keys)
        raise InvalidQueryError(
            f"`{option}` belongs after a command that knows it: {owners}."
        )
    return GlanceQuery(cloud=cloud_of(words.options))


def _found(words: Words, strange: str) -> FindQuery | LookUpQuery:
    first = words.plain[0]
    if not is_surely_an_id(first) and (
        nearest(first, VERBS) or not may_be_an_id(first)
    ):
        raise InvalidQueryError(f"I don't know `{echo(first)}`.")
    if strange:
        raise InvalidQueryError(
            f"`find` knows no option `{strange}:`, only {listed(CLOUD)}."
        )
    if len(words.plain) > 1 and not is_reference(first):
        raise InvalidQueryError("I look for one id at a time.")
    return find_query(words)
