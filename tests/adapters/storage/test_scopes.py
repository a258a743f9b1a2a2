"""What a subscription is about changes: nothing of the past comes with that."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.storage.digesting import SqlDeliveries
from bot.adapters.storage.ledger import SqlLedger
from bot.adapters.storage.scopes import (
    Version,
    scope_of,
    scope_text,
    versions_of,
    versions_text,
)
from bot.domain.deliveries import Scope
from bot.domain.executions import Outcome
from bot.domain.failures import FailureFilter
from bot.domain.references import SourceName
from tests.adapters.storage.records import DAY, HOUR, MINUTE, record, row, run
from tests.fakes import NINE

WHO, ME = "C1/night", "me"
ALL = Scope(clouds=("prod",))
TEXTS = st.lists(st.text(max_size=20), max_size=3).map(tuple)
SCOPES = st.builds(
    Scope,
    clouds=st.lists(st.sampled_from(["a", "b", "prod"]), unique=True).map(
        lambda names: tuple(sorted(names))
    ),
    wanted=st.builds(
        FailureFilter,
        sources=st.frozensets(st.sampled_from(SourceName)),
        targets=TEXTS,
        scripts=TEXTS,
        pools=TEXTS,
        names=TEXTS,
        causes=TEXTS,
        outcomes=st.frozensets(st.sampled_from(Outcome)),
    ),
)


def only(*targets: str) -> Scope:
    return Scope(clouds=("prod",), wanted=FailureFilter(targets=targets))


@given(SCOPES)
def test_a_scope_is_read_as_it_was_kept(scope: Scope) -> None:
    assert scope_of(scope_text(scope)) == scope


@given(st.lists(st.builds(Version, st.just(NINE), SCOPES), max_size=3))
def test_so_are_versions(versions: list[Version]) -> None:
    assert versions_of(versions_text(versions)) == versions


def test_who_never_told_has_no_versions() -> None:
    assert versions_of("") == []


async def failed(ledger: SqlLedger, target: str, at: datetime) -> None:
    """It began a minute before it ended."""
    of = run("T", f"R-{target}", at=at)
    await ledger.record(record(of, rows=[row(of, target, at=at)], at=at + MINUTE))


async def told(deliveries: SqlDeliveries, scope: Scope, at: datetime) -> list[str]:
    delivery = await deliveries.claim(WHO, at, ME, at)
    assert delivery is not None
    found = await deliveries.gather(delivery, scope, at)
    await deliveries.end(delivery, at)
    return sorted(one.execution.target.id for one in found.failures.rows)


async def begun(ledger: SqlLedger, scope: Scope) -> SqlDeliveries:
    deliveries = ledger.deliveries
    await deliveries.subscribe(WHO, NINE - DAY, NINE - DAY)
    await deliveries.ask(WHO, scope, NINE - DAY)
    return deliveries


async def test_widened_it_is_told_what_begins_from_then_on(ledger: SqlLedger) -> None:
    deliveries = await begun(ledger, only("A"))
    for target, ago in (("A", 3), ("B", 3), ("B2", 1)):
        await failed(ledger, target, NINE - ago * HOUR)

    await deliveries.ask(WHO, ALL, NINE - 2 * HOUR)

    assert await told(deliveries, ALL, NINE) == ["A", "B2"]


async def test_narrowed_it_is_told_nothing_else_any_more(ledger: SqlLedger) -> None:
    deliveries = await begun(ledger, ALL)
    await failed(ledger, "A", NINE - 3 * HOUR)
    await failed(ledger, "B", NINE - 3 * HOUR)

    await deliveries.ask(WHO, only("A"), NINE - 2 * HOUR)

    assert await told(deliveries, only("A"), NINE) == ["A"]


async def test_what_was_left_out_meanwhile_stays_out(ledger: SqlLedger) -> None:
    deliveries = await begun(ledger, ALL)
    await failed(ledger, "B", NINE - 4 * HOUR)
    await deliveries.ask(WHO, only("A"), NINE - 3 * HOUR)
    await failed(ledger, "A", NINE - 2 * HOUR)
    await failed(ledger, "B2", NINE - 2 * HOUR)
    await deliveries.ask(WHO, ALL, NINE - HOUR)
    await failed(ledger, "B3", NINE - 30 * MINUTE)

    assert await told(deliveries, ALL, NINE) == ["A", "B3"]


async def test_asked_for_the_same_again_nothing_changes(ledger: SqlLedger) -> None:
    deliveries = await begun(ledger, ALL)
    await failed(ledger, "A", NINE - 3 * HOUR)

    await deliveries.ask(WHO, ALL, NINE - 2 * HOUR)

    assert await told(deliveries, ALL, NINE) == ["A"]


async def test_changes_of_long_ago_are_forgotten(ledger: SqlLedger) -> None:
    deliveries = await begun(ledger, only("A"))
    for days in range(0, 80, 10):
        scope = only("A", str(days))
        await deliveries.ask(WHO, scope, NINE + timedelta(days=days))

    text = await deliveries._database.read(
        lambda there: there.exec_driver_sql("SELECT asked FROM subscriptions")
    )
    kept = versions_of(text.scalar_one())
    assert [(NINE + timedelta(days=70) - one.since).days for one in kept] == [
        0,
        10,
        20,
        30,
    ]
