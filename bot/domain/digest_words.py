"""`/runs digest …` as people type it."""

import re
from collections.abc import Collection, Mapping

from bot.domain.commandline import COMMAND, echo
from bot.domain.digest_queries import DigestQuery, DigestVerb
from bot.domain.option_words import ANY, Keys
from bot.domain.words import Words, nearest
from bot.errors import InvalidQueryError

DIGEST_KEYS: Keys = {
    "cause": ANY,
    "for": ANY,
    "why": ANY,
    "in": ("channel",),
    "confirm": ("yes",),
}
LONGEST_NAME = 40
NAME = re.compile(rf"[a-z0-9][a-z0-9_-]{{0,{LONGEST_NAME - 1}}}", re.ASCII)
"""The name of a digest, also where the settings file has it."""

_NAMELESS = frozenset({DigestVerb.LIST, DigestVerb.NEW})
_MARKS = frozenset(
    {DigestVerb.MUTE, DigestVerb.UNMUTE, DigestVerb.ACK, DigestVerb.UNACK}
)
_UNDO = frozenset({DigestVerb.UNMUTE, DigestVerb.UNACK})
_LIST = f"{COMMAND} digest list"


def digest_query(words: Words) -> DigestQuery:
    """What the words after `digest` ask for.

    Raises:
        InvalidQueryError: with the nearest right form.
    """
    verb, names = _verb(words.plain)
    options = words.options
    _require_fitting(verb, options)
    return DigestQuery(
        verb=verb,
        name=_name(verb, names),
        cause=_cause(verb, options),
        span=options.get("for", ""),
        why=options.get("why", ""),
        everywhere=_said(options, "in"),
        confirmed=_said(options, "confirm"),
    )


def _verb(plain: tuple[str, ...]) -> tuple[DigestVerb, tuple[str, ...]]:
    """A name alone shows the digest of that name."""
    if not plain:
        return DigestVerb.LIST, ()
    first, *rest = plain
    if first.lower() in list(DigestVerb):
        return DigestVerb(first.lower()), tuple(rest)
    meant = nearest(first, list(DigestVerb))
    if rest:
        raise InvalidQueryError(
            f"`{echo(first)}` is nothing that can be done with a digest.",
            suggestion=f"{COMMAND} digest {meant or 'show'} {_asked(rest[0])}",
        )
    return DigestVerb.SHOW, plain


def _name(verb: DigestVerb, names: tuple[str, ...]) -> str:
    if verb in _NAMELESS:
        if names:
            raise InvalidQueryError(
                f"`digest {verb}` stands alone; `{echo(names[0])}` cannot follow it.",
                suggestion=f"{COMMAND} digest show {_asked(names[0])}",
            )
        return ""
    if len(names) != 1:
        what = "needs the name of a digest" if not names else "takes one name"
        raise InvalidQueryError(f"`digest {verb}` {what}.", suggestion=_LIST)
    if not NAME.fullmatch(names[0].lower()):
        raise InvalidQueryError(
            f"No digest is called `{echo(names[0])}`: names are made of a-z, 0-9, - and _.",
            suggestion=_LIST,
        )
    return names[0].lower()


def _cause(verb: DigestVerb, options: Mapping[str, str]) -> str:
    cause = options.get("cause", "")
    if verb in _UNDO and not cause:
        raise InvalidQueryError(
            f"`digest {verb}` needs the id of the cause, `cause:ID`; `digest show NAME` "
            "has a button for it.",
            suggestion=_LIST,
        )
    return cause


def _require_fitting(verb: DigestVerb, options: Collection[str]) -> None:
    """Refuse options that mean nothing here."""
    known = {"confirm"} if verb is DigestVerb.DELETE else set()
    if verb in _MARKS:
        known = {"cause", "in"} if verb in _UNDO else {"cause", "for", "why", "in"}
    strange = next((key for key in options if key not in known), "")
    if strange:
        raise InvalidQueryError(
            f"`digest {verb}` knows no option `{strange}:`.",
            suggestion=f"{COMMAND} help digest",
        )


def _said(options: Mapping[str, str], key: str) -> bool:
    value = options.get(key, "")
    (only,) = DIGEST_KEYS[key]
    if value and value.lower() != only:
        raise InvalidQueryError(
            f"`{key}:` can only be `{key}:{only}`.", suggestion=f"{COMMAND} help digest"
        )
    return bool(value)


def _asked(text: str) -> str:
    """A name that may stand in a suggestion."""
    return text.lower() if NAME.fullmatch(text.lower()) else "NAME"
