"""What answers questions, put together: clouds, ledger and sweeps."""

from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial

from bot.adapters.http_session import Outbound
from bot.adapters.storage.ledger import SqlLedger
from bot.app.clouds import open_clouds
from bot.app.live import live_cloud
from bot.app.storing import ledger_of
from bot.app.subscribed import roster_of
from bot.app.sweeping import sweeps_of
from bot.domain.answers import Condition
from bot.ports import Clock
from bot.services.answer import AnswerService
from bot.services.digest_desk import DigestDesk
from bot.services.explaining import Explaining
from bot.services.finding import Finds
from bot.services.listing import LiveLists
from bot.services.remembering import Remembering, Waits
from bot.services.roster import Roster
from bot.services.sightings import Sightings
from bot.services.sweeps import Sweeps
from bot.services.watching import Watching
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Answering:
    """What answers stand on.

    `service` makes what answers, given what answers about digests, and about watches
    where there is a Slack.
    """

    service: Callable[[DigestDesk, Watching | None], AnswerService]
    memory: Remembering
    sweeps: Sweeps
    ledger: SqlLedger
    roster: Roster
    sightings: Sightings


async def answering(
    stack: AsyncExitStack,
    settings: Settings,
    out: Outbound,
    clock: Clock,
    seconds: float,
    *,
    waits: Waits,
    conditions: Callable[[], Iterable[Condition]] = tuple,
) -> Answering:
    """Everything that answers; `stack` closes it.

    Args:
        stack: closes what is opened.
        settings: of the bot.
        out: the way to the clouds.
        clock: of the bot.
        seconds: how long one request to a cloud may take.
        waits: how long a question waits for a sweep.
        conditions: how Slack is, for `/runs health`.

    Raises:
        ConfigurationError: the database cannot be used as it is.
    """
    ledger = await stack.enter_async_context(ledger_of(settings.database))
    clouds = await open_clouds(stack, settings, out, clock, seconds)
    sweeps = sweeps_of(clouds, ledger, clock, settings.sweep)
    stack.push_async_callback(sweeps.close)
    sources = {cloud.name: cloud.settings.sources for cloud in clouds}
    memory = Remembering(
        ledger, sweeps, sources, clock, waits=waits, conditions=conditions
    )
    live = {cloud.name: live_cloud(cloud) for cloud in clouds}
    service = partial(
        AnswerService,
        {cloud.name: cloud.for_people for cloud in clouds},
        clock,
        memory=memory,
        lists=LiveLists(live, clock),
        finds=Finds(ledger, live, clock),
        explaining=Explaining(memory, clock),
    )
    roster = roster_of(settings, ledger.subscriptions)
    sightings = Sightings({cloud.name: cloud.for_people for cloud in clouds})
    return Answering(service, memory, sweeps, ledger, roster, sightings)
