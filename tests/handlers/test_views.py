"""Windows of digests through Bolt, without a socket."""

import json
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.blocks.forms import DIGESTS
from bot.blocks.problems import BUSY, NO_WINDOW, RESTARTING
from bot.domain.access import Actor
from bot.domain.digest_answers import DigestAnswer, ToldAnswer
from bot.domain.digest_queries import DigestQuery, DigestVerb
from bot.domain.forms import Carried, Filled
from bot.domain.mark_form import MarkChoice, MarkWish
from bot.domain.marks import MarkKind
from bot.domain.messages import Address
from bot.domain.subscription_form import SubscriptionForm, Wish
from bot.errors import AccessDeniedError, MessengerError, TooLateError
from handlers.intake import Intake
from tests.fakes import NINE, FakeMessenger
from tests.handlers.counter import BESIDE, Counter, Other, command, desk, press
from tests.services.digesting import NIGHT

PRIVATELY = Address(user="U1", channel="C9")
FIELDS = {
    "name": {"type": "plain_text_input", "value": "night"},
    "channel": {"type": "conversations_select", "selected_conversation": "C0NIGHT"},
    "schedule": {"type": "plain_text_input", "value": "every day at 9:00"},
    "zone": {"type": "plain_text_input", "value": "UTC"},
    "target": {"type": "plain_text_input", "value": None},
    "outcomes": {"type": "checkboxes", "selected_options": [{"value": "failed"}]},
    "empty": {"type": "radio_buttons", "selected_option": {"value": "silent"}},
    "mention": {"type": "multi_users_select", "selected_users": ["U2"]},
}
FILLED = Filled(
    {
        "name": ("night",),
        "channel": ("C0NIGHT",),
        "schedule": ("every day at 9:00",),
        "zone": ("UTC",),
        "outcomes": ("failed",),
        "empty": ("silent",),
        "mention": ("U2",),
    }
)
MUTE = {
    "cause": {"type": "static_select", "selected_option": {"value": "c1"}},
    "lasts": {"type": "static_select", "selected_option": {"value": "2d"}},
    "where": {"type": "radio_buttons", "selected_option": {"value": "here"}},
    "why": {"type": "plain_text_input", "value": "known"},
}


