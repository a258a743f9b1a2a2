"""Every field that Slack wants is missed when it is not there."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from bot.playground.rules import broken, broken_view
from bot.playground.rules.block_shapes import Surface
from bot.playground.rules.walk import objects
from tests.playground.block_samples import (
    ALL_INPUTS,
    ALLOWED,
    GOOD_HOME,
    GOOD_MESSAGES,
    Json,
)

TYPED = {
    "actions": {"elements"},
    "alert": {"text"},
    "area": {"series", "axis_config"},
    "bar": {"series", "axis_config"},
    "broadcast": {"range"},
    "button": {"text"},
    "channel": {"channel_id"},
    "checkboxes": {"options"},
    "context": {"elements"},
    "data_visualization": {"title", "chart"},
    "date": {"timestamp", "format"},
    "emoji": {"name"},
    "header": {"text"},
    "home": {"blocks"},
    "image": {"alt_text"},
    "input": {"label", "element"},
    "line": {"series", "axis_config"},
    "link": {"url"},
    "markdown": {"text"},
    "modal": {"title", "blocks"},
    "mrkdwn": {"text"},
    "multi_static_select": {"options"},
    "overflow": {"options"},
    "pie": {"segments"},
    "plain_text": {"text"},
    "radio_buttons": {"options"},
    "raw_number": {"value"},
    "raw_text": {"text"},
    "rich_text": {"elements"},
    "rich_text_list": {"elements", "style"},
    "rich_text_preformatted": {"elements"},
    "rich_text_quote": {"elements"},
    "rich_text_section": {"elements"},
    "table": {"rows"},
    "text": {"text"},
    "user": {"user_id"},
    "usergroup": {"usergroup_id"},
}
OPTION = {"text", "value"}
# What has no type is known by the field in which it stands.
UNTYPED = {
    "axis_config": {"categories"},
    "confirm": {"title", "text", "confirm", "deny"},
    "data": {"label", "value"},
    "initial_option": OPTION,
    "initial_options": OPTION,
    "option_groups": {"label", "options"},
    "options": OPTION,
    "segments": {"label", "value"},
    "series": {"name", "data"},
}
GOOD: list[tuple[Json, str]] = [
    *[(each, "") for each in GOOD_MESSAGES],
    (ALL_INPUTS, "/view"),
    (GOOD_HOME, "/view"),
]


def required(sample: Json, root: str) -> Iterator[tuple[str, str, str]]:
    """What it is, where it stands, and a field that it must have."""
    for at, found in objects(sample, root):
        *_, field = [""] + [part for part in at.split("/") if not part.isdecimal()]
        kind = str(found.get("type", field))
        wanted = TYPED if "type" in found else UNTYPED
        yield from ((kind, at, key) for key in sorted(wanted.get(kind, ())))


def without(sample: Json, at: str, key: str) -> Json:
    """A copy that lacks this field there."""
    changed: Any = copy.deepcopy(sample)
    inner = changed
    for part in at.split("/")[1:]:
        inner = inner[int(part) if isinstance(inner, list) else part]
    del inner[key]
    assert isinstance(changed, dict)
    return changed


def surface_of(sample: Json) -> Surface:
    return "home" if sample.get("type") == "home" else "modal"


def details(sample: Json, root: str) -> list[tuple[str, str, str | None]]:
    if root:
        surface = surface_of(sample)
        rules = broken_view(sample, surface, mentions_allowed=ALLOWED)
    else:
        rules = broken(sample, mentions_allowed=ALLOWED)
    return [(each.rule, each.detail, each.refusal) for each in rules]


@pytest.mark.parametrize(("sample", "root"), GOOD)
def test_the_samples_are_good(sample: Json, root: str) -> None:
    assert details(sample, root) == []


def test_the_samples_have_every_shape() -> None:
    seen = {(k, key) for sample in GOOD for k, _, key in required(*sample)}

    shapes = {**TYPED, **UNTYPED}
    assert seen == {(kind, key) for kind, keys in shapes.items() for key in keys}


@pytest.mark.parametrize(
    ("sample", "root", "at", "key"),
    [
        pytest.param(sample, root, at, key, id=f"{index}{at}/{key}")
        for index, (sample, root) in enumerate(GOOD)
        for _, at, key in required(sample, root)
    ],
)
def test_a_required_field_is_missed(sample: Json, root: str, at: str, key: str) -> None:
    spoiled = without(sample, at.removeprefix(root), key)

    missed = [each for each in details(spoiled, root) if each[0] == "missing-field"]

    refusal = "invalid_arguments" if root else "invalid_blocks"
    problem = f"missing required field: {key} [json-pointer:{at}]"
    assert missed == [("missing-field", problem, refusal)]
