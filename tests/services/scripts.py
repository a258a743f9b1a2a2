"""Script executions in clouds, and how they are answered."""

from collections.abc import Mapping
from datetime import UTC, tzinfo

from bot.domain.answers import ChoiceAnswer, ExecutionAnswer
from bot.domain.causes import Cause
from bot.domain.executions import Execution, Named, Outcome
from bot.domain.outputs import Output
from bot.domain.references import Reference, SourceName
from bot.services.answer import AnswerService
from bot.services.clouds import Cloud
from tests.fakes import NINE, FakeClock, FakeSource
from tests.services.asking import answers

IDS = ("rec-1",)


def execution(cloud: str = "prod", reason: str = "", output: str = "") -> Execution:
    return Execution(
        reference=Reference(cloud, SourceName.SCRIPT, IDS),
        outcome=Outcome.FAILED,
        raw_status="FAILED",
        script=Named("s1", "Patch check"),
        target=Named("d1", "FIN-DESK-02"),
        cause=Cause("", reason),
        output=Output(output),
    )


def knowing(cloud: str = "prod", reason: str = "", output: str = "") -> FakeSource:
    return FakeSource({IDS: execution(cloud, reason, output)})


def service(
    sources: Mapping[str, FakeSource], zones: Mapping[str, str] | None = None
) -> AnswerService:
    clouds = {
        name: Cloud({SourceName.SCRIPT: source}, (zones or {}).get(name, ""))
        for name, source in sources.items()
    }
    return answers(clouds, FakeClock())


def found(
    one: Execution,
    hidden: int = 0,
    gaps: tuple[str, ...] = (),
    zone: tzinfo = UTC,
    line: str = "/runs script rec-1",
) -> ExecutionAnswer:
    return ExecutionAnswer(
        execution=one, line=line, hidden=hidden, gaps=gaps, as_of=NINE, zone=zone
    )


def choice(*several: Execution, hidden: int = 0) -> ChoiceAnswer:
    return ChoiceAnswer(findings=several, hidden=hidden, as_of=NINE, zone=UTC)
