import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession, ClientTimeout, FormData

from bot.playground.cloud import CutJson, Hang, Reset, SimulatedCloud, Status
from bot.playground.loopback import LoopbackServer
from bot.playground.slack import ApiError, LocalSlack
from bot.playground.slack.envelopes import Envelope, Kind, Retry
from bot.playground.traffic import KEPT, Exchanged, Traffic
from tests.playground.hand_clock import HandClock
from tests.playground.signer import ACCESS_KEY, PROJECT, SECRET_KEY
from tests.playground.slack_with import APP_TOKEN, BOT_TOKEN, USUAL
from tests.playground.socket_bot import socket
from tests.playground.tiny_bot import TAKEN, TinyBot, answer

HEADERS = {"Authorization": f"Bearer {BOT_TOKEN}"}
TASKS = f"/v2/{PROJECT}/scheduled-tasks"


@pytest.fixture
def traffic(clock: HandClock) -> Traffic:
    return Traffic(clock)


@pytest.fixture
async def slack(
    clock: HandClock, bot: TinyBot, traffic: Traffic
) -> AsyncIterator[LocalSlack]:
    async with (
        LoopbackServer(bot) as server,
        LocalSlack(
            signing_secret="playground-secret",
            bot_token=BOT_TOKEN,
            app_token=APP_TOKEN,
            scopes=[*USUAL, "files:write"],
            now=clock,
            traffic=traffic,
        ) as running,
    ):
        running.events_url = f"{server.url}/slack/events"
        yield running


@pytest.fixture
async def cloud(clock: HandClock, traffic: Traffic) -> AsyncIterator[SimulatedCloud]:
    async with SimulatedCloud(
        access_key=ACCESS_KEY,
        secret_key=SECRET_KEY,
        project_id=PROJECT,
        now=clock,
        traffic=traffic,
    ) as running:
        yield running


def rows(traffic: Traffic) -> list[tuple[Any, ...]]:
    """What was noted, but for bodies and times."""
    return [
        (each.sender, each.receiver, each.what, each.status, each.failed)
        for each in traffic.kept
    ]


def only(traffic: Traffic) -> Exchanged:
    (exchanged,) = traffic.kept
    return exchanged


async def noted(traffic: Traffic, count: int = 1) -> list[Exchanged]:
    """All that was noted, once so many have ended."""
    async with asyncio.timeout(5):
        while sum(each.seconds is not None for each in traffic.kept) < count:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    return list(traffic.kept)


async def call(
    slack: LocalSlack, http: ClientSession, method: str, **arguments: object
) -> dict[str, Any]:
    url = f"{slack.api_url}{method}"
    async with http.post(url, json=arguments, headers=HEADERS) as response:
        found: dict[str, Any] = await response.json()
    return found


async def test_a_command_and_its_ack_are_noted_once(
    slack: LocalSlack, bot: TinyBot, traffic: Traffic, clock: HandClock
) -> None:
    bot.body = '{"text":"One moment…","response_type":"ephemeral"}'
    bot.content_type = "application/json"

    delivery = await slack.command(user="U0OPERATOR1", text="pool status:failed")

    exchanged = only(traffic)
    assert rows(traffic) == [("Slack", "bot", "/runs pool status:failed", 200, None)]
    assert (exchanged.number, exchanged.at) == (1, clock())
    assert exchanged.seconds is not None
    assert 0 < delivery.ack_seconds <= exchanged.seconds < 3
    assert '"text": "pool status:failed"' in exchanged.sent
    assert '"token": "(hidden)"' in exchanged.sent
    assert exchanged.got == (
        '{\n  "text": "One moment…",\n  "response_type": "ephemeral"\n}'
    )


