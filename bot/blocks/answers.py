"""Every answer becomes a message here."""

from typing import assert_never

from bot.blocks.audience import Audience
from bot.blocks.choices import choice
from bot.blocks.copying import reference_page
from bot.blocks.digest_desk import digest_page
from bot.blocks.executions import execution_page
from bot.blocks.failures import failures_page
from bot.blocks.glance import glance_page
from bot.blocks.health import health_page
from bot.blocks.helping import help_page
from bot.blocks.history import history_page
from bot.blocks.matches import matches_page
from bot.blocks.output_page import output_page
from bot.blocks.runs import run_page, runs_page
from bot.blocks.sharing import shared_here
from bot.blocks.watches import watch_page
from bot.blocks.why import why_page
from bot.blocks.works import works_page
from bot.domain.answers import (
    Answer,
    ChoiceAnswer,
    ExecutionAnswer,
    FailuresAnswer,
    FoundAnswer,
    GlanceAnswer,
    HealthAnswer,
    HelpAnswer,
    HistoryAnswer,
    OutputAnswer,
    ReferenceAnswer,
    RunAnswer,
    RunsAnswer,
    Shareable,
    WhyAnswer,
    WorksAnswer,
)
from bot.domain.digest_answers import DigestAnswer
from bot.domain.messages import Message
from bot.domain.watches import WatchAnswer


def render(
    answer: Answer, request_id: str = "", audience: Audience = Audience.ASKER
) -> Message:
    """The message that says `answer`; with our id where something is missing in it."""
    message = _rendered(answer, request_id, audience)
    return shared_here(message) if audience is Audience.SHARER else message


def _rendered(answer: Answer, request_id: str, audience: Audience) -> Message:
    if isinstance(answer, DigestAnswer):
        return digest_page(answer)
    if isinstance(answer, WatchAnswer):
        return watch_page(answer)
    if isinstance(answer, Shareable):
        return _found(answer, request_id, audience)
    return _private(answer, request_id)


def _private(
    answer: HelpAnswer | ReferenceAnswer | ChoiceAnswer, request_id: str
) -> Message:
    """What only whoever asked can use."""
    match answer:
        case HelpAnswer(topic):
            return help_page(topic)
        case ReferenceAnswer():
            return reference_page(answer)
        case ChoiceAnswer():
            return choice(answer, request_id)
    assert_never(answer)


def _found(answer: Shareable, request_id: str, audience: Audience) -> Message:
    match answer:
        case ExecutionAnswer():
            return execution_page(answer, request_id, audience)
        case RunAnswer():
            return run_page(answer, request_id, audience)
        case RunsAnswer():
            return runs_page(answer, request_id, audience)
        case OutputAnswer() | WhyAnswer() | HistoryAnswer():
            return _about(answer, request_id, audience)
        case _:
            return _remembered(answer, request_id, audience)


def _about(
    answer: OutputAnswer | WhyAnswer | HistoryAnswer,
    request_id: str,
    audience: Audience,
) -> Message:
    """What was asked about one execution."""
    match answer:
        case OutputAnswer():
            return output_page(answer, request_id, audience)
        case WhyAnswer():
            return why_page(answer, request_id, audience)
        case HistoryAnswer():
            return history_page(answer, request_id, audience)
    assert_never(answer)


def _remembered(
    answer: GlanceAnswer | FailuresAnswer | WorksAnswer | FoundAnswer | HealthAnswer,
    request_id: str,
    audience: Audience,
) -> Message:
    match answer:
        case GlanceAnswer():
            return glance_page(answer, request_id, audience)
        case FailuresAnswer():
            return failures_page(answer, request_id, audience)
        case WorksAnswer():
            return works_page(answer, request_id, audience)
        case FoundAnswer():
            return matches_page(answer, request_id, audience)
        case HealthAnswer():
            return health_page(answer, request_id, audience)
    assert_never(answer)
