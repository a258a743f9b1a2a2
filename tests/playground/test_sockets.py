import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from aiohttp import ClientSession, WSMsgType, WSServerHandshakeError

from bot.playground.rules import BrokenRule
from bot.playground.slack import CHANNEL, OPERATOR, Delivery, LocalSlack
from tests.playground.block_samples import actions, button, message
from tests.playground.hand_clock import HandClock
from tests.playground.slack_with import slack_with
from tests.playground.socket_bot import Json, SocketBot, connection_url, socket
from tests.playground.tiny_bot import TAKEN, TinyBot, answer

Asking = asyncio.Task[Delivery]


@pytest.fixture
async def slack(clock: HandClock, bot: TinyBot) -> AsyncIterator[LocalSlack]:
    async with slack_with(bot, clock) as running:
        running.mode = "socket"
        yield running


@pytest.fixture
async def line(slack: LocalSlack, http: ClientSession) -> AsyncIterator[SocketBot]:
    async with socket(slack, http) as connected:
        yield connected


@pytest.fixture
async def other(
    slack: LocalSlack,
    http: ClientSession,
    line: SocketBot,  # noqa: ARG001 - the first of two
) -> AsyncIterator[SocketBot]:
    async with socket(slack, http) as connected:
        yield connected


def asking(slack: LocalSlack, text: str = "help") -> Asking:
    return asyncio.create_task(slack.command(user=OPERATOR, text=text))


async def test_a_connection_is_told_hello(
    slack: LocalSlack, http: ClientSession
) -> None:
    url = await connection_url(slack, http)

    async with http.ws_connect(url) as ws:
        hello = await ws.receive_json()
        await slack.connected()

    assert re.fullmatch(
        r"ws://127\.0\.0\.1:\d+/link/\?ticket=[0-9a-f]{32}&app_id=A0RUNWATCH1", url
    )
    assert hello == {
        "type": "hello",
        "num_connections": 1,
        "connection_info": {"app_id": "A0RUNWATCH1"},
        "debug_info": {
            "host": "applink-playground",
            "approximate_connection_time": 18060,
        },
    }


async def test_a_ticket_is_good_for_one_connection(
    slack: LocalSlack, http: ClientSession
) -> None:
    url = await connection_url(slack, http)

    async with http.ws_connect(url):
        with pytest.raises(WSServerHandshakeError, match="401"):
            await http.ws_connect(url)


async def test_a_command_comes_in_an_envelope(
    slack: LocalSlack, line: SocketBot
) -> None:
    command = asking(slack, "script a&b=ü <x>")

    envelope = await line.take()

    delivery = await command
    assert re.fullmatch(r"[0-9a-f-]{36}", envelope.pop("envelope_id"))
    assert envelope["payload"].pop("trigger_id")
    assert envelope == {
        "type": "slash_commands",
        "accepts_response_payload": True,
        "payload": {
            "token": "verification-token-nobody-checks",
            "team_id": "T0RUNWATCH1",
            "team_domain": "runwatch-playground",
            "channel_id": CHANNEL,
            "channel_name": "operations",
            "user_id": OPERATOR,
            "user_name": "mei.tan",
            "command": "/runs",
            "text": "script a&b=ü <x>",
            "api_app_id": "A0RUNWATCH1",
            "is_enterprise_install": "false",
            "response_url": delivery.response_url,
        },
    }
    assert (delivery.status, delivery.ack, delivery.error) == (200, None, None)
    assert (slack.posts, slack.broken_rules) == ([], [])
    assert delivery.ack_seconds > 0


async def test_a_press_comes_in_an_envelope(
    slack: LocalSlack, http: ClientSession, line: SocketBot
) -> None:
    command = asking(slack)
    await line.take()
    delivery = await command
    page = {**message(actions(button())), "response_type": "ephemeral"}
    assert await answer(http, delivery.response_url, page) == TAKEN
    pressing = asyncio.create_task(slack.press(OPERATOR, await delivery.post()))

    envelope = await line.take(payload={"text": "seen"})

    press = await pressing
    told = envelope["payload"]
    assert (envelope["type"], envelope["accepts_response_payload"]) == (
        "interactive",
        False,
    )
    assert "retry_attempt" not in envelope
    assert (told["type"], told["actions"], told["response_url"]) == (
        "block_actions",
        [press.action],
        press.response_url,
    )
    assert [broken.rule for broken in slack.broken_rules] == ["ack-with-body"]


@pytest.mark.parametrize(
    ("payload", "shown"),
    [
        (
            {"text": "One moment…"},
            {"text": "One moment…", "response_type": "ephemeral"},
        ),
        (
            {"text": "done", "response_type": "in_channel"},
            {"text": "done", "response_type": "in_channel"},
        ),
    ],
    ids=["plain text", "message"],
)
async def test_the_ack_of_a_command_can_bring_a_message(
    slack: LocalSlack, line: SocketBot, payload: dict[str, str], shown: dict[str, str]
) -> None:
    command = asking(slack)

    await line.take(payload=payload)

    delivery = await command
    assert delivery.ack_post is not None
    assert delivery.ack_post.message == shown
    assert slack.broken_rules == []


