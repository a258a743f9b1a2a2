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
