"""Slack's texts and blocks, drawn by the page's modules on an empty page."""

from typing import Any

from playwright.sync_api import Page

Json = dict[str, Any]

# Monday, 23 November 2026, 10:00 in Singapore.
NOW = 1_795_399_200
PREAMBLE = f"""
  const {{ renderMrkdwn }} = await import("/static/render/mrkdwn.js");
  const {{ renderBlocks }} = await import("/static/render/blocks.js");
  const {{ showErrors, valuesOf }} = await import("/static/render/inputs.js");
  const people = [{{ id: "U1", name: "mei", real_name: "Mei Tan" }}];
  const channels = [{{ id: "C1", name: "operations" }}];
  const scene = {{
    zone: "Asia/Singapore",
    locale: "en-US",
    now: () => {NOW} * 1000,
    person: (id) => people.find((one) => one.id === id),
    channel: (id) => channels.find((one) => one.id === id),
    people: () => people,
    channels: () => channels,
    choices: {{}},
    act: async (deed) => {{
      window.deeds.push(deed);
      if (window.held) await new Promise((done) => {{ window.release = done; }});
    }},
    confirm: async (dialog) => {{ window.asked.push(dialog); return window.agrees; }},
  }};
  window.deeds ??= [];
  window.asked ??= [];
  window.agrees ??= true;
  const markup = (drawn) => {{
    const around = document.createElement("div");
    around.append(drawn);
    return around.innerHTML.replaceAll("\\u202f", " ");
  }};
"""


def mrkdwn(page: Page, *texts: str, **given: object) -> list[str]:
    """The markup that each text becomes; `given` is verbatim, or parts of the scene."""
    script = f"""async ([texts, given]) => {{ {PREAMBLE}
      const options = {{ verbatim: true, ...given }};
      const draw = (text) => renderMrkdwn(text, {{ ...scene, ...given }}, options);
      return texts.map((text) => markup(draw(text)));
    }}"""
    drawn: list[str] = page.evaluate(script, [texts, given])
    return drawn


def blocks(page: Page, *given: object) -> list[str]:
    """The markup that each block becomes, without its frame."""
    script = f"""async (given) => {{ {PREAMBLE}
      const one = (block) => renderBlocks([block], scene).firstChild.innerHTML;
      return given.map((block) => one(block).replaceAll("\\u202f", " "));
    }}"""
    drawn: list[str] = page.evaluate(script, given)
    return drawn


def show(page: Page, *given: object, **scene: object) -> None:
    """Put the blocks on the page, in a form; what is done there is kept."""
    script = f"""async ([given, more]) => {{ {PREAMBLE}
      const form = document.createElement("form");
      form.append(renderBlocks(given, {{ ...scene, ...more }}));
      document.querySelector("main").replaceChildren(form);
    }}"""
    page.evaluate(script, [given, scene])


def deeds(page: Page) -> list[Json]:
    """What the person did."""
    done: list[Json] = page.evaluate("window.deeds")
    return done


def values(page: Page) -> Json:
    """What stands in the form."""
    script = f"async () => {{ {PREAMBLE} return valuesOf(document.forms[0]); }}"
    found: Json = page.evaluate(script)
    return found


def errors(page: Page, found: dict[str, str]) -> None:
    """Show them in the form."""
    script = f"async (found) => {{ {PREAMBLE} showErrors(document.forms[0], found); }}"
    page.evaluate(script, found)


def text(words: str, **more: object) -> Json:
    """A text object without markup."""
    return {"type": "plain_text", "text": words, **more}


def marked(words: str, **more: object) -> Json:
    """A text object in which Slack reads markup."""
    return {"type": "mrkdwn", "text": words, **more}
