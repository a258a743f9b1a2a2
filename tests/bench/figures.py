"""Figures, and whether they are as they should be."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure that should be `most` at most."""

    name: str
    figure: float
    most: float

    @property
    def met(self) -> bool:
        return self.figure <= self.most

    @property
    def row(self) -> str:
        verdict = "met" if self.met else "not met"
        return f"{self.name:44}{self.figure:>10.2f}{self.most:>10g}   {verdict}"


def milliseconds(values: Sequence[float]) -> Figures:
    cuts = statistics.quantiles(values, n=100)
    return {
        "p50_ms": round(cuts[49], 2),
        "p99_ms": round(cuts[98], 2),
        "max_ms": round(max(values), 2),
    }


def ratio(ours: Figures, theirs: Figures, key: str) -> float:
    return round(ours[key] / theirs[key], 2)
