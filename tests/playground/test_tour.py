"""The tour notices what is wrong."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiohttp import ClientSession, web

from bot.playground.cloud import SimulatedCloud
from bot.playground.loopback import LoopbackServer
from bot.playground.slack import LocalSlack
from bot.playground.tour import TourFailedError, play
from bot.playground.tour_steps import STEPS, Act, Step, Where

KNOWS_IT_ALL = " ".join(part for part in STEPS[0].shows)


@dataclass
class Parrot:
    """Answers every command with the same message."""

    message: dict[str, Any]
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        form = parse_qs(await request.text())
        if "payload" in form:
            form["response_url"] = [json.loads(form["payload"][0])["response_url"]]
        url = form["response_url"][0]
        task = asyncio.create_task(self.answer(url, pressed="payload" in form))
        self.tasks.add(task)
        if "payload" in form:
            return web.Response()
        return web.json_response({"response_type": "ephemeral", "text": "…"})

    async def answer(self, url: str, *, pressed: bool) -> None:
        told = {"replace_original": False} if pressed else {}
        said = {**self.message, **told}
        async with ClientSession() as session, session.post(url, json=said):
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
        (message("no idea"), "What can I ask?: the answer lacks '/runs failures"),
        (
            message(KNOWS_IT_ALL, response_type="in_channel"),
            "What can I ask?: others could see the answer",
        ),
        (
            message(KNOWS_IT_ALL),
            f"{STEPS[1].why}: the answer lacks 'Last 24 hours",
        ),
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
            "Unasked: the cloud got []",
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


def pressable(label: str) -> dict[str, Any]:
    """A message with one button."""
    button = {
        "type": "button",
        "text": {"type": "plain_text", "text": label},
        "action_id": "turn",
        "value": "v1",
    }
    return {**message("ok"), "blocks": [{"type": "actions", "elements": [button]}]}


FIRST = Step("First", "U0OPERATOR1", "x", shows=(), asks_the_cloud=0)


def press(label: str, *shows: str) -> Step:
    return Step("Then", "U0OPERATOR1", label, shows, asks_the_cloud=0, act=Act.PRESS)


@pytest.mark.parametrize(
    ("steps", "complaint"),
    [
        pytest.param(
            (press("Next"),), "Then: there is nothing to press", id="no message"
        ),
        pytest.param((FIRST, press("Back")), "Then: 0 fit ", id="no such button"),
        pytest.param(
            (FIRST, press("Next", "page 2")),
            "Then: the answer lacks 'page 2'",
            id="the same page",
        ),
    ],
)
async def test_a_press_that_goes_wrong_is_named(
    slack: LocalSlack,
    cloud: SimulatedCloud,
    steps: tuple[Step, ...],
    complaint: str,
) -> None:
    async with LoopbackServer(Parrot(pressable("Next"))) as bot:
        slack.events_url = bot.url

        with pytest.raises(TourFailedError) as caught:
            await play(slack, cloud, lambda _: None, steps)

    assert str(caught.value).startswith(complaint)


async def test_a_cloud_that_was_asked_wrongly_ends_the_tour(
    slack: LocalSlack, cloud: SimulatedCloud
) -> None:
    cloud.misuse.append("W4: limit=0")
    async with LoopbackServer(Parrot(message("ok"))) as bot:
        slack.events_url = bot.url

        with pytest.raises(TourFailedError) as caught:
            await play(slack, cloud, lambda _: None, (FIRST,))

    assert str(caught.value) == "The cloud was asked in a wrong way: ['W4: limit=0']"


async def test_the_last_line_counts_what_was_seen(
    slack: LocalSlack, cloud: SimulatedCloud
) -> None:
    said: list[str] = []
    async with LoopbackServer(Parrot(pressable("Next"))) as bot:
        slack.events_url = bot.url

        await play(slack, cloud, said.append, (FIRST, press("Next")))

    assert said[-1] == (
        "2 questions, 0 signed requests to the cloud, 0 calls of Slack, no rule broken."
    )


def test_the_tour_asks_all_five_sources_and_presses() -> None:
    verbs = {step.text.split(" ")[0] for step in STEPS if step.act is Act.TYPE}

    assert {"script", "task", "pool", "order", "app"} <= verbs
    assert {step.act for step in STEPS} == set(Act)
    assert {step.where for step in STEPS} == set(Where)


def listing(*labels: str) -> dict[str, Any]:
    """A message with one select."""
    select = {
        "type": "static_select",
        "action_id": "row",
        "options": [
            {"text": {"type": "plain_text", "text": label}, "value": label}
            for label in labels
        ],
    }
    return {**message("ok"), "blocks": [{"type": "actions", "elements": [select]}]}


async def test_an_option_is_chosen_by_a_part_of_it(
    slack: LocalSlack, cloud: SimulatedCloud
) -> None:
    async with LoopbackServer(Parrot(listing("1 failed A", "2 failed B"))) as bot:
        slack.events_url = bot.url

        await play(slack, cloud, lambda _: None, (FIRST, press("B")))

    (chosen,) = slack.presses
    assert chosen.action["selected_option"]["value"] == "2 failed B"


async def test_who_shares_nothing_is_not_mentioned(
    slack: LocalSlack, cloud: SimulatedCloud
) -> None:
    rude = message("<@U0OPERATOR1>", response_type="in_channel")
    shared = replace(FIRST, where=Where.CHANNEL)
    async with LoopbackServer(Parrot(rude)) as bot:
        slack.events_url = bot.url
        await play(slack, cloud, lambda _: None, (shared,))

        with pytest.raises(TourFailedError):
            await play(slack, cloud, lambda _: None, (FIRST,))

    assert [each.rule for each in slack.broken_rules] == ["mention"]
    assert slack.mentions_allowed == set()
