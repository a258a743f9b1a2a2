"""Which rules of Slack, and of this product, a modal or a Home tab breaks.

docs.slack.dev/reference/views, 2026-11
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.playground.rules.block_shapes import Surface
from bot.playground.rules.blocks import block_breaches
from bot.playground.rules.element_shapes import MAX_ID, plain
from bot.playground.rules.rule import Breach, BrokenRule, refused
from bot.playground.rules.shapes import (
    Check,
    Shape,
    anything,
    flag,
    one_of,
    string,
)
from bot.playground.rules.texts import control_breaches, object_breaches
from bot.playground.rules.walk import objects

# docs.slack.dev/reference/methods/views.open: 250 kB, counted here as JSON that has
# no characters beyond ASCII, which is the longest that a client sends.
MAX_BYTES = 250_000
_MAX_TITLE = 24

_FIELDS: dict[str, Check] = {
    "blocks": anything,
    "private_metadata": string(3_000, least=0),
    "callback_id": string(MAX_ID, least=0),
    "external_id": string(MAX_ID, least=0),
}
_MODAL = Shape(
    {
        **_FIELDS,
        "title": plain(_MAX_TITLE),
        "submit": plain(_MAX_TITLE),
        "close": plain(_MAX_TITLE),
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
    ("title", "blocks"),
)
_KINDS: dict[Surface, Check] = {"modal": _MODAL, "home": Shape(_FIELDS, ("blocks",))}


def broken_view(
    view: Mapping[str, Any],
    surface: Surface,
    *,
    mentions_allowed: Collection[str] = (),
) -> list[BrokenRule]:
    """Every rule that the view breaks, where one of this kind is wanted.

    Slack words its refusals of views as those of arguments.
    """
    found = [
        *_shape_breaches(view, surface),
        *_text_breaches(view, mentions_allowed),
    ]
    return [_of_arguments(breach).of(view) for breach in found]


def _of_arguments(breach: Breach) -> Breach:
    if breach.refusal in {"invalid_blocks", "invalid_attachments"}:
        return replace(breach, refusal="invalid_arguments")
    return breach


def _shape_breaches(view: Mapping[str, Any], surface: Surface) -> Iterator[Breach]:
    yield from one_of({surface: _KINDS[surface]})(view, "/view")
    blocks = view.get("blocks")
    if blocks is not None:
        yield from block_breaches(blocks, surface, "/view/blocks")
    if surface == "modal" and _has_input(blocks) and "submit" not in view:
        yield refused("no-submit", "missing required field: submit", "/view")
    size = len(json.dumps(view))
    if size > MAX_BYTES:
        detail = f"{size:,} bytes, at most {MAX_BYTES:,}"
        yield Breach("view-too-large", detail, "view_too_large")


def _has_input(blocks: object) -> bool:
    return isinstance(blocks, list) and any(
        isinstance(block, dict) and block.get("type") == "input" for block in blocks
    )


def _text_breaches(
    view: Mapping[str, Any], allowed: Collection[str]
) -> Iterator[Breach]:
    for at, found in objects(view.get("blocks"), "/view/blocks"):
        yield from object_breaches(found, at, allowed)
    for key in ("title", "submit", "close"):
        match view.get(key):
            case {"text": str(text)}:
                yield from control_breaches(text, f"/view/{key}/text")
