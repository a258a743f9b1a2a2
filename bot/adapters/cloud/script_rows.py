"""What scripts and commands did on desktops: W6, page by page."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import Any

from bot.adapters.cloud.errors import Asked
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.lists import OffsetList
from bot.adapters.cloud.payloads import page_of
from bot.adapters.cloud.script import ScriptRecordPayload
from bot.adapters.cloud.statuses import outcome_of
from bot.adapters.cloud.streams import streamed
from bot.domain.references import Reference
from bot.domain.sweeping import FINE, Batch


class ScriptRows:
    """The script records of one project, as a list and as parts of runs."""

    def __init__(self, client: CloudClient, project_id: str) -> None:
        self._client = client
        self._path = f"/v2/{project_id}/script-execution-records"

    def list(
        self, reference: Reference, query: Mapping[str, Any]
    ) -> OffsetList[ScriptRecordPayload]:
        """Every record that `query` matches, for whoever asked for `reference`."""
        asked = Asked(
            reference=reference,
            thing="script execution",
            permission="workspace:scripts:listRecords",
        )
        return OffsetList(
            self._client,
            asked,
            self._path,
            lambda body: page_of(ScriptRecordPayload, body, "script_records", "count"),
            query,
        )

    async def of(
        self, reference: Reference, task: str
    ) -> AsyncGenerator[Batch[ScriptRecordPayload], None]:
        """The records of a script task, or pool task, that are not fine.

        Of which tasks W6 knows the ids is not documented (a pool's may be others), nor
        what it answers to one that it does not know: a list that begins with nothing but
        records of others is none of this task's, and is not read on.
        """
        records = self.list(reference, {"script_task_id": task})
        pages = streamed(records.page, _key, self._client.breadth)
        began = False
        async with aclosing(pages) as batches:
            async for batch in batches:
                own = [row for row in batch.rows if row.script_task_id in {"", task}]
                if batch.rows and not own and not began:
                    return
                began |= bool(own)
                yield Batch(tuple(filter(_is_troubled, own)), batch.gaps)


def _is_troubled(row: ScriptRecordPayload) -> bool:
    return outcome_of(row.status) not in FINE


def _key(row: ScriptRecordPayload) -> tuple[str, str] | None:
    return (row.id, row.resource_id) if row.id or row.resource_id else None
