"""Why one execution went wrong: what is read for it, and what that comes to."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from bot.domain.access import Actor, Person, Standing
from bot.domain.answers import Answer, OutputAnswer, WhyAnswer
from bot.domain.causes import Cause
from bot.domain.executions import Execution, Named, Outcome
from bot.domain.outputs import Output
from bot.domain.redaction import MASK
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Listing, Run, WholeRun
from bot.errors import InvalidQueryError, SourceUnavailableError
from bot.services.clouds import Cloud
from tests.fakes import FakeClock, FakeSource
from tests.ledgers import MemoryLedger
from tests.services.asking import actor, answers
from tests.services.scripts import execution

REFERENCE = "prod/script/rec-1"
FAILED = replace(execution(output="start\nERROR: disk full"), run_id="st-1", id="rec-1")
FINE = replace(
    execution(output="start\ndone"),
    reference=Reference("prod", SourceName.SCRIPT, ("rec-2",)),
    outcome=Outcome.SUCCEEDED,
    target=Named("d2", "FIN-DESK-03"),
    run_id="st-1",
)


@dataclass(slots=True)
class FakeSiblings:
    """Tells these rows of any run, or an error."""

    rows: Sequence[Execution] = ()
    error: Exception | None = None
    asked: list[Execution] = field(default_factory=list)

    async def beside(self, execution: Execution) -> Listing[Execution]:
        self.asked.append(execution)
        if self.error is not None:
            raise self.error
        return Listing(tuple(self.rows))


async def asked(
    text: str,
    *known: Execution,
    siblings: FakeSiblings | None = None,
    ledger: MemoryLedger | None = None,
    who: Actor | None = None,
) -> Answer:
    source = FakeSource({one.reference.ids: one for one in known or (FAILED,)})
    cloud = Cloud({SourceName.SCRIPT: source}, siblings=siblings)
    service = answers({"prod": cloud}, FakeClock(), ledger)
    return await service.answer(who or actor(), text)


async def why(*known: Execution, **how: object) -> WhyAnswer:
    answer = await asked(f"why {REFERENCE}", *known, **how)  # type: ignore[arg-type]
    assert isinstance(answer, WhyAnswer)
    return answer


async def test_the_ledger_is_asked_about_the_cause_the_target_and_the_script() -> None:
    ledger = MemoryLedger()

    await why(ledger=ledger)

    (subject,) = ledger.subjects
    assert (subject.target, subject.script) == (FAILED.target, FAILED.script)
    assert subject.row_id == "rec-1"


async def test_its_output_is_compared_with_that_of_one_that_succeeded() -> None:
    siblings = FakeSiblings([FAILED, replace(FINE, output=Output())])

    answer = await why(FAILED, FINE, siblings=siblings)

    assert answer.sibling == FINE
    assert answer.differs == ("  start", "- done", "+ ERROR: disk full")
    assert siblings.asked == [FAILED]


async def test_secrets_are_in_no_difference() -> None:
    failed = replace(FAILED, output=Output("password=hunter2-secret"))

    answer = await why(failed, FINE, siblings=FakeSiblings([FINE]))

    assert "hunter2" not in str(answer)
    assert any(MASK in line for line in answer.differs)


@pytest.mark.parametrize(
    ("siblings", "said"),
    [
        (None, "Its source does not tell what else was in its run."),
        (FakeSiblings([FAILED]), "Nothing else in its run succeeded"),
        (
            FakeSiblings([replace(FINE, target=FAILED.target)]),
            "Nothing else in its run succeeded",
        ),
        (
            FakeSiblings([replace(FINE, output=FAILED.output)]),
            "It printed the same as FIN-DESK-03, where it succeeded.",
        ),
        (
            FakeSiblings(
                error=SourceUnavailableError(
                    "prod is away.", cloud="prod", source=SourceName.SCRIPT
                )
            ),
            "It could not be compared: prod is away.",
        ),
    ],
)
async def test_what_cannot_be_compared_is_said(
    siblings: FakeSiblings | None, said: str
) -> None:
    answer = await why(siblings=siblings)

    assert answer.alone.startswith(said)
    assert answer.differs == ()


async def test_silence_cannot_be_compared() -> None:
    siblings = FakeSiblings([FINE])

    answer = await why(replace(FAILED, output=Output()), siblings=siblings)

    assert answer.alone == "It printed nothing, so there is nothing to compare."
    assert siblings.asked == []


@pytest.mark.parametrize(
    ("locale", "chinese"), [("zh-CN", True), ("zh-TW", True), ("en-US", False)]
)
async def test_it_is_told_in_the_language_that_people_read(
    locale: str, *, chinese: bool
) -> None:
    who = replace(actor(), person=Person(Standing.MEMBER, locale=locale))

    assert (await why(who=who)).chinese == chinese


async def test_what_succeeded_needs_no_reason() -> None:
    with pytest.raises(InvalidQueryError, match="It succeeded: there is nothing"):
        await why(replace(FAILED, outcome=Outcome.SUCCEEDED))


async def test_of_a_run_its_commonest_cause_is_told() -> None:
    whole = Reference("prod", SourceName.TASK, ("t", "r"))
    rows = [
        replace(FAILED, reference=replace(whole, ids=(*whole.ids, f"d{at}")))
        for at in range(3)
    ]
    odd = replace(rows[0], cause=replace(FAILED.cause, code="ODD"))
    run = WholeRun(
        Run(reference=whole, outcome=Outcome.FAILED), Listing((odd, *rows[1:]))
    )
    cloud = Cloud({SourceName.TASK: FakeSource({whole.ids: run})})

    answer = await answers({"prod": cloud}, FakeClock()).answer(actor(), f"why {whole}")

    assert isinstance(answer, WhyAnswer)
    assert answer.execution == rows[1]


async def test_reasons_that_differ_in_numbers_alone_are_one_cause() -> None:
    whole = Reference("prod", SourceName.TASK, ("t", "r"))
    reasons = ["denied", "denied", *(f"timed out after {n} s" for n in range(31, 34))]
    rows = [
        replace(
            FAILED,
            reference=replace(whole, ids=(*whole.ids, f"d{at}")),
            cause=Cause("X", reason),
        )
        for at, reason in enumerate(reasons)
    ]
    run = WholeRun(Run(reference=whole, outcome=Outcome.FAILED), Listing(tuple(rows)))
    cloud = Cloud({SourceName.TASK: FakeSource({whole.ids: run})})

    answer = await answers({"prod": cloud}, FakeClock()).answer(actor(), f"why {whole}")

    assert isinstance(answer, WhyAnswer)
    assert answer.execution.cause.reason == "timed out after 31 s"


async def test_an_output_has_its_secrets_hidden() -> None:
    failed = replace(FAILED, output=Output("password=hunter2-secret"))

    answer = await asked(f"output {REFERENCE}", failed)

    assert isinstance(answer, OutputAnswer)
    assert (answer.hidden, "hunter2" in answer.execution.output.text) == (1, False)
