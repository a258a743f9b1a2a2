"""One question at the bot's own command line."""

from contextlib import AsyncExitStack

from bot.adapters.clock import SystemClock
from bot.adapters.http_session import outbound
from bot.app.answering import answering
from bot.app.digesting import desk_of
from bot.app.patience import USUAL
from bot.blocks.answers import render
from bot.domain.access import Actor, Person, Standing
from bot.domain.messages import Message
from bot.errors import ConfigurationError
from bot.services.remembering import Waits
from bot.settings import Settings

# Whoever asks here waits for as long as the cloud needs.
_TO_ITS_END = Waits(covered=None, uncovered=None)


async def ask(settings: Settings, text: str, page: int = 1) -> Message:
    """The answer to `/runs text`, as a person at the bot's own machine gets it.

    Raises:
        BotError: there is no answer; its text says why.
        ConfigurationError: the settings do not allow to ask.
    """
    require_clouds(settings)
    person = Person(Standing.OPERATOR)
    actor = Actor(user="", workspace="", channel="", person=person)
    async with AsyncExitStack() as stack:
        out = outbound(settings.http_client.proxy, settings.http_client.ca_file)
        clock = SystemClock()
        asked = await answering(
            stack, settings, out, clock, USUAL.cloud, waits=_TO_ITS_END
        )
        answers = asked.service(desk_of(settings, asked, clock), None)
        return render(await answers.answer(actor, text, page=page))


def require_clouds(settings: Settings) -> None:
    """Raise ConfigurationError where there is no cloud to ask."""
    if not settings.clouds:
        raise ConfigurationError("clouds", "there is none; add a table [clouds.NAME]")
