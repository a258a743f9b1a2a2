"""The cloud of the simulated fleet; each answer comes 20 ms late. Prints its address.

Answers are kept once they were asked for, so that the clients are measured and not this.
`/counts` tells how often each endpoint was asked since it last told.
"""

import asyncio
import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web

from tests.bench.sweep_lists import Lists
from tests.bench.sweep_orders import Orders
from tests.bench.sweep_pages import Body, Refused
from tests.bench.sweep_world import World

LATENCY, _KEPT = 0.02, 20_000
COUNTS = "/counts"
_PROJECT = "/v[12]/[^/]+"
_ORDER = "/v1/job/script/orders"
Said = tuple[str, int, bytes]


class Answers:
    """What is said to each request."""

    def __init__(self, world: World) -> None:
        self._endpoints = _endpoints(Lists(world), Orders(world))
        self.said = lru_cache(_KEPT)(self._said)

    def _said(self, asked: str) -> Said:
        """The endpoint, the status and the body."""
        parts = urlsplit(asked)
        for endpoint, (path, tell) in self._endpoints.items():
            if found := path.fullmatch(parts.path):
                try:
                    body = tell(dict(parse_qsl(parts.query)), *found.groups())
                except (Refused, KeyError, ValueError) as refused:
                    return endpoint, 400, _error(str(refused))
                return endpoint, 200, _json(body)
        return "?", 404, _error("no such endpoint")


def _endpoints(
    lists: Lists, orders: Orders
) -> dict[str, tuple[re.Pattern[str], Callable[..., Body]]]:
    paths: dict[str, tuple[str, Callable[..., Body]]] = {
        "W3": (f"{_PROJECT}/scheduled-tasks/([^/]+)/records", lists.task_runs),
        "W4": (f"{_PROJECT}/scheduled-tasks/([^/]+)/records/([^/]+)", lists.task_rows),
        "A2": (f"{_PROJECT}/schedule-task/([^/]+)/execute-history", lists.app_runs),
        "A3": (f"{_PROJECT}/schedule-task/([^/]+)/execute-detail", lists.app_rows),
        "W6": (f"{_PROJECT}/script-execution-records", lists.script_rows),
        "C3": (f"{_ORDER}/([^/]+)/statistics", orders.statistics),
        "W1": (f"{_PROJECT}/scheduled-tasks", lists.tasks),
        "W5": (f"{_PROJECT}/script-execution-tasks", lists.script_tasks),
        "W9": (
            f"{_PROJECT}/desktop-pools/script-execution-tasks/detail",
            lists.pool_runs,
        ),
        "A1": (f"{_PROJECT}/schedule-task", lists.apps),
        "C1": (_ORDER, orders.list),
        "C2": (f"{_ORDER}/([^/]+)", orders.show),
        "C4": (f"{_ORDER}/([^/]+)/batches", orders.batches),
        "C5": (f"{_ORDER}/([^/]+)/batches/([^/]+)", orders.instances),
    }
    return {name: (re.compile(path), tell) for name, (path, tell) in paths.items()}


def _json(body: Body) -> bytes:
    return json.dumps(body, separators=(",", ":")).encode()


def _error(why: str) -> bytes:
    return _json({"error_code": "BENCH.0400", "error_msg": why})


async def main(times: int) -> None:
    answers, counts = Answers(World(times)), Counter[str]()

    async def serve(request: web.BaseRequest) -> web.StreamResponse:
        if request.path == COUNTS:
            told = _json(dict(counts))
            counts.clear()
            return web.Response(body=told, content_type="application/json")
        ready = asyncio.get_running_loop().time() + LATENCY
        endpoint, status, body = answers.said(request.path_qs)
        counts[endpoint if status == 200 else "refused"] += 1
        await asyncio.sleep(ready - asyncio.get_running_loop().time())
        return web.Response(status=status, body=body, content_type="application/json")

    runner = web.ServerRunner(web.Server(serve, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    sys.stdout.write(f"http://{host}:{port}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
