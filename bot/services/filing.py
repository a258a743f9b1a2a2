"""The rows of a digest as a file in its thread, when somebody asks for it."""

import asyncio
from datetime import UTC, tzinfo

from bot.blocks.digest import file_name
from bot.blocks.digest_csv import failures_csv
from bot.blocks.words import plural
from bot.domain.access import Action, Actor, require
from bot.domain.digest_answers import CHANNEL, ToldAnswer
from bot.domain.filing import Sent
from bot.domain.messages import Address, Attachment
from bot.domain.redaction import redact_failures
from bot.errors import InvalidQueryError, UncertainError
from bot.ports import Clock, Deliveries, Poster
from bot.services.roster import Roster


class Filing:
    """Posts each file once: whoever asks again finds it there."""

    def __init__(
        self,
        roster: Roster,
        deliveries: Deliveries,
        clock: Clock,
        poster: Poster | None = None,
    ) -> None:
        self._roster = roster
        self._deliveries = deliveries
        self._clock = clock
        self._poster = poster

    async def file(self, actor: Actor, delivery: str) -> ToldAnswer:
        """Put all rows of a delivery in its thread; `delivery` is its id.

        Raises:
            AccessDeniedError: the actor may not ask.
            InvalidQueryError: there is no such delivery any more, or no Slack here.
            LedgerError: the database gave no answer.
            MessengerError: Slack did not take it, or nobody knows.
        """
        require(actor, Action.LOOK_UP, ())
        sent = await self._deliveries.sent(delivery)
        if sent is None or not sent.ts or not sent.failures.rows:
            raise InvalidQueryError(
                "The rows of that digest are not known any more: they are kept for 35 days."
            )
        if self._poster is None:
            raise InvalidQueryError("There is no Slack here to put a file in.")
        channel, _, name = sent.subscription.partition("/")
        file = _file(name, sent, await self._zone(name), delivery)
        thread = Address(channel=channel, thread=sent.ts)
        await self._posted(self._poster, thread, file)
        rows = plural(len(sent.failures.rows), "row")
        return ToldAnswer(
            said=f"A file with {rows} is in the thread of that digest in {CHANNEL}.",
            channel=channel,
        )

    async def _posted(self, poster: Poster, address: Address, file: Attachment) -> None:
        """Look for it first; where that cannot be, somebody asked for it anyway."""
        post_id, now = file.name, self._clock.now()
        try:
            await poster.attach(address, file, post_id, now)
        except UncertainError as error:
            if isinstance(error.__cause__, asyncio.CancelledError):
                raise
            await poster.attach(address, file, post_id, None)

    async def _zone(self, name: str) -> tzinfo:
        """Of the subscription, so that its own file has the same name."""
        known = {one.name: one.zone for one in await self._roster.all()}
        return known.get(name, UTC)


def _file(name: str, sent: Sent, zone: tzinfo, delivery: str) -> Attachment:
    rows = [row for row, _ in redact_failures(sent.failures.rows)]
    title = f"{name}: {plural(len(rows), 'row')}"
    return Attachment(
        file_name(name, sent.slot, zone, delivery), title, failures_csv(rows)
    )
