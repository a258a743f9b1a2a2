"""The page on which people try the bot."""

from bot.playground.cloud import SimulatedCloud
from bot.playground.cloud.life import Life
from bot.playground.cloud.weather import Weather
from bot.playground.page import deeds
from bot.playground.page.acting import Acting
from bot.playground.page.behind import Behind
from bot.playground.page.changing import Changing
from bot.playground.page.console import Console
from bot.playground.page.doing import Doing
from bot.playground.page.guide import Example, Guide
from bot.playground.page.look import Look
from bot.playground.page.site import Site
from bot.playground.page.speaking import Speaking
from bot.playground.slack import LocalSlack
from bot.playground.traffic import Traffic

__all__ = ["Example", "Guide", "site"]


def site(
    slack: LocalSlack, cloud: SimulatedCloud, life: Life, traffic: Traffic, guide: Guide
) -> Site:
    """The page of this workspace and this cloud."""
    slack.workspace.views.home_enabled = guide.home
    traffic.changed = slack.workspace.changes.announce
    weather = Weather(cloud)
    behind = Behind(traffic, slack.broken_rules, cloud, weather, Console(life))
    speaking, acting = Speaking(slack, guide), Acting(slack)
    doing = Doing(
        slack.workspace,
        {
            "command": (deeds.Command, speaking.command),
            "say": (deeds.Saying, speaking.say),
            "press": (deeds.Act, acting.press),
            "choose": (deeds.Act, acting.choose),
            "submit": (deeds.Submitting, acting.submit),
            "type": (deeds.Typing, acting.type),
            "close": (deeds.Closing, acting.close),
            "shortcut": (deeds.Choosing, acting.shortcut),
            "home": (deeds.Visiting, acting.home),
            "weather": (deeds.Weather, Changing(weather, slack.workspace).weather),
        },
    )
    return Site(Look(slack.workspace, guide, behind), doing)
