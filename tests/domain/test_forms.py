"""What people fill in, and what becomes of it."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.executions import Outcome
from bot.domain.failures import FailureFilter
from bot.domain.forms import LONGEST_KEPT, Carried, Faults, Filled, unpacked
from bot.domain.mark_form import MarkWish, mark_wish
from bot.domain.marks import MarkKind
from bot.domain.references import SourceName
from bot.domain.schedules import Schedule
from bot.domain.subscription_form import Wish, filled_in, wish

TEXTS = st.text(max_size=40)
FIELDS = st.dictionaries(TEXTS, st.lists(TEXTS, max_size=3).map(tuple), max_size=5)
NEW = Carried(channel="C1")
USUAL = Filled(
    {
        "name": ("Night",),
        "channel": ("C0NIGHT",),
        "schedule": ("weekdays at 9:00",),
        "zone": ("Asia/Singapore",),
        "outcomes": ("failed", "skipped"),
        "empty": ("post",),
    }
)
WISH = Wish(
    name="night",
    channel="C0NIGHT",
    schedule=Schedule.parse("weekdays at 9:00"),
    zone=ZoneInfo("Asia/Singapore"),
    wanted=FailureFilter(),
)


def filled(**changed: str | tuple[str, ...]) -> Filled:
    fields = {
        name: (value,) if isinstance(value, str) else value
        for name, value in changed.items()
    }
    return Filled({**USUAL.fields, **fields})


@given(
    st.builds(
        Carried,
        channel=TEXTS,
        name=TEXTS,
        taken=st.lists(TEXTS, max_size=5).map(tuple),
        filled=st.none() | FIELDS.map(Filled),
    )
)
def test_what_a_window_carries_comes_back(carried: Carried) -> None:
    assert unpacked(carried.packed()) == carried


def test_as_many_taken_names_are_carried_as_there_is_room_for() -> None:
    names = tuple(f"digest-{number:032}" for number in range(500))

    packed = Carried(taken=names).packed()

    assert LONGEST_KEPT - 300 < len(packed) <= LONGEST_KEPT
    back = unpacked(packed)
    assert back is not None
    assert back.taken == names[: len(back.taken)]


@pytest.mark.parametrize(
    "text", ["", "no json", "[]", "{}", '{"channel": 1}', "null", '"\ud800"']
)
def test_what_is_nothing_of_ours_is_nothing(text: str) -> None:
    assert unpacked(text) is None


def test_what_is_filled_in_is_a_wish() -> None:
    assert wish(USUAL, NEW) == WISH


def test_everything_can_be_wished_for() -> None:
    every = filled(
        clouds=("prod", "dr"),
        sources=("task", "app", "nonsense"),
        outcomes=("skipped",),
        target=" FIN-DESK , hr,, hr ",
        script="patch",
        pool="finance",
        cause="offline",
        empty="silent",
        mention=("U1", "U2"),
    )

    assert wish(every, NEW) == replace(
        WISH,
        clouds=("prod", "dr"),
        wanted=FailureFilter(
            sources=frozenset({SourceName.TASK, SourceName.APP}),
            targets=("FIN-DESK", "hr"),
            scripts=("patch",),
            pools=("finance",),
            causes=("offline",),
            outcomes=frozenset({Outcome.SKIPPED}),
        ),
        posts_empty=False,
        mention=("U1", "U2"),
    )


def test_all_sources_are_the_same_as_none() -> None:
    assert wish(filled(sources=tuple(SourceName)), NEW) == WISH


WRONG = {
    "no name": ({"name": "!"}, "name", "A name is made of a-z, 0-9, - and _"),
    "a taken name": ({"name": "DAY"}, "name", "There is a digest day already."),
    "no channel": ({"channel": "D1"}, "channel", "Choose a channel."),
    "no schedule": ({"schedule": ()}, "schedule", "There is no schedule. Say weekdays"),
    "never": ({"schedule": "0 0 31 2 *"}, "schedule", "0 0 31 2 * never comes"),
    "no zone": ({"zone": "Mars"}, "zone", "This is no time zone"),
    "a long filter": ({"pool": "x" * 201}, "pool", "This is too long: 200 characters"),
    "many clouds": (
        {"clouds": tuple(f"cloud{n:035}" for n in range(100))},
        "clouds",
        "This is more than I can keep.",
    ),
}


@pytest.mark.parametrize(("changed", "field", "said"), WRONG.values(), ids=WRONG.keys())
def test_what_makes_no_sense_is_said_beside_its_field(
    changed: dict[str, str | tuple[str, ...]], field: str, said: str
) -> None:
    faults = wish(filled(**changed), replace(NEW, taken=("day",)))

    assert isinstance(faults, Faults)
    assert list(faults.by_field) == [field]
    assert faults.by_field[field].startswith(said)
    assert "`" not in faults.by_field[field]


def test_the_name_of_what_is_changed_stays() -> None:
    carried = Carried(channel="C1", name="night", taken=("night",))

    assert wish(filled(name="other"), carried) == WISH


@given(
    st.dictionaries(
        st.sampled_from([*USUAL.fields, "clouds", "sources", "target", "mention"]),
        st.lists(st.text(max_size=60), max_size=4).map(tuple),
    )
)
def test_whatever_is_filled_in_is_a_wish_or_faults(
    fields: dict[str, tuple[str, ...]],
) -> None:
    assert isinstance(wish(Filled({**USUAL.fields, **fields}), NEW), Wish | Faults)


def test_what_is_kept_fills_in_the_window_that_changes_it() -> None:
    every = filled(
        sources=("app", "task"), target="FIN-DESK, hr", mention=("U1",), empty="silent"
    )
    wished = wish(every, NEW)
    assert isinstance(wished, Wish)

    again = wish(filled_in(wished.of("U1")), NEW)

    assert again == wished


MUTE = Filled({"cause": ("c1",), "lasts": ("2d",), "why": ("known",)})


def test_a_mark_is_wished_for() -> None:
    assert mark_wish(MUTE, MarkKind.MUTED, "night") == MarkWish(
        kind=MarkKind.MUTED,
        name="night",
        cause="c1",
        lasts=timedelta(days=2),
        why="known",
    )


def test_a_mark_of_the_channel_that_lasts_as_usual() -> None:
    chosen = Filled({**MUTE.fields, "where": ("channel",), "lasts": ()})

    wished = mark_wish(chosen, MarkKind.ACKNOWLEDGED, "night")

    assert isinstance(wished, MarkWish)
    assert (wished.everywhere, wished.lasts) == (True, timedelta(days=7))


def test_a_mark_needs_a_cause_and_a_reason() -> None:
    assert mark_wish(Filled({}), MarkKind.MUTED, "night") == Faults(
        {
            "cause": "Choose a cause.",
            "why": "Give a reason: everybody in the channel reads it.",
        }
    )
