"""The Web API of the local Slack, without HTTP."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from bot.playground.slack.accounts import Accounts
from bot.playground.slack.answers import Answer, RefusalError, failure
from bot.playground.slack.chat import Chat
from bot.playground.slack.conversations import Conversations
from bot.playground.slack.file_methods import FileMethods
from bot.playground.slack.reach import Reach
from bot.playground.slack.tokens import Method, Tokens
from bot.playground.slack.view_methods import ViewMethods
from bot.playground.slack.workspace import Workspace


class WebApi:
    """Answers the calls that a chat-ops bot makes, as Slack does.

    Attributes:
        scopes: What was granted to the bot.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        bot_token: str,
        scopes: Collection[str],
        app_token: str = "",
        app_scopes: Collection[str] = ("connections:write",),
        connection_url: Callable[[], str] | None = None,
        base_url: Callable[[], str] = str,
    ) -> None:
        """Let the bot in.

        Args:
            workspace: What the calls are about.
            bot_token: The token of most methods.
            scopes: What was granted to it.
            app_token: The token of apps.connections.open; empty: there is none.
            app_scopes: What was granted to that.
            connection_url: Makes a new address for Socket Mode; None: it is off.
            base_url: Where upload URLs point to, such as http://127.0.0.1:40124.
        """
        self._workspace = workspace
        self.scopes = tuple(scopes)
        self._tokens = Tokens(bot_token, app_token, self.scopes, tuple(app_scopes))
        reach = Reach(workspace, self.scopes)
        self._methods: Mapping[str, Method] = {
            **Accounts(workspace, connection_url).methods(),
            **Chat(workspace, reach).methods(),
            **Conversations(workspace, reach).methods(),
            **ViewMethods(workspace).methods(),
            **FileMethods(workspace, reach, base_url).methods(),
        }

    def accepted_scope(self, method: str) -> str:
        """The scopes of which the method needs one, empty when none."""
        known = self._methods.get(method)
        return "" if known is None else ",".join(known.scopes)

    def granted_scopes(self, method: str) -> str:
        """What was granted to the kind of token that the method takes."""
        known = self._methods.get(method)
        app = known is not None and known.caller == "app"
        return ",".join(self._tokens.app_scopes if app else self.scopes)

    def call(self, method: str, token: str, arguments: Mapping[str, Any]) -> Answer:
        """The answer to one call.

        Raises:
            RateLimitedError: It came too soon.
        """
        known = self._methods.get(method)
        if known is None:
            return failure("unknown_method", req_method=method)
        try:
            self._tokens.check(token, known)
            if known.per_minute is not None:
                self._workspace.rates.call(method, known.per_minute)
            return known.answer(arguments)
        except RefusalError as refusal:
            return refusal.answer
