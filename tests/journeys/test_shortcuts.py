"""Shortcuts of messages, through the real app."""

from bot.playground.cloud import world
from bot.playground.slack import OPERATOR, Post
from bot.playground.slack.shortcuts import Shortcut
from tests.journeys.reading import first_line, standing
from tests.journeys.town import Town

ORDER = "SCT2026112300001"


def carried(post: Post) -> list[str]:
    """What the buttons beside the rows carry."""
    rows = [one for one in post.message["blocks"] if "accessory" in one]
    return [str(one["accessory"]["value"]) for one in rows]


async def chosen(town: Town, text: str) -> Shortcut:
    """The shortcut of a message that somebody has written."""
    said = await town.slack.say(OPERATOR, text)
    return await town.slack.shortcut(OPERATOR, "runs.lookup_message", said)


async def test_one_reference_is_answered_at_once(town: Town) -> None:
    shortcut = await chosen(town, f"why did prod/task/{world.TASK} fail?")

    post = await shortcut.post()

    assert (shortcut.status, shortcut.ack, post.visible_to) == (200, None, OPERATOR)
    answer = await town.answer(f"prod/task/{world.TASK}")
    assert first_line(standing(post)) == first_line(answer)


async def test_several_are_listed_each_with_a_button(town: Town) -> None:
    shortcut = await chosen(town, f"prod/task/{world.TASK} or {ORDER}?")
    post = await shortcut.post()

    value = f"v1 /runs prod/task/{world.TASK} 1"
    assert carried(post) == [value, f"v1 /runs {ORDER} 1"]
    press = await town.slack.press(OPERATOR, post, value=value)
    assert world.TASK in standing(await press.post())


async def test_a_message_without_an_id_gets_a_sentence(town: Town) -> None:
    shortcut = await chosen(town, "good morning")

    assert standing(await shortcut.post()).startswith("I see no reference and no id")
