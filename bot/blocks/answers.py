"""Every answer becomes a message here."""

from typing import assert_never

from bot.blocks.choices import choice
from bot.blocks.executions import execution_page
from bot.blocks.helping import help_page
from bot.blocks.runs import run_page, runs_page
from bot.domain.answers import (
    Answer,
    ChoiceAnswer,
    ExecutionAnswer,
    HelpAnswer,
    RunAnswer,
    RunsAnswer,
)
from bot.domain.messages import Message


def render(answer: Answer, request_id: str = "") -> Message:
    """The message that says `answer`; with our id where something is missing in it."""
    match answer:
        case HelpAnswer(topic):
            return help_page(topic)
        case ExecutionAnswer():
            return execution_page(answer, request_id)
        case ChoiceAnswer():
            return choice(answer, request_id)
        case RunAnswer():
            return run_page(answer, request_id)
        case RunsAnswer():
            return runs_page(answer, request_id)
    assert_never(answer)