class Digests:
    """The desk of digests, which remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, object]] = []
        self.kept: list[tuple[str, Wish]] = []
        self.error: Exception | None = None

    async def form(
        self, actor: Actor, query: DigestQuery
    ) -> SubscriptionForm | MarkChoice:
        self.asked.append((actor.user, query))
        if self.error is not None:
            raise self.error
        if query.verb in {DigestVerb.NEW, DigestVerb.EDIT}:
            return SubscriptionForm(clouds=("prod",), channel=actor.channel, zone="UTC")
        kind = MarkKind.MUTED
        return MarkChoice(kind=kind, one=NIGHT, causes=(), labels={}, marks=())

    async def keep(self, actor: Actor, name: str, wish: Wish) -> DigestAnswer:
        self.asked.append((actor.user, name))
        self.kept.append((name, wish))
        if self.error is not None:
            raise self.error
        return ToldAnswer(said=f"{wish.name} is kept.")

    async def mark(self, actor: Actor, wish: MarkWish) -> DigestAnswer:
        self.asked.append((actor.user, wish))
        return ToldAnswer(said=f"{wish.cause} is marked.")


class Town:
    """A desk, Bolt before it, and one person."""

    def __init__(self, *failures: Exception | None, room: int = 5) -> None:
        self.messenger = FakeMessenger(*failures)
        self.desk = desk(self.messenger)
        self.digests = Digests()
        answers: Any = self.desk.answers
        answers.digests = self.digests
        self.intake = Intake(limit=room)
        self.counter = Counter(self.intake, self.desk)

    async def send(self, form: dict[str, str]) -> dict[str, Any]:
        """What the ack says, once all that it began has ended."""
        response = await self.counter.take(form)
        await self.intake.drain(finish=2, tell=1)
        assert response.status == 200
        said: dict[str, Any] = json.loads(response.body or "{}")
        return said

    @property
    def told(self) -> list[tuple[Address, str]]:
        return [(address, one.text) for address, one in self.messenger.replies]

    @property
    def shown(self) -> list[str]:
        """The titles of what stood in the only window."""
        (modals,) = self.messenger.windows.values()
        return [one.title for one in modals]


def submitted(
    form: str,
    fields: dict[str, Any],
    carried: Carried | None,
    trigger: str = "1.a",
) -> dict[str, str]:
    """The form that Slack sends when somebody has filled in a window."""
    values = {name: {f"form.{name}": state} for name, state in fields.items()}
    payload = {
        "type": "view_submission",
        "user": {"id": "U1", "team_id": "T1"},
        "team": {"id": "T1"},
        "trigger_id": trigger,
        "view": {
            "type": "modal",
            "callback_id": f"runs.form.{form}",
            "private_metadata": carried.packed() if carried else "nonsense",
            "state": {"values": values},
        },
    }
    return {"payload": json.dumps(payload)}


CARRIED = Carried(channel="C9")
REVIEW = Carried(channel="C9", filled=FILLED)


async def test_a_command_opens_a_window_that_is_filled_then() -> None:
    town = Town()

    said = await town.send(command("digest new", "1.abc"))

    assert said["text"] == "A window opens…"
    assert town.messenger.triggers == ["1.abc"]
    assert town.shown == [DIGESTS.title, "New digest"]
    assert town.digests.asked == [("U1", DigestQuery(verb=DigestVerb.NEW))]
    assert town.told == []


async def test_a_button_opens_a_window_for_a_cause() -> None:
    town = Town()
    value = "v1 /runs digest mute night 1"

    await town.send(press({"trigger_id": "2.b"}, action_id="runs.mute", value=value))

    assert town.messenger.triggers == ["2.b"]
    assert town.shown == [DIGESTS.title, "Mute a cause"]


async def test_why_nothing_can_be_filled_in_stands_in_the_window() -> None:
    town = Town()
    town.digests.error = AccessDeniedError("Guests may not.")

    await town.send(command("digest new", "1.abc"))

    (modals,) = town.messenger.windows.values()
    assert "Guests may not." in str(modals[-1].blocks)
    assert town.told == []


async def test_where_no_window_opens_a_button_tries_again() -> None:
    town = Town(TooLateError("expired_trigger_id"))

    await town.send(command("digest edit night", "1.abc"))

    ((address, said),) = town.told
    assert (address, said) == (BESIDE, NO_WINDOW)
    blocks = str(town.messenger.replies[0][1].blocks)
    assert "v1 /runs digest edit night 1" in blocks


async def test_trouble_with_the_window_is_told_beside() -> None:
    refused = MessengerError("no", permanent=True)
    town = Town(None, refused, refused)

    await town.send(command("digest new", "1.abc"))

    ((address, _),) = town.told
    assert address == BESIDE


async def test_what_was_filled_in_is_read_again_on_top_of_the_window() -> None:
    town = Town()

    said = await town.send(submitted("subscription", FIELDS, CARRIED))

    assert (said["response_action"], said["view"]["callback_id"]) == (
        "push",
        "runs.form.review",
    )
    assert said["view"]["private_metadata"] == REVIEW.packed()
    assert town.digests.asked == []


async def test_what_is_wrong_is_said_beside_its_field() -> None:
    town = Town()
    fields = {**FIELDS, "zone": {"type": "plain_text_input", "value": "Mars"}}

    said = await town.send(submitted("subscription", fields, CARRIED))

    assert said == {
        "response_action": "errors",
        "errors": {"zone": "This is no time zone like Asia/Singapore."},
    }


async def test_what_was_read_again_is_kept_and_told_where_it_was_asked_for() -> None:
    town = Town()

    said = await town.send(submitted("review", {}, REVIEW))

    assert said == {"response_action": "clear"}
    ((name, wish),) = town.digests.kept
    assert (name, wish.name, wish.mention) == ("", "night", ("U2",))
    assert town.digests.asked == [("U1", "")]
    assert town.told == [(PRIVATELY, "night is kept.")]


async def test_what_is_sent_twice_is_done_once() -> None:
    town = Town()
    form = submitted("review", {}, REVIEW)

    assert [await town.counter.take(form) for _ in range(2)]
    await town.intake.drain(finish=2, tell=1)

    assert len(town.digests.asked) == 1


async def test_why_it_was_not_kept_is_told_with_an_id() -> None:
    town = Town()
    town.digests.error = AccessDeniedError("Only its owner may.")

    await town.send(submitted("review", {}, REVIEW))

    ((address, said),) = town.told
    assert address == PRIVATELY
    assert said.startswith("Only its owner may.\nid ")


@pytest.mark.parametrize("closed", [False, True], ids=["busy", "stopping"])
async def test_where_there_is_no_room_it_is_kept_for_another_try(closed: bool) -> None:  # noqa: FBT001  a parameter
    town = Town(room=1)
    if closed:
        await town.intake.drain(finish=0, tell=0)
    else:
        town.intake.accept(Other())

    said = json.loads((await town.counter.take(submitted("review", {}, REVIEW))).body)
    marked = json.loads(
        (await town.counter.take(submitted("muted", MUTE, CARRIED))).body
    )

    why = RESTARTING if closed else BUSY
    assert said["response_action"] == "update"
    assert why in str(said["view"]["blocks"][0])
    assert marked == {"response_action": "errors", "errors": {"cause": why}}


async def test_a_cause_is_marked() -> None:
    town = Town()
    carried = Carried(channel="C9", name="night")

    said = await town.send(submitted("acknowledged", MUTE, carried))

    assert said == {}
    ((_, wish),) = town.digests.asked
    assert isinstance(wish, MarkWish)
    assert (wish.kind, wish.name, wish.why) == (
        MarkKind.ACKNOWLEDGED,
        "night",
        "known",
    )
    assert town.told == [(PRIVATELY, "c1 is marked.")]


async def test_a_mark_lacks_nothing() -> None:
    said = await Town().send(submitted("muted", {}, CARRIED))

    assert said["errors"].keys() == {"cause", "why"}


NOT_OURS = {
    "no state": ("subscription", None),
    "another form": ("nonsense", CARRIED),
    "a review of nothing": ("review", CARRIED),
}


@pytest.mark.parametrize(("form", "carried"), NOT_OURS.values(), ids=NOT_OURS.keys())
async def test_what_is_none_of_ours_is_closed(
    form: str, carried: Carried | None
) -> None:
    town = Town()

    with capture_logs() as logs:
        said = await town.send(submitted(form, {}, carried))

    assert said == {}
    assert [one["event"] for one in logs] == ["window_not_ours"]
    assert town.digests.asked == []


async def test_who_made_a_digest_is_kept() -> None:
    town = Town()

    with capture_logs() as logs:
        await town.send(submitted("review", {}, REVIEW))

    (question,) = [one for one in logs if one["event"] == "question"]
    assert question["text"] == "/runs digest new"
    assert town.desk.clock.now() == NINE
