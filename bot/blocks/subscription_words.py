"""What a subscription asks for, in words."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo

from bot.blocks.mentions import channel, everybody, person
from bot.blocks.row_parts import Said
from bot.blocks.searched import searched
from bot.blocks.text import code, cut_escaped, escape
from bot.blocks.times import minute
from bot.domain.deliveries import Delivered
from bot.domain.executions import Outcome
from bot.domain.schedule_words import listed
from bot.domain.subscriptions import Subscription
from bot.domain.windows import Window

_FILE = "the settings file"
_LONGEST = 600
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def facts(one: Subscription) -> list[tuple[str, Said]]:
    """Label and value of everything that it asks for."""
    said = {
        "Channel": channel(one.channel),
        "When": when(one),
        "Outcomes": listed(sorted(one.wanted.outcomes)),
        "Clouds": listed(map(escape, one.clouds)) if one.clouds else "all",
        "Nothing to tell": "says so" if one.posts_empty else "stays silent",
        "Mentions": everybody(one.mention) or "nobody",
    }
    known: list[tuple[str, Said]] = [
        (label, (text, text))
        for label, each in said.items()
        if (text := cut_escaped(each, _LONGEST))
    ]
    filters = searched(one.wanted, Window(), _NO_TIME, UTC)
    return [*known, ("Only", filters)] if any(filters) else known


def owner(one: Subscription) -> str:
    """Whose it is; what stands in the settings is nobody's."""
    return person(one.owner) if one.owner else _FILE


def when(one: Subscription) -> str:
    """Such as "weekdays at 09:00 Asia/Singapore"."""
    return escape(f"{one.schedule.words} {one.zone}")


def slots(times: Iterable[datetime], zone: tzinfo) -> str:
    """Such as "Tue 24 Nov 09:00, Wed 25 Nov 09:00"."""
    return ", ".join(minute(at, zone) for at in times)


def rests(one: Subscription) -> str:
    """Since when it is paused, by whom and why; "" while it is not."""
    pause = one.pause
    if pause is None:
        return ""
    by = person(pause.by) if pause.by else "me"
    why = f" {escape(pause.why)}" if pause.why else ""
    return f"⏸ Paused since {minute(pause.at, one.zone)} by {by}.{why}"


def delivered(last: Delivered, zone: tzinfo) -> str:
    """Such as "Mon 23 Nov 09:00: 12 failed, 3 skipped"."""
    return f"{minute(last.slot, zone)}: {_told(last)}"


def _told(last: Delivered) -> str:
    if last.told is None:
        return "being read" if last.ended is None else "nothing was read"
    counts = {Outcome.FAILED: last.told.failed, Outcome.SKIPPED: last.told.skipped}
    told = ", ".join(f"{n:,} {outcome}" for outcome, n in counts.items() if n)
    if not last.ts and last.ended is not None:
        return "nothing new, so nothing was posted"
    on_its_way = "" if last.ended else " (on its way)"
    return f"{told or 'nothing new'}{on_its_way}"


def labels(pairs: Sequence[tuple[str, Said]]) -> tuple[str, list[str]]:
    """The facts as one paragraph of mrkdwn, and line by line as escaped text."""
    markup = "\n".join(f"*{label}*  {said}" for label, (said, _) in pairs)
    return markup, [f"{label}: {text}" for label, (_, text) in pairs]


def named(name: str) -> Said:
    """Its name, which people type."""
    return code(name), escape(name)
