"""Desktop pools by name: W8."""

from bot.adapters.cloud.errors import Asked
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.list_payloads import PoolPayload
from bot.adapters.cloud.pages import every_row
from bot.adapters.cloud.payloads import PagePayload, page_of
from bot.domain.executions import Named
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Listing

# Ten times what other lists allow.
_LIMIT = 1_000


class ListedPools:
    """The desktop pools of one project."""

    def __init__(self, client: CloudClient, cloud: str, project_id: str) -> None:
        self._client = client
        self._path = f"/v2/{project_id}/desktop-pools"
        self._asked = Asked(
            reference=Reference(cloud, SourceName.POOL, ()),
            thing="desktop pool",
            permission="workspace:desktopPools:list",
        )

    async def named(self, name: str) -> Listing[Named]:
        """The pools of that name, as the cloud understands it.

        Raises:
            SourceUnavailableError: no answer now; later perhaps.
            SourceRejectedError: the cloud refused, or its answer cannot be read.
        """

        async def read(offset: int) -> PagePayload[Named]:
            page = await self._client.get(
                self._asked,
                self._path,
                {"name": name, "offset": offset, "limit": _LIMIT},
                parse=_page,
            )
            return page.made(lambda pool: pool.named)

        return await every_row(read, lambda pool: pool.id or None, self._client.breadth)


def _page(body: object) -> PagePayload[PoolPayload]:
    return page_of(PoolPayload, body, "desktop_pools", "total_count")
