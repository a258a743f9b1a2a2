"""Small valid pieces of Block Kit that a test can spoil."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def section(**more: Any) -> Json:  # noqa: ANN401 - any JSON
    return {"type": "section", "text": plain("text"), **more}


def button(**more: Any) -> Json:  # noqa: ANN401 - any JSON
    return {"type": "button", "text": plain("Open"), "action_id": "open", **more}


def option(**more: Any) -> Json:  # noqa: ANN401 - any JSON
    return {"text": plain("Row 1"), "value": "v1 prod/script/x", **more}


def select(**more: Any) -> Json:  # noqa: ANN401 - any JSON
    return {
        "type": "static_select",
        "action_id": "select",
        "placeholder": plain("Choose a row"),
        "options": [option()],
        **more,
    }


def group(*options: Json) -> Json:
    return {"label": plain("Failed"), "options": list(options)}


def grouped(*groups: Json, **more: Any) -> Json:  # noqa: ANN401 - any JSON
    """A select with groups in place of options."""
    menu = {**select(), "option_groups": list(groups), **more}
    del menu["options"]
    return menu


def overflow(**more: Any) -> Json:  # noqa: ANN401 - any JSON
    return {"type": "overflow", "action_id": "more", "options": [option()], **more}


def image(**more: Any) -> Json:  # noqa: ANN401 - any JSON
    picture = "https://pictures.example/chart.png"
    return {"type": "image", "image_url": picture, "alt_text": "chart", **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def context(*elements: Json) -> Json:
    return {"type": "context", "elements": list(elements)}


def confirm(**more: Any) -> Json:  # noqa: ANN401 - any JSON
    return {
        "title": plain("Sure?"),
        "text": mrkdwn("It is *sent* again."),
        "confirm": plain("Send"),
        "deny": plain("Keep"),
        **more,
    }


def run(text: str, **more: Any) -> Json:  # noqa: ANN401 - any JSON
    return {"type": "text", "text": text, **more}


def line(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


def rich_text(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def inline(element: Json) -> Json:
    return rich_text(line(element))


def cell(text: str) -> Json:
    return {"type": "raw_text", "text": text}


def table(*rows: list[Json], **more: Any) -> Json:  # noqa: ANN401 - any JSON
    return {"type": "table", "rows": list(rows), **more}


def message(*blocks: object) -> Json:
    return {"text": "3 failed", "blocks": list(blocks)}


def segment(label: str) -> Json:
    return {"label": label, "value": 1}


def pie() -> Json:
    return {"type": "pie", "segments": [segment("failed")]}


def series(name: str, *labels: str) -> Json:
    data = [{"label": label, "value": 3} for label in labels]
    return {"name": name, "data": data}


def plot(*lines: Json, days: list[str], **more: str) -> Json:
    axis = {"categories": days, **more}
    return {"type": "bar", "series": list(lines), "axis_config": axis}


def chart(drawn: Json, title: str = "Failures") -> Json:
    return {"type": "data_visualization", "title": title, "chart": drawn}


def typed(**more: Any) -> Json:  # noqa: ANN401 - any JSON
    element = {"type": "plain_text_input", "action_id": "name", **more}
    return {"type": "input", "label": plain("Name"), "element": element}


def modal(*blocks: object, **more: Any) -> Json:  # noqa: ANN401 - any JSON
    title = plain("Output")
    return {"type": "modal", "title": title, "blocks": list(blocks), **more}


def home(*blocks: object, **more: Any) -> Json:  # noqa: ANN401 - any JSON
    return {"type": "home", "blocks": list(blocks), **more}


def header(text: str) -> Json:
    return {"type": "header", "text": plain(text)}


ALERT = {"type": "alert", "text": mrkdwn("*Gone*"), "level": "warning"}
CHECKBOXES = {
    "type": "checkboxes",
    "action_id": "sources",
    "options": [option(text=mrkdwn("*task*"))],
}
GOOD = message(
    {**header("patch-check failed"), "block_id": "head", "level": 2},
    section(
        text=mrkdwn(
            "*Failed* <!date^1768417836^{date_short} {time}|19:10 UTC> &amp; on"
        ),
        fields=[mrkdwn("*Desktop*\nFIN-DESK-02"), plain("Code\nWKS.00010032")],
        accessory=overflow(options=[option(), option(description=plain("more"))]),
        expand=True,
    ),
    section(accessory=image()),
    {"type": "divider"},
    context(mrkdwn("as of 09:02"), plain("prod"), image()),
    actions(
        button(value="v1 script x", style="danger", confirm=confirm(style="danger")),
        button(action_id="next", style="primary", confirm=confirm(text=plain("?"))),
        select(initial_option=option()),
        grouped(
            group(option()),
            group(option(value="x")),
            action_id="grouped",
            initial_option=option(value="x"),
        ),
        overflow(options=[option(url="https://runs.example")], action_id="links"),
    ),
    rich_text(
        line(
            run("Output ", style={"bold": True}),
            {"type": "emoji", "name": "warning"},
            {"type": "date", "timestamp": 1768417836, "format": "{date_slash} {ago}"},
        ),
        {"type": "rich_text_preformatted", "elements": [run("exit 1")], "border": 0},
        {
            "type": "rich_text_list",
            "style": "ordered",
            "indent": 1,
            "elements": [line(run("one")), line()],
        },
        {"type": "rich_text_quote", "elements": [run("said")]},
    ),
    table(
        [cell("Desktop"), cell("Count")],
        [cell("FIN-DESK-02"), {"type": "raw_number", "value": 3.5}],
        [inline(run("FIN-DESK-03")), cell("1")],
        column_settings=[{"align": "right", "is_wrapped": True}],
    ),
    image(title=plain("Failures")),
    {"type": "markdown", "text": "**3 failed**", "block_id": "md"},
    chart(plot(series("failed", "mon", "tue"), days=["mon", "tue"])),
    chart({"type": "pie", "segments": [{"label": "failed", "value": 3}]}),
)
GOOD_MODAL = modal(
    section(accessory=button()),
    ALERT,
    {**typed(max_length=80, multiline=True), "hint": plain("such as night-shift")},
    {"type": "input", "label": plain("Row"), "element": select(), "optional": True},
    {"type": "input", "label": plain("Sources"), "element": CHECKBOXES},
    actions(button(action_id="next")),
    rich_text({"type": "rich_text_preformatted", "elements": [run("exit 1")]}),
    submit=plain("Save"),
    close=plain("Close"),
    private_metadata="",
    callback_id="runs.output",
    external_id="key",
    notify_on_close=True,
    clear_on_close=False,
)
GOOD_HOME = home(section(), table([cell("x")]), typed(), callback_id="home")
ALLOWED = {"U1", "S1", "C1", "here", "https://x.example"}
REACHING = message(
    rich_text(
        line(
            {"type": "user", "user_id": "U1"},
            {"type": "usergroup", "usergroup_id": "S1"},
            {"type": "channel", "channel_id": "C1"},
            {"type": "broadcast", "range": "here"},
            {"type": "link", "url": "https://x.example"},
        )
    ),
    chart({**plot(series("a", "mon"), days=["mon"]), "type": "area"}),
    chart({**plot(series("b", "mon"), days=["mon"]), "type": "line"}),
)
GOOD_MESSAGES = (GOOD, REACHING)


def input_of(element: Json) -> Json:
    return {"type": "input", "label": plain("Sources"), "element": element}


ALL_INPUTS = modal(
    *GOOD_MODAL["blocks"],
    input_of(
        {
            "type": "external_select",
            "action_id": "offered",
            "initial_option": option(),
            "min_query_length": 0,
        }
    ),
    input_of({"type": "datepicker", "action_id": "day", "initial_date": "2026-11-20"}),
    input_of(
        {
            "type": "radio_buttons",
            "action_id": "radio",
            "options": [option()],
            "initial_option": option(),
        }
    ),
    input_of(
        {
            "type": "multi_static_select",
            "action_id": "several",
            "options": [option()],
            "initial_options": [option()],
            "confirm": confirm(),
        }
    ),
    input_of(
        {
            "type": "conversations_select",
            "action_id": "channel",
            "filter": {"include": ["public", "private"], "exclude_bot_users": True},
            "initial_conversation": "C1",
        }
    ),
    input_of(
        {
            "type": "multi_users_select",
            "action_id": "people",
            "initial_users": ["U1"],
            "max_selected_items": 10,
        }
    ),
    submit=plain("Save"),
)
