"""The bot in a process of its own, as an operator starts it."""

import asyncio
import json
import os
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory, mkdtemp
from typing import IO, TextIO

from tests.bench.processes import process

BOT_TOKEN, APP_TOKEN = "xoxb-bench", "xapp-bench"
SIGNING_SECRET = "bench-signing-secret"
ACCESS_KEY, SECRET_KEY, PROJECT = "BENCHACCESSKEY", "bench-secret-key", "0a1b"
ENDPOINTS = ("WORKSPACE", "APPSTREAM", "COC", "STS")
# Ledgers, until the bench ends.
_KEPT = TemporaryDirectory(prefix="runwatch-bench-")
_LOOK_EVERY, _LONGEST_START = 0.005, 30.0


@dataclass(frozen=True, slots=True)
class Running:
    """The bot, `seconds` after it was started; it listens at `address`."""

    pid: int
    address: str
    seconds: float


def environment(api_url: str, cloud: str, mode: str = "http") -> dict[str, str]:
    """Settings of a bot between these two."""
    return {
        "PATH": os.environ["PATH"],  # noqa: TID251  no setting of the bot
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "RUNWATCH_SLACK__MODE": mode,
        "RUNWATCH_SLACK__API_URL": api_url,
        "RUNWATCH_HTTP__PORT": "0",
        "RUNWATCH_HTTP_CLIENT__PROXY": "none",
        "RUNWATCH_DATABASE__URL": f"sqlite+aiosqlite:///{mkdtemp(dir=_KEPT.name)}/l.db",
        "RUNWATCH_CLOUDS__PROD__REGION": "ap-southeast-3",
        "RUNWATCH_CLOUDS__PROD__PROJECT_ID": PROJECT,
        "RUNWATCH_CLOUDS__PROD__ACCESS_KEY": ACCESS_KEY,
        "RUNWATCH_CLOUDS__PROD__SECRET_KEY": SECRET_KEY,
        "RUNWATCH_CLOUDS__PROD__REQUESTS_PER_SECOND": "200",
        **{f"RUNWATCH_CLOUDS__PROD__ENDPOINTS__{name}": cloud for name in ENDPOINTS},
    }


@asynccontextmanager
async def runwatch(env: Mapping[str, str]) -> AsyncIterator[Running]:
    """The bot, once it says that it is ready.

    Its log goes to a file: to drain a pipe would disturb what is measured.
    """
    with _log() as (log, read):
        begun = time.perf_counter()
        async with process("bot", "serve", stderr=log, env=env) as started:
            async with asyncio.timeout(_LONGEST_START):
                address = await _ready(started, read)
            yield Running(started.pid, address, time.perf_counter() - begun)


@contextmanager
def _log() -> Iterator[tuple[IO[bytes], TextIO]]:
    """A file, to be written and to be read."""
    with NamedTemporaryFile() as log, Path(log.name).open() as read:
        yield log, read


async def _ready(started: Process, log: TextIO) -> str:
    while started.returncode is None:
        for line in log:
            entry = json.loads(line)
            if entry["event"] == "ready":
                return str(entry["address"])
        await asyncio.sleep(_LOOK_EVERY)
    raise SystemExit(f"the bot ended before it was ready:\n{log.read()}")
