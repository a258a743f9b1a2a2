"""Whether the ledger knows what went wrong in the simulated fleet: all of it, once."""

from collections.abc import AsyncIterator
from datetime import timedelta

from bot.domain.failures import Failure, FailureFilter
from bot.domain.windows import Window
from bot.ports import Ledger
from tests.bench.sweep_truth import truth
from tests.bench.sweep_world import NOW, World

_PAGE = 5_000


async def wrong(ledger: Ledger, cloud: str, world: World, days: int) -> dict[str, int]:
    """How many executions there are, how many the ledger lacks, and how many it made up.

    One of which it tells another outcome is both.
    """
    known = {_told(row) async for row in _failures(ledger, cloud, days)}
    true = set(truth(world, days))
    return {
        "true": len(true),
        "missing": len(true - known),
        "made_up": len(known - true),
    }


async def _failures(ledger: Ledger, cloud: str, days: int) -> AsyncIterator[Failure]:
    window = Window(NOW - timedelta(days=days + 1), NOW + timedelta(days=1))
    offset, of = 0, 1
    while offset < of:
        page = await ledger.failures(
            [cloud], FailureFilter(), window, offset=offset, limit=_PAGE, causes=0
        )
        for row in page.rows:
            yield row
        offset, of = offset + _PAGE, page.of


def _told(row: Failure) -> tuple[tuple[str, ...], str]:
    """As the truth names it; a row that stands for several is nothing that is true."""
    reference = row.execution.reference
    ids = reference.ids if row.count == 1 else (*reference.ids, f"{row.count} of them")
    return (reference.source.value, *ids), row.execution.outcome.value
