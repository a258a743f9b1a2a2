from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.socket_mode.connection import End
from bot.adapters.socket_mode.pauses import Pauses
from bot.adapters.socket_mode.timing import USUAL

ENDS = st.tuples(st.sampled_from(End), st.floats(0, 100))


def within(pauses: list[float], longest: list[float]) -> bool:
    """Whether each is at most so long, and at least half of it."""
    return all(
        most / 2 <= pause <= most for pause, most in zip(pauses, longest, strict=True)
    )


def after(*ends: tuple[End, float]) -> list[float]:
    """The pause after each of these ends."""
    pauses = Pauses(USUAL)
    found = []
    for end, lasted in ends:
        pauses.ended(end, lasted)
        found.append(pauses.next())
    return found


def test_the_first_opening_waits_for_nothing() -> None:
    assert Pauses(USUAL).next() == 0


def test_openings_that_fail_are_tried_ever_more_seldom() -> None:
    pauses = Pauses(USUAL)
    found = []

    for _ in range(8):
        pauses.failed()
        found.append(pauses.next())

    assert within(found, [1, 2, 4, 8, 16, 30, 30, 30])


def test_what_ends_soon_is_replaced_at_once_and_then_spaced_out() -> None:
    found = after(*[(End.DROPPED, 2.0)] * 7)

    assert within(found, [0, 1, 2, 4, 5, 5, 5])


def test_what_lasted_is_replaced_at_once_whatever_was_before() -> None:
    short, long = (End.DROPPED, 2.0), (End.SILENT, 30.0)

    found = after(short, short, short, long, short, short)

    assert within(found, [0, 1, 2, 0, 0, 1])


def test_a_refresh_adds_nothing() -> None:
    refresh, drop = (End.REFRESHED, 2.0), (End.DROPPED, 2.0)

    found = after(refresh, refresh, drop, refresh, drop, refresh)

    assert within(found, [0, 0, 0, 0, 1, 1])


def test_a_storm_of_refreshes_is_spaced_out() -> None:
    found = after(*[(End.REFRESHED, 0.1)] * 6)

    assert within(found, [0, 1, 2, 4, 5, 5])


def test_what_slack_refuses_counts_as_not_opened() -> None:
    refused = (End.REFUSED, 2.0)

    assert within(after(*[refused] * 7), [1, 2, 4, 8, 16, 30, 30])
    assert within(after(refused, refused, (End.REFUSED, 3_600.0)), [1, 2, 1])


def test_failed_openings_are_forgotten_with_the_next_connection() -> None:
    pauses = Pauses(USUAL)
    for _ in range(5):
        pauses.failed()

    pauses.ended(End.DROPPED, 2.0)

    assert pauses.next() == 0


@given(st.lists(ENDS, max_size=60))
def test_nobody_waits_long_while_openings_succeed(
    ends: list[tuple[End, float]],
) -> None:
    kind = [end for end in ends if end[0] is not End.REFUSED]

    assert all(pause <= USUAL.longest_gap for pause in after(*kind))


@given(ENDS.filter(lambda end: end[1] < USUAL.shortest_pause))
def test_nothing_is_asked_for_in_a_hot_loop(end: tuple[End, float]) -> None:
    assert all(pause >= USUAL.shortest_pause / 2 for pause in after(*[end] * 20)[1:])
