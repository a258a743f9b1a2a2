"""Blocks as Slack's documents write them, to compare with."""

from collections.abc import Sequence

START = (
    "<!date^1768417200^{date_short_pretty} {time_secs}|"
    "2026-01-15 03:00:00 Asia/Singapore>"
)
END = (
    "<!date^1768417325^{date_short_pretty} {time_secs}|"
    "2026-01-15 03:02:05 Asia/Singapore>"
)
AS_OF = (
    "<!date^1768438800^{date_short_pretty} {time_secs}|"
    "2026-01-15 09:00:00 Asia/Singapore>"
)

Shape = dict[str, object]

_WRAPPED = ("Why", "Targets")


def plain(text: str) -> Shape:
    return {"type": "plain_text", "text": text, "emoji": False}


def mrkdwn(text: str) -> Shape:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def header(text: str) -> Shape:
    return {"type": "header", "text": plain(text)}


def section(text: str, **more: object) -> Shape:
    return {"type": "section", "text": mrkdwn(text), "expand": True, **more}


def fields(*pairs: tuple[str, str]) -> Shape:
    return {
        "type": "section",
        "fields": [mrkdwn(f"*{label}*\n{value}") for label, value in pairs],
    }


def context(text: str) -> Shape:
    return {"type": "context", "elements": [mrkdwn(text)]}


def last_line(line: str, note: str = "") -> Shape:
    return context(f"{note}as of {AS_OF} · ask again: `{line}`")


def actions(*elements: Shape) -> Shape:
    return {"type": "actions", "elements": list(elements)}


def button(text: str, action_id: str, value: str) -> Shape:
    return {
        "type": "button",
        "text": plain(text),
        "action_id": action_id,
        "value": value,
    }


def asked_again(
    line: str, copied: str = "", page: int = 1, *, watched: str = ""
) -> list[Shape]:
    """What whoever asked can press below every answer; `copied` has a reference.

    `watched` is one of something that has not ended.
    """
    what = "reference" if copied else "command"
    watch = f"v1 /runs watch {watched} 1"
    return [
        button("Refresh", "runs.refresh", f"v1 {line} {page}"),
        button("Share", "runs.share", f"v1 {line} {page}"),
        *([button("Watch", "runs.watch", watch)] if watched else []),
        button(f"Copy {what}", "runs.copy", f"v1 {copied or line} 1"),
    ]


def table(titles: str, *rows: Sequence[str | Shape]) -> Shape:
    """A table with these titles, written with a comma between two."""
    columns = titles.split(", ")
    return {
        "type": "table",
        "rows": [[_cell(one) for one in row] for row in (columns, *rows)],
        "column_settings": [
            {
                "align": "right" if title == "#" else "left",
                "is_wrapped": title in _WRAPPED,
            }
            for title in columns
        ],
    }


def time_cell(unix: int, fallback: str, *after: str) -> Shape:
    date: Shape = {
        "type": "date",
        "timestamp": unix,
        "format": "{date_short_pretty} {time_secs}",
        "fallback": fallback,
    }
    texts: list[Shape] = [{"type": "text", "text": text} for text in after]
    return rich_text("rich_text_section", date, *texts)


def rich_text(kind: str, *elements: Shape) -> Shape:
    inside = {"type": kind, "elements": list(elements)}
    return {"type": "rich_text", "elements": [inside]}


def _cell(said: str | Shape) -> Shape:
    return {"type": "raw_text", "text": said} if isinstance(said, str) else said


START_CELL = time_cell(1768417200, "2026-01-15 03:00:00 Asia/Singapore")


def select(what: str, **values: str) -> Shape:
    """A select whose options have these texts, each with its value."""
    return {
        "type": "static_select",
        "placeholder": plain(f"Open one {what}…"),
        "action_id": "runs.open",
        "options": [
            {"text": plain(text), "value": value} for text, value in values.items()
        ],
    }
