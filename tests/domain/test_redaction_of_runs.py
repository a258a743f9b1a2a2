from dataclasses import replace

import pytest

from bot.domain.causes import Cause
from bot.domain.executions import Detail, Execution, Named
from bot.domain.outputs import Output
from bot.domain.redaction import MASK, redact_execution, redact_run
from bot.domain.runs import Run
from tests.domain.samples import execution, moment, run

SECRET, HIDDEN = "password=hunter2", f"password={MASK}"


@pytest.mark.parametrize(
    ("leaking", "redacted"),
    [
        (
            replace(run(), raw_status=SECRET),
            replace(run(), raw_status=HIDDEN),
        ),
        (
            replace(run(), work=Named("s1", SECRET)),
            replace(run(), work=Named("s1", HIDDEN)),
        ),
        (
            replace(run(), scripts=(Named("s1", "a"), Named("s2", SECRET))),
            replace(run(), scripts=(Named("s1", "a"), Named("s2", HIDDEN))),
        ),
        (replace(run(), kind=SECRET), replace(run(), kind=HIDDEN)),
        (
            replace(run(), place=Named("p1", SECRET)),
            replace(run(), place=Named("p1", HIDDEN)),
        ),
        (
            replace(run(), details=(Detail("Command", SECRET),)),
            replace(run(), details=(Detail("Command", HIDDEN),)),
        ),
    ],
    ids=["status", "work", "a later script", "kind", "place", "detail"],
)
def test_every_text_of_a_run_is_redacted(leaking: Run, redacted: Run) -> None:
    shown = redact_run(leaking)

    assert shown == (redacted, 1)


def test_secrets_of_a_run_are_counted_and_the_same_text_once() -> None:
    command = f"{SECRET} token=abc"
    leaking = replace(
        run(),
        work=Named(name=command),
        place=Named(name="secret=x"),
        details=(Detail("Command", command),),
    )

    _, hidden = redact_run(leaking)

    assert hidden == 3


def test_a_run_without_secrets_stays_as_it_is() -> None:
    clean = replace(run(), work=Named("s1", "Patch check"), started=moment(0))

    shown = redact_run(clean)

    assert shown == (clean, 0)


@pytest.mark.parametrize(
    ("leaking", "redacted"),
    [
        (replace(execution(), kind=SECRET), replace(execution(), kind=HIDDEN)),
        (
            replace(execution(), target=Named("d1", SECRET)),
            replace(execution(), target=Named("d1", HIDDEN)),
        ),
        (
            replace(execution(), cause=Cause(SECRET, "token=abc")),
            replace(execution(), cause=Cause(HIDDEN, f"token={MASK}")),
        ),
        (
            replace(execution(), output=Output(SECRET, end="token=abc")),
            replace(execution(), output=Output(HIDDEN, end=f"token={MASK}")),
        ),
        (
            replace(execution(), details=(Detail("Batch", SECRET),)),
            replace(execution(), details=(Detail("Batch", HIDDEN),)),
        ),
    ],
    ids=["kind", "target", "cause", "output", "detail"],
)
def test_every_text_of_an_execution_is_redacted(
    leaking: Execution, redacted: Execution
) -> None:
    shown, hidden = redact_execution(leaking)

    assert (shown, hidden) == (redacted, str(redacted).count(MASK))
