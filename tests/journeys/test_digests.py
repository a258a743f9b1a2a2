"""What a channel is told on a schedule, from the real cloud's lists to the real channel."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.adapters.clock import SystemClock
from bot.adapters.storage.digest_tables import DELIVERIES
from bot.adapters.storage.engine import open_engine
from bot.app import preview, tell
from bot.app.storing import ledger_of
from bot.demo import SCOPES
from bot.playground.cloud import SimulatedCloud, Status
from bot.playground.slack import (
    CHANNEL,
    COLLEAGUE,
    OPERATOR,
    Fault,
    LocalSlack,
    Post,
    RateLimited,
    ResetAfterStoring,
    ResetBefore,
    ServerError,
    ServerErrorAfterStoring,
)
from bot.settings import Settings
from bot.settings.model import DigestSettings
from tests.journeys.reading import first_line, rows, standing
from tests.journeys.town import (
    CALM,
    GRANTED,
    bot_at,
    cloud_settings,
    local_slack,
    no_rule_broken,
    settings_between,
    simulated,
)

POST = "chat.postMessage"
DAY = timedelta(days=1)
SOON = 60.0
OFTEN = replace(CALM, tick=timedelta(seconds=0.2))
# Its slot was some hours ago, so that no other one comes while a test lasts.
_HOUR = (SystemClock().now() - timedelta(hours=6)).hour
NIGHT = DigestSettings(name="night", channel=CHANNEL, schedule=f"0 {_HOUR} * * *")


@dataclass(frozen=True, slots=True)
class Place:
    """Slack, a cloud, and settings of bots between them."""

    slack: LocalSlack
    cloud: SimulatedCloud
    settings: Settings

    @property
    def public(self) -> list[Post]:
        """What everybody could see, oldest first."""
        return [post for post in self.slack.posts if post.visible_to is None]

    @property
    def roots(self) -> list[Post]:
        return [post for post in self.public if not post.message.get("thread_ts")]

    async def subscribed(self) -> None:
        """Let each channel have been told up to a day ago, and never since."""
        told_from = SystemClock().now() - DAY
        async with ledger_of(self.settings.database) as ledger:
            for one in self.settings.digests:
                name = f"{one.channel}/{one.name}"
                await ledger.deliveries.subscribe(name, told_from, told_from)

    async def told(self) -> Post:
        """The root of the first digest, once all of every one is there."""
        async with asyncio.timeout(SOON):
            while await self._ended() < len(self.settings.digests):  # noqa: ASYNC110  it tells nobody
                await asyncio.sleep(0.05)
        assert len(self.roots) == len(self.settings.digests)
        return self.roots[0]

    async def _ended(self) -> int:
        engine = open_engine(self.settings.database.url.get_secret_value())
        ended = select(func.count()).where(DELIVERIES.c.ended_at.is_not(None))
        async with engine.connect() as connection:
            count = await connection.scalar(ended)
        await engine.dispose()
        return count or 0


@asynccontextmanager
async def place(
    *, scopes: Collection[str] = GRANTED, digest: DigestSettings = NIGHT
) -> AsyncIterator[Place]:
    """A channel that was told everything up to a day ago, and no bot yet."""
    async with simulated() as cloud, local_slack(scopes) as slack:
        slack.mentions_allowed |= {OPERATOR}
        settings = settings_between(slack, {"prod": cloud_settings(cloud)})
        one = Place(slack, cloud, settings.model_copy(update={"digests": [digest]}))
        await one.subscribed()
        yield one
        no_rule_broken(slack, cloud)


async def test_a_channel_is_told_what_failed_since_the_last_time() -> None:
    async with place() as here, bot_at(here.slack, here.settings, OFTEN):
        root = await here.told()

        assert first_line(standing(root)) == "✖ 29 failed, 6 skipped · night"
        assert root.shown.channel == CHANNEL
        assert "Read: prod (5 sources)" in standing(root)


async def test_every_execution_stands_in_its_thread() -> None:
    async with place() as here, bot_at(here.slack, here.settings, OFTEN):
        root = await here.told()

        replies = [one for one in here.public if one is not root]
        listed = rows(*(standing(one) for one in replies))
        assert {one.message["thread_ts"] for one in replies} == {root.ts}
        assert Counter(outcome for outcome, _ in listed) == {"failed": 29, "skipped": 6}


async def test_it_is_told_once_also_by_whoever_is_started_anew() -> None:
    async with place() as here:
        for _ in range(2):
            async with bot_at(here.slack, here.settings, OFTEN):
                await here.told()
                await asyncio.sleep(0.5)  # two more ticks

        assert len(here.roots) == 1


async def test_replicas_tell_it_once() -> None:
    async with (
        place() as here,
        bot_at(here.slack, here.settings, OFTEN),
        bot_at(here.slack, here.settings, OFTEN),
    ):
        await here.told()
        await asyncio.sleep(0.5)

        assert len(here.roots) == 1


async def test_what_could_not_be_read_makes_it_partial() -> None:
    async with place() as here:
        here.cloud.faults.at("W1").always(Status(503))
        async with bot_at(here.slack, here.settings, OFTEN):
            root = await here.told()

        assert "(PARTIAL) · night" in first_line(standing(root))
        assert "PARTIAL: not all of this was read" in standing(root)


LOST = {
    "answer lost": ResetAfterStoring(),
    "500 after taking it": ServerErrorAfterStoring(),
    "reset before": ResetBefore(),
    "500": ServerError(),
    "429": RateLimited(1),
}


@pytest.mark.parametrize("fault", LOST.values(), ids=LOST.keys())
async def test_whatever_slack_loses_is_there_once(fault: Fault) -> None:
    async with place() as here:
        here.slack.faults.next(POST, fault)
        async with bot_at(here.slack, here.settings, OFTEN):
            await here.told()

        texts = [standing(one) for one in here.public]
        assert len(set(texts)) == len(texts)
        assert sum(map(len, map(rows, texts))) == 35


async def test_where_history_may_not_be_read_it_says_that_it_may_repeat() -> None:
    async with place(scopes=SCOPES) as here:
        here.slack.faults.next(POST, ResetBefore())
        async with bot_at(here.slack, here.settings, OFTEN):
            root = await here.told()

        assert "Slack's answer was lost: this may be here twice." in standing(root)


async def test_only_who_is_told_of_what_failed_is_mentioned() -> None:
    digest = NIGHT.model_copy(update={"mention": [OPERATOR]})
    async with (
        place(digest=digest) as here,
        bot_at(here.slack, here.settings, OFTEN),
    ):
        assert f"<@{OPERATOR}>" in standing(await here.told())


async def told_now(here: Place, span: timedelta | None = None) -> bool:
    """Let `runwatch digest night` do its work."""
    here.slack.mode = here.settings.slack.mode
    return await tell(here.settings, "night", span)


async def test_whoever_runs_the_bot_can_send_it_now() -> None:
    async with place() as here:
        assert [await told_now(here) for _ in range(2)] == [True, True]

        firsts = [first_line(standing(one)) for one in here.roots]
        assert firsts == [
            "✖ 29 failed, 6 skipped · night",
            "✔ Nothing new failed or was skipped · night",
        ]


async def test_what_is_sent_for_a_window_counts_as_told_to_nobody() -> None:
    async with place() as here:
        assert await told_now(here, timedelta(days=30))
        assert await told_now(here)

        firsts = [first_line(standing(one)) for one in here.roots]
        assert firsts == [
            "✖ 40 failed, 13 skipped (PARTIAL) · night",
            "✖ 29 failed, 6 skipped · night",
        ]


async def test_a_dry_run_shows_it_and_posts_nothing() -> None:
    async with place() as here:
        shown = [await preview(here.settings, "night", None) for _ in range(2)]

        assert [first_line(one[0].message.text) for one in shown] == [
            "✖ 29 failed, 6 skipped · night"
        ] * 2
        assert here.public == []


async def test_details_answers_in_private_with_everything_of_that_time() -> None:
    async with place() as here, bot_at(here.slack, here.settings, OFTEN):
        root = await here.told()

        press = await here.slack.press(COLLEAGUE, root, text="Details")
        await press.post()

        answer = press.posts[-1]
        assert answer.visible_to == COLLEAGUE
        assert "29 failed, 6 skipped" in first_line(standing(answer))
