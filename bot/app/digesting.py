"""Digests as the settings want them."""

from secrets import token_hex

import structlog

from bot.adapters.slack.messenger import SlackMessenger
from bot.app.answering import Answering
from bot.blocks.digest import digest_contents, may_repeat
from bot.blocks.resting import resting
from bot.ports import Clock, Poster
from bot.services.delivering import Delivering, Voice
from bot.services.digest_desk import DigestDesk
from bot.services.digest_facts import Facts
from bot.services.digest_rights import DigestRights
from bot.services.digests import Digests
from bot.services.filing import Filing
from bot.services.marking import Marking
from bot.services.previews import Previews
from bot.services.refusals import Refusals
from bot.services.showing import Showing
from bot.services.subscribing import Deliver, Subscribing
from bot.settings import Settings

_log = structlog.get_logger()


def digests_of(
    settings: Settings, asked: Answering, messenger: SlackMessenger, clock: Clock
) -> Digests:
    """The digests of every subscription."""
    ledger, holder, report = asked.ledger, token_hex(8), _log.warning
    refusals = Refusals(
        ledger.subscriptions,
        messenger,
        clock,
        managers=settings.access.managers,
        notice=resting,
        report=report,
    )
    delivering = Delivering(
        ledger.deliveries,
        ledger.marks,
        Facts(asked.memory, asked.sweeps, clock),
        Voice(messenger, digest_contents, may_repeat),
        refusals=refusals,
        holder=holder,
        report=report,
    )
    return Digests(
        asked.roster,
        ledger.deliveries,
        delivering,
        clock,
        holder=holder,
        report=report,
    )


def previews_of(asked: Answering, clock: Clock) -> Previews:
    """What channels would be told."""
    facts, ledger = Facts(asked.memory, asked.sweeps, clock), asked.ledger
    return Previews(ledger.deliveries, ledger.marks, facts, digest_contents)


def desk_of(
    settings: Settings,
    asked: Answering,
    clock: Clock,
    deliver: Deliver | None = None,
    poster: Poster | None = None,
) -> DigestDesk:
    """What answers about digests; without Slack it neither delivers nor posts."""
    ledger, roster = asked.ledger, asked.roster
    deliveries, rights = ledger.deliveries, DigestRights(settings.access.managers)
    previews = previews_of(asked, clock)
    showing = Showing(roster, deliveries, ledger.marks, previews, rights, clock)
    subscribing = Subscribing(
        roster=roster,
        kept=ledger.subscriptions,
        deliveries=deliveries,
        showing=showing,
        rights=rights,
        clock=clock,
        clouds=sorted(settings.clouds),
        deliver=deliver,
    )
    marking = Marking(roster, ledger.marks, deliveries, clock)
    filing = Filing(roster, deliveries, clock, poster)
    return DigestDesk(showing, subscribing, marking, filing)
