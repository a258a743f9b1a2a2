"""People ask on in the thread below what the bot has said."""

from bot.playground.slack import OPERATOR
from tests.journeys.talking import Talk
from tests.journeys.town import Town

EVERYTHING = "failures since:2026-01-01"


async def shared(town: Town, command: str) -> Talk:
    """The thread below what somebody has shared."""
    town.slack.mentions_allowed |= {OPERATOR}
    post = await town.shown(command)
    await town.press(post, "Share")
    (root,) = [one for one in town.slack.posts if one.visible_to is None]
    return Talk(town.slack, root.ts)


async def test_a_row_of_what_was_shared_is_opened_by_its_number(town: Town) -> None:
    talk = await shared(town, EVERYTHING)

    opened = await talk.asks("2")

    print(opened)
    print(await talk.asks("failed"))
    print(await talk.asks("by target"))
    print(await talk.asks("undo"))
    print(await talk.whispers("faield"))
    assert 0
