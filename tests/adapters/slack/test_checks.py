"""`runwatch check` of Slack: each token once, each scope by name."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.checked import Checked, Verdict
from bot.adapters.slack import checks
from bot.adapters.slack.checks import (
    BotChecked,
    check_app_token,
    check_bot_token,
    check_scopes,
    unset,
)
from bot.adapters.slack.client import web_client
from bot.adapters.slack.scopes import SCOPES
from bot.playground.slack import (
    ApiError,
    Fault,
    Hang,
    LocalSlack,
    RateLimited,
    ResetBefore,
    ServerError,
)

BOT_TOKEN, APP_TOKEN = "xoxb-check", "xapp-check"
HOST = "127.0.0.1"
WHO = {
    "ok": True,
    "team": "Acme",
    "team_id": "T1",
    "user": "runwatch",
    "user_id": "U1",
    "bot_id": "B1",
}


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(
        signing_secret="s",
        bot_token=BOT_TOKEN,
        app_token=APP_TOKEN,
        scopes=["commands"],
    ) as running:
        yield running


def client(
    api_url: str, session: aiohttp.ClientSession, token: str = BOT_TOKEN
) -> AsyncWebClient:
    """Asks once."""
    asking = web_client(api_url, token, session)
    asking.retry_handlers.clear()
    return asking


async def of_bot(
    slack: LocalSlack, session: aiohttp.ClientSession, token: str = BOT_TOKEN
) -> BotChecked:
    return await check_bot_token(client(slack.api_url, session, token))


async def of_app(
    slack: LocalSlack, session: aiohttp.ClientSession, token: str = APP_TOKEN
) -> Checked:
    return await check_app_token(client(slack.api_url, session, token), token)


@asynccontextmanager
async def answering(answer: Mapping[str, object], **headers: str) -> AsyncIterator[str]:
    """The address of a Web API that says the same to everything."""

    async def handle(_: web.Request) -> web.Response:
        return web.json_response(answer, headers=headers)

    app = web.Application()
    app.router.add_post("/{method}", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, 0).start()
        yield f"http://{HOST}:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


async def told_who(
    session: aiohttp.ClientSession, answer: Mapping[str, object], **headers: str
) -> BotChecked:
    async with answering(answer, **headers) as api_url:
        return await check_bot_token(client(api_url, session))


async def test_a_good_bot_token_says_whose_it_is_and_what_was_granted(
    slack: LocalSlack, session: aiohttp.ClientSession
) -> None:
    checked = await of_bot(slack, session)

    assert checked.known
    assert checked.line.what == "slack bot token"
    assert checked.line.said.startswith("runwatch in the workspace ")
    assert checked.granted == frozenset({"commands"})


async def test_the_header_is_read_with_its_blanks(
    session: aiohttp.ClientSession,
) -> None:
    checked = await told_who(
        session, WHO, **{"X-OAuth-Scopes": "commands, chat:write,,users:read "}
    )

    assert checked == BotChecked(
        Checked("slack bot token", Verdict.OK, "runwatch in the workspace Acme"),
        frozenset({"commands", "chat:write", "users:read"}),
    )


@pytest.mark.parametrize(
    ("headers", "granted"),
    [({}, None), ({"X-OAuth-Scopes": ""}, frozenset[str]())],
    ids=["no header", "nothing"],
)
async def test_no_header_is_not_the_same_as_nothing_granted(
    session: aiohttp.ClientSession,
    headers: dict[str, str],
    granted: frozenset[str] | None,
) -> None:
    checked = await told_who(session, WHO, **headers)

    assert (checked.known, checked.granted) == (True, granted)


async def test_names_of_others_stay_on_their_line(
    session: aiohttp.ClientSession,
) -> None:
    hostile = {**WHO, "team": "a\nslack app token  ok", "user": "\x1b[31m" + "x" * 99}

    checked = await told_who(session, hostile)

    assert "\n" not in checked.line.said
    assert "\x1b" not in checked.line.said
    assert len(checked.line.said) < 160


async def test_who_has_no_names_is_known_by_ids(
    session: aiohttp.ClientSession,
) -> None:
    nameless = {key: value for key, value in WHO.items() if key not in {"team", "user"}}

    checked = await told_who(session, nameless)

    assert checked.line.said == "U1 in the workspace T1"


@pytest.mark.parametrize("missing", ["team_id", "user_id"])
async def test_an_answer_that_does_not_say_whose_it_is_fails(
    session: aiohttp.ClientSession, missing: str
) -> None:
    checked = await told_who(session, {**WHO, missing: None})

    said = "Slack's answer does not say whose it is"
    assert checked.line == Checked("slack bot token", Verdict.FAILED, said)


async def test_a_persons_token_is_no_bots(session: aiohttp.ClientSession) -> None:
    checked = await told_who(session, {**WHO, "bot_id": None})

    assert not checked.known
    assert checked.line.said.startswith("it is not that of a bot: copy the Bot User")


async def test_a_good_app_token_is_one_with_which_a_connection_could_be_opened(
    slack: LocalSlack, session: aiohttp.ClientSession
) -> None:
    checked = await of_app(slack, session)

    assert (checked.what, checked.verdict) == ("slack app token", Verdict.OK)
    assert checked.said.endswith(" ms")
    assert [call.method for call in slack.calls] == ["apps.connections.open"]


async def test_an_app_token_that_leads_nowhere_fails(
    session: aiohttp.ClientSession,
) -> None:
    async with answering({"ok": True}) as api_url:
        checked = await check_app_token(client(api_url, session), APP_TOKEN)

    said = "Slack does not say where to connect"
    assert checked == Checked("slack app token", Verdict.FAILED, said)


async def test_tokens_that_were_mixed_up_are_both_refused(
    slack: LocalSlack, session: aiohttp.ClientSession
) -> None:
    bot = await of_bot(slack, session, APP_TOKEN)
    app = await of_app(slack, session, BOT_TOKEN)

    assert {bot.line.verdict, app.verdict} == {Verdict.FAILED}
    assert "Slack does not take it (" in bot.line.said
    assert "(xoxb-…)" in bot.line.said
    assert "Slack does not take it (not_allowed_token_type)" in app.said
    assert "connections:write" in app.said


REFUSALS = [
    "account_inactive",
    "invalid_auth",
    "missing_scope",
    "no_permission",
    "not_allowed_token_type",
    "not_authed",
    "token_expired",
    "token_revoked",
]


@pytest.mark.parametrize("code", REFUSALS)
async def test_a_refusal_says_which_and_what_to_do(
    slack: LocalSlack, session: aiohttp.ClientSession, code: str
) -> None:
    slack.faults.next("auth.test", ApiError(code))
    slack.faults.next("apps.connections.open", ApiError(code))

    bot = await of_bot(slack, session)
    app = await of_app(slack, session)

    refused = f"Slack does not take it ({code}): copy "
    assert bot.line.said.startswith(refused)
    assert app.said.startswith(refused)
    assert {bot.line.verdict, app.verdict} == {Verdict.FAILED}
    assert bot.granted is None


@pytest.mark.parametrize(
    ("fault", "named"),
    [
        (ApiError("internal_error"), "internal_error"),
        (RateLimited(30), "ratelimited"),
        (ServerError(503), ""),
        (ResetBefore(), "ServerDisconnectedError"),
    ],
    ids=["error", "throttled", "no answer", "reset"],
)
async def test_trouble_fails_at_once_and_is_not_called_a_wrong_token(
    slack: LocalSlack, session: aiohttp.ClientSession, fault: Fault, named: str
) -> None:
    slack.faults.next("auth.test", fault)

    checked = await of_bot(slack, session)

    assert checked.line.verdict is Verdict.FAILED
    assert checked.line.said.startswith(f"Slack cannot be asked ({named}")
    assert len(slack.calls) == 1


async def test_a_slack_that_does_not_answer_holds_nobody_up(
    slack: LocalSlack, session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "_TIMEOUT", 0.05)
    slack.faults.next("auth.test", Hang())

    async with asyncio.timeout(3):
        checked = await of_bot(slack, session)

    assert checked.line.said.startswith("Slack cannot be asked (TimeoutError)")


def test_a_slack_is_given_five_seconds() -> None:
    assert checks._TIMEOUT == 5.0


async def test_no_token_is_repeated(
    slack: LocalSlack, session: aiohttp.ClientSession
) -> None:
    bot = await of_bot(slack, session, "xoxb-wrong-one")
    app = await of_app(slack, session, "xapp-wrong-one")

    assert "wrong-one" not in bot.line.said + app.said


def test_whatever_was_granted_is_ok() -> None:
    checked = check_scopes([*SCOPES, "files:read"])

    assert checked == [
        Checked(f"slack scope {name}", Verdict.OK, "granted") for name in SCOPES
    ]


NEEDED = [name for name, scope in SCOPES.items() if not scope.optional]
OPTIONAL = [name for name, scope in SCOPES.items() if scope.optional]


def without(name: str) -> Checked:
    """The one line that is not ok when this scope is missing."""
    (line,) = (
        line
        for line in check_scopes(SCOPES.keys() - {name})
        if line.verdict is not Verdict.OK
    )
    return line


@pytest.mark.parametrize("name", NEEDED)
def test_a_scope_that_is_missing_fails_and_names_what_does_not_work(name: str) -> None:
    feature = SCOPES[name].without

    assert without(name) == Checked(
        f"slack scope {name}",
        Verdict.FAILED,
        f"without it this does not work: {feature}; reinstall the app from the manifest",
    )


@pytest.mark.parametrize("name", OPTIONAL)
def test_an_optional_scope_that_is_missing_fails_nothing(name: str) -> None:
    said = f"{SCOPES[name].without} (optional)"

    assert without(name) == Checked(f"slack scope {name}", Verdict.NOT_GRANTED, said)


def test_scopes_that_nobody_told_are_one_line() -> None:
    said = "Slack does not say which are granted"

    assert check_scopes(None) == [Checked("slack scopes", Verdict.NOT_TRIED, said)]


def test_a_secret_that_is_unset_names_its_variables() -> None:
    said = "is missing; set SLACK_APP_TOKEN or SLACK_APP_TOKEN_FILE"

    assert unset("slack app token", "SLACK_APP_TOKEN") == Checked(
        "slack app token", Verdict.FAILED, said
    )
