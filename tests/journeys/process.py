"""The command line in a process of its own."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from dataclasses import dataclass

from bot.playground.cloud import SimulatedCloud
from tests.journeys.town import (
    ACCESS_KEY,
    PROJECT,
    SECRET_KEY,
    address_of,
    new_database,
)

_PROD = "RUNWATCH_CLOUDS__PROD__"


@dataclass(frozen=True, slots=True)
class Ended:
    """What a process left behind; `rows` are its lines by the words in front."""

    code: int | None
    out: str
    error: str

    def row(self, what: str) -> str:
        """The rest of the one line that begins with `what`, and its columns."""
        (line,) = (one for one in self.out.splitlines() if one.startswith(what))
        return " ".join(line.split())

    @property
    def told(self) -> str:
        return self.out + self.error


async def runwatch(*words: str, **environment: str) -> Ended:
    """Run one command to its end, with no other environment than this."""
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, stdout=PIPE, stderr=PIPE, env=environment
    )
    try:
        out, error = await asyncio.wait_for(started.communicate(), timeout=60)
    finally:
        if started.returncode is None:
            started.kill()
            await started.communicate()
    return Ended(started.returncode, out.decode(), error.decode())


def environment(cloud: SimulatedCloud, **more: str) -> dict[str, str]:
    """What a process needs to ask `cloud`; `more` is of the cloud's settings."""
    services = ("WORKSPACE", "APPSTREAM", "COC", "IAM", "STS")
    settings = {
        "REGION": "ap-southeast-3",
        "PROJECT_ID": PROJECT,
        "ACCESS_KEY": ACCESS_KEY,
        "SECRET_KEY": SECRET_KEY,
        "REQUESTS_PER_SECOND": "200",
        **{f"ENDPOINTS__{service}": cloud.url for service in services},
        **more,
    }
    named = {f"{_PROD}{key}": value for key, value in settings.items()}
    return {
        **named,
        "PYTHONIOENCODING": "utf-8",
        "RUNWATCH_DATABASE__URL": address_of(new_database()),
        "RUNWATCH_HTTP_CLIENT__PROXY": "none",
    }
