"""What people see when they open the bot's Home, and what comes of pressing there."""

import pytest

from bot.playground.cloud import world
from bot.playground.slack import (
    CHANNEL,
    COLLEAGUE,
    GUEST,
    OPERATOR,
    ResetAfterStoring,
    ResetBefore,
)
from bot.settings.model import AccessSettings
from tests.journeys.people import Person
from tests.journeys.reading import first_line
from tests.journeys.town import (
    Town,
    bot_at,
    cloud_settings,
    local_slack,
    no_rule_broken,
    settings_between,
    simulated,
)
from tests.journeys.visiting import OPENED, Visitor

RUN = f"prod/task/{world.TASK}/{world.TASK_RUN_RUNNING}"
WELCOME = "Welcome to Runwatch"


@pytest.fixture
async def mei(town: Town) -> Visitor:
    """Somebody in a workspace where channels and people may be named."""
    town.slack.events |= {OPENED}
    town.slack.mentions_allowed |= {CHANNEL, OPERATOR, COLLEAGUE}
    return Visitor(town.slack)


@pytest.fixture
def tan(mei: Visitor) -> Visitor:
    """A colleague there."""
    return Visitor(mei.slack, COLLEAGUE)


async def test_home_tells_what_failed_and_what_there_could_be(mei: Visitor) -> None:
    lines = (await mei.opens()).splitlines()

    assert lines[0] == WELCOME
    assert "✖ Last 24 hours: 29 failed, 6 skipped" in lines
    assert "• COC orders: 15 failed, 6 unfinished, 6 runs" in lines
    assert "and 9 more causes" in lines
    assert "Nothing. Press Watch on something that has not ended yet." in lines
    assert "None is yours. `/runs digest list` shows all that there are." in lines
    assert mei.buttons == [
        *["Try it"] * 3,
        *["Show"] * 3,
        "Failures",
        "Look up",
        "Refresh",
        "All digests",
        "New digest",
    ]


async def test_the_welcome_is_for_the_first_visit(mei: Visitor, tan: Visitor) -> None:
    assert WELCOME in await mei.opens()

    assert WELCOME not in await mei.opens()
    assert WELCOME in await tan.opens()


async def test_opening_it_again_soon_asks_no_cloud(mei: Visitor, town: Town) -> None:
    await mei.opens()
    asked = len(town.asked())

    again = await mei.opens()

    assert "29 failed, 6 skipped" in again
    assert len(town.asked()) == asked


async def test_an_event_that_slack_tells_twice_is_one_visit(
    mei: Visitor, town: Town
) -> None:
    opened = await town.slack.open_home(OPERATOR)
    await mei.sees(0)
    shown = mei.shown

    await town.slack.redeliver(opened)
    await mei.opens()

    assert mei.shown == shown + 1  # by the second visit


async def test_who_opens_the_messages_is_shown_no_home(
    mei: Visitor, town: Town
) -> None:
    opened = await town.slack.open_home(OPERATOR, "messages")
    await town.answer("help")

    assert (opened.status, mei.shown, "users.info" in town.called) == (200, 0, True)
    assert "views.publish" not in town.called


async def test_failures_come_in_a_direct_message(mei: Visitor) -> None:
    await mei.opens()

    told = await mei.asks("Failures")

    assert first_line(told) == "✖ 29 failed, 6 skipped"


async def test_a_cause_is_opened_from_there(mei: Visitor) -> None:
    await mei.opens()
    home = mei.slack.workspace.views.home(OPERATOR)
    assert home is not None
    shows = [b["accessory"] for b in home.view["blocks"] if "accessory" in b]
    value = next(one["value"] for one in shows if one["text"]["text"] == "Show")

    told = await mei.asks("Show", value)

    assert first_line(told) == "✖ 7 failed"


async def test_refresh_reads_the_clouds_anew_in_place(mei: Visitor) -> None:
    await mei.opens()
    before = mei.shown

    await mei.presses("Refresh")
    await mei.sees(before + 1)

    assert (mei.shown, mei.direct) == (before + 2, [])


async def test_a_digest_is_paused_and_resumed_from_there(mei: Visitor) -> None:
    await Person(mei.slack).makes(name="night", schedule="weekdays at 9:00", zone="UTC")
    home = await mei.opens()
    assert f"`night` · <#{CHANNEL}> · weekdays at 09:00 UTC" in home
    assert "Asia/Singapore" in home.split("next ")[1].splitlines()[0]

    paused = await mei.asks("Pause")
    shows = await mei.sees(mei.shown - 1, "⏸ paused")
    resumed = await mei.asks("Resume")
    goes_on = await mei.sees(mei.shown - 1, "next ")

    assert first_line(paused).startswith("night is paused. Nothing is lost")
    assert first_line(resumed).startswith("night goes on.")
    assert ("⏸ paused" in shows, "⏸ paused" in goes_on) == (True, False)


