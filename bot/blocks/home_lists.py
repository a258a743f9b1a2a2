"""What is somebody's own: what they watch, and digests."""

from collections.abc import Iterator
from datetime import tzinfo

from bot.blocks.buttons import OFFER, carrying, in_a_row
from bot.blocks.home_parts import Part, paragraph, small, title
from bot.blocks.offers import offered
from bot.blocks.subscriptions import listed_row
from bot.blocks.watches import watch_line_of, watch_row
from bot.blocks.words import plural
from bot.domain.commandline import COMMAND
from bot.domain.home import OwnDigests
from bot.domain.watches import Watch

_MOST_WATCHES = 10
_NO_WATCHES = "Nothing. Press Watch on something that has not ended yet."
_EVERY = "You are a manager, so these are all that there are."
_OWN = f"These are yours. `{COMMAND} digest list` shows all that there are."
_NO_DIGESTS = f"None is yours. `{COMMAND} digest list` shows all that there are."
_NOT_ONE = "No channel is told a digest yet."
# More than one digest has buttons, so that each is known by its place.
_PLACES = 10


def watch_parts(watches: tuple[Watch, ...]) -> Iterator[Part]:
    """Each with a button that stops it."""
    yield title("You watch")
    if not watches:
        yield small((_NO_WATCHES, _NO_WATCHES))
    for place, watch in enumerate(watches[:_MOST_WATCHES], 1):
        markup, stop = watch_row(watch, place)
        yield paragraph((markup, watch_line_of(watch)), stop)
    yield from _more(len(watches) - _MOST_WATCHES, "more run")


def digest_parts(digests: OwnDigests, zone: tzinfo) -> Iterator[Part]:
    """Each with when it is due next, on the reader's clock, and what can be done."""
    yield title("Digests")
    said = _whose(digests)
    yield small((said, said))
    for place, one in enumerate(digests.shown, 1):
        yield paragraph(listed_row(one.listed, zone))
        yield Part(tuple(in_a_row(offered(one.offers, place * _PLACES))))
    yield from _more(digests.of - len(digests.shown), "more digest")
    every = carrying("All digests", f"{OFFER}list", f"{COMMAND} digest list")
    new = carrying("New digest", f"{OFFER}new", f"{COMMAND} digest new")
    yield Part(tuple(in_a_row([*every, *new])))


def _whose(digests: OwnDigests) -> str:
    """Which of all digests these are."""
    if digests.every:
        return _EVERY if digests.of else _NOT_ONE
    return _OWN if digests.of else _NO_DIGESTS


def _more(more: int, noun: str) -> Iterator[Part]:
    if more > 0:
        said = f"and {plural(more, noun)}"
        yield small((said, said))
