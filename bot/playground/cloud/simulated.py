"""A cloud on loopback: every endpoint that Runwatch asks, behind one address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from aiohttp import web

from bot.playground.clock import wall_clock
from bot.playground.cloud.agency import Agency, Key
from bot.playground.cloud.denials import Denials
from bot.playground.cloud.faults import Exchange, Faults
from bot.playground.cloud.gateway import Gateway
from bot.playground.cloud.identity import Identity
from bot.playground.cloud.life import Fleet, Life
from bot.playground.cloud.manners import broken
from bot.playground.cloud.routing import Found, Router, find
from bot.playground.cloud.signing import SignedRequest
from bot.playground.cloud.world import records as believable_records
from bot.playground.cloud.world import tables as believable_tables
from bot.playground.loopback import LoopbackServer
from bot.playground.traffic import Traffic

_A_DAY = timedelta(hours=24)


@dataclass(slots=True)
class CloudRequest:
    """A request that arrived.

    Attributes:
        status: what was answered; None while nothing was.
        endpoint: such as W4, I1, STS or METADATA; empty when there is none.
    """

    method: str
    path: str
    query: str
    headers: dict[str, str] = field(repr=False)
    at: datetime
    status: int | None = None
    endpoint: str = ""


class SimulatedCloud:
    """Serves W1 to W9, A1 to A3, C1 to C5, IAM, STS and instance metadata over HTTP.

    One project, one user, one permanent access key; one address for all services.

    Attributes:
        requests: What arrived, in order.
        misuse: Which rules of the reference the requests broke, such as "W4: limit=0".
        faults: What goes wrong with the next requests.
        records: Script executions by record id, beside those in the tables.
        tables: Everything else that can be asked for; may be changed at any time.
        page_cap: How many rows a page has at most, whatever was asked; None: no cap.
        bare_coc: COC answers without `data` around it, as the pages of 2024 show it.
        denied: IAM actions that this user lacks, such as "coc:job:get".
        metadata_tokens: Whether the metadata service knows tokens; the old one doesn't.
        agency: The keys of the metadata service; its `lifetime` may be changed.
        life: What makes the fleet go on; None while it stands still.
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
        username: str = "slack-bot",
        password: str = "demo-password",  # noqa: S107  made up, opens nothing else
        domain: str = "example-account",
        token: str | None = None,
        token_lifetime: timedelta = _A_DAY,
        traffic: Traffic | None = None,
    ) -> None:
        self._now = now or wall_clock
        self._traffic = traffic
        self._server = LoopbackServer(self._watched)
        known = believable_records(self._now()) if records is None else records
        self.records: dict[str, dict[str, Any]] = dict(known)
        self.tables = believable_tables(self._now())
        self.requests: list[CloudRequest] = []
        self.misuse: list[str] = []
        self.faults = Faults()
        self.page_cap: int | None = None
        self.bare_coc = False
        self.denied: set[str] = set()
        self.denials = Denials()
        self.metadata_tokens = True
        self.agency = Agency(self._now)
        self.life: Life | None = None
        self.identity = Identity(
            username, password, domain, project_id, token, token_lifetime, self._now
        )
        key = Key(access_key, secret_key, security_token)
        self._gateway = Gateway(key, self.agency, self.identity, self._now)
        self._router = Router(self, self._gateway, project_id)

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
        """The endpoint of every service, such as http://127.0.0.1:40123."""
        return self._server.url

    def live(self, fleet: Fleet, speed: float = 1, seed: int = 1) -> Life:
        """Let a fleet of this size work from now on, so many times as fast."""
        self.life = Life(
            self.tables,
            self.records,
            start=self._now(),
            fleet=fleet,
            speed=speed,
            seed=seed,
        )
        return self.life

    def unlock(self) -> None:
        """Let locked access keys in again, and forget their failures."""
        self._gateway.unlock()

    def expire_tokens(self) -> None:
        """End every token that IAM has issued; the next use of one hears 401."""
        self.identity.expire()

    def expire_agency(self) -> None:
        """End every key that the metadata service has issued."""
        self.agency.expire()

    async def _watched(self, request: web.BaseRequest) -> web.StreamResponse:
        if self._traffic is None:
            return await self._serve(request)
        return await self._traffic.watch(request, "cloud", _what(request), self._serve)

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        signed = await _as_sent(request)
        found = find(signed.raw_path)
        arrived = self._note(signed, found)
        if len(request.headers.getall("x-project-id", [])) > 1:
            self.misuse.append(f"{arrived.endpoint}: x-project-id was sent twice")
        request_id = uuid4().hex
        if self.life is not None:
            self.life.catch_up(arrived.at)
        right = self._router.answer(signed, found, request_id)
        exchange = Exchange(request, right, request_id, arrived, arrived.at)
        fault = self.faults.take(arrived.endpoint)
        if fault is None:
            return await exchange.send(right)
        return await fault.answer(exchange)

    def _note(self, request: SignedRequest, found: Found | None) -> CloudRequest:
        arrived = CloudRequest(
            request.method,
            request.raw_path,
            request.raw_query,
            dict(request.headers),
            self._now(),
        )
        if found is not None:
            arrived.endpoint = found.endpoint.id
            problems = broken(found.endpoint, found.ids, request)
            self.misuse += (f"{arrived.endpoint}: {problem}" for problem in problems)
        self.requests.append(arrived)
        return arrived


def _what(request: web.BaseRequest) -> str:
    """In a few words; the endpoint's id first, where there is one."""
    found = find(request.raw_path.partition("?")[0])
    said = f"{request.method} {request.raw_path}"
    return said if found is None else f"{found.endpoint.id} {said}"


async def _as_sent(request: web.BaseRequest) -> SignedRequest:
    path, _, query = request.raw_path.partition("?")
    headers = {name.lower(): value for name, value in request.headers.items()}
    return SignedRequest(request.method, path, query, headers, await request.read())
