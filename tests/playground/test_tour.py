"""The tour notices what is wrong."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiohttp import ClientSession, web

from bot.playground.cloud import SimulatedCloud
from bot.playground.loopback import LoopbackServer
from bot.playground.slack import LocalSlack
from bot.playground.tour import STEPS, Step, TourFailedError, play

KNOWS_IT_ALL = " ".join(part for part in STEPS[0].shows)


@dataclass
class Parrot:
    """Answers every command with the same message."""

    message: dict[str, Any]
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        form = parse_qs(await request.text())
        task = asyncio.create_task(self.answer(form["response_url"][0]))
        self.tasks.add(task)
        return web.json_response({"response_type": "ephemeral", "text": "…"})

    async def answer(self, url: str) -> None:
        async with ClientSession() as session, session.post(url, json=self.message):
            pass


def message(text: str, **more: str) -> dict[str, Any]:
    return {"response_type": "ephemeral", "text": text, **more}


@pytest.fixture
async def cloud() -> AsyncIterator[SimulatedCloud]:
    async with SimulatedCloud(
        access_key="a", secret_key="b", project_id="c"
    ) as simulated:
        yield simulated


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(signing_secret="s", bot_token="t", scopes=()) as local:
        yield local


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        (message("no idea"), "What can I ask?: the answer lacks '/runs script"),
        (
            message(KNOWS_IT_ALL, response_type="in_channel"),
            "What can I ask?: others could see the answer",
        ),
        (message(KNOWS_IT_ALL), "One that went well: the answer lacks 'Succeeded'"),
    ],
    ids=["lacking", "public", "always the same"],
)
async def test_a_wrong_answer_ends_the_tour(
    slack: LocalSlack, cloud: SimulatedCloud, said: dict[str, Any], complaint: str
) -> None:
    async with LoopbackServer(Parrot(said)) as bot:
        slack.events_url = bot.url

        with pytest.raises(TourFailedError) as caught:
            await play(slack, cloud, lambda _: None)

    assert str(caught.value).startswith(complaint)


@pytest.mark.parametrize(
    ("step", "said", "complaint"),
    [
        (
            Step("Hidden", "U0OPERATOR1", "x", shows=(), hides=("hunter2",)),
            message("hunter2"),
            "Hidden: the answer shows 'hunter2'",
        ),
        (
            Step("Unasked", "U0OPERATOR1", "x", shows=("ok",)),
            message("ok"),
            "Unasked: the cloud got 0 requests",
        ),
        (
            Step("Rude", "U0OPERATOR1", "x", shows=(), asks_the_cloud=0),
            message("<!channel>"),
            "Slack's rules were broken: ",
        ),
    ],
    ids=["a secret", "not asked", "a rule"],
)
async def test_a_step_that_goes_wrong_is_named(
    slack: LocalSlack,
    cloud: SimulatedCloud,
    step: Step,
    said: dict[str, Any],
    complaint: str,
) -> None:
    async with LoopbackServer(Parrot(said)) as bot:
        slack.events_url = bot.url

        with pytest.raises(TourFailedError) as caught:
            await play(slack, cloud, lambda _: None, (step,))

    assert str(caught.value).startswith(complaint)
