import pytest

from bot.domain.causes import Cause
from bot.domain.fingerprints import fingerprint
from tests.domain.reasons.labelled import Pairs, Reason, held_out, pairwise, tuned


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("WKS.0407", "disks were being added, so the operation was not allowed."),
        (" coc.00040709 ", "the script order was not found."),
        ("WKS.000x", ""),
        ("1603", ""),
    ],
)
def test_the_meaning_of_a_cause_is_what_the_code_book_says(
    code: str, meaning: str
) -> None:
    found = Cause(code, "whatever").meaning

    assert found == meaning


def test_the_causes_of_the_tuned_half_are_told_apart_and_together() -> None:
    pairs = pairwise(tuned(), fingerprint)

    assert pairs.f1 > 0.95
    assert pairs.precision > 0.99


def test_the_labelled_set_is_wide() -> None:
    reasons = tuned() + held_out()
    chinese = [one for one in reasons if any("一" <= c <= "鿿" for c in one.reason)]

    assert len(reasons) >= 300
    assert len({one.family for one in reasons}) >= 25
    assert len(chinese) >= 50
    assert len({(one.code, one.reason) for one in reasons}) == len(reasons)


def test_the_halves_share_neither_a_family_nor_a_code() -> None:
    ours, theirs = tuned(), held_out()

    assert not _families(ours) & _families(theirs)
    assert not _codes(ours) & _codes(theirs)


def test_pairs_are_counted_once_and_by_label() -> None:
    reasons = [
        Reason("f", "", text, label)
        for text, label in [("x", "a"), ("x", "a"), ("x", "b"), ("y", "b"), ("z", "b")]
    ]

    pairs = pairwise(reasons, lambda _, reason: reason)

    assert pairs == Pairs(found=1, wrong=2, missed=3)
    assert (pairs.precision, pairs.recall, pairs.f1) == (1 / 3, 1 / 4, 2 / 7)


def _families(reasons: list[Reason]) -> set[str]:
    return {one.family for one in reasons}


def _codes(reasons: list[Reason]) -> set[str]:
    return {one.code for one in reasons if one.code}
