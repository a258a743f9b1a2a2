"""`runwatch check`: whether Slack, the database and the clouds let the bot do its work."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

from bot.adapters.checked import Checked, Verdict
from bot.adapters.clock import SystemClock
from bot.adapters.cloud.checks import check_sign_in, check_source, not_tried
from bot.adapters.cloud.decoding import check_decoding, untried
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.skew import check_clock
from bot.adapters.http_session import outbound
from bot.app.asking import require_clouds
from bot.app.checking_channels import channels_of
from bot.app.checking_slack import check_slack
from bot.app.checking_storage import check_database
from bot.app.clouds import Entrance, Hosts
from bot.app.patience import USUAL
from bot.app.signing_in import ISSUERS
from bot.domain.references import SourceName
from bot.ports import Clock
from bot.settings import CloudSettings, Settings

# STS declares no other way in than signatures (the vendor's SDK, its STS client).
_TOKENS = frozenset({"password", "token"})


async def check(settings: Settings) -> AsyncIterator[Checked]:
    """A line for each thing that is asked, as it is found out.

    Slack's tokens, scopes and channels come first, then the database, then the clocks,
    sign-ins and endpoints of each cloud.

    Raises:
        ConfigurationError: there is no cloud to check.
    """
    out = outbound(settings.http_client.proxy, settings.http_client.ca_file)
    channels = await channels_of(settings)
    async for line in check_slack(settings.slack, channels, out):
        yield line
    yield await check_database(settings.database)
    require_clouds(settings)
    clock = SystemClock()
    async with AsyncExitStack() as stack:
        entrance = Entrance(stack, out, clock, USUAL.cloud)
        for name, cloud in settings.clouds.items():
            async for line in _checked(entrance, name, cloud, clock):
                yield line


async def _checked(
    entrance: Entrance, name: str, cloud: CloudSettings, clock: Clock
) -> AsyncIterator[Checked]:
    """Who is not there, or lets nobody in, is one line; what needs it is not tried."""
    silent = set()
    for origin, service in _origins(cloud).items():
        line = await check_clock(
            await entrance.host(origin), f"{name} {service}", clock
        )
        silent |= {origin} if line.silent else set()
        yield line
    barred = ""
    if whom := ISSUERS.get(cloud.auth):
        line = await check_sign_in(name, whom, entrance.sign_ins.sign_in(cloud))
        barred = "" if line.verdict is Verdict.OK else f"{name} could not sign in"
        yield line
    hosts = await entrance.hosts(name, cloud)
    for source in cloud.sources:
        _, origin = _place(cloud, source)
        gone = "its host could not be reached, or hung up." if origin in silent else ""
        for line in await _source(hosts, name, cloud, source, barred or gone):
            yield line
    yield await _decoding(hosts, name, cloud, barred)


async def _source(
    hosts: Hosts, name: str, cloud: CloudSettings, source: SourceName, why_not: str
) -> list[Checked]:
    if why_not:
        return not_tried(name, source, why_not)
    client = _client(hosts, source)
    return await check_source(client, name, source, cloud.project_id)


async def _decoding(
    hosts: Hosts, name: str, cloud: CloudSettings, barred: str
) -> Checked:
    what = f"{name} STS decode"
    if barred:
        return untried(what, barred)
    if cloud.auth in _TOKENS:
        return untried(what, "STS takes signatures, but no tokens")
    return await check_decoding(hosts.sts, hosts.credential, what)


def _origins(cloud: CloudSettings) -> dict[str, str]:
    """The hosts that the cloud's sources are on, each once, with a service there."""
    places = [_place(cloud, source) for source in cloud.sources]
    return {origin: service for service, origin in reversed(places)}


def _place(cloud: CloudSettings, source: SourceName) -> tuple[str, str]:
    """The source's service, and where it answers."""
    if source is SourceName.ORDER:
        return "COC", cloud.coc_origin
    if source is SourceName.APP:
        return "App Streaming", cloud.appstream_origin
    return "Workspace", cloud.workspace_origin


def _client(hosts: Hosts, source: SourceName) -> CloudClient:
    if source is SourceName.ORDER:
        return hosts.coc
    return hosts.appstream if source is SourceName.APP else hosts.workspace
