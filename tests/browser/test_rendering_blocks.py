"""How Slack's blocks look on the page, and what stands where one cannot be shown."""

from playwright.sync_api import Page, expect

from tests.browser.rendering import NOW, Json, blocks, marked, show, text

_REL = 'target="_blank" rel="noopener noreferrer"'
_MORE = 'loading="lazy" referrerpolicy="no-referrer"'


def said(words: str, **style: bool) -> Json:
    return {"type": "text", "text": words, "style": style}


def section(*runs: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(runs)}


def listed(style: str, words: str, **more: int) -> Json:
    elements = [section(said(words))]
    return {"type": "rich_text_list", "style": style, "elements": elements, **more}


def rich(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": list(parts)}


def cannot(what: str, kind: str) -> str:
    sentence = f"The playground cannot show this {what}: <bdi>{kind}</bdi>."
    return f'<span class="placeholder">{sentence}</span>'


def inside(drawn: str, tag: str) -> str:
    """What stands in the outermost element."""
    return drawn.removeprefix(f"<{tag}>").removesuffix(f"</{tag.split(maxsplit=1)[0]}>")


def test_headers_are_headings_below_those_of_the_page(empty_page: Page) -> None:
    levels = [1, 2, 4, 9, -7, "x"]
    headers = [{"type": "header", "text": text("A <b>"), "level": n} for n in levels]

    drawn = blocks(empty_page, *headers)

    tags = ["h3", "h4", "h6", "h6", "h3", "h3"]
    assert drawn == [f'<{tag} class="foreign">A &lt;b&gt;</{tag}>' for tag in tags]


def test_plain_text_has_emoji_unless_it_says_otherwise(empty_page: Page) -> None:
    texts = [text("*a* :x: &lt;"), text(":x:", emoji=True), text(":x:", emoji=False)]

    drawn = blocks(empty_page, *({"type": "header", "text": one} for one in texts))

    shown = ["*a* ❌ &amp;lt;", "❌", ":x:"]
    assert drawn == [f'<h3 class="foreign">{one}</h3>' for one in shown]


def test_a_section_has_its_text_its_fields_and_something_beside(
    empty_page: Page,
) -> None:
    button = {
        "type": "button",
        "action_id": "go",
        "text": text("Go"),
        "style": "danger",
    }
    block = {
        "type": "section",
        "text": marked("*t*"),
        "fields": [marked("`a`"), text("*b*")],
        "accessory": button,
    }

    [drawn] = blocks(empty_page, block)

    assert drawn == (
        '<div class="section"><div><div class="foreign"><strong>t</strong></div>'
        '<div class="fields">'
        '<div class="foreign"><code class="inline-code">a</code></div>'
        '<div class="foreign">*b*</div></div></div><div class="accessory">'
        '<button type="button" class="button is-small danger" data-action-id="go">'
        "Go</button></div></div>"
    )


def test_pictures_are_loaded_from_https_alone(empty_page: Page) -> None:
    pictures = [
        {"type": "image", "image_url": f"{scheme}:a", "alt_text": "alt"}
        for scheme in ("http", "javascript", "data", "blob")
    ]

    drawn = blocks(empty_page, *pictures)

    assert drawn == [f"<figure>{cannot('picture', 'alt')}</figure>"] * 4


def test_rich_text_has_every_kind_of_run(empty_page: Page) -> None:
    runs = [
        said("b", bold=True, italic=True),
        {"type": "link", "url": "https://a.example/", "text": "<l>"},
        {"type": "link", "url": "javascript:x", "text": "l"},
        {"type": "user", "user_id": "U1"},
        {"type": "usergroup", "usergroup_id": "S1"},
        {"type": "channel", "channel_id": "C1"},
        {"type": "broadcast", "range": "here"},
        {"type": "emoji", "name": "odd", "unicode": "1f44d-1f3fc"},
        {"type": "date", "timestamp": NOW, "format": "{nothing}", "fallback": "then"},
        {"type": "tag"},
    ]

    [drawn] = blocks(empty_page, rich(section(*runs)))

    names = ("@mei", "@S1", "#operations", "@here")
    mentions = "".join(f'<span class="mention">{name}</span>' for name in names)
    assert drawn == (
        '<div class="rich-text"><div class="foreign"><strong><em>b</em></strong>'
        f'<a href="https://a.example/" {_REL}>&lt;l&gt;</a>'
        f"<span>l (javascript:x)</span>{mentions}👍🏼<span>then</span>"
        f"{cannot('text', 'tag')}</div></div>"
    )


def test_lists_stand_inside_of_one_another_by_their_indent(empty_page: Page) -> None:
    block = rich(
        listed("bullet", "a"),
        listed("ordered", "b", indent=1, offset=2),
        listed("ordered", "c", indent=1, offset=3),
        listed("bullet", "d"),
        listed("ordered", "e"),
    )

    item = '<li class="foreign">{}</li>'.format
    numbered = f'<ol start="3">{item("b")}{item("c")}</ol>'
    [drawn] = blocks(empty_page, block)

    assert drawn == (
        f'<div class="rich-text"><ul>{item("a" + numbered)}{item("d")}</ul>'
        f'<ol start="1">{item("e")}</ol></div>'
    )


def test_a_table_has_a_head_and_columns_with_their_looks(empty_page: Page) -> None:
    block = {
        "type": "table",
        "column_settings": [{"align": "right"}, {"is_wrapped": True}],
        "rows": [
            [{"type": "raw_text", "text": "#"}, {"type": "raw_text", "text": "<b>"}],
            [{"type": "raw_number", "value": 3}, rich(section(said("t")))],
            [{"type": "odd"}],
        ],
    }

    [drawn] = blocks(empty_page, block)

    assert drawn == (
        '<div class="table"><table><thead><tr><th class="is-right" scope="col">'
        '<span class="foreign">#</span></th><th class="is-wrapped" scope="col">'
        '<span class="foreign">&lt;b&gt;</span></th></tr></thead>'
        '<tbody><tr><td class="is-right"><span class="foreign">3</span></td>'
        '<td class="is-wrapped">'
        '<div class="rich-text"><div class="foreign">t</div></div></td></tr>'
        f'<tr><td class="is-right">{cannot("cell", "odd")}</td></tr></tbody></table></div>'
    )


def test_markdown_is_headings_lists_quotes_and_code(empty_page: Page) -> None:
    words = (
        "# H\n**b** `c` ~~s~~ [l](https://a.example/) [x](javascript:y)\n"
        "- i\n- j\n2. n\n> q\n```\nk\n```"
    )

    [drawn] = blocks(empty_page, {"type": "markdown", "text": words})

    assert drawn == (
        '<div class="markdown foreign"><h3>H</h3>'
        "<p><strong>b</strong> <code>c</code> <s>s</s> "
        f'<a href="https://a.example/" {_REL}>l</a> <span>x (javascript:y)</span></p>'
        '<ul><li>i</li><li>j</li></ul><ol start="2"><li>n</li></ol>'
        "<blockquote><p>q</p></blockquote>"
        '<pre class="preformatted foreign"><code>k</code></pre></div>'
    )


def test_what_scrolls_can_be_reached_by_the_keyboard_and_has_a_name(
    empty_page: Page,
) -> None:
    long, short = "x\n" * 100, "one line"
    wide = [{"type": "raw_text", "text": "wide" * 10}] * 12
    cell = [{"type": "raw_text", "text": "cell"}]
    outputs = [
        {"type": "rich_text_preformatted", "elements": [said(words)]}
        for words in (long, short)
    ]

    show(
        empty_page,
        rich(*outputs),
        {"type": "table", "rows": [wide, wide]},
        {"type": "table", "rows": [cell, cell, cell]},
    )

    groups = empty_page.get_by_role("group")
    expect(groups).to_have_count(2)
    expect(groups.nth(0)).to_have_accessible_name("Preformatted text, 101 lines")
    expect(groups.nth(1)).to_have_accessible_name("Table with 1 row")
    expect(empty_page.locator("[tabindex]")).to_have_count(2)


def test_what_cannot_be_shown_says_so_and_the_rest_is_shown(empty_page: Page) -> None:
    odd: list[Json] = [
        {"type": "video"},
        {"type": "section"},
        {"type": "header", "text": 7},
        {"type": "table", "rows": 5},
        {"type": "rich_text"},
        {"type": "constructor"},
        {"type": "<b>"},
    ]
    actions = [None, {"type": "button"}, {"type": "file_input"}]

    *drawn, unnamed, elements, divider = blocks(
        empty_page,
        *odd,
        None,
        {"type": "actions", "elements": actions},
        {"type": "divider"},
    )

    kinds = [str(one["type"]) for one in odd[:-1]]
    assert drawn == [cannot("block", kind) for kind in [*kinds, "&lt;b&gt;"]]
    assert unnamed == cannot("block", "unnamed")
    kinds = ["unnamed", "button", "file_input"]
    wanted = "".join(cannot("element", kind) for kind in kinds)
    assert inside(elements, 'div class="actions"') == wanted
    assert divider == "<hr>"
