"""Whatever a text or a block is, the page shows it, quickly, and nothing of it acts."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from tests.browser.rendering import PREAMBLE, Json

_SIZE = 300_000
_SECONDS = 1.0
# What a browser, or a reader of markup, has to look at longest.
_UNITS = [
    *["<a", "*a ", "*_~", "`a ", "``` ", ":x: ", "\n>", "http://a "],
    *["<!date^1^{ago}|f> ", "<https://a.example|x> ", "[a](", "**a", "\u202e", "א "],
]
_DRAWN = f"""async ([kind, unit, size]) => {{ {PREAMBLE}
  const text = unit.repeat(size / unit.length);
  const block = {{
    section: {{ type: "section", text: {{ type: "mrkdwn", text }}, expand: true }},
    markdown: {{ type: "markdown", text }},
    table: {{ type: "table", rows: [[{{ type: "raw_text", text }}]] }},
  }};
  const main = document.querySelector("main");
  main.replaceChildren(renderBlocks([block[kind]], scene));
  const {{ height }} = main.getBoundingClientRect();
  main.replaceChildren();
  return height;
}}"""
_TAGS = """
  a bdi blockquote button caption code div em fieldset figcaption figure form h3 h4
  h5 h6 hr img input label legend li main mark ol optgroup option p pre s select
  span strong table tbody td textarea th thead time tr u ul
  svg path rect circle line text title
"""
_FOUND = f"""async ([trees, texts]) => {{ {PREAMBLE}
  const main = document.querySelector("main");
  for (const tree of trees) main.append(renderBlocks(tree, scene));
  for (const text of texts) main.append(renderMrkdwn(text, scene, {{}}));
  const all = [...main.querySelectorAll("*")];
  const found = {{
    tags: [...new Set(all.map((one) => one.tagName.toLowerCase()))],
    schemes: [...new Set([...main.querySelectorAll("[href], [src]")].map(
      (one) => new URL(one.href || one.src).protocol))],
    handlers: all.flatMap((one) => one.getAttributeNames()).filter((name) =>
      name.startsWith("on") || name === "style"),
    frames: main.querySelectorAll(":scope > .block").length,
    turning: /[\\u202a-\\u202e\\u2066-\\u2069]/.test(main.textContent),
  }};
  main.replaceChildren();
  return found;
}}"""
_SCHEMES = {"http:", "https:", "mailto:"}
_PIECES = """
  * _ ~ ` ``` < > | ! @U1 #C1 &lt; &gt; &amp; : :x: javascript:a() data:,x
  https://a.example mailto:a@b.example !date^1^{ago} <script> </pre> onerror=x
  \u202e \u2066 \x00 א a
"""
_TEXTS = st.lists(st.sampled_from([*_PIECES.split(), "\n", " "]), max_size=12).map(
    "".join
)
_KEYS = """
  text elements fields accessory options option_groups value url image_url alt_text
  style confirm level rows chart title segments series data label axis_config
  categories element hint initial_option indent offset format timestamp unicode
  user_id name action_id block_id placeholder expand column_settings
"""
_KINDS = """
  section header context actions divider image rich_text rich_text_section
  rich_text_list rich_text_quote rich_text_preformatted table raw_text raw_number
  markdown alert input button static_select overflow checkboxes plain_text_input
  plain_text mrkdwn text link emoji date user color data_visualization pie bar line
  users_select datepicker video constructor
"""
_LEAVES = (
    _TEXTS | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False)
)


def _objects(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
    kinds = st.sampled_from(_KINDS.split())
    more = st.dictionaries(st.sampled_from(_KEYS.split()), inner, max_size=5)
    return st.builds(lambda kind, found: {"type": kind, **found}, kinds, more)


_TREES = st.lists(
    st.recursive(
        _LEAVES,
        lambda inner: _objects(inner) | st.lists(inner, max_size=4),
        max_leaves=25,
    ),
    max_size=4,
)


@dataclass
class Watch:
    """What the page's thread has worked, however busy the machine is with others."""

    page: Page

    def __post_init__(self) -> None:
        self._session = self.page.context.new_cdp_session(self.page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def seconds(self) -> float:
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return float(
            next(one["value"] for one in metrics if one["name"] == "TaskDuration")
        )


@pytest.mark.parametrize("kind", ["section", "markdown", "table"])
def test_a_line_of_any_length_takes_less_than_a_second(
    empty_page: Page, kind: str
) -> None:
    watch = Watch(empty_page)
    slow = []
    for unit in _UNITS:
        begun = watch.seconds()
        assert empty_page.evaluate(_DRAWN, [kind, unit, _SIZE]) > 0
        seconds = watch.seconds() - begun
        if seconds > _SECONDS:
            slow.append((unit, seconds))

    assert slow == []


def test_a_text_too_long_for_slack_says_how_much_is_left_out(empty_page: Page) -> None:
    script = f"""async (text) => {{ {PREAMBLE}
      return markup(renderMrkdwn(text, scene, {{}})); }}"""

    drawn = empty_page.evaluate(script, "a" * _SIZE)

    assert drawn == "a" * 39_960 + "… [260,040 more characters]"


@settings(
    phases=[Phase.generate, Phase.shrink],
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    trees=st.lists(_TREES, min_size=8, max_size=8),
    texts=st.lists(_TEXTS, min_size=20, max_size=20),
)
def test_whatever_comes_nothing_fails_and_nothing_acts(
    empty_page: Page, trees: list[list[Any]], texts: list[str]
) -> None:
    found = empty_page.evaluate(_FOUND, [trees, texts])

    assert set(found["tags"]) <= set(_TAGS.split())
    assert set(found["schemes"]) <= _SCHEMES
    assert found["handlers"] == []
    assert found["frames"] == sum(map(len, trees))
    assert not found["turning"]
