"""The same sweep through the vendor's SDK, with 32 threads.

All of them are busy with whatever comes next: the lists of work and of runs, then what
each task and each order tells, then the rows of what went wrong.
"""

import json
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

from tests.bench.sweep_sdk_lists import THREADS, Row, clients
from tests.bench.sweep_sdk_reads import TROUBLE, Read, Reads


def sweep(reads: Reads) -> list[Row]:
    """Every execution that failed or was skipped."""
    waiters = ThreadPoolExecutor(len(reads.lists))
    with waiters, ThreadPoolExecutor(THREADS) as threads:
        wide = waiters.map(lambda one: one.wide(threads), reads.lists)
        ordered = threads.submit(reads.orders)
        day, cycle, scripts, pools, apps = wide
        tasks = threads.map(reads.task_runs, [*day, *cycle])
        histories = threads.map(reads.app_runs, apps)
        statistics = threads.map(reads.statistics, ordered.result())
        runs = [*chain.from_iterable(tasks)]
        owned = {run.execute_task_id for _, run in runs} | {p.id for p in pools}
        alone = [run for run in scripts if run.id not in owned]
        readers = [
            *(reads.task_rows(run) for run in runs if _troubled(run[1])),
            *(reads.script_rows(run) for run in [*pools, *alone] if _troubled(run)),
            *map(reads.app_rows, chain.from_iterable(histories)),
            *map(reads.instances, chain.from_iterable(statistics)),
        ]
        read = threads.map(_call, readers)
        return [*filter(_in_trouble, chain.from_iterable(read))]


def _call(read: Read) -> list[Row]:
    return read()


def _troubled(run: Row) -> bool:
    return bool(run.failed_num or run.skip_num)


def _in_trouble(row: Row) -> bool:
    return _word(row) in TROUBLE


def _word(row: Row) -> str:
    status = getattr(row, "exec_status", None) or row.status
    return str(getattr(status, "value", status))


def main() -> None:
    begun, cpu = time.perf_counter(), time.process_time()
    rows = sweep(Reads(clients(sys.argv[1])))
    wall, cpu = time.perf_counter() - begun, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    skipped = sum(_word(row) == "SKIP" for row in rows)
    figures = {"rows": len(rows), "skipped": skipped, "memory_mb": memory}
    sys.stdout.write(json.dumps({**figures, "wall_s": wall, "cpu_s": cpu}))


if __name__ == "__main__":
    main()
