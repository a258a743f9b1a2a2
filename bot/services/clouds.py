"""One question to every cloud that may know, asked at the same time."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot.domain.executions import Execution
from bot.domain.lookups import LookUpQuery
from bot.domain.pools import PoolQuery
from bot.domain.references import SourceName
from bot.domain.runs import Finding, Listing, Run, WholeRun
from bot.domain.windows import Window
from bot.errors import InvalidQueryError
from bot.ports import PoolSearch, Siblings, Source
from bot.services.gathering import answers, each_once, told
from bot.services.live import require_some

# Their executions are records of scripts, of which runs are known.
_SCRIPTS = frozenset({SourceName.SCRIPT, SourceName.POOL})


@dataclass(frozen=True, slots=True)
class Cloud:
    """One configured cloud: what can be asked of it, and where its people live.

    `coc` says which host its orders are read from: clouds that share one have the same
    orders. Empty, it shares none.
    """

    sources: Mapping[SourceName, Source]
    time_zone: str = ""
    pools: PoolSearch | None = None
    coc: str = ""
    siblings: Siblings | None = None


class Clouds:
    """The clouds that one person may ask."""

    def __init__(self, clouds: Mapping[str, Cloud], granted: Collection[str]) -> None:
        self._granted = {
            name: cloud for name, cloud in clouds.items() if name in granted
        }

    def zones(
        self, source: SourceName | None = None, cloud: str = ""
    ) -> tuple[str, ...]:
        """The time zones of the cloud, or of all with that source."""
        return tuple(
            one.time_zone
            for name, one in self._granted.items()
            if source in {None, *one.sources} and cloud in {"", name}
        )

    def named(self, cloud: str) -> tuple[str, ...]:
        """The cloud, or all where none is named.

        Raises:
            InvalidQueryError: there is no such cloud.
        """
        self._require(cloud)
        return (cloud,) if cloud else tuple(sorted(self._granted))

    async def find(
        self, query: LookUpQuery
    ) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
        """What each cloud found, and a sentence for each that gave no answer.

        Clouds with the same orders count once, as the first by name that has this one.

        Raises:
            InvalidQueryError: there is no such cloud, or none with that source.
            NotFoundError: every cloud says that there is none.
            SourceError: a cloud gave no answer, and no other one had it.
        """
        self._require(query.cloud)
        asked = {
            name: one.sources[query.source]
            for name, one in self._granted.items()
            if query.source in one.sources and query.cloud in {"", name}
        }
        require_some(asked, query.source, query.cloud)
        said = await answers(
            partial(source.find, *query.ids) for source in asked.values()
        )
        if query.source is SourceName.ORDER:
            places = {name: self._granted[name].coc for name in asked}
            said = each_once(dict(zip(asked, said, strict=True)), places)
        return told(said)

    async def beside(self, execution: Execution) -> Listing[Execution] | None:
        """All of the run that it was part of; None where nobody can tell.

        Raises:
            NotFoundError: the cloud says that there is none.
            SourceError: the cloud gave no answer.
        """
        reference = execution.reference
        cloud = self._granted[reference.cloud]
        if reference.source in _SCRIPTS and execution.run_id and cloud.siblings:
            return await cloud.siblings.beside(execution)
        if reference.source is SourceName.ORDER:
            whole = await cloud.sources[SourceName.ORDER].find(reference.ids[0])
            return whole.executions if isinstance(whole, WholeRun) else None
        return None

    async def search(
        self, query: PoolQuery, window: Window
    ) -> tuple[Listing[Run], tuple[str, ...]]:
        """The pool runs of all clouds that are as wanted, and what is missing.

        Raises:
            InvalidQueryError: there is no such cloud, or none with that source.
            SourceError: no cloud gave an answer.
        """
        self._require(query.cloud)
        asked = [
            one.pools
            for name, one in self._granted.items()
            if one.pools is not None and query.cloud in {"", name}
        ]
        require_some(asked, SourceName.POOL, query.cloud)
        read, gaps = told(
            await answers(
                partial(pools.search, query.wanted, window) for pools in asked
            )
        )
        return _wanted(read, query, window), gaps

    def _require(self, cloud: str) -> None:
        if cloud and cloud not in self._granted:
            names = ", ".join(f"`{name}`" for name in sorted(self._granted))
            raise InvalidQueryError(
                f"There is no cloud `{cloud}`. Configured: {names}."
            )


def _wanted(
    read: Sequence[Listing[Run]], query: PoolQuery, window: Window
) -> Listing[Run]:
    """What all clouds read, without what came along unasked."""
    runs = (run for listing in read for run in listing.rows)
    return Listing(
        rows=tuple(
            run for run in runs if query.wanted.matches(run) and window.holds(run.at)
        ),
        gaps=tuple(gap for listing in read for gap in listing.gaps),
    )
