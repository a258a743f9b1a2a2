"""Block Kit's limits for blocks, as data.

docs.slack.dev/reference/block-kit/blocks, 2026-11
"""

from bot.playground.rules.element_shapes import (
    IMAGE,
    IMAGE_FIELDS,
    MAX_ID,
    PRESSABLE,
    plain,
    rich,
    text,
)
from bot.playground.rules.rich_text_shapes import CELL, COLUMN, RICH_TEXT
from bot.playground.rules.shapes import Shape, flag, many, one_of, string, word

BLOCK = one_of(
    {
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
                "accessory": one_of({**PRESSABLE, "image": IMAGE}),
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
                "elements": many(one_of(PRESSABLE), most=25),
            },
            ("elements",),
        ),
        "rich_text": RICH_TEXT,
        "table": Shape(
            {
                "block_id": string(MAX_ID),
                "rows": many(many(CELL, most=20), most=100),
                "column_settings": many(COLUMN, least=0, most=20),
            },
            ("rows",),
        ),
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
)
BLOCKS = many(BLOCK, least=0, most=50)
