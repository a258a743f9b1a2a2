import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.blocks.text import (
    blank,
    clean,
    code,
    cut,
    cut_escaped,
    escape,
    one_line,
    unescape,
)
from bot.playground.markup.mrkdwn import MARKUP

ANYTHING = st.text(st.characters())

CLEANED = {
    "nothing": ("", ""),
    "plain": ("a b\tc\nd", "a b\tc\nd"),
    "other scripts": ("é 桌面 🚀 \u200d", "é 桌面 🚀 \u200d"),
    "windows line ends": ("a\r\nb\r\n", "a\nb\n"),
    "old line ends": ("a\rb\r", "a\nb\n"),
    "a progress bar": ("10%\r20%\r\n", "10%\n20%\n"),
    "colours": ("\x1b[31mred\x1b[0m \x1b[1;32mgreen\x1b[m", "red green"),
    "cursor moves": ("\x1b[2J\x1b[10;20Ha\x1b[?25lb", "ab"),
    "a title": ("\x1b]0;title\x07a\x1b]8;;http://x\x1b\\b", "ab"),
    "half an escape": ("a\x1b", "a\ufffd"),
    "an escape of no kind": ("\x1bXa", "\ufffdXa"),
    "a title that never ends": ("\x1b]0;title", "\ufffd]0;title"),
    "NUL": ("a\x00b", "a\ufffdb"),
    "backspace and bell": ("a\x08\x07b", "a\ufffd\ufffdb"),
    "vertical tab and form feed": ("a\x0b\x0cb", "a\ufffd\ufffdb"),
    "the last control character": ("\x1f ", "\ufffd "),
    "delete and C1": ("\x7f\x80\x85\x9f\xa0", "\ufffd\ufffd\ufffd\ufffd\xa0"),
    "marks of direction": ("\u200e\u200fa", "\ufffd\ufffda"),
    "overrides of direction": ("\u202aa\u202e\u2029", "\ufffda\ufffd\u2029"),
    "isolates": ("\u2066a\u2069", "\ufffda\ufffd"),
    "halves of characters": ("\ud800a\udfff", "\ufffda\ufffd"),
}


@pytest.mark.parametrize(("text", "cleaned"), CLEANED.values(), ids=CLEANED.keys())
def test_what_cannot_be_seen_is_taken_out(text: str, cleaned: str) -> None:
    shown = clean(text)

    assert shown == cleaned


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("", True),
        (" \t\r\n", True),
        ("\x1b[31m \x1b[0m\n", True),
        ("\x00", False),
        (".", False),
    ],
    ids=["empty", "white space", "colours", "NUL", "a dot"],
)
def test_text_that_nobody_would_see_is_blank(text: str, nothing: object) -> None:
    found = blank(text)

    assert found is nothing


@given(ANYTHING)
def test_clean_text_can_be_sent_and_stays_clean(text: str) -> None:
    cleaned = clean(text)

    assert cleaned.encode().decode() == cleaned
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("text", "longest", "line"),
    [
        ("", 5, ""),
        (" \n\t ", 5, ""),
        (" a\n\n b\u2028c\xa0d ", 9, "a b c d"),
        ("abcde", 5, "abcde"),
        ("abcdef", 5, "abcd…"),
        ("a  bcdef", 5, "a bc…"),
        ("\x1b[31mabcde", 5, "abcde"),
        ("ab", 1, "…"),
    ],
)
def test_text_is_put_on_one_line(text: str, longest: int, line: str) -> None:
    shown = one_line(text, longest)

    assert shown == line


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [("", 3, ""), ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("x" * 10**6, 2, "x…")],
    ids=["empty", "just fits", "one more", "a million"],
)
def test_long_text_is_cut(text: str, longest: int, shown: str) -> None:
    short = cut(text, longest)

    assert short == shown


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("<!channel> & <@U1>", "&lt;!channel&gt; &amp; &lt;@U1&gt;"),
        ("&lt;", "&amp;lt;"),
        ("<\x00>", "&lt;\ufffd&gt;"),
        ("a\r\nb", "a\nb"),
        ("*a* `b`", "*a* `b`"),
    ],
)
def test_slacks_characters_are_escaped(text: str, escaped: str) -> None:
    safe = escape(text)

    assert safe == escaped


@given(ANYTHING)
@example("&amp;lt; <&>")
def test_unescape_gives_back_what_was_escaped(text: str) -> None:
    escaped = escape(text)

    plain = unescape(escaped)

    assert plain == clean(text)
    assert not MARKUP.search(escaped)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("prod", "`prod`"),
        ("", "—"),
        (" \n\x1b[0m", "—"),
        (" a\nb ", "`a b`"),
        ("a`b```", "`a\u02cbb\u02cb\u02cb\u02cb`"),
        ("<!here>&", "`&lt;!here&gt;&amp;`"),
        ("x" * 81, f"`{'x' * 79}…`"),
        ("&" * 81, f"`{'&amp;' * 15}…`"),
    ],
    ids=[
        "plain",
        "empty",
        "blank",
        "lines",
        "backticks",
        "markup",
        "long",
        "long markup",
    ],
)
def test_code_shows_text_as_it_is(text: str, shown: str) -> None:
    markup = code(text)

    assert markup == shown


@given(ANYTHING, st.integers(min_value=2, max_value=90))
def test_code_is_bounded_with_its_escapes(text: str, longest: int) -> None:
    markup = code(text, longest)

    assert len(markup) <= longest + 2
    assert not MARKUP.search(markup)
    assert markup == "—" or markup.strip("`").count("`") == 0


def test_code_may_be_longer() -> None:
    markup = code("x" * 151, 151)

    assert markup == f"`{'x' * 151}`"


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        ("a&amp;b", 7, "a&amp;b"),
        ("a&amp;bc", 7, "a&amp;…"),
        ("a&amp;b", 6, "a…"),
        ("a&amp;b", 5, "a…"),
        ("a&lt;bc", 5, "a…"),
        ("a&lt;bc", 3, "a…"),
        ("a&lt;bc", 2, "a…"),
        ("a&gt;bc", 6, "a&gt;…"),
        ("&amp;", 4, "…"),
        ("abcdef", 4, "abc…"),
    ],
)
def test_no_entity_is_cut_in_half(text: str, longest: int, shown: str) -> None:
    short = cut_escaped(text, longest)

    assert short == shown


@given(st.text("&<>amplgt; \n", max_size=60), st.integers(min_value=1, max_value=80))
def test_escaped_text_stays_escaped_when_it_is_cut(text: str, longest: int) -> None:
    escaped = escape(text)

    short = cut_escaped(escaped, longest)

    assert len(short) <= longest
    assert not MARKUP.search(short)
    assert escaped.startswith(short.removesuffix("…"))


@pytest.mark.parametrize("longest", range(8, 40))
def test_a_date_is_never_cut_in_half(longest: int) -> None:
    shown = cut_escaped("since <!date^1^{time}|09:00 &amp; so>, x" + "y" * 40, longest)

    assert len(shown) <= longest
    assert shown.count("<") == shown.count(">")
    assert shown.endswith("…")
