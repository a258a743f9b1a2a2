"""How an answer says what it stands on, and what it lacks."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.blocks.coverage import is_whole, partial, receipt_line
from bot.blocks.times import date_token
from bot.domain.executions import Moment
from bot.domain.references import SourceName
from bot.domain.sweeping import Coverage
from tests.blocks.failure_samples import COVERED, PARTLY, UNREAD, glance
from tests.blocks.samples import NINE, SINGAPORE

LOUD = "PARTIAL: not all of this was read, the numbers may be too low."
READ_AT = "2026-01-15 08:58:00 Asia/Singapore"
SEVEN = "2026-01-15 07:00:00 Asia/Singapore"
FIVE_DAYS = NINE - timedelta(days=5)
TASK = COVERED[1]


def there(cloud: str, *some: Coverage) -> tuple[Coverage, ...]:
    return tuple(replace(one, cloud=cloud) for one in some)


@pytest.mark.parametrize(
    ("coverage", "line"),
    [
        (COVERED, f"Read: prod (5 sources) up to {READ_AT}"),
        ((TASK,), f"Read: prod (1 source) up to {READ_AT}"),
        (
            (*COVERED, *there("lab", TASK)),
            f"Read: prod (5 sources), lab (1 source) up to {READ_AT}",
        ),
        (
            tuple(one for name in "abcde" for one in there(name, *COVERED)),
            f"Read: 5 clouds (25 sources) up to {READ_AT}",
        ),
        (PARTLY, f"Read in full: prod (4 of 5 sources) up to {READ_AT}"),
        (
            (*there("lab", *UNREAD), *COVERED),
            f"Read in full: prod (5 sources) up to {READ_AT}",
        ),
        (UNREAD, "Read in full: nothing"),
        ((), "Read in full: nothing"),
    ],
    ids=[
        "a cloud",
        "one source",
        "two clouds",
        "many clouds",
        "but for one source",
        "but for a cloud",
        "nothing yet",
        "nothing asked",
    ],
)
def test_the_receipt_says_what_was_read_and_up_to_when(
    coverage: tuple[Coverage, ...], line: str
) -> None:
    answer = glance(coverage)

    markup, text = receipt_line(answer)

    token = date_token(Moment("", COVERED[0].until), SINGAPORE)
    assert text == line
    assert markup == line.replace(READ_AT, token)


def test_what_was_read_whole_lacks_nothing() -> None:
    assert is_whole(glance())
    assert partial(glance(), "k3v9") == ([], [])


@pytest.mark.parametrize(
    ("coverage", "gaps", "lines"),
    [
        (
            UNREAD,
            (),
            ["⚠ prod script, task, pool, order, app: never read yet"],
        ),
        (
            (replace(UNREAD[0], gaps=("It said <no>.",)), *UNREAD[1:3]),
            (),
            [
                "⚠ prod script: never read yet; failing: It said &lt;no&gt;.",
                "⚠ prod task, pool: never read yet",
            ],
        ),
        (
            UNREAD[:1],
            ("prod script is being read: 7 runs so far.",),
            [
                "⚠ prod script: never read yet",
                "⚠ prod script is being read: 7 runs so far.",
            ],
        ),
        (
            PARTLY,
            (),
            [f"⚠ prod app: read up to {SEVEN} only: prod gave no answer in time."],
        ),
        (
            (replace(PARTLY[-1], until=TASK.until),),
            (),
            [f"⚠ prod app: failing since {SEVEN}: prod gave no answer in time."],
        ),
        (
            (replace(TASK, until=NINE - timedelta(hours=2)),),
            (),
            [f"⚠ prod task: read up to {SEVEN} only"],
        ),
        (
            (replace(TASK, since=NINE - timedelta(hours=2)),),
            (),
            [f"⚠ prod task: reaches back to {SEVEN} only"],
        ),
        (
            (replace(TASK, gaps=("One.", "Two.", "Three.", "Four.")),),
            (),
            ["⚠ prod task: failing: One. Two. (and 2 more)"],
        ),
        (COVERED, ("late",), ["⚠ late"]),
        ((), (), ["⚠ No cloud that you may ask has such a source."]),
    ],
    ids=[
        "the first sweep has not ended",
        "nor begun well",
        "it is under way",
        "one source stopped",
        "one source fails just now",
        "one source is behind",
        "one source begins late",
        "many gaps",
        "a sweep was not waited for",
        "nothing asked",
    ],
)
def test_what_is_missing_is_told_with_our_id(
    coverage: tuple[Coverage, ...], gaps: tuple[str, ...], lines: list[str]
) -> None:
    answer = glance(coverage, gaps=gaps)

    markup, text = partial(answer, "k3v9")

    token = date_token(Moment("", NINE - timedelta(hours=2)), SINGAPORE)
    told = [LOUD, *lines, "id `k3v9`"]
    assert not is_whole(answer)
    assert text == told
    assert markup == [f"*{LOUD}*", *(one.replace(SEVEN, token) for one in told[1:])]


def test_nine_clouds_that_lack_something_are_told_in_eight_lines() -> None:
    coverage = tuple(one for name in "abcdefghi" for one in there(name, *UNREAD[:1]))

    _, text = partial(glance(coverage), "k3v9")

    assert text == [
        LOUD,
        *(f"⚠ {name} script: never read yet" for name in "abcdefgh"),
        "⚠ 1 more thing is missing.",
        "id `k3v9`",
    ]


def test_a_source_that_only_reaches_back_some_days_is_whole_for_a_day() -> None:
    assert is_whole(glance((replace(TASK, since=FIVE_DAYS),)))
    assert TASK.source is SourceName.TASK