async def test_a_command_is_under_way_until_it_is_acked(
    slack: LocalSlack, bot: TinyBot, traffic: Traffic
) -> None:
    slack.ack_seconds, bot.hangs = 0.2, True

    asking = asyncio.create_task(slack.command(user="U0OPERATOR1", text=""))
    await asyncio.sleep(0.05)
    begun = only(traffic)
    assert (begun.status, begun.seconds, begun.failed, begun.got) == (
        None,
        None,
        None,
        "",
    )
    await asking

    assert rows(traffic) == [("Slack", "bot", "/runs", None, "operation_timeout")]
    assert begun.seconds is not None
    assert begun.seconds >= 0.2


async def test_an_ack_that_says_no_is_noted_with_its_status(
    slack: LocalSlack, bot: TinyBot, traffic: Traffic
) -> None:
    bot.status = 503

    await slack.command(user="U0OPERATOR1", text="pool")

    assert rows(traffic) == [("Slack", "bot", "/runs pool", 503, "dispatch_failed")]


async def test_a_bot_that_is_not_there_is_noted(
    slack: LocalSlack, traffic: Traffic
) -> None:
    slack.events_url = "http://127.0.0.1:1/slack/events"

    await slack.command(user="U0OPERATOR1", text="pool")

    assert rows(traffic) == [("Slack", "bot", "/runs pool", None, "dispatch_failed")]


async def test_an_event_that_is_sent_again_is_noted_again(
    slack: LocalSlack, bot: TinyBot, traffic: Traffic
) -> None:
    bot.status = 500

    await slack.mention("U0OPERATOR1", "help")

    assert rows(traffic) == [
        ("Slack", "bot", "event app_mention", 500, "dispatch_failed"),
        ("Slack", "bot", "event app_mention, again (1)", 500, "dispatch_failed"),
    ]


async def test_what_is_sent_twice_is_noted_twice(
    slack: LocalSlack, traffic: Traffic
) -> None:
    slack.twice = True

    await slack.command(user="U0OPERATOR1", text="pool")

    assert rows(traffic) == [("Slack", "bot", "/runs pool", 200, None)] * 2


@pytest.mark.parametrize(
    ("kind", "payload", "title"),
    [
        ("slash_commands", {"command": "/runs", "text": ""}, "/runs"),
        ("slash_commands", {"command": "/runs", "text": "pool"}, "/runs pool"),
        ("events_api", {"event": {"type": "app_mention"}}, "event app_mention"),
        ("interactive", {"type": "shortcut", "callback_id": "x"}, "shortcut x"),
        ("interactive", {"type": "view_submission", "view": {}}, "view_submission"),
        (
            "interactive",
            {
                "type": "block_actions",
                "actions": [{"type": "button", "text": {"text": "Next page"}}],
            },
            "button Next page",
        ),
        (
            "interactive",
            {
                "type": "block_actions",
                "actions": [
                    {"type": "overflow", "selected_option": {"text": {"text": "Row 2"}}}
                ],
            },
            "overflow Row 2",
        ),
    ],
)
def test_what_goes_to_the_bot_is_named_for_people(
    kind: Kind, payload: dict[str, Any], title: str
) -> None:
    assert Envelope(kind, payload).title == title


def test_what_is_sent_again_says_so() -> None:
    payload = {"event": {"type": "app_mention"}}

    again = Envelope("events_api", payload, retry=Retry(2, "http_timeout"))

    assert again.title == "event app_mention, again (2)"


async def test_a_call_of_the_web_api_is_noted_with_its_answer(
    slack: LocalSlack, http: ClientSession, traffic: Traffic
) -> None:
    await call(slack, http, "chat.postMessage", channel="C0OPERATION", text="hello")

    exchanged = only(traffic)
    assert rows(traffic) == [("bot", "Slack", "chat.postMessage", 200, None)]
    assert exchanged.sent == '{\n  "channel": "C0OPERATION",\n  "text": "hello"\n}'
    assert exchanged.got.startswith('{\n  "ok": true,\n')
    assert exchanged.seconds is not None


async def test_a_token_in_a_form_is_hidden(
    slack: LocalSlack, http: ClientSession, traffic: Traffic
) -> None:
    form = {"token": BOT_TOKEN, "user": "U0OPERATOR1"}
    async with http.post(f"{slack.api_url}users.info", data=form) as response:
        assert (await response.json())["ok"]

    assert only(traffic).sent == (
        '{\n  "token": "(hidden)",\n  "user": "U0OPERATOR1"\n}'
    )


