from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from bot.domain.causes import Cause
from bot.domain.executions import Batch, Detail, Execution, Moment, Named, Outcome
from bot.domain.outputs import Output
from bot.errors import SourceRejectedError
from tests.adapters.cloud.one_answer import EXECUTION, read, refusal
from tests.adapters.cloud.samples import UNREADABLE, W7

UNREAD = "The cloud sent something that I cannot read."
WITHOUT: dict[str, dict[str, Any]] = {
    "id": {"id": ""},
    "script_id": {"script": Named("", EXECUTION.script.name)},
    "script_name": {"script": Named(EXECUTION.script.id, "")},
    "script_task_id": {"run_id": ""},
    "resource_id": {"target": Named("", EXECUTION.target.name)},
    "resource_name": {"target": Named(EXECUTION.target.id, "")},
    "resource_type": {"target_kind": ""},
    "start_time": {"started": None},
    "end_time": {"ended": None},
    "status": {"outcome": Outcome.UNKNOWN, "raw_status": ""},
    "execute_order": {"batch": None},
    "result_code": {"cause": Cause("", EXECUTION.cause.reason)},
    "reason": {"cause": Cause(EXECUTION.cause.code, "")},
    "output": {"output": Output()},
}


@pytest.mark.parametrize(("name", "changes"), WITHOUT.items(), ids=list(WITHOUT))
async def test_a_missing_field_costs_only_itself(
    name: str, changes: dict[str, Any]
) -> None:
    body = {key: value for key, value in W7.items() if key != name}

    assert await read(body) == replace(EXECUTION, **changes)


@pytest.mark.parametrize(("name", "changes"), WITHOUT.items(), ids=list(WITHOUT))
async def test_a_null_is_a_missing_field(name: str, changes: dict[str, Any]) -> None:
    assert await read(W7 | {name: None}) == replace(EXECUTION, **changes)


AS_TEXT = [
    (702, "702"),
    (-1, "-1"),
    (0, "0"),
    (10**30, "1" + "0" * 30),
    (1.5, "1.5"),
    (True, "true"),
    (False, "false"),
    (float("nan"), "nan"),
    (float("inf"), "inf"),
    (" spaced\n", " spaced\n"),
    ("<!channel> \u202e\x00", "<!channel> \u202e\x00"),
]


def written(name: str, text: str) -> Execution:
    """The example with this text in a field that holds plain text."""
    changed: dict[str, Any] = {
        "script_id": {"script": Named(text, EXECUTION.script.name)},
        "script_name": {"script": Named(EXECUTION.script.id, text)},
        "script_task_id": {"run_id": text},
        "resource_id": {"target": Named(text, EXECUTION.target.name)},
        "resource_name": {"target": Named(EXECUTION.target.id, text)},
        "resource_type": {"target_kind": text},
        "status": {"outcome": Outcome.UNKNOWN, "raw_status": text},
        "result_code": {"cause": Cause(text, EXECUTION.cause.reason)},
        "reason": {"cause": Cause(EXECUTION.cause.code, text)},
        "output": {"output": Output(text)},
    }
    return replace(EXECUTION, **changed[name])


@pytest.mark.parametrize(("value", "text"), AS_TEXT, ids=ascii)
@pytest.mark.parametrize(
    "name", sorted(WITHOUT.keys() - {"id", "start_time", "end_time", "execute_order"})
)
async def test_an_odd_scalar_is_kept_as_text(
    name: str, value: object, text: str
) -> None:
    assert await read(W7 | {name: value}) == written(name, text)


@pytest.mark.parametrize("output", ["\ud800", "ok \udcff end"], ids=ascii)
async def test_half_a_letter_does_not_cost_the_whole_answer(output: str) -> None:
    found = await read(W7 | {"output": output})

    assert replace(found, output=Output("")) == replace(EXECUTION, output=Output(""))


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        (1768417836054, EXECUTION.started and EXECUTION.started.at),
        (True, None),
        ("soon", None),
    ],
    ids=["epoch", "boolean", "text"],
)
async def test_an_odd_time_is_read_or_kept(
    value: object, moment: datetime | None
) -> None:
    found = await read(W7 | {"start_time": value})

    raw = str(value).lower() if isinstance(value, bool) else str(value)
    assert found == replace(EXECUTION, started=Moment(raw, moment))


@pytest.mark.parametrize(
    ("order", "batch"),
    [
        (0, None),
        (1, Batch.GRAY),
        (2, Batch.NON_GRAY),
        (3, None),
        (-1, None),
        ("1", Batch.GRAY),
        (" 2 ", Batch.NON_GRAY),
        ("", None),
        ("first", None),
        ("9" * 5_000, None),
        (True, None),
        (1.5, None),
        ([1], None),
        ({"order": 1}, None),
    ],
    ids=lambda value: ascii(value)[:20],
)
async def test_the_order_names_the_part_of_a_gradual_rollout(
    order: object, batch: Batch | None
) -> None:
    assert await read(W7 | {"execute_order": order}) == replace(EXECUTION, batch=batch)


@pytest.mark.parametrize("value", [[], {}, ["x"], {"text": "x"}], ids=str)
@pytest.mark.parametrize("name", sorted(WITHOUT.keys() - {"execute_order"}))
async def test_a_nested_value_where_text_belongs_costs_only_itself_and_is_told(
    name: str, value: object
) -> None:
    found = await read(W7 | {name: value})

    changes = WITHOUT[name] if name != "output" else {"output": Output(gap=UNREAD)}
    told = (Detail("Not readable", name),)
    assert found == replace(EXECUTION, **changes, details=told)


async def test_an_answer_of_which_nothing_can_be_read_is_refused() -> None:
    found = await refusal({name: [1] for name in W7})

    assert (type(found), str(found)) == (SourceRejectedError, UNREADABLE)


async def test_a_name_or_reason_of_any_length_is_bounded() -> None:
    found = await read(W7 | {"reason": "-eyJ" * 250_000, "script_name": "x" * 9_999})

    assert (len(found.cause.reason), len(found.script.name)) == (4_096, 4_096)
