"""A message as a person would see it, for a terminal."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Any

from bot.playground.transcript.columns import columns, display_width, frame, wrap
from bot.playground.transcript.controls import controls, face
from bot.playground.transcript.prose import parts, printable, runs, text_object

Json = Mapping[str, Any]


def readable(message: Json, *, zone: tzinfo = UTC, width: int = 88) -> str:
    """The message as plain text, with dates in this zone and lines of this width."""
    page = _Page(zone, width)
    shown: Json = printable(message)
    blocks = shown.get("blocks")
    if not blocks:
        return _joined(page.marked_up(str(shown.get("text") or "")))
    return "\n\n".join(_joined(page.block(block)) for block in blocks)


@dataclass(frozen=True, slots=True)
class _Page:
    zone: tzinfo
    width: int

    def block(self, block: Json) -> list[str]:
        show = _BLOCKS.get(str(block.get("type")))
        return show(self, block) if show else [f"({block.get('type')})"]

    def marked_up(self, text: str) -> list[str]:
        """Lines of a text with markup; what stands between fences is framed."""
        lines: list[str] = []
        for code, shown in parts(text, self.zone):
            lines += frame(shown, self.width) if code else wrap(shown, self.width)
        return lines

    def header(self, block: Json) -> list[str]:
        lines = wrap(self._text(block["text"]), self.width)
        return [*lines, "═" * max(map(display_width, lines))]

    def section(self, block: Json) -> list[str]:
        lines = self._section_text(block.get("text"))
        fields = [self._field(field) for field in block.get("fields", ())]
        if fields:
            lines += columns(fields, self.width)
        if "accessory" in block:
            lines += controls([block["accessory"]], self.zone, self.width)
        return lines

    def context(self, block: Json) -> list[str]:
        shown = (face(element, self.zone) for element in block["elements"])
        return wrap(" · ".join(shown), self.width)

    def divider(self, _: Json) -> list[str]:
        return ["─" * self.width]

    def actions(self, block: Json) -> list[str]:
        return controls(block["elements"], self.zone, self.width)

    def image(self, block: Json) -> list[str]:
        title = [self._text(block["title"])] if "title" in block else []
        return [*title, face(block, self.zone)]

    def table(self, block: Json) -> list[str]:
        head, *body = [[self._cell(cell) for cell in row] for row in block["rows"]]
        rule = ["─" * display_width(cell) for cell in head]
        return columns([head, rule, *body], self.width)

    def rich_text(self, block: Json) -> list[str]:
        return [line for part in block["elements"] for line in self._rich_part(part)]

    def _rich_part(self, part: Json) -> list[str]:
        elements = part["elements"]
        match part["type"]:
            case "rich_text_preformatted":
                return frame(runs(elements, self.zone).strip("\n"), self.width)
            case "rich_text_list":
                return self._list(part)
            case "rich_text_quote":
                quoted = wrap(runs(elements, self.zone), self.width - 2)
                return [f"> {line}" for line in quoted]
            case _:
                return wrap(runs(elements, self.zone), self.width)

    def _list(self, part: Json) -> list[str]:
        ordered = part.get("style") == "ordered"
        first = part.get("offset", 0) + 1
        indent = "  " * part.get("indent", 0)
        rows = [
            [f"{indent}{first + i}." if ordered else f"{indent}•", self._inline(item)]
            for i, item in enumerate(part["elements"])
        ]
        return columns(rows, self.width)

    def _inline(self, section: Json) -> str:
        return runs(section["elements"], self.zone)

    def _section_text(self, text: Json | None) -> list[str]:
        if text is None:
            return []
        if text.get("type") == "mrkdwn":
            return self.marked_up(text["text"])
        return wrap(self._text(text), self.width)

    def _field(self, field: Json) -> Sequence[str]:
        """Label and value: the first line is the label, or what ends in a colon."""
        shown = self._text(field)
        label, found, value = shown.partition("\n")
        if not found:
            label, colon, value = shown.partition(": ")
            label += colon.strip()
        return label, value

    def _cell(self, cell: Json) -> str:
        if cell.get("type") == "rich_text":
            return "\n".join(self.rich_text(cell))
        return str(cell.get("text", cell.get("value", "")))

    def _text(self, found: Json) -> str:
        return text_object(found, self.zone)


_BLOCKS: dict[str, Callable[[_Page, Json], list[str]]] = {
    "header": _Page.header,
    "section": _Page.section,
    "context": _Page.context,
    "divider": _Page.divider,
    "actions": _Page.actions,
    "image": _Page.image,
    "table": _Page.table,
    "rich_text": _Page.rich_text,
}


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(line.rstrip() for line in lines)