async def test_a_form_in_parts_still_works_and_is_noted(
    slack: LocalSlack, http: ClientSession, traffic: Traffic
) -> None:
    form = FormData({"token": BOT_TOKEN, "user": "U0OPERATOR1"})
    form._is_multipart = True
    async with http.post(f"{slack.api_url}users.info", data=form) as response:
        assert (await response.json())["ok"]

    assert rows(traffic) == [("bot", "Slack", "users.info", 200, None)]
    assert only(traffic).sent == ""


async def test_a_response_url_is_noted_without_its_secret(
    slack: LocalSlack, http: ClientSession, traffic: Traffic
) -> None:
    delivery = await slack.command(user="U0OPERATOR1", text="pool")
    message = {"text": "3 failed", "response_type": "ephemeral"}

    assert await answer(http, delivery.response_url, message) == TAKEN

    assert rows(traffic)[1:] == [("bot", "Slack", "response_url", 200, None)]
    assert traffic.kept[-1].got == "ok"


async def test_an_upload_is_noted_without_its_secret(
    slack: LocalSlack, http: ClientSession, traffic: Traffic
) -> None:
    form = {"filename": "rows.csv", "length": "3"}
    url = f"{slack.api_url}files.getUploadURLExternal"
    async with http.post(url, data=form, headers=HEADERS) as response:
        upload = (await response.json())["upload_url"]
    async with http.post(upload, data=b"a,b") as response:
        assert response.status == 200

    assert rows(traffic) == [
        ("bot", "Slack", "files.getUploadURLExternal", 200, None),
        ("bot", "Slack", "upload of a file", 200, None),
    ]
    assert (traffic.kept[1].sent, traffic.kept[1].got) == ("a,b", "OK - 3")


async def test_a_websocket_is_under_way_until_it_is_closed(
    slack: LocalSlack, http: ClientSession, traffic: Traffic
) -> None:
    slack.mode = "socket"
    what = "WebSocket of Socket Mode"
    async with socket(slack, http) as line:
        assert rows(traffic)[1:] == [("bot", "Slack", what, None, None)]
        sending = asyncio.create_task(slack.command(user="U0OPERATOR1", text="pool"))
        await line.take()
        await sending

    await noted(traffic, 3)
    assert rows(traffic) == [
        ("bot", "Slack", "apps.connections.open", 200, None),
        ("bot", "Slack", what, 101, None),
        ("Slack", "bot", "/runs pool", 200, None),
    ]


async def test_a_refusal_of_the_web_api_says_so(
    slack: LocalSlack, http: ClientSession, traffic: Traffic
) -> None:
    slack.faults.next("chat.postMessage", ApiError("is_archived"))

    await call(slack, http, "chat.postMessage", channel="C0OPERATION", text="hello")

    assert only(traffic).got == '{\n  "ok": false,\n  "error": "is_archived"\n}'


async def ask(cloud: SimulatedCloud, http: ClientSession, **more: Any) -> None:  # noqa: ANN401 - any option
    async with http.get(f"{cloud.url}{TASKS}?limit=1", **more) as response:
        await response.read()


async def test_a_request_to_the_cloud_is_noted_by_its_endpoint(
    cloud: SimulatedCloud, http: ClientSession, traffic: Traffic
) -> None:
    await ask(cloud, http)

    what = f"W1 GET {TASKS}?limit=1"
    assert rows(traffic) == [("bot", "cloud", what, 401, "HTTP 401")]
    assert only(traffic).seconds is not None


async def test_what_the_cloud_does_not_have_is_noted_as_it_is(
    cloud: SimulatedCloud, http: ClientSession, traffic: Traffic
) -> None:
    async with http.post(f"{cloud.url}/nothing", data=b"?") as response:
        status = response.status

    assert rows(traffic) == [
        ("bot", "cloud", "POST /nothing", status, f"HTTP {status}")
    ]


