from dataclasses import replace

import pytest

from bot.blocks.rows import execution_row
from bot.domain.causes import Cause
from bot.domain.executions import Execution, Moment, Named, Outcome
from bot.domain.outputs import Output
from bot.domain.references import SourceName
from tests.blocks.run_samples import ROWS
from tests.blocks.samples import SINGAPORE
from tests.blocks.shapes import START

AT = "2026-01-15 03:00:00 Asia/Singapore"
ROW = replace(ROWS[SourceName.TASK][0], cause=Cause())
FINE = {Outcome.SUCCEEDED, Outcome.RUNNING, Outcome.WAITING}


def told(execution: Execution) -> tuple[str, str]:
    row = execution_row(7, execution, SINGAPORE)
    return row.markup, row.text


@pytest.mark.parametrize("outcome", [one for one in Outcome if one not in FINE])
def test_a_row_tells_why_where_something_is_wrong(outcome: Outcome) -> None:
    cause = Cause("WKS.1", "agent offline")

    markup, text = told(replace(ROW, outcome=outcome, raw_status="", cause=cause))

    assert markup[4:] == (
        f" {outcome}  `FIN-01` · {START} · 2 min 5 s\nagent offline (WKS.1)"
    )
    assert text[4:] == f" {outcome} FIN-01, {AT}, 2 min 5 s: agent offline (WKS.1)"


@pytest.mark.parametrize("outcome", sorted(FINE))
def test_a_row_gives_no_reason_where_nothing_is_wrong(outcome: Outcome) -> None:
    noted = replace(
        ROW, outcome=outcome, cause=Cause("0", "success"), output=Output("done")
    )

    markup, text = told(noted)

    assert markup[4:] == f" {outcome}  `FIN-01` · {START} · 2 min 5 s"
    assert text[4:] == f" {outcome} FIN-01, {AT}, 2 min 5 s"


@pytest.mark.parametrize(
    ("cause", "output", "why"),
    [
        (Cause(), Output(), ""),
        (Cause("WKS.1"), Output("exit 1"), ": WKS.1"),
        (Cause("", "a\n<b>"), Output("exit 1"), ": a &lt;b&gt;"),
        (Cause(), Output("one\ntwo\n\n"), ": two"),
        (Cause(), Output("one\n\x1b[31mtwo\x1b[0m\n\x1b[0m"), ": two"),
        (Cause(), Output("head", "tail\nthe end\n"), ": the end"),
        (Cause(), Output("x" * 300), f": {'x' * 159}…"),
        (Cause("", "&" * 300), Output(), f": {'&amp;' * 31}…"),
        (Cause("C", "y" * 300), Output(), f": {'y' * 155}… (C)"),
    ],
    ids=[
        "nothing known",
        "a code",
        "a reason",
        "the last line",
        "the last line of colours",
        "the end of a long output",
        "a long line",
        "a long line of markup",
        "a long reason",
    ],
)
def test_a_row_tells_the_shortest_why(cause: Cause, output: Output, why: str) -> None:
    _, text = told(replace(ROW, cause=cause, output=output))

    assert text == f"7. ✖ failed FIN-01, {AT}, 2 min 5 s{why}"


@pytest.mark.parametrize(
    ("target", "name"),
    [
        (Named("d-1", "FIN-01"), "FIN-01"),
        (Named("d-1", " "), "d-1"),
        (Named("1234567890123456789"), "1234567890123456789"),
        (Named(), "no target named"),
        (Named("", "<!channel>\x00\u202e"), "&lt;!channel&gt;\ufffd\ufffd"),
        (Named("", "z" * 4_096), "z" * 59 + "…"),
    ],
    ids=["a name", "an id", "19 digits", "nothing", "markup", "a long name"],
)
def test_a_row_names_its_target(target: Named, name: str) -> None:
    markup, text = told(replace(ROW, target=target))

    assert markup == f"7  ✖ failed  `{name}` · {START} · 2 min 5 s"
    assert text == f"7. ✖ failed {name}, {AT}, 2 min 5 s"


@pytest.mark.parametrize(
    ("started", "ended", "when"),
    [
        (None, None, ""),
        (None, ROW.ended, ""),
        (ROW.started, None, f", {AT}"),
        (ROW.ended, ROW.started, ", 2026-01-15 03:02:05 Asia/Singapore"),
        (Moment("<soon>", None), None, ", &lt;soon&gt; (not a time I can read)"),
    ],
    ids=["no times", "no start", "no end", "end before start", "unreadable"],
)
def test_a_row_tells_only_times_that_are_known(
    started: Moment | None, ended: Moment | None, when: str
) -> None:
    _, text = told(replace(ROW, started=started, ended=ended))

    assert text == f"7. ✖ failed FIN-01{when}"


def test_an_unknown_status_is_shown_as_the_cloud_wrote_it() -> None:
    odd = replace(ROW, outcome=Outcome.UNKNOWN, raw_status="ODD <`x`>")

    markup, text = told(odd)

    assert markup == (
        f"7  ? unknown (`ODD &lt;\u02cbx\u02cb&gt;`)  `FIN-01` · {START} · 2 min 5 s"
    )
    assert text == f"7. ? unknown (ODD &lt;`x`&gt;) FIN-01, {AT}, 2 min 5 s"
