"""Causes of a digest: what failed, what was skipped and what does no harm."""

from dataclasses import replace
from datetime import timedelta

from bot.blocks.digest_causes import digest_causes
from bot.domain.digests import DigestCause
from bot.domain.executions import Outcome
from bot.domain.references import SourceName
from tests.blocks.digest_samples import EMPTY, ENABLED
from tests.blocks.failure_samples import IN_USE_CAUSE, OFFLINE_CAUSE
from tests.blocks.ledger_shapes import token
from tests.blocks.samples import NINE

MONDAY = NINE - timedelta(days=3)
SINCE = "2026-01-12 09:00:00 Asia/Singapore"
OFFLINE = DigestCause(radius=OFFLINE_CAUSE, troubles=1, new=1)
LESS = DigestCause(radius=replace(OFFLINE_CAUSE, id="less", count=2), troubles=1, new=1)
IN_USE = DigestCause(radius=IN_USE_CAUSE, troubles=1, new=1)
HARMLESS = DigestCause(radius=ENABLED, troubles=1, new=1)


def texts(*causes: DigestCause) -> list[str]:
    told = digest_causes(replace(EMPTY, causes=causes), "/runs failures")
    return [one.text for one in told]


def begins(*causes: DigestCause) -> list[str]:
    """How each of them is told, up to its reason."""
    return [
        text[: text.index(": ✖" if "✖" in text else ": ⤼")] for text in texts(*causes)
    ]


def standing(cause: DigestCause) -> tuple[str, str]:
    """Whether it is new: as mrkdwn and as text."""
    (told,) = digest_causes(replace(EMPTY, causes=(cause,)), "/runs failures")
    return told.markup.split("\n")[0].split(" · ")[1], told.text.split(": ✖")[0]


def test_each_kind_stands_by_itself_the_harmless_last() -> None:
    assert begins(HARMLESS, IN_USE, OFFLINE, LESS) == [
        "Failed:\nNew",
        "New",
        "Skipped:\nNew",
        "Skipped, harmless:\nNew",
    ]


def test_the_biggest_of_a_kind_stays_first() -> None:
    _, big, less = texts(OFFLINE, IN_USE, LESS)[2], *texts(OFFLINE, IN_USE, LESS)[:2]

    assert ("58 failed" in big, "2 failed" in less) == (True, True)


def test_a_kind_alone_has_no_head_but_what_does_no_harm() -> None:
    assert begins(OFFLINE, LESS) == ["New", "New"]
    assert begins(HARMLESS) == ["Skipped, harmless:\nNew"]


def test_what_failed_is_looked_at_whatever_the_code_book_says() -> None:
    failed = replace(HARMLESS, radius=replace(ENABLED, outcome=Outcome.FAILED))

    assert begins(failed, OFFLINE) == ["New", "New"]


def test_other_outcomes_follow_those_that_were_skipped() -> None:
    canceled = replace(IN_USE, radius=replace(IN_USE_CAUSE, outcome=Outcome.CANCELED))

    heads = [text.split("\n")[0] for text in texts(HARMLESS, canceled, IN_USE)]
    assert heads == ["Skipped:", "Canceled:", "Skipped, harmless:"]


def test_a_new_cause_says_so() -> None:
    assert standing(OFFLINE) == ("*new*", "New")


def test_one_that_lasts_says_since_when() -> None:
    lasts = DigestCause(radius=OFFLINE_CAUSE, troubles=2, new=0, since=MONDAY)

    assert standing(lasts) == (
        f"*still failing* since {token(MONDAY)}",
        f"Still failing since {SINCE}",
    )


def test_one_that_spreads_says_how_far() -> None:
    lasts = DigestCause(radius=OFFLINE_CAUSE, troubles=5, new=2, since=MONDAY)

    assert standing(lasts) == (
        f"*still failing* since {token(MONDAY)}, 2 of 5 tasks new",
        f"Still failing since {SINCE}, 2 of 5 tasks new",
    )


def test_work_of_several_kinds_has_no_name() -> None:
    radius = replace(OFFLINE_CAUSE, sources=(SourceName.TASK, SourceName.POOL))
    lasts = DigestCause(radius=radius, troubles=5, new=2, since=MONDAY)

    assert standing(lasts)[1] == f"Still failing since {SINCE}, 2 of 5 new"


def test_what_is_skipped_does_not_fail() -> None:
    lasts = DigestCause(radius=IN_USE_CAUSE, troubles=1, new=0, since=MONDAY)

    assert texts(lasts)[0].startswith(f"Still skipped since {SINCE}: ⤼ ")
