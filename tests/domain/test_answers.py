import pytest

from bot.domain.pages import Page
from bot.domain.runs import Run
from tests.domain.samples import run


@pytest.mark.parametrize(("number", "first"), [(1, 1), (2, 11), (14, 131)])
def test_a_page_says_the_number_of_its_first_row(number: int, first: int) -> None:
    page = Page(rows=(run(),), number=number, pages=14, of=140)

    assert page.first == first


def test_a_page_may_say_of_what_it_is() -> None:
    page = Page[Run](rows=(run(),), number=1, pages=1, of=1)

    assert page == Page(rows=(run(),), number=1, pages=1, of=1)
