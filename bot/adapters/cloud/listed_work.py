"""Scheduled tasks as somebody asks for them: W1 and A1, read whole."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.lists import OffsetList
from bot.adapters.cloud.work_lists import TASK_LISTS, AppLists, TaskLists
from bot.domain.runs import Listing
from bot.domain.works import ListedWork, WorkFilter
from bot.errors import Silence, settled

# What the lists may be asked for; rows may have other words (trap 60).
_TASK_KINDS = {
    "START",
    "STOP",
    "REBOOT",
    "HIBERNATE",
    "REBUILD",
    "EXECUTE_SCRIPT",
    "CREATE_SNAPSHOT",
}
_APP_KINDS = {"RESTART_SERVER", "START_SERVER", "STOP_SERVER", "REINSTALL_OS"}


class ListedTasks:
    """The scheduled tasks of one cloud's desktops, triggered ones among them."""

    def __init__(
        self, client: CloudClient, *, cloud: str, project_id: str, time_zone: str = ""
    ) -> None:
        self._cloud = cloud
        self._zone = time_zone
        self._lists = TaskLists(client, cloud=cloud, project_id=project_id)

    async def listed(self, wanted: WorkFilter) -> Listing[ListedWork]:
        """Every task that is as wanted; what one of both lists lacks is a gap.

        Raises as `Source.find` does where neither list can be read.
        """
        return _matching(await self._read(_kind(wanted, _TASK_KINDS)), wanted)

    async def named(self, name: str) -> Listing[ListedWork]:
        """The tasks that the cloud finds by a part of their name; raises likewise."""
        read = await self._read({"task_name": name})
        return _matching(read, WorkFilter(names=(name,)))

    async def _read(self, query: Mapping[str, str]) -> Listing[ListedWork]:
        both = await asyncio.gather(
            *(settled(self._list, {**query, **more}) for more in TASK_LISTS.values())
        )
        told = dict(zip(TASK_LISTS, both, strict=True))
        silent = {what: one for what, one in told.items() if isinstance(one, Silence)}
        read = [one for one in both if isinstance(one, Listing)]
        if not read:
            raise next(iter(silent.values()))
        rows = _each_once(chain.from_iterable(one.rows for one in read))
        gaps = (*chain.from_iterable(one.gaps for one in read), *_missing(silent))
        return Listing(rows, gaps=gaps)

    async def _list(self, query: Mapping[str, str]) -> Listing[ListedWork]:
        tasks = self._lists.tasks(query)
        return await _whole(tasks.made(lambda row: row.listed(self._cloud, self._zone)))


class ListedApps:
    """The tasks of one cloud's application servers."""

    def __init__(
        self, client: CloudClient, *, cloud: str, project_id: str, time_zone: str = ""
    ) -> None:
        self._cloud = cloud
        self._zone = time_zone
        self._lists = AppLists(client, cloud=cloud, project_id=project_id)

    async def listed(self, wanted: WorkFilter) -> Listing[ListedWork]:
        """Every task that is as wanted; raises as `Source.find` does."""
        return _matching(await self._read(_kind(wanted, _APP_KINDS)), wanted)

    async def named(self, name: str) -> Listing[ListedWork]:
        """The tasks that the cloud finds by a part of their name; raises likewise."""
        read = await self._read({"task_name": name})
        return _matching(read, WorkFilter(names=(name,)))

    async def _read(self, query: Mapping[str, str]) -> Listing[ListedWork]:
        tasks = self._lists.tasks(query)
        return await _whole(tasks.made(lambda row: row.listed(self._cloud, self._zone)))


async def _whole(tasks: OffsetList[ListedWork]) -> Listing[ListedWork]:
    """Every row and gap; the total is of no use to whoever picks among the rows."""
    read = await tasks.rows(lambda row: row.work.id or None)
    return Listing(read.rows, gaps=read.gaps)


def _kind(wanted: WorkFilter, known: set[str]) -> dict[str, str]:
    """What may be asked for without losing anything that is wanted.

    How names are compared is not documented, nor every word for how a run ended.
    """
    kinds = {kind.upper() for kind in wanted.kinds}
    return {"task_type": kinds.pop()} if len(kinds) == 1 and kinds <= known else {}


def _matching(read: Listing[ListedWork], wanted: WorkFilter) -> Listing[ListedWork]:
    return Listing(tuple(filter(wanted.matches, read.rows)), gaps=read.gaps)


def _each_once(rows: Iterable[ListedWork]) -> tuple[ListedWork, ...]:
    """The rows of both lists; those without ids cannot be told from one another."""
    known: set[str] = set()
    found = []
    for row in rows:
        if row.work.id not in known:
            found.append(row)
        known.update({row.work.id} - {""})
    return tuple(found)


def _missing(silent: Mapping[str, Silence]) -> Iterator[str]:
    for what, why in silent.items():
        yield f"{what} are missing: {why}"
