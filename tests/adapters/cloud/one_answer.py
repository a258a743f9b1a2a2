"""The source of script executions before a cloud that has one answer to everything."""

import json
from datetime import UTC, datetime

import httpx
import pytest

from bot.adapters.cloud.credentials import Credential
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.pace import Pace
from bot.adapters.cloud.script import ScriptSource
from bot.domain.causes import Cause
from bot.domain.executions import Batch, Execution, Moment, Named, Outcome
from bot.domain.outputs import Output
from bot.errors import BotError
from tests.adapters.cloud.samples import PROJECT, RECORD, REFERENCE
from tests.fakes import FakeClock

EXECUTION = Execution(
    reference=REFERENCE,
    id=RECORD,
    outcome=Outcome.FAILED,
    raw_status="FAILED",
    script=Named("scr-31f5c7a0-0a61-4a3f-b0d1-5e0000000401", "patch-check"),
    target=Named("dt-0b4e6b0e-6c1a-4f0c-9d0d-aa0000000002", "FIN-DESK-02"),
    target_kind="DESKTOP",
    run_id="stk-9d1c7a10-5b0e-4b39-8f0a-3c0000000301",
    batch=Batch.NON_GRAY,
    started=Moment(
        "2026-01-14T19:10:36.054Z",
        datetime(2026, 1, 14, 19, 10, 36, 54_000, tzinfo=UTC),
    ),
    ended=Moment(
        "2026-01-14T19:12:01.411Z",
        datetime(2026, 1, 14, 19, 12, 1, 411_000, tzinfo=UTC),
    ),
    cause=Cause("WKS.00010032", "The script exited with a non-zero code"),
    output=Output("Checking KB5034441...\nERROR: 0x80070643 token=REDACT-ME\nexit 1"),
)
EMPTY = Execution(
    reference=REFERENCE,
    outcome=Outcome.UNKNOWN,
    raw_status="",
    script=Named(),
    target=Named(),
)


class Cloud:
    """Answers with one body, whatever is asked."""

    def __init__(self, body: object, status: int = 200) -> None:
        self.body = json.dumps(body).encode()
        self.status = status
        self.asked: list[str] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        return httpx.Response(self.status, content=self.body)

    @property
    def source(self) -> ScriptSource:
        http = httpx.AsyncClient(
            base_url="https://cloud.example", transport=httpx.MockTransport(self.answer)
        )
        clock = FakeClock()
        client = CloudClient(
            http, Credential("key", clock), pace=Pace(50, clock), timeout=5
        )
        return ScriptSource(client, cloud="prod", project_id=PROJECT)


async def read(body: object) -> Execution:
    return await Cloud(body).source.find(RECORD)


async def refusal(body: object, status: int = 200) -> BotError:
    with pytest.raises(BotError) as caught:
        await Cloud(body, status).source.find(RECORD)
    return caught.value