async def test_an_ack_whose_payload_is_no_message_shows_an_error(
    slack: LocalSlack, line: SocketBot
) -> None:
    command = asking(slack)

    await line.take(payload=[1])

    assert (await command).error == "invalid_command_response"


async def test_each_payload_goes_to_one_connection_in_turn(
    slack: LocalSlack, line: SocketBot, other: SocketBot
) -> None:
    commands = [asking(slack, text) for text in ("a", "b", "c", "d")]

    heard = [await each.take() for each in (line, other, line, other)]

    await asyncio.gather(*commands)
    assert {told["payload"]["text"] for told in heard} == {"a", "b", "c", "d"}


async def test_a_command_that_is_acked_late_is_a_time_out(
    slack: LocalSlack, line: SocketBot
) -> None:
    slack.ack_seconds = 0.05
    command = asking(slack)

    envelope = await line.hear()
    delivery = await command
    await line.ack(envelope)
    await ponged(line)

    assert (delivery.timed_out, delivery.status) == (True, 0)
    assert slack.broken_rules == []


async def ponged(line: SocketBot) -> None:
    """Wait until all that was said has been heard."""
    await line.ws.ping(b"sure?")
    pong = await line.ws.receive(timeout=5)
    assert (pong.type, bytes(pong.data)) == (WSMsgType.PONG, b"sure?")


async def test_without_a_connection_a_command_fails(slack: LocalSlack) -> None:
    delivery = await slack.command(user=OPERATOR, text="help")

    assert (delivery.error, delivery.status) == ("dispatch_failed", 0)


@pytest.mark.parametrize("ended_by", ["slack", "bot"])
async def test_a_command_whose_connection_breaks_fails(
    slack: LocalSlack, line: SocketBot, other: SocketBot, ended_by: str
) -> None:
    command = asking(slack)
    holder, _ = await heard_by(line, other)

    if ended_by == "bot":
        await holder.ws.close()
    else:
        slack.drop_sockets(*slack.sockets)

    assert (await command).error == "dispatch_failed"


async def heard_by(*lines: SocketBot) -> tuple[SocketBot, Json]:
    """Who hears something next, and what."""
    hearing = {asyncio.create_task(line.hear()): line for line in lines}
    done, pending = await asyncio.wait(
        hearing, return_when=asyncio.FIRST_COMPLETED, timeout=5
    )
    for each in pending:
        each.cancel()
    (first,) = done
    return hearing[first], first.result()


async def test_a_command_can_go_to_another_connection_when_its_own_breaks(
    slack: LocalSlack, line: SocketBot, other: SocketBot
) -> None:
    slack.redeliver_interactions = True
    command = asking(slack)
    holder, _ = await heard_by(line, other)
    spare = other if holder is line else line

    await holder.ws.close()
    envelope = await spare.take()

    delivery = await command
    assert (delivery.status, delivery.error) == (200, None)
    assert envelope["payload"]["response_url"] == delivery.response_url


async def test_a_command_fails_when_no_other_connection_is_left(
    slack: LocalSlack, line: SocketBot
) -> None:
    slack.redeliver_interactions = True
    command = asking(slack)
    await line.hear()

    await line.ws.close()

    assert (await command).error == "dispatch_failed"


async def test_a_payload_can_come_twice(
    slack: LocalSlack, line: SocketBot, other: SocketBot
) -> None:
    slack.twice = True
    command = asking(slack)

    first = await line.take(payload={"text": "first"})
    second = await other.take(payload={"text": "second"})

    delivery = await command
    assert first == second
    assert delivery.ack is not None
    texts = [post.message["text"] for post in slack.posts]
    assert sorted(texts) == ["first", "second"]
    assert (slack.deliveries, slack.broken_rules) == ([delivery], [])


async def test_one_connection_can_get_a_payload_twice_and_acks_it_twice(
    slack: LocalSlack, line: SocketBot
) -> None:
    slack.twice = True
    command = asking(slack)

    assert await line.take() == await line.take()

    await command
    assert slack.broken_rules == []


@pytest.mark.parametrize(
    ("frame", "rule", "detail"),
    [
        (
            {"envelope_id": "nobody-sent-it"},
            "unknown-envelope",
            "nothing with this envelope_id was sent over this WebSocket",
        ),
        (
            {"type": "ping"},
            "not-an-ack",
            "a WebSocket takes acks and nothing else",
        ),
    ],
    ids=["unknown", "no ack"],
)
async def test_what_is_no_ack_breaks_a_rule(
    slack: LocalSlack, line: SocketBot, frame: dict[str, str], rule: str, detail: str
) -> None:
    await line.say(frame)
    await ponged(line)

    assert slack.broken_rules == [BrokenRule(rule, detail, frame)]


