"""What varies in a line of a reason, put out of sight."""

import re
from collections.abc import Callable

from bot.domain import reason_words as words
from bot.domain.reason_patterns import IN_ANY, IN_ASCII

MASK = "#"

_DIGIT = re.compile(r"[0-9]")
_NAME = re.compile(r"(?:[a-z0-9_.@\\-]++)$")
_COUNTS = re.compile(r" (?!does|was|this|has|is)[a-z]{3,20}s(?![a-z])| (?:of|out) ")
_NUMBER = re.compile(
    r"0x[0-9a-f]{1,8}|8[0-9a-f]{7}|[0-9]{1,10}|hy[0-9]{3}|[0-9]{2}[a-z][0-9]{2}"
)
_CODE = re.compile(words.CODE_SHAPES)
# A longer number in brackets of its own is no code.
_LONGEST_ALONE = 5
_STATUS = re.compile(r"[1-5][0-9]{2}")
_PHRASE = re.compile(rf" {words.HTTP_PHRASES}")
_LAST_WORDS = re.compile(r"(?<![a-z0-9_/.@\\-])(?:[a-z0-9_/.]++ ++){0,2}[a-z0-9_/.]++$")
_SERVER = re.compile(r"^\\{2,4}[^\\/]+")
_IS_PATH = re.compile(r"[a-z]:[\\/]|\\\\")
# How far back a word is looked for, and what may stand between it and its number.
_NEAR, _AHEAD = 40, 24
_OPENING = " :=#(['-"
_PLACES = re.compile(r"[\\/]++")


def masked(line: str) -> str:
    """The line, which is in lower case, with `#` for everything that varies."""
    pattern = IN_ASCII if line.isascii() else IN_ANY
    return pattern.sub(_mask, line)


def _mask(match: re.Match[str]) -> str:
    show = _SHOWN.get(match.lastgroup or "")
    return show(match) if show else MASK


def _named(match: re.Match[str]) -> str:
    return _NAME.sub(MASK, match[0])


def _quoted(match: re.Match[str]) -> str:
    before, inner = _before(match, " :="), match[0][1:-1]
    last = _last_words(before)
    if last[1:] and last[-1] in ("name", "named", "id"):
        last.pop()
    if (last and last[-1] in words.ENTITIES) or before.endswith(words.ENTITIES_ZH):
        return MASK
    shown = _path(inner) if _IS_PATH.match(inner) else masked(inner)
    return f"'{shown}'"


def _plain(match: re.Match[str]) -> str:
    """A word with a digit, a dot, an @ or a backslash in it, or right after it."""
    text = match[0]
    if text.isalpha() or text in words.WORDS_WITH_DIGITS:
        return text
    if text in words.PROTOCOLS:
        return "http"
    if _is_number_of_a_code(text, match) or _is_code(text, match):
        return text
    head, colon, _ = text.rpartition(":")
    shown = _word(head if colon else text)
    return f"{shown}:{MASK}" if colon and shown != MASK else shown


def _word(text: str) -> str:
    if "@" in text or "\\" in text:
        return MASK
    stem, dot, ending = text.rpartition(".")
    if ending in words.FILE_ENDINGS:
        return f"{_word(stem)}.{ending}"
    if ending in words.LIBRARIES:
        return text
    if _DIGIT.search(text) or (dot and ending in words.DOMAIN_ENDINGS):
        return MASK
    return text


def _is_number_of_a_code(text: str, match: re.Match[str]) -> bool:
    if not _NUMBER.fullmatch(text.partition("/")[0]):
        return False
    after = match.string[match.end() : match.end() + _AHEAD]
    return (
        _stands_alone(text, _before(match, ""), after)
        or _after_code_word(_before(match, _OPENING), after)
        or bool(_STATUS.fullmatch(text) and _PHRASE.match(after))
    )


def _is_code(text: str, match: re.Match[str]) -> bool:
    if not _CODE.fullmatch(text):
        return False
    return not words.ADDRESSES.intersection(_last_words(_before(match, " :="))[-1:])


def _stands_alone(text: str, before: str, after: str) -> bool:
    """Whether a number stands in brackets of its own, as `curl: (7) …` has it."""
    opened = before.removesuffix("-")
    alone = opened in ("(", "") or opened.endswith(" (")
    return alone and after[:1] == ")" and len(text) <= _LONGEST_ALONE


def _after_code_word(before: str, after: str) -> bool:
    said = before.removesuffix("为").removesuffix("是").rstrip()
    if said.endswith(words.CODE_WORDS_ZH):
        return True
    last = _last_words(before)
    joined = last[-1:] and last[-1] in words.JOINING
    *pair, word = ["", "", *last[: -1 if joined else None]][-2:]
    if word in words.CODE_WORDS or (*pair, word) in words.CODE_PAIRS:
        return True
    fails = word in words.FAILURES or (joined and word in words.ENDED)
    return (fails or said.endswith(words.FAILURES_ZH)) and not _COUNTS.match(after)


def _before(match: re.Match[str], stripped: str) -> str:
    start = match.start()
    return match.string[max(0, start - _NEAR) : start].rstrip(stripped)


def _last_words(text: str) -> list[str]:
    """Up to three words that the text ends with."""
    found = _LAST_WORDS.search(text)
    return found[0].split() if found else []


def _rooted(match: re.Match[str]) -> str:
    return _path(match[0])


def _path(text: str) -> str:
    """A path whose words stay and whose people, ids and numbers do not."""
    kept: list[str] = []
    last = ""
    # A share begins with its server.
    places = _PLACES.split(_SERVER.sub(rf"/{MASK}", text))
    for place in places:
        if last in words.OWN_FOLDERS and kept[:-1]:
            kept.append(MASK)
            break
        varies = last in words.HOMES or any(map(str.isdigit, place))
        kept.append(MASK if varies and place else place)
        last = place
    return "/".join(kept)


_SHOWN: dict[str, Callable[[re.Match[str]], str]] = {
    "named": _named,
    "zh_named": _named,
    "quoted": _quoted,
    "figure": _plain,
    "word": _plain,
    "drive": _rooted,
    "path": _rooted,
}
