"""Which batches of a script order hold hosts that are not fine, as C3 and C4 tell."""

from dataclasses import dataclass

from bot.adapters.cloud.findings import counter
from bot.adapters.cloud.order_counts import StatisticPayload, StatisticsPayload
from bot.adapters.cloud.statuses import outcome_of
from bot.domain.sweeping import FINE


@dataclass(frozen=True, slots=True)
class Troubled:
    """Batches by index; `told` is whether there can be no others."""

    indexes: frozenset[int] = frozenset()
    told: bool = False


def troubled(statistics: StatisticsPayload) -> Troubled:
    """The batches that C3 names for hosts that failed, have not ended, or nobody knows.

    It tells of all of them where every such count names its batches, and the counts
    make up the total.
    """
    counted = statistics.execute_statistics or []
    bad = [one for one in counted if _may_be_bad(one)]
    indexes = {index for one in bad for index in one.batch_indexes or ()}
    named = all(one.batch_indexes for one in bad) and None not in indexes
    hosts = sum(counter(one.instance_count) or 0 for one in counted)
    complete = 0 < hosts >= (statistics.total_instance or 0)
    return Troubled(
        frozenset(index for index in indexes if index is not None),
        told=named and complete,
    )


def _may_be_bad(one: StatisticPayload) -> bool:
    return one.instance_count != 0 and outcome_of(one.instance_status) not in FINE
