"""COC's script orders as people list them: C1, and C3 for the counters of the newest."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.list_payloads import with_counts
from bot.adapters.cloud.markers import every_row_after
from bot.adapters.cloud.order_lists import OrderLists, epoch, marker
from bot.adapters.cloud.script_orders import ScriptOrders
from bot.domain.ordering import newest_first
from bot.domain.runs import Counts, Listing, Run
from bot.domain.windows import Window
from bot.errors import Silence, settled

# Each costs a request.
_MOST_COUNTED = 50
# The cloud filters by creation; an order that ends in the window may begin long before.
_LOOKBACK = timedelta(hours=48)
_MARGIN = timedelta(seconds=1)


class ListedOrders:
    """The script orders of one account."""

    def __init__(self, client: CloudClient, cloud: str) -> None:
        self._cloud = cloud
        self._lists = OrderLists(client, cloud)
        self._orders = ScriptOrders(client)

    async def listed(self, window: Window) -> Listing[Run]:
        """At least the orders that ended, or began, in `window`, the newest first.

        Others may come along. Of the newest 50 in it the hosts are counted.

        Raises:
            SourceUnavailableError: no answer now; later perhaps.
            SourceRejectedError: the cloud refused, or its answer cannot be read.
        """
        orders = await every_row_after(self._lists.orders(_asked(window)), marker)
        runs = newest_first(row.run(self._cloud) for row in orders.rows)
        wanted = [run for run in runs if run.reference.ids and window.holds(run.at)]
        newest = wanted[:_MOST_COUNTED]
        counts = await asyncio.gather(*map(self._counts, newest))
        told = {run.reference: one for run, one in zip(newest, counts, strict=True)}
        gaps = (*orders.gaps, *_not_counted(counts, len(wanted) - len(newest)))
        rows = tuple(_told(run, told.get(run.reference)) for run in runs)
        return Listing(rows, orders.total, gaps)

    async def _counts(self, run: Run) -> Counts | Silence:
        statistics = await settled(self._orders.statistics, run.reference)
        if isinstance(statistics, Silence):
            return statistics
        return statistics.payload.counts


def _asked(window: Window) -> dict[str, int]:
    """C1's own filters; both ends are included."""
    asked = {}
    if window.since is not None:
        asked["start_time"] = epoch(window.since - _LOOKBACK)
    if window.until is not None:
        asked["end_time"] = epoch(window.until + _MARGIN)
    return asked


def _told(run: Run, counts: Counts | Silence | None) -> Run:
    return with_counts(run, counts) if isinstance(counts, Counts) else run


def _not_counted(counts: Sequence[Counts | Silence], others: int) -> Iterator[str]:
    """A sentence for what is not known of the hosts, and why."""
    silences = [one for one in counts if isinstance(one, Silence)]
    if silences:
        orders = "order" if len(silences) == 1 else "orders"
        yield f"The hosts of {len(silences):,} {orders} were not counted. {silences[0]}"
    if others:
        yield f"Hosts were counted only of the newest {_MOST_COUNTED:,} orders."
