"""How many hosts a script order has, and where: C3 and C4, every documented field."""

from collections import Counter
from collections.abc import Iterable

from bot.adapters.cloud.findings import counter
from bot.adapters.cloud.payloads import Payload, Text, Whole
from bot.adapters.cloud.statuses import outcome_of
from bot.domain.executions import Outcome
from bot.domain.runs import Counts


class StatisticPayload(Payload):
    instance_status: Text = ""
    instance_count: Whole = None
    batch_indexes: list[Whole] | None = None


class StatisticsPayload(Payload):
    """C3, without the wrapper."""

    total_instance: Whole = None
    execute_statistics: list[StatisticPayload] | None = None

    @property
    def counts(self) -> Counts:
        """Hosts by outcome; two words of one outcome are added.

        An outcome of which a count is left out is known only where others are told, and
        that none failed only where what is told makes up the total.
        """
        counted: Counter[Outcome] = Counter()
        unsaid = set()
        for one in self.execute_statistics or ():
            outcome, count = (
                outcome_of(one.instance_status),
                counter(one.instance_count),
            )
            counted[outcome] += count or 0
            unsaid |= {outcome} if count is None else set()
        known = {
            outcome: count
            for outcome, count in counted.items()
            if count or outcome not in unsaid
        }
        total = counter(self.total_instance)
        if total and sum(known.values()) == total:
            known = {Outcome.FAILED: 0, **known}
        return Counts(known, total)

    @property
    def batches(self) -> set[int]:
        return _indexes(self.execute_statistics or ())

    def batches_with(self, outcome: Outcome) -> str:
        """The batches that hold hosts of that outcome, as "1, 3"."""
        holding = (
            one
            for one in self.execute_statistics or ()
            if outcome_of(one.instance_status) is outcome and one.instance_count
        )
        return ", ".join(map(str, sorted(_indexes(holding))))


def _indexes(statistics: Iterable[StatisticPayload]) -> set[int]:
    return {
        index
        for one in statistics
        for index in one.batch_indexes or ()
        if index is not None
    }


class BatchPayload(Payload):
    """A row of C4; `properties` is a label (trap 70)."""

    batch_index: Whole = None
    total_instances: Whole = None
    rotation_strategy: Text = ""
    properties: Text = ""

    @property
    def said(self) -> str:
        hosts = (
            "? hosts" if self.total_instances is None else _hosts(self.total_instances)
        )
        parts = (
            hosts,
            _THEN.get(self.rotation_strategy.upper(), self.rotation_strategy),
        )
        label = f" ({self.properties})" if self.properties else ""
        index = "?" if self.batch_index is None else self.batch_index
        return f"{index}{label}: {', '.join(filter(None, parts))}"


_THEN = {"CONTINUE": "then goes on", "PAUSE": "then pauses"}


def _hosts(count: int) -> str:
    return f"{count:,} {'host' if count == 1 else 'hosts'}"
