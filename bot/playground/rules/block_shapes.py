"""Block Kit's limits for blocks, and where each block may stand, as data.

docs.slack.dev/reference/block-kit/blocks, 2026-11
"""

from typing import Literal

from bot.playground.rules import unmodelled
from bot.playground.rules.chart_shapes import CHART
from bot.playground.rules.element_shapes import (
    IMAGE,
    IMAGE_FIELDS,
    MAX_ID,
    PRESSABLE,
    plain,
    rich,
    text,
)
from bot.playground.rules.input_shapes import INPUT
from bot.playground.rules.rich_text_shapes import CELL, COLUMN, RICH_TEXT
from bot.playground.rules.shapes import Check, Shape, flag, many, one_of, string, word

Surface = Literal["message", "modal", "home"]

_EVERYWHERE: dict[str, Check] = {
    "header": Shape(
        {
            "block_id": string(MAX_ID),
            "text": plain(150),
            "level": word(1, 2, 3, 4),
        },
        ("text",),
    ),
    "section": Shape(
        {
            "block_id": string(MAX_ID),
            "text": rich(3_000),
            "fields": many(rich(2_000), most=10),
            "accessory": one_of(
                {**PRESSABLE, "image": IMAGE}, unmodelled=unmodelled.ELEMENTS
            ),
            "expand": flag,
        },
        any_of=("text", "fields"),
    ),
    "context": Shape(
        {
            "block_id": string(MAX_ID),
            "elements": many(
                one_of(
                    {
                        "plain_text": plain(3_000),
                        "mrkdwn": text(3_000, "mrkdwn"),
                        "image": IMAGE,
                    }
                ),
                most=10,
            ),
        },
        ("elements",),
    ),
    "divider": Shape({"block_id": string(MAX_ID)}),
    "actions": Shape(
        {
            "block_id": string(MAX_ID),
            "elements": many(
                one_of(PRESSABLE, unmodelled=unmodelled.ELEMENTS), most=25
            ),
        },
        ("elements",),
    ),
    "rich_text": RICH_TEXT,
    "image": Shape(
        {
            "block_id": string(MAX_ID),
            "title": plain(2_000),
            **IMAGE_FIELDS,
        },
        ("alt_text",),
        ("image_url", "slack_file"),
    ),
}
_TABLE = Shape(
    {
        "block_id": string(MAX_ID),
        "rows": many(many(CELL, most=20), most=100),
        "column_settings": many(COLUMN, least=0, most=20),
    },
    ("rows",),
)
_MARKDOWN = Shape({"block_id": string(MAX_ID), "text": string()}, ("text",))
_ALERT = Shape(
    {
        "block_id": string(MAX_ID),
        "text": rich(200),
        "level": word("default", "info", "warning", "error", "success"),
    },
    ("text",),
)
_SOMEWHERE: dict[Surface, dict[str, Check]] = {
    "message": {
        "table": _TABLE,
        "markdown": _MARKDOWN,
        "data_visualization": CHART,
    },
    "modal": {"input": INPUT, "alert": _ALERT},
    "home": {"table": _TABLE, "input": INPUT},
}
_ELSEWHERE = frozenset(kind for kinds in _SOMEWHERE.values() for kind in kinds)
# docs.slack.dev/reference/block-kit/blocks: 50 in a message, 100 in a view.
_MOST: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}

BLOCKS: dict[Surface, Check] = {
    surface: many(
        one_of(
            {**_EVERYWHERE, **_SOMEWHERE[surface]},
            elsewhere=_ELSEWHERE,
            unmodelled=unmodelled.BLOCKS,
        ),
        least=0,
        most=most,
    )
    for surface, most in _MOST.items()
}
