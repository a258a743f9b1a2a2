"""`runwatch demo` in a process of its own."""

import asyncio
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.playground.page.visitor import Visitor

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")
RUNWATCH = str(Path(sys.executable).with_name("runwatch"))


@asynccontextmanager
async def demo(folder: Path, *options: str) -> AsyncIterator[Process]:
    """One that is killed if it doesn't end; its temporary folders are in `folder`."""
    environment = {
        "TMPDIR": str(folder),
        "PYTHONIOENCODING": "utf-8",
        "PYTHONUNBUFFERED": "1",
    }
    process = await asyncio.create_subprocess_exec(
        RUNWATCH, "demo", *options, stdout=PIPE, stderr=PIPE, env=environment
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def opened(process: Process) -> str:
    """The page's address, once everything that is to be said then was printed."""
    assert process.stdout is not None
    said = b""
    async with asyncio.timeout(30):
        while b"Ctrl-C" not in said:
            line = await process.stdout.readline()
            assert line, said
            said += line
    found = ADDRESS.search(said.decode())
    assert found, said
    return found[0].removesuffix("/")


async def stopped(process: Process, number: int) -> tuple[int | None, str, str]:
    """Exit code and what was printed after this signal."""
    process.send_signal(number)
    out, error = await asyncio.wait_for(process.communicate(), 5)
    return process.returncode, out.decode(), error.decode()


def left(folder: Path) -> list[str]:
    """What is in the folder."""
    return [path.name for path in folder.iterdir()]


CLOSED = (0, "The playground is closed.\n", "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_it_opens_and_ends_when_it_is_told_to(
    tmp_path: Path, http: ClientSession, number: int
) -> None:
    async with demo(tmp_path, "--port", "0") as process:
        url = await opened(process)
        folders = left(tmp_path)
        async with Visitor("U0OPERATOR1", url, http).feed() as feed:
            ended = await stopped(process, number)
            assert "app" in feed.known

    assert [name.startswith("runwatch-demo-") for name in folders] == [True]
    assert (ended, left(tmp_path)) == (CLOSED, [])


async def test_it_ends_when_it_is_told_to_before_it_is_open(tmp_path: Path) -> None:
    async with demo(tmp_path, "--port", "0") as process:
        while not left(tmp_path):  # noqa: ASYNC110
            await asyncio.sleep(0.01)

        code, _, error = await stopped(process, signal.SIGTERM)

    assert (code, error, left(tmp_path)) == (0, "", [])
