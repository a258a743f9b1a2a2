"""What looks like an id, and where it is looked for."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.finding import Place, Shape, closeness, places_for, shape_of
from bot.domain.references import Reference, SourceName

FEW = settings(max_examples=50)
WORDS = st.text("abcdefghijklmnopqrstuvwxyz", max_size=8)
NAMES = st.text(st.characters(codec="utf-8"), max_size=20)
UUID_ID = "2f7b9c34-1c55-4c0e-90aa-6f0000000501"
IDS = {
    Place.RECORD,
    Place.TASK,
    Place.SCRIPT_TASK,
    Place.DESKTOP,
    Place.POOL,
    Place.APP,
}


@FEW
@given(st.uuids(), st.sampled_from([str, lambda one: one.hex]), st.booleans(), WORDS)
def test_uuids_and_their_digits_are_ids_also_behind_a_word(
    uuid: UUID,
    written: type[str],
    upper: bool,  # noqa: FBT001  drawn
    word: str,
) -> None:
    text = written(uuid)
    text = text.upper() if upper else text

    assert shape_of(text) is Shape.ID
    assert shape_of(f"{word}-{text}" if word else text) is Shape.ID


@FEW
@given(st.from_regex(r"SCT[0-9]{1,14}[0-9a-z]{0,20}", fullmatch=True), st.booleans())
def test_what_begins_as_an_order_is_one(
    text: str,
    lower: bool,  # noqa: FBT001  drawn
) -> None:
    assert shape_of(text.lower() if lower else text) is Shape.ORDER


@FEW
@given(st.text("0123456789abcdef", min_size=1, max_size=31))
def test_fewer_digits_are_a_name(text: str) -> None:
    assert shape_of(text) is Shape.NAME


@FEW
@given(st.text("0123456789abcdef", min_size=33, max_size=64))
def test_more_digits_are_a_name(text: str) -> None:
    assert shape_of(text) is Shape.NAME


@FEW
@given(st.sampled_from(SourceName), st.uuids())
def test_a_reference_says_itself_where_it_is(source: SourceName, uuid: UUID) -> None:
    text = str(Reference("prod", source, (str(uuid),)))

    assert (shape_of(text), places_for(shape_of(text))) == (Shape.REFERENCE, ())


@FEW
@given(NAMES)
def test_every_text_has_a_shape_and_only_ids_are_asked_for_as_ids(text: str) -> None:
    places = places_for(shape_of(f"{text} {UUID_ID}"))

    assert set(places).isdisjoint({*IDS, Place.ORDER})


@pytest.mark.parametrize(
    "text",
    [
        "patch-check",
        "FIN-DESK-02",
        "det-02",
        "SCT",
        "sct-reports",
        "prod/script",
        "prod/order/SCT1/2",
        f"{UUID_ID}/../x",
        f"see {UUID_ID}",
        UUID_ID[:-1],
        f"{UUID_ID}0",
        "每晚重启",
        "",
    ],
)
def test_everything_else_is_a_name(text: str) -> None:
    assert shape_of(text) is Shape.NAME


@pytest.mark.parametrize(
    ("shape", "places"),
    [
        (Shape.ID, IDS),
        (Shape.ORDER, {Place.ORDER}),
        (
            Shape.NAME,
            {
                Place.TASK_NAME,
                Place.APP_NAME,
                Place.SCRIPT_NAME,
                Place.POOL_SCRIPT,
                Place.POOL_NAME,
            },
        ),
    ],
)
def test_each_shape_is_asked_where_it_fits(shape: Shape, places: set[Place]) -> None:
    assert set(places_for(shape)) == places
    assert len(places_for(shape)) == len(places)


def test_every_place_belongs_to_a_source_and_has_words_of_its_own() -> None:
    assert {place.source for place in Place} == set(SourceName)
    assert len({place.value for place in Place}) == len(Place)


@pytest.mark.parametrize(
    ("names", "close"),
    [
        (("Patch-Check",), 0),
        (("other", "patch-check"), 0),
        (("patch-check-2", "other"), 1),
        (("my patch-check",), 2),
        (("",), 2),
        ((), 2),
    ],
)
def test_the_whole_name_is_closest_then_its_beginning(
    names: tuple[str, ...], close: int
) -> None:
    assert closeness("PATCH-check", *names) == close
