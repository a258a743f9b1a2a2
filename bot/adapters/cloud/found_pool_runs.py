"""Runs of desktop pools by what people know of them: the first page of W9."""

from collections.abc import Mapping
from typing import Any

from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.pool_runs import PoolRuns
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Listing, Run


class FoundPoolRuns:
    """The pool runs of one project, a hundred of each question at most.

    Every method raises SourceUnavailableError and SourceRejectedError as
    `Source.find` does; `total` is how many there are, as the cloud says.
    """

    def __init__(self, client: CloudClient, *, cloud: str, project_id: str) -> None:
        self._cloud = cloud
        self._runs = PoolRuns(client, project_id)

    async def of_task(self, id_: str) -> Listing[Run]:
        """The run that goes by that id; a cloud that takes no filter gives others."""
        read = await self._first(id_, {"task_id": [id_]})
        own = tuple(run for run in read.rows if run.reference.ids == (id_,))
        return Listing(own, gaps=() if own else read.gaps)

    async def named(self, name: str) -> Listing[Run]:
        """The runs of scripts of that name, as the cloud understands it."""
        return await self._first(name, {"script_name": name})

    async def _first(self, text: str, query: Mapping[str, Any]) -> Listing[Run]:
        reference = Reference(self._cloud, SourceName.POOL, (text,))
        tasks = self._runs.list(reference, query)
        page = await tasks.made(lambda row: row.run(self._cloud)).page()
        unread = f"Rows of which I cannot read everything: {page.damaged:,}."
        return Listing(page.rows, page.total, (unread,) if page.damaged else ())
