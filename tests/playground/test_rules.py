from typing import Any

import pytest

from bot.playground.rules import BrokenRule, broken
from tests.playground.block_samples import (
    Json,
    button,
    context,
    image,
    inline,
    message,
    mrkdwn,
    plain,
    run,
    section,
)


def found(sent: Json, *allowed: str) -> list[tuple[str, str]]:
    return [(each.rule, each.detail) for each in broken(sent, mentions_allowed=allowed)]


@pytest.mark.parametrize(
    ("sent", "rule", "refusal"),
    [
        ({}, "no-text", "no_text"),
        ({"text": " \n", "blocks": []}, "no-text", "no_text"),
        ({"text": None}, "no-text", "no_text"),
        ({"text": 3}, "wrong-type", "invalid_arguments"),
        ({"text": "x" * 4_001}, "text-too-long", None),
        ({"text": "x" * 40_000}, "text-too-long", None),
        ({"text": "x" * 40_001}, "text-too-long", None),
        ({"blocks": [section()]}, "no-fallback-text", None),
        ({"attachments": [{"text": "x"}]}, "no-fallback-text", None),
    ],
    ids=[
        "nothing",
        "blank",
        "null",
        "number",
        "long",
        "very long",
        "too long to take whole",
        "only blocks",
        "only attachments",
    ],
)
def test_a_message_has_a_text_of_its_own(
    sent: Json, rule: str, refusal: str | None
) -> None:
    assert [(each.rule, each.refusal) for each in broken(sent)] == [(rule, refusal)]


def test_a_text_of_four_thousand_characters_is_fine() -> None:
    assert broken({"text": "x" * 4_000}) == []


MARKUP = {
    "channel": ("<!channel>", "mention", "channel"),
    "here": ("<!here|here>", "mention", "here"),
    "everyone": ("<!everyone>", "mention", "everyone"),
    "group": ("<!subteam^S0TEAM0001|@team>", "mention", "S0TEAM0001"),
    "person": ("<@U0OPERATOR1>", "mention", "U0OPERATOR1"),
    "channel name": ("<#C0OPERATION|operations>", "mention", "C0OPERATION"),
    "link": ("<https://evil.example|click>", "link", "https://evil.example"),
    "mail": ("<mailto:a@evil.example>", "link", "mailto:a@evil.example"),
    "linked date": (
        "<!date^1768417836^{date}^https://evil.example|then>",
        "link",
        "https://evil.example",
    ),
}


@pytest.mark.parametrize(("text", "rule", "target"), MARKUP.values(), ids=MARKUP.keys())
def test_markup_that_reaches_out_must_be_allowed(
    text: str, rule: str, target: str
) -> None:
    sent = {"text": text, "blocks": [section(text=mrkdwn(f"a {text}"))]}

    assert found(sent) == [
        (rule, f"{text} [json-pointer:/text]"),
        (rule, f"{text} [json-pointer:/blocks/0/text/text]"),
    ]
    assert found(sent, target) == []


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("a < b", ["<"]),
        ("a > b", [">"]),
        ("<>", ["<>"]),
        ("<b>", ["<b>"]),
        ("<!nonsense>", ["<!nonsense>"]),
        ("<@>", ["<@>"]),
        ("<!date^soon^{date}|x>", ["<!date^soon^{date}|x>"]),
        ("R&D", ["&"]),
        ("&nbsp;", ["&"]),
        ("&amp;&lt;&gt;", []),
        ("plain @here and https://x.example", []),
    ],
)
def test_angle_brackets_and_ampersands_are_escaped(
    text: str, problems: list[str]
) -> None:
    assert found({"text": text}) == [
        ("unescaped", f"{problem} [json-pointer:/text]") for problem in problems
    ]


@pytest.mark.parametrize(
    ("date", "problem"),
    [
        ("<!date^1768417836^{date_pretty} at {time}|19:10 UTC>", None),
        ("<!date^-1^{ago}|long ago>", None),
        ("<!date^1768417836^{date}|>", "the date has no fallback"),
        ("<!date^1768417836^{date}>", "the date has no fallback"),
        ("<!date^1768417836^{day}|x>", "unknown date token day"),
        ("<!date^1768417836^{date_slash}|x>", "unknown date token date_slash"),
        ("<!date^1768417836^then|x>", "no token in the date's template"),
    ],
)
def test_a_date_has_known_tokens_and_a_fallback(date: str, problem: str | None) -> None:
    expected = [("date-token", f"{problem}: {date} [json-pointer:/text]")]

    assert found({"text": date}) == (expected if problem else [])


@pytest.mark.parametrize(
    ("element", "rule", "target"),
    [
        ({"type": "user", "user_id": "U1"}, "mention", "U1"),
        ({"type": "usergroup", "usergroup_id": "S1"}, "mention", "S1"),
        ({"type": "channel", "channel_id": "C1"}, "mention", "C1"),
        ({"type": "broadcast", "range": "here"}, "mention", "here"),
        ({"type": "link", "url": "https://x.example"}, "link", "https://x.example"),
    ],
    ids=["user", "usergroup", "channel", "broadcast", "link"],
)
def test_rich_text_that_reaches_out_must_be_allowed(
    element: Json, rule: str, target: str
) -> None:
    sent = message(inline(element))
    at = "/blocks/0/elements/0/elements/0"

    assert found(sent) == [(rule, f"{element['type']} {target} [json-pointer:{at}]")]
    assert found(sent, target) == []


