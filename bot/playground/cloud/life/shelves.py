"""Where living runs stand in the cloud's tables, beside what was always there."""

from dataclasses import dataclass, field

from bot.playground.cloud.life.prints import Prints
from bot.playground.cloud.tables import Row, Tables


@dataclass(slots=True)
class Shelf:
    """One list of the tables; living rows stand before the others, the newest first.

    Attributes:
        sort: by this field instead, upwards.
    """

    rows: list[Row]
    sort: str = ""
    _others: list[Row] = field(default_factory=list)
    _living: dict[str, Row] = field(default_factory=dict)
    _changed: bool = False

    def __post_init__(self) -> None:
        self._others = list(self.rows)

    def put(self, key: str, row: Row) -> None:
        """Show this row; the place it had before stays its own."""
        self._living[key] = row
        self._changed = True

    def drop(self, key: str) -> None:
        """Show it no more."""
        del self._living[key]
        self._changed = True

    def settle(self) -> None:
        """Let requests see what was put and dropped."""
        if not self._changed:
            return
        self._changed = False
        rows = [*reversed(self._living.values()), *self._others]
        self.rows[:] = (
            sorted(rows, key=lambda row: row[self.sort]) if self.sort else rows
        )


class Shelves:
    """The tables of a cloud, with a shelf for each list that several works share."""

    def __init__(self, tables: Tables, records: dict[str, Row]) -> None:
        tables.script_rows = Prints(tables.script_rows)
        self.tables = tables
        self.records = records
        self.script_tasks = Shelf(tables.script_tasks)
        self.pool_tasks = Shelf(tables.pool_tasks)
        self.orders = Shelf(tables.orders, sort="order_id")

    def settle(self) -> None:
        """Let requests see what was changed."""
        for shelf in (self.script_tasks, self.pool_tasks, self.orders):
            shelf.settle()


def put_in_front(rows: list[Row], row: Row) -> None:
    """Show this row: in the place that it had, else before all others."""
    for position, known in enumerate(rows):
        if known["id"] == row["id"]:
            rows[position] = row
            return
    rows.insert(0, row)


def take_out(rows: list[Row], row_id: str) -> None:
    """Show the row with this id no more."""
    rows[:] = [row for row in rows if row["id"] != row_id]
