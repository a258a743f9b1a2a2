"""Follow-ups in threads, put together."""

from bot.app.answering import Answering
from bot.ports import Clock
from bot.services.answer import AnswerService
from bot.services.following import FollowUps
from bot.services.row_files import RowFiles
from bot.settings import Settings


def follow_ups_of(
    settings: Settings, asked: Answering, answers: AnswerService, clock: Clock
) -> FollowUps:
    """What goes on with the conversations that the ledger knows."""
    return FollowUps(
        asked.ledger.threads,
        answers,
        asked.roster,
        RowFiles(answers, clock),
        clock,
        lifetime=settings.slack.thread_lifetime,
    )
