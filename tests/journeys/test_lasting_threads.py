"""Conversations outlive the process that began them, and end after a while."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Update, update

from bot.adapters.clock import SystemClock
from bot.adapters.storage.engine import open_engine
from bot.adapters.storage.thread_tables import TAKEN, THREADS
from bot.playground.slack import OPERATOR
from tests.journeys.reading import first_line, rows, standing
from tests.journeys.talking import Talk
from tests.journeys.test_digests import OFTEN, Place, place
from tests.journeys.town import Town, bot_at

EVERYTHING = "failures since:2026-01-01"


async def _began(here: Place) -> Talk:
    """The thread below what somebody has shared."""
    town = Town(here.slack, here.cloud)
    post = await town.shown(EVERYTHING)
    await town.press(post, "Share")
    root = here.roots[-1]
    return Talk(here.slack, root.ts)


@asynccontextmanager
async def _here() -> AsyncIterator[Place]:
    """A place without digests."""
    async with place() as one:
        yield replace(one, settings=one.settings.model_copy(update={"digests": []}))


async def test_a_thread_goes_on_after_a_restart() -> None:
    async with _here() as here:
        async with bot_at(here.slack, here.settings):
            talk = await _began(here)
            await talk.asks("skipped")
        async with bot_at(here.slack, here.settings):
            opened = await talk.asks("1")
            back = await talk.asks("undo")

        assert first_line(opened) == "⤼ Skipped: patch-check on FIN-DESK-03"
        assert first_line(back) == "✖ 40 failed, 13 skipped (PARTIAL)"


async def test_replicas_share_threads_and_answer_once() -> None:
    async with _here() as here, bot_at(here.slack, here.settings):
        talk = await _began(here)
        first = here.slack.events_url
        async with bot_at(here.slack, here.settings):
            await talk.asks("skipped")
            event = await here.slack.mention(OPERATOR, "1", thread_ts=talk.thread)
            await here.slack.workspace.posted(lambda _: len(talk.public) > 1)
            here.slack.events_url = first
            await here.slack.redeliver(event)
            await asyncio.sleep(1)  # each process keeps a pace of its own
            await talk.asks("undo")

        assert len(talk.public) == 3
        assert "FIN-DESK-03" in standing(talk.public[1])


async def test_an_answer_whose_teller_died_is_told_by_nobody_again() -> None:
    async with _here() as here:
        async with bot_at(here.slack, here.settings):
            talk = await _began(here)
            event = await here.slack.mention(OPERATOR, "1", thread_ts=talk.thread)
            await here.slack.workspace.posted(lambda _: len(talk.public) == 1)
        long_ago = SystemClock().now() - timedelta(minutes=5)
        await _changed(here, update(TAKEN).values(done=False, at=long_ago))
        async with bot_at(here.slack, here.settings):
            await here.slack.redeliver(event)
            await talk.asks("2")

        assert len(talk.public) == 2


async def test_a_thread_that_nobody_asked_in_for_a_month_has_ended() -> None:
    async with _here() as here, bot_at(here.slack, here.settings):
        talk = await _began(here)
        await _used(here, SystemClock().now() - timedelta(days=31))

        said = await talk.whispers("2")
        anew = await talk.asks(EVERYTHING)
        opened = await talk.asks("2")

        assert said.startswith(
            "This conversation has ended: nobody asked here for 30 days. Ask anew.\n"
            f"Try `/runs {EVERYTHING}`"
        )
        assert first_line(anew) == "✖ 40 failed, 13 skipped (PARTIAL)"
        assert "RENDER-04" in first_line(opened)


async def test_the_rows_of_a_digest_are_opened_by_their_numbers() -> None:
    async with place() as here, bot_at(here.slack, here.settings, OFTEN):
        root = await here.told()
        told = rows(*(standing(one) for one in here.public if one is not root))
        talk = Talk(here.slack, root.ts)

        opened = await talk.asks(str(len(told)))
        first = await talk.asks("1")

        for shown, (outcome, row) in ((opened, told[-1]), (first, told[0])):
            target = row.split(",")[0]
            assert first_line(shown).lower().split()[1].startswith(outcome)
            assert target in shown


async def test_a_digest_is_narrowed_and_its_rows_come_as_its_file() -> None:
    async with place() as here, bot_at(here.slack, here.settings, OFTEN):
        here.slack.mentions_allowed |= set(here.slack.channels)
        talk = Talk(here.slack, (await here.told()).ts)

        said = await talk.whispers("csv")
        skipped = await talk.asks("skipped")

        assert said.startswith("A file with 35 rows is in the thread of that digest")
        (file,) = here.slack.files.known.values()
        assert file.name.startswith("night-")
        assert first_line(skipped) == "⤼ 6 skipped"


async def test_a_cause_is_muted_and_everybody_reads_that() -> None:
    async with place() as here, bot_at(here.slack, here.settings, OFTEN):
        here.slack.mentions_allowed |= set(here.slack.channels)
        talk = Talk(here.slack, (await here.told()).ts)

        muted = await talk.asks("mute 1 for 2d because it is being mended")
        again = await talk.asks("unmute 1")

        assert "is muted. Later digests of night count it in one line" in muted
        assert "is muted no more" in again


async def _used(here: Place, at: object) -> None:
    """Let all threads have been asked in then, and never since."""
    await _changed(here, update(THREADS).values(used_at=at))


async def _changed(here: Place, rows: Update) -> None:
    """What the bot remembers, behind its back."""
    engine = open_engine(here.settings.database.url.get_secret_value())
    async with engine.begin() as connection:
        await connection.execute(rows)
    await engine.dispose()
