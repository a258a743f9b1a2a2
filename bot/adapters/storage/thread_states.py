"""What a thread is about, as JSON: written by this module, read by later versions."""

import json
from collections.abc import Mapping
from typing import Any

from bot.domain.threads import Opening, Row, Step, Thread


def packed(thread: Thread) -> str:
    """All of it but when it was used, and how often it was changed."""
    state = {
        "steps": [[one.line, one.page] for one in thread.steps],
        "rows": _rows(thread.rows),
        "focus": thread.focus,
        "digest": thread.digest,
        "delivery": thread.delivery,
    }
    return json.dumps(state, ensure_ascii=False)


def unpacked(text: str) -> dict[str, Any]:
    """The members of the `Thread` that `packed` wrote."""
    state = json.loads(text)
    steps = tuple(Step(line, page) for line, page in state["steps"])
    return {**state, "steps": steps, "rows": _read(state["rows"])}


def packed_opening(opening: Opening) -> str:
    """What the thread of a digest begins with."""
    state = {"line": opening.line, "rows": _rows(opening.rows)}
    return json.dumps(state, ensure_ascii=False)


def unpacked_opening(text: str) -> Opening:
    """What `packed_opening` wrote."""
    state = json.loads(text)
    return Opening(state["line"], _read(state["rows"]))


def _rows(rows: Mapping[int, Row]) -> list[list[object]]:
    return [[at, one.line, one.label, one.cause] for at, one in rows.items()]


def _read(rows: list[list[Any]]) -> dict[int, Row]:
    return {at: Row(line, label, cause) for at, line, label, cause in rows}
