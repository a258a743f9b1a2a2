"""Block Kit's limits for rich text and for the cells of tables, as data.

docs.slack.dev/reference/block-kit/blocks/rich-text-block, 2026-11
"""

from bot.playground.rules import unmodelled
from bot.playground.rules.element_shapes import MAX_ID, MAX_URL
from bot.playground.rules.shapes import Shape, flag, many, number, one_of, string, word

_STYLE = Shape(
    dict.fromkeys(
        (
            "bold",
            "italic",
            "strike",
            "underline",
            "code",
            "highlight",
            "client_highlight",
        ),
        flag,
    )
)
_RUN = Shape({"text": string(), "style": _STYLE}, ("text",))
_LINK = Shape(
    {
        "url": string(MAX_URL),
        "text": string(),
        "unsafe": flag,
        "style": _STYLE,
    },
    ("url",),
)
_DATE = Shape(
    {
        "timestamp": number,
        "format": string(),
        "timezone": string(),
        "url": string(MAX_URL),
        "fallback": string(),
        "style": _STYLE,
    },
    ("timestamp", "format"),
)
_INLINE = one_of(
    {
        "text": _RUN,
        "link": _LINK,
        "date": _DATE,
        "emoji": Shape(
            {"name": string(), "unicode": string(), "style": _STYLE}, ("name",)
        ),
        "user": Shape({"user_id": string(), "style": _STYLE}, ("user_id",)),
        "usergroup": Shape(
            {"usergroup_id": string(), "style": _STYLE}, ("usergroup_id",)
        ),
        "channel": Shape({"channel_id": string(), "style": _STYLE}, ("channel_id",)),
        "broadcast": Shape(
            {"range": word("here", "channel", "everyone"), "style": _STYLE}, ("range",)
        ),
    },
    unmodelled=unmodelled.RUNS,
)
_BORDER = word(0, 1)
_RICH_SECTION = Shape({"elements": many(_INLINE, least=0)}, ("elements",))
RICH_TEXT = Shape(
    {
        "block_id": string(MAX_ID),
        "elements": many(
            one_of(
                {
                    "rich_text_section": _RICH_SECTION,
                    "rich_text_quote": Shape(
                        {"elements": many(_INLINE, least=0), "border": _BORDER},
                        ("elements",),
                    ),
                    "rich_text_preformatted": Shape(
                        {
                            "elements": many(one_of({"text": _RUN, "link": _LINK})),
                            "border": _BORDER,
                            "language": string(),
                        },
                        ("elements",),
                    ),
                    "rich_text_list": Shape(
                        {
                            "elements": many(
                                one_of({"rich_text_section": _RICH_SECTION})
                            ),
                            "style": word("bullet", "ordered"),
                            "indent": number,
                            "offset": number,
                            "border": _BORDER,
                        },
                        ("elements", "style"),
                    ),
                }
            )
        ),
    },
    ("elements",),
)
CELL = one_of(
    {
        "raw_text": Shape({"text": string()}, ("text",)),
        "raw_number": Shape({"value": number, "text": string()}, ("value",)),
        "rich_text": RICH_TEXT,
    }
)
COLUMN = Shape({"align": word("left", "center", "right"), "is_wrapped": flag})
