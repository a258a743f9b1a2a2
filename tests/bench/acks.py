"""How fast commands are acked, beside a Bolt app that does nothing else.

Commands come from this process, the apps run in processes of their own and take turns
in small blocks, so that whatever else the machine does hits both. Our answers are made
and delivered, too: acks wait for them as they would in life.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from itertools import repeat

from tests.bench.commands import commands
from tests.bench.figures import Figures, Goal, milliseconds, ratio
from tests.bench.lines import Ack, Line
from tests.bench.load import Load, Over, busy
from tests.bench.sides import BARE, OURS, Side, both_ways

TEXT = "help"


@dataclass(frozen=True, slots=True)
class Shape:
    """So many lines, and `commands` on them in each of `blocks` blocks."""

    lines: int
    over: Over
    commands: int
    blocks: int
    pause: float = 0.0


# In flight is what is not answered yet: each line waits for the answer, if there is one.
# For a single one the tail of an answer is let out of the way of the next command, too.
IN_FLIGHT = {
    "1 in flight": Shape(1, "answered", commands=50, blocks=12, pause=0.0005),
    "50 in flight": Shape(50, "answered", commands=400, blocks=12),
    "200 in flight": Shape(200, "answered", commands=600, blocks=3),
}
# Harder than life: lines wait for nothing but the ack, or everybody types at once.
HARDER = {
    "1, back to back": Shape(1, "acked", commands=50, blocks=12),
    "50, back to back": Shape(50, "acked", commands=400, blocks=6),
    "50 at once": Shape(50, "acked", commands=50, blocks=30),
    "200 at once": Shape(200, "acked", commands=200, blocks=6),
}
SHAPES = {"HTTP": IN_FLIGHT | HARDER, "Socket Mode": IN_FLIGHT}

CAPTION = (
    "Acks beside a Bolt app that only acks; ours makes and delivers every answer, too.",
    "x: ours / bare; busy: told to try again. A line sends its next command after the",
    "answer (in flight) or the ack (back to back), or all send one (at once).",
)
HEADS = " bare p50    p99  ours p50    p99    max  p50 x  p99 x   busy"

Measured = dict[str, dict[str, dict[str, Figures]]]


async def measure() -> Measured:
    """Figures by way, shape and app."""
    with uncollected():
        async with both_ways() as ways:
            return {
                way: {
                    name: await side_by_side(sides, shape)
                    for name, shape in SHAPES[way].items()
                }
                for way, sides in ways.items()
            }


@contextmanager
def uncollected() -> Iterator[None]:
    """Without pauses of this process, which would look like the apps' own."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


async def side_by_side(sides: Sequence[Side], shape: Shape) -> dict[str, Figures]:
    """Figures by app, without the first block of each: connections are new then."""
    acks: dict[str, list[Ack]] = {side.name: [] for side in sides}
    async with AsyncExitStack() as stack:
        opened = [
            await stack.enter_async_context(side.lines(shape.lines)) for side in sides
        ]
        for number in range(1 + shape.blocks):
            for side, lines in zip(sides, opened, strict=True):
                acked = await block(side, lines, shape)
                acks[side.name] += acked if number else []
    return {name: figures(each) for name, each in acks.items()}


async def block(side: Side, lines: Sequence[Line], shape: Shape) -> list[Ack]:
    texts = repeat(TEXT, shape.commands)
    load = Load(lines, shape.over, side.answering, shape.pause)
    return await load.send(commands(texts, side.answers.url, side.wrap))


def figures(acks: Sequence[Ack]) -> Figures:
    return {
        **milliseconds([ack.seconds * 1_000 for ack in acks]),
        "commands": len(acks),
        "shed": sum(map(busy, acks)),
        "failed": sum(ack.status != 200 for ack in acks),
    }


def table(measured: Measured) -> list[str]:
    ways = [line for way, each in measured.items() for line in _way(way, each)]
    return [*CAPTION, "", *ways]


def _way(way: str, measured: dict[str, dict[str, Figures]]) -> list[str]:
    return [
        f"{f'acks, {way}, ms':21}{HEADS}",
        *(_row(name, each[BARE], each[OURS]) for name, each in measured.items()),
        "",
    ]


def _row(name: str, bare: Figures, ours: Figures) -> str:
    return (
        f"{name:21}{bare['p50_ms']:>9.2f}{bare['p99_ms']:>7.1f}"
        f"{ours['p50_ms']:>10.2f}{ours['p99_ms']:>7.1f}{ours['max_ms']:>7.1f}"
        f"{ratio(ours, bare, 'p50_ms'):>7.2f}{ratio(ours, bare, 'p99_ms'):>7.2f}"
        f"{ours['shed'] / ours['commands']:>7.0%}"
    )


def goals(measured: Measured) -> list[Goal]:
    return [goal for way, each in measured.items() for goal in _goals(way, each)]


def _goals(way: str, measured: dict[str, dict[str, Figures]]) -> list[Goal]:
    one, many = measured["1 in flight"], measured["50 in flight"]
    crowd = [each[OURS] for name, each in measured.items() if name.startswith("200")]
    return [
        Goal(f"{way}: ack p50, 1 in flight, ms", one[OURS]["p50_ms"], 2),
        Goal(f"{way}: the same / bare", ratio(one[OURS], one[BARE], "p50_ms"), 1.5),
        Goal(
            f"{way}: ack p99, 50 in flight / bare",
            ratio(many[OURS], many[BARE], "p99_ms"),
            1.5,
        ),
        Goal(f"{way}: slowest of 200, s", max(e["max_ms"] for e in crowd) / 1_000, 1),
        Goal(f"{way}: of 200 not acked with 200", sum(e["failed"] for e in crowd), 0),
    ]
