"""All rows of a list as a file in a thread."""

import asyncio

from bot.blocks.digest_csv import failures_csv
from bot.blocks.output_page import output_file
from bot.blocks.text import cut
from bot.blocks.words import plural
from bot.domain.access import Actor
from bot.domain.all_rows import AllRows
from bot.domain.answers import Answer, OutputAnswer
from bot.domain.messages import Attachment
from bot.errors import InvalidQueryError
from bot.ports import Clock
from bot.services.answer import AnswerService

_TITLE = 200


class RowFiles:
    """Makes files of what was asked for; the same list twice is two files."""

    def __init__(self, answers: AnswerService, clock: Clock) -> None:
        self._answers = answers
        self._clock = clock

    async def rows(self, actor: Actor, line: str) -> Attachment:
        """Everything that `line` asks for, not only a page of it.

        Raises:
            BotError: there is nothing; its text says why.
        """
        found = await self._answers.rows(actor, line)
        if not found.rows:
            raise InvalidQueryError("There are no rows to put in a file.")
        # Files are known by their names, so each of them has its own.
        name = f"runs-{self._clock.now():%Y%m%d-%H%M%S-%f}.csv"
        content = await asyncio.to_thread(failures_csv, found.rows)
        return Attachment(name, f"{_what(found)} of {cut(line, _TITLE)}", content)

    def output(self, answer: Answer) -> Attachment | None:
        """All that was printed, where a message cannot show it."""
        return output_file(answer) if isinstance(answer, OutputAnswer) else None


def _what(found: AllRows) -> str:
    """How many rows, and loudly that some may be missing."""
    count = len(found.rows)
    rows = plural(count, "row")
    said = rows if count == found.of else f"The first {count:,} of {found.of:,} rows"
    return said if found.whole else f"PARTIAL, as not all was read: {said}"
