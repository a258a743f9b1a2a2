"""How something that is watched stands, read from its cloud."""

from collections.abc import Mapping

from bot.blocks.words import headline, run_headline
from bot.domain.executions import Execution
from bot.domain.lookups import LookUpQuery
from bot.domain.presses import command_for
from bot.domain.redaction import redact_execution, redact_run
from bot.domain.references import Reference
from bot.domain.runs import Counts, Finding, Run, Runs, WholeRun, tally
from bot.domain.watches import Seen
from bot.errors import InvalidQueryError
from bot.services.clouds import Cloud, Clouds


class Sightings:
    """Reads runs and executions as they are now."""

    def __init__(self, clouds: Mapping[str, Cloud]) -> None:
        self._clouds = clouds

    @property
    def clouds(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(self._clouds)

    async def of(self, reference: Reference) -> Seen:
        """How it stands.

        Raises:
            InvalidQueryError: it means no one run, or its cloud is not configured.
            NotFoundError: the cloud says that there is none.
            SourceError: the cloud gave no answer.
        """
        query = LookUpQuery(reference.source, reference.ids, reference.cloud)
        (found,), _ = await Clouds(self._clouds, [reference.cloud]).find(query)
        return seen(found)


def seen(found: Finding) -> Seen:
    """What a watch shows of it.

    Raises:
        InvalidQueryError: it is no one run.
    """
    match found:
        case Runs():
            raise InvalidQueryError(
                "That reference means work with many runs. Open one of them, and watch "
                "that.",
                suggestion=command_for(found.reference),
            )
        case WholeRun():
            return _run(found)
        case Execution():
            return _execution(found)


def _execution(found: Execution) -> Seen:
    shown, _ = redact_execution(found)
    return Seen(
        headline=headline(shown),
        outcome=found.outcome,
        counts=Counts({found.outcome: 1}, 1),
        finished=found.finished,
    )


def _run(found: WholeRun) -> Seen:
    shown, _ = redact_run(found.run)
    return Seen(
        headline=run_headline(shown),
        outcome=found.run.outcome,
        counts=_counts(found.run, found),
        finished=found.run.finished,
    )


def _counts(run: Run, found: WholeRun) -> Counts:
    """What was read, where that was all of it; else what the source counts."""
    listing = found.executions
    read = len(listing.rows)
    total = run.counts.total or listing.total
    if read and not listing.gaps and total in {None, read}:
        return Counts(tally(listing.rows).by_outcome, total)
    return Counts(run.counts.by_outcome, total)
