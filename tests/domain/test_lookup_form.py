"""What is filled in in the look-up form, as a command."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.forms import Faults, Filled
from bot.domain.lookup_form import FIELDS, Ask, LookUpForm, Sought, form_of, wanted_line
from bot.domain.queries import parse


def line(sought: Sought, **fields: str | tuple[str, ...]) -> str | Faults:
    texts = {
        name.rstrip("_"): (value,) if isinstance(value, str) else value
        for name, value in fields.items()
    }
    return wanted_line(sought, Filled(texts))


@pytest.mark.parametrize(
    ("made", "typed"),
    [
        (line(Sought.FAILURES), "failures"),
        (line(Sought.FAILURES, pool="p1", task="t1"), "failures pool:p1 name:t1"),
        (line(Sought.SCRIPT, id="r1"), "script r1"),
        (line(Sought.SCRIPT, script="s1"), "failures source:script script:s1"),
        (line(Sought.TASK, task="t1"), "task t1"),
        (line(Sought.TASK, task="t1", id="r1"), "task t1 r1"),
        (
            line(Sought.TASK, task="t1", from_="2026-11-20"),
            "failures source:task name:t1 since:2026-11-20",
        ),
        (line(Sought.POOL), "pool"),
        (line(Sought.POOL, id="prod/pool/x", cloud="prod"), "pool prod/pool/x"),
        (
            line(Sought.POOL, pool="p 1", outcomes=("failed", "skipped")),
            'pool pool:"p 1" status:failed,skipped',
        ),
        (
            line(Sought.ORDER, from_="2026-11-20", to="2026-11-20", cloud="prod"),
            "orders since:2026-11-20 until:2026-11-21 cloud:prod",
        ),
        (line(Sought.APP, outcomes=("failed",)), "failures source:app outcome:failed"),
        (line(Sought.FIND, text="FIN DESK: 2"), 'find "FIN DESK: 2"'),
    ],
)
def test_what_was_filled_in_is_a_command(made: str | Faults, typed: str) -> None:
    assert made == f"/runs {typed}"


NEEDED = "Give an id, or fill in one of the fields below."


@pytest.mark.parametrize(
    ("made", "field", "said"),
    [
        (line(Sought.SCRIPT), Ask.ID, NEEDED),
        (line(Sought.APP), Ask.ID, NEEDED),
        (line(Sought.TASK), Ask.ID, "Choose a task or give its id, or fill"),
        (line(Sought.SCRIPT, id="a/b"), Ask.ID, "a/b is neither"),
        (line(Sought.SCRIPT, id="../x"), Ask.ID, "../x is neither"),
        (line(Sought.POOL, id="x", pool="p1"), Ask.ID, "An id is looked up alone"),
        (line(Sought.FIND, text="x"), Ask.TEXT, "I cannot look for x"),
        (
            line(Sought.ORDER, from_="2026-11-20", to="2026-11-19"),
            Ask.TO,
            "This is before the day",
        ),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field(
    made: str | Faults, field: Ask, said: str
) -> None:
    assert isinstance(made, Faults)
    assert list(made.by_field) == [field]
    assert made.by_field[field].startswith(said)


def test_a_window_is_known_by_its_word() -> None:
    assert form_of("pool") == LookUpForm(sought=Sought.POOL)
    assert form_of("why") is None


@given(
    sought=st.sampled_from(Sought),
    fields=st.dictionaries(
        st.sampled_from(Ask), st.text(max_size=30).map(lambda x: (x,))
    ),
)
def test_a_command_that_is_made_can_be_read(
    sought: Sought, fields: dict[str, tuple[str, ...]]
) -> None:
    made = wanted_line(sought, Filled(fields))

    if isinstance(made, Faults):
        assert made.by_field.keys() <= {*FIELDS[sought]}
        assert all(made.by_field.values())
    else:
        parse(made)
