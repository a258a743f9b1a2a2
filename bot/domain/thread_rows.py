"""The rows of an answer, by the number that people read beside them."""

from collections.abc import Iterable
from itertools import islice

from bot.domain.answers import (
    Answer,
    ExecutionAnswer,
    FailuresAnswer,
    FoundAnswer,
    RunAnswer,
    RunsAnswer,
    WorksAnswer,
)
from bot.domain.executions import Execution
from bot.domain.failures import Failure
from bot.domain.presses import command_for
from bot.domain.runs import Run
from bot.domain.threads import MOST_ROWS, Row
from bot.domain.works import ListedWork

_LABEL = 128


def rows_of(answer: Answer) -> dict[int, Row]:
    """What can be opened of its page; nothing of what is no list."""
    rows: Iterable[Row] = ()
    match answer:
        case FailuresAnswer(page=page):
            rows = map(_failure, page.rows)
        case RunAnswer(page=page):
            rows = map(_execution, page.rows)
        case RunsAnswer(page=page):
            rows = map(_run, page.rows)
        case WorksAnswer(page=page):
            rows = map(_work, page.rows)
        case FoundAnswer(page=page):
            rows = (Row(one.line, one.label[:_LABEL]) for one in page.rows)
        case _:
            return {}
    return dict(enumerate(rows, page.first))


def failure_rows(rows: Iterable[Failure]) -> dict[int, Row]:
    """The first of them, numbered from 1."""
    return dict(enumerate(map(_failure, islice(rows, MOST_ROWS)), 1))


def focus_of(answer: Answer) -> str:
    """What opens the one execution that it is about, "" where it is about more."""
    if isinstance(answer, ExecutionAnswer):
        return command_for(answer.execution.reference)
    return ""


def _failure(failure: Failure) -> Row:
    row = _execution(failure.execution)
    return Row(row.line, row.label, failure.cause)


def _execution(execution: Execution) -> Row:
    return Row(command_for(execution.reference), execution.target.label[:_LABEL])


def _run(run: Run) -> Row:
    return Row(command_for(run.reference), run.work.label[:_LABEL])


def _work(work: ListedWork) -> Row:
    return Row(command_for(work.reference), work.work.label[:_LABEL])
