from typing import Any

import pytest

from bot.adapters.cloud.payloads import (
    LongText,
    ObjectPayload,
    PagePayload,
    Payload,
    Text,
    Whole,
    documented,
    page_of,
    read_rows,
    unwrapped,
)
from bot.domain.executions import Detail


class OddPayload(Payload):
    name: Text = ""
    log: LongText = ""
    count: Whole = None
    parts: list[int] | None = None


ONE = OddPayload(name="one")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        (" as it is\n", " as it is\n"),
        (7, "7"),
        (-1.5, "-1.5"),
        (True, "true"),
        (10**40, "1" + "0" * 40),
        ("x" * 5_000, "x" * 4_096),
    ],
    ids=lambda value: ascii(value)[:12],
)
def test_a_scalar_is_text_of_a_bounded_length(value: object, text: str) -> None:
    assert OddPayload.model_validate({"name": value}).name == text


def test_a_log_is_as_long_as_it_is() -> None:
    assert OddPayload.model_validate({"log": "x" * 5_000}).log == "x" * 5_000


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (7, 7),
        ("7", 7),
        (" 7 ", 7),
        (7.0, 7),
        (2**63 - 1, 2**63 - 1),
        (-3, -3),
        (2**63, None),
        (1e300, None),
        ("9" * 5_000, None),
        (7.5, None),
        (float("nan"), None),
        (float("inf"), None),
        (True, None),
        ("seven", None),
        ("", None),
        (None, None),
        ([7], None),
        ({"count": 7}, None),
    ],
    ids=lambda value: ascii(value)[:12],
)
def test_a_number_is_one_of_64_bits_or_not_known(
    value: object, number: int | None
) -> None:
    assert OddPayload.model_validate({"count": value}).count == number


@pytest.mark.parametrize(
    ("body", "page"),
    [
        ({"rows": [{"name": "one"}], "total": 9}, PagePayload((ONE,), 9)),
        ({"rows": [{"name": "one"}]}, PagePayload((ONE,), None)),
        ({"rows": [{"name": "one"}], "total": "1"}, PagePayload((ONE,), 1)),
        ({"rows": [{"name": "one"}], "total": [1]}, PagePayload((ONE,), None)),
        ({"rows": None, "total": 0}, PagePayload((), 0)),
        ({"total": 0}, PagePayload((), 0)),
        ({"rows": [], "more": 1}, PagePayload((), None)),
    ],
    ids=["both", "no-total", "text", "odd-total", "null", "no-list", "more"],
)
def test_a_page_is_known_by_its_list_or_its_total(
    body: object, page: PagePayload[OddPayload]
) -> None:
    assert page_of(OddPayload, body, "rows", "total") == page


@pytest.mark.parametrize(
    "body",
    [{}, {"items": []}, {"rows": {"a": 1}}, {"rows": "x"}, [], None, 7, "rows"],
    ids=repr,
)
def test_what_is_no_such_page_is_refused(body: object) -> None:
    with pytest.raises(ValueError, match="rows"):
        page_of(OddPayload, body, "rows", "total")


def test_a_damaged_row_costs_neither_the_others_nor_its_good_fields() -> None:
    items: list[Any] = [
        {"name": "one"},
        {"name": ["no text"], "count": 3},
        {"name": "one", "parts": ["x", "y"]},
        None,
        "row",
        [],
        {"name": "one"},
    ]

    assert read_rows(OddPayload, items, 7) == PagePayload(
        (ONE, OddPayload(count=3), ONE, ONE), 7, damaged=5, lost=3
    )


def test_a_page_keeps_what_is_known_of_it_whatever_is_made_of_its_rows() -> None:
    page = PagePayload((ONE,), 7, damaged=2, lost=1)

    assert page.made(lambda row: row.name) == PagePayload(
        ("one",), 7, damaged=2, lost=1
    )


@pytest.mark.parametrize(
    ("body", "inner"),
    [
        ({"data": {"status": "READY"}}, {"status": "READY"}),
        ({"data": []}, []),
        ({"data": None}, None),
        ({"status": "READY"}, {"status": "READY"}),
        ([1], [1]),
        (None, None),
    ],
    ids=repr,
)
def test_a_wrapper_is_taken_off_where_there_is_one(body: object, inner: object) -> None:
    """Trap 65."""
    assert unwrapped(body) == inner


@pytest.mark.parametrize("body", [{}, {"new": 1}, [], None, "x"], ids=repr)
def test_what_has_no_documented_field_is_refused(body: object) -> None:
    with pytest.raises(ValueError, match=r"documented|validation error"):
        documented(OddPayload, body)


def test_one_documented_field_is_enough() -> None:
    assert documented(OddPayload, {"name": "one", "new": 1}) == ObjectPayload(ONE)


class OuterPayload(Payload):
    name: Text = ""
    inner: OddPayload | None = None


@pytest.mark.parametrize(
    ("body", "read", "unreadable"),
    [
        (
            {"name": "a", "inner": {"name": ["x"], "log": "l"}},
            OuterPayload(name="a", inner=OddPayload(log="l")),
            ("inner.name",),
        ),
        (
            {"name": {"str": 1}, "inner": {}},
            OuterPayload(inner=OddPayload()),
            ("name",),
        ),
        ({"name": "a", "inner": "x"}, OuterPayload(name="a"), ("inner",)),
        (
            {"name": [], "inner": {"parts": [1, "x"], "count": 3}},
            OuterPayload(inner=OddPayload(count=3)),
            ("inner.parts", "name"),
        ),
    ],
    ids=["inside", "tag", "no-object", "list"],
)
def test_only_an_odd_field_is_left_out_and_it_is_named(
    body: object, read: OuterPayload, unreadable: tuple[str, ...]
) -> None:
    found = documented(OuterPayload, body)

    assert found == ObjectPayload(read, unreadable)
    assert found.details == (Detail("Not readable", ", ".join(unreadable)),)


@pytest.mark.parametrize("body", [{"name": []}, {"name": [], "log": ""}], ids=repr)
def test_what_says_nothing_that_can_be_read_is_refused(body: object) -> None:
    with pytest.raises(ValueError, match="can be read"):
        documented(OddPayload, body)


@pytest.mark.parametrize("item", [0, {}, {"name": "one"}], ids=["junk", "empty", "row"])
def test_a_page_of_far_too_many_items_is_none(item: object) -> None:
    body = {"rows": [item] * 10_001, "total": 10_001}

    with pytest.raises(ValueError, match="10,001 items on one page"):
        page_of(OddPayload, body, "rows", "total")


def test_a_page_of_ten_thousand_items_is_read() -> None:
    body = {"rows": [{"name": "one"}] * 10_000, "total": 10_000}

    page = page_of(OddPayload, body, "rows", "total")

    assert page.rows == (ONE,) * 10_000
