"""W9, the list of script and command runs of desktop pools."""

from collections.abc import Mapping
from typing import Any

from bot.adapters.cloud.errors import Asked
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.lists import OffsetList
from bot.adapters.cloud.payloads import page_of
from bot.adapters.cloud.pool_payloads import PoolTaskPayload
from bot.domain.references import Reference


class PoolRuns:
    """The runs of every pool of one project."""

    def __init__(self, client: CloudClient, project_id: str) -> None:
        self._client = client
        self._path = f"/v2/{project_id}/desktop-pools/script-execution-tasks/detail"

    def list(
        self, reference: Reference, query: Mapping[str, Any]
    ) -> OffsetList[PoolTaskPayload]:
        """Those that `query` asks for; `reference` is what a person asked for."""
        return OffsetList(
            self._client,
            asked(reference),
            self._path,
            lambda body: page_of(
                PoolTaskPayload, body, "script_execution_tasks", "total_count"
            ),
            query,
        )


def asked(reference: Reference) -> Asked:
    """What is asked for, and which permission that takes."""
    return Asked(
        reference=reference,
        thing="pool run",
        permission="workspace:desktopPools:listScriptTasks",
    )
