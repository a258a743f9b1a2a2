"""Causes that people mute or acknowledge under a digest, and the file that they ask for."""

from bot.playground.slack import CHANNEL, COLLEAGUE, OPERATOR
from tests.journeys.people import Person
from tests.journeys.reading import buttons, standing
from tests.journeys.test_digests import OFTEN, Place, place
from tests.journeys.town import bot_at


async def told(here: Place) -> Person:
    """Somebody who reads a digest, of which all is there."""
    here.slack.mentions_allowed |= {CHANNEL, OPERATOR, COLLEAGUE}
    await here.told()
    return Person(here.slack)


def cause_in(window: str) -> str:
    """The first cause that the window offers."""
    _, _, options = window.partition("'options': [")
    return options.partition("'value': '")[2].partition("'")[0]


async def test_a_cause_is_muted_under_the_digest_that_told_of_it() -> None:
    async with place() as here, bot_at(here.slack, here.settings, OFTEN):
        person = await told(here)
        await here.slack.press(OPERATOR, here.roots[0], text="Mute cause")
        cause = cause_in(await person.window("form.cause"))

        said = await person.sends(cause=cause, why="being mended")

        assert "is muted. Later digests of night count it in one line" in said
        assert buttons(person.posts[-1]) == ["Undo"]
        assert person.windows == 0


async def test_a_reason_is_needed_for_a_mark() -> None:
    async with place() as here, bot_at(here.slack, here.settings, OFTEN):
        person = await told(here)
        await here.slack.press(OPERATOR, here.roots[0], text="Acknowledge")
        cause = cause_in(await person.window("form.cause"))

        wrong = await person.fills(cause=cause, why="  ")

        assert wrong == {"why": "Give a reason: everybody in the channel reads it."}


async def test_what_is_marked_is_shown_and_taken_back() -> None:
    async with place() as here, bot_at(here.slack, here.settings, OFTEN):
        person = await told(here)
        await here.slack.press(OPERATOR, here.roots[0], text="Acknowledge")
        cause = cause_in(await person.window("form.cause"))
        await person.sends(cause=cause, why="ticket 4711", where="channel")

        press = await here.slack.press(COLLEAGUE, here.roots[0], text="Settings")
        shown = await press.post()
        assert f"is acknowledged by <@{OPERATOR}> until" in standing(shown)
        assert f"ticket 4711 in all of <#{CHANNEL}>" in standing(shown)
        undo = await here.slack.press(COLLEAGUE, shown, text="Undo")
        await undo.post()

        assert "is acknowledged no more" in standing(shown)


async def test_a_file_of_all_rows_is_in_the_thread_once_however_many_ask() -> None:
    async with place() as here, bot_at(here.slack, here.settings, OFTEN):
        await told(here)
        for user in (OPERATOR, COLLEAGUE):
            press = await here.slack.press(user, here.roots[0], text="CSV")
            post = await press.post()
            assert (
                standing(post)
                == f"A file with 35 rows is in the thread of that digest in <#{CHANNEL}>."
            )

        files = [one for one in here.public if one.message.get("files")]
        assert [one.message["thread_ts"] for one in files] == [here.roots[0].ts]
