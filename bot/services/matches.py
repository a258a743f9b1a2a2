"""What goes by a text, as it is kept for its other pages and for sharing."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.domain.answers import FoundAnswer, Match
from bot.domain.redaction import redact_match
from bot.services.turning import turned


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMatches:
    """Everything that goes by a text, the closest first."""

    text: str
    rows: tuple[Match, ...]
    gaps: tuple[str, ...]
    as_of: datetime
    zone: tzinfo

    @property
    def weight(self) -> int:
        return 1 + len(self.rows)

    async def answer(self, line: str, page: int) -> FoundAnswer:
        """The page, its secrets hidden, as the answer to `line`."""
        shown, hidden = turned(self.rows, page, redact_match)
        return FoundAnswer(
            text=self.text,
            page=shown,
            line=line,
            hidden=hidden,
            gaps=self.gaps,
            as_of=self.as_of,
            zone=self.zone,
        )
