"""C1, COC's list of script orders, which goes on after a number."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from bot.adapters.cloud.errors import Asked
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.list_payloads import OrderRowPayload, order_page
from bot.adapters.cloud.payloads import PagePayload
from bot.domain.references import Reference, SourceName

_ORDERS = "/v1/job/script/orders"
_MOST_ORDERS = 100
_MILLISECONDS = 1_000

Orders = Callable[[int | None], Awaitable[PagePayload[OrderRowPayload]]]


class OrderLists:
    """The script orders of one account, page by page."""

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
            after = {} if marker is None else {"marker": marker}
            limits = {"limit": _MOST_ORDERS, **after}
            return await self._client.get(
                self._asked, _ORDERS, {**query, **limits}, parse=order_page
            )

        return read


def marker(order: OrderRowPayload) -> int | None:
    """What C1 goes on after."""
    return order.order_id


def epoch(at: datetime) -> int:
    """The time in milliseconds, as C1 is asked."""
    return int(at.timestamp()) * _MILLISECONDS
