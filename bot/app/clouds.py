"""Every configured cloud: its hosts, and what is asked of them."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

import httpx

from bot.adapters.cloud.app import AppSource
from bot.adapters.cloud.credentials import Credential
from bot.adapters.cloud.denials import Denials
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.order import OrderSource
from bot.adapters.cloud.pace import Pace
from bot.adapters.cloud.pool import PoolSource
from bot.adapters.cloud.script import ScriptSource
from bot.adapters.cloud.task import TaskSource
from bot.adapters.cloud.transport import (
    coc_headers,
    http_client,
    project_headers,
)
from bot.adapters.http_session import Outbound
from bot.app.signing_in import SignIns
from bot.domain.references import SourceName
from bot.ports import Clock, Source
from bot.services.clouds import Cloud
from bot.settings import CloudSettings, Settings


@dataclass(frozen=True, slots=True)
class Hosts:
    """The services of one cloud, as one credential may ask them.

    Attributes:
        sts: signed as for the others, but nothing is sent again.
    """

    workspace: CloudClient
    appstream: CloudClient
    coc: CloudClient
    sts: httpx.AsyncClient
    credential: Credential


@dataclass(frozen=True, slots=True)
class OpenCloud:
    """A cloud of the settings, and the way to its services."""

    name: str
    settings: CloudSettings
    hosts: Hosts

    @property
    def for_people(self) -> Cloud:
        """What is asked of it when somebody asks."""
        return _cloud(self.name, self.settings, self.hosts)


async def open_clouds(
    stack: AsyncExitStack,
    settings: Settings,
    out: Outbound,
    clock: Clock,
    seconds: float,
) -> list[OpenCloud]:
    """Every cloud of the settings; `stack` closes their connections.

    `seconds` is how long one request may take.
    """
    entrance = Entrance(stack, out, clock, seconds)
    return [
        OpenCloud(name, cloud, await entrance.hosts(name, cloud))
        for name, cloud in settings.clouds.items()
    ]


class Entrance:
    """Opens clouds; what they share (a credential, its pace at a host) exists once."""

    def __init__(
        self,
        stack: AsyncExitStack,
        out: Outbound,
        clock: Clock,
        seconds: float,
        pace: Callable[[float, Clock], Pace] = Pace,
    ) -> None:
        self.sign_ins = SignIns(stack, out, clock)
        self._stack = stack
        self._out = out
        self._clock = clock
        self._seconds = seconds
        self._pace = pace
        self._credentials: dict[str, Credential] = {}
        self._paces: dict[tuple[str, str], Pace] = {}

    async def hosts(self, name: str, cloud: CloudSettings) -> Hosts:
        """The services of `cloud`, signed in as it says."""
        project = project_headers(cloud.project_id)
        regional = await self.sign_ins.in_project(cloud)
        worldwide = await self.sign_ins.worldwide(cloud)
        once = await self.sign_ins.in_project(cloud, resends=False)
        sts = await self.host(cloud.sts_origin, project, once)
        label = f"{cloud.auth} of clouds.{name}"
        credential = self._credentials.setdefault(
            cloud.credential, Credential(label, self._clock)
        )
        asking = _Asking(cloud, credential, Denials(sts, self._clock))
        coc = coc_headers(cloud.project_id)
        return Hosts(
            await self._client(asking, cloud.workspace_origin, project, regional),
            await self._client(asking, cloud.appstream_origin, project, regional),
            await self._client(asking, cloud.coc_origin, coc, worldwide),
            sts,
            credential,
        )

    async def host(
        self,
        origin: str,
        headers: dict[str, str] | None = None,
        auth: httpx.Auth | None = None,
    ) -> httpx.AsyncClient:
        """A host; without `auth` it is not told who asks."""
        http = http_client(origin, headers or {}, auth, self._out)
        return await self._stack.enter_async_context(http)

    async def _client(
        self, asking: "_Asking", origin: str, headers: dict[str, str], auth: httpx.Auth
    ) -> CloudClient:
        return CloudClient(
            await self.host(origin, headers, auth),
            asking.credential,
            pace=self._pace_at(origin, asking.cloud),
            timeout=self._seconds,
            denials=asking.denials,
        )

    def _pace_at(self, origin: str, cloud: CloudSettings) -> Pace:
        """Of clouds that share it, the slowest sets the pace."""
        key, rate = (origin, cloud.credential), cloud.requests_per_second
        if key in self._paces:
            self._paces[key].slow_down_to(rate)
        else:
            self._paces[key] = self._pace(rate, self._clock)
        return self._paces[key]


@dataclass(frozen=True, slots=True)
class _Asking:
    cloud: CloudSettings
    credential: Credential
    denials: Denials


def _cloud(name: str, cloud: CloudSettings, hosts: Hosts) -> Cloud:
    project, zone = cloud.project_id, cloud.time_zone or ""
    workspace, appstream = hosts.workspace, hosts.appstream
    pools = PoolSource(workspace, cloud=name, project_id=project)
    scripts = ScriptSource(workspace, cloud=name, project_id=project)
    sources: dict[SourceName, Source] = {
        SourceName.SCRIPT: scripts,
        SourceName.TASK: TaskSource(
            workspace, cloud=name, project_id=project, time_zone=zone
        ),
        SourceName.POOL: pools,
        SourceName.ORDER: OrderSource(hosts.coc, cloud=name),
        SourceName.APP: AppSource(
            appstream, cloud=name, project_id=project, time_zone=zone
        ),
    }
    return Cloud(
        {source: sources[source] for source in cloud.sources},
        time_zone=zone,
        pools=pools if SourceName.POOL in cloud.sources else None,
        coc=cloud.coc_origin,
        siblings=scripts,
    )