def test_a_mention_in_markdown_must_be_allowed() -> None:
    sent = message({"type": "markdown", "text": "> a & <b> <!here> <@U1>"})

    assert found(sent, "U1") == [("mention", "<!here> [json-pointer:/blocks/0/text]")]


def test_rich_text_knows_more_dates() -> None:
    element = {"type": "date", "timestamp": 1768417836, "format": "{date_slash} {era}"}

    assert found(message(inline(element))) == [
        (
            "date-token",
            "unknown date token era [json-pointer:/blocks/0/elements/0/elements/0]",
        )
    ]


def test_text_that_is_not_markup_needs_no_escape() -> None:
    raw = "<!channel> R&D <https://evil.example>"

    sent = message(inline(run(raw)), section(text=plain(raw)))

    assert broken(sent) == []


@pytest.mark.parametrize("settings", [{}, {"verbatim": False}])
def test_markup_is_verbatim(settings: dict[str, Any]) -> None:
    sent = message(context({"type": "mrkdwn", "text": "x", **settings}))

    assert broken(sent) == [
        BrokenRule(
            "not-verbatim",
            "Slack would look for links and names [json-pointer:/blocks/0/elements/0]",
            sent,
        )
    ]


@pytest.mark.parametrize(
    "character",
    [
        "\x00",
        "\x07",
        "\x1b",
        "\r",
        "\x7f",
        "\x85",
        "\u202a",
        "\u202e",
        "\u2066",
        "\u2069",
    ],
    ids=lambda character: f"U+{ord(character):04X}",
)
def test_control_characters_are_found_in_every_text(character: str) -> None:
    text = f"a{character}b{character}"
    sent = {
        "text": text,
        "blocks": [
            section(text=mrkdwn(text), accessory=button(accessibility_label=text)),
            inline(run(text)),
            image(alt_text=text),
        ],
    }

    places = [
        "/text",
        "/blocks/0/text/text",
        "/blocks/0/accessory/accessibility_label",
        "/blocks/1/elements/0/elements/0/text",
        "/blocks/2/alt_text",
    ]
    assert found(sent) == [
        ("control-characters", f"U+{ord(character):04X} [json-pointer:{place}]")
        for place in places
    ]


def test_lines_tabs_and_other_scripts_are_fine() -> None:
    assert broken({"text": "a\n\tb \u200b\u200f 补丁 \U0001f600"}) == []


def test_a_broken_rule_carries_its_message() -> None:
    sent = {"text": "R&D"}

    assert broken(sent) == [BrokenRule("unescaped", "& [json-pointer:/text]", sent)]


def test_a_markup_text_that_is_no_string_is_only_refused() -> None:
    sent = message(section(text={"type": "mrkdwn", "text": 3, "verbatim": True}))

    assert [each.rule for each in broken(sent)] == ["wrong-type"]


def test_a_date_format_that_is_no_string_is_only_refused() -> None:
    sent = message(inline({"type": "date", "timestamp": 1, "format": 3}))

    assert [each.rule for each in broken(sent)] == ["wrong-type"]


@pytest.mark.parametrize("yes", [True, "true", 1])
def test_names_are_not_looked_for(yes: object) -> None:
    assert found({"text": "x", "link_names": yes}) == [
        ("link-names", "Slack would look for names [json-pointer:/link_names]")
    ]
    assert found({"text": "x", "parse": "full"}) == [
        ("parse", "Slack would look for names [json-pointer:/parse]")
    ]


@pytest.mark.parametrize("no", [False, "false", "0", None])
def test_a_text_may_say_that_names_are_not_looked_for(no: object) -> None:
    assert found({"text": "x", "link_names": no, "parse": "none"}) == []


@pytest.mark.parametrize("key", ["pretext", "title", "text", "footer"])
def test_an_attachment_is_judged_like_the_message(key: str) -> None:
    attachment = {
        key: "<!here>",
        "fallback": "a <b\x07",
        "fields": [{"title": "R&D", "value": "<@U1>"}],
        "blocks": [section(text=mrkdwn("<!channel>")), {"type": "nonsense"}],
    }
    at = "[json-pointer:/attachments/0"

    assert found({"text": "x", "attachments": [attachment]}) == [
        ("mention", f"<!here> {at}/{key}]"),
        ("control-characters", f"U+0007 {at}/fallback]"),
        ("unescaped", f"& {at}/fields/0/title]"),
        ("mention", f"<@U1> {at}/fields/0/value]"),
        ("unknown-type", f"unsupported type: nonsense {at}/blocks/1/type]"),
        ("mention", f"<!channel> {at}/blocks/0/text/text]"),
    ]
