"""What people press, choose and fill in, with a mouse and without one."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.accessibility import grave_faults
from tests.browser.rendering import Json, deeds, errors, marked, show, text, values

_ADDRESS = "https://a.example/"
_CONFIRM = {"title": text("Sure?"), "text": text("Really?"), "confirm": text("Yes")}


def option(name: str) -> Json:
    return {"text": text(name), "value": name.lower()}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "block_id": "B", "elements": list(elements)}


def field(kind: str, **more: Any) -> Json:  # noqa: ANN401 - JSON of any kind
    """An input block with one element of this kind."""
    element = {"type": kind, "action_id": kind, **more}
    label = text(kind.replace("_", " ").capitalize())
    return {
        "type": "input",
        "block_id": f"of_{kind}",
        "label": label,
        "element": element,
    }


def button(name: str, **more: object) -> Json:
    return {"type": "button", "action_id": "A", "text": text(name), **more}


def select(**more: object) -> Json:
    groups = [
        {"label": text("Old"), "options": [option("One")]},
        {"label": text("New"), "options": [option("Two"), option("Three")]},
    ]
    placeholder = text("Open one…")
    return {
        "type": "static_select",
        "action_id": "A",
        "placeholder": placeholder,
        "option_groups": groups,
        **more,
    }


def chosen(value: str) -> Json:
    return {
        "name": "choose",
        "block_id": "B",
        "action_id": "A",
        "value": value,
        "option": option(value.capitalize()),
    }


def test_a_button_is_pressed_once_the_person_agrees(empty_page: Page) -> None:
    show(empty_page, actions(button("Go", value="v", confirm=_CONFIRM)))
    empty_page.evaluate("window.agrees = false")
    go = empty_page.get_by_role("button", name="Go")
    go.click()
    assert deeds(empty_page) == []

    empty_page.evaluate("window.agrees = true")
    go.press("Enter")

    pressed = {"name": "press", "block_id": "B", "action_id": "A", "value": "v"}
    assert deeds(empty_page) == [pressed]
    assert empty_page.evaluate("window.asked") == [_CONFIRM, _CONFIRM]
    expect(go).to_be_enabled()


def test_only_addresses_of_the_web_and_of_mail_are_links(empty_page: Page) -> None:
    urls = ["https://a.example/", "mailto:a@b.example", "javascript:x", "data:,x", "x"]

    show(empty_page, actions(*(button(url, url=url) for url in urls)))

    links = empty_page.get_by_role("link")
    expect(links).to_have_text(urls[:2])
    expect(links.first).to_have_attribute("rel", "noopener noreferrer")
    expect(empty_page.get_by_role("button")).to_have_text(urls[2:])


def test_a_link_with_a_question_leads_nowhere_before_the_yes(
    empty_page: Page,
) -> None:
    show(empty_page, actions(button("Go", value="v", url=_ADDRESS, confirm=_CONFIRM)))
    empty_page.evaluate("window.agrees = false")
    empty_page.evaluate("void (window.open = (...given) => deeds.push(given))")
    go = empty_page.get_by_role("link", name="Go")
    go.click()
    assert deeds(empty_page) == []

    empty_page.evaluate("window.agrees = true")
    go.click()

    leads = [_ADDRESS, "_blank", "noopener,noreferrer"]
    pressed = {"name": "press", "block_id": "B", "action_id": "A", "value": "v"}
    assert deeds(empty_page) == [leads, pressed]


def test_a_control_is_busy_until_the_deed_is_done(empty_page: Page) -> None:
    show(empty_page, actions(button("Go")))
    empty_page.evaluate("window.held = true")
    go = empty_page.get_by_role("button", name="Go")

    go.click()

    expect(go).to_be_disabled()
    expect(go).to_have_attribute("aria-busy", "true")
    empty_page.evaluate("window.release()")
    expect(go).to_be_enabled()
    expect(go).not_to_have_attribute("aria-busy", "true")


def test_an_option_is_chosen_at_once_and_can_be_chosen_again(empty_page: Page) -> None:
    show(empty_page, actions(select(initial_option=option("Two"))))
    box = empty_page.get_by_role("combobox", name="Open one…")
    assert box.evaluate("one => one.selectedOptions[0].text") == "Two"

    box.select_option(value="three")
    box.select_option(value="three")

    assert deeds(empty_page) == [chosen("three"), chosen("three")]
    assert box.evaluate("one => one.selectedOptions[0].text") == "Three"


def test_a_select_shows_what_this_person_chose(empty_page: Page) -> None:
    show(empty_page, actions(select()), choices={"B/A": option("One")})

    box = empty_page.get_by_role("combobox", name="Open one…")
    assert box.evaluate("one => one.selectedOptions[0].text") == "One"


def test_the_arrow_keys_choose_nothing_by_themselves(empty_page: Page) -> None:
    show(empty_page, actions(select()))
    box = empty_page.get_by_role("combobox")
    box.focus()

    empty_page.keyboard.press("ArrowDown")

    assert deeds(empty_page) == []


def test_an_overflow_menu_is_opened_and_chosen_from_with_the_keyboard(
    empty_page: Page,
) -> None:
    menu = {
        "type": "overflow",
        "action_id": "A",
        "options": [option("One"), option("Two")],
    }
    show(empty_page, actions(menu))
    more = empty_page.get_by_role("button", name="More")
    more.press("Enter")
    expect(empty_page.get_by_role("menuitem")).to_have_text(["One", "Two"])
    expect(more).to_have_attribute("aria-expanded", "true")

    empty_page.keyboard.press("ArrowDown")
    empty_page.keyboard.press("Enter")

    assert deeds(empty_page) == [chosen("two")]
    expect(more).to_have_attribute("aria-expanded", "false")


def test_a_long_text_is_folded_until_somebody_reads_on(empty_page: Page) -> None:
    long = {"type": "section", "text": marked("word " * 400)}
    show(empty_page, long, {**long, "expand": True})
    folded, whole = empty_page.locator(".section").all()
    expect(whole.get_by_role("button")).to_have_count(0)
    before = folded.evaluate("one => one.offsetHeight")

    folded.get_by_role("button", name="See more").click()

    expect(folded.get_by_role("button", name="See less")).to_be_visible()
    after = folded.evaluate("one => one.offsetHeight")
    assert before < whole.evaluate("one => one.offsetHeight") < after


OPTIONS = [option("One"), option("Two")]
FIELDS = [
    field("plain_text_input", multiline=True, initial_value="a\nb", max_length=9),
    field("static_select", options=OPTIONS),
    field("multi_static_select", options=OPTIONS, max_selected_items=1),
    field("checkboxes", options=OPTIONS, initial_options=OPTIONS),
    field("radio_buttons", options=OPTIONS, initial_option=OPTIONS[1]),
    field("datepicker", initial_date="2026-11-23"),
    field("timepicker", initial_time="10:24"),
    field("number_input", initial_value="7"),
    field("email_text_input", initial_value="a@b.example"),
    field("url_text_input"),
    field("users_select", initial_user="U1"),
    field("multi_channels_select", initial_channels=["C1"]),
]


def test_fields_have_names_and_give_what_stands_in_them(empty_page: Page) -> None:
    show(empty_page, *FIELDS, actions({"type": "checkboxes", "options": OPTIONS}))
    empty_page.get_by_role("combobox", name="Static select").select_option("Two")
    several = empty_page.get_by_role("group", name="Multi static select")
    several.get_by_label("One").check()
    empty_page.get_by_label("Url text input").fill("https://a.example")

    expect(several.get_by_label("Two")).to_be_disabled()
    assert values(empty_page) == {
        "plain_text_input": "a\nb",
        "static_select": "two",
        "multi_static_select": ["one"],
        "checkboxes": ["one", "two"],
        "radio_buttons": "two",
        "datepicker": "2026-11-23",
        "timepicker": "10:24",
        "number_input": "7",
        "email_text_input": "a@b.example",
        "url_text_input": "https://a.example",
        "users_select": "U1",
        "multi_channels_select": ["C1"],
    }
    assert grave_faults(empty_page) == []


def test_what_is_wrong_stands_beside_the_field_until_it_is_right(
    empty_page: Page,
) -> None:
    hinted = {**field("plain_text_input"), "hint": text("A word."), "optional": True}
    show(empty_page, hinted, field("radio_buttons", options=OPTIONS))
    box = empty_page.get_by_role("textbox", name=re.compile("optional"))

    errors(empty_page, {"of_plain_text_input": "Too short.", "elsewhere": "x"})

    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box).to_have_accessible_description("A word. Too short.")
    expect(box).to_be_focused()
    assert grave_faults(empty_page) == []
    errors(empty_page, {})
    expect(box).to_have_accessible_description("A word.")
    expect(box).not_to_have_attribute("aria-invalid", "true")
