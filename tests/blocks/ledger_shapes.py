"""Parts that answers of the ledger have in common, as Slack's documents write them."""

from datetime import datetime

from tests.blocks.samples import SINGAPORE
from tests.blocks.shapes import Shape, button, context, section

READ_AT = "2026-01-15 08:58:00 Asia/Singapore"
AS_OF = "2026-01-15 09:00:00 Asia/Singapore"
RECEIPT = f"Read: prod (5 sources) up to {READ_AT}"


def token(at: datetime) -> str:
    """A time as readers see it in their own zones."""
    there = at.astimezone(SINGAPORE)
    shown = f"{there:%Y-%m-%d %H:%M:%S} Asia/Singapore"
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time_secs}}|{shown}>"


def last_text(line: str) -> str:
    return f"as of {AS_OF}, ask again: {line}"


def receipt_of_all() -> Shape:
    """The receipt of a morning on which everything was read."""
    until = datetime.fromisoformat("2026-01-15T00:58:00+00:00")
    return context(f"Read: prod (5 sources) up to {token(until)}")


def cause(markup: str, show: str, place: int) -> Shape:
    """A cause, and what shows its failures."""
    beside = button("Show", f"runs.details.cause.{place}", f"v1 {show} 1")
    return section(markup, accessory=beside)
