"""What rich text and the cells of a table say, as plain text."""

from collections.abc import Mapping
from typing import Any

_JOINED = frozenset(
    {"rich_text_section", "rich_text_preformatted", "rich_text_quote"},
)
_BELOW = frozenset({"rich_text", "rich_text_list"})


def said(part: Mapping[str, Any]) -> str:
    """The text of a rich text block, of a part of it or of a cell.

    A date is told as its fallback; what is not known to have text has none.
    """
    kind = part.get("type")
    if kind in _JOINED:
        return "".join(map(said, part.get("elements", ())))
    if kind in _BELOW:
        return "\n".join(map(said, part.get("elements", ())))
    if kind == "date":
        return str(part.get("fallback", ""))
    return str(part.get("text") or part.get("url") or part.get("value") or "")
