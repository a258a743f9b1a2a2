"""What is asked of each cloud as it is now, beside its sources."""

from typing import TYPE_CHECKING

from bot.adapters.cloud.finding import CloudFinder, Readers
from bot.adapters.cloud.found_pool_runs import FoundPoolRuns
from bot.adapters.cloud.found_scripts import FoundScripts
from bot.adapters.cloud.listed_orders import ListedOrders
from bot.adapters.cloud.listed_pools import ListedPools
from bot.adapters.cloud.listed_work import ListedApps, ListedTasks
from bot.app.clouds import OpenCloud
from bot.domain.references import SourceName
from bot.services.live import LiveCloud

if TYPE_CHECKING:
    from bot.ports import WorkList


def live_cloud(cloud: OpenCloud) -> LiveCloud:
    """The lists of the sources that are configured."""
    name, of, hosts = cloud.name, cloud.settings, cloud.hosts
    project, zone = of.project_id, of.time_zone or ""
    has = set(of.sources).__contains__
    works: dict[SourceName, WorkList] = {}
    tasks = apps = None
    if has(SourceName.TASK):
        tasks = works[SourceName.TASK] = ListedTasks(
            hosts.workspace, cloud=name, project_id=project, time_zone=zone
        )
    if has(SourceName.APP):
        apps = works[SourceName.APP] = ListedApps(
            hosts.appstream, cloud=name, project_id=project, time_zone=zone
        )
    own = {"cloud": name, "project_id": project}
    scripts = FoundScripts(hosts.workspace, **own) if has(SourceName.SCRIPT) else None
    pools = has(SourceName.POOL)
    finder = CloudFinder(
        Readers(
            sources=cloud.for_people.sources,
            tasks=tasks,
            apps=apps,
            scripts=scripts,
            pool_runs=FoundPoolRuns(hosts.workspace, **own) if pools else None,
            pools=ListedPools(hosts.workspace, **own) if pools else None,
        )
    )
    return LiveCloud(
        works=works,
        orders=ListedOrders(hosts.coc, cloud=name) if has(SourceName.ORDER) else None,
        finder=finder,
        coc=of.coc_origin,
    )
