"""What can be looked up, and by which ids."""

from dataclasses import dataclass

from bot.domain.executions import Outcome
from bot.domain.references import Reference, SourceName, is_id
from bot.errors import InvalidQueryError


@dataclass(frozen=True, slots=True)
class LookUpQuery:
    """What goes by these ids, in the order of a reference; no cloud means every one.

    Of the rows of a run, those with these outcomes; none means all.
    """

    source: SourceName
    ids: tuple[str, ...]
    cloud: str = ""
    outcomes: frozenset[Outcome] = frozenset()

    @property
    def reference(self) -> Reference | None:
        """The same as a reference; None where no cloud is named."""
        return Reference(self.cloud, self.source, self.ids) if self.cloud else None


@dataclass(frozen=True, slots=True)
class Shape:
    """How things of one source are called.

    Attributes:
        source: which one.
        thing: what its first id is of, as in "script execution".
        first: what that id is called.
        names: the ids in order, as placeholders.
        counts: how many of them may be given.
    """

    source: SourceName
    thing: str
    first: str
    names: tuple[str, ...]
    counts: tuple[int, ...]

    @property
    def a_thing(self) -> str:
        return _with_article(self.thing)

    @property
    def a_first(self) -> str:
        return self.an_id(0)

    def an_id(self, place: int) -> str:
        """What the id at `place` is called, as in "a desktop id"."""
        later = self.names[place].replace("_", " ").lower()
        return _with_article(later if place else self.first)


SHAPES = {
    shape.source: shape
    for shape in (
        Shape(SourceName.SCRIPT, "script execution", "record id", ("RECORD_ID",), (1,)),
        Shape(
            SourceName.TASK,
            "scheduled task",
            "task id",
            ("TASK_ID", "RECORD_ID", "DESKTOP_ID"),
            (1, 2, 3),
        ),
        Shape(
            SourceName.POOL, "pool run", "task id", ("TASK_ID", "DESKTOP_ID"), (1, 2)
        ),
        Shape(
            SourceName.ORDER,
            "script order",
            "execute_uuid",
            ("EXECUTE_UUID", "BATCH", "INSTANCE_ID"),
            (1, 3),
        ),
        Shape(
            SourceName.APP,
            "App Streaming run",
            "execute_history_id",
            ("EXECUTE_HISTORY_ID", "SERVER_ID"),
            (1, 2),
        ),
    )
}


def may_be_looked_up(text: str) -> bool:
    """Whether it is an id, or a reference to something that can be looked up."""
    return is_id(text) or reference_in(text) is not None


def is_one_target(reference: Reference) -> bool:
    """Whether it means what happened on one target, and not a run or its work."""
    return len(reference.ids) == max(SHAPES[reference.source].counts)


def reference_in(text: str) -> Reference | None:
    """The reference that `text` is, if it is one of something that can be looked up."""
    try:
        reference = Reference.parse(text)
    except InvalidQueryError:
        return None
    fits = len(reference.ids) in SHAPES[reference.source].counts
    return reference if fits else None


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeioA' else 'a'} {noun}"
