"""One run of 60,000 rows read whole, beside the vendor's SDK in 32 threads."""

import statistics
from typing import Any

from tests.bench.figures import Figures, Goal
from tests.bench.processes import announced, measured

ROUNDS = 5
READERS = {
    "runwatch": "tests.bench.pages_ours",
    "vendor's SDK": "tests.bench.pages_sdk",
}


async def measure() -> dict[str, Figures]:
    """Medians by reader: seconds of wall time and of CPU, megabytes, and rows."""
    figures: dict[str, list[dict[str, Any]]] = {name: [] for name in READERS}
    async with announced("tests.bench.pages_cloud") as address:
        for _ in range(ROUNDS):
            for name, module in READERS.items():
                figures[name].append(await measured(module, address))
    return {name: medians(rounds) for name, rounds in figures.items()}


def medians(rounds: list[dict[str, Any]]) -> Figures:
    return {
        key: round(statistics.median(one[key] for one in rounds), 3)
        for key in rounds[0]
    }


def table(figures: dict[str, Figures]) -> list[str]:
    ours, theirs = figures.values()
    ratios = [theirs[key] / ours[key] for key in ("wall_s", "cpu_s", "memory_mb")]
    return [
        f"{'600 pages, 20 ms late':24}{'wall s':>10}{'CPU s':>10}{'MB':>10}",
        *(
            f"{name:24}{each['wall_s']:>10.2f}{each['cpu_s']:>10.2f}"
            f"{each['memory_mb']:>10.0f}"
            for name, each in figures.items()
        ),
        "".join([f"{'theirs / ours':24}", *(f"{ratio:>10.2f}" for ratio in ratios)]),
        "",
    ]


def goals(_: dict[str, Figures]) -> list[Goal]:
    return []
