"""Who asked what is kept, and no answer depends on it."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

import pytest
import structlog

from bot.domain.access import Standing
from bot.domain.audit import Request
from bot.domain.references import SourceName
from bot.domain.runs import Finding
from bot.errors import AccessDeniedError
from bot.services.clouds import Cloud
from handlers.asking import Asking
from tests.fakes import NINE, FakeMessenger, FakePeople, FakeSource
from tests.handlers.counter import asking, desk, notes_in
from tests.ledgers import MemoryLedger
from tests.services.scripts import knowing

CLOUDS = {"prod": Cloud({SourceName.SCRIPT: knowing()})}


class Counter:
    """A desk whose audit can be read."""

    def __init__(
        self,
        standing: Standing = Standing.MEMBER,
        clouds: Mapping[str, Cloud] = CLOUDS,
    ) -> None:
        self.ledger = MemoryLedger()
        self._notes = notes_in(self.ledger)
        at = desk(FakeMessenger(), FakePeople(standing), clouds)
        self._desk = replace(at, notes=self._notes)

    def asking(self, text: str) -> Asking:
        return asking(self._desk, text)

    async def kept(self) -> list[Request]:
        await self._notes.close(5)
        return self.ledger.requests


async def test_a_question_is_kept_with_who_asked_and_how_it_went() -> None:
    at = Counter()
    with structlog.contextvars.bound_contextvars(request_id="abc"):
        await at.asking("script rec-1").answer()

    assert await at.kept() == [
        Request(
            id="abc",
            at=NINE,
            user="U1",
            workspace="T1",
            channel="C1",
            line="/runs script rec-1",
            result="answered",
            seconds=0.0,
        )
    ]


async def test_a_question_that_was_refused_is_kept_as_well() -> None:
    at = Counter(Standing.GUEST)

    with pytest.raises(AccessDeniedError):
        await at.asking("script rec-1").answer()

    assert [one.result for one in await at.kept()] == ["AccessDeniedError"]


async def test_secrets_that_somebody_types_are_not_kept() -> None:
    at = Counter()

    with pytest.raises(Exception, match="I don't know"):
        await at.asking("frob password=hunter22").answer()

    assert "hunter22" not in repr(await at.kept())


async def test_without_a_database_people_are_answered() -> None:
    at = Counter()
    at.ledger.broken = True

    answer = await at.asking("script rec-1").answer()

    assert answer is not None


async def test_no_answer_waits_for_a_slow_database() -> None:
    at = Counter()
    at.ledger.slow = asyncio.Event()

    await asyncio.gather(*(at.asking("script rec-1").answer() for _ in range(200)))
    before = len(at.ledger.requests)
    at.ledger.slow.set()

    assert (before, len(await at.kept())) == (0, 200)


async def test_a_question_that_is_cut_short_is_kept_too() -> None:
    at = Counter(clouds={"prod": Cloud({SourceName.SCRIPT: Silent()})})
    working = asyncio.create_task(at.asking("script rec-1").answer())
    await asyncio.sleep(0.05)
    working.cancel()
    await asyncio.wait([working])

    assert [one.result for one in await at.kept()] == ["interrupted"]


class Silent(FakeSource):
    """Never answers."""

    async def find(self, *ids: str) -> Finding:
        await asyncio.Event().wait()
        return await FakeSource.find(self, *ids)
