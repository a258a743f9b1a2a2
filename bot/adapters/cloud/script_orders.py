"""The endpoints of COC's script orders: C2, C3, C4 and C5."""

from collections.abc import Awaitable, Callable

from bot.adapters.cloud.errors import Asked
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.markers import every_row_after
from bot.adapters.cloud.order_counts import BatchPayload, StatisticsPayload
from bot.adapters.cloud.order_hosts import InstancePayload
from bot.adapters.cloud.order_payloads import OrderPayload
from bot.adapters.cloud.payloads import (
    ObjectPayload,
    PagePayload,
    documented,
    page_of,
    read_rows,
    unwrapped,
)
from bot.domain.references import Reference
from bot.domain.runs import Listing

# An older page of C5 allows 50 rows at most, newer ones 100 (trap 67).
_LIMIT = 50

Hosts = Callable[[int | None], Awaitable[PagePayload[InstancePayload]]]


class ScriptOrders:
    """The script orders of one account, each asked for by its reference."""

    def __init__(self, client: CloudClient) -> None:
        self._client = client

    async def order(self, reference: Reference) -> ObjectPayload[OrderPayload]:
        """C2."""
        return await self._client.get(
            asked(reference),
            _path(reference),
            parse=lambda body: documented(OrderPayload, unwrapped(body)),
        )

    async def statistics(
        self, reference: Reference
    ) -> ObjectPayload[StatisticsPayload]:
        """C3."""
        return await self._client.get(
            asked(reference, "script order's statistics"),
            f"{_path(reference)}/statistics",
            parse=lambda body: documented(StatisticsPayload, unwrapped(body)),
        )

    async def batches(self, reference: Reference) -> PagePayload[BatchPayload]:
        """C4, a bare array with nothing around it but `data`."""
        return await self._client.get(
            asked(reference, "script order's batches"),
            f"{_path(reference)}/batches",
            parse=_batch_list,
        )

    async def hosts(
        self, reference: Reference, batch: str, whole: str = ""
    ) -> Listing[InstancePayload]:
        """C5, by the marker of the last row's 64-bit id.

        All but the host with the id `whole` are brief.
        """
        return await every_row_after(self.host_pages(reference, batch, whole), _id)

    def host_pages(self, reference: Reference, batch: str, whole: str = "") -> Hosts:
        """C5: the page after a host's id, or the first one; brief as in `hosts`."""

        async def read(marker: int | None) -> PagePayload[InstancePayload]:
            after = {} if marker is None else {"marker": marker}
            page = await self._client.get(
                asked(reference, "script order's hosts"),
                f"{_path(reference)}/batches/{batch}",
                {"limit": _LIMIT, **after},
                parse=_host_page,
            )
            return page.made(lambda row: row if str(row.id) == whole else row.brief)

        return read


def asked(reference: Reference, thing: str = "script order") -> Asked:
    return Asked(reference=reference, thing=thing, permission="coc:job:get")


def _path(reference: Reference) -> str:
    return f"/v1/job/script/orders/{reference.ids[0]}"


def _batch_list(body: object) -> PagePayload[BatchPayload]:
    batches = unwrapped(body)
    if not isinstance(batches, list):
        raise ValueError("no list of batches")  # noqa: TRY004  bad data, not a bad call
    return read_rows(BatchPayload, batches, None)


def _host_page(body: object) -> PagePayload[InstancePayload]:
    return page_of(
        InstancePayload, unwrapped(body), "execute_instances", "total_instances"
    )


def _id(host: InstancePayload) -> int | None:
    return host.id
