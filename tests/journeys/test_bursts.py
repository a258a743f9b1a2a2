"""Much at once: a run of which everything failed, and many digests in one minute."""

import csv
import io
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bot.adapters.clock import SystemClock
from bot.playground.slack import BOT_USER, OPERATOR, Channel
from bot.settings.model import DigestSettings
from tests.journeys.reading import first_line, standing
from tests.journeys.test_digests import NIGHT, OFTEN, Place
from tests.journeys.town import (
    bot_at,
    cloud_settings,
    local_slack,
    no_rule_broken,
    settings_between,
    simulated,
)
from tests.truth.worlds import Builder, Firing, TaskPlan, World

FAILED = 1_000
CHANNELS, A_CHANNEL = 20, 3


def world(targets: int) -> World:
    """One run, an hour old, that failed on all of its targets."""
    firing = Firing(2, ("FAILED",) * targets)
    task = TaskPlan(triggered=False, script=False, zone="UTC", firings=(firing,))
    return World(tasks=(task,))


@asynccontextmanager
async def place_of(
    targets: int, digests: Sequence[DigestSettings]
) -> AsyncIterator[Place]:
    """Channels that were told everything up to a day ago, and no bot yet."""
    async with simulated() as cloud, local_slack() as slack:
        built = Builder(world(targets), SystemClock().now()).build()
        cloud.tables, cloud.records = built.tables, {}
        for one in digests:
            members = {OPERATOR, BOT_USER}
            slack.channels[one.channel] = Channel(one.channel, one.name, members)
        settings = settings_between(slack, {"prod": cloud_settings(cloud)})
        here = Place(
            slack, cloud, settings.model_copy(update={"digests": list(digests)})
        )
        await here.subscribed()
        yield here
        no_rule_broken(slack, cloud)


async def test_a_thousand_failures_are_five_posts_and_a_file() -> None:
    async with place_of(FAILED, [NIGHT]) as here:
        async with bot_at(here.slack, here.settings, OFTEN):
            root = await here.told()

        assert first_line(standing(root)) == "✖ 1,000 failed · night"
        files = [one for one in here.public if one.message.get("files")]
        assert (len(here.public) - len(files), len(files)) == (5, 1)
        (file,) = here.slack.files.known.values()
        assert file.data is not None
        lines = list(csv.DictReader(io.StringIO(file.data.decode())))
        assert len(lines) == FAILED
        assert {one["target"] for one in lines} == {f"DESK-{n}" for n in range(FAILED)}


async def test_many_digests_of_one_minute_all_arrive() -> None:
    digests = [
        NIGHT.model_copy(update={"channel": f"C0PLACE{place}", "name": f"d{place}-{n}"})
        for place in range(CHANNELS)
        for n in range(A_CHANNEL)
    ]
    async with place_of(3, digests) as here:
        async with bot_at(here.slack, here.settings, OFTEN):
            await here.told()

        told = Counter(first_line(standing(one)) for one in here.roots)
        assert told == Counter(f"✖ 3 failed · {one.name}" for one in digests)
        assert Counter(one.shown.channel for one in here.public) == dict.fromkeys(
            {one.channel for one in digests}, 2 * A_CHANNEL
        )
