import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.page.typed import as_sent

PEOPLE = {
    "mei": "U1",
    "mei.tan": "U1",
    "runwatch": "U2",
    "jonas-w": "U3",
    "a.b-c": "U4",
}
CHANNELS = {"operations": "C1", "night-team": "C2", "值班": "C3"}
KNOWN = {
    *(f"<@{one}>" for one in PEOPLE.values()),
    *(f"<#{one}>" for one in CHANNELS.values()),
    "<!here>",
    "<!channel>",
    "<!everyone>",
}
PIECES = st.sampled_from(
    [
        *(f"@{name}" for name in (*PEOPLE, "here", "channel", "everyone", "nobody")),
        *(f"#{name}" for name in (*CHANNELS, "nowhere")),
        *("<", ">", "&", ";", "<@U1>", "<!here>", "&lt;", "&amp;", ".", "-", " ", "@"),
        *("#", "<#C1|x>", "<https://x.example|x>", "\n", "\x00", "\u202e", "é", "_"),
    ]
)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("hello", "hello"),
        ("a < b && b > c", "a &lt; b &amp;&amp; b &gt; c"),
        ("<!channel> <@U1>", "&lt;!channel&gt; &lt;@U1&gt;"),
        ("&lt;", "&amp;lt;"),
        ("@mei", "<@U1>"),
        ("@mei.tan, please", "<@U1>, please"),
        ("ask @mei.", "ask <@U1>."),
        ("ask @mei...", "ask <@U1>..."),
        ("ask @mei-", "ask <@U1>-"),
        ("(@mei)", "(<@U1>)"),
        ("@mei's", "<@U1>'s"),
        ("@mei @runwatch", "<@U1> <@U2>"),
        ("@runwatch: help", "<@U2>: help"),
        ("@meinung", "@meinung"),
        ("@nobody", "@nobody"),
        ("@", "@"),
        ("mail@mei", "mail@mei"),
        ("@@mei", "@@mei"),
        ("##operations", "##operations"),
        ("in #operations?", "in <#C1>?"),
        ("#值班", "<#C3>"),
        ("#nowhere", "#nowhere"),
        ("#mei @operations", "#mei @operations"),
        ("@here @channel @everyone", "<!here> <!channel> <!everyone>"),
        ("#here", "#here"),
        ("@mei\n#operations", "<@U1>\n<#C1>"),
        ("", ""),
    ],
)
def test_what_is_typed_is_sent_as_slack_sends_it(typed: str, sent: str) -> None:
    assert as_sent(typed, PEOPLE, CHANNELS) == sent


@given(st.lists(PIECES | st.text(max_size=4), max_size=12))
def test_nothing_that_is_typed_becomes_markup(pieces: list[str]) -> None:
    sent = as_sent("".join(pieces), PEOPLE, CHANNELS)

    mentions = re.findall(r"<[^<>]*>", sent)
    assert set(mentions) <= KNOWN
    rest = re.sub(r"<[^<>]*>", "", sent)
    assert not set("<>") & set(rest)
    assert re.sub("&(amp|lt|gt);", "", rest).count("&") == 0


@given(st.lists(PIECES | st.text(max_size=4), max_size=12))
def test_what_is_sent_reads_as_it_was_typed(pieces: list[str]) -> None:
    typed = "".join(pieces)

    sent = as_sent(typed, {}, {})

    for special in ("here", "channel", "everyone"):
        sent = sent.replace(f"<!{special}>", f"@{special}")
    read = sent.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert read == typed
