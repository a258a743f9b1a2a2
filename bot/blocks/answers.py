"""Every answer becomes a message here."""

from typing import assert_never

from bot.blocks.executions import executions
from bot.blocks.helping import help_page
from bot.domain.answers import Answer, ExecutionsAnswer, HelpAnswer
from bot.domain.messages import Message


def render(answer: Answer, request_id: str = "") -> Message:
    """The message that says `answer`; with our id where something is missing in it."""
    match answer:
        case HelpAnswer(topic):
            return help_page(topic)
        case ExecutionsAnswer():
            return executions(answer, request_id)
    assert_never(answer)
