from dataclasses import replace

import pytest

from bot.domain.executions import Detail, Named, Outcome
from tests.adapters.cloud.endpoint_samples import C2, C4, ORDER, c5, in_data
from tests.adapters.cloud.endpoints import Refusal, whole
from tests.adapters.cloud.test_order import THE_RUN, THE_SCRIPT, order


async def test_a_batch_without_an_index_is_told_with_a_question_mark() -> None:
    cloud = order(C4=in_data([{"total_instances": 9}]))

    found = await whole(cloud.order, ORDER)

    assert found.run.details[-1] == Detail("Batches", "?: 9 hosts")


def statistics(total: int | None, **counts: int | None) -> object:
    told = [
        {"instance_status": word, "instance_count": count, "batch_indexes": [1]}
        for word, count in counts.items()
    ]
    return in_data({"total_instance": total, "execute_statistics": told})


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        (statistics(2, FINISHED=2), Outcome.SUCCEEDED),
        (statistics(2, FINISHED=2, ABNORMAL=None), Outcome.SUCCEEDED),
        (statistics(2, FINISHED=1, CANCELED=1), Outcome.CANCELED),
        (statistics(2, FINISHED=1, MELTED=1), Outcome.UNKNOWN),
        (statistics(3, FINISHED=2), Outcome.UNKNOWN),
        (statistics(None, FINISHED=2), Outcome.UNKNOWN),
        (statistics(0), Outcome.UNKNOWN),
        (statistics(2), Outcome.UNKNOWN),
    ],
    ids=["adds-up", "unsaid", "canceled", "odd", "less", "no-total", "none", "empty"],
)
async def test_nobody_failed_where_the_others_make_up_the_total(
    told: object, outcome: Outcome
) -> None:
    hosts = c5({"id": 1, "status": "FINISHED"}, {"id": 2, "status": "FINISHED"})
    cloud = order(C3=told, C4=in_data(C4[:1]), C5=hosts)

    assert (await whole(cloud.order, ORDER)).run.outcome is outcome


@pytest.mark.parametrize(
    ("batches", "outcome", "gaps"),
    [
        (C4[:1], Outcome.SUCCEEDED, ()),
        ([{"batch_index": 1}], Outcome.SUCCEEDED, ()),
        (
            [C4[0] | {"total_instances": 3}],
            Outcome.UNKNOWN,
            ("The cloud counts 3 targets, but lists 2.",),
        ),
        (
            [C4[0], None],
            Outcome.UNKNOWN,
            ("I cannot read all that is told of the batches; hosts may be missing.",),
        ),
    ],
    ids=["all", "uncounted", "fewer", "odd"],
)
async def test_without_statistics_nobody_failed_where_every_host_was_read(
    batches: list[object], outcome: Outcome, gaps: tuple[str, ...]
) -> None:
    hosts = c5({"id": 1, "status": "FINISHED"}, {"id": 2, "status": "FINISHED"})
    cloud = order(C3=Refusal(403), C4=in_data(batches), C5=hosts)

    found = await whole(cloud.order, ORDER)

    assert (found.run.outcome, found.executions.gaps[1:]) == (outcome, gaps)


async def test_one_odd_field_of_an_order_costs_only_itself_and_is_told() -> None:
    odd = C2 | {"properties": C2["properties"] | {"script_name": ["x"]}}

    found = await whole(order(C2=in_data(odd)).order, ORDER)

    assert found.run == replace(
        THE_RUN,
        work=Named(THE_SCRIPT.id),
        details=(*THE_RUN.details, Detail("Not readable", "properties.script_name")),
    )


async def test_statistics_that_cannot_all_be_read_are_a_gap() -> None:
    odd = {"total_instance": 3, "execute_statistics": "three"}

    found = await whole(order(C3=in_data(odd)).order, ORDER)

    assert found.executions.gaps == (
        "Its statistics hold something that I cannot read: execute_statistics.",
    )
