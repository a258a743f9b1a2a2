"""Block Kit's limits for texts and elements, as data.

docs.slack.dev/reference/block-kit, 2026-11
"""

from bot.playground.rules.selects import Select
from bot.playground.rules.shapes import (
    Check,
    Shape,
    anything,
    flag,
    many,
    one_of,
    string,
    word,
)

MAX_URL = 3_000
MAX_ID = 255

_TEXT_SETTINGS: dict[str, dict[str, Check]] = {
    "plain_text": {"emoji": flag},
    "mrkdwn": {"verbatim": flag},
}


def text(most: int, *kinds: str) -> Check:
    """A text object of one of these kinds."""
    return one_of(
        {
            kind: Shape({"text": string(most), **_TEXT_SETTINGS[kind]}, ("text",))
            for kind in kinds
        }
    )


def plain(most: int) -> Check:
    """A text object without markup."""
    return text(most, "plain_text")


def rich(most: int) -> Check:
    """A text object with or without markup."""
    return text(most, "plain_text", "mrkdwn")


CONFIRM = Shape(
    {
        "title": plain(100),
        "text": rich(300),
        "confirm": plain(30),
        "deny": plain(30),
        "style": word("primary", "danger"),
    },
    ("title", "text", "confirm", "deny"),
)
OPTION_FIELDS: dict[str, Check] = {
    "text": plain(75),
    "value": string(150),
    "description": plain(75),
}
OPTION = Shape(OPTION_FIELDS, ("text", "value"))
# docs.slack.dev/reference/block-kit/composition-objects/option-object: only overflow
# menus have links.
_LINK_OPTION = Shape({**OPTION_FIELDS, "url": string(MAX_URL)}, ("text", "value"))
OPTIONS = many(OPTION, most=100)
OPTION_GROUP = Shape({"label": plain(75), "options": OPTIONS}, ("label", "options"))

_BUTTON = Shape(
    {
        "text": plain(75),
        "action_id": string(MAX_ID),
        "url": string(MAX_URL),
        "value": string(2_000),
        "style": word("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
    ("text",),
)
STATIC_SELECT = Shape(
    {
        "action_id": string(MAX_ID),
        "placeholder": plain(150),
        "options": OPTIONS,
        "option_groups": many(OPTION_GROUP, most=100),
        "initial_option": OPTION,
        "confirm": CONFIRM,
        "focus_on_load": flag,
    },
    any_of=("options", "option_groups"),
)
_OVERFLOW = Shape(
    {
        "action_id": string(MAX_ID),
        "options": many(_LINK_OPTION, most=5),
        "confirm": CONFIRM,
    },
    ("options",),
)
IMAGE_FIELDS: dict[str, Check] = {
    "image_url": string(MAX_URL),
    "slack_file": anything,
    "alt_text": string(2_000),
}
IMAGE = Shape(IMAGE_FIELDS, ("alt_text",), ("image_url", "slack_file"))

PRESSABLE: dict[str, Check] = {
    "button": _BUTTON,
    "static_select": Select(STATIC_SELECT),
    "overflow": _OVERFLOW,
}
