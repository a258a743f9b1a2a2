"""The desk of a town, at which people ask for digests."""

from typing import Any

from bot.blocks.digest import digest_contents
from bot.domain.access import Actor
from bot.domain.digest_answers import DigestAnswer
from bot.domain.digest_queries import DigestQuery
from bot.domain.queries import parse
from bot.domain.references import SourceName
from bot.domain.subscriptions import Subscription
from bot.services.digest_desk import DigestDesk
from bot.services.digest_facts import Facts
from bot.services.digest_rights import DigestRights
from bot.services.filing import Filing
from bot.services.marking import Marking
from bot.services.previews import Previews
from bot.services.remembering import Remembering, Waits
from bot.services.roster import Roster
from bot.services.showing import Showing
from bot.services.subscribing import Subscribing
from bot.services.sweeps import Sweeps, Times
from tests.services.asking import actor
from tests.services.digesting import NIGHT, Town

OWNER, MANAGER, STRANGER = (actor(user=f"U{n}") for n in (1, 2, 3))


class Desk:
    """Answers in a town whose settings file has the night's digest.

    `digests` delivers; without it there is no Slack.
    """

    def __init__(self, town: Town, *, slack: bool = True) -> None:
        self.town = town
        ledger, clock = town.ledger, town.clock
        digests = town.process()
        sweeps = Sweeps({}, ledger, clock, Times(), holder="desk", report=town.report)
        sources = {"prod": tuple(SourceName)}
        memory = Remembering(ledger, sweeps, sources, clock, waits=Waits())
        facts = Facts(memory, sweeps, clock)
        roster = Roster([NIGHT], ledger.subscriptions, ["prod"])
        rights = DigestRights([MANAGER.user])
        previews = Previews(ledger.deliveries, ledger.marks, facts, digest_contents)
        showing = Showing(
            roster, ledger.deliveries, ledger.marks, previews, rights, clock
        )
        poster: Any = town.channel
        self.desk = DigestDesk(
            showing,
            Subscribing(
                roster=roster,
                kept=ledger.subscriptions,
                deliveries=ledger.deliveries,
                showing=showing,
                rights=rights,
                clock=clock,
                clouds=["prod"],
                deliver=digests.now if slack else None,
            ),
            Marking(roster, ledger.marks, ledger.deliveries, clock),
            Filing(roster, ledger.deliveries, clock, poster if slack else None),
        )

    async def asked(self, text: str, who: Actor = OWNER, page: int = 1) -> DigestAnswer:
        """What `/runs digest …` is answered."""
        query = parse(f"digest {text}")
        assert isinstance(query, DigestQuery)
        return await self.desk.answer(who, query, f"/runs digest {text}", page)

    async def named(self, name: str) -> Subscription:
        """The subscription as it is kept."""
        made = await self.town.ledger.subscriptions.made()
        (found,) = [one for one in made if one.name == name]
        return found
