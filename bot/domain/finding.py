"""Where something is looked for of which only an id, or a name, is known."""

import re
from enum import Enum

from bot.domain.lookups import reference_in
from bot.domain.references import SourceName, is_id

_HEX = "[0-9a-f]"
# The cloud's own examples put a word in front of a UUID, as in `st-7c1f0a52-…`.
_UUID = re.compile(
    rf"(?<!{_HEX}){_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}(?!{_HEX})|"
    rf"(?<!{_HEX}){_HEX}{{32}}(?!{_HEX})",
    re.ASCII | re.IGNORECASE,
)
_ORDER = re.compile(r"SCT[0-9][0-9a-z]*", re.ASCII | re.IGNORECASE)


class Shape(Enum):
    """What a text looks like."""

    REFERENCE = "reference"
    ID = "id"
    ORDER = "order's id"
    NAME = "name"


class Place(Enum):
    """A question that one cloud can be asked about a text; its value names it."""

    RECORD = "script executions"  # W7
    TASK = "runs of scheduled tasks"  # W3
    SCRIPT_TASK = "executions of script runs"  # W6 script_task_id
    DESKTOP = "scripts on desktops"  # W6 resource_id
    POOL = "pool runs"  # W9 task_id
    APP = "App Streaming runs"  # A3, and A2 where there is no such run
    ORDER = "script orders"  # C2
    TASK_NAME = "scheduled tasks"  # W1 task_name
    APP_NAME = "App Streaming tasks"  # A1 task_name
    SCRIPT_NAME = "scripts"  # W6 script_name
    POOL_SCRIPT = "scripts of desktop pools"  # W9 script_name
    POOL_NAME = "desktop pools"  # W8 name

    @property
    def source(self) -> SourceName:
        """Whoever may not ask that source does not ask here."""
        return _SOURCES[self]


_SOURCES = {
    Place.RECORD: SourceName.SCRIPT,
    Place.TASK: SourceName.TASK,
    Place.SCRIPT_TASK: SourceName.SCRIPT,
    Place.DESKTOP: SourceName.SCRIPT,
    Place.POOL: SourceName.POOL,
    Place.APP: SourceName.APP,
    Place.ORDER: SourceName.ORDER,
    Place.TASK_NAME: SourceName.TASK,
    Place.APP_NAME: SourceName.APP,
    Place.SCRIPT_NAME: SourceName.SCRIPT,
    Place.POOL_SCRIPT: SourceName.POOL,
    Place.POOL_NAME: SourceName.POOL,
}
_PLACES = {
    Shape.REFERENCE: (),
    Shape.ID: (
        Place.RECORD,
        Place.TASK,
        Place.SCRIPT_TASK,
        Place.DESKTOP,
        Place.POOL,
        Place.APP,
    ),
    # No other id begins so, and COC has no others.
    Shape.ORDER: (Place.ORDER,),
    Shape.NAME: (
        Place.TASK_NAME,
        Place.APP_NAME,
        Place.SCRIPT_NAME,
        Place.POOL_SCRIPT,
        Place.POOL_NAME,
    ),
}


def shape_of(text: str) -> Shape:
    """What `text` looks like; what looks like nothing else is a name."""
    if reference_in(text) is not None:
        return Shape.REFERENCE
    if not is_id(text):
        return Shape.NAME
    if _ORDER.fullmatch(text):
        return Shape.ORDER
    return Shape.ID if _UUID.search(text) else Shape.NAME


def places_for(shape: Shape) -> tuple[Place, ...]:
    """Every question that fits; a reference says itself where it is."""
    return _PLACES[shape]


def closeness(text: str, *names: str) -> int:
    """0 where one of the names is `text`, in any case, 1 where one begins so, else 2."""
    wanted = text.casefold()
    folded = [name.casefold() for name in names]
    if wanted in folded:
        return 0
    return 1 if any(name.startswith(wanted) for name in folded) else 2
