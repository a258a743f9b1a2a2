"""A cloud that answers each endpoint with one body, and the five sources before it."""

import json
import re
from collections.abc import Awaitable, Callable

import httpx
import pytest

from bot.adapters.cloud.app import AppSource
from bot.adapters.cloud.order import OrderSource
from bot.adapters.cloud.pool import PoolSource
from bot.adapters.cloud.script import ScriptSource
from bot.adapters.cloud.task import TaskSource
from bot.domain.executions import Execution
from bot.domain.pools import PoolFilter
from bot.domain.runs import Finding, Runs, WholeRun
from bot.domain.windows import Window
from bot.errors import BotError
from bot.ports import Source
from tests.adapters.cloud import endpoint_samples as samples
from tests.adapters.cloud.mocked import client
from tests.adapters.cloud.samples import PROJECT, RECORD

_PATHS = {
    "W3": rf"/v2/{PROJECT}/scheduled-tasks/[^/]+/records",
    "W4": rf"/v2/{PROJECT}/scheduled-tasks/[^/]+/records/[^/]+",
    "W6": rf"/v2/{PROJECT}/script-execution-records",
    "W7": rf"/v2/{PROJECT}/script-execution-records/[^/]+",
    "W9": rf"/v2/{PROJECT}/desktop-pools/script-execution-tasks/detail",
    "A2": rf"/v1/{PROJECT}/schedule-task/[^/]+/execute-history",
    "A3": rf"/v1/{PROJECT}/schedule-task/[^/]+/execute-detail",
    "C2": r"/v1/job/script/orders/[^/]+",
    "C3": r"/v1/job/script/orders/[^/]+/statistics",
    "C4": r"/v1/job/script/orders/[^/]+/batches",
    "C5": r"/v1/job/script/orders/[^/]+/batches/[^/]+",
}
_NONE = {"error_code": "WKS.0202", "error_msg": "It does not exist."}

Answer = Callable[[httpx.Request], object]


class Refusal:
    """A body with another status than 200."""

    def __init__(self, status: int, body: object = _NONE) -> None:
        self.status = status
        self.body = body


class Endpoints:
    """Answers by endpoint: a body, a `Refusal`, or what a function makes of the request.

    What has no answer is not found.
    """

    def __init__(self, **answers: object) -> None:
        self.answers = answers
        self.requests: list[tuple[str, httpx.URL]] = []
        self.client = http = client(self._answer)
        self.script = ScriptSource(http, cloud="prod", project_id=PROJECT)
        self.task = TaskSource(http, cloud="prod", project_id=PROJECT)
        self.pool = PoolSource(http, cloud="prod", project_id=PROJECT)
        self.order = OrderSource(http, cloud="prod")
        self.app = AppSource(http, cloud="prod", project_id=PROJECT)

    def asked(self, endpoint: str) -> list[str]:
        """The queries with which an endpoint was asked, as of `in_order`."""
        queries = [url.query for name, url in self.requests if name == endpoint]
        return [in_order(query.decode()) for query in queries]

    def paths(self, endpoint: str) -> list[str]:
        return [url.path for name, url in self.requests if name == endpoint]

    def _answer(self, request: httpx.Request) -> httpx.Response:
        name = next(
            name
            for name, path in _PATHS.items()
            if re.fullmatch(path, request.url.raw_path.decode().partition("?")[0])
        )
        self.requests.append((name, request.url))
        answer = self.answers.get(name, Refusal(404))
        if callable(answer):
            answer = answer(request)
        if isinstance(answer, Refusal):
            return _response(answer.status, answer.body)
        return _response(200, answer)


# The question that shows everything of one endpoint.
ASKING: dict[str, Callable[[Endpoints], Awaitable[object]]] = {
    "W3": lambda cloud: cloud.task.find(samples.TASK),
    "W4": lambda cloud: cloud.task.find(samples.TASK, samples.RUN),
    "W6": lambda cloud: cloud.pool.find(samples.POOL_TASK),
    "W7": lambda cloud: cloud.script.find(RECORD),
    "W9": lambda cloud: cloud.pool.search(PoolFilter(), Window()),
    "A2": lambda cloud: cloud.app.find(samples.APP_TASK),
    "A3": lambda cloud: cloud.app.find(samples.HISTORY),
    "C2": lambda cloud: cloud.order.find(samples.ORDER),
    "C3": lambda cloud: cloud.order.find(samples.ORDER),
    "C4": lambda cloud: cloud.order.find(samples.ORDER),
    "C5": lambda cloud: cloud.order.find(samples.ORDER),
}


def _response(status: int, body: object) -> httpx.Response:
    return httpx.Response(status, content=json.dumps(body).encode())


def in_order(query: str) -> str:
    """The query sorted: what comes first in one is nobody's business."""
    return "&".join(sorted(query.split("&")))


async def whole(source: Source, *ids: str) -> WholeRun:
    """The run that is found, where only a run will do."""
    found = await source.find(*ids)
    assert isinstance(found, WholeRun)
    return found


async def runs(source: Source, *ids: str) -> Runs:
    found = await source.find(*ids)
    assert isinstance(found, Runs)
    return found


async def single(source: Source, *ids: str) -> Execution:
    found = await source.find(*ids)
    assert isinstance(found, Execution)
    return found


async def refused(source: Source, *ids: str) -> BotError:
    with pytest.raises(BotError) as caught:
        await source.find(*ids)
    return caught.value


async def found_or_refused(source: Source, *ids: str) -> Finding | BotError:
    try:
        return await source.find(*ids)
    except BotError as error:
        return error
