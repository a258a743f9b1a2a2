"""Ids and references as people type them after a verb."""

from dataclasses import replace

from bot.domain.commandline import COMMAND, echo
from bot.domain.executions import Outcome
from bot.domain.lookups import SHAPES, LookUpQuery, Shape, reference_in
from bot.domain.option_words import Keys, Options, cloud_of
from bot.domain.references import SourceName, is_cloud_name, is_id
from bot.domain.words import Words
from bot.errors import InvalidQueryError

# What chooses among the rows of a run, as each command calls it.
RUN_KEYS: dict[SourceName, Keys] = {
    SourceName.TASK: {"outcome": tuple(Outcome)},
    SourceName.POOL: {"status": tuple(Outcome)},
    SourceName.ORDER: {"outcome": tuple(Outcome)},
    SourceName.APP: {"outcome": tuple(Outcome)},
}


def look_up(shape: Shape, words: Words) -> LookUpQuery:
    """What `words` ask for after the verb of `shape`.

    Raises:
        InvalidQueryError: with a sentence, and where there is one the nearest right form.
    """
    if not words.plain:
        raise InvalidQueryError(
            f"Which {shape.thing}? I need its {shape.first}.",
            suggestion=lookup_line(shape, words),
        )
    return replace(_looked_up(shape, words), outcomes=_outcomes(shape, words))


def _looked_up(shape: Shape, words: Words) -> LookUpQuery:
    cloud = cloud_of(words.options)
    if "/" in words.plain[0]:
        return _from_reference(shape, words, cloud)
    if len(words.plain) not in shape.counts:
        raise _miscounted(shape, words)
    for place, id_ in enumerate(words.plain):
        _require_id(shape, place, id_)
    return LookUpQuery(shape.source, words.plain, cloud)


def _outcomes(shape: Shape, words: Words) -> frozenset[Outcome]:
    """Which rows of a run are wanted."""
    keys = RUN_KEYS.get(shape.source, {})
    given = {key: value for key, value in words.options.items() if key in keys}
    return next((Options(given, keys).outcomes(key) for key in given), frozenset())


def lookup_line(shape: Shape, words: Words) -> str:
    """The command that looks up what `words` hold, to be typed as it is."""
    ids = words.plain or shape.names[:1]
    cloud = words.options.get("cloud", "")
    says_its_cloud = any("/" in one for one in ids)
    kept = [f"cloud:{cloud}"] if is_cloud_name(cloud) and not says_its_cloud else []
    return " ".join([COMMAND, shape.source, *ids, *kept])


def closest_line(shape: Shape, words: Words) -> str:
    """The command that looks up as much of what `words` hold as can be."""
    for text in words.plain:
        reference = reference_in(text)
        if reference is not None:
            return lookup_line(SHAPES[reference.source], Words((text,)))
    return _typed_right(shape, words)


def _typed_right(shape: Shape, words: Words) -> str:
    """The line with as many of the ids as there may be."""
    ids = tuple(word for word in words.plain if is_id(word))
    counts = (count for count in shape.counts if count <= len(ids))
    return lookup_line(shape, Words(ids[: max(counts, default=0)], words.options))


def _from_reference(shape: Shape, words: Words, cloud: str) -> LookUpQuery:
    text, *more = words.plain
    reference = reference_in(text)
    if reference is None:
        example = "/".join(["prod", shape.source, *shape.names[: shape.counts[0]]])
        raise InvalidQueryError(
            f"`{echo(text)}` is neither {shape.a_first} nor a reference like "
            f"`{example}`.",
            suggestion=f"{COMMAND} help {shape.source}",
        )
    right = lookup_line(SHAPES[reference.source], Words((text,)))
    if reference.source is not shape.source:
        raise InvalidQueryError(
            f"That reference is not one of {shape.a_thing}.", suggestion=right
        )
    if more:
        raise _too_much(shape, words, right)
    if cloud not in {"", reference.cloud}:
        raise InvalidQueryError(
            f"The reference says cloud `{reference.cloud}`, but `cloud:` says "
            f"`{cloud}`. Leave one of them out.",
            suggestion=right,
        )
    return LookUpQuery(shape.source, reference.ids, reference.cloud)


def _miscounted(shape: Shape, words: Words) -> InvalidQueryError:
    most = max(shape.counts)
    if len(words.plain) < most:  # between two numbers that are allowed
        names = " ".join(shape.names)
        return InvalidQueryError(
            f"I need one id or {most}: {names}.",
            suggestion=f"{COMMAND} help {shape.source}",
        )
    kept = Words(words.plain[:most], words.options)
    known = all(map(is_id, kept.plain))
    return _too_much(shape, words, lookup_line(shape, kept) if known else "")


def _too_much(shape: Shape, words: Words, suggestion: str) -> InvalidQueryError:
    option = next((word for word in words.plain[1:] if ":" in word), "")
    said = f"I look up one {shape.first} at a time."
    if len(shape.names) > 1:
        said = f"That is more than {' '.join(shape.names)}."
    if option:
        said = f"`{shape.source}` knows no option `{echo(option)}`, only `cloud:`."
    return InvalidQueryError(said, suggestion=suggestion)


def _require_id(shape: Shape, place: int, text: str) -> None:
    if not is_id(text):
        raise InvalidQueryError(
            f"`{echo(text)}` cannot be {shape.an_id(place)}: those are up to 128 letters, "
            "digits and . _ ~ : - and I ask no cloud for anything else.",
            suggestion=f"{COMMAND} help {shape.source}",
        )
