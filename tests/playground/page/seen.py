"""What a page is told of messages."""

from bot.playground.slack import (
    BOT_USER,
    CHANNEL,
)
from tests.playground.block_samples import (
    actions,
    button,
    option,
    plain,
    select,
)
from tests.playground.page.town import Json, Town
from tests.playground.page.visitor import Feed

FIRST, SECOND = option(), option(text=plain("Row 2"), value="second")
ROWS = {
    **actions(select(options=[FIRST, SECOND]), button(value="v1 next")),
    "block_id": "rows",
}
DIRECT = "D0OPERATOR1"


def key_of(ts: str, channel: str = CHANNEL) -> str:
    return f"message/{channel}/{ts}"


def message(ts: str, text: str, **more: object) -> Json:
    """The bot's message in the channel, as a page is told of it."""
    return {
        "key": key_of(ts),
        "kind": "message",
        "channel": CHANNEL,
        "ts": ts,
        "thread_ts": None,
        "author": {"id": BOT_USER, "app": True},
        "text": text,
        "blocks": None,
        "files": [],
        "private": False,
        "edited": False,
        "choices": {},
        **more,
    }


async def marker(town: Town, *feeds: Feed) -> None:
    """Something that all see, so that they have seen what came before it."""
    key = key_of(await town.post("marker"))
    for feed in feeds:
        await feed.has(key)
