"""A fixed conversation between people and the bot: played, printed and checked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.playground.cloud import SimulatedCloud, Status, world
from bot.playground.cloud.outputs import SECRETS
from bot.playground.slack import (
    COLLEAGUE,
    GUEST,
    OPERATOR,
    Delivery,
    LocalSlack,
    Post,
)
from bot.playground.transcript import readable

Say = Callable[[str], None]
_WIDTH = 78


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody types.

    Attributes:
        why: what it shows.
        shows: what has to stand in the answer.
        hides: what must not stand anywhere in it.
        asks_the_cloud: how many requests the cloud has to get.
        weather: what goes wrong at the cloud just then.
    """

    why: str
    user: str
    text: str
    shows: Sequence[str]
    hides: Sequence[str] = ()
    asks_the_cloud: int = 1
    weather: Status | None = None


STEPS = (
    Step(
        "What can I ask?",
        OPERATOR,
        "",
        shows=("/runs script RECORD_ID", "/runs help"),
        asks_the_cloud=0,
    ),
    Step(
        "One that went well",
        OPERATOR,
        f"script {world.SUCCEEDED}",
        shows=("Succeeded", "Started", "Took"),
    ),
    Step(
        "One that failed, with its output; secrets stay hidden",
        OPERATOR,
        f"script {world.FAILED}",
        shows=("Failed", "Cause", "WKS.00010032", "secrets hidden", "Ask again"),
        hides=SECRETS,
    ),
    Step(
        "Someone in another zone, by reference; still running",
        COLLEAGUE,
        f"script prod/script/{world.RUNNING}",
        shows=("Running", "so far"),
    ),
    Step(
        "An id that nobody knows",
        OPERATOR,
        "script srr-00000000-0000-4000-8000-000000000000",
        shows=("prod has no script execution", "Check the id"),
    ),
    Step(
        "A slip of the finger",
        OPERATOR,
        f"scirpt {world.FAILED}",
        shows=("I don't know", f"/runs script {world.FAILED}"),
        asks_the_cloud=0,
    ),
    Step(
        "Something that is no id never reaches the cloud",
        OPERATOR,
        "script ../../v3/users",
        shows=("neither a record id nor a reference",),
        asks_the_cloud=0,
    ),
    Step(
        "A bad moment at the cloud",
        OPERATOR,
        f"script {world.FAILED}",
        shows=("a problem of its own", "Ask again in a few minutes", "id "),
        weather=Status(503),
    ),
    Step(
        "A guest",
        GUEST,
        f"script {world.FAILED}",
        shows=("Guests of this workspace may not look up runs",),
        hides=("patch-check", "FIN-DESK"),
        asks_the_cloud=0,
    ),
)


class TourFailedError(Exception):
    """The conversation did not go as it should; the text says where."""


async def play(
    slack: LocalSlack,
    cloud: SimulatedCloud,
    say: Say,
    steps: Sequence[Step] = STEPS,
) -> None:
    """Play every step and print it.

    Raises:
        TourFailedError: an answer lacked something, or broke one of Slack's rules.
    """
    for number, step in enumerate(steps, start=1):
        say(_title(number, step.why))
        await _play(step, slack, cloud, say)
    if slack.broken_rules:
        raise TourFailedError(f"Slack's rules were broken: {slack.broken_rules}")
    say(
        f"{len(steps)} questions, {len(cloud.requests)} signed requests to the cloud, "
        f"{len(slack.calls)} calls of Slack, no rule broken."
    )


async def _play(step: Step, slack: LocalSlack, cloud: SimulatedCloud, say: Say) -> None:
    if step.weather is not None:
        cloud.faults.next(step.weather)
    before = len(cloud.requests)
    person = slack.people[step.user]
    say(f"{person.real_name}:  /runs {step.text}".rstrip())
    delivery = await slack.command(user=step.user, text=step.text)
    answer = await _answer(step, delivery)
    shown = readable(answer.message, zone=ZoneInfo(person.tz), width=_WIDTH)
    say(_indented(_acked(delivery)))
    say(f"{_indented(shown)}\n")
    _check(step, delivery, shown)
    asked = len(cloud.requests) - before
    if asked != step.asks_the_cloud:
        raise TourFailedError(f"{step.why}: the cloud got {asked} requests")


async def _answer(step: Step, delivery: Delivery) -> Post:
    try:
        return await delivery.post()
    except TimeoutError:
        raise TourFailedError(f"{step.why}: no answer came") from None


def _check(step: Step, delivery: Delivery, shown: str) -> None:
    everything = f"{delivery.ack}{delivery.posts}"
    flat = " ".join(shown.split())
    for part in step.shows:
        if part not in flat:
            raise TourFailedError(f"{step.why}: the answer lacks {part!r}")
    for part in step.hides:
        if part in everything:
            raise TourFailedError(f"{step.why}: the answer shows {part!r}")
    if any(post.visible_to != step.user for post in delivery.posts):
        raise TourFailedError(f"{step.why}: others could see the answer")


def _title(number: int, why: str) -> str:
    return f"── {number} · {why} ".ljust(_WIDTH, "─")


def _acked(delivery: Delivery) -> str:
    said = delivery.ack["text"] if delivery.ack else delivery.error
    return f"{said}   (ack after {delivery.ack_seconds * 1_000:.0f} ms)"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in text.splitlines())
