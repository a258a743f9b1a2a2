import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.problems import BUSY, INTERRUPTED, UNEXPECTED, problem
from bot.blocks.progress import STILL_READING, first_words
from bot.domain.messages import Message
from bot.domain.queries import verbs
from tests.blocks.samples import broken_rules
from tests.blocks.shapes import context, section


def said(body: str, ids: str) -> Message:
    return Message(
        text=f"{body}\n{ids}",
        blocks=(
            section(body),
            context(ids),
        ),
    )


def test_a_problem_has_a_sentence_and_an_id() -> None:
    message = problem("I don't know `<x>`.", request_id="k3v9")

    assert message == said("I don't know `&lt;x&gt;`.", "id `k3v9`")


def test_a_problem_may_suggest_a_command() -> None:
    message = problem("No.", request_id="k3v9", suggestion="/runs script a&b")

    assert message == said("No.\nTry `/runs script a&amp;b`", "id `k3v9`")


def test_a_problem_may_carry_the_clouds_id() -> None:
    message = problem("No.", request_id="k3v9", cloud_request="<r-1>")

    assert message == said("No.", "id `k3v9` · cloud request `&lt;r-1&gt;`")


def test_a_long_sentence_leaves_room_for_suggestion_and_id() -> None:
    message = problem("x" * 5_000, request_id="k3v9", suggestion="/runs help")

    shown = message.blocks[0]["text"]["text"]
    assert shown.endswith("\nTry `/runs help`")
    assert message.text.endswith("\nTry `/runs help`\nid `k3v9`")
    assert broken_rules(message) == []


ANYTHING = st.one_of(
    st.text(st.characters()),
    st.builds(
        str.__mul__,
        st.sampled_from(["<!channel>", "&", "`", "\n", "x", "\u202e", "桌", "&amp;"]),
        st.integers(1, 5_000),
    ),
)


@given(sentence=ANYTHING, suggestion=ANYTHING, cloud_request=ANYTHING)
def test_no_problem_breaks_a_rule(
    sentence: str, suggestion: str, cloud_request: str
) -> None:
    message = problem(
        f"I don't know {sentence}",
        request_id="k3v9",
        suggestion=suggestion,
        cloud_request=cloud_request,
    )

    assert broken_rules(message) == []
    assert "<" not in message.text


@pytest.mark.parametrize("sentence", [UNEXPECTED, INTERRUPTED, BUSY, STILL_READING])
def test_every_ready_sentence_can_be_sent(sentence: str) -> None:
    broken = broken_rules(Message(sentence))

    assert broken == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("script abc", "Reading the script execution…"),
        (" SCRIPT", "Reading the script execution…"),
        ("task t-1 r-1", "Reading the scheduled task…"),
        ("pool since:24h", "Reading the pools' runs…"),
        ("/runs order SCT1", "Reading the script order…"),
        ("cloud:prod app h-1", "Reading the App Streaming run…"),
        ("help", "One moment…"),
        ("bananas script", "One moment…"),
        ("", "One moment…"),
        ("\x00<!here>", "One moment…"),
    ],
)
def test_the_first_words_come_from_the_first_word(text: str, words: str) -> None:
    shown = first_words(text)

    assert shown == words


@pytest.mark.parametrize("verb", verbs())
def test_the_first_words_can_be_sent(verb: str) -> None:
    broken = broken_rules(Message(first_words(verb)))

    assert broken == []
