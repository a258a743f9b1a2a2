from dataclasses import replace
from datetime import timedelta

import pytest

from bot.blocks.executions import execution_page
from bot.domain.executions import (
    Batch,
    Detail,
    Execution,
    Moment,
    Named,
    Outcome,
)
from bot.domain.references import SourceName
from tests.blocks.samples import NINE, PLAIN, answer, broken_rules, facts
from tests.blocks.shapes import context

EARLIER = Moment("at eight", NINE - timedelta(hours=1))
NOW = Moment("at nine", NINE)
LATER = Moment("at ten", NINE + timedelta(hours=1))
UNREADABLE = Moment("soon", None)
CLOUD = {"Cloud": "`prod`"}


def shown(execution: Execution) -> dict[str, str]:
    return facts(execution_page(answer(execution)))


def told(execution: Execution) -> list[str]:
    return execution_page(answer(execution)).text.split("\n")


def test_an_execution_of_which_little_is_known_is_shown() -> None:
    fields = shown(PLAIN)

    assert fields == CLOUD


def test_an_execution_of_which_little_is_known_is_told() -> None:
    lines = told(PLAIN)

    assert lines[:3] == [
        "✔ Succeeded: Script",
        "Cloud: prod",
        "Ask again: /runs script prod/script/rec-1",
    ]


@pytest.mark.parametrize(
    ("outcome", "line"),
    [
        (Outcome.WAITING, "◷ Waiting: Script"),
        (Outcome.RUNNING, "▶ Running: Script"),
        (Outcome.SUCCEEDED, "✔ Succeeded: Script"),
        (Outcome.FAILED, "✖ Failed: Script"),
        (Outcome.SKIPPED, "⤼ Skipped: Script"),
        (Outcome.CANCELED, "⊘ Canceled: Script"),
        (Outcome.PAUSED, "⏸ Paused: Script"),
        (Outcome.UNKNOWN, "? Unknown: Script"),
    ],
)
def test_the_headline_begins_with_sign_and_outcome(outcome: Outcome, line: str) -> None:
    first, *_ = told(replace(PLAIN, outcome=outcome))

    assert first == line


@pytest.mark.parametrize(
    ("script", "target", "line"),
    [
        (Named("s1", "Patch"), Named("d1", "FIN-02"), "✔ Succeeded: Patch on FIN-02"),
        (Named("s1"), Named("d1"), "✔ Succeeded: s1 on d1"),
        (Named(), Named("d1"), "✔ Succeeded: Script on d1"),
        (Named("", " \n"), Named("", "\t"), "✔ Succeeded: Script"),
        (Named("", "a\n<b>"), Named(), "✔ Succeeded: a &lt;b&gt;"),
        (Named("", "x" * 61), Named(), f"✔ Succeeded: {'x' * 59}…"),
        (Named(), Named("", "y" * 61), f"✔ Succeeded: Script on {'y' * 59}…"),
    ],
    ids=["names", "ids", "only a target", "blanks", "markup", "long", "long target"],
)
def test_the_headline_names_script_and_target(
    script: Named, target: Named, line: str
) -> None:
    first, *_ = told(replace(PLAIN, script=script, target=target))

    assert first == line


@pytest.mark.parametrize(
    ("thing", "markup", "line"),
    [
        (Named("s1", "Patch"), "`Patch`\n`s1`", "Script: Patch (s1)"),
        (Named("s1"), "`s1`", "Script: s1"),
        (Named("", "Patch"), "`Patch`", "Script: Patch"),
        (Named("s1", " "), "`s1`", "Script: s1"),
        (Named(" ", "Patch"), "`Patch`", "Script: Patch"),
        (Named("same", "same"), "`same`", "Script: same"),
        (
            Named("<s>", "`a`"),
            "`\u02cba\u02cb`\n`&lt;s&gt;`",
            "Script: `a` (&lt;s&gt;)",
        ),
    ],
    ids=[
        "both",
        "only an id",
        "only a name",
        "blank name",
        "blank id",
        "the same twice",
        "markup",
    ],
)
def test_a_thing_is_shown_by_name_and_id(thing: Named, markup: str, line: str) -> None:
    execution = replace(PLAIN, script=thing)

    fields, lines = shown(execution), told(execution)

    assert fields == {"Script": markup, **CLOUD}
    assert lines[1] == line


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("", "Desktop"),
        ("desktop", "Desktop"),
        ("APP_SERVER", "App server"),
        ("<x>", "&lt;x&gt;"),
    ],
)
def test_a_target_is_called_what_it_is(kind: str, label: str) -> None:
    fields = shown(replace(PLAIN, target=Named("d1"), target_kind=kind))

    assert fields == {label: "`d1`", **CLOUD}


def test_a_blank_name_is_not_shown() -> None:
    fields = shown(replace(PLAIN, script=Named("", "  "), raw_status=" succeeded\n"))

    assert fields == CLOUD


