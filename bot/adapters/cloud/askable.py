"""What sweeps ask lists of runs for, and which of their runs can be asked for again."""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from datetime import UTC, datetime
from urllib.parse import quote

from bot.adapters.cloud.payloads import Made, Row
from bot.domain.sweeping import Batch, SweptRun

_TIME = "%Y-%m-%dT%H:%M:%SZ"


def begun_since(since: datetime) -> dict[str, str]:
    """What W5 and W9 are asked for the runs that began at `since` or later."""
    return {"execute_time_start": since.astimezone(UTC).strftime(_TIME)}


def joined(key: str, *parts: str) -> str:
    """A longer key, of which each part can be told from the others."""
    return "/".join([key, *(quote(part, safe="", errors="replace") for part in parts)])


async def made(
    batches: AsyncGenerator[Batch[Row], None], make: Callable[[Row], Made | None]
) -> AsyncGenerator[Batch[Made], None]:
    """What `make` makes of each row, but for those of which it makes nothing."""
    async with aclosing(batches):
        async for batch in batches:
            found = (one for row in batch.rows if (one := make(row)) is not None)
            yield Batch(tuple(found), batch.gaps)


async def askable(
    batches: AsyncGenerator[Batch[Row], None], swept: Callable[[Row], SweptRun | None]
) -> AsyncGenerator[Batch[SweptRun], None]:
    """The runs that `swept` makes of rows; those without any are counted as one gap."""
    odd = 0
    async with aclosing(batches):
        async for batch in batches:
            runs = [run for row in batch.rows if (run := swept(row)) is not None]
            odd += len(batch.rows) - len(runs)
            yield Batch(tuple(runs), batch.gaps)
    if odd:
        runs_have = "run has" if odd == 1 else "runs have"
        yield Batch(gaps=(f"{odd:,} {runs_have} no id that I can ask for.",))
