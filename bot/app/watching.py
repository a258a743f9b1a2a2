"""Watching as the settings want it."""

from secrets import token_hex

import structlog

from bot.adapters.slack.messenger import SlackMessenger
from bot.app.answering import Answering
from bot.ports import Clock, People
from bot.services.boards import Speaking
from bot.services.watch_rounds import Rounds
from bot.services.watching import Watching
from bot.settings import Settings

_log = structlog.get_logger()


def watching_of(
    settings: Settings,
    asked: Answering,
    messenger: SlackMessenger,
    people: People,
    clock: Clock,
) -> Watching:
    """What people watch, and what looks at it."""
    watches, holder, report = asked.ledger.watches, token_hex(8), _log.warning
    speaking = Speaking(
        watches, asked.ledger.threads, messenger, clock, holder=holder, report=report
    )
    return Watching(
        watches,
        asked.sightings,
        speaking,
        Rounds(watches, speaking, people, clock, report),
        clock,
        most=settings.slack.watches_per_person,
        holder=holder,
        report=report,
    )
