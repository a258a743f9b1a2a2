"""A Slack on loopback: sends what people do to the bot, and is strict about it."""

from bot.playground.slack.hands import Hands
from bot.playground.slack.menus import Menus
from bot.playground.slack.voices import Voices
from bot.playground.slack.windows import Windows


class LocalSlack(Hands, Menus, Voices, Windows):
    """One workspace with one app in it: the bot."""
