"""What can be done next, as buttons."""

from collections.abc import Iterable

from bot.blocks.buttons import CHANGE, OFFER, carrying
from bot.blocks.elements import Element
from bot.domain.digest_answers import Offer


def offered(offers: Iterable[Offer], first: int = 1) -> list[Element]:
    """A button each; `first` is the place of the first one in the message."""
    return [
        element
        for place, offer in enumerate(offers, first)
        for element in carrying(
            offer.label,
            f"{CHANGE if offer.changes else OFFER}{place}",
            offer.line,
            sure=offer.sure,
        )
    ]
