"""References and ids that stand somewhere in a text."""

import re
from collections.abc import Collection, Iterable, Iterator

from bot.domain.lookups import reference_in

MOST = 10
"""So many are found at most; what comes after them is not looked at."""

# Of a longer text nobody has seen the rest on a screen, either.
_MOST_READ = 50_000
_HEX = "[0-9a-f]"
_STANDS_ALONE = r"(?<![\w/.~%-])", r"(?![\w%])"
_REFERENCE = r"[a-z0-9_]{1,40}/(?:script|task|pool|order|app)(?:/[\w.~%-]{1,400}){1,3}"
_ID = (
    rf"{_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}|{_HEX}{{32}}"
    r"|sct[0-9][0-9a-z]{5,125}"
)
_BEFORE, _AFTER = _STANDS_ALONE
_FOUND = re.compile(
    rf"{_BEFORE}(?P<reference>{_REFERENCE})|(?<![\w-])(?P<id>{_ID}){_AFTER}(?!-\w)",
    re.ASCII | re.IGNORECASE,
)


def spotted(texts: Iterable[str], clouds: Collection[str]) -> tuple[str, ...]:
    """The first of them, each once, in the order in which they stand.

    A reference counts where it names one of `clouds`; else the ids in it do.
    """
    found: dict[str, None] = {}
    for text in texts:
        for one in _in(text[:_MOST_READ], clouds):
            found.setdefault(one)
            if len(found) == MOST:
                return tuple(found)
    return tuple(found)


def _in(text: str, clouds: Collection[str]) -> Iterator[str]:
    place = 0
    while match := _FOUND.search(text, place):
        written = match["reference"]
        if written is None:
            yield match["id"]
            place = match.end()
            continue
        known = _reference(written, clouds)
        if known:
            yield known
        # What is no reference may still hold an id.
        place = match.start() + (len(known) or written.index("/") + 1)


def _reference(written: str, clouds: Collection[str]) -> str:
    """It without the full stop of its sentence; "" where nothing can go by it."""
    text = written.rstrip(".")
    reference = reference_in(text)
    return text if reference is not None and reference.cloud in clouds else ""
