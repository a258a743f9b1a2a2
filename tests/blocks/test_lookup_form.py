"""The look-up form, what it offers, and what a message was found to hold."""

from bot.blocks import limits
from bot.blocks.lookup_form import looked_up, lookup_form, suggestions
from bot.blocks.spotted import NOTHING_SPOTTED, nothing_spotted, several_spotted
from bot.blocks.views import view
from bot.domain.forms import Carried
from bot.domain.lookup_form import FIELDS, LookUpForm, Name, Sought
from bot.domain.messages import Message
from bot.playground.rules import broken_view
from bot.playground.rules.messages import broken
from tests.blocks.shapes import context, section

ORDER = "SCT2026112300001"


def test_each_kind_asks_for_its_fields_and_carries_itself() -> None:
    for sought in Sought:
        form = lookup_form(LookUpForm(sought=sought), "C1")

        names = [block.get("block_id") for block in form.blocks]
        assert names == ["what", *FIELDS[sought], None]
        assert form.kept == Carried(channel="C1", name=sought).packed()
        assert (form.form, form.submit) == ("lookup", "Look up")
        assert broken_view(view("key", form), "modal") == []


def test_the_cloud_is_asked_for_where_there_are_several() -> None:
    form = lookup_form(LookUpForm(clouds=("lab", "prod")), "")

    field = next(one for one in form.blocks if one.get("block_id") == "cloud")
    assert [one["value"] for one in field["element"]["options"]] == ["lab", "prod"]
    assert broken_view(view("key", form), "modal") == []


def test_names_are_offered_with_their_ids() -> None:
    names = [Name("p1", "Night & day"), Name("p2", "p2")]

    assert suggestions(names) == [
        {"text": _plain("Night & day (p1)"), "value": "p1"},
        {"text": _plain("p2"), "value": "p2"},
    ]


def test_what_no_option_can_carry_is_not_offered() -> None:
    long = Name("x" * (limits.OPTION_VALUE + 1), "long")
    many = [Name(f"p{nth}", "n" * 300) for nth in range(120)]

    offered = suggestions([long, Name("", "none"), *many])

    assert len(offered) == limits.SELECT_OPTIONS
    assert max(len(one["text"]["text"]) for one in offered) <= limits.OPTION_TEXT


def test_the_command_that_does_the_same_stands_above_the_answer() -> None:
    answer = Message("3 failed", (section("3 failed"),))

    shown = looked_up("/runs failures", answer)

    assert shown == Message(
        "3 failed", (context("The same as `/runs failures`"), *answer.blocks)
    )
    again = Message("3 failed, ask again: /runs failures", answer.blocks)
    assert looked_up("/runs failures", again) == again
    full = Message("all", tuple(section(str(nth)) for nth in range(limits.BLOCKS)))
    assert looked_up("/runs failures", full) == full


def test_what_was_found_in_a_message_has_a_button_each() -> None:
    message = several_spotted([ORDER, "prod/task/t1"])

    assert message.text == (
        f"2 ids in that message. Which one shall I look up?\n`{ORDER}`\n`prod/task/t1`"
    )
    values = [one["accessory"]["value"] for one in message.blocks if "accessory" in one]
    assert values == [f"v1 /runs {ORDER} 1", "v1 /runs prod/task/t1 1"]
    assert list(broken({"text": message.text, "blocks": list(message.blocks)})) == []


def test_a_message_with_nothing_in_it_is_answered_with_what_could_be() -> None:
    assert nothing_spotted() == Message(NOTHING_SPOTTED, (section(NOTHING_SPOTTED),))


def _plain(text: str) -> dict[str, object]:
    return {"type": "plain_text", "text": text, "emoji": False}
