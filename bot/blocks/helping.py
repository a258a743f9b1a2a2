"""What can be asked, one example each."""

from dataclasses import dataclass

from bot.blocks.elements import context, header, section
from bot.blocks.text import escape
from bot.domain.messages import Message
from bot.domain.queries import COMMAND


@dataclass(frozen=True, slots=True)
class Topic:
    """A verb's usage, what it answers, and more for those who ask."""

    usage: str
    answers: str
    more: str = ""


TOPICS = {
    "script": Topic(
        usage="script RECORD_ID [cloud:NAME]",
        answers="What one script execution did on one desktop, and why it failed.",
        more="RECORD_ID is the id of a script execution record, or a reference like "
        "`prod/script/RECORD_ID`. Without `cloud:` every configured cloud is asked. "
        "What looks like a secret is hidden.",
    ),
    "help": Topic(
        usage="help [TOPIC]",
        answers="This page, or more about one command.",
    ),
}


def help_page(topic: str) -> Message:
    """Every command, or all about `topic`, which is a key of `TOPICS`."""
    return _one(TOPICS[topic]) if topic else _all()


def _all() -> Message:
    lines = [
        f"`{COMMAND} {escape(topic.usage)}`\n{escape(topic.answers)}"
        for topic in TOPICS.values()
    ]
    title = "Ask what ran, where, and why it failed"
    closing = "Only you see the answers."
    return Message(
        text="\n".join([title, *lines, closing]),
        blocks=(header(title), *map(section, lines), context(closing)),
    )


def _one(topic: Topic) -> Message:
    usage = f"{COMMAND} {topic.usage}"
    body = "\n".join(filter(None, (topic.answers, topic.more)))
    return Message(
        text=f"{escape(usage)}\n{escape(body)}",
        blocks=(header(usage), section(escape(body))),
    )
