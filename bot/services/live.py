"""What can be asked of a cloud as it is now, beside its sources."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from bot.domain.commandline import COMMAND
from bot.domain.references import SourceName
from bot.errors import InvalidQueryError
from bot.ports import Finder, OrderList, WorkList


@dataclass(frozen=True, slots=True)
class LiveCloud:
    """What of one cloud is asked live.

    Attributes:
        works: the lists of tasks that it has.
        orders: where it has script orders.
        finder: where it is asked for what goes by a text.
        coc: as of `Cloud`.
    """

    works: Mapping[SourceName, WorkList] = field(default_factory=dict)
    orders: OrderList | None = None
    finder: Finder | None = None
    coc: str = ""


def require_some(asked: Collection[object], source: SourceName, cloud: str) -> None:
    """Raise InvalidQueryError where no cloud has the source that was asked for."""
    if asked:
        return
    where = f"cloud `{cloud}`" if cloud else "any cloud"
    raise InvalidQueryError(
        f"The source `{source}` is not configured for {where}.",
        suggestion=f"{COMMAND} help",
    )
