"""Headlines and reasons: how an outcome is said."""

from bot.blocks import limits
from bot.blocks.text import clean, one_line
from bot.domain.executions import UNDER_WAY, Execution, Outcome
from bot.domain.references import SourceName
from bot.domain.runs import Counts, Run

# A sign beside the word, never instead of it.
SIGNS = {
    Outcome.WAITING: "◷",
    Outcome.RUNNING: "▶",
    Outcome.SUCCEEDED: "✔",
    Outcome.FAILED: "✖",
    Outcome.SKIPPED: "⤼",
    Outcome.CANCELED: "⊘",
    Outcome.PAUSED: "⏸",
    Outcome.UNKNOWN: "?",
}
# Two of them and the words around keep below the limit of a header.
_IN_HEADLINE = 60
_IN_KIND = 40
_NOTHING_WRONG = {Outcome.SUCCEEDED, Outcome.RUNNING, Outcome.WAITING}
_ENDS = (".", "!", "?", ")", "。", "！", "？")
_TARGETS = {SourceName.ORDER: "host", SourceName.APP: "server"}
# What happened to most comes last; people look for the others.
_COUNTED = (
    Outcome.FAILED,
    Outcome.SKIPPED,
    Outcome.UNKNOWN,
    Outcome.CANCELED,
    Outcome.PAUSED,
    Outcome.RUNNING,
    Outcome.WAITING,
    Outcome.SUCCEEDED,
)
_THINGS = {
    SourceName.SCRIPT: "Script",
    SourceName.TASK: "Scheduled task",
    SourceName.POOL: "Pool run",
    SourceName.ORDER: "Script order",
    SourceName.APP: "App Streaming run",
}


def headline(execution: Execution) -> str:
    """Outcome, script and target, such as "✖ Failed: patch-check on FIN-DESK-02"."""
    what = execution.script.label or kind_words(execution.kind)
    what = what or _THINGS[execution.reference.source]
    return _headline(execution.outcome, "", what, execution.target.label)


def run_headline(run: Run) -> str:
    """Outcome, work and place, such as "✖ Failed: patch-check on finance-pool"."""
    what = run.work.label or kind_words(run.kind) or _THINGS[run.reference.source]
    pool = run.reference.source is SourceName.POOL
    return _headline(run.outcome, so_far(run), what, run.place.label if pool else "")


def so_far(run: Run) -> str:
    """What has to be added to the outcome of a run that has not ended."""
    return " so far" if run.under_way and run.outcome not in UNDER_WAY else ""


def kind_words(kind: str) -> str:
    """The source's word for what was done, as a person writes it: "Restart server"."""
    return one_line(kind.replace("_", " "), _IN_KIND).capitalize()


def what_ran(run: Run) -> str:
    """Its scripts, else its work, else what was done; "" where nothing is named."""
    scripts = ", ".join(script.label for script in run.scripts)
    return scripts or run.work.label or kind_words(run.kind)


def reason(
    execution: Execution, longest: int = limits.REASON, *, explained: bool = True
) -> tuple[str, str]:
    """A label and why it ended so, or two empty texts.

    However long the reason is, the code stays in, and what it means where it is
    `explained` here. The label is "Cause" only where there is one to look for: the cloud
    fills code and reason of executions that succeeded, too.
    """
    cause = execution.cause
    code_ = one_line(cause.code, limits.NAME)
    why = one_line(cause.reason, longest)
    bare = f"({code_})" if why and code_ else code_
    meant = f"{code_}: {cause.meaning}" if explained and cause.meaning else bare
    said = " ".join(_sentence(part) for part in (why, meant) if part)
    if not said:
        return "", ""
    good = execution.outcome in _NOTHING_WRONG
    return "The cloud notes" if good else "Cause", said


def why_in_short(execution: Execution) -> str:
    """Why it ended so, in a row: reason and code, else the last thing it printed."""
    if execution.outcome in _NOTHING_WRONG:
        return ""
    code_ = one_line(execution.cause.code, limits.NAME)
    # However long the reason is, the code stays: it is what people search for.
    why = one_line(execution.cause.reason, limits.ROW_WHY - len(f" ({code_})"))
    if why or code_:
        return f"{why} ({code_})" if why and code_ else why or code_
    printed = clean(execution.output.end or execution.output.text).strip().splitlines()
    return one_line(printed[-1], limits.ROW_WHY) if printed else ""


def counted(run: Run, tally: Counts) -> str:
    """How a run went in numbers: the source's, beside ours where they differ."""
    source, ours = outcomes(run.counts), outcomes(tally)
    noun = target_noun(run.reference.source)
    total = run.counts.total
    if not run.counts.by_outcome and total is None:
        return ours
    many = f"{plural(total, noun)}: " if total else ""
    said = f"{many}{source or 'nothing counted'}"
    return said if not ours or ours == source else f"{said} (rows read: {ours})"


def outcomes(counts: Counts) -> str:
    """Such as "9 failed, 5 skipped, 123 succeeded"; what is zero is left out."""
    return ", ".join(
        f"{counts.of(outcome):,} {outcome}"
        for outcome in _COUNTED
        if counts.of(outcome)
    )


def secrets(hidden: int) -> str:
    """Such as "3 secrets", or "" where none was hidden."""
    return plural(hidden, "secret") if hidden else ""


def plural(count: int, noun: str) -> str:
    """Such as "1 task" and "1,234 tasks"."""
    return f"{count:,} {noun if count == 1 else noun + 's'}"


def target_noun(source: SourceName) -> str:
    return _TARGETS.get(source, "desktop")


def _headline(outcome: Outcome, added: str, what: str, where: str) -> str:
    what = one_line(what, _IN_HEADLINE)
    where = one_line(where, _IN_HEADLINE)
    on = f" on {where}" if where else ""
    return f"{SIGNS[outcome]} {outcome.value.capitalize()}{added}: {what}{on}"


def _sentence(part: str) -> str:
    return part if part.endswith(_ENDS) else f"{part}."
