"""Runs of scripts and commands on desktops: W5, page by page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.adapters.cloud.errors import Asked
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.list_payloads import ScriptTaskPayload
from bot.adapters.cloud.lists import LIMIT
from bot.adapters.cloud.payloads import PagePayload, page_of
from bot.domain.references import Reference
from bot.errors import SourceRejectedError

# A tenth of what is asked for at first.
_FEW = LIMIT // 10


class ScriptTasks:
    """The script tasks of one project."""

    def __init__(self, client: CloudClient, project_id: str) -> None:
        self._client = client
        self._path = f"/v2/{project_id}/script-execution-tasks"

    def list(self, reference: Reference, query: Mapping[str, Any]) -> "TaskList":
        """Every task that `query` matches, for whoever asked for `reference`."""
        asked = Asked(
            reference=reference,
            thing="script run",
            permission="workspace:scripts:listTasks",
        )
        return TaskList(self._client, asked, self._path, query)


@dataclass(frozen=True)
class TaskList:
    """Pages of W5, each row of which names every desktop of its task."""

    client: CloudClient
    asked: Asked
    path: str
    query: Mapping[str, Any]

    async def page(self, offset: int = 0) -> PagePayload[ScriptTaskPayload]:
        """The page at `offset`, in small parts where it is larger than we read at once.

        Raises what `CloudClient.get` does.
        """
        try:
            return await self._part(offset, LIMIT)
        except SourceRejectedError as error:
            if error.fault.status is not None:  # the cloud refused, or made no sense
                raise
        page = await self._part(offset, _FEW)
        last = page
        while last.items == _FEW and page.items < LIMIT:
            last = await self._part(offset + page.items, _FEW)
            page = _joined(page, last)
        return page

    async def _part(self, offset: int, limit: int) -> PagePayload[ScriptTaskPayload]:
        return await self.client.get(
            self.asked,
            self.path,
            {**self.query, "offset": offset, "limit": limit},
            parse=lambda body: page_of(
                ScriptTaskPayload, body, "script_tasks", "count"
            ),
        )


def _joined(
    page: PagePayload[ScriptTaskPayload], more: PagePayload[ScriptTaskPayload]
) -> PagePayload[ScriptTaskPayload]:
    return replace(
        more,
        rows=page.rows + more.rows,
        damaged=page.damaged + more.damaged,
        lost=page.lost + more.lost,
    )
