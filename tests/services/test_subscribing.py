"""What people do with digests: make and change them, let them rest, send them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.access import Standing
from bot.domain.digest_answers import (
    CHANNEL,
    Offer,
    PreviewAnswer,
    SubscriptionAnswer,
    SubscriptionsAnswer,
    ToldAnswer,
)
from bot.domain.digest_queries import DigestQuery, DigestVerb
from bot.domain.failures import FailureFilter
from bot.domain.schedules import Schedule
from bot.domain.subscription_form import SubscriptionForm, Wish
from bot.domain.subscriptions import Pause
from bot.errors import AccessDeniedError, BotError, InvalidQueryError, UncertainError
from tests.fakes import NINE
from tests.services.asking import actor
from tests.services.desks import MANAGER, OWNER, STRANGER, Desk
from tests.services.digesting import DAY, HOUR, NIGHT, town

WISH = Wish(
    name="desks",
    channel="C1",
    schedule=Schedule.parse("every hour"),
    zone=NIGHT.zone,
    wanted=FailureFilter(),
)
NEW = Offer(label="New digest", line="/runs digest new")


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with town() as one:
        yield Desk(one)


def labels(answer: object) -> list[str]:
    assert isinstance(answer, SubscriptionAnswer)
    return [one.label for one in answer.offers]


async def refused(desk: Desk, text: str, who: object = STRANGER) -> str:
    with pytest.raises(BotError) as error:
        await desk.asked(text, who)  # type: ignore[arg-type]
    return str(error.value)


async def test_what_is_made_belongs_to_its_maker(desk: Desk) -> None:
    answer = await desk.desk.keep(OWNER, "", WISH)

    assert isinstance(answer, SubscriptionAnswer)
    assert answer.said == (
        "desks is made. Invite me to its channel if I am not in it yet."
    )
    assert answer.one == replace(WISH.of("U1"), clouds=("prod",))
    assert answer.next == (NINE + HOUR, NINE + 2 * HOUR, NINE + 3 * HOUR)
    assert labels(answer) == ["Preview", "Send now", "Pause", "Edit", "Delete"]


@pytest.mark.parametrize("name", ["night", "desks"], ids=["of the file", "made"])
async def test_a_name_is_made_once(desk: Desk, name: str) -> None:
    await desk.desk.keep(OWNER, "", WISH)

    with pytest.raises(InvalidQueryError) as taken:
        await desk.desk.keep(MANAGER, "", replace(WISH, name=name))

    assert str(taken.value) == f"There is a digest `{name}` already."
    assert taken.value.suggestion == f"/runs digest show {name}"


async def test_only_members_make_digests(desk: Desk) -> None:
    with pytest.raises(AccessDeniedError):
        await desk.desk.keep(actor(Standing.GUEST), "", WISH)

    assert await desk.town.ledger.subscriptions.made() == ()


async def test_what_is_changed_keeps_its_name_and_owner(desk: Desk) -> None:
    await desk.desk.keep(OWNER, "", WISH)
    other = replace(WISH, name="other", posts_empty=False)

    answer = await desk.desk.keep(MANAGER, "desks", other)

    assert isinstance(answer, SubscriptionAnswer)
    assert answer.said == "desks is changed."
    assert await desk.named("desks") == replace(WISH, posts_empty=False).of("U1")


async def test_what_it_is_widened_by_is_told_only_of_what_begins_later(
    desk: Desk,
) -> None:
    narrow = replace(WISH, wanted=FailureFilter(targets=("d1",)))
    await desk.desk.keep(OWNER, "", narrow)
    await desk.town.fail("d1", "d2", ago=HOUR / 2)
    await desk.desk.keep(OWNER, "desks", WISH)
    desk.town.clock.time += HOUR
    await desk.town.cover()

    await desk.asked("now desks")

    assert desk.town.texts == ["1 of desks", "d1"]


@pytest.mark.parametrize("who", [OWNER, MANAGER], ids=["owner", "manager"])
async def test_it_rests_and_goes_on(desk: Desk, who: object) -> None:
    await desk.desk.keep(OWNER, "", WISH)

    paused = await desk.asked("pause desks", who)  # type: ignore[arg-type]
    resumed = await desk.asked("resume desks", who)  # type: ignore[arg-type]

    assert isinstance(paused, SubscriptionAnswer)
    assert isinstance(resumed, SubscriptionAnswer)
    user = getattr(who, "user", "")
    assert paused.one.pause == Pause(by=user, at=NINE)
    assert "Resume" in labels(paused)
    assert (resumed.one.pause, resumed.said) == (
        None,
        "desks goes on. What it missed follows in a moment.",
    )


async def test_who_has_paused_it_first_stays_known(desk: Desk) -> None:
    await desk.asked("pause night", MANAGER)
    desk.town.clock.time += HOUR

    again = await desk.asked("pause night", actor(Standing.OPERATOR, user=""))

    assert isinstance(again, SubscriptionAnswer)
    assert again.one.pause == Pause(by="U2", at=NINE)


async def test_what_does_not_rest_goes_on_as_before(desk: Desk) -> None:
    answer = await desk.asked("resume night", MANAGER)

    assert isinstance(answer, SubscriptionAnswer)
    assert answer.said == "night goes on."


async def test_strangers_may_look_alone(desk: Desk) -> None:
    await desk.desk.keep(OWNER, "", WISH)

    shown = await desk.asked("show desks", STRANGER)

    assert labels(shown) == ["Preview"]
    for verb in ("now", "pause", "resume", "delete"):
        said = "Only its owner or a manager may do that with desks."
        assert await refused(desk, f"{verb} desks") == said
    with pytest.raises(AccessDeniedError):
        await desk.desk.keep(STRANGER, "desks", WISH)


async def test_what_stands_in_the_file_is_changed_there(desk: Desk) -> None:
    said = (
        "night stands in the settings file, under `[[digests]]`: whoever runs this bot "
        "can change it there."
    )

    assert await refused(desk, "delete night", MANAGER) == said
    assert labels(await desk.asked("show night", MANAGER)) == [
        "Preview",
        "Send now",
        "Pause",
    ]


async def test_it_is_deleted_once_that_was_said_twice(desk: Desk) -> None:
    await desk.desk.keep(OWNER, "", WISH)

    asked = await desk.asked("delete desks")
    gone = await desk.asked("delete desks confirm:yes")

    assert asked == ToldAnswer(
        said=f"Delete desks, which is told to {CHANNEL} every hour? What it has posted "
        "stays there. `/runs digest pause desks` only lets it rest.",
        channel="C1",
        offers=(
            Offer(
                label="Delete",
                line="/runs digest delete desks confirm:yes",
                changes=True,
            ),
        ),
    )
    assert gone == ToldAnswer(said="desks is deleted.", offers=(NEW,))
    assert await refused(desk, "show desks") == "There is no digest `desks`."


async def test_it_is_sent_now_and_says_where(desk: Desk) -> None:
    await desk.town.fail("d1")

    answer = await desk.asked("now night", MANAGER)

    assert answer == ToldAnswer(said=f"night is in {CHANNEL} now.", channel="C1")
    assert desk.town.texts == ["1 of night", "d1"]


async def test_where_slack_takes_nothing_now_it_goes_on_by_itself(desk: Desk) -> None:
    desk.town.channel.failures = [UncertainError("no answer")]

    answer = await desk.asked("now night", MANAGER)

    assert answer == ToldAnswer(
        said="night is not all there yet. I go on by myself; `/runs digest show night` "
        "tells how far I am."
    )


async def test_without_slack_nothing_is_sent() -> None:
    async with town() as one:
        said = await refused(Desk(one, slack=False), "now night", MANAGER)

    assert said == "There is no Slack here; `runwatch digest night` sends it."


async def test_all_are_listed_with_what_comes_next(desk: Desk) -> None:
    await desk.desk.keep(OWNER, "", WISH)

    answer = await desk.asked("list", actor(zone="Asia/Singapore"), page=9)

    assert isinstance(answer, SubscriptionsAnswer)
    assert [(one.one.name, one.next) for one in answer.page.rows] == [
        ("desks", NINE + HOUR),
        ("night", NINE + DAY),
    ]
    assert (answer.page.number, answer.line, str(answer.zone)) == (
        1,
        "/runs digest list",
        "Asia/Singapore",
    )


async def test_a_preview_tells_of_last_week_and_counts_as_told_to_nobody(
    desk: Desk,
) -> None:
    await desk.town.fail("d1", "d2", ago=26 * HOUR)
    await desk.town.fail("d3")

    first = await desk.asked("preview night", STRANGER)
    again = await desk.asked("preview night", STRANGER)

    assert isinstance(first, PreviewAnswer)
    assert (first.name, first.slots, first.posted, first.busy) == ("night", 7, 7, 1)
    assert first.root.text.startswith("✖ 1 failed · night")
    assert first == again
    assert desk.town.texts == []


async def test_a_silent_one_would_have_posted_only_what_there_was(desk: Desk) -> None:
    await desk.desk.keep(OWNER, "", replace(WISH, posts_empty=False))
    await desk.town.fail("d1", ago=26 * HOUR)

    preview = await desk.asked("preview desks")

    assert isinstance(preview, PreviewAnswer)
    assert (preview.slots, preview.posted, preview.busy) == (50, 1, 1)


async def test_a_window_is_filled_with_what_there_is(desk: Desk) -> None:
    await desk.desk.keep(OWNER, "", WISH)
    asker = replace(OWNER, person=actor(zone="Europe/Paris").person)

    new = await desk.desk.form(asker, DigestQuery(verb=DigestVerb.NEW))
    edit = await desk.desk.form(asker, DigestQuery(verb=DigestVerb.EDIT, name="desks"))

    assert new == SubscriptionForm(
        taken=("desks", "night"), clouds=("prod",), channel="C1", zone="Europe/Paris"
    )
    assert isinstance(edit, SubscriptionForm)
    assert edit.one == replace(WISH.of("U1"), clouds=("prod",))


async def test_windows_are_for_slack_alone(desk: Desk) -> None:
    assert await refused(desk, "new", OWNER) == "`digest new` opens a window in Slack."


async def test_what_it_has_told_is_shown(desk: Desk) -> None:
    await desk.town.fail("d1")
    await desk.asked("now night", MANAGER)

    shown = await desk.asked("show night")

    assert isinstance(shown, SubscriptionAnswer)
    (last,) = shown.delivered
    assert last.told is not None
    assert (last.told.failed, last.told.skipped) == (1, 0)
    assert last.ended == NINE
    assert timedelta() <= NINE - last.slot < HOUR
