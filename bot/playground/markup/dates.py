"""Slack's date templates: which tokens there are, and what they show.

docs.slack.dev/messaging/formatting-message-text, docs.slack.dev/reference/block-kit/
block-elements/date-element
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

TOKEN = re.compile(r"\{([^{}]*)\}")

MRKDWN_TOKENS = frozenset(
    {
        "date_num",
        "date",
        "date_short",
        "date_long",
        "date_pretty",
        "date_short_pretty",
        "date_long_pretty",
        "time",
        "time_secs",
        "ago",
    }
)
RICH_TEXT_TOKENS = MRKDWN_TOKENS | {
    "date_slash",
    "date_long_full",
    "day_divider_pretty",
}

_ELEVEN_TO_THIRTEEN = 11, 12, 13
_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd"}


def template_problem(
    template: str, known: frozenset[str] = MRKDWN_TOKENS
) -> str | None:
    """What is wrong with the template, None when nothing is."""
    tokens = TOKEN.findall(template)
    if not tokens:
        return "no token in the date's template"
    unknown = [token for token in tokens if token not in known]
    return f"unknown date token {unknown[0]}" if unknown else None


def render(template: str, unix: float, zone: tzinfo = UTC) -> str:
    """The template as somebody in this zone reads it, without "today" and "ago"."""
    moment = datetime.fromtimestamp(unix, zone)

    def show(match: re.Match[str]) -> str:
        form = _FORMS.get(match[1])
        return form(moment) if form else match[0]

    return TOKEN.sub(show, template)


def _day(moment: datetime) -> str:
    last = 0 if moment.day in _ELEVEN_TO_THIRTEEN else moment.day % 10
    ending = _ORDINALS.get(last, "0th")[1:]
    return f"{moment:%B} {moment.day}{ending}, {moment.year}"


def _short(moment: datetime) -> str:
    return f"{moment:%b} {moment.day}, {moment.year}"


def _long(moment: datetime) -> str:
    return f"{moment:%A}, {_day(moment)}"


def _full(moment: datetime) -> str:
    return f"{moment:%B} {moment.day}, {moment.year}"


_FORMS: dict[str, Callable[[datetime], str]] = {
    "date_num": "{:%Y-%m-%d}".format,
    "date_slash": "{:%d/%m/%Y}".format,
    "date": _day,
    "date_pretty": _day,
    "date_short": _short,
    "date_short_pretty": _short,
    "date_long": _long,
    "date_long_pretty": _long,
    "day_divider_pretty": _long,
    "date_long_full": _full,
    "time": "{:%H:%M}".format,
    "time_secs": "{:%H:%M:%S}".format,
    "ago": "{:%Y-%m-%d %H:%M}".format,
}
