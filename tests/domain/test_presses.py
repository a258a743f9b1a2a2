import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.commandline import LONGEST, line
from bot.domain.lookups import SHAPES, LookUpQuery
from bot.domain.presses import (
    LONGEST_OPTION,
    Press,
    button_value,
    command_for,
    option_value,
    read_value,
)
from bot.domain.queries import parse
from bot.domain.references import Reference, SourceName, is_id

PAGES = st.integers(min_value=1, max_value=999_999)
IDS = st.text("abXYZ019._~:-", min_size=1, max_size=128).filter(is_id)
CLOUDS = st.from_regex(r"[a-z0-9]{1,20}(_[a-z0-9]{1,9})?", fullmatch=True)


@st.composite
def references(draw: st.DrawFn) -> Reference:
    shape = draw(st.sampled_from(sorted(SHAPES.values(), key=lambda one: one.source)))
    count = draw(st.sampled_from(shape.counts))
    ids = draw(st.lists(IDS, min_size=count, max_size=count))
    return Reference(draw(CLOUDS), shape.source, tuple(ids))


@given(st.text(max_size=LONGEST), PAGES)
def test_a_button_asks_its_line_and_page_again(text: str, page: int) -> None:
    value = button_value(text, page)

    assert read_value(value) == Press(line(text), page)


@pytest.mark.parametrize("letter", ["x", "€", "\U0001f600"])
def test_the_longest_line_fits_into_a_button(letter: str) -> None:
    text = letter * LONGEST

    value = button_value(text, 999_999)

    assert len(value) <= 1_900
    assert read_value(value) == Press(f"/runs {text}", 999_999)


@pytest.mark.parametrize(
    ("text", "page", "value"),
    [
        ("task a", 2, "v1 /runs task a 2"),
        ("/runs task a 7", 1, "v1 /runs task a 7 1"),
        ("", 3, "v1 /runs 3"),
        ('pool name:"a\nb"', 12, 'v1 /runs pool name:"a\nb" 12'),
    ],
)
def test_a_button_carries_version_line_and_page(
    text: str, page: int, value: str
) -> None:
    written = button_value(text, page)

    assert written == value


@given(references())
def test_an_option_opens_its_reference(reference: Reference) -> None:
    value = option_value(reference)
    assume(value)

    press = read_value(value)

    assert press == Press(command_for(reference), 1)
    assert parse(command_for(reference)) == LookUpQuery(
        reference.source, reference.ids, reference.cloud
    )
    assert len(value) <= LONGEST_OPTION


@given(references())
def test_only_a_reference_that_does_not_fit_has_no_option(reference: Reference) -> None:
    value = option_value(reference)

    assert bool(value) is (len(f"v1 {reference}") <= 150)


@pytest.mark.parametrize("extra", [0, 1])
def test_a_value_of_150_characters_still_fits(extra: int) -> None:
    reference = Reference("prod", SourceName.TASK, ("x" * 100, "y" * (36 + extra)))

    value = option_value(reference)

    assert len(value) == (0 if extra else 150)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "v1",
        "v1 ",
        "v2 /runs help 1",
        "V1 /runs help 1",
        "/runs help 1",
        "v1 /runs help",
        "v1 /runs help 0",
        "v1 /runs help 01",
        "v1 /runs help -1",
        "v1 /runs help 1.5",
        "v1 /runs help 1000000",
        "v1 /runs help \u0661",
        "v1 /runs help 1 ",
        "v1 /runs help 1\n",
        "v1 /runsx help 1",
        "v1 /other help 1",
        "v1  /runs help 1",
        "v1 prod/script",
        "v1 prod/script/",
        "v1 prod/script/..",
        "v1 prod/script/a%2Fb",
        "v1 prod/script/a/b",
        "v1 prod/order/SCT1/1",
        "v1 prod/bananas/a",
        "v1 Prod/script/a",
        "v1 prod/script/a 1",
        "v2 prod/script/a",
        "prod/script/a",
    ],
)
def test_what_this_bot_did_not_write_asks_nothing(value: str) -> None:
    press = read_value(value)

    assert press is None


@given(
    st.one_of(
        st.text(st.characters(exclude_categories=())),
        st.text().map("v1 ".__add__),
        st.text("v1 /runsprodcit%0", max_size=40),
    )
)
def test_any_value_asks_a_page_of_a_line_or_nothing(value: str) -> None:
    press = read_value(value)

    assert press is None or press.text.startswith("/runs")
    assert press is None or 1 <= press.page <= 999_999
