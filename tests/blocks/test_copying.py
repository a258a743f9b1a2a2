from bot.blocks.answers import render
from bot.domain.answers import ReferenceAnswer
from bot.domain.messages import Message
from tests.blocks.samples import broken_rules
from tests.blocks.shapes import context, rich_text


def copied(text: str) -> dict[str, object]:
    return rich_text("rich_text_preformatted", {"type": "text", "text": text})


def test_reference_and_command_stand_where_slack_offers_to_copy_them() -> None:
    found = ReferenceAnswer("/runs task prod/task/t-1/r-1", "prod/task/t-1/r-1")

    message = render(found)

    assert message == Message(
        "Reference: prod/task/t-1/r-1\nCommand: /runs task prod/task/t-1/r-1",
        (
            context("Reference"),
            copied("prod/task/t-1/r-1"),
            context("Command"),
            copied("/runs task prod/task/t-1/r-1"),
        ),
    )
    assert broken_rules(message) == []


def test_a_list_without_a_reference_has_only_its_command() -> None:
    message = render(ReferenceAnswer("/runs pool name:<a&b>"))

    assert message == Message(
        "Command: /runs pool name:&lt;a&amp;b&gt;",
        (context("Command"), copied("/runs pool name:<a&b>")),
    )
    assert broken_rules(message) == []


def test_nothing_to_be_copied_is_said() -> None:
    message = render(ReferenceAnswer(" "))

    assert message == Message("There is nothing to be copied.")


def test_the_longest_line_is_copied_whole_and_its_text_shortened() -> None:
    line = "/runs pool " + "&" * 1_869

    message = render(ReferenceAnswer(line))

    assert message.blocks[1] == copied(line)
    assert message.text.endswith("&amp;…")
    assert broken_rules(message) == []
