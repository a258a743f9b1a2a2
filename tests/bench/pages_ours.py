"""Every row of the long run through our own source, with 32 requests in flight."""

import asyncio
import json
import resource
import sys
import time
from contextlib import AsyncExitStack

from pydantic import SecretStr

from bot.adapters import logs
from bot.adapters.clock import SystemClock
from bot.adapters.cloud.pace import Pace
from bot.adapters.cloud.task import TaskSource
from bot.adapters.http_session import outbound
from bot.app import collect_seldom
from bot.app.clouds import Entrance
from bot.domain.runs import WholeRun
from bot.ports import Clock
from bot.settings.model import CloudSettings, EndpointSettings

PROJECT = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
TASK, RUN = "st-7c1f0a52", "rec-5a0f7e2c"


def unlimited(_: float, clock: Clock) -> Pace:
    return Pace(1_000_000, clock)


async def read(origin: str) -> int:
    cloud = CloudSettings(
        region="ap-southeast-3",
        project_id=PROJECT,
        access_key=SecretStr("BENCHACCESSKEY"),
        secret_key=SecretStr("bench-secret-key"),
        endpoints=EndpointSettings(workspace=origin),
    )
    async with AsyncExitStack() as stack:
        clock = SystemClock()
        entrance = Entrance(stack, outbound("none", None), clock, 20, unlimited)
        hosts = await entrance.hosts("bench", cloud)
        source = TaskSource(hosts.workspace, cloud="bench", project_id=PROJECT)
        whole = await source.find(TASK, RUN)
        assert isinstance(whole, WholeRun)
        return len(whole.executions.rows)


def main() -> None:
    logs.configure("error", "console", ())
    collect_seldom()
    begun, cpu = time.perf_counter(), time.process_time()
    rows = asyncio.run(read(sys.argv[1]))
    wall, cpu = time.perf_counter() - begun, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(
        json.dumps({"rows": rows, "wall_s": wall, "cpu_s": cpu, "memory_mb": memory})
    )


if __name__ == "__main__":
    main()
