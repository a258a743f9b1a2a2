"""References and ids in texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.references import Reference, SourceName
from bot.domain.spotting import MOST, spotted

HEX = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
UUID = "5a6b0e52-1d0e-4b6b-9a55-0d5a8e0b1101"
ORDER = "SCT2026112300001"
CLOUDS = ("prod", "test_2")


def found(*texts: str) -> tuple[str, ...]:
    return spotted(texts, CLOUDS)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (f"order {ORDER} failed", (ORDER,)),
        (f"({UUID}), {HEX}.", (UUID, HEX)),
        (f"look at prod/task/{UUID}/r1.", (f"prod/task/{UUID}/r1",)),
        ("<https://x.example/a|test_2/script/r1>", ("test_2/script/r1",)),
        ("`prod/order/SCT1/1/i-2`", ("prod/order/SCT1/1/i-2",)),
        (f"{ORDER} and again {ORDER}", (ORDER,)),
        ("prod/app/h%3A1", ("prod/app/h%3A1",)),
    ],
)
def test_what_stands_in_a_text_is_found(text: str, ids: tuple[str, ...]) -> None:
    assert found(text) == ids


@pytest.mark.parametrize(
    "text",
    [
        "",
        "good morning",
        "bin/script/install.sh",
        "https://prod/task/x",
        "https://x.example/prod/task/x",
        "prod/desk/x",
        f"{HEX}0",
        f"x{HEX}",
        f"{UUID}-1",
        "SCT",
        "prod/order/SCT1/2",
    ],
)
def test_what_only_looks_like_one_is_not(text: str) -> None:
    assert found(text) == ()


def test_an_id_in_what_is_no_reference_of_ours_is_found() -> None:
    assert found(f"staging/task/{UUID}") == (UUID,)
    assert found("staging/task/t1") == ()


def test_no_more_than_ten_are_found() -> None:
    texts = [f"SCT{number:08}" for number in range(20)]

    assert found(*texts) == tuple(texts[:MOST])


_IDS = st.from_regex(r"[A-Za-z0-9._~:-]{0,20}[A-Za-z0-9]", fullmatch=True)


@given(id_=_IDS, before=st.sampled_from(["", "see ", "(", "`", "\n", "«"]))
def test_every_reference_is_found_wherever_it_stands(id_: str, before: str) -> None:
    text = str(Reference("prod", SourceName.APP, (id_,)))

    assert found(f"{before}{text} failed") == (text,)


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    ids = found(text)

    assert len(ids) <= MOST
    assert all(one in text for one in ids)
