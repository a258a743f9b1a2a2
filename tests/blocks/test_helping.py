import re

import pytest

from bot.blocks.helping import TOPICS, help_page, mention_help
from bot.domain.commandline import COMMAND
from bot.domain.messages import Message
from bot.domain.queries import HelpQuery, parse, verbs
from bot.domain.verbs import EVERY_KEY, VERBS, first_verb
from tests.blocks.samples import broken_rules
from tests.blocks.shapes import section

SCRIPT_USAGE = "/runs script RECORD_ID [cloud:]"
SCRIPT_ANSWERS = "What one script execution did on one desktop, and why it failed."


def mrkdwn(text: str) -> dict[str, object]:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def headline(text: str) -> dict[str, object]:
    title = {"type": "plain_text", "text": text, "emoji": False}
    return {"type": "header", "text": title}


USAGES = (
    (
        "/runs [cloud:]",
        (
            "The last 24 hours at a glance: what failed, was skipped or is running, and "
            "the causes that reach furthest."
        ),
    ),
    (
        (
            "/runs failures [since:] [until:] [source:] [target:] [script:] [pool:] "
            "[name:] [cause:] [outcome:] [by:] [cloud:]"
        ),
        (
            "What failed or was skipped, anywhere, in the last 24 hours or since when you "
            "say."
        ),
    ),
    ("/runs find TEXT [cloud:]", "Everything that goes by an id or a name."),
    (SCRIPT_USAGE, SCRIPT_ANSWERS),
    (
        "/runs task TASK_ID [RECORD_ID [DESKTOP_ID]] [outcome:] [cloud:]",
        (
            "The runs of a scheduled task of desktops; with RECORD_ID, what one run did on "
            "each desktop, failures first."
        ),
    ),
    (
        "/runs tasks [name:] [type:] [last:] [cloud:]",
        "The scheduled tasks of desktops, and how each ran last.",
    ),
    (
        (
            "/runs pool [pool:] [script:] [name:] [status:] [type:] [task:] [since:] "
            "[until:] [cloud:]"
        ),
        "Script and command runs of desktop pools, the newest first.",
    ),
    (
        "/runs order EXECUTE_UUID [BATCH INSTANCE_ID] [outcome:] [cloud:]",
        (
            "One COC script order: its statistics, and every host with its log, failures "
            "first."
        ),
    ),
    (
        "/runs orders [status:] [since:] [until:] [cloud:]",
        "The COC script orders of the last 24 hours, or since when you say.",
    ),
    (
        "/runs app EXECUTE_HISTORY_ID [SERVER_ID] [outcome:] [cloud:]",
        "What one App Streaming run did on each server, failures first.",
    ),
    (
        "/runs apps [name:] [type:] [last:] [cloud:]",
        "The App Streaming tasks, and how each ran last.",
    ),
    (
        "/runs watch [REFERENCE]",
        (
            "Tells you when a run or an execution ends, in a message that follows it; "
            "alone, what you watch."
        ),
    ),
    (
        "/runs digest [VERB] [NAME] [cause:] [for:] [why:] [in:] [confirm:]",
        (
            "What channels are told on a schedule: list, new, or show, preview, now, "
            "edit, pause, resume or delete NAME."
        ),
    ),
    (
        "/runs why REFERENCE",
        (
            "Why one execution failed: what its code means, what to check first, how often "
            "that was seen."
        ),
    ),
    (
        "/runs history REFERENCE",
        (
            "What failed or was skipped on the target of one execution in the last 30 "
            "days."
        ),
    ),
    ("/runs output REFERENCE", "What the script of one execution printed."),
    (
        "/runs health",
        "How I am: what I know of each cloud and up to when, Slack, the database.",
    ),
    ("/runs help [TOPIC]", "This page, or more about one command."),
)


def test_help_lists_every_command() -> None:
    page = help_page("")

    title = "Ask what ran, where, and why it failed"
    lines = [f"`{usage}`\n{answers}" for usage, answers in USAGES]
    buttons = (
        "Output opens what a script printed; Refresh asks again; Copy reference gives "
        "what others can type; Share shows the answer to the channel."
    )
    closing = "Only you see the answers, until you press Share."
    assert page == Message(
        text="\n".join([title, *lines, buttons, closing]),
        blocks=(
            headline(title),
            *(section(line) for line in (*lines, buttons)),
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
        blocks=(headline(SCRIPT_USAGE), section(body)),
    )


def test_a_topic_without_more_is_told_as_it_is() -> None:
    page = help_page("help")

    body = "This page, or more about one command."
    assert page == Message(
        text=f"/runs help [TOPIC]\n{body}",
        blocks=(
            headline("/runs help [TOPIC]"),
            section(body),
        ),
    )


def test_every_verb_has_help() -> None:
    topics = tuple(TOPICS)

    assert topics == verbs()


@pytest.mark.parametrize("topic", TOPICS)
def test_every_usage_begins_with_its_verb(topic: str) -> None:
    query = parse(f"{COMMAND} help {TOPICS[topic].usage.split()[0]}")

    assert query == HelpQuery(topic)


@pytest.mark.parametrize("topic", [topic for topic in TOPICS if topic != "help"])
def test_a_usage_names_every_option_and_no_other(topic: str) -> None:
    named = re.findall(r"\[([a-z]+):\]", TOPICS[topic].usage)

    assert named == list(VERBS[topic].keys)


EXAMPLES = [
    (topic, example)
    for topic, about in TOPICS.items()
    for example in re.findall(rf"`((?:{topic}|{COMMAND}) [^`\[]+)`", about.more)
]


@pytest.mark.parametrize(("topic", "example"), EXAMPLES)
def test_what_help_gives_as_an_example_can_be_asked(topic: str, example: str) -> None:
    query = parse(example.replace("RECORD_ID", "rec-1"))

    assert type(query) is type(parse(EXAMPLE_OF.get(topic, topic)))


# What a verb alone does not tell.
EXAMPLE_OF = {"find": "find rec-1"}


@pytest.mark.parametrize("topic", TOPICS)
def test_every_word_that_an_option_takes_is_told(topic: str) -> None:
    about = TOPICS[topic].more

    for key, words in VERBS[topic].keys.items():
        told = "another outcome" in about and key in {"status", "outcome"}
        assert told or all(word in about for word in words)


def test_every_option_is_explained_somewhere() -> None:
    told = " ".join(topic.more for topic in TOPICS.values())

    unknown = [key for key in EVERY_KEY if f"`{key}:" not in told]
    assert unknown == ["since", "until"]  # by the times that they take


@pytest.mark.parametrize("topic", ["", *TOPICS])
def test_no_help_breaks_a_rule(topic: str) -> None:
    broken = broken_rules(help_page(topic))

    assert broken == []


def test_a_mention_is_told_how_to_ask() -> None:
    message = mention_help()

    examples = [
        line for line in message.text.split("\n") if line.startswith("• `/runs ")
    ]
    assert len(examples) == 3
    assert message.text.startswith("Type `/runs` into a channel, or mention me")
    assert broken_rules(message) == []


@pytest.mark.parametrize("place", range(3))
def test_what_a_mention_is_told_to_type_can_be_asked(place: int) -> None:
    example = mention_help().text.split("• `")[place + 1].partition("`")[0]

    query = parse(example)

    assert first_verb(example) in TOPICS
    assert query == parse(example.removeprefix(COMMAND))