@pytest.mark.parametrize(
    ("started", "ended", "outcome", "fact"),
    [
        (EARLIER, NOW, Outcome.FAILED, {"Took": "1 h"}),
        (NOW, NOW, Outcome.FAILED, {"Took": "under a second"}),
        (
            NOW,
            EARLIER,
            Outcome.FAILED,
            {"Took": "not known: the times contradict each other"},
        ),
        (EARLIER, None, Outcome.FAILED, {}),
        (None, NOW, Outcome.FAILED, {}),
        (EARLIER, None, Outcome.RUNNING, {"Running for": "1 h so far"}),
        (NOW, None, Outcome.RUNNING, {"Running for": "under a second so far"}),
        (LATER, None, Outcome.RUNNING, {}),
        (UNREADABLE, None, Outcome.RUNNING, {}),
        (None, None, Outcome.RUNNING, {}),
        (EARLIER, None, Outcome.WAITING, {}),
    ],
    ids=[
        "finished",
        "at once",
        "ends before it starts",
        "no end",
        "no start",
        "running",
        "just begun",
        "begun in the future",
        "begun who knows when",
        "running since nobody knows",
        "waiting",
    ],
)
def test_it_is_said_how_long_it_took(
    started: Moment | None,
    ended: Moment | None,
    outcome: Outcome,
    fact: dict[str, str],
) -> None:
    execution = replace(PLAIN, started=started, ended=ended, outcome=outcome)

    fields = shown(execution)

    lengths = {key: fields[key] for key in ("Took", "Running for") if key in fields}
    assert lengths == fact


@pytest.mark.parametrize(
    ("started", "ended"), [(UNREADABLE, NOW), (NOW, UNREADABLE)], ids=["start", "end"]
)
def test_an_unreadable_time_contradicts_nothing(started: Moment, ended: Moment) -> None:
    message = execution_page(answer(replace(PLAIN, started=started, ended=ended)))

    assert "contradict" not in message.text
    assert "soon (not a time I can read)" in message.text


@pytest.mark.parametrize(
    ("raw_status", "outcome", "status"),
    [
        ("SUCCEEDED", Outcome.SUCCEEDED, None),
        (" succeeded ", Outcome.SUCCEEDED, None),
        ("SUCCESS", Outcome.SUCCEEDED, "`SUCCESS`"),
        ("<odd>", Outcome.UNKNOWN, "`&lt;odd&gt;`"),
        ("", Outcome.UNKNOWN, "`none`"),
        (" ", Outcome.UNKNOWN, "`none`"),
    ],
    ids=["the same", "the same in small", "a synonym", "markup", "none", "blank"],
)
def test_the_clouds_own_word_is_shown_where_it_differs(
    raw_status: str, outcome: Outcome, status: str | None
) -> None:
    fields = shown(replace(PLAIN, raw_status=raw_status, outcome=outcome))

    assert fields.get("Status in the cloud") == status


@pytest.mark.parametrize(
    ("batch", "word"),
    [(Batch.GRAY, "gray"), (Batch.NON_GRAY, "non-gray"), (None, None)],
)
def test_the_batch_of_a_rollout_is_shown(batch: Batch | None, word: str | None) -> None:
    fields = shown(replace(PLAIN, batch=batch))

    assert fields.get("Batch") == word


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("RESTART_SERVER", "`Restart server`"),
        ("reboot", "`Reboot`"),
        ("<!here>", "`&lt;!here&gt;`"),
        (" _ ", None),
        ("", None),
    ],
)
def test_what_was_done_is_said_in_words(kind: str, words: str | None) -> None:
    fields = shown(replace(PLAIN, kind=kind))

    assert fields.get("What") == words


@pytest.mark.parametrize(
    ("source", "label"),
    [
        (SourceName.SCRIPT, "Script task"),
        (SourceName.TASK, "Run"),
        (SourceName.POOL, "Pool run"),
        (SourceName.ORDER, "Run"),
        (SourceName.APP, "Run"),
    ],
)
def test_a_run_is_called_what_its_source_calls_it(
    source: SourceName, label: str
) -> None:
    there = replace(PLAIN.reference, source=source)

    fields = shown(replace(PLAIN, reference=there, run_id="r-1"))

    assert fields == {**CLOUD, label: "`r-1`"}


def test_everything_else_that_is_told_stands_in_small_type() -> None:
    details = (
        Detail("Time limit", "300 s"),
        Detail("Nothing", " \x1b[0m\n"),
        Detail("Parameters", "<a> & `b`"),
    )

    message = execution_page(answer(replace(PLAIN, details=details)))

    assert message.blocks[2] == context(
        "Time limit `300 s` · Parameters `&lt;a&gt; &amp; \u02cbb\u02cb`"
    )
    assert "\nTime limit: 300 s; Parameters: &lt;a&gt; &amp; `b`\n" in message.text


def test_a_long_detail_is_cut() -> None:
    details = (Detail("Parameters", "x" * 4_096), Detail("Creator", "ops"))

    message = execution_page(answer(replace(PLAIN, details=details)))

    assert message.blocks[2] == context(f"Parameters `{'x' * 159}…` · Creator `ops`")
    assert broken_rules(message) == []


@pytest.mark.parametrize("source", SourceName)
def test_only_where_scripts_run_can_an_output_be_missing(source: SourceName) -> None:
    there = replace(PLAIN.reference, source=source)

    message = execution_page(answer(replace(PLAIN, reference=there)))

    prints = source not in {SourceName.TASK, SourceName.APP}
    assert ("\nOutput: none" in message.text) is prints
