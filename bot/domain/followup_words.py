"""The grammar of threads: what people type there, and the nearest right form."""

import re

from bot.domain.commandline import LONGEST, echo
from bot.domain.digest_queries import DigestVerb
from bot.domain.executions import Outcome
from bot.domain.failure_words import FAILURE_KEYS, failure_query
from bot.domain.failures import By
from bot.domain.followups import (
    About,
    Bare,
    FollowUp,
    LookAt,
    MarkRow,
    Narrow,
    Pick,
    Regroup,
    TurnTo,
)
from bot.domain.option_words import Options, put_right
from bot.domain.windows import span
from bot.domain.words import Words, mended, near, split
from bot.errors import InvalidQueryError

NARROWING = ("target", "cause", "script", "source", "since", "until", "pool", "name")
"""The options of `/runs failures` that can be typed alone in a thread."""

_OUTCOMES = (Outcome.FAILED, Outcome.SKIPPED)
_MARKS = (DigestVerb.MUTE, DigestVerb.UNMUTE, DigestVerb.ACK, DigestVerb.UNACK)
_NUMBER = re.compile(r"#?([1-9][0-9]{0,5})", re.ASCII)
_EXAMPLES = (
    *(f"{about} 3" for about in About),
    *_OUTCOMES,
    *Bare,
    *(f"by {by}" for by in By),
    "page 2",
    "mute 3 for 2d",
    "unmute 3",
    "ack 3",
    "unack 3",
)
_FIRST = {example.split()[0]: example for example in reversed(_EXAMPLES)}
# More than the longest name of a target; nobody calls a row by a sentence.
_NAME = 128


def follow_up(text: str) -> FollowUp:
    """What `text` asks for, read as words that were typed to the bot.

    One word that is nothing else is taken for the name of a row.

    Raises:
        InvalidQueryError: it is no follow-up; with the nearest form that is one.
    """
    said = " ".join(text.split())
    if not said or len(said) > LONGEST:
        raise InvalidQueryError(
            "I answer short words here, such as `failed` or `output 3`.",
            suggestion=Bare.HELP,
        )
    try:
        found = _read(said)
    except InvalidQueryError as refused:
        refused.suggestion = refused.suggestion or _nearest(said)
        raise
    if found is None:
        raise InvalidQueryError(
            f"I don't know `{echo(said)}` here.", suggestion=_nearest(said)
        )
    return found


def exactly(text: str) -> FollowUp | None:
    """The same for words that nobody said to the bot; None where it is not meant."""
    said = " ".join(text.split())
    if not said or len(said) > LONGEST:
        return None
    try:
        return _read(said)
    except InvalidQueryError:
        return None


def _read(said: str) -> FollowUp | None:
    lower = said.lower()
    if lower in list(Bare):
        return Bare(lower)
    first, _, rest = lower.partition(" ")
    for reader in (_number, _narrowing, _look_at, _regroup, _page, _mark):
        found = reader(said, first, rest)
        if found is not None:
            return found
    return _name(said)


def _number(said: str, first: str, rest: str) -> FollowUp | None:
    del first, rest
    number = _NUMBER.fullmatch(said)
    return LookAt(About.DETAILS, Pick(int(number[1]))) if number else None


def _look_at(said: str, first: str, rest: str) -> FollowUp | None:
    if first not in list(About):
        return None
    if not rest and first == About.DETAILS:
        return None
    pick = _pick(said[len(first) :].strip())
    return LookAt(About(first), pick) if pick else None


def _narrowing(said: str, first: str, rest: str) -> FollowUp | None:
    """Outcomes and options in any order."""
    del first, rest
    words = split(said, NARROWING, FAILURE_KEYS)
    plain = [word.lower() for word in words.plain]
    if any(word not in _OUTCOMES for word in plain) or not (plain or words.options):
        return None
    outcome = {"outcome": ",".join(dict.fromkeys(plain))} if plain else {}
    options = {**words.options, **outcome}
    failure_query(Options(options, FAILURE_KEYS))
    return Narrow(options)


def _regroup(said: str, first: str, rest: str) -> FollowUp | None:
    del said
    return Regroup(By(rest)) if first == "by" and rest in list(By) else None


def _page(said: str, first: str, rest: str) -> FollowUp | None:
    del said
    number = _NUMBER.fullmatch(rest)
    return TurnTo(int(number[1])) if first == "page" and number else None


def _mark(said: str, first: str, rest: str) -> FollowUp | None:
    if first not in _MARKS or not rest:
        return None
    words = Words(tuple(said.split()[1:]))
    which, *more = words.plain
    lasts, why = _lasting(more)
    pick = _pick(which)
    verb = DigestVerb(first)
    undoes = verb in {DigestVerb.UNMUTE, DigestVerb.UNACK}
    if pick is None or lasts is None or (undoes and more):
        return None
    return MarkRow(verb, pick, lasts, why)


def _lasting(words: list[str]) -> tuple[str | None, str]:
    """How long, and why: "for 2d because it is being mended"."""
    lasts = ""
    if words[:1] and words[0].lower() == "for":
        lasts, words = "".join(words[1:2]).lower(), words[2:]
        if span(lasts) is None:
            return None, ""
    if words and words[0].lower() != "because":
        return None, ""
    return lasts, " ".join(words[1:])


def _pick(text: str) -> Pick | None:
    """A number or a name; nothing is what was looked at last."""
    number = _NUMBER.fullmatch(text)
    if number:
        return Pick(int(number[1]))
    return Pick(name=text) if len(text) <= _NAME and " " not in text else None


def _name(said: str) -> FollowUp | None:
    """A word that may be the name of a row, and that is no slip of another one."""
    word = said.lower()
    slip = near(word, [*_FIRST, *About, *_OUTCOMES], 1)
    pick = _pick(said)
    named = pick is not None and ":" not in said and not slip
    return LookAt(About.DETAILS, pick) if pick and named else None


def _nearest(said: str) -> str:
    """The form that was probably meant."""
    for guess in (_mended, _corrected, _numbered):
        found = guess(said)
        if found and found != said and exactly(found) is not None:
            return found
    return Bare.HELP


def _mended(said: str) -> str:
    """Options that were misspelt; words that are none are left out."""
    meant = mended(said, NARROWING, ()).options
    options = put_right(meant, FAILURE_KEYS)
    return " ".join(f"{key}:{value}" for key, value in options.items())


def _corrected(said: str) -> str:
    """The first word as it was meant, with what follows or with an example of it."""
    first, _, rest = said.partition(" ")
    meant = next(iter(near(first, _FIRST, 1)), "")
    if not meant:
        return ""
    corrected = f"{meant} {rest}".strip()
    return corrected if exactly(corrected) is not None else _FIRST[meant]


def _numbered(said: str) -> str:
    """The verb and the number in a longer sentence."""
    words = said.lower().replace("?", " ").replace(".", " ").replace(",", " ").split()
    number = next((word for word in words if _NUMBER.fullmatch(word)), "")
    verb = next((word for word in words if word in {*About, *_MARKS}), "")
    alone = next((word for word in words if word in {*Bare, *_OUTCOMES}), "")
    if number:
        return f"{verb} {number}".strip()
    return alone
