import pytest

from bot.blocks.answers import render
from bot.blocks.audience import Audience
from bot.blocks.notes import noted
from bot.blocks.sharing import shared
from bot.domain.messages import Message
from bot.playground.rules import broken
from tests.blocks.samples import FAILED, answer
from tests.blocks.shapes import context, section

ANSWER = render(answer(FAILED), audience=Audience.CHANNEL)


@pytest.mark.parametrize("user", ["U12", "W0123456789", "U0123ABCDEF"])
def test_a_shared_answer_names_who_shared_it(user: str) -> None:
    message = shared(ANSWER, user)

    by = f"Shared by <@{user}> · mention me to ask on"
    assert message == Message(f"{ANSWER.text}\n{by}", (*ANSWER.blocks, context(by)))
    sent = {"text": message.text, "blocks": list(message.blocks)}
    assert broken(sent, mentions_allowed={user}) == []
    assert {rule.rule for rule in broken(sent)} == {"mention"}


@pytest.mark.parametrize(
    "user",
    [
        *("", "U", "U1", "u0123456789", "C0123456789", "!channel", "U12>", "U1 2"),
        *("U12\n", "U12|x", "UÄÖ", "U" + "1" * 50),
    ],
    ids=ascii,
)
def test_what_is_no_id_of_a_person_is_not_named(user: str) -> None:
    message = shared(ANSWER, user)

    assert message == ANSWER


def test_a_text_alone_stays_one_as_blocks_would_hide_it() -> None:
    message = noted(Message("first"), "last")

    assert message == Message("first\nlast")


def test_a_note_is_never_cut_off() -> None:
    full = Message("x" * 4_000, (section("y"),) * 50)

    message = noted(full, "the end")

    assert len(message.text) == 4_000
    assert message.text.endswith("x…\nthe end")
    assert message.blocks[1:] == (*(section("y"),) * 48, context("the end"))
