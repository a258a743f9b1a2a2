"""COC script orders: seed 003, endpoint C2; with C3 statistics, C4 batches, C5 hosts."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.adapters.cloud.corrections import corrected, with_shortfall
from bot.adapters.cloud.errors import nothing
from bot.adapters.cloud.findings import counter, not_listed
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.order_counts import BatchPayload, StatisticsPayload
from bot.adapters.cloud.order_payloads import OrderPayload
from bot.adapters.cloud.payloads import ObjectPayload, PagePayload
from bot.adapters.cloud.script_orders import ScriptOrders, asked
from bot.domain.executions import Execution, Outcome, details
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts, Finding, Listing, Run, WholeRun, tally
from bot.errors import Silence, settled

_Order = ObjectPayload[OrderPayload]
_Statistics = ObjectPayload[StatisticsPayload] | Silence
_Batches = PagePayload[BatchPayload] | Silence


class OrderSource:
    """`Source` over C2 to C5; ids are an order's, a batch and an instance."""

    def __init__(self, client: CloudClient, *, cloud: str) -> None:
        self._cloud = cloud
        self._orders = ScriptOrders(client)

    async def find(self, *ids: str) -> Finding:
        reference = Reference(self._cloud, SourceName.ORDER, ids)
        if len(ids) > 1:
            return await self._host(reference)
        order, statistics, batches = await asyncio.gather(
            settled(self._orders.order, reference),
            settled(self._orders.statistics, reference),
            settled(self._orders.batches, reference),
        )
        if isinstance(order, Silence):
            raise order
        indexes = _indexes(statistics, batches)
        executions = await self._executions(reference, order.payload, indexes)
        run = _run(reference, order, statistics, batches, executions)
        whole = with_shortfall(run, replace(executions, total=_total(run, batches)))
        gaps = (*_missing(statistics, batches), *whole.gaps)
        return WholeRun(run, replace(whole, gaps=gaps))

    async def _host(self, reference: Reference) -> Execution:
        uuid, batch, wanted = reference.ids
        of = replace(reference, ids=(uuid,))
        order, rows = await asyncio.gather(
            settled(self._orders.order, of),
            settled(self._orders.hosts, reference, batch, wanted),
        )
        if isinstance(rows, Silence):
            raise rows
        row = next((row for row in rows.rows if str(row.id) == wanted), None)
        if row is None:
            absent = nothing(asked(reference, "script order's host"))
            raise not_listed(absent, reference, "host", rows.gaps)
        if not isinstance(order, Silence):
            return row.execution(of, batch, order.payload)
        found = row.execution(of, batch, OrderPayload())
        unread = details(order=f"not read: {order}")
        return replace(found, details=(*found.details, *unread))

    async def _executions(
        self, reference: Reference, order: OrderPayload, indexes: Iterable[str]
    ) -> Listing[Execution]:
        """What happened on every host of every batch, with the end of its log."""
        wanted = list(indexes)
        batches = await asyncio.gather(
            *(settled(self._orders.hosts, reference, index) for index in wanted)
        )
        rows, gaps = [], []
        for index, batch in zip(wanted, batches, strict=True):
            if isinstance(batch, Silence):
                gaps.append(f"Batch {index} was not read. {batch}")
                continue
            rows += [row.execution(reference, index, order) for row in batch.rows]
            gaps += [f"Batch {index}: {gap}" for gap in batch.gaps]
        return Listing(tuple(rows), gaps=tuple(gaps))


def _missing(statistics: _Statistics, batches: _Batches) -> Iterator[str]:
    """A sentence for each thing that is not known beside the hosts themselves."""
    if isinstance(statistics, Silence):
        yield f"Its statistics were not read: {statistics}"
    elif statistics.unreadable:
        odd = ", ".join(statistics.unreadable)
        yield f"Its statistics hold something that I cannot read: {odd}."
    if isinstance(batches, Silence):
        yield f"Its batches were not read: {batches}"
    elif _odd(batches):
        yield "I cannot read all that is told of the batches; hosts may be missing."


def _odd(batches: PagePayload[BatchPayload]) -> bool:
    """Whether there may be batches of which we do not know how to ask for them."""
    nameless = any(one.batch_index is None for one in batches.rows)
    return nameless or batches.damaged > 0


def _indexes(statistics: _Statistics, batches: _Batches) -> list[str]:
    """Every batch that either of them names."""
    named: set[int] = set()
    if not isinstance(batches, Silence):
        indexes = {one.batch_index for one in batches.rows}
        named |= {index for index in indexes if index is not None}
    if not isinstance(statistics, Silence):
        named |= statistics.payload.batches
    return [str(index) for index in sorted(named)]


def _run(
    reference: Reference,
    order: _Order,
    statistics: _Statistics,
    batches: _Batches,
    executions: Listing[Execution],
) -> Run:
    """The order as its statistics have it; its hosts are counted where there are none."""
    counted = tally(executions.rows)
    if isinstance(statistics, Silence):
        counts, failed = _counted(batches, executions), ""
    else:
        counts = statistics.payload.counts
        failed = statistics.payload.batches_with(Outcome.FAILED)
    run = corrected(order.payload.run(reference, counts), counted)
    said = "" if isinstance(batches, Silence) else "; ".join(map(_said, batches.rows))
    more = (*details(failed_in_batches=failed, batches=said), *order.details)
    return replace(run, details=(*run.details, *more))


def _said(batch: BatchPayload) -> str:
    return batch.said


def _counted(batches: _Batches, executions: Listing[Execution]) -> Counts:
    """The hosts by outcome, where every one of them was read: then none else failed."""
    rows = executions.rows
    if isinstance(batches, Silence) or _odd(batches) or executions.gaps or not rows:
        return Counts()
    if len(rows) < _hosts_of(batches):
        return Counts()
    return Counts({Outcome.FAILED: 0, **tally(rows).by_outcome})


def _total(run: Run, batches: _Batches) -> int | None:
    """As the statistics say, else as the batches do, where they say anything."""
    if run.counts.total is not None or isinstance(batches, Silence):
        return run.counts.total
    return _hosts_of(batches) or None


def _hosts_of(batches: PagePayload[BatchPayload]) -> int:
    """How many hosts the batches say that they have."""
    return sum(counter(one.total_instances) or 0 for one in batches.rows)
