"""Digests that people make, change and end from Slack, window by window."""

import pytest

from bot.playground.slack import (
    CHANNEL,
    COLLEAGUE,
    GUEST,
    OPERATOR,
    ResetBefore,
)
from tests.journeys.people import Person
from tests.journeys.reading import buttons, first_line, standing
from tests.journeys.town import Town, town_of


@pytest.fixture
async def mei(town: Town) -> Person:
    """Somebody in a workspace where channels and people may be named."""
    town.slack.mentions_allowed |= {CHANNEL, OPERATOR, COLLEAGUE}
    return Person(town.slack)


async def test_a_digest_is_made_in_a_window_and_shown(mei: Person) -> None:
    told = await mei.makes(name="night", schedule="weekdays at 9:00", zone="UTC")

    head, name, *facts = told.splitlines()
    assert head == "night is made. Invite me to its channel if I am not in it yet."
    assert (name, mei.windows) == ("night", 0)
    assert facts[:-1] == [
        f"Channel: <#{CHANNEL}>",
        "When: weekdays at 09:00 UTC",
        "Outcomes: failed and skipped",
        "Clouds: prod",
        "Nothing to tell: says so",
        "Mentions: nobody",
        f"Owner: <@{OPERATOR}>",
    ]
    assert facts[-1].startswith("Next: ")


async def test_it_is_read_again_before_it_is_kept(mei: Person, town: Town) -> None:
    await mei.opens("digest new", "form.name")
    assert await mei.fills(name="night", schedule="0 9 1 * mon", zone="UTC") == {}

    review = await mei.window("Next")

    assert "It fires on day 1 of the month and also on every Monday" in review
    assert mei.windows == 2
    assert "There is no digest" not in await town.answer("digest")


async def test_what_is_wrong_is_said_beside_each_field(mei: Person) -> None:
    await mei.makes(name="night")
    await mei.opens("digest new", "form.name")

    wrong = await mei.fills(name="night", schedule="at nine", zone="Mars")

    assert wrong == {
        "name": "There is a digest night already.",
        "schedule": (
            "at nine is no schedule that I know. Say weekdays at 9:00, Mondays and "
            "Thursdays at 17:30, every 6 hours, or a crontab line such as 0 9 * * "
            "mon-fri."
        ),
        "zone": "This is no time zone like Asia/Singapore.",
    }
    assert mei.windows == 1


async def test_everything_that_is_filled_in_is_kept(mei: Person) -> None:
    told = await mei.makes(
        name="desks",
        zone="Asia/Singapore",
        sources=["task", "pool"],
        outcomes=["failed"],
        target="FIN-DESK, hr",
        cause="offline",
        empty="silent",
        mention=[COLLEAGUE],
    )

    assert "Outcomes: failed" in told
    assert "Nothing to tell: stays silent" in told
    assert f"Mentions: <@{COLLEAGUE}>" in told
    assert (
        "Only: source pool or task, target FIN-DESK or hr, cause offline, outcome failed"
    ) in told


async def test_a_digest_is_changed_in_the_window_that_it_was_made_in(
    mei: Person,
) -> None:
    await mei.makes(name="night", zone="UTC", target="FIN-DESK")

    window = await mei.opens("digest edit night", "form.schedule")
    assert "FIN-DESK" in window
    assert await mei.fills(schedule="every 6 hours", target="") == {}
    await mei.window("Next")
    told = await mei.sends()

    assert first_line(told) == "night is changed."
    assert "When: every 6 hours UTC" in told
    assert "FIN-DESK" not in told


async def test_a_digest_rests_and_goes_on_by_its_buttons(
    mei: Person, town: Town
) -> None:
    await mei.makes(name="night")
    post = mei.posts[-1]

    await town.press(await town.shown("digest show night"), "Pause")
    paused = mei.posts[-1]

    assert "night is paused. Nothing is lost" in standing(paused)
    assert "Resume" in buttons(paused)
    assert "Pause" in buttons(post)
    await town.press(paused, "Resume")
    assert "night goes on. What it missed follows in a moment." in standing(paused)


async def test_a_digest_is_deleted_when_that_was_said_twice(
    mei: Person, town: Town
) -> None:
    await mei.makes(name="night")

    asked = await town.shown("digest delete night")
    assert "Delete night, which is told to" in standing(asked)
    await town.press(asked, "Delete")

    assert standing(asked) == "night is deleted."
    assert "No channel is told a digest yet." in await town.answer("digest")


async def test_only_its_owner_changes_a_digest(mei: Person, town: Town) -> None:
    await mei.makes(name="night")
    other = Person(mei.slack, COLLEAGUE)

    window = await other.opens("digest edit night", "Only")

    assert "Only its owner may do that with night." in window
    refused = await town.answer("digest pause night", COLLEAGUE)
    assert "Only its owner may do that with night." in refused


async def test_guests_make_no_digests(mei: Person) -> None:
    guest = Person(mei.slack, GUEST)

    window = await guest.opens("digest new", "Guests")

    assert "Guests of this workspace may not make or change digests." in window


async def test_a_preview_tells_nobody_and_counts_as_told_to_nobody(
    mei: Person,
    town: Town,
) -> None:
    await mei.makes(name="night", schedule="every hour", zone="UTC")

    shown = await town.answer("digest preview night")

    assert "Only you see this, and nothing of it counts as told." in shown
    assert [one for one in mei.slack.posts if one.visible_to is None] == []


async def test_it_is_sent_at_once_when_somebody_says_so(
    mei: Person, town: Town
) -> None:
    await mei.makes(name="night", schedule="every day at 9:00", zone="UTC")

    told = await town.answer("digest now night")

    (root, *_) = [one for one in mei.slack.posts if one.visible_to is None]
    assert told == f"night is in <#{CHANNEL}> now."
    assert first_line(standing(root)).endswith("· night")


async def test_where_no_window_opens_a_button_tries_again() -> None:
    async with town_of() as town:
        town.slack.faults.next("views.open", ResetBefore())
        delivery = await town.slack.command(user=OPERATOR, text="digest new")
        post = await delivery.post()

        assert "Slack gave me too little time" in standing(post)
        await town.slack.press(OPERATOR, post, text="Try again")
        assert "form.name" in await Person(town.slack).window("form.name")
