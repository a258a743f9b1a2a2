"""Claims on slots, and the parts of deliveries."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.digest_tables import DELIVERIES, HEAD, PARTS, SUBSCRIPTIONS
from bot.adapters.storage.texts import as_key
from bot.adapters.storage.thread_states import packed_opening
from bot.domain.deliveries import LEASE, Content, Delivery, Part, Plan
from bot.domain.executions import Outcome
from bot.domain.messages import Attachment, Message


@dataclass(frozen=True, slots=True)
class Claim:
    """Who wants to deliver what, and when.

    `slot` is the newest one that is due.
    """

    subscription: str
    slot: datetime
    holder: str
    now: datetime


async def subscribe(
    connection: AsyncConnection, subscription: str, told_from: datetime, slot: datetime
) -> None:
    """Remember it, unless it is known; `slot` is the newest that is over already."""
    known = select(SUBSCRIPTIONS.c.id).where(SUBSCRIPTIONS.c.id == subscription)
    if (await connection.execute(known)).first() is None:
        row = {
            "id": subscription,
            "told_from": told_from,
            "slot": slot,
            "asked": "",
            "paused_by": "",
            "paused_why": "",
        }
        await connection.execute(insert(SUBSCRIPTIONS), row)


async def abandoned(connection: AsyncConnection, now: datetime) -> frozenset[str]:
    """Subscriptions with an unfinished delivery whose lease has ended."""
    of = DELIVERIES.c.ended_at.is_(None), DELIVERIES.c.leased_until <= now
    return frozenset(
        await connection.scalars(select(DELIVERIES.c.subscription).where(*of))
    )


async def claim(connection: AsyncConnection, wanted: Claim) -> Delivery | None:
    """The delivery to go on with, under a lease; an unfinished one comes first.

    None where nothing is due, or where somebody else delivers.
    """
    of = SUBSCRIPTIONS.c.id == wanted.subscription
    known = (await connection.execute(select(SUBSCRIPTIONS).where(of))).first()
    if known is None:
        return None  # it was deleted a moment ago
    begun = await _unfinished(connection, wanted.subscription)
    if begun is not None:
        if begun.holder != wanted.holder and begun.leased_until > wanted.now:
            return None
        await _lease(connection, begun.id, wanted)
        return _delivery(begun, known.told_from)
    if wanted.slot <= known.slot:
        return None
    await connection.execute(update(SUBSCRIPTIONS).where(of).values(slot=wanted.slot))
    row = _begun(wanted, max(known.slot, known.told_from))
    await connection.execute(insert(DELIVERIES), row)
    return Delivery(
        id=row["id"],
        subscription=wanted.subscription,
        slot=wanted.slot,
        since=row["since"],
        told_from=known.told_from,
    )


async def upcoming(
    connection: AsyncConnection, subscription: str, told_from: datetime, now: datetime
) -> Delivery:
    """What a claim for `now` would give, if nothing else is under way."""
    of = select(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.id == subscription)
    known = (await connection.execute(of)).first()
    begun = known.told_from if known else told_from
    since = max(known.slot, begun) if known else told_from
    return Delivery(
        id="", subscription=subscription, slot=now, since=since, told_from=begun
    )


async def hold(
    connection: AsyncConnection, delivery: str, holder: str, now: datetime
) -> bool:
    """Renew the lease; False where somebody else has it, or it has ended."""
    held = DELIVERIES.c.id == delivery, DELIVERIES.c.holder == holder
    open_ = DELIVERIES.c.ended_at.is_(None)
    renewed = update(DELIVERIES).where(*held, open_).values(leased_until=now + LEASE)
    return (await connection.execute(renewed)).rowcount == 1


async def postpone(connection: AsyncConnection, delivery: str, until: datetime) -> None:
    """Let nobody go on before then."""
    of = update(DELIVERIES).where(DELIVERIES.c.id == delivery)
    await connection.execute(of.values(holder="", leased_until=until))


async def let_go(connection: AsyncConnection, holder: str, now: datetime) -> None:
    """Let others go on at once with all that the holder has not ended."""
    of = DELIVERIES.c.holder == holder, DELIVERIES.c.ended_at.is_(None)
    free = update(DELIVERIES).where(*of).values(holder="", leased_until=now)
    await connection.execute(free)


async def plan(
    connection: AsyncConnection, delivery: str, plan: Plan, now: datetime
) -> None:
    """Let its parts stand; a delivery without any has ended."""
    rows = [_row(delivery, number, one) for number, one in enumerate(plan.contents)]
    if rows:
        await connection.execute(insert(PARTS), rows)
    planned = update(DELIVERIES).where(DELIVERIES.c.id == delivery)
    stands = planned.values(
        planned_at=now,
        ended_at=None if rows else now,
        failed=plan.counts.of(Outcome.FAILED),
        skipped=plan.counts.of(Outcome.SKIPPED),
        opening=packed_opening(plan.opening) if plan.opening else "",
    )
    await connection.execute(stands)


async def parts(connection: AsyncConnection, delivery: str) -> tuple[Part, ...]:
    """All of them, in order."""
    of = select(PARTS).where(PARTS.c.delivery == delivery).order_by(PARTS.c.number)
    return tuple(map(_part, await connection.execute(of)))


async def tried(
    connection: AsyncConnection, delivery: str, number: int, now: datetime
) -> None:
    """Note that a part is about to be sent, unless it was before."""
    of = PARTS.c.delivery == delivery, PARTS.c.number == number
    first = update(PARTS).where(*of, PARTS.c.tried_at.is_(None))
    await connection.execute(first.values(tried_at=now))


async def posted(
    connection: AsyncConnection, delivery: str, number: int, ts: str
) -> None:
    """Note that a part is there."""
    of = PARTS.c.delivery == delivery, PARTS.c.number == number
    await connection.execute(update(PARTS).where(*of).values(ts=ts))


async def end(connection: AsyncConnection, delivery: str, now: datetime) -> None:
    """Note that nothing more is to be done."""
    of = update(DELIVERIES).where(DELIVERIES.c.id == delivery)
    await connection.execute(of.values(ended_at=now))
    files = update(PARTS).where(PARTS.c.delivery == delivery, PARTS.c.file != "")
    await connection.execute(files.values(file=""))


async def _unfinished(
    connection: AsyncConnection, subscription: str
) -> Row[*tuple[Any, ...]] | None:
    of = DELIVERIES.c.subscription == subscription, DELIVERIES.c.ended_at.is_(None)
    found = select(*HEAD).where(*of).order_by(DELIVERIES.c.slot).limit(1)
    return (await connection.execute(found)).first()


async def _lease(connection: AsyncConnection, delivery: str, wanted: Claim) -> None:
    lease = {"holder": wanted.holder, "leased_until": wanted.now + LEASE}
    of = update(DELIVERIES).where(DELIVERIES.c.id == delivery)
    await connection.execute(of.values(lease))


def _begun(wanted: Claim, since: datetime) -> dict[str, Any]:
    return {
        "id": as_key(f"{wanted.subscription} {wanted.slot.isoformat()}"),
        "subscription": wanted.subscription,
        "slot": wanted.slot,
        "since": since,
        "holder": wanted.holder,
        "leased_until": wanted.now + LEASE,
        "gathered": False,
    }


def _delivery(row: Row[*tuple[Any, ...]], told_from: datetime) -> Delivery:
    return Delivery(
        id=row.id,
        subscription=row.subscription,
        slot=row.slot,
        since=row.since,
        told_from=told_from,
        planned=row.planned_at is not None,
    )


def _row(delivery: str, number: int, content: Content) -> dict[str, Any]:
    file = content.file or Attachment("", "", "")
    return {
        "delivery": delivery,
        "number": number,
        "text": content.message.text,
        "blocks": json.dumps([dict(block) for block in content.message.blocks]),
        "file_name": file.name,
        "file_title": file.title,
        "file": file.content,
        "ts": "",
    }


def _part(row: Row[*tuple[Any, ...]]) -> Part:
    file = Attachment(row.file_name, row.file_title, row.file)
    return Part(
        number=row.number,
        message=Message(row.text, tuple(json.loads(row.blocks))),
        file=file if file.name else None,
        tried=row.tried_at,
        ts=row.ts,
    )
