"""What makes two reasons the same cause, as a short id."""

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

from bot.domain.reason_masks import MASK, masked
from bot.domain.reason_words import FILLERS, LABELS, TELLING

# More lines than these say the same thing at greater length.
_LINES = 4
# A shorter code may be part of any number.
_SHORT = 5
_SHORT_WORD = 3
_QUOTES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u2039\u203a“”„«»「」『』《》【】", "'")
)
_DIGITS = re.compile(r"[^\W\D]")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]++"
)
_SPACE = re.compile(r"\s++")
_TELLING = re.compile(TELLING)
# Who says it, and when, as system logs begin their lines.
_LOGGED = re.compile(
    rf"^(?:\[? ?{MASK}\]?:? ){{1,3}}+(?:[a-z_.-]{{1,40}}\[{MASK}\]: )?"
)
# A clause of a label and a masked value tells which one, never why.
_LABELLED = re.compile(
    rf"(?:^|(?<=[.;,(\[])) ?(?:(?:{LABELS})[ :=]{{0,3}}){{0,3}}(?:[a-z_]{{1,24}}=)?"
    rf"['{{]?{MASK}['}}]?(?=$|[.;,)\]\n])"
)
# So do a few words in brackets around such a value.
_ASIDE = re.compile(
    rf"\((?![^()]{{0,60}}(?:{TELLING}))[^()0-9]{{0,40}}{MASK}[^()0-9]{{0,20}}\)"
)
_CIRCUMSTANCES = re.compile(
    rf"(?:, (?:retry|retrying|again|next try) in|\b(?:after|within)) {MASK}"
    r"(?: (?:attempt|try|tries|retry|retries|time|round)s?\b)?"
)
# What is left between two values, or after one, of a time or a size.
_RUNS = re.compile(
    rf"(?<!/)\[?{MASK}\]?(?:(?: at)?[ ,:.+-]{{0,4}}\[?{MASK}\]?|"
    rf" ?\({MASK}(?:[ ,:.+-]{{0,4}}{MASK})*+\)|"
    r" (?:am|pm|utc|gmt|[cemp][ds]?t|[hmsdkgt])(?![a-z0-9_]))++"
)
# Chinese has no spaces, but for those that masks leave.
_BETWEEN = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
_WORDS = re.compile(
    r"[a-z_]++(?:'[a-z]++)?|(?<![0-9a-z])-?[0-9][0-9a-z]*+|[0-9a-z]++|[^\x00-\x7f]++"
)


@lru_cache(maxsize=8_192)
def fingerprint(code: str, reason: str) -> str:
    """Sixteen characters that are the same wherever code and reason mean the same."""
    code = _SPACE.sub(" ", code).strip().casefold()
    text = f"{code}\n{_essence(normalised(reason), code)}"
    return blake2b(text.encode(errors="replace"), digest_size=8).hexdigest()


def normalised(reason: str) -> str:
    """What a reason says, in lower case, with `#` for what varies from row to row.

    Of several lines those that tell what went wrong, each once.
    """
    text = reason.lower() if reason.isascii() else _folded(reason)
    lines = list(dict.fromkeys(filter(None, map(_line, text.splitlines()))))
    telling = [one for one in lines if _TELLING.search(one)] if lines[1:] else []
    return "\n".join((telling or lines)[-_LINES:])


def _line(text: str) -> str:
    text = text.replace('"', "'").replace("`", "'")
    return _RUNS.sub(MASK, masked(_SPACE.sub(" ", text).strip()))


def _folded(text: str) -> str:
    """The text without differences of case, width, script of digits, and unseen."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).translate(_QUOTES)
    return _DIGITS.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


def _essence(text: str, code: str) -> str:
    """The words that matter, in their order and in the singular."""
    if len(code) > _SHORT and code in text:
        text = text.replace(code, " ")
    if MASK in text:
        text = _ASIDE.sub(" ", _LABELLED.sub(" ", _LOGGED.sub("", text)))
        text = _CIRCUMSTANCES.sub(" ", text)
    if "'" in text or "cannot" in text:
        text = _spelled_out(text)
    found = [_singular(one) for one in _WORDS.findall(text) if one not in FILLERS]
    return " ".join(found) if text.isascii() else _BETWEEN.sub("", " ".join(found))


def _spelled_out(text: str) -> str:
    text = text.replace("can't", "can not").replace("cannot", "can not")
    return text.replace("n't", " not").replace("'s ", " ")


def _singular(word: str) -> str:
    return word[:-1] if word[-1] == "s" and len(word) > _SHORT_WORD else word
