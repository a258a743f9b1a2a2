"""What the codes of the services mean, what to look at first, and which do no harm."""

from bot.domain.code_entries import Entry, Phrase
from bot.domain.codes_coc import COC
from bot.domain.codes_gateway import GATEWAY
from bot.domain.codes_workspace import WORKSPACE

__all__ = ["BOOK", "Entry", "Phrase", "book", "harmless"]

BOOK = {entry.code.upper(): entry for entry in (*WORKSPACE, *COC, *GATEWAY)}


def book(code: str) -> Entry | None:
    """What the documents say of the code, in any case; None where they do not."""
    return BOOK.get(code.strip().upper())


def harmless(code: str) -> bool:
    """Whether nobody has to look at it; a code that nobody explains may do harm."""
    entry = book(code)
    return entry is not None and entry.harmless
