from bot.playground.slack import OPERATOR
from tests.playground.block_samples import (
    home,
    modal,
    plain,
    section,
    typed,
)
from tests.playground.page.seen import ROWS, SECOND, marker
from tests.playground.page.town import Town
from tests.playground.page.visitor import Visitor

OUTPUT = modal(ROWS, close=plain("Done"))
FORM = modal({**typed(), "block_id": "name"}, submit=plain("Save"))


async def test_a_modal_is_opened_updated_and_closed(
    town: Town, mei: Visitor, jonas: Visitor
) -> None:
    async with mei.feed() as hers, jonas.feed() as his:
        view = await town.open_modal(OUTPUT)
        key = f"modal/{view}"
        assert await hers.has(key) == {
            "key": key,
            "kind": "modal",
            "id": view,
            "depth": 0,
            "title": "Output",
            "submit": None,
            "close": "Done",
            "blocks": [ROWS],
            "choices": {},
        }

        await town.call("views.update", view_id=view, view=FORM)
        await hers.until(lambda known: known[key]["submit"] == "Save")
        assert hers.known[key]["close"] == "Cancel"

        await town.slack.close_modal(OPERATOR)
        await hers.until(lambda known: key not in known)
        await marker(town, hers, his)
        assert his.of("modal") == []


async def test_a_modal_is_pushed_on_top(town: Town, mei: Visitor) -> None:
    async with mei.feed() as feed:
        first = await town.open_modal(OUTPUT)
        trigger = town.slack.workspace.triggers.issue(OPERATOR)
        pushed = await town.call("views.push", trigger_id=trigger, view=FORM)
        second = pushed["view"]["id"]

        await feed.has(f"modal/{second}")

        depths = {each["id"]: each["depth"] for each in feed.of("modal")}
        assert depths == {first: 0, second: 1}


async def test_a_modal_that_takes_the_place_of_others_is_the_only_one(
    town: Town, mei: Visitor
) -> None:
    async with mei.feed() as feed:
        first = await town.open_modal(OUTPUT)
        await feed.has(f"modal/{first}")

        second = await town.open_modal(FORM)

        await feed.has(f"modal/{second}")
        assert [each["id"] for each in feed.of("modal")] == [second]


async def test_what_is_chosen_in_a_modal_is_shown_there(
    town: Town, mei: Visitor
) -> None:
    async with mei.feed() as feed:
        view = await town.open_modal(OUTPUT)
        await town.slack.choose_in_modal(OPERATOR, value="second")

        await feed.until(lambda known: known.get(f"modal/{view}", {}).get("choices"))

        assert feed.known[f"modal/{view}"]["choices"] == {"rows/select": SECOND}


async def test_a_home_tab_is_there_once_it_is_published(
    town: Town, mei: Visitor, jonas: Visitor
) -> None:
    async with mei.feed() as hers, jonas.feed() as his:
        assert "home" not in hers.known

        await town.call("views.publish", user_id=OPERATOR, view=home(ROWS))

        assert await hers.has("home") == {
            "key": "home",
            "kind": "home",
            "blocks": [ROWS],
            "choices": {},
        }
        await town.call("views.publish", user_id=OPERATOR, view=home(section()))
        await hers.until(lambda known: known["home"]["blocks"][0]["type"] == "section")
        await marker(town, hers, his)
        assert "home" not in his.known
