"""Small bars made of text, where no chart can be."""

from collections.abc import Sequence

from bot.blocks.elements import context
from bot.blocks.text import escape
from bot.domain.messages import Block

_BARS = "▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[int]) -> str:
    """A bar for each value; the highest one is as high as there is."""
    most = max(values, default=0)
    steps = len(_BARS) - 1
    return "".join(_BARS[-(-value * steps // most) if most else 0] for value in values)


def told(name: str, values: Sequence[int]) -> str:
    """Such as "failed ▁▃█ (0 to 41, now 41)", also for those who hear it."""
    span = f"{min(values):,} to {max(values):,}, now {values[-1]:,}"
    return f"{name} {sparkline(values)} ({span})"


def without_chart(block: Block) -> Block:
    """What a chart of series says, as a line in small type."""
    lines = [
        told(str(one["name"]), [int(point["value"]) for point in one["data"]])
        for one in block["chart"]["series"]
    ]
    return context(escape(f"{block['title']}: {' · '.join(lines)}"))
