"""All rows of a digest, for spreadsheets."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.digest_csv import failures_csv
from bot.blocks.text import clean
from bot.domain.causes import Cause
from bot.domain.executions import Moment, Named, Outcome
from bot.domain.failures import Failure
from tests.blocks.failure_samples import OFFLINE_ROW, ROWS, SKIPPED_ROW
from tests.blocks.failure_strategies import FAILURE
from tests.blocks.strategies import TEXT

CALCULATED = ("=", "+", "-", "@", "\t", "\r")


def read(*rows: Failure) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(failures_csv(rows), newline="")))


def named(name: str) -> Failure:
    execution = replace(OFFLINE_ROW.execution, target=Named("d-2", name))
    return replace(OFFLINE_ROW, execution=execution)


def test_a_row_is_one_line() -> None:
    assert failures_csv(ROWS) == (
        "number,outcome,target,target id,work,script,pool,code,reason,started,ended,"
        "clouds,source,reference,executions\r\n"
        "1,failed,FIN-DESK-02,d-2,Reboot finance,,,WKS.00010110,"
        "The desktop has no valid IP address.,2026-01-15T00:30:00Z,"
        "2026-01-15T00:31:00Z,prod,task,prod/task/t-1/r-1/d-2,1\r\n"
        "2,skipped,HR-DESK-09,d-9,Patch check,,HR pool,,"
        "desktop is being used by <someone>,2026-01-15T00:10:00Z,,prod,pool,"
        "prod/pool/p-7/d-9,1\r\n"
        "3,failed,,,Restart servers,,,,,2026-01-15T00:05:00Z,,prod,app,"
        "prod/app/h-3,3\r\n"
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("=HYPERLINK(A1)", "'=HYPERLINK(A1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\n=1"),
        ("  =1", "'  =1"),
        ("\x1b[31m=1", "'=1"),
        ("\uff1d1", "'\uff1d1"),
        ('a "b", c', 'a "b", c'),
        ("a\nb", "a\nb"),
        ("桌面-01", "桌面-01"),
    ],
)
def test_no_cell_is_calculated(name: str, shown: str) -> None:
    assert read(named(name))[0]["target"] == shown


def test_what_has_no_pool_or_clouds_says_where_it_was_found() -> None:
    (row,) = read(replace(SKIPPED_ROW, clouds=(), place=Named()))

    assert (row["clouds"], row["pool"]) == ("prod", "")


def test_every_cloud_is_named() -> None:
    assert read(replace(SKIPPED_ROW, clouds=("dr", "prod")))[0]["clouds"] == "dr prod"


def test_what_nobody_understands_stays_as_it_was_written() -> None:
    execution = replace(
        OFFLINE_ROW.execution,
        outcome=Outcome.UNKNOWN,
        raw_status="HALF",
        started=Moment("yesterday", None),
    )
    (row,) = read(replace(OFFLINE_ROW, execution=execution))

    assert (row["outcome"], row["started"]) == ("unknown (HALF)", "yesterday")


@given(TEXT, TEXT)
def test_texts_come_back_as_they_were(code: str, reason: str) -> None:
    execution = replace(OFFLINE_ROW.execution, cause=Cause(code, reason))
    (row,) = read(replace(OFFLINE_ROW, execution=execution))

    assert [row[key].removeprefix("'") for key in ("code", "reason")] == [
        clean(one).removeprefix("'") for one in (code, reason)
    ]


@given(st.lists(FAILURE, max_size=3))
def test_whatever_the_rows_are_nothing_is_calculated(rows: list[Failure]) -> None:
    told = read(*rows)

    cells = [cell for row in told for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(CALCULATED)] == []
    assert [row["number"] for row in told] == [str(n + 1) for n in range(len(rows))]
    assert failures_csv(rows).encode()
