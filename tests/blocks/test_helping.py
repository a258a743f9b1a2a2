import pytest

from bot.blocks.helping import TOPICS, help_page
from bot.domain.messages import Message
from bot.domain.queries import COMMAND, HelpQuery, parse, verbs
from tests.blocks.samples import broken_rules

SCRIPT_USAGE = "/runs script RECORD_ID [cloud:NAME]"
SCRIPT_ANSWERS = "What one script execution did on one desktop, and why it failed."


def mrkdwn(text: str) -> dict[str, object]:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def headline(text: str) -> dict[str, object]:
    title = {"type": "plain_text", "text": text, "emoji": False}
    return {"type": "header", "text": title}


def test_help_lists_every_command() -> None:
    page = help_page("")

    title = "Ask what ran, where, and why it failed"
    script = f"`{SCRIPT_USAGE}`\n{SCRIPT_ANSWERS}"
    more = "`/runs help [TOPIC]`\nThis page, or more about one command."
    closing = "Only you see the answers."
    assert page == Message(
        text=f"{title}\n{script}\n{more}\n{closing}",
        blocks=(
            headline(title),
            {"type": "section", "text": mrkdwn(script)},
            {"type": "section", "text": mrkdwn(more)},
            {"type": "context", "elements": [mrkdwn(closing)]},
        ),
    )


def test_help_on_a_command_tells_more() -> None:
    page = help_page("script")

    body = (
        f"{SCRIPT_ANSWERS}\n"
        "RECORD_ID is the id of a script execution record, or a reference like "
        "`prod/script/RECORD_ID`. Without `cloud:` every configured cloud is asked. "
        "What looks like a secret is hidden."
    )
    assert page == Message(
        text=f"{SCRIPT_USAGE}\n{body}",
        blocks=(headline(SCRIPT_USAGE), {"type": "section", "text": mrkdwn(body)}),
    )


def test_a_topic_without_more_is_told_as_it_is() -> None:
    page = help_page("help")

    body = "This page, or more about one command."
    assert page == Message(
        text=f"/runs help [TOPIC]\n{body}",
        blocks=(
            headline("/runs help [TOPIC]"),
            {"type": "section", "text": mrkdwn(body)},
        ),
    )


def test_every_verb_has_help() -> None:
    topics = tuple(TOPICS)

    assert topics == verbs()


@pytest.mark.parametrize("topic", TOPICS)
def test_every_usage_begins_with_its_verb(topic: str) -> None:
    query = parse(f"{COMMAND} help {TOPICS[topic].usage.split()[0]}")

    assert query == HelpQuery(topic)


@pytest.mark.parametrize("topic", ["", *TOPICS])
def test_no_help_breaks_a_rule(topic: str) -> None:
    broken = broken_rules(help_page(topic))

    assert broken == []
