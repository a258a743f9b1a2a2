"""Why something failed or was skipped, in words that people use."""

from dataclasses import dataclass

from bot.domain.code_book import book


@dataclass(frozen=True, slots=True)
class Cause:
    """A source's code and reason; either may be empty."""

    code: str = ""
    reason: str = ""

    @property
    def meaning(self) -> str:
        """What the code means, or "" when the documents do not say."""
        entry = book(self.code)
        return entry.meaning.en if entry else ""
