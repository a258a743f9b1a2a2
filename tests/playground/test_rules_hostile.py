from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.playground.rules import broken, broken_view
from tests.playground.block_samples import (
    chart,
    home,
    message,
    modal,
    pie,
    plot,
    section,
    series,
    table,
)

WORDS = st.sampled_from(
    [
        "type",
        "text",
        "elements",
        "options",
        "rows",
        "chart",
        "segments",
        "series",
        "data",
        "axis_config",
        "categories",
        "label",
        "element",
        "accessory",
        "initial_option",
        "section",
        "actions",
        "static_select",
        "data_visualization",
        "bar",
        "input",
        "mrkdwn",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner),
    max_leaves=20,
)
GOOD = [
    section(),
    table([{"type": "raw_text", "text": "x"}]),
    chart(pie()),
    chart(plot(series("a", "mon"), days=["mon"])),
]


def spoiled(value: Any, at: list[int], by: object) -> Any:  # noqa: ANN401 - any JSON
    """The value with something else somewhere inside."""
    if not at or not isinstance(value, dict | list) or not value:
        return by
    first, *rest = at
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = keys[first % len(keys)]
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[key] = spoiled(value[key], rest, by)
    return copy


@given(JSON)
def test_whatever_comes_is_judged(blocks: Any) -> None:  # noqa: ANN401 - any JSON
    sent = {"text": blocks, "blocks": blocks, "attachments": blocks, "metadata": blocks}

    broken(sent)
    broken_view(modal() | {"blocks": blocks, "title": blocks}, "modal")
    broken_view(home() | {"blocks": blocks}, "home")


@given(st.lists(st.integers(0, 9), min_size=1, max_size=7), JSON)
def test_a_good_message_can_be_spoiled_anywhere(at: list[int], by: object) -> None:
    blocks = spoiled(GOOD, at, by)

    broken(message() | {"blocks": blocks})
