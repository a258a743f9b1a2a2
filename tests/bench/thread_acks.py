"""How fast follow-ups are acked: 50 people ask on in 50 threads at once."""

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bot.domain.messages import Posted
from tests.bench.acks import uncollected
from tests.bench.answers import Answers, answering
from tests.bench.commands import USER, WORKSPACE, Command
from tests.bench.figures import Figures, milliseconds
from tests.bench.lines import Ack, Line, http_lines
from tests.bench.ours import (
    ACCESS_KEY,
    PROJECT,
    SECRET_KEY,
    SIGNING_SECRET,
    environment,
    runwatch,
)
from tests.bench.processes import announced
from tests.bench.sides import BARE, OURS
from tests.bench.sockets import sockets
from tests.bench.thread_ledger import THREADS, filled, place

BLOCKS = 16
TEXT = "failed"
_numbers = itertools.count(1)


async def side_by_side() -> dict[str, Figures]:
    """Figures by app; the first block of each is left out: connections are new then."""
    acks: dict[str, list[Ack]] = {BARE: [], OURS: []}
    with uncollected():
        async with (
            sockets(BARE) as (url, _),  # the bare app wants one, which is not used
            answering(url) as answers,
            announced("tests.bench.bare", SIGNING_SECRET, _api(answers, BARE)) as bare,
            _ours(answers) as ours,
            http_lines(bare, THREADS) as bare_lines,
            http_lines(ours, THREADS) as our_lines,
        ):
            for number in range(1 + BLOCKS):
                for name, address, lines in (
                    (BARE, bare, bare_lines),
                    (OURS, ours, our_lines),
                ):
                    events = [mention(TEXT, one, address) for one in range(THREADS)]
                    acked = await _at_once(lines, events)
                    acks[name] += acked if number else []
                    if name == OURS:
                        await asyncio.gather(*(answers.to(one.number) for one in acked))
    failed = sum(ack.status != 200 for each in acks.values() for ack in each)
    if failed:
        raise SystemExit(f"{failed} follow-ups were not acked")
    return {
        name: milliseconds([ack.seconds * 1_000 for ack in each])
        for name, each in acks.items()
    }


@asynccontextmanager
async def _ours(answers: Answers) -> AsyncIterator[str]:
    """Where the bot listens, which knows the threads; follow-ups ask no cloud."""
    async with announced("tests.bench.cloud", ACCESS_KEY, SECRET_KEY, PROJECT) as cloud:
        env = environment(_api(answers, OURS), cloud)
        await filled(env["RUNWATCH_DATABASE__URL"])
        async with runwatch(env) as ours:
            yield ours.address


def _api(answers: Answers, name: str) -> str:
    return answers.api_url(name)


async def _at_once(lines: Sequence[Line], events: Sequence[Command]) -> list[Ack]:
    pairs = zip(lines, events, strict=True)
    return await asyncio.gather(*(line.carry(event) for line, event in pairs))


def mention(text: str, thread: int, address: str) -> Command:
    """A mention there, signed now."""
    number = next(_numbers)
    body = json.dumps(_event(number, text, place(thread))).encode()
    return Command(number, _signed(body, address))


def _event(number: int, text: str, where: Posted) -> dict[str, object]:
    """As docs.slack.dev/reference/events/app_mention has it."""
    said = {
        "type": "app_mention",
        "user": USER,
        "team": WORKSPACE,
        "text": f"<@U0BOT> {text}",
        "channel": where.channel,
        "ts": f"{number}.000100",
        "event_ts": f"{number}.000100",
        "thread_ts": where.ts,
    }
    return {
        "type": "event_callback",
        "team_id": WORKSPACE,
        "api_app_id": "A0BENCH",
        "event_id": f"Ev{number}",
        "event_time": int(time.time()),
        "event": said,
    }


def _signed(body: bytes, address: str) -> bytes:
    timestamp = int(time.time())
    signed = b"v0:%d:%s" % (timestamp, body)
    digest = hmac.new(SIGNING_SECRET.encode(), signed, hashlib.sha256).hexdigest()
    head = (
        "POST /slack/events HTTP/1.1",
        f"Host: {address.removeprefix('http://')}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        f"X-Slack-Request-Timestamp: {timestamp}",
        f"X-Slack-Signature: v0={digest}",
    )
    return "\r\n".join([*head, "", ""]).encode() + body
