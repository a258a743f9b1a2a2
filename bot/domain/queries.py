"""The grammar of `/runs`: what a person may ask, and the nearest right form."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.references import Reference, SourceName, is_cloud_name, is_id
from bot.domain.words import Words, nearest, split
from bot.errors import InvalidQueryError

COMMAND = "/runs"
# A command line has to fit into a button's value: "v1 " + line + page in 1,900
# characters. https://docs.slack.dev/reference/block-kit/block-elements/button-element
LONGEST = 1_880
_ECHO = 60
_OPTIONS = frozenset({"cloud"})


@dataclass(frozen=True, slots=True)
class HelpQuery:
    """`/runs help [TOPIC]`; an empty topic is everything."""

    topic: str = ""


@dataclass(frozen=True, slots=True)
class ScriptQuery:
    """`/runs script RECORD_ID [cloud:NAME]`; no cloud means every one."""

    record_id: str
    cloud: str = ""


Query = HelpQuery | ScriptQuery


def parse(text: str) -> Query:
    """Read what follows `/runs`.

    Raises:
        InvalidQueryError: with a sentence, and where there is one the nearest right form.
    """
    if len(text) > LONGEST:
        raise InvalidQueryError(
            f"That is {len(text):,} characters long; {LONGEST:,} is the most I read. "
            "Send the command and one id."
        )
    words = split(text, _OPTIONS)
    plain = words.plain[1:] if words.plain[:1] == (COMMAND,) else words.plain
    if not plain:
        return HelpQuery()
    verb, rest = plain[0], Words(plain[1:], words.options)
    reader = _VERBS.get(verb.lower())
    if reader is None:
        raise _unknown(verb, rest)
    return reader(rest)


def verbs() -> tuple[str, ...]:
    """Every verb that `parse` knows, in the order of the help."""
    return tuple(_VERBS)


def first_verb(text: str) -> str:
    """The verb that `text` begins with, or "" when it begins with none."""
    words = text.split(maxsplit=2)
    words = words[1:] if words[:1] == [COMMAND] else words
    first = words[0].lower() if words else ""
    return first if first in _VERBS else ""


def echo(text: str) -> str:
    """`text` short enough to be repeated to the person who typed it."""
    flat = " ".join(text.split()).replace("`", "'")
    return flat if len(flat) <= _ECHO else flat[: _ECHO - 1] + "…"


def _script(words: Words) -> ScriptQuery:
    if not words.plain:
        raise InvalidQueryError(
            "Which script execution? I need its record id.",
            suggestion=_script_line(words),
        )
    record, *more = words.plain
    if more:
        raise _too_much(record, more, words.options)
    cloud = _cloud(words.options.get("cloud", "").lower())
    return _from_reference(record, cloud) if "/" in record else _by_id(record, cloud)


def _too_much(
    record: str, more: list[str], options: dict[str, str]
) -> InvalidQueryError:
    option = next((word for word in more if ":" in word), "")
    said = "I look up one record id at a time."
    if option:
        said = f"`script` knows no option `{echo(option)}`, only `cloud:`."
    line = _script_line(Words((record,), options))
    known = _may_be_looked_up(record)
    return InvalidQueryError(said, suggestion=line if known else "")


def _by_id(record: str, cloud: str) -> ScriptQuery:
    if not is_id(record):
        raise InvalidQueryError(
            f"`{echo(record)}` cannot be a record id: those are up to 128 letters, "
            "digits and . _ ~ : - and I ask no cloud for anything else.",
            suggestion=f"{COMMAND} help script",
        )
    return ScriptQuery(record, cloud)


def _from_reference(text: str, cloud: str) -> ScriptQuery:
    try:
        reference = Reference.parse(text)
    except InvalidQueryError as exc:
        raise InvalidQueryError(
            f"`{echo(text)}` is neither a record id nor a reference like "
            "`prod/script/RECORD_ID`.",
            suggestion=f"{COMMAND} help script",
        ) from exc
    if not _is_one_script(reference):
        raise InvalidQueryError(
            "That reference is not one of a script execution.",
            suggestion=f"{COMMAND} help script",
        )
    if cloud and cloud != reference.cloud:
        raise InvalidQueryError(
            f"The reference says cloud `{reference.cloud}`, but `cloud:` says "
            f"`{cloud}`. Leave one of them out.",
            suggestion=f"{COMMAND} script {reference}",
        )
    return ScriptQuery(reference.ids[0], reference.cloud)


def _cloud(name: str) -> str:
    if name and not is_cloud_name(name):
        raise InvalidQueryError(
            f"`{echo(name)}` cannot be the name of a cloud; leave `cloud:` out to ask all."
        )
    return name


def _help(words: Words) -> HelpQuery:
    topic = " ".join(words.plain).lower()
    if topic and topic not in _VERBS:
        raise InvalidQueryError(
            f"There is no help on `{echo(topic)}`.", suggestion=f"{COMMAND} help"
        )
    return HelpQuery(topic)


_VERBS: dict[str, Callable[[Words], Query]] = {"script": _script, "help": _help}


def _unknown(verb: str, rest: Words) -> InvalidQueryError:
    meant = nearest(verb, _VERBS)
    if not meant and _looks_like_id(verb):
        return InvalidQueryError(
            f"`{echo(verb)}` looks like an id; say what it is of.",
            suggestion=_script_line(Words((verb,), rest.options)),
        )
    line = f"{COMMAND} help"
    if meant == "script":
        ids = tuple(word for word in rest.plain if _may_be_looked_up(word))
        line = _script_line(Words(ids[:1], rest.options))
    return InvalidQueryError(f"I don't know `{echo(verb)}`.", suggestion=line)


def _script_line(words: Words) -> str:
    """The command that looks up what `words` hold, to be typed as it is."""
    ids = words.plain or ("RECORD_ID",)
    cloud = words.options.get("cloud", "")
    says_its_cloud = any("/" in one for one in ids)
    kept = [f"cloud:{cloud}"] if is_cloud_name(cloud) and not says_its_cloud else []
    return " ".join([COMMAND, "script", *ids, *kept])


def _looks_like_id(text: str) -> bool:
    """A reference, or an id with a digit: words that people make up have none."""
    has_digit = any(map(str.isdigit, text))
    return _may_be_looked_up(text) and (has_digit or not is_id(text))


def _may_be_looked_up(text: str) -> bool:
    return is_id(text) or _is_script_reference(text)


def _is_script_reference(text: str) -> bool:
    try:
        reference = Reference.parse(text)
    except InvalidQueryError:
        return False
    return _is_one_script(reference)


def _is_one_script(reference: Reference) -> bool:
    return reference.source is SourceName.SCRIPT and len(reference.ids) == 1
