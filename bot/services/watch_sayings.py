"""What somebody who wants to watch is told."""

from bot.blocks.watch_numbers import result
from bot.domain.commandline import COMMAND
from bot.domain.digest_answers import Offer
from bot.domain.presses import command_for
from bot.domain.references import Reference
from bot.domain.watch_words import stop_line
from bot.domain.watches import Seen, Watch, WatchToldAnswer

_MINE = Offer(label="My watches", line=f"{COMMAND} watch list")


def ended(reference: Reference, seen: Seen) -> WatchToldAnswer:
    """There is nothing to wait for."""
    return WatchToldAnswer(
        said=f"That has ended already: {result(seen)}. I don't watch it.",
        offers=(Offer(label="Details", line=command_for(reference)),),
    )


def there(watch: Watch) -> WatchToldAnswer:
    """Where its message is."""
    direct = "I wrote to you in a direct message."
    where = direct if watch.is_direct else "My message about it is in"
    return WatchToldAnswer(
        said=f"I watch it, and tell you when it ends. {where}",
        place="" if watch.is_direct else watch.place,
        offers=_offers(watch),
    )


def under_way(watch: Watch) -> WatchToldAnswer:
    """It goes on without them."""
    return WatchToldAnswer(
        said="I watch it as soon as Slack takes my message about it.",
        offers=_offers(watch),
    )


def watched(watch: Watch) -> WatchToldAnswer:
    """They do so already."""
    said = "You watch that here already."
    return WatchToldAnswer(said=said, offers=_offers(watch))


def stopped(watch: Watch) -> WatchToldAnswer:
    """They do so no more."""
    return WatchToldAnswer(
        said=f"Stopped watching {watch.seen.headline}.",
        offers=(Offer(label="Details", line=command_for(watch.reference)),),
    )


def not_theirs() -> WatchToldAnswer:
    """There is nothing that they could stop."""
    said = "You don't watch that. Only whoever began a watch can stop it."
    return WatchToldAnswer(said=said, offers=(_MINE,))


def full(most: int) -> WatchToldAnswer:
    """No more is possible."""
    if not most:
        said = "Nobody can watch anything here: `slack.watches_per_person` is 0."
        return WatchToldAnswer(said=said)
    stop = f"{COMMAND} watch stop REFERENCE"
    said = f"You watch {most:,} already, and more is not possible. Stop one: `{stop}`."
    return WatchToldAnswer(said=said, offers=(_MINE,))


def _offers(watch: Watch) -> tuple[Offer, ...]:
    stop = Offer(label="Stop watching", line=stop_line(watch.reference))
    return (stop, _MINE)
