"""How mrkdwn reads on the page."""

from playwright.sync_api import Page

from tests.browser.rendering import NOW, mrkdwn

_A = '<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>'
_CODE = '<code class="inline-code">{}</code>'
_PRE = '<pre class="preformatted foreign"><code>{}</code></pre>'
_MENTION = '<span class="mention">{}</span>'

STYLES = {
    "*bold* _italic_ ~struck~": "<strong>bold</strong> <em>italic</em> <s>struck</s>",
    "*_both_* and `*code*`": "<strong><em>both</em></strong> and "
    + _CODE.format("*code*"),
    "2*3*4 snake_case_name __init__": "2*3*4 snake_case_name __init__",
    "*a `b* c` d*": f"<strong>a {_CODE.format('b* c')} d</strong>",
    "*never\nclosed*": "*never\nclosed*",
    "one\n```a *b*\n  c```\nthen": f"one\n{_PRE.format('a *b*' + chr(10) + '  c')}then",
    "` and ``` left open": "` and ``` left open",
    "&gt; said\n&gt; twice\nafter": "<blockquote>said\ntwice</blockquote>after",
    "&gt;&gt;&gt; all\nthe rest": "<blockquote>all\nthe rest</blockquote>",
    "• one\n• two": "• one\n• two",
}
MARKUP = {
    "&lt;b&gt; &amp;amp; &amp;lt;": "&lt;b&gt; &amp;amp; &amp;lt;",
    "a < b > c <nothing> <>": "a &lt; b &gt; c &lt;nothing&gt; &lt;&gt;",
    "<https://a.example/?x=1&amp;y=2>": _A.format(
        "https://a.example/?x=1&amp;y=2", "https://a.example/?x=1&amp;y=2"
    ),
    "<https://a.example|its *label*>": _A.format("https://a.example/", "its *label*"),
    "<mailto:a@b.example>": _A.format("mailto:a@b.example", "a@b.example"),
    "<@U1|boss> <@U9> <@U9|joe>": " ".join(
        map(_MENTION.format, ("@mei", "@U9", "@joe"))
    ),
    "<#C1> <#C9|old>": " ".join(map(_MENTION.format, ("#operations", "#old"))),
    "<!here> <!channel> <!everyone>": " ".join(
        map(_MENTION.format, ("@here", "@channel", "@everyone"))
    ),
    "<!subteam^S1|@ops> <!subteam^S2>": " ".join(map(_MENTION.format, ("@ops", "@S2"))),
    ":x: :nobody: 12:30:45 :+1::skin-tone-3:": "❌ :nobody: 12:30:45 👍🏼",
}
HOSTILE = {
    "<javascript:alert(1)|here>": "<span>here (javascript:alert(1))</span>",
    "<JaVaScRiPt:x>": "<span>JaVaScRiPt:x</span>",
    "<data:text/html,x>": "<span>data:text/html,x</span>",
    "<vbscript:x>": "<span>vbscript:x</span>",
    "<script>alert(1)</script>": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&lt;img src=x onerror=x&gt;": "&lt;img src=x onerror=x&gt;",
    "\u202eback\u202c \u2066in\u2069": "[U+202E]back[U+202C] [U+2066]in[U+2069]",
    "\x07 \x1b[31m \x7f \x9b": "␇ ␛[31m ␡ [U+009B]",
    "a\r\nb\rc": "a\nb␍c",
}


def test_styles_stand_where_slack_reads_them(empty_page: Page) -> None:
    assert mrkdwn(empty_page, *STYLES) == list(STYLES.values())


def test_what_stands_between_angle_brackets_is_shown_by_its_meaning(
    empty_page: Page,
) -> None:
    assert mrkdwn(empty_page, *MARKUP) == list(MARKUP.values())


def test_hostile_text_is_text(empty_page: Page) -> None:
    assert mrkdwn(empty_page, *HOSTILE) == list(HOSTILE.values())


def test_addresses_are_links_unless_the_text_is_verbatim(empty_page: Page) -> None:
    text = "see https://a.example/x?y=1&amp;z=2. (&lt;http://b.example/c&gt;) xhttp://d"

    [linked] = mrkdwn(empty_page, text, verbatim=False)
    [verbatim] = mrkdwn(empty_page, text)

    first = _A.format(*["https://a.example/x?y=1&amp;z=2"] * 2)
    second = _A.format(*["http://b.example/c"] * 2)
    assert linked == f"see {first}. (&lt;{second}&gt;) xhttp://d"
    assert verbatim == text


DATES = [
    # A quarter past six in Singapore, on the day before that of Berlin's morning.
    ("{date_num} {date_long_full}", -86_400, "2026-11-22 November 22, 2026"),
    ("{date_slash}", 0, "23/11/2026"),
    ("{date}, {time}", 0, "November 23rd, 10:00 AM"),
    ("{date_short} {time_secs}", 3_661, "Nov 23 11:01:01 AM"),
    ("{date_long}", 86_400 * 9, "Wednesday, December 2nd"),
    ("{date}", -86_400 * 400, "October 19th, 2025"),
    ("{date_pretty}", 0, "Today"),
    ("{date_short_pretty}", -86_400, "Yesterday"),
    ("{date_long_pretty}", 86_400, "Tomorrow"),
    ("{day_divider_pretty}", -86_400 * 2, "Saturday, November 21st"),
    ("{ago}", -300, "5 minutes ago"),
    ("{ago}", 7_200, "In 2 hours"),
    ("Posted {time}", 0, "Posted 10:00 AM"),
    ("on {date_pretty}", 0, "on today"),
]


def shown(markup: str) -> str:
    return markup.partition(">")[2].partition("<")[0]


def test_dates_are_told_in_the_zone_of_whoever_reads(empty_page: Page) -> None:
    texts = [f"<!date^{NOW + shift}^{template}|f>" for template, shift, _ in DATES]

    said = [shown(one) for one in mrkdwn(empty_page, *texts)]

    assert said == [wanted for _, _, wanted in DATES]


def test_dates_are_told_in_the_language_of_whoever_reads(empty_page: Page) -> None:
    text = f"<!date^{NOW}^{{date_long}}, {{date_pretty}} {{time}}|f>"

    german = mrkdwn(empty_page, text, zone="Europe/Berlin", locale="de-DE")

    assert shown(german[0]) == "Montag, 23. November, heute 3:00"


def test_a_date_has_its_moment_and_its_link(empty_page: Page) -> None:
    drawn = mrkdwn(empty_page, f"<!date^{NOW}^{{time}}^https://a.example/|f>")

    title = "Monday, November 23, 2026 at 10:00:00 AM GMT+8"
    moment = f'<time datetime="2026-11-23T02:00:00.000Z" title="{title}">'
    link = _A.format("https://a.example/", f"{moment}10:00 AM</time>")
    assert drawn == [link]


def test_a_date_that_cannot_be_told_is_its_fallback(empty_page: Page) -> None:
    untold = ("1^{nothing}", "1^plain", "999999999999999^{date}")

    drawn = mrkdwn(empty_page, *(f"<!date^{one}|f>" for one in untold))

    assert drawn == ["<span>f</span>"] * len(untold)
