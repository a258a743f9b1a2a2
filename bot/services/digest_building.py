"""From what the ledger knows to what a channel is told."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.coverage import receipt
from bot.domain.deliveries import Delivery, Told
from bot.domain.digests import Digest, DigestCause, Trouble, TroubleKey
from bot.domain.failures import BlastRadius
from bot.domain.marks import Mark, MarkKind
from bot.domain.redaction import redact_failures, redact_radius
from bot.domain.subscriptions import Subscription
from bot.domain.sweeping import Coverage
from bot.domain.troubles import Delta, delta

# Sweeping takes its time; nobody calls that late.
_IN_TIME = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a digest is made of.

    Attributes:
        told: what the ledger has for it.
        coverage: of each source that it is about.
        gaps: what else is missing.
        now: when that was so.
    """

    told: Told
    coverage: tuple[Coverage, ...]
    gaps: tuple[str, ...]
    now: datetime


def built(
    subscription: Subscription,
    delivery: Delivery,
    known: Known,
    marks: Sequence[Mark] = (),
) -> tuple[Digest, Delta]:
    """The digest, and how troubles went on since the last one.

    `marks` are what people said of causes.
    """
    found = known.told.failures
    read = receipt(known.coverage, delivery.window, known.now)
    whole = read.complete and not known.gaps
    went = delta(known.told.lasting, known.told.troubles, known.now, complete=whole)
    rows = list(redact_failures(found.rows))
    causes = [redact_radius(one) for one in found.causes]
    digest = Digest(
        name=subscription.name,
        wanted=subscription.wanted,
        window=delivery.window,
        slot=delivery.slot,
        late=_late(delivery, known.now),
        counts=found.counts,
        causes=tuple(
            _causes((one for one, _ in causes), known.told.troubles, went, marks)
        ),
        cause_count=found.cause_count,
        rows=tuple(one for one, _ in rows),
        of=found.of,
        recovered=went.recovered,
        quiet=went.quiet,
        coverage=known.coverage,
        read=known.told.read,
        gaps=known.gaps,
        mention=subscription.mention,
        hidden=sum(hidden for _, hidden in [*rows, *causes]),
        mutes=tuple(one for one in marks if one.kind is MarkKind.MUTED),
        muted=known.told.muted,
        before=known.told.before,
        as_of=known.now,
        zone=subscription.zone,
    )
    return digest, went


def over(marks: Iterable[Mark], went: Delta) -> tuple[Mark, ...]:
    """What was acknowledged, and has recovered wherever it lasted."""
    lasting = {key.cause for key in went.open}
    ended = {one.key.cause for one in went.recovered} - lasting
    return tuple(
        one for one in marks if one.kind is MarkKind.ACKNOWLEDGED and one.cause in ended
    )


def _late(delivery: Delivery, now: datetime) -> timedelta:
    late = now - delivery.slot
    return late if late > _IN_TIME else timedelta()


def _causes(
    radii: Iterable[BlastRadius],
    told: Iterable[Trouble],
    went: Delta,
    marks: Iterable[Mark],
) -> Iterable[DigestCause]:
    """Each with how much of its work had it before; orders happen once, so never."""
    taken = {one.cause: one for one in marks if one.kind is MarkKind.ACKNOWLEDGED}
    keys: dict[str, list[TroubleKey]] = defaultdict(list)
    for one in told:
        keys[one.key.cause].append(one.key)
    for radius in radii:
        before = [key for key in keys[radius.id] if key not in went.new]
        troubles = max(radius.works, len(keys[radius.id]), 1)
        yield DigestCause(
            radius=radius,
            troubles=troubles,
            new=troubles - len(before),
            since=min((went.open[key].since for key in before), default=None),
            acknowledged=taken.get(radius.id),
        )
