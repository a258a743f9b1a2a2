"""One run of 60,000 rows read whole, beside the vendor's SDK in 32 threads."""

import statistics
from typing import Any

from tests.bench.processes import announced, measured

ROUNDS = 5
READERS = {
    "runwatch": "tests.bench.pages_ours",
    "vendor's SDK": "tests.bench.pages_sdk",
}


async def measure() -> dict[str, dict[str, float]]:
    """Medians by reader: seconds of wall time and of CPU, megabytes, and rows."""
    figures: dict[str, list[dict[str, Any]]] = {name: [] for name in READERS}
    async with announced("tests.bench.pages_cloud") as address:
        for _ in range(ROUNDS):
            for name, module in READERS.items():
                figures[name].append(await measured(module, address))
    return {name: medians(rounds) for name, rounds in figures.items()}


def medians(rounds: list[dict[str, Any]]) -> dict[str, float]:
    return {
        key: round(statistics.median(one[key] for one in rounds), 3)
        for key in rounds[0]
    }
