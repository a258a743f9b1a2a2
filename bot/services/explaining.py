"""Why one execution went wrong, what came before it, and what it printed."""

import asyncio
from collections import Counter
from dataclasses import dataclass, fields

from bot.domain.about import AboutQuery, AboutVerb
from bot.domain.access import Person
from bot.domain.answers import Answer, HistoryAnswer, OutputAnswer, WhyAnswer
from bot.domain.background import Subject
from bot.domain.executions import WRONG, Execution, Outcome
from bot.domain.failures import FailureFilter
from bot.domain.fingerprints import fingerprint
from bot.domain.lookups import LookUpQuery
from bot.domain.presses import command_for
from bot.domain.redaction import redact, redact_execution
from bot.domain.runs import WholeRun
from bot.domain.zones import first_zone
from bot.errors import InvalidQueryError
from bot.ports import Clock
from bot.services.clouds import Clouds
from bot.services.kept import Kept, KeptAnswer
from bot.services.remembering import LedgerReading, Remembering
from bot.services.siblings import compared

_SPAN = "30d"


@dataclass(frozen=True, slots=True)
class KeptHistory:
    """What was asked of the ledger about the target of one execution."""

    memory: Remembering
    reading: LedgerReading
    execution: Execution
    of_script: int
    weight: int = 2

    async def answer(self, line: str, page: int) -> HistoryAnswer:
        found = await self.memory.failures(self.reading, line, page)
        known = {one.name: getattr(found, one.name) for one in fields(found)}
        return HistoryAnswer(
            **known, execution=self.execution, of_script=self.of_script
        )


class Explaining:
    """Reads one execution as it is now, and the ledger for all around it."""

    def __init__(self, memory: Remembering, clock: Clock) -> None:
        self._memory = memory
        self._clock = clock

    async def read(
        self, clouds: Clouds, query: AboutQuery, person: Person, line: str
    ) -> Kept:
        """What is asked for about it.

        Raises:
            InvalidQueryError: it is about nothing that such a thing can be said of.
            NotFoundError: the cloud says that there is none.
            SourceError: the cloud gave no answer.
            LedgerError: the database gave no answer.
        """
        execution = await self._execution(clouds, query)
        match query.verb:
            case AboutVerb.OUTPUT:
                return KeptAnswer(self._output(clouds, execution, person, line))
            case AboutVerb.HISTORY:
                return await self._history(clouds, execution, person)
            case AboutVerb.WHY:
                return KeptAnswer(await self._why(clouds, execution, person, line))

    async def _execution(self, clouds: Clouds, query: AboutQuery) -> Execution:
        """The one that is meant; of a run, one with the commonest cause."""
        reference = query.reference
        asked = LookUpQuery(reference.source, reference.ids, reference.cloud)
        (found, *_), _ = await clouds.find(asked)
        if isinstance(found, Execution):
            return found
        if isinstance(found, WholeRun) and query.verb is AboutVerb.WHY:
            # In a thread: thousands of reasons take a while, and acks do not wait.
            return await asyncio.to_thread(_commonest, found)
        raise InvalidQueryError(
            f"`{query.verb}` is about one execution; open the run and choose one.",
            suggestion=command_for(reference),
        )

    def _output(
        self, clouds: Clouds, execution: Execution, person: Person, line: str
    ) -> Answer:
        shown, hidden = redact_execution(execution)
        return OutputAnswer(
            execution=shown,
            line=line,
            hidden=hidden,
            as_of=self._clock.now(),
            zone=first_zone(person.time_zone, *_zones(clouds, execution)),
        )

    async def _history(
        self, clouds: Clouds, execution: Execution, person: Person
    ) -> Kept:
        target = execution.target.id or execution.target.name
        if not target.strip():
            raise InvalidQueryError("It names no target, so nothing is known of that.")
        wanted = FailureFilter(targets=(target,))
        reading = await self._known(clouds, wanted, execution, person)
        around = await self._memory.background(reading, _subject(execution))
        shown, _ = redact_execution(execution)
        return KeptHistory(self._memory, reading, shown, around.of_script.count)

    async def _why(
        self, clouds: Clouds, execution: Execution, person: Person, line: str
    ) -> Answer:
        if execution.outcome not in WRONG:
            raise InvalidQueryError(
                f"It {_went(execution.outcome)}: there is nothing to explain.",
                suggestion=command_for(execution.reference),
            )
        reading = await self._known(clouds, FailureFilter(), execution, person)
        around = await self._memory.background(reading, _subject(execution))
        beside = await compared(clouds, execution)
        shown, hidden = redact_execution(execution)
        return WhyAnswer(
            execution=shown,
            background=around,
            chinese=person.locale.lower().startswith("zh"),
            sibling=beside.sibling,
            differs=beside.differs,
            alone=beside.alone,
            window=reading.window,
            coverage=reading.coverage,
            line=line,
            hidden=hidden,
            as_of=reading.as_of,
            zone=reading.zone,
        )

    async def _known(
        self,
        clouds: Clouds,
        wanted: FailureFilter,
        execution: Execution,
        person: Person,
    ) -> LedgerReading:
        zone = first_zone(person.time_zone, *_zones(clouds, execution))
        return await self._memory.known(clouds.named(""), wanted, _SPAN, zone)


def _subject(execution: Execution) -> Subject:
    """What to ask the ledger."""
    return Subject(
        cause=_cause(execution),
        target=execution.target,
        script=execution.script,
        row_id=execution.id,
    )


def _cause(execution: Execution) -> str:
    """Its id, as in the ledger, which hides secrets before it looks at causes."""
    reason = redact(execution.cause.reason or _last_line(execution)).text
    return fingerprint(execution.cause.code, reason)


def _last_line(execution: Execution) -> str:
    """What a script said last is the only reason that some sources give."""
    printed = execution.output.end or execution.output.text
    return printed.rstrip().rpartition("\n")[2].strip()


def _commonest(whole: WholeRun) -> Execution:
    wrong = [one for one in whole.executions.rows if one.outcome in WRONG]
    if not wrong:
        raise InvalidQueryError(
            "Nothing in that run failed or was skipped.",
            suggestion=command_for(whole.run.reference),
        )
    causes = [_cause(one) for one in wrong]
    ((commonest, _),) = Counter(causes).most_common(1)
    return wrong[causes.index(commonest)]


def _went(outcome: Outcome) -> str:
    ended = {Outcome.SUCCEEDED: "succeeded", Outcome.CANCELED: "was canceled"}
    return ended.get(outcome, f"is {outcome}")


def _zones(clouds: Clouds, execution: Execution) -> tuple[str, ...]:
    reference = execution.reference
    return clouds.zones(reference.source, reference.cloud)
