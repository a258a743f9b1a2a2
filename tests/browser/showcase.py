"""An app that uses what Runwatch doesn't use yet, in the same page."""

import asyncio
import json
import signal
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web

from bot.playground.clock import wall_clock
from bot.playground.cloud import SMALL, SimulatedCloud
from bot.playground.loopback import LoopbackServer
from bot.playground.page import Guide, site
from bot.playground.slack import CHANNEL, OPERATOR, LocalSlack
from bot.playground.traffic import Traffic

Json = dict[str, Any]

MANIFEST: Json = {
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "runwatch"},
        "shortcuts": [
            {"name": "Look up runs", "type": "message", "callback_id": "look_up"},
            {"name": "Ask for a run", "type": "global", "callback_id": "ask"},
        ],
        "slash_commands": [{"command": "/runs", "description": "What ran"}],
    }
}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def option(text: str) -> Json:
    return {"text": plain(text), "value": text}


DELETE: Json = {
    "type": "button",
    "action_id": "delete",
    "text": plain("Delete"),
    "style": "danger",
    "confirm": {
        "title": plain("Delete the digest?"),
        "text": plain("Nobody will get it any more."),
        "confirm": plain("Delete it"),
        "deny": plain("Keep it"),
        "style": "danger",
    },
}
MORE: Json = {"type": "overflow", "action_id": "more", "options": [option("Pause")]}
DAYS = [{"label": day, "value": count} for day, count in (("Mon", 3), ("Tue", 6))]
CHART: Json = {
    "type": "data_visualization",
    "title": "Failures",
    "chart": {
        "type": "bar",
        "series": [{"name": "Failed", "data": DAYS}],
        "axis_config": {"categories": ["Mon", "Tue"]},
    },
}
MESSAGE: Json = {
    "text": "night-shift",
    "blocks": [
        {**section("The digest *night-shift*"), "accessory": MORE},
        CHART,
        {"type": "actions", "elements": [DELETE]},
    ],
}
MODAL: Json = {
    "type": "modal",
    "title": plain("New digest"),
    "submit": plain("Create"),
    "close": plain("Cancel"),
    "blocks": [
        {
            "type": "input",
            "block_id": "name",
            "label": plain("Name"),
            "element": {"type": "plain_text_input", "action_id": "name"},
        },
        {
            "type": "input",
            "block_id": "days",
            "label": plain("Days"),
            "optional": True,
            "element": {
                "type": "checkboxes",
                "action_id": "days",
                "options": [option("Monday"), option("Tuesday")],
            },
        },
    ],
}
HOME: Json = {"type": "home", "blocks": [section("No watches yet.")]}
CSV = b"desktop,outcome\nFIN-DESK-02,failed\n"


async def ack(request: web.BaseRequest) -> web.StreamResponse:
    """Finds a name with a blank in it wrong, and all else right."""
    payload = json.loads(parse_qs(await request.text())["payload"][0])
    if payload["type"] == "view_submission":
        name = payload["view"]["state"]["values"]["name"]["name"]["value"]
        if " " in name:
            errors = {"name": "A name has no blanks."}
            return web.json_response({"response_action": "errors", "errors": errors})
    return web.Response()


def show(slack: LocalSlack) -> None:
    """A message, a file, a Home tab and a window, all there at once."""
    workspace = slack.workspace
    workspace.show(MESSAGE, None, "chat.postMessage", CHANNEL)
    path, file = workspace.files.issue("failures.csv", len(CSV))
    workspace.files.take(path, CSV)
    file.channels.append(CHANNEL)
    shared = {"text": "All rows", "files": [file.as_file()]}
    workspace.show(shared, None, "files.completeUploadExternal", CHANNEL)
    workspace.views.publish(OPERATOR, HOME)
    workspace.views.open(OPERATOR, MODAL)


async def main() -> None:
    """Serve until Ctrl-C."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, stop.set)
    traffic = Traffic(wall_clock)
    async with (
        LoopbackServer(ack) as bot,
        SimulatedCloud(access_key="", secret_key="", project_id="p") as cloud,
        LocalSlack(
            signing_secret="", bot_token="xoxb", scopes=["commands"], traffic=traffic
        ) as slack,
    ):
        slack.events_url = bot.url
        life = cloud.live(SMALL)
        slack.also_serve(site(slack, cloud, life, traffic, Guide(MANIFEST, (), ())))
        show(slack)
        print(slack.url)  # noqa: T201  where the page is
        await stop.wait()


if __name__ == "__main__":
    asyncio.run(main())
