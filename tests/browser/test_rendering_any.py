"""Whatever the bot sends, the page shows it as text and stays what it is."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from tests.browser import static_page
from tests.browser.rendering import PREAMBLE
from tests.browser.watching import Windows


def _words(text: str) -> list[str]:
    return text.split()


_TAGS = _words("""a bdi blockquote button caption code div em fieldset figcaption figure h3 h4
h5 h6 hr img input label legend li mark ol optgroup option p pre s select span strong
table tbody td textarea th thead time tr u ul
svg circle line path rect text title""")
_ATTRIBUTES = _words("""alt aria-describedby aria-expanded aria-haspopup aria-hidden
aria-invalid aria-label aria-required class cx cy d data-action-id data-block-id
datetime disabled fill-opacity focusable for height hidden href id inputmode label
loading maxlength name placeholder points r referrerpolicy rel role scope src start
stroke-dasharray tabindex target text-anchor title transform type value viewBox width x
x1 x2 y y1 y2""")
# Draws one batch after the other; a block is wrong when it isn't between its neighbours.
_DRAW = f"""async ([batches, tags, attributes]) => {{ {PREAMBLE}
  const main = document.querySelector("main");
  const wrongs = [];
  const look = (element) => {{
    const tag = element.tagName.toLowerCase();
    if (!tags.includes(tag)) wrongs.push(`element ${{tag}}`);
    for (const {{ name }} of element.attributes)
      if (!attributes.includes(name)) wrongs.push(`attribute ${{name}} of ${{tag}}`);
    const leads = element.getAttribute("href") ?? element.getAttribute("src");
    if (leads !== null && !/^(?:https?|mailto):/.test(leads)) wrongs.push(leads);
    if (/\\burl\\(|NaN|Infinity/.test(element.getAttribute("d") ?? "")) wrongs.push("path");
  }};
  const mark = (text) => ({{ type: "header", text: {{ type: "plain_text", text }} }});
  for (const blocks of batches) {{
    const around = blocks.flatMap((block) => [block, mark("mark")]);
    try {{
      main.replaceChildren(renderBlocks(around, scene));
    }} catch (fault) {{
      wrongs.push(String(fault));
    }}
    main.querySelectorAll("*").forEach(look);
    const frames = [...main.children];
    const kept = frames.filter((one, index) => index % 2 && one.textContent === "mark");
    if (kept.length !== blocks.length || frames.length !== around.length)
      wrongs.push("a neighbour is lost");
  }}
  return [...new Set(wrongs)];
}}"""

_NASTY = [
    "",
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "<javascript:window.hit=1|x>",
    "javascript:alert(1)",
    "data:text/html,<script>1</script>",
    "vbscript:x",
    "https://a.example/\"onclick='x'",
    "mailto:a@b.example",
    "\u202eabc\u0000\u001b[31m",
    "*_~`<@U1><!date^0^{date}|x>`~_*",
    "```\n&gt; x",
    "__proto__",
    "constructor",
    "today",
    "2026-11-23",
]
_SCALARS = (
    st.none()
    | st.booleans()
    | st.sampled_from([-1, 0, 1, 2.5, 7, 40, 1e15, -1e300, 1e308])
    | st.sampled_from(_NASTY)
    | st.text(max_size=12)
)
_BLOCKS = _words("""actions alert context data_visualization divider header image input markdown
rich_text section table video""")
_ELEMENTS = _words("""button checkboxes channels_select datepicker email_text_input image
multi_static_select number_input overflow plain_text_input radio_buttons static_select
timepicker users_select multi_users_select""")
_PARTS = _words("""rich_text_section rich_text_list rich_text_quote rich_text_preformatted text
link date emoji user usergroup channel broadcast raw_text raw_number rich_text mrkdwn
plain_text pie bar line area""")
_NAMES = _words("""text elements element accessory fields rows chart title label hint options
option_groups initial_option initial_options initial_value placeholder confirm style url
value values image_url alt_text level indent offset timestamp format fallback name
unicode user_id channel_id range segments series data axis_config categories x_label
block_id action_id description column_settings max_length max_selected_items multiline
toString __proto__""")


def _tree(kinds: list[str], inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    named = st.dictionaries(st.sampled_from(_NAMES), inner, max_size=7)
    typed = st.sampled_from(kinds) | _SCALARS
    return st.builds(lambda fields, kind: {**fields, "type": kind}, named, typed)


def _text(kind: str, words: str) -> dict[str, Any]:
    return {"type": kind, "text": words}


_TEXTS = st.builds(
    _text, st.sampled_from(["plain_text", "mrkdwn"]), st.sampled_from(_NASTY)
)
_INSIDE = st.recursive(
    _SCALARS | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | _tree(_ELEMENTS + _PARTS, inner),
    max_leaves=12,
)


def _well_formed(words: str, number: float) -> list[dict[str, Any]]:
    """Blocks of the right shape, with these in every place for words and numbers."""
    plain, marked = _text("plain_text", words), _text("mrkdwn", words)
    option = {"text": plain, "value": words, "description": plain, "url": words}
    same: dict[str, Any] = {
        "text": plain,
        "label": plain,
        "hint": plain,
        "action_id": words,
        "url": words,
        "placeholder": plain,
        "options": [option],
        "initial_option": option,
        "initial_value": words,
        "max_length": number,
        "image_url": words,
        "alt_text": words,
        "confirm": {"title": plain, "text": marked, "confirm": plain, "deny": plain},
        "accessibility_label": words,
    }
    elements = [{"type": kind, **same} for kind in _ELEMENTS]
    run = {"text": words, "url": words, "name": words, "unicode": words, "value": words}
    ids = dict.fromkeys(("user_id", "usergroup_id", "channel_id", "range"), words)
    date = {"timestamp": number, "format": "{date_pretty} {ago}", "fallback": words}
    runs = [{"type": kind, **run, **ids, **date} for kind in _PARTS[4:12]]
    rich = [
        {"type": kind, "elements": runs, "indent": number, "offset": number}
        for kind in ("rich_text_section", "rich_text_quote", "rich_text_preformatted")
    ]
    lists = {"type": "rich_text_list", "elements": rich[:1], "indent": number}
    point = {"label": words, "value": number}
    axes = {"categories": [words], "x_label": words, "y_label": words}
    series = [{"name": words, "data": [point]}]
    charts = [
        {
            "type": kind,
            "segments": [point, point],
            "series": series,
            "axis_config": axes,
        }
        for kind in ("pie", "bar", "line", "area")
    ]
    cells = [
        [{"type": "raw_text", "text": words}, {"type": "raw_number", "value": number}]
    ]
    return [
        {"type": "header", "text": plain, "level": number, "block_id": words},
        {"type": "section", "text": marked, "fields": [plain], "block_id": words},
        *({"type": "section", "text": marked, "accessory": one} for one in elements),
        *({"type": "input", "element": one, **same} for one in elements),
        {"type": "actions", "elements": elements},
        {"type": "context", "elements": [plain, marked, {"type": "image", **same}]},
        {"type": "image", **same, "title": plain},
        {"type": "markdown", "text": f"# {words}\n- {words}\n> {words}\n[x]({words})"},
        {"type": "alert", "text": marked, "level": words},
        {"type": "rich_text", "elements": [*rich, lists]},
        {"type": "table", "rows": cells * 2, "column_settings": [{"align": words}]},
        *(
            {"type": "data_visualization", "title": words, "chart": one}
            for one in charts
        ),
    ]


_BATCH = st.lists(
    _tree(_BLOCKS, _INSIDE) | _SCALARS | st.lists(_SCALARS, max_size=2), max_size=8
)
_SHAPED = st.builds(
    _well_formed,
    st.sampled_from(_NASTY) | st.text(max_size=30),
    st.sampled_from([-1, 0, 1, 2.5, 7, 1e15, 1e308]),
)


def test_nothing_that_is_sent_loses_its_neighbours_or_becomes_more_than_text(
    empty_page: Page, windows: Windows
) -> None:
    # Pictures are asked for, and come from nowhere.
    windows.tolerate("ERR_NAME_NOT_RESOLVED")

    @settings(
        max_examples=8,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(_BATCH | _SHAPED, min_size=4, max_size=12))
    def draws(batches: list[list[Any]]) -> None:
        sent = json.loads(json.dumps(batches).replace("\\ud", "\\u00"))
        found = empty_page.evaluate(_DRAW, [sent, _TAGS, _ATTRIBUTES])
        assert found == []

    draws()

    assert empty_page.evaluate("window.hit") is None
    assert empty_page.url == f"{static_page.ADDRESS}/"
