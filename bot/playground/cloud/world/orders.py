"""A COC script order: its C1 row, C2 detail, C4 batches and C5 hosts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.playground.cloud.tables import Row
from bot.playground.cloud.world.fleet import REGION
from bot.playground.cloud.world.hosts import HostEnding, host_row
from bot.playground.cloud.world.times import epoch_ms


@dataclass(frozen=True, slots=True)
class Order:
    """One order: a script on hosts, batch by batch.

    Attributes:
        begun: when it was created.
        first: the id of its first C5 row.
        in_seconds: execute_costs in seconds, as documented, else in milliseconds,
            as in the example of seed 003.
        parameters: what stands in execute_param beside the usual.
        gone: fields that this order doesn't have.
    """

    uuid: str
    id: int
    name: str
    status: str
    begun: datetime
    first: int
    batches: Sequence[Sequence[HostEnding]]
    seconds: float | None = 311.283
    in_seconds: bool = False
    source: str = ""
    parameters: Row = field(default_factory=dict)

    def row(self) -> Row:
        """The C1 row. One that isn't over has null as gmt_finished, or none at all."""
        shared = self._shared()
        if self.status == "PROCESSING":
            shared["gmt_finished"] = None
        return {
            "order_id": self.id,
            "order_name": self.name,
            **shared,
            "properties": {"region_ids": REGION},
        }

    def detail(self) -> Row:
        """What C2 tells."""
        properties: Row = {
            "script_uuid": "SC2025120109121512a3f4b5c",
            "script_name": self.name,
            "script_version_uuid": 90017,
            "script_version_name": "1.0.2",
            "current_execute_batch_index": self._current(),
            "execute_param": {**_usual(), **self.parameters},
        }
        if self.source:
            properties["script_source"] = self.source
        return {**self._shared(), "properties": properties}

    def batch_rows(self) -> list[Row]:
        """The C4 rows."""
        last = len(self.batches)
        return [
            {
                "batch_index": number,
                "total_instances": len(batch),
                "rotation_strategy": "CONTINUE" if number == last else "PAUSE",
                "properties": "",
            }
            for number, batch in enumerate(self.batches, 1)
        ]

    def instances(self) -> Iterator[tuple[int, list[Row]]]:
        """The C5 rows by batch; ids go on from batch to batch."""
        number = 0
        for index, batch in enumerate(self.batches, 1):
            rows = []
            for ending in batch:
                number += 1
                begun = self.begun + timedelta(seconds=0.8)
                rows.append(host_row(self.first + number - 1, number, ending, begun))
            yield index, rows

    def _current(self) -> int:
        """The last batch that was begun."""
        begun = [
            number
            for number, batch in enumerate(self.batches, 1)
            if any(end.status not in ("READY", "CANCELED") for end in batch)
        ]
        return max(begun)

    def _shared(self) -> Row:
        row: Row = {"execute_uuid": self.uuid, "gmt_created": epoch_ms(self.begun)}
        if self.seconds is not None:
            ended = self.begun + timedelta(seconds=self.seconds)
            row["gmt_finished"] = epoch_ms(ended)
            # A millisecond less than the difference, as in the example of seed 003.
            costs = self.seconds if self.in_seconds else self.seconds * 1000 - 1
            row["execute_costs"] = round(costs)
        return {**row, "creator": "ops-user1", "status": self.status}


def _usual() -> Row:
    return {
        "resourceful": True,
        "timeout": 300,
        "execute_user": "root",
        "success_rate": 100.0,
        "script_params": [],
    }
