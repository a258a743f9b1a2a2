"""`make bench`: how fast people are answered, and how fast long runs are read.

Prints tables, then the same figures as JSON.
"""

import asyncio
import json
import statistics
import sys

from tests.bench import asking, pages


def summary(values: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(values, n=100)
    return {"p50_ms": round(cuts[49], 2), "p99_ms": round(cuts[98], 2)}


def asking_table(figures: dict[str, dict[str, float]]) -> list[str]:
    return [
        f"{'one in flight':24}{'p50 ms':>10}{'p99 ms':>10}",
        *(
            f"{name:24}{each['p50_ms']:>10.2f}{each['p99_ms']:>10.2f}"
            for name, each in figures.items()
        ),
    ]


def pages_table(figures: dict[str, dict[str, float]]) -> list[str]:
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
    ]


async def main() -> None:
    asked = {name: summary(each) for name, each in (await asking.measure()).items()}
    read = await pages.measure()
    both = json.dumps({"asking": asked, "pages": read})
    lines = [*asking_table(asked), "", *pages_table(read), "", both, ""]
    sys.stdout.write("\n".join(lines))


if __name__ == "__main__":
    asyncio.run(main())
