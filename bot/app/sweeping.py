"""What sweeps of each cloud read, and when."""

from collections.abc import Iterable
from secrets import token_hex

import structlog

from bot.adapters.cloud.swept_app import SweptApps
from bot.adapters.cloud.swept_order import SweptOrders
from bot.adapters.cloud.swept_pool import SweptPools
from bot.adapters.cloud.swept_script import SweptScripts
from bot.adapters.cloud.swept_task import SweptTasks
from bot.app.clouds import OpenCloud
from bot.domain.references import SourceName
from bot.ports import Clock, SweepLedger, SweptRuns
from bot.services.sweep import Sweeper
from bot.services.sweeps import Sweeps, Times
from bot.settings.model import SweepSettings

_NARROWEST, _BROADEST = 4, 32

_log = structlog.get_logger()


def sweeps_of(
    clouds: Iterable[OpenCloud],
    ledger: SweepLedger,
    clock: Clock,
    settings: SweepSettings,
) -> Sweeps:
    """The sweeps of all clouds, none of them begun."""
    sweepers = {
        cloud.name: Sweeper(
            cloud.name,
            swept_runs(cloud),
            ledger,
            clock,
            report=_log.warning,
            width=_width(cloud),
        )
        for cloud in clouds
    }
    times = Times(lookback=settings.lookback, full_every=settings.full_every)
    return Sweeps(
        sweepers, ledger, clock, times, holder=token_hex(8), report=_log.warning
    )


def swept_runs(cloud: OpenCloud) -> dict[SourceName, SweptRuns]:
    """The sources that are configured, in the lane of sweeps."""
    name, of = cloud.name, cloud.settings
    project, zone = of.project_id, of.time_zone or ""
    workspace = cloud.hosts.workspace.for_sweeps()
    appstream = cloud.hosts.appstream.for_sweeps()
    coc = cloud.hosts.coc.for_sweeps()
    sources: dict[SourceName, SweptRuns] = {
        SourceName.SCRIPT: SweptScripts(workspace, cloud=name, project_id=project),
        SourceName.TASK: SweptTasks(
            workspace, cloud=name, project_id=project, time_zone=zone
        ),
        SourceName.POOL: SweptPools(workspace, cloud=name, project_id=project),
        SourceName.ORDER: SweptOrders(coc, cloud=name, host=of.coc_origin),
        SourceName.APP: SweptApps(
            appstream, cloud=name, project_id=project, time_zone=zone
        ),
    }
    return {source: sources[source] for source in of.sources}


def _width(cloud: OpenCloud) -> int:
    """More lists at once than the pace lets through would only wait."""
    rate = int(cloud.settings.requests_per_second)
    return max(_NARROWEST, min(_BROADEST, rate))
