"""How much failed and was skipped, digest by digest."""

from collections.abc import Iterator

from bot.blocks.row_parts import Said
from bot.blocks.sparkline import told
from bot.domain.digests import Digest, ToldBefore
from bot.domain.executions import Outcome
from bot.domain.messages import Block

# https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
_MOST = 20
# Two bars are no history.
_LEAST = 3


def chart(digest: Digest) -> list[Block]:
    """A bar for each of the last digests; nothing where there is none to compare."""
    windows = _windows(digest)
    series = list(_series(windows))
    if len(windows) < _LEAST or not series:
        return []
    labels = _labels(digest, windows)
    return [
        {
            "type": "data_visualization",
            "title": _title(windows),
            "chart": {
                "type": "bar",
                "series": [
                    {
                        "name": name,
                        "data": [
                            {"label": label, "value": value}
                            for label, value in zip(labels, values, strict=True)
                        ],
                    }
                    for name, values in series
                ],
                "axis_config": {"categories": labels},
            },
        }
    ]


def chart_line(digest: Digest) -> list[Said]:
    """The same for the text of the message; its markup is the chart itself."""
    windows = _windows(digest)
    series = list(_series(windows))
    if len(windows) < _LEAST or not series:
        return []
    lines = " · ".join(told(name, values) for name, values in series)
    return [("", f"{_title(windows)}: {lines}")]


def _windows(digest: Digest) -> list[ToldBefore]:
    now = ToldBefore(
        slot=digest.slot,
        failed=digest.counts.of(Outcome.FAILED),
        skipped=digest.counts.of(Outcome.SKIPPED),
    )
    return [*digest.before, now][-_MOST:]


def _series(windows: list[ToldBefore]) -> Iterator[tuple[str, list[int]]]:
    """Only those in which there is something."""
    failed, skipped = ([getattr(one, name) for one in windows] for name in _NAMES)
    for name, values in zip(_NAMES, (failed, skipped), strict=True):
        if any(values):
            yield name, values


_NAMES = ("failed", "skipped")


def _title(windows: list[ToldBefore]) -> str:
    return f"Last {len(windows)} digests"


def _labels(digest: Digest, windows: list[ToldBefore]) -> list[str]:
    """When each was due, on a clock there; two that look the same get a number."""
    times = [one.slot.astimezone(digest.zone) for one in windows]
    labels = [f"{at:%d %b %H:%M}" for at in times]
    return [
        f"{label} ({place})" if label in labels[:place] else label
        for place, label in enumerate(labels)
    ]
