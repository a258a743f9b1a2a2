"""A cloud on loopback that has script execution records (W7) and checks signatures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote
from uuid import uuid4

from aiohttp import web

from bot.playground.clock import wall_clock
from bot.playground.cloud.answers import (
    Answer,
    gateway_error,
    no_permission,
    usual_error,
)
from bot.playground.cloud.faults import (
    Exchange,
    Faults,
)
from bot.playground.cloud.gateway import Gateway
from bot.playground.cloud.signing import SignedRequest
from bot.playground.cloud.world import records as believable_records
from bot.playground.loopback import LoopbackServer


@dataclass(slots=True)
class CloudRequest:
    """A request that arrived; `status` stays None while nothing was answered."""

    method: str
    path: str
    query: str
    headers: dict[str, str] = field(repr=False)
    at: datetime
    status: int | None = None


class SimulatedCloud:
    """Serves W7 over HTTP for one project and one access key.

    Attributes:
        requests: What arrived, in order.
        faults: What goes wrong with the next requests.
        records: What can be asked for, by record id; may be changed at any time.
    """

    def __init__(
        self,
        *,
        access_key: str,
        secret_key: str,
        project_id: str,
        security_token: str | None = None,
        records: Mapping[str, dict[str, Any]] | None = None,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self._now = now or wall_clock
        self._project_id = project_id
        self._gateway = Gateway(access_key, secret_key, security_token, self._now)
        self._server = LoopbackServer(self._serve)
        known = believable_records(self._now()) if records is None else records
        self.records: dict[str, dict[str, Any]] = dict(known)
        self.requests: list[CloudRequest] = []
        self.faults = Faults()

    async def __aenter__(self) -> Self:
        await self._server.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._server.__aexit__(kind, error, trace)

    @property
    def url(self) -> str:
        """The endpoint, such as http://127.0.0.1:40123."""
        return self._server.url

    def unlock(self) -> None:
        """Let locked access keys in again, and forget their failures."""
        self._gateway.unlock()

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        signed = await _as_sent(request)
        arrived = CloudRequest(
            signed.method,
            signed.raw_path,
            signed.raw_query,
            dict(signed.headers),
            self._now(),
        )
        self.requests.append(arrived)
        request_id = uuid4().hex
        right = self._right_answer(signed, request_id)
        exchange = Exchange(request, right, request_id, arrived)
        fault = self.faults.take()
        if fault is None:
            return await exchange.send(right)
        return await fault.answer(exchange)

    def _right_answer(self, request: SignedRequest, request_id: str) -> Answer:
        ids = _record_path(request.raw_path)
        if ids is None:
            message = "The API does not exist or has not been published."
            body = gateway_error("APIGW.0101", message, request_id)
            return Answer.from_json(404, body)
        if request.method != "GET":
            return Answer.from_json(405, usual_error(405, request_id))
        refusal = self._gateway.refusal(request, request_id)
        return refusal or self._record(*ids)

    def _record(self, project_id: str, record_id: str) -> Answer:
        if project_id != self._project_id:
            return Answer.from_json(403, no_permission())
        record = self.records.get(record_id)
        if record is None:
            return Answer.from_json(404, usual_error(404, ""))
        return Answer.from_json(200, record)


async def _as_sent(request: web.BaseRequest) -> SignedRequest:
    path, _, query = request.raw_path.partition("?")
    headers = {name.lower(): value for name, value in request.headers.items()}
    return SignedRequest(request.method, path, query, headers, await request.read())


def _record_path(raw_path: str) -> tuple[str, str] | None:
    """Project and record of /v2/{project_id}/script-execution-records/{record_id}."""
    match raw_path.split("/"):
        case ["", "v2", project, "script-execution-records", record] if record:
            return unquote(project), unquote(record)
        case _:
            return None
