import pytest

from bot.adapters.cloud.list_payloads import PoolPayload
from bot.adapters.cloud.listed_pools import ListedPools
from bot.domain.executions import Named
from bot.domain.runs import Listing
from bot.errors import SourceRejectedError
from tests.adapters.cloud.endpoint_samples import POOL
from tests.adapters.cloud.endpoints import Refusal, in_order
from tests.adapters.cloud.samples import PROJECT
from tests.adapters.cloud.swept_cloud import W8, Paged, SweptCloud, w8


def pools(cloud: SweptCloud) -> ListedPools:
    return ListedPools(cloud.client, "prod", PROJECT)


async def test_pools_are_found_by_name() -> None:
    cloud = SweptCloud(W8=w8(W8))

    assert await pools(cloud).named("finance & co") == Listing(
        (Named(POOL, "finance-pool"),), 1
    )
    assert cloud.asked("W8") == [
        in_order("name=finance+%26+co&limit=1000&offset=0").replace("+", "%20")
    ]


async def test_without_such_a_pool_nothing_is_listed() -> None:
    assert await pools(SweptCloud(W8=w8())).named("x") == Listing((), 0)


async def test_every_page_is_read() -> None:
    rows = [W8 | {"id": f"pool-{number}"} for number in range(2_300)]
    cloud = SweptCloud(W8=Paged("desktop_pools", "total_count", rows))

    found = await pools(cloud).named("finance")

    assert [pool.id for pool in found.rows] == [row["id"] for row in rows]
    assert (found.total, found.gaps, len(cloud.requests)) == (2_300, (), 3)


async def test_a_refusal_names_the_permission() -> None:
    with pytest.raises(SourceRejectedError, match="workspace:desktopPools:list"):
        await pools(SweptCloud(W8=Refusal(403))).named("x")


@pytest.mark.parametrize("name", [name for name, value in W8.items() if value != ""])
def test_every_documented_field_is_read(name: str) -> None:
    whole, less = (PoolPayload.model_validate(row) for row in (W8, W8 | {name: None}))

    assert whole != less
