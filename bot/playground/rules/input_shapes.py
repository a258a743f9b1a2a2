"""Block Kit's limits for what people fill in, as data.

docs.slack.dev/reference/block-kit/blocks/input-block, 2026-11
"""

from collections.abc import Iterator
from datetime import date

from bot.playground.rules import unmodelled
from bot.playground.rules.element_shapes import (
    CONFIRM,
    MAX_ID,
    OPTION,
    OPTION_FIELDS,
    OPTION_GROUP,
    OPTIONS,
    STATIC_SELECT,
    plain,
    rich,
)
from bot.playground.rules.rule import Breach, refused
from bot.playground.rules.selects import Select
from bot.playground.rules.shapes import (
    Check,
    Shape,
    flag,
    many,
    number,
    one_of,
    string,
    word,
)

_MAX_TYPED = 3_000


def _length(value: object, at: str) -> Iterator[Breach]:
    yield from number(value, at)
    if isinstance(value, int | float) and not 0 <= value <= _MAX_TYPED:
        yield refused("out-of-range", f"must be between 0 and {_MAX_TYPED}", at)


_TYPED = Shape(
    {
        "action_id": string(MAX_ID),
        "placeholder": plain(150),
        "initial_value": string(_MAX_TYPED),
        "multiline": flag,
        "min_length": _length,
        "max_length": _length,
        "focus_on_load": flag,
    }
)
_MULTI_SELECT = Shape(
    {
        "action_id": string(MAX_ID),
        "placeholder": plain(150),
        "options": OPTIONS,
        "initial_options": many(OPTION, most=100),
        "max_selected_items": number,
        "confirm": CONFIRM,
        "focus_on_load": flag,
    },
    ("options",),
)
# docs.slack.dev/reference/block-kit/composition-objects/option-object: here, a text
# may have markup.
_TICK = Shape(
    {**OPTION_FIELDS, "text": rich(75), "description": rich(75)}, ("text", "value")
)
_TICKS: dict[str, Check] = {
    "action_id": string(MAX_ID),
    "options": many(_TICK, most=10),
    "confirm": CONFIRM,
    "focus_on_load": flag,
}
# docs.slack.dev/reference/block-kit/block-elements/select-menu-element: what is offered
# is what there is in the workspace.
_KINDS_OF_CHANNELS = many(word("im", "mpim", "private", "public"))
_CHANNEL = Shape(
    {
        "action_id": string(MAX_ID),
        "placeholder": plain(150),
        "initial_conversation": string(),
        "default_to_current_conversation": flag,
        "confirm": CONFIRM,
        "response_url_enabled": flag,
        "filter": Shape(
            {
                "include": _KINDS_OF_CHANNELS,
                "exclude_external_shared_channels": flag,
                "exclude_bot_users": flag,
            }
        ),
        "focus_on_load": flag,
    }
)
_PEOPLE = Shape(
    {
        "action_id": string(MAX_ID),
        "placeholder": plain(150),
        "initial_users": many(string()),
        "confirm": CONFIRM,
        "max_selected_items": number,
        "focus_on_load": flag,
    }
)
# docs.slack.dev/reference/block-kit/block-elements/select-menu-element: the options
# come when somebody types.
_OFFERS = Shape(
    {
        "action_id": string(MAX_ID),
        "placeholder": plain(150),
        "initial_option": OPTION,
        "min_query_length": number,
        "confirm": CONFIRM,
        "focus_on_load": flag,
    }
)
# docs.slack.dev/reference/interaction-payloads/block_suggestion-payload: none is right
# where nothing fits.
OFFERED = Shape(
    {
        "options": many(OPTION, least=0, most=100),
        "option_groups": many(OPTION_GROUP, least=0, most=100),
    },
    any_of=("options", "option_groups"),
)


def _date(value: object, at: str) -> Iterator[Breach]:
    yield from string()(value, at)
    if isinstance(value, str) and not _is_date(value):
        yield refused("no-date", "must be a date such as 2026-11-20", at)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


# docs.slack.dev/reference/block-kit/block-elements/date-picker-element
_DAY = Shape(
    {
        "action_id": string(MAX_ID),
        "placeholder": plain(150),
        "initial_date": _date,
        "confirm": CONFIRM,
        "focus_on_load": flag,
    }
)
FILLED_IN: dict[str, Check] = {
    "conversations_select": _CHANNEL,
    "datepicker": _DAY,
    "external_select": _OFFERS,
    "multi_users_select": _PEOPLE,
    "plain_text_input": _TYPED,
    "static_select": Select(STATIC_SELECT),
    "multi_static_select": _MULTI_SELECT,
    "checkboxes": Shape({**_TICKS, "initial_options": many(_TICK)}, ("options",)),
    "radio_buttons": Shape({**_TICKS, "initial_option": _TICK}, ("options",)),
}
INPUT = Shape(
    {
        "block_id": string(MAX_ID),
        "label": plain(2_000),
        "hint": plain(2_000),
        "element": one_of(FILLED_IN, unmodelled=unmodelled.INPUTS),
        "optional": flag,
        "dispatch_action": flag,
    },
    ("label", "element"),
)
