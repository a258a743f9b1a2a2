"""Charts: pictures in proportion, and all their numbers for those who cannot see them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import grave_faults
from tests.browser.rendering import Json, show


def plot(kind: str, **series: list[float]) -> Json:
    """Two categories and as many series as are named."""
    categories = ["mon", "tue"]
    rows = [
        {
            "name": name,
            "data": [
                {"label": label, "value": value}
                for label, value in zip(categories, values, strict=True)
            ],
        }
        for name, values in series.items()
    ]
    axes = {"categories": categories, "x_label": "Day", "y_label": "Runs"}
    return chart({"type": kind, "series": rows, "axis_config": axes})


def chart(inside: Json) -> Json:
    return {"type": "data_visualization", "title": "Failed <runs>", "chart": inside}


def pie(*values: float) -> Json:
    segments = [{"label": f"p{n}", "value": value} for n, value in enumerate(values)]
    return chart({"type": "pie", "segments": segments})


def numbers(page: Page) -> list[list[str]]:
    rows: list[list[str]] = page.locator("tr").evaluate_all(
        "rows => rows.map((row) => [...row.cells].map((one) => one.textContent))"
    )
    return rows


def heights(page: Page) -> list[float]:
    found: list[float] = page.locator("rect").evaluate_all(
        "bars => bars.map((bar) => Number(bar.getAttribute('height')))"
    )
    return found


def test_bars_are_as_high_as_their_values(empty_page: Page) -> None:
    show(empty_page, plot("bar", script=[10, 40], task=[0, -20]))

    first, second, nothing, below = heights(empty_page)
    assert second == pytest.approx(4 * first)
    assert below == pytest.approx(2 * first)
    assert nothing < 1
    feet = empty_page.locator("rect").evaluate_all(
        "bars => bars.map((bar) => bar.y.baseVal.value + bar.height.baseVal.value)"
    )
    assert feet[0] == pytest.approx(feet[1])
    assert feet[3] == pytest.approx(feet[0] + below)


@pytest.mark.parametrize("kind", ["bar", "line", "area"])
def test_every_number_of_a_plot_stands_in_a_table(empty_page: Page, kind: str) -> None:
    show(empty_page, plot(kind, script=[1, 2], task=[3.5, 4]))

    assert numbers(empty_page) == [
        ["Day", "script", "task"],
        ["mon", "1", "3.5"],
        ["tue", "2", "4"],
    ]
    picture = empty_page.get_by_role("img")
    name = f"Failed <runs>: {kind} chart, its numbers follow"
    expect(picture).to_have_accessible_name(name)
    expect(empty_page.get_by_role("table", name="Failed <runs>")).to_have_count(1)
    expect(empty_page.locator(".legend")).to_have_text("1script2task")
    assert grave_faults(empty_page) == []


def test_a_pie_tells_the_share_of_each_part(empty_page: Page) -> None:
    show(empty_page, pie(3, 1))

    assert numbers(empty_page) == [
        ["Part", "Value", "Share"],
        ["p0", "3", "75 %"],
        ["p1", "1", "25 %"],
    ]
    expect(empty_page.locator("path.slice")).to_have_count(2)


def test_a_part_that_is_everything_is_a_whole_circle(empty_page: Page) -> None:
    show(empty_page, pie(7))

    expect(empty_page.locator("circle.slice")).to_have_count(1)


@pytest.mark.parametrize(
    "odd",
    [
        pie(),
        pie(0),
        pie(-1, 2),
        chart({"type": "radar"}),
        chart({"type": "bar", "series": [], "axis_config": {}}),
        plot("line", script=[1, 1e300]),
        chart({"type": "pie", "segments": [{"label": "a", "value": "1"}]}),
    ],
    ids=str,
)
def test_a_chart_that_is_none_says_so(empty_page: Page, odd: Json) -> None:
    show(empty_page, odd)

    expect(empty_page.locator("svg")).to_have_count(0)
    expect(empty_page.locator(".placeholder")).to_have_count(1)
