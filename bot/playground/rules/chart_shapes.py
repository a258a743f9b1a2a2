"""Block Kit's limits for charts, as data.

docs.slack.dev/reference/block-kit/blocks/data-visualization-block, with the counts as
they were raised in 2026.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.rules.element_shapes import MAX_ID
from bot.playground.rules.rule import Breach, refused
from bot.playground.rules.shapes import (
    Check,
    Shape,
    many,
    number,
    one_of,
    string,
)

_LABEL = string(20)


def _share(value: object, at: str) -> Iterator[Breach]:
    yield from number(value, at)
    if isinstance(value, int | float) and value <= 0:
        yield refused("not-positive", "must be greater than 0", at)


_SEGMENT = Shape({"label": _LABEL, "value": _share}, ("label", "value"))
_POINT = Shape({"label": _LABEL, "value": number}, ("label", "value"))
_SERIES = Shape({"name": _LABEL, "data": many(_POINT, most=20)}, ("name", "data"))
_AXES = Shape(
    {
        "categories": many(_LABEL, most=20),
        "x_label": string(50),
        "y_label": string(50),
    },
    ("categories",),
)
_PLOT = Shape(
    {"series": many(_SERIES, most=12), "axis_config": _AXES}, ("series", "axis_config")
)


@dataclass(frozen=True, slots=True)
class Plot:
    """Series that have their own names, and points that stand on the axis."""

    shape: Shape

    def __call__(self, value: object, at: str) -> Iterator[Breach]:
        """What is wrong with this value, which stands at this JSON pointer."""
        found = list(self.shape(value, at))
        yield from found
        # Of what has the wrong shape, nothing more can be said.
        if not found and isinstance(value, Mapping):
            yield from _repeated_series(value["series"], at)
            yield from _stray_points(value, at)


def _repeated_series(series: list[Mapping[str, str]], at: str) -> Iterator[Breach]:
    seen: set[str] = set()
    for index, each in enumerate(series):
        if each["name"] in seen:
            problem = f"series {each['name']} already used"
            yield refused("duplicate-series", problem, f"{at}/series/{index}/name")
        seen.add(each["name"])


def _stray_points(plot: Mapping[str, Any], at: str) -> Iterator[Breach]:
    wanted = plot["axis_config"]["categories"]
    for index, each in enumerate(plot["series"]):
        if [point["label"] for point in each["data"]] != wanted:
            problem = "labels must match the categories"
            yield refused("stray-label", problem, f"{at}/series/{index}/data")


_PIE = Shape({"segments": many(_SEGMENT, most=12)}, ("segments",))
_CHARTS: dict[str, Check] = {
    "pie": _PIE,
    "bar": Plot(_PLOT),
    "area": Plot(_PLOT),
    "line": Plot(_PLOT),
}
CHART = Shape(
    {"block_id": string(MAX_ID), "title": string(50), "chart": one_of(_CHARTS)},
    ("title", "chart"),
)
