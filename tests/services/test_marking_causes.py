"""Causes that people mute or acknowledge, and what they are told of it."""

from collections.abc import AsyncIterator

import pytest

from bot.domain.access import Standing
from bot.domain.digest_answers import CHANNEL, Offer, SubscriptionAnswer, ToldAnswer
from bot.domain.digest_queries import DigestQuery, DigestVerb
from bot.domain.mark_form import MarkChoice
from bot.domain.marks import Mark, MarkKind
from bot.errors import AccessDeniedError, BotError
from tests.fakes import NINE
from tests.services.asking import actor
from tests.services.desks import MANAGER, OWNER, STRANGER, Desk
from tests.services.digesting import DAY, NIGHT, town

UNDO = "Undo"


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """Whose channel was told of one cause."""
    async with town() as one:
        await one.fail("d1", "d2")
        here = Desk(one)
        await here.asked("now night", MANAGER)
        yield here


async def cause_of(desk: Desk) -> str:
    (cause,) = await desk.town.causes()
    return cause


async def marks_of(desk: Desk) -> tuple[Mark, ...]:
    now = desk.town.clock.now()
    return await desk.town.ledger.marks.of("C1", NIGHT.id, now)


async def refused(desk: Desk, text: str) -> str:
    with pytest.raises(BotError) as error:
        await desk.asked(text, STRANGER)
    return str(error.value)


async def test_a_cause_is_muted_for_one_digest_with_a_reason(desk: Desk) -> None:
    cause = await cause_of(desk)

    answer = await desk.asked(f'mute night cause:{cause} for:2d why:"being mended"')

    assert answer == ToldAnswer(
        said="The agent is offline. (WKS.00010032) is muted. Later digests of night count it in "
        "one line, and list it no more, until Sat 17 Jan 01:00 UTC. That it has "
        "recovered is told all the same.",
        channel="C1",
        offers=(
            Offer(
                label=UNDO,
                line=f"/runs digest unmute night cause:{cause}",
                changes=True,
            ),
        ),
    )
    assert await marks_of(desk) == (
        Mark(
            kind=MarkKind.MUTED,
            cause=cause,
            label="The agent is offline. (WKS.00010032)",
            channel="C1",
            subscription=NIGHT.id,
            by="U1",
            at=NINE,
            until=NINE + 2 * DAY,
            why="being mended",
        ),
    )


async def test_a_cause_is_acknowledged_for_all_of_the_channel(desk: Desk) -> None:
    cause = await cause_of(desk)

    answer = await desk.asked(f"ack night cause:{cause} why:4711 in:channel")

    assert isinstance(answer, ToldAnswer)
    assert f"Later digests of {CHANNEL} list it after the others" in answer.said
    (mark,) = await marks_of(desk)
    assert (mark.kind, mark.subscription, mark.until) == (
        MarkKind.ACKNOWLEDGED,
        "",
        NINE + 7 * DAY,
    )
    assert [one.line for one in answer.offers] == [
        f"/runs digest unack night cause:{cause} in:channel"
    ]


async def test_a_mark_is_taken_back_by_anybody_once(desk: Desk) -> None:
    cause = await cause_of(desk)
    await desk.asked(f"mute night cause:{cause} why:known")

    first = await desk.asked(f"unmute night cause:{cause}", STRANGER)
    again = await desk.asked(f"unmute night cause:{cause}", STRANGER)

    assert first == ToldAnswer(
        said="The agent is offline. (WKS.00010032) is muted no more: later digests list it as "
        "before. What was counted meanwhile is not told again."
    )
    assert again == ToldAnswer(said="That cause is not muted any more.")
    assert await marks_of(desk) == ()


async def test_what_is_marked_is_shown_with_what_takes_it_back(desk: Desk) -> None:
    cause = await cause_of(desk)
    await desk.asked(f"mute night cause:{cause} why:known")

    shown = await desk.asked("show night", STRANGER)

    assert isinstance(shown, SubscriptionAnswer)
    assert [(mark.why, undo.label) for mark, undo in shown.marks] == [("known", UNDO)]


async def test_a_window_offers_the_causes_that_were_told(desk: Desk) -> None:
    cause = await cause_of(desk)

    choice = await desk.desk.form(OWNER, DigestQuery(verb=DigestVerb.ACK, name="night"))

    assert isinstance(choice, MarkChoice)
    assert (choice.kind, choice.one) == (MarkKind.ACKNOWLEDGED, NIGHT)
    assert choice.labels == {cause: "The agent is offline. (WKS.00010032)"}
    assert [(one.id, one.count) for one in choice.causes] == [(cause, 2)]
    assert choice.marks == ()


async def test_a_secret_in_a_reason_is_hidden(desk: Desk) -> None:
    cause = await cause_of(desk)

    await desk.asked(f'mute night cause:{cause} why:"password=hunter2"')

    (mark,) = await marks_of(desk)
    assert mark.why == "password=••••"


async def test_what_is_missing_is_said(desk: Desk) -> None:
    cause = await cause_of(desk)

    assert await refused(desk, f"mute night cause:{cause}") == (
        '`digest mute` needs a reason, such as `why:"being mended"`: everybody in the '
        "channel reads it."
    )
    assert await refused(desk, "ack night cause:c9 why:x") == (
        "night was told of no cause `c9` lately; its button Mute cause lists them."
    )
    for span in ("1y", "5m", "31d"):
        said = await refused(desk, f"mute night cause:{cause} why:x for:{span}")
        assert said.startswith(f"`for:{span}` is not between an hour and 30 days")


async def test_guests_mark_nothing(desk: Desk) -> None:
    guest = actor(Standing.GUEST)
    query = DigestQuery(verb=DigestVerb.MUTE, name="night")

    with pytest.raises(AccessDeniedError):
        await desk.desk.form(guest, query)
    with pytest.raises(AccessDeniedError):
        await desk.asked(f"mute night cause:{await cause_of(desk)} why:x", guest)
