"""What was probably meant by a line that cannot be read."""

from collections.abc import Iterator, Sequence

from bot.domain.commandline import COMMAND, after_command, line
from bot.domain.find_words import is_surely_an_id, may_be_an_id
from bot.domain.lookup_words import closest_line
from bot.domain.lookups import SHAPES
from bot.domain.option_words import CLOUD, put_right
from bot.domain.references import SourceName
from bot.domain.verbs import (
    EVERY_KEY,
    VERBS,
    Takes,
    Verb,
    first_verb,
    without,
)
from bot.domain.words import Words, closings, joined, mended, near

# There are two kinds of quotes, and one that is open has no second.
_MOST_OPEN = 2


def guesses(typed: str, opened: int = _MOST_OPEN) -> Iterator[str]:
    """Lines that may have been meant by `typed`, the likeliest first; some are wrong."""
    text = after_command(typed)
    verb = first_verb(text)
    keys = VERBS[verb].keys if verb else EVERY_KEY
    for closed in closings(text, keys) if opened else ():
        yield line(closed)
        yield from guesses(closed, opened - 1)
    words = mended(text, keys, EVERY_KEY)
    if verb:
        yield from _after(verb, Words(without(verb, words.plain), words.options))
    elif words.plain:
        yield from _misspelt(words)
    else:
        yield from _searches(words.options)


def _after(verb: str, words: Words) -> Iterator[str]:
    """Lines with this verb, or with one that takes what follows it."""
    known, plain = VERBS[verb], words.plain
    options = {known.called(key): value for key, value in words.options.items()}
    right = put_right(options, known.keys)
    if words.options and not plain and known.source and _needs_ids(known):
        yield from _of_the_same(known.source, words.options)
    if not plain and known.keys and not known.knows(options):
        yield from _of_the_same(known.source, options)
    if known.takes is Takes.NOTHING and plain:
        yield from _strays(verb, Words(plain, right))
    yield _line(verb, plain, right)
    yield _line(verb, plain, _without_cloud(right))
    if known.source and known.takes is Takes.IDS and (plain or _needs_ids(known)):
        yield closest_line(SHAPES[known.source], Words(plain, right))
    changed = {key: one for key, one in right.items() if one != options[key]}
    if changed:
        yield _line(verb, plain, changed)
    yield f"{COMMAND} help" if verb == "help" else f"{COMMAND} help {verb}"


def _needs_ids(known: Verb) -> bool:
    """Whether it does nothing without one; pools are searched, too."""
    return known.takes is Takes.IDS and known.source is not SourceName.POOL


def _of_the_same(source: SourceName | None, options: dict[str, str]) -> Iterator[str]:
    """Lines that search the same source by all of these options."""
    for verb, known in VERBS.items():
        if source and known.source is source and known.knows(options):
            yield _line(verb, (), put_right(options, known.keys))
    failures = VERBS["failures"]
    if failures.knows(options):
        right = put_right(options, failures.keys)
        yield _line("failures", (), {"source": source, **right} if source else right)


def _strays(verb: str, words: Words) -> Iterator[str]:
    """Lines for words after a verb that takes options alone."""
    known, plain = VERBS[verb], words.plain
    cloud = put_right(words.options, CLOUD)
    sure = next(filter(is_surely_an_id, plain), "")
    if known.source and all(map(may_be_an_id, plain)):
        yield closest_line(SHAPES[known.source], Words(plain, cloud))
    elif sure:
        yield _line("find", (sure,), cloud)
    if "name" in known.keys:
        yield _line(verb, (), {**words.options, "name": " ".join(plain)})
    elif known.source:
        yield _line("find", plain, cloud)
    yield _line(verb, (), words.options)


def _misspelt(words: Words) -> Iterator[str]:
    """Lines for what begins with no verb."""
    first, *rest = words.plain
    meant = near(first, VERBS)
    cloud = put_right(words.options, CLOUD)
    if may_be_an_id(first) and (rest or not meant):
        yield _line("find", (first,), cloud)
    for verb in meant:
        if VERBS[verb].keys or not rest:
            yield from _after(verb, Words(tuple(rest), words.options))
    yield _line("find", words.plain, cloud)
    yield _line("find", words.plain, {})
    yield f"{COMMAND} help"


def _searches(options: dict[str, str]) -> Iterator[str]:
    """Lines for options without a verb."""
    if options.keys() <= CLOUD.keys():
        yield joined(Words((COMMAND,), options))
    knowing = [verb for verb in VERBS if VERBS[verb].knows(options)]
    first = next(iter(options), "cloud")
    for verb in knowing or [one for one in VERBS if first in VERBS[one].keys]:
        yield from _after(verb, Words((), options))


def _without_cloud(options: dict[str, str]) -> dict[str, str]:
    return {key: one for key, one in options.items() if key != "cloud"}


def _line(verb: str, plain: Sequence[str], options: dict[str, str]) -> str:
    return joined(Words((COMMAND, verb, *plain), options))
