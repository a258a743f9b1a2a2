import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.commandline import echo, line


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        ("abc", "abc"),
        (" a \n b\t", "a b"),
        ("`a` b", "'a' b"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
        ("x" * 5_000, "x" * 59 + "…"),
        ("", ""),
    ],
    ids=[
        "short",
        "white space",
        "backticks",
        "just fits",
        "one more",
        "far too long",
        "empty",
    ],
)
def test_what_was_typed_is_repeated_in_short(text: str, repeated: str) -> None:
    shown = echo(text)

    assert shown == repeated


@given(st.text())
def test_what_is_repeated_is_one_short_line_without_backticks(text: str) -> None:
    shown = echo(text)

    assert len(shown) <= 60
    assert "`" not in shown
    assert len(shown.splitlines()) <= 1


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("script abc", "/runs script abc"),
        ("/runs script abc", "/runs script abc"),
        (" /runs\tscript abc \n", "/runs script abc"),
        ("/runs\u3000script abc", "/runs script abc"),
        ('pool  name:"a  b"', '/runs pool  name:"a  b"'),
        ("/runs", "/runs"),
        ("", "/runs"),
        ("/runsscript abc", "/runs /runsscript abc"),
        ("/RUNS help", "/runs /RUNS help"),
    ],
)
def test_the_line_is_the_whole_command(text: str, whole: str) -> None:
    completed = line(text)

    assert completed == whole


@given(st.text())
def test_a_whole_line_is_left_as_it_is(text: str) -> None:
    completed = line(text)

    assert line(completed) == completed
