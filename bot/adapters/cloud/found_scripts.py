"""Executions of scripts by what people know of them: the first page of W6."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.adapters.cloud.findings import below
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.payloads import PagePayload
from bot.adapters.cloud.script import ScriptRecordPayload
from bot.adapters.cloud.script_rows import ScriptRows
from bot.domain.executions import Execution
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Listing


class FoundScripts:
    """The script executions of one project, a hundred of each question at most.

    Every method raises SourceUnavailableError and SourceRejectedError as
    `Source.find` does; `total` is how many there are, as the cloud says.
    """

    def __init__(self, client: CloudClient, *, cloud: str, project_id: str) -> None:
        self._scripts = Reference(cloud, SourceName.SCRIPT, ())
        self._rows = ScriptRows(client, project_id)

    async def of_task(self, id_: str) -> Listing[Execution]:
        """What one script task did, on each of its desktops."""
        query = {"script_task_id": id_}
        return await self._first(
            id_, query, lambda row: row.script_task_id in {"", id_}
        )

    async def of_desktop(self, id_: str) -> Listing[Execution]:
        """What was run on one desktop."""
        query = {"resource_id": [id_]}
        return await self._first(id_, query, lambda row: row.resource_id == id_)

    async def named(self, name: str) -> Listing[Execution]:
        """What the scripts of that name did, as the cloud understands it."""
        return await self._first(name, {"script_name": [name]}, lambda _: True)

    async def _first(
        self,
        text: str,
        query: Mapping[str, Any],
        wanted: Callable[[ScriptRecordPayload], bool],
    ) -> Listing[Execution]:
        """The first page; a cloud that does not know a filter gives other rows."""
        asked = replace(self._scripts, ids=(text,))
        page = await self._rows.list(asked, query).page()
        own = [row for row in page.rows if wanted(row)]
        rows = tuple(row.execution(below(self._scripts, row.id)) for row in own)
        total = page.total
        if total is not None and (total < page.items or len(own) < len(page.rows)):
            total = None
        return Listing(rows, total, tuple(_gaps(page)))


def _gaps(page: PagePayload[Any]) -> Iterator[str]:
    if page.damaged:
        rows = "row holds" if page.damaged == 1 else "rows hold"
        yield f"{page.damaged:,} {rows} something that I cannot read; it is left out."
