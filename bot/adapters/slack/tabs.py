"""Home tabs by `views.publish`."""

from typing import Any

from bot.adapters.slack.calls import SlackCalls
from bot.adapters.slack.codes import Fate
from bot.adapters.slack.ladder import log_refusal
from bot.adapters.slack.outcomes import Outcome
from bot.adapters.slack.patience import Terms
from bot.blocks.views import home_view, plain_home_view
from bot.domain.messages import Message

_PUBLISH = "views.publish"


class Tabs:
    """Shows each person their Home; where Slack refuses its blocks, as one text."""

    def __init__(self, calls: SlackCalls) -> None:
        self._calls = calls

    async def publish(self, user: str, home: Message) -> Outcome:
        """What came of it.

        The same content twice is the same tab, so a lost answer is asked for again.
        """
        outcome = await self._shown(user, home_view(home))
        if outcome.fate is not Fate.BLOCKS:
            return outcome
        log_refusal(outcome, home)
        return await self._shown(user, plain_home_view(home))

    async def _shown(self, user: str, view: dict[str, Any]) -> Outcome:
        terms = Terms(_PUBLISH, repeatable=True)
        return await self._calls.write(_PUBLISH, {"user_id": user, "view": view}, terms)
