"""The lists of COC that go on after a number: C1 orders, and C5 hosts of a batch."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from bot.adapters.cloud.errors import Asked
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.list_payloads import OrderRowPayload, order_page
from bot.adapters.cloud.order_hosts import InstancePayload
from bot.adapters.cloud.payloads import PagePayload, page_of, unwrapped
from bot.adapters.cloud.script_orders import asked
from bot.domain.references import Reference, SourceName

_ORDERS = "/v1/job/script/orders"
_MOST_ORDERS = 100
# An older page of C5 allows 50 rows at most, newer ones 100 (trap 67).
_MOST_HOSTS = 50
_MILLISECONDS = 1_000

Orders = Callable[[int | None], Awaitable[PagePayload[OrderRowPayload]]]
Hosts = Callable[[int | None], Awaitable[PagePayload[InstancePayload]]]


class OrderLists:
    """The script orders of one account, and their hosts, page by page."""

    def __init__(self, client: CloudClient, cloud: str) -> None:
        self._client = client
        self._asked = Asked(
            reference=Reference(cloud, SourceName.ORDER, ()),
            thing="script order",
            permission="coc:job:list",
        )

    def orders(self, query: Mapping[str, Any]) -> Orders:
        """C1: the page after an `order_id`, or the first one."""

        async def read(marker: int | None) -> PagePayload[OrderRowPayload]:
            limits = {"limit": _MOST_ORDERS, **_after(marker)}
            return await self._client.get(
                self._asked, _ORDERS, {**query, **limits}, parse=order_page
            )

        return read

    def hosts(self, reference: Reference, batch: str) -> Hosts:
        """C5: the page after a host's id, or the first one; logs are brief."""

        async def read(marker: int | None) -> PagePayload[InstancePayload]:
            page = await self._client.get(
                asked(reference, "script order's hosts"),
                f"{_ORDERS}/{reference.ids[0]}/batches/{batch}",
                {"limit": _MOST_HOSTS, **_after(marker)},
                parse=_host_page,
            )
            return page.made(lambda row: row.brief)

        return read


def marker(order: OrderRowPayload) -> int | None:
    """What C1 goes on after."""
    return order.order_id


def epoch(at: datetime) -> int:
    """The time in milliseconds, as C1 is asked."""
    return int(at.timestamp()) * _MILLISECONDS


def _after(marker: int | None) -> dict[str, int]:
    return {} if marker is None else {"marker": marker}


def _host_page(body: object) -> PagePayload[InstancePayload]:
    return page_of(
        InstancePayload, unwrapped(body), "execute_instances", "total_instances"
    )
