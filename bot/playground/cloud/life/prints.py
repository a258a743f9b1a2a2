"""Script rows whose output is printed when somebody asks for it."""

from collections.abc import Mapping
from typing import Any

from bot.playground.cloud.life.printing import printed
from bot.playground.cloud.tables import Row


class Prints(dict[str, Row]):
    """Living rows are kept without their output: all of them would fill the memory."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        super().__init__(rows)

    def get(self, key: str, default: Any = None, /) -> Any:  # noqa: ANN401  as dicts do
        """The row with its output."""
        try:
            return self[key]
        except KeyError:
            return default

    def __getitem__(self, key: str) -> Row:
        row = super().__getitem__(key)
        return row if "output" in row else {**row, "output": printed(row)}
