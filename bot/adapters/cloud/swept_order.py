"""COC's script orders, as sweeps read them: C1, C3 for counters, C4 and C5 for hosts."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from bot.adapters.cloud.askable import askable, joined
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.list_payloads import OrderRowPayload, with_counts
from bot.adapters.cloud.order_batches import Troubled, troubled
from bot.adapters.cloud.order_hosts import InstancePayload
from bot.adapters.cloud.order_lists import OrderLists, epoch, marker
from bot.adapters.cloud.order_payloads import OrderPayload
from bot.adapters.cloud.script_orders import ScriptOrders
from bot.adapters.cloud.statuses import outcome_of
from bot.adapters.cloud.streams import streamed_after
from bot.domain.executions import Named, Outcome
from bot.domain.references import SourceName, is_id
from bot.domain.runs import Run
from bot.domain.sweeping import FINE, Batch, SeenWork, SweptExecution, SweptRun
from bot.errors import (
    NotFoundError,
    Silence,
    SourceError,
    SourceUnavailableError,
    settled,
)

# More than are ever counted and not yet read.
_MOST_REMEMBERED = 256


class SweptOrders:
    """`SweptRuns` over C1 and C3 to C5; `host` is where the account's COC answers."""

    def __init__(self, client: CloudClient, *, cloud: str, host: str) -> None:
        self._cloud = cloud
        self._key = joined(quote(host, safe=""), SourceName.ORDER)
        self._lists = OrderLists(client, cloud)
        self._orders = ScriptOrders(client)
        self._troubled: dict[str, Troubled] = {}

    def works(self) -> None:
        """None: C1 lists all orders."""

    def runs(
        self, work: SeenWork | None, since: datetime
    ) -> AsyncGenerator[Batch[SweptRun], None]:
        del work  # there is one list
        begun = self._lists.orders({"start_time": epoch(since)})
        pages = streamed_after(begun, marker)
        return askable(pages, self._swept)

    async def counted(self, swept: SweptRun) -> SweptRun:
        """With the hosts that C3 counts; remembers where it says that they are."""
        statistics = await self._orders.statistics(swept.run.reference)
        self._remember(swept.key, troubled(statistics.payload))
        run = with_counts(swept.run, statistics.payload.counts)
        return replace(swept, run=run, work=await self._work(swept))

    async def rows(
        self, swept: SweptRun
    ) -> AsyncGenerator[Batch[SweptExecution], None]:
        """As the port says; one batch that cannot be read costs no other."""
        indexes, gaps = await self._batches(swept)
        silences: list[Silence] = []
        for index in indexes:
            try:
                async with aclosing(self._hosts(swept, index)) as batches:
                    async for batch in batches:
                        yield batch
            except (NotFoundError, SourceError) as silence:
                silences.append(silence)
        yield Batch(gaps=gaps)
        if silences:
            raise max(silences, key=_may_pass)

    async def _hosts(
        self, swept: SweptRun, batch: str
    ) -> AsyncGenerator[Batch[SweptExecution], None]:
        reference = swept.run.reference
        read = self._orders.host_pages(reference, batch)
        async with aclosing(streamed_after(read, lambda row: row.id)) as pages:
            async for page in pages:
                rows = (
                    _row(swept, batch, row) for row in page.rows if _is_troubled(row)
                )
                gaps = tuple(f"Batch {batch}: {gap}" for gap in page.gaps)
                yield Batch(tuple(rows), gaps)

    async def _batches(self, swept: SweptRun) -> tuple[list[str], tuple[str, ...]]:
        """Those that have to be read, and a gap where there may be others."""
        if swept.key not in self._troubled:
            await self.counted(swept)
        known = self._troubled.pop(swept.key, Troubled())
        if known.told:
            return _numbered(known.indexes), ()
        listed = await self._orders.batches(swept.run.reference)
        indexes = {one.batch_index for one in listed.rows}
        odd = None in indexes or listed.damaged
        gap = "I cannot read all that is told of its batches; hosts may be missing."
        return _numbered(known.indexes | indexes), (gap,) if odd else ()

    async def _work(self, swept: SweptRun) -> Named:
        """The order's name, else its script's; else the order is work of its own."""
        if swept.run.work.id:
            return swept.work
        order = await settled(self._orders.order, swept.run.reference)
        if isinstance(order, SourceUnavailableError):
            raise order
        name = "" if isinstance(order, Silence) else order.payload.script.name
        return Named(name, name) if name else swept.work

    def _remember(self, key: str, batches: Troubled) -> None:
        while len(self._troubled) >= _MOST_REMEMBERED:
            del self._troubled[next(iter(self._troubled))]
        self._troubled[key] = batches

    def _swept(self, order: OrderRowPayload) -> SweptRun | None:
        if not is_id(order.execute_uuid):
            return None
        run = order.run(self._cloud)
        named = run.work if run.work.id else Named(order.execute_uuid)
        key = joined(self._key, order.execute_uuid)
        return SweptRun(key=key, run=_uncounted(run), work=named)


def _uncounted(run: Run) -> Run:
    """Only counters tell that no host failed, whatever the order's own word is."""
    return replace(run, outcome=Outcome.UNKNOWN) if run.outcome in FINE else run


def _row(swept: SweptRun, batch: str, row: InstancePayload) -> SweptExecution:
    execution = row.execution(swept.run.reference, batch, OrderPayload())
    return SweptExecution(
        key=joined(swept.key, batch, str(row.id)), execution=execution
    )


def _is_troubled(row: InstancePayload) -> bool:
    """Whether it is not fine, and can be told from other rows."""
    return row.id is not None and outcome_of(row.status) not in FINE


def _numbered(indexes: frozenset[int | None]) -> list[str]:
    return [str(index) for index in sorted(one for one in indexes if one is not None)]


def _may_pass(silence: Silence) -> bool:
    return isinstance(silence, SourceUnavailableError)
