from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.causes import Cause
from bot.domain.executions import Execution, Moment, Named, Outcome
from bot.domain.references import Reference, SourceName

NOON = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
UNREADABLE = Moment("soon", None)


def lasting(started: Moment | None, ended: Moment | None) -> Execution:
    return Execution(
        reference=Reference("prod", SourceName.SCRIPT, ("a1",)),
        outcome=Outcome.RUNNING,
        raw_status="RUNNING",
        script=Named(),
        target=Named(),
        started=started,
        ended=ended,
    )


def after(seconds: float) -> Moment:
    return Moment("as written", NOON + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("started", "ended", "lasted"),
    [
        (after(0), after(85), timedelta(seconds=85)),
        (after(0), after(0), timedelta(0)),
        (after(1), after(0), None),
        (None, after(0), None),
        (after(0), None, None),
        (None, None, None),
        (UNREADABLE, after(0), None),
        (after(0), UNREADABLE, None),
    ],
    ids=[
        "both known",
        "no time at all",
        "ends before it starts",
        "no start",
        "no end",
        "neither",
        "unreadable start",
        "unreadable end",
    ],
)
def test_a_duration_needs_two_times_in_order(
    started: Moment | None, ended: Moment | None, lasted: timedelta | None
) -> None:
    duration = lasting(started, ended).duration

    assert duration == lasted


@pytest.mark.parametrize("outcome", Outcome)
def test_some_outcomes_are_final(outcome: Outcome) -> None:
    execution = Execution(
        reference=Reference("prod", SourceName.SCRIPT, ("a1",)),
        outcome=outcome,
        raw_status="",
        script=Named(),
        target=Named(),
    )

    finished = execution.finished

    assert finished is (outcome in {"succeeded", "failed", "skipped", "canceled"})


@pytest.mark.parametrize(
    ("thing", "label"),
    [
        (Named("id-1", "Name"), "Name"),
        (Named("id-1"), "id-1"),
        (Named(name="Name"), "Name"),
        (Named("id-1", " \n"), "id-1"),
        (Named("id-1", "\x1b[0m \x1b]0;title\x07\x1b[31;1m\t"), "id-1"),
        (Named("id-1", "\x1b[31mRed\x1b[0m"), "\x1b[31mRed\x1b[0m"),
        (Named("id-1", "\x00\u200b\u202e\u3000"), "id-1"),
        (Named("id-1", "\x1b"), "id-1"),
        (Named("id-1", "补丁"), "补丁"),
        (Named(), ""),
    ],
    ids=[
        "both",
        "only an id",
        "only a name",
        "a blank name",
        "a name of escape codes",
        "a coloured name",
        "a name of what is not seen",
        "half an escape code",
        "a Chinese name",
        "neither",
    ],
)
def test_a_label_is_the_name_else_the_id(thing: Named, label: str) -> None:
    shown = thing.label

    assert shown == label


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("WKS.00010032", "the desktop's state did not allow the operation."),
        ("WKS.00010109", "the desktop's custom computer name is empty."),
        (
            "WKS.00010110",
            "the desktop has no valid IP address: check DHCP and its network.",
        ),
        ("WKS.00129901", "the service was not available for this request."),
        (" wks.00010032\n", "the desktop's state did not allow the operation."),
        ("WKS.0001003", ""),
        ("WKS.99999999", ""),
        ("", ""),
    ],
)
def test_a_documented_code_has_a_meaning(code: str, meaning: str) -> None:
    found = Cause(code).meaning

    assert found == meaning
