"""The shape of the code book."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """The same in English and in Chinese."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one code.

    Attributes:
        code: as the service writes it.
        meaning: goes on after the code and a colon.
        check: what to look at first, as a sentence of its own.
        harmless: whether things are as they were wanted all the same.
    """

    code: str
    meaning: Phrase
    check: Phrase
    harmless: bool = False


def entries(
    *codes: str, meaning: Phrase, check: Phrase, harmless: bool = False
) -> tuple[Entry, ...]:
    """One entry for each of the codes that mean the same."""
    return tuple(Entry(code, meaning, check, harmless) for code in codes)
