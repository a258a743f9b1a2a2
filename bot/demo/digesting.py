"""The channel of the playground that is told digests by itself."""

from bot.playground.slack import BOT_USER, COLLEAGUE, OPERATOR, Channel
from bot.settings.model import DigestSettings

CHANNEL = "C0NIGHTSHIFT"

# A minute is an hour of the fleet; where nothing happened nobody needs to hear of it.
NIGHT_SHIFT = DigestSettings(
    name="night-shift",
    channel=CHANNEL,
    schedule="* * * * *",
    time_zone="Asia/Singapore",
    when_empty="silent",
)


def night_shift() -> Channel:
    """The channel, with the bot and those in it who may look up runs."""
    return Channel(CHANNEL, "night-shift", {OPERATOR, COLLEAGUE, BOT_USER})
