"""What the simulated cloud knows: plain lists of wire rows, read at request time."""

from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]


@dataclass(slots=True)
class Tables:
    """May be changed at any time, also between two pages of one list.

    Attributes:
        tasks: W1 rows.
        task_runs: W3 rows by task.
        task_rows: W4 rows by task and record.
        script_tasks: W5 rows.
        script_rows: W7 rows by record, of those that belong to a task or a pool;
            the rest are `SimulatedCloud.records`.
        pools: W8 rows.
        pool_tasks: W9 rows.
        app_tasks: A1 rows.
        app_runs: A2 rows by task.
        app_rows: A3 rows by history.
        orders: C1 rows.
        order_details: what C2 tells, by execute_uuid.
        batches: C4 rows by execute_uuid.
        instances: C5 rows by execute_uuid and batch; C3 counts them.
    """

    tasks: list[Row] = field(default_factory=list)
    task_runs: dict[str, list[Row]] = field(default_factory=dict)
    task_rows: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    script_tasks: list[Row] = field(default_factory=list)
    script_rows: dict[str, Row] = field(default_factory=dict)
    pools: list[Row] = field(default_factory=list)
    pool_tasks: list[Row] = field(default_factory=list)
    app_tasks: list[Row] = field(default_factory=list)
    app_runs: dict[str, list[Row]] = field(default_factory=dict)
    app_rows: dict[str, list[Row]] = field(default_factory=dict)
    orders: list[Row] = field(default_factory=list)
    order_details: dict[str, Row] = field(default_factory=dict)
    batches: dict[str, list[Row]] = field(default_factory=dict)
    instances: dict[tuple[str, int], list[Row]] = field(default_factory=dict)
