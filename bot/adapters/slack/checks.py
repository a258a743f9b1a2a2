"""Whether Slack takes our tokens, and what it lets us do, for `runwatch check`."""

import asyncio
from collections.abc import Awaitable, Collection
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.adapters.checked import Checked, Verdict, since
from bot.adapters.slack.codes import refuses_token
from bot.adapters.slack.errors import CALL_ERRORS, code_of
from bot.adapters.slack.scopes import SCOPES, Scope
from bot.blocks.text import one_line

_TIMEOUT = 5.0
_LONGEST_NAME = 60
# Every answer of the Web API has it.
_GRANTED = "x-oauth-scopes"

BOT_TOKEN, SCOPES_LINE = "slack bot token", "slack scopes"
APP_TOKEN, SIGNING_SECRET = "slack app token", "slack signing secret"

_BOT_ADVICE = (
    "copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions, or reinstall the "
    "app there"
)
_APP_ADVICE = (
    "copy it again, or make one (xapp-…) with the scope connections:write, from Basic "
    "Information, App-Level Tokens"
)


@dataclass(frozen=True, slots=True)
class BotChecked:
    """The line of the bot token; `granted` is None where nobody told the scopes."""

    line: Checked
    granted: frozenset[str] | None = None

    @property
    def known(self) -> bool:
        """Whether Slack took the token."""
        return self.line.verdict is Verdict.OK


class _NoAnswerError(Exception):
    """There is no good answer; the text says why and what to do."""


async def check_bot_token(client: AsyncWebClient) -> BotChecked:
    """Whose token `client` has, and what was granted to it."""
    try:
        answer = await _answer(client.auth_test(), _BOT_ADVICE)
    except _NoAnswerError as exc:
        return BotChecked(Checked(BOT_TOKEN, Verdict.FAILED, str(exc)))
    if not (answer.get("team_id") and answer.get("user_id")):
        said = "Slack's answer does not say whose it is"
        return BotChecked(Checked(BOT_TOKEN, Verdict.FAILED, said))
    if not answer.get("bot_id"):
        said = f"it is not that of a bot: {_BOT_ADVICE}"
        return BotChecked(Checked(BOT_TOKEN, Verdict.FAILED, said))
    team, user = (_name(answer, key) for key in ("team", "user"))
    line = Checked(BOT_TOKEN, Verdict.OK, f"{user} in the workspace {team}")
    return BotChecked(line, _granted(answer))


def check_scopes(granted: Collection[str] | None) -> list[Checked]:
    """A line for each scope that the bot can use."""
    if granted is None:
        return [not_tried(SCOPES_LINE, "Slack does not say which are granted")]
    return [_scope(name, scope, granted) for name, scope in SCOPES.items()]


async def check_app_token(client: AsyncWebClient, token: str) -> Checked:
    """Whether Slack would open a Socket Mode connection; none is opened."""
    begun = asyncio.get_running_loop().time()
    try:
        answer = await _answer(
            client.apps_connections_open(app_token=token), _APP_ADVICE
        )
    except _NoAnswerError as exc:
        return Checked(APP_TOKEN, Verdict.FAILED, str(exc))
    if not answer.get("url"):
        return Checked(APP_TOKEN, Verdict.FAILED, "Slack does not say where to connect")
    return Checked(APP_TOKEN, Verdict.OK, since(begun))


def unset(what: str, variable: str) -> Checked:
    """The line of a secret that the mode needs and that nobody gave."""
    said = f"is missing; set {variable} or {variable}_FILE"
    return Checked(what, Verdict.FAILED, said)


def not_tried(what: str, why: str) -> Checked:
    """Nobody was asked; that is no failure."""
    return Checked(what, Verdict.NOT_TRIED, why)


async def asked(calling: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
    """Slack's good answer within five seconds; raises `CALL_ERRORS`."""
    async with asyncio.timeout(_TIMEOUT):
        return await calling


async def _answer(
    calling: Awaitable[AsyncSlackResponse], advice: str
) -> AsyncSlackResponse:
    try:
        return await asked(calling)
    except CALL_ERRORS as exc:
        raise _NoAnswerError(_why(code_of(exc), advice)) from exc


def _why(code: str, advice: str) -> str:
    named = one_line(code, _LONGEST_NAME)
    if refuses_token(code):
        return f"Slack does not take it ({named}): {advice}"
    return f"Slack cannot be asked ({named}): try later, or see to slack.api_url"


def _scope(name: str, scope: Scope, granted: Collection[str]) -> Checked:
    what = f"slack scope {name}"
    if name in granted:
        return Checked(what, Verdict.OK, "granted")
    if scope.optional:
        return Checked(what, Verdict.NOT_GRANTED, f"{scope.without} (optional)")
    lost = f"without it this does not work: {scope.without}"
    return Checked(what, Verdict.FAILED, f"{lost}; reinstall the app from the manifest")


def _granted(answer: AsyncSlackResponse) -> frozenset[str] | None:
    told = answer.headers.get(_GRANTED)
    if told is None:
        return None
    return frozenset(one.strip() for one in told.split(",") if one.strip())


def _name(answer: AsyncSlackResponse, key: str) -> str:
    return one_line(str(answer.get(key) or answer[f"{key}_id"]), _LONGEST_NAME)
