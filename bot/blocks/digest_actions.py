"""What can be pressed below a digest."""

from bot.blocks.buttons import ACKNOWLEDGE, CSV, DETAILS_OF, MUTE, SETTINGS, carrying
from bot.blocks.elements import Element
from bot.domain.commandline import COMMAND
from bot.domain.digests import Digest


def digest_actions(digest: Digest, line: str, delivery: str) -> list[Element]:
    """Everything of it in private, its rows, its causes, and the digest itself."""
    begin, name = f"{COMMAND} digest", digest.name
    settings = carrying("Settings", SETTINGS, f"{begin} show {name}")
    if not digest.of:
        return settings
    rows = carrying("CSV", CSV, f"{begin} csv {delivery}") if delivery else []
    return [
        *carrying("Details", DETAILS_OF, line),
        *rows,
        *carrying("Mute cause", MUTE, f"{begin} mute {name}"),
        *carrying("Acknowledge", ACKNOWLEDGE, f"{begin} ack {name}"),
        *settings,
    ]
