"""What stands between people and the services: the desk, and who works for it."""

from dataclasses import dataclass

from bot.adapters.slack.home import Identity
from bot.adapters.slack.people import SlackPeople
from bot.app.answering import Answering
from bot.app.digesting import desk_of, digests_of
from bot.app.following import follow_ups_of
from bot.app.outside import Outside
from bot.app.watching import watching_of
from bot.services.digests import Digests
from bot.services.home import Homes
from bot.services.noting import Notes
from bot.services.suggesting import Suggesting
from bot.services.watching import Watching
from bot.settings import Settings
from handlers.asking import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The desk, and what works unasked."""

    desk: Desk
    digests: Digests
    watching: Watching


def front_of(
    settings: Settings,
    asked: Answering,
    outside: Outside,
    identity: Identity,
    notes: Notes,
    *,
    patience: float,
) -> Front:
    """The desk of the workspace; `patience` is its own, in seconds."""
    clock, messenger = outside.clock, outside.messenger(identity)
    digests = digests_of(settings, asked, messenger, clock)
    about_digests = desk_of(settings, asked, clock, digests.now, messenger)
    people = SlackPeople(outside.client, identity, clock)
    watching = watching_of(settings, asked, messenger, people, clock)
    answers = asked.service(about_digests, watching)
    desk = Desk(
        people=people,
        answers=answers,
        notes=notes,
        messenger=messenger,
        poster=messenger,
        follow_ups=follow_ups_of(settings, asked, answers, clock),
        homes=Homes(
            answers,
            about_digests.own,
            watching.of,
            asked.ledger.visitors,
            clock=clock,
        ),
        suggesting=Suggesting(asked.ledger.names, answers.cloud_names, clock),
        clock=clock,
        patience=patience,
    )
    return Front(desk=desk, digests=digests, watching=watching)
