"""`make bench`: how fast commands are acked and answered, and what the bot costs.

Prints tables, the goals beside their figures, then the same figures as JSON. Names of
parts measure only those: `python -m tests.bench acks standing`.
"""

import asyncio
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tests.bench import (
    acks,
    asking,
    causes,
    digests,
    pages,
    standing,
    sweep,
    threads,
)

if TYPE_CHECKING:
    from tests.bench.figures import Goal

PARTS = {
    "acks": acks,
    "standing": standing,
    "asking": asking,
    "pages": pages,
    "sweep": sweep,
    "causes": causes,
    "digests": digests,
    "threads": threads,
}


async def main(names: Sequence[str]) -> None:
    if wrong := set(names) - set(PARTS):
        raise SystemExit(f"no such part: {min(wrong)}; there are {', '.join(PARTS)}")
    measured: dict[str, Any] = {}
    goals: list[Goal] = []
    for name in names or PARTS:
        part: Any = PARTS[name]
        measured[name] = await part.measure()
        show(part.table(measured[name]))
        goals += part.goals(measured[name])
    if goals:
        heads = f"{'goals':44}{'figure':>10}{'at most':>10}"
        show([heads, *(goal.row for goal in goals), ""])
    show([json.dumps(measured)])


def show(lines: Sequence[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
