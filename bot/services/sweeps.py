"""When clouds are swept: on a schedule, or because somebody asks; never twice at once."""

import asyncio
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.sweeping import KEPT_FOR, Coverage
from bot.errors import LeaseLostError, LedgerError
from bot.ports import Clock, Report, SweepLedger
from bot.services.sweep import Plan, Sweeper

LEASE = timedelta(seconds=60)
_RENEW = LEASE.total_seconds() / 3
_LOOK_AGAIN = 1.0
_RELEASE_WITHIN = 1.0
_CLOSE_WITHIN = 1.5
# So fresh that nobody waits for something fresher.
_FRESH = timedelta(seconds=3)
# A walk that did not get everywhere is made again, less and less often.
_WALK_AGAIN = timedelta(minutes=30)
# Timers are not exact.
_NEARLY = 0.9


@dataclass(frozen=True, slots=True)
class Times:
    """How often, and how far back.

    Attributes:
        lookback: how long before the time in question runs may have begun.
        full_every: how often a full walk begins.
    """

    lookback: timedelta = timedelta(hours=48)
    full_every: timedelta = timedelta(hours=6)


class Sweeps:
    """The sweeps of every cloud; one replica at a time by a lease.

    `holder` tells this process from others; `report` hears of sweeps that broke.
    """

    def __init__(
        self,
        sweepers: Mapping[str, Sweeper],
        ledger: SweepLedger,
        clock: Clock,
        times: Times,
        *,
        holder: str,
        report: Report,
    ) -> None:
        self._sweepers = sweepers
        self._ledger = ledger
        self._clock = clock
        self._times = times
        self._holder = holder
        self._report = report
        self._quick: dict[str, asyncio.Task[None]] = {}
        self._walks: dict[str, asyncio.Task[None]] = {}
        self._walked: dict[str, datetime] = {}
        self._tries: Counter[str] = Counter()
        self._trouble: dict[str, str] = {}
        self._elsewhere: set[str] = set()

    async def fresh(
        self,
        clouds: Collection[str],
        seconds: float | None,
        since: datetime | None = None,
    ) -> bool:
        """Sweep what can have changed, and wait so long for it; None: to its end.

        What was swept at `since` or later is fresh enough; None: just now. Whoever asks
        while a sweep is under way waits for that.

        Returns:
            Whether every sweep has ended.
        """
        known = [cloud for cloud in clouds if cloud in self._sweepers]
        sweeping = [
            self._swept(cloud)
            for cloud in known
            if not await self._is_new(cloud, since)
        ]
        if not sweeping:
            return True
        _, pending = await asyncio.wait(sweeping, timeout=seconds)
        return not pending

    async def sweep(self, every: timedelta) -> None:
        """Begin a quick sweep of every cloud that had none for about so long.

        Raises:
            LedgerError: nobody knows when the last one was.
        """
        lately = self._clock.now() - every * _NEARLY
        for cloud in self._sweepers:
            if not await self._swept_since(cloud, lately):
                self._swept(cloud)

    async def walk(self) -> None:
        """Begin a full walk of every cloud that is due for one.

        Raises:
            LedgerError: nobody knows when the last one was.
        """
        covered = await self._ledger.coverage(list(self._sweepers))
        for cloud in self._sweepers:
            if self._walk_is_due(cloud, covered):
                self._walked[cloud] = self._clock.now()
                self._tries[cloud] += 1
                self._walks[cloud] = asyncio.create_task(self._walk(cloud))

    async def forget(self) -> int:
        """Drop what is older than anybody asks for; how many rows that were."""
        return await self._ledger.forget(self._clock.now() - KEPT_FOR)

    async def close(self) -> None:
        """End what is under way, within two seconds; the next sweep reads it again.

        Where the database keeps us waiting, nothing is given back: leases end by
        themselves.
        """
        tasks = [*self._quick.values(), *self._walks.values()]
        self._quick.clear()
        self._walks.clear()
        for task in tasks:
            task.cancel()
        if tasks:
            _, pending = await asyncio.wait(tasks, timeout=_CLOSE_WITHIN)
            if pending:
                self._report("sweeps_left_behind", sweeps=len(pending))

    def progress(self, cloud: str) -> tuple[str, ...]:
        """A sentence for each source of the cloud that is being read now."""
        sweeper = self._sweepers.get(cloud)
        reading = sweeper.progress if sweeper else {}
        ours = (
            f"{cloud} {source} is being read: {one.runs:,} runs so far."
            for source, one in reading.items()
        )
        return (*self.elsewhere([cloud]), *ours)

    def elsewhere(self, clouds: Collection[str]) -> tuple[str, ...]:
        """A sentence for each cloud that somebody else has the lease of.

        Whoever was killed has it as well, until it ends by itself.
        """
        return tuple(
            f"{cloud} is being read by another replica, or was until a moment ago: "
            "ask again in a minute."
            for cloud in clouds
            if cloud in self._elsewhere
        )

    def trouble(self, clouds: Collection[str]) -> tuple[str, ...]:
        """A sentence for each cloud whose latest sweep could not be kept."""
        return tuple(
            f"What is new in {cloud} is not known: {self._trouble[cloud]}"
            for cloud in clouds
            if cloud in self._trouble
        )

    async def _is_new(self, cloud: str, since: datetime | None) -> bool:
        try:
            return since is not None and await self._swept_since(cloud, since)
        except LedgerError:
            return False  # its sweep will tell

    def _swept(self, cloud: str) -> asyncio.Task[None]:
        running = self._quick.get(cloud)
        if running is None or running.done():
            running = asyncio.create_task(self._quickly(cloud))
            self._quick[cloud] = running
        return running

    async def _quickly(self, cloud: str) -> None:
        asked = self._clock.now()
        name = f"{cloud} quick"
        plan = Plan(lookback=self._times.lookback, lease=name, holder=self._holder)
        try:
            while not await self._swept_since(cloud, asked - _FRESH):
                if not await self._held(name):
                    self._elsewhere.add(cloud)
                    await self._clock.sleep(_LOOK_AGAIN)
                elif await self._ended(name, cloud, plan):
                    break
            self._trouble.pop(cloud, None)
        except LedgerError as error:
            self._trouble[cloud] = str(error)
            self._report("sweep_failed", cloud=cloud, why=str(error))
        finally:
            self._elsewhere.discard(cloud)

    async def _ended(self, name: str, cloud: str, plan: Plan) -> bool:
        """Whether a sweep of ours came to its end, and nobody had to go on with it."""
        self._elsewhere.discard(cloud)
        try:
            return await self._under_lease(name, self._sweepers[cloud], plan)
        except LeaseLostError:
            self._report("sweep_overtaken", cloud=cloud)
            return False

    async def _walk(self, cloud: str) -> None:
        name = f"{cloud} walk"
        plan = Plan(
            walk=True,
            lookback=self._times.lookback,
            lease=name,
            holder=self._holder,
        )
        try:
            # Its first sweep comes first: that is what people wait for.
            if running := self._quick.get(cloud):
                await asyncio.wait([running])
            if await self._held(name):
                await self._under_lease(name, self._sweepers[cloud], plan)
            else:
                self._walked.pop(cloud, None)  # whoever has the lease may be gone soon
                self._tries[cloud] -= 1
        except LedgerError as error:
            self._report("walk_failed", cloud=cloud, why=str(error))

    async def _under_lease(self, name: str, sweeper: Sweeper, plan: Plan) -> bool:
        """Sweep as long as the lease can be renewed; whether it came to its end."""
        sweeping = asyncio.create_task(sweeper.sweep(plan))
        renewing = asyncio.create_task(self._renewed(name))
        try:
            await asyncio.wait(
                {sweeping, renewing}, return_when=asyncio.FIRST_COMPLETED
            )
            if sweeping.done():
                sweeping.result()
                return True
            self._report("sweep_cut_short", cloud=sweeper.cloud, lease=name)
            return False
        finally:
            sweeping.cancel()
            renewing.cancel()
            await asyncio.wait({sweeping, renewing})
            await self._release(name)

    async def _release(self, name: str) -> None:
        """Give it back soon, or not at all: it ends by itself."""
        try:
            async with asyncio.timeout(_RELEASE_WITHIN):
                await self._ledger.release(name, self._holder)
        except (LedgerError, TimeoutError) as error:
            self._report("lease_not_released", lease=name, why=repr(error))

    async def _renewed(self, name: str) -> None:
        """Returns once somebody else may have the lease."""
        ends = self._clock.now() + LEASE
        while self._clock.now() < ends:
            await self._clock.sleep(_RENEW)
            try:
                if not await self._held(name):
                    return
                ends = self._clock.now() + LEASE
            except LedgerError as error:
                self._report("lease_not_renewed", lease=name, why=str(error))

    async def _held(self, name: str) -> bool:
        return await self._ledger.lease(name, self._holder, self._clock.now(), LEASE)

    async def _swept_since(self, cloud: str, since: datetime) -> bool:
        """Whether every source of the cloud was tried at `since` or later."""
        covered = await self._ledger.coverage([cloud])
        tried = {one.source: one.tried for one in covered}
        return all(
            (at := tried.get(source)) is not None and at >= since
            for source in self._sweepers[cloud].sources
        )

    def _walk_is_due(self, cloud: str, covered: Collection[Coverage]) -> bool:
        running = self._walks.get(cloud)
        if running is not None and not running.done():
            return False
        now = self._clock.now()
        walked = {one.source: one.walked for one in covered if one.cloud == cloud}
        is_due = any(
            (at := walked.get(source)) is None or now - at >= self._times.full_every
            for source in self._sweepers[cloud].sources
        )
        if not is_due:
            self._tries.pop(cloud, None)
            return False
        begun = self._walked.get(cloud)
        pause = _WALK_AGAIN * 2 ** max(0, self._tries[cloud] - 1)
        return begun is None or now - begun >= min(pause, self._times.full_every)
