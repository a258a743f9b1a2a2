import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.schedules import check_crontab


@pytest.mark.parametrize(
    "line",
    [
        "* * * * *",
        "0 9 * * mon-fri",
        "0 9 * * MON-FRI",
        "*/15 0-23/2 1,15 jan-dec 0-7",
        "59 23 31 12 7",
        "0 0 1 1 0",
        "0,30 8-18 * * 1-5",
        "5/10 * * * *",
        "00 09 * * *",
        "0 0 1 JAN,dec sun,sat",
        "1-1 * * * *",
    ],
)
def test_a_line_that_cron_takes_is_taken(line: str) -> None:
    checked = check_crontab(line)

    assert checked == line


def test_white_space_is_folded() -> None:
    checked = check_crontab("  0\t9 *  * \n mon ")

    assert checked == "0 9 * * mon"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "has 0 fields; a crontab line has 5"),
        ("* * * *", "has 4 fields; a crontab line has 5"),
        ("* * * * * *", "has 6 fields; a crontab line has 5"),
        ("@daily", "has 1 fields; a crontab line has 5"),
        ("60 * * * *", "minute `60` is not in 0-59"),
        ("* 24 * * *", "hour `24` is not in 0-23"),
        ("* * 0 * *", "day of month `0` is not in 1-31"),
        ("* * 32 * *", "day of month `32` is not in 1-31"),
        ("* * * 0 *", "month `0` is not in 1-12"),
        ("* * * 13 *", "month `13` is not in 1-12"),
        ("* * * * 8", "day of week `8` is not in 0-7"),
        ("* * * * monday", "day of week `monday` is not in 0-7"),
        ("* jan * * *", "hour `jan` is not in 0-23"),
        ("* * * mon *", "month `mon` is not in 1-12"),
        ("* * * * jan", "day of week `jan` is not in 0-7"),
        ("0-60 * * * *", "minute `60` is not in 0-59"),
        ("1_0 * * * *", "minute `1_0` is not in 0-59"),
        ("-5 * * * *", "minute `-5` is not understood"),
        ("5- * * * *", "minute `5-` is not understood"),
        ("1,,2 * * * *", "minute `` is not understood"),
        (", * * * *", "minute `` is not understood"),
        ("*/ * * * *", "minute `*/` is not understood"),
        ("**/5 * * * *", "minute `**/5` is not understood"),
        ("*-5 * * * *", "minute `*-5` is not understood"),
        ("1-2-3 * * * *", "minute `1-2-3` is not understood"),
        ("? * * * *", "minute `?` is not understood"),
        ("L * * * *", "minute `L` is not in 0-59"),
        ("٣ * * * *", "minute `٣` is not understood"),
        ("*/0 * * * *", "minute `*/0` steps by nothing"),
        ("* 1-5/00 * * *", "hour `1-5/00` steps by nothing"),
        ("30-10 * * * *", "minute `30-10` runs backwards"),
        ("* * * dec-jan *", "month `dec-jan` runs backwards"),
        ("* * * * fri-sun", "day of week `fri-sun` runs backwards"),
    ],
)
def test_a_line_that_cron_refuses_is_explained(line: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        check_crontab(line)

    assert str(refused.value) == sentence


@pytest.mark.parametrize("field", ["9" * 5_000, "*/" + "9" * 5_000])
def test_a_huge_number_names_its_field(field: str) -> None:
    with pytest.raises(ValueError, match=r"^minute `9|^minute `\*"):
        check_crontab(f"{field} * * * *")


@given(
    st.lists(
        st.one_of(
            st.text(max_size=8), st.text("0123456789*/-,abcdefmnostu", max_size=8)
        ),
        max_size=7,
    )
)
def test_any_text_is_taken_or_explained(fields: list[str]) -> None:
    line = " ".join(fields)

    try:
        checked = check_crontab(line)
    except ValueError:
        return

    assert checked == " ".join(line.split())
    assert check_crontab(checked) == checked