async def test_a_failure_of_the_cloud_is_noted(
    cloud: SimulatedCloud, http: ClientSession, traffic: Traffic
) -> None:
    cloud.faults.always(Status(503))

    await ask(cloud, http)

    assert (only(traffic).status, only(traffic).failed) == (503, "HTTP 503")


async def test_an_answer_that_is_cut_short_is_noted(
    cloud: SimulatedCloud, http: ClientSession, traffic: Traffic
) -> None:
    cloud.faults.always(CutJson())

    await ask(cloud, http)

    assert only(traffic).seconds is not None


async def test_a_connection_that_is_cut_is_noted(
    cloud: SimulatedCloud, http: ClientSession, traffic: Traffic
) -> None:
    cloud.faults.always(Reset())

    with pytest.raises(ClientError):
        await http.post(f"{cloud.url}/nothing")

    (exchanged,) = await noted(traffic)
    assert (exchanged.status, exchanged.failed) == (None, "the connection was cut")


async def test_a_bot_that_hangs_up_is_noted(
    cloud: SimulatedCloud, http: ClientSession, traffic: Traffic
) -> None:
    cloud.faults.always(Hang())

    with pytest.raises(TimeoutError):
        await ask(cloud, http, timeout=ClientTimeout(total=0.1))

    (exchanged,) = await noted(traffic)
    assert (exchanged.status, exchanged.failed) == (None, "the bot hung up")


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"\xff{", "application/json"), (b"x" * 1_048_576, "application/json")],
    ids=["no UTF-8", "more than a server takes"],
)
async def test_a_request_that_cannot_be_read_is_noted_as_failed(
    slack: LocalSlack, http: ClientSession, traffic: Traffic, body: bytes, kind: str
) -> None:
    headers = {**HEADERS, "Content-Type": kind}
    url = f"{slack.api_url}chat.postMessage"
    async with http.post(url, data=body, headers=headers) as response:
        status = response.status

    exchanged = only(traffic)
    assert (exchanged.what, exchanged.status, exchanged.seconds is None) == (
        "chat.postMessage",
        status,
        False,
    )


def test_as_many_are_kept_as_people_can_look_at(clock: HandClock) -> None:
    asyncio.run(_begin(Traffic(clock), KEPT + 1))


async def _begin(traffic: Traffic, count: int) -> None:
    for _ in range(count):
        traffic.begin("bot", "cloud", "W1")

    assert (KEPT, len(traffic.kept), traffic.kept[0].number) == (1_000, 1_000, 2)
    assert (traffic.find(1), traffic.find(count + 1)) == (None, None)
    assert traffic.find(count) is traffic.kept[-1]


async def test_what_is_forgotten_can_still_end(traffic: Traffic) -> None:
    first = traffic.begin("bot", "cloud", "W1")
    for _ in range(KEPT):
        traffic.begin("bot", "cloud", "W1")

    traffic.end(first, 200)

    assert (traffic.find(first.number), first.status) == (None, 200)


async def test_every_beginning_and_every_end_is_announced(traffic: Traffic) -> None:
    told = list[int]()
    traffic.changed = lambda: told.append(len(traffic.kept))

    first = traffic.begin("bot", "cloud", "W1")
    traffic.begin("bot", "cloud", "W3")
    traffic.end(first, 200)

    assert told == [1, 2, 2]


async def test_nothing_is_noted_where_nobody_looks(
    bot: TinyBot, clock: HandClock, http: ClientSession
) -> None:
    async with (
        LoopbackServer(bot) as server,
        LocalSlack(
            signing_secret="s", bot_token=BOT_TOKEN, scopes=["users:read"], now=clock
        ) as slack,
    ):
        slack.events_url = server.url
        await slack.command(user="U0OPERATOR1", text="pool")
        answered = await call(slack, http, "auth.test")

    assert (slack.traffic, answered["ok"]) == (None, True)
