"""Blocks as Slack's documents write them, to compare with."""

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


def plain(text: str) -> Shape:
    return {"type": "plain_text", "text": text, "emoji": False}


def mrkdwn(text: str) -> Shape:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def header(text: str) -> Shape:
    return {"type": "header", "text": plain(text)}


def section(text: str, **more: object) -> Shape:
    return {"type": "section", "text": mrkdwn(text), **more}


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