async def test_what_is_somebody_elses_is_not_shown(mei: Visitor, tan: Visitor) -> None:
    await Person(mei.slack).makes(name="night", zone="UTC")

    assert "`night`" in await mei.opens()
    assert "`night`" not in await tan.opens()


async def test_a_button_of_what_has_changed_meanwhile_says_so(mei: Visitor) -> None:
    await Person(mei.slack).makes(name="night", zone="UTC")
    await mei.opens()
    await mei.slack.command(user=OPERATOR, text="digest delete night confirm:yes")
    await mei.slack.workspace.posted(
        lambda post: "night is deleted." in str(post.message["text"])
    )

    told = await mei.asks("Pause")

    assert first_line(told) == "There is no digest `night`."
    assert "`night`" not in await mei.sees(mei.shown - 1, "None is yours.")


async def test_a_digest_is_made_from_there(mei: Visitor) -> None:
    await mei.opens()
    person = Person(mei.slack)

    await mei.presses("New digest")
    await person.window("form.name")
    filled = {"name": "night", "schedule": "daily at 9:00", "zone": "UTC"}
    assert await person.fills(**filled, channel=CHANNEL) == {}
    await person.window("Next")
    assert await person.fills() == {}

    await mei.slack.workspace.posted(lambda _: bool(mei.direct))
    said = str(mei.direct[0].message["text"])
    assert first_line(said).startswith("night is made.")


async def test_what_is_watched_is_stopped_from_there(mei: Visitor, town: Town) -> None:
    await town.answer(f"watch {RUN}")

    home = await mei.opens()
    told = await mei.asks("Stop")
    after = await mei.sees(mei.shown - 1, "Nothing. ")

    (row,) = [one for one in home.splitlines() if one.startswith("▶ Running: Reboot")]
    assert f" · <#{CHANNEL}> · since " in row
    assert told == "Stopped watching ▶ Running: Reboot."
    assert "Reboot" not in after.split("You watch")[1]


async def test_a_manager_sees_every_digest_and_a_restart_forgets_no_visit() -> None:
    async with simulated() as cloud, local_slack() as slack:
        slack.events |= {OPENED}
        slack.mentions_allowed |= {CHANNEL, OPERATOR, COLLEAGUE}
        settings = settings_between(slack, {"prod": cloud_settings(cloud)})
        access = AccessSettings(managers=[COLLEAGUE])
        settings = settings.model_copy(update={"access": access})
        tan = Visitor(slack, COLLEAGUE)
        async with bot_at(slack, settings):
            await Person(slack).makes(name="night", zone="UTC")
            first = await tan.opens()
        async with bot_at(slack, settings):
            again = await tan.opens()

        assert "You are a manager, so these are all that there are.\n`night`" in first
        assert (WELCOME in first, WELCOME in again) == (True, False)
        no_rule_broken(slack, cloud)


async def test_anything_is_looked_up_from_there(mei: Visitor) -> None:
    await mei.opens()
    person = Person(mei.slack)

    await mei.presses("Look up")
    await person.window("What failed or was skipped")
    assert await person.fills() == {}

    await mei.slack.workspace.posted(lambda _: bool(mei.direct))
    said = str(mei.direct[0].message["text"])
    assert first_line(said) == "✖ 29 failed, 6 skipped"


async def test_a_guest_reads_there_who_may_look_up(mei: Visitor) -> None:
    guest = Visitor(mei.slack, GUEST)

    said = await guest.opens()

    assert said.splitlines()[0] == (
        "Guests of this workspace may not look up runs. Ask a member of this workspace "
        "to look it up for you."
    )
    assert guest.buttons == ["Refresh"]


@pytest.mark.parametrize(
    "fault", [ResetBefore(), ResetAfterStoring()], ids=["before", "after"]
)
async def test_a_lost_answer_of_slack_changes_nothing(
    mei: Visitor, town: Town, fault: ResetBefore | ResetAfterStoring
) -> None:
    town.slack.faults.next("views.publish", fault)

    assert "29 failed, 6 skipped" in await mei.opens()


async def test_an_app_without_a_home_answers_commands(mei: Visitor, town: Town) -> None:
    town.slack.workspace.views.home_enabled = False
    await town.slack.open_home(OPERATOR)

    assert (await town.answer("help")).startswith("Ask what ran")
    assert mei.shown == 0
