"""The same through the vendor's SDK, with 32 threads."""

import json
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.http.http_config import HttpConfig
from huaweicloudsdkworkspace.v2 import (
    ListScheduledTasksRecordsDetailsRequest,
    WorkspaceClient,
)

PROJECT = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
TASK, RUN = "st-7c1f0a52", "rec-5a0f7e2c"
LIMIT, THREADS = 100, 32


def client(origin: str) -> WorkspaceClient:
    credentials = BasicCredentials("BENCHACCESSKEY", "bench-secret-key", PROJECT)
    builder = WorkspaceClient.new_builder().with_credentials(credentials)
    connections = HttpConfig(pool_connections=THREADS, pool_maxsize=THREADS)
    return builder.with_http_config(connections).with_endpoint(origin).build()


def read(origin: str) -> int:
    workspace = client(origin)

    def page(offset: int) -> Any:  # noqa: ANN401  the SDK has no types
        return workspace.list_scheduled_tasks_records_details(
            ListScheduledTasksRecordsDetailsRequest(
                task_id=TASK, record_id=RUN, offset=offset, limit=LIMIT
            )
        )

    first = page(0)
    with ThreadPoolExecutor(THREADS) as threads:
        rest = list(threads.map(page, range(LIMIT, first.total_count, LIMIT)))
    return sum(len(one.tasks_records_details) for one in (first, *rest))


def main() -> None:
    begun, cpu = time.perf_counter(), time.process_time()
    rows = read(sys.argv[1])
    wall, cpu = time.perf_counter() - begun, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(
        json.dumps({"rows": rows, "wall_s": wall, "cpu_s": cpu, "memory_mb": memory})
    )


if __name__ == "__main__":
    main()