@pytest.mark.parametrize(
    "sent", ["{", "[]", '"ack"', b"\xff\x00"], ids=["broken", "list", "text", "bytes"]
)
async def test_what_is_no_object_breaks_a_rule(
    slack: LocalSlack, line: SocketBot, sent: str | bytes
) -> None:
    await (
        line.ws.send_str(sent) if isinstance(sent, str) else line.ws.send_bytes(sent)
    )
    await ponged(line)

    (broken,) = slack.broken_rules
    assert (broken.rule, broken.message) == ("not-an-ack", {"sent": sent})


async def test_a_second_ack_breaks_a_rule(slack: LocalSlack, line: SocketBot) -> None:
    command = asking(slack)
    envelope = await line.take()
    await command

    await line.ack(envelope)
    await ponged(line)

    ack = {"envelope_id": envelope["envelope_id"]}
    expected = BrokenRule("second-ack", "an envelope is acked once", ack)
    assert slack.broken_rules == [expected]


async def test_an_ack_over_another_connection_breaks_a_rule(
    slack: LocalSlack, line: SocketBot, other: SocketBot
) -> None:
    slack.ack_seconds = 0.2
    command = asking(slack)
    holder, envelope = await heard_by(line, other)

    await (other if holder is line else line).ack(envelope)

    assert (await command).timed_out
    assert [broken.rule for broken in slack.broken_rules] == ["unknown-envelope"]


async def test_more_than_ten_connections_are_too_many(
    slack: LocalSlack, http: ClientSession
) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(10):
            await stack.enter_async_context(socket(slack, http))

        async with http.ws_connect(await connection_url(slack, http)) as ws:
            refusal = await ws.receive_json()
            over = await SocketBot(ws).over()

        assert (refusal["type"], refusal["reason"]) == (
            "disconnect",
            "too_many_websockets",
        )
        assert (over, len(slack.sockets)) == (True, 10)


async def test_a_warning_leaves_the_connection_open(
    slack: LocalSlack, line: SocketBot
) -> None:
    await slack.refresh()

    warning = await line.hear()
    command = asking(slack)
    await line.take()

    assert (warning["type"], warning["reason"]) == ("disconnect", "warning")
    assert (await command).status == 200


async def test_a_refresh_closes_one_connection(
    slack: LocalSlack, line: SocketBot, other: SocketBot
) -> None:
    first, second = slack.sockets

    refreshing = asyncio.create_task(slack.refresh(first, close_after=0))

    reasons = [(await line.hear())["reason"] for _ in range(2)]
    assert (reasons, await line.over()) == (["warning", "refresh_requested"], True)
    await refreshing
    await ponged(other)
    assert slack.sockets == (second,)


async def test_who_left_in_time_is_not_closed(
    slack: LocalSlack, line: SocketBot
) -> None:
    refreshing = asyncio.create_task(slack.refresh(close_after=0.05))
    await line.hear()

    await line.ws.close()

    await refreshing
    assert slack.sockets == ()


async def test_a_mute_connection_is_not_closed(
    slack: LocalSlack, line: SocketBot
) -> None:
    slack.mute_sockets()

    await slack.refresh(close_after=0)

    with pytest.raises(TimeoutError):
        await line.ws.receive(timeout=0.05)
    assert len(slack.sockets) == 1


async def test_a_dropped_connection_has_no_close_frame(
    slack: LocalSlack, line: SocketBot
) -> None:
    slack.drop_sockets()

    assert await line.over()
    assert line.ws.close_code == 1006
    assert slack.sockets == ()


async def test_a_mute_connection_looks_alive_and_carries_nothing(
    slack: LocalSlack, line: SocketBot
) -> None:
    slack.ack_seconds = 0.05
    slack.mute_sockets()

    await line.ws.ping()
    await line.say({"type": "rubbish"})
    delivery = await slack.command(user=OPERATOR, text="help")

    with pytest.raises(TimeoutError):
        await line.ws.receive(timeout=0.05)
    assert (delivery.error, len(slack.sockets)) == ("operation_timeout", 1)
    assert slack.broken_rules == []


@pytest.mark.usefixtures("line")
async def test_one_waits_for_connections(
    slack: LocalSlack, http: ClientSession
) -> None:
    with pytest.raises(TimeoutError):
        await slack.connected(2, timeout=0.01)

    waiting = asyncio.create_task(slack.connected(2))
    async with socket(slack, http):
        await waiting
        assert len(slack.sockets) == 2


async def test_one_that_went_away_keeps_no_other_from_its_warning(
    slack: LocalSlack, line: SocketBot, other: SocketBot
) -> None:
    gone, there = slack.sockets
    await line.ws.close()
    await ponged(other)

    await slack.refresh(gone, there)

    assert (await other.hear())["reason"] == "warning"


async def test_an_envelope_is_forgotten_once_it_is_acked(
    slack: LocalSlack, line: SocketBot
) -> None:
    (connection,) = slack.sockets
    command = asking(slack)
    envelope = await line.hear()
    waiting = connection.unacked

    await line.ack(envelope)
    await command

    assert (waiting, connection.unacked) == (1, 0)
