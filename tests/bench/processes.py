"""Processes of the benchmark: servers that print their address, and measured clients."""

import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process, create_subprocess_exec
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any


@asynccontextmanager
async def process(*arguments: str, **options: object) -> AsyncIterator[Process]:
    started = await create_subprocess_exec(
        sys.executable,
        "-m",
        *arguments,
        **options,  # type: ignore[arg-type]
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
        await started.wait()


@asynccontextmanager
async def announced(*arguments: str) -> AsyncIterator[str]:
    """A server that prints its address when it is ready."""
    async with process(*arguments, stdout=PIPE, stderr=DEVNULL) as started:
        assert started.stdout is not None
        yield (await started.stdout.readline()).decode().strip()


async def measured(*arguments: str) -> dict[str, Any]:
    """What a client prints of itself, as JSON."""
    async with process(*arguments, stdout=PIPE) as started:
        printed, _ = await started.communicate()
    if started.returncode:
        raise SystemExit(f"{arguments[0]} ended with {started.returncode}")
    figures: dict[str, Any] = json.loads(printed)
    return figures
