"""The rows of a list, all of them."""

from dataclasses import dataclass

from bot.domain.failures import Failure


@dataclass(frozen=True, slots=True)
class AllRows:
    """The rows, secrets hidden, in the order of the list.

    Attributes:
        of: how many there are; `rows` are the first of them where they are too many.
        whole: whether everything was read that could hold one.
    """

    rows: tuple[Failure, ...]
    of: int
    whole: bool
