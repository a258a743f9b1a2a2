"""A fixed conversation between people and the bot: played, printed and checked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.playground.cloud import Fault, SimulatedCloud, Status, world
from bot.playground.cloud.outputs import COMMAND_SECRET, PARAMETER_SECRET, SECRETS
from bot.playground.slack import (
    COLLEAGUE,
    GUEST,
    OPERATOR,
    Interaction,
    LocalSlack,
    Post,
)
from bot.playground.transcript import readable

Say = Callable[[str], None]
_WIDTH = 78


@dataclass(frozen=True, slots=True)
class Weather:
    """What goes wrong at the cloud, and with how many requests."""

    fault: Fault
    times: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody types or presses.

    Attributes:
        why: what it shows.
        text: what they type; with `presses`, what stands on the button or option.
        shows: what has to stand in the answer.
        hides: what must not stand anywhere in it.
        asks_the_cloud: how many requests the cloud has to get.
        weather: what goes wrong at the cloud just then.
        presses: whether it is pressed in the answer before.
    """

    why: str
    user: str
    text: str
    shows: Sequence[str]
    hides: Sequence[str] = ()
    asks_the_cloud: int = 1
    weather: Weather | None = None
    presses: bool = False


STEPS = (
    Step(
        "What can I ask?",
        OPERATOR,
        "",
        shows=("/runs script RECORD_ID", "/runs pool", "/runs help"),
        asks_the_cloud=0,
    ),
    Step(
        "A script that failed, with its output; secrets stay hidden",
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
        "The runs of a scheduled task",
        OPERATOR,
        f"task {world.TASK}",
        shows=("1 failed, 1 skipped, 1 succeeded", "page 1 of 2"),
    ),
    Step(
        "The next page, in place of the first; the cloud is not asked again",
        OPERATOR,
        "Next ▶",
        shows=("page 2 of 2", "Previous"),
        asks_the_cloud=0,
        presses=True,
    ),
    Step(
        "One run of it: every desktop, failures first",
        OPERATOR,
        f"task {world.TASK} {world.TASK_RUN}",
        shows=("Failed: Reboot", "Operation conflict (WKS.00010032)", "Task conflict"),
        asks_the_cloud=2,
    ),
    Step(
        "The desktop that failed, chosen from the list",
        OPERATOR,
        "1 ✖ FIN-DESK-02",
        shows=("Failed: Reboot on FIN-DESK-02", "the desktop's state did not allow"),
        asks_the_cloud=2,
        presses=True,
    ),
    Step(
        "What failed or was skipped in pools since yesterday",
        OPERATOR,
        "pool status:failed,skipped since:yesterday",
        shows=("Pool runs", "finance-pool", "secret hidden"),
        hides=(COMMAND_SECRET,),
    ),
    Step(
        "A script order that says FINISHED, and hides two failures",
        OPERATOR,
        f"order {world.ORDER_FINISHED}",
        shows=("Failed: nightly-backup", "12 hosts: 2 failed, 10 succeeded"),
        hides=(PARAMETER_SECRET,),
        asks_the_cloud=5,
    ),
    Step(
        "A restart of application servers",
        OPERATOR,
        f"app {world.APP_RUN}",
        shows=("Failed: Restart server", "1 failed, 1 succeeded", "APS-02"),
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
        "A bad moment at the cloud, ridden out",
        OPERATOR,
        f"script {world.SUCCEEDED}",
        shows=("Succeeded", "Took"),
        asks_the_cloud=2,
        weather=Weather(Status(503)),
    ),
    Step(
        "A bad hour at the cloud",
        OPERATOR,
        f"script {world.FAILED}",
        shows=("a problem of its own", "Ask again in a few minutes", "id "),
        asks_the_cloud=3,
        weather=Weather(Status(503), times=3),
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
    before: Interaction | None = None
    for number, step in enumerate(steps, start=1):
        say(_title(number, step.why))
        before = await _play(step, before, slack, cloud, say)
    if slack.broken_rules:
        raise TourFailedError(f"Slack's rules were broken: {slack.broken_rules}")
    if cloud.misuse:
        raise TourFailedError(f"The cloud was asked in a wrong way: {cloud.misuse}")
    say(
        f"{len(steps)} questions, {len(cloud.requests)} signed requests to the cloud, "
        f"{len(slack.calls)} calls of Slack, no rule broken."
    )


async def _play(
    step: Step,
    before: Interaction | None,
    slack: LocalSlack,
    cloud: SimulatedCloud,
    say: Say,
) -> Interaction:
    if step.weather is not None:
        cloud.faults.next(step.weather.fault, step.weather.times)
    asked = len(cloud.requests)
    person = slack.people[step.user]
    said = f"[{step.text}]" if step.presses else f"/runs {step.text}"
    say(f"{person.real_name}:  {said}".rstrip())
    interaction = await _asked(step, before, slack)
    answer = await _answer(step, interaction)
    shown = readable(answer.message, zone=ZoneInfo(person.tz), width=_WIDTH)
    say(_indented(_acked(interaction)))
    say(f"{_indented(shown)}\n")
    _check(step, interaction, shown)
    if len(cloud.requests) - asked != step.asks_the_cloud:
        got = [request.endpoint for request in cloud.requests[asked:]]
        raise TourFailedError(f"{step.why}: the cloud got {got}")
    return interaction


async def _asked(
    step: Step, before: Interaction | None, slack: LocalSlack
) -> Interaction:
    if not step.presses:
        return await slack.command(user=step.user, text=step.text)
    if before is None or not before.posts:
        raise TourFailedError(f"{step.why}: there is nothing to press")
    message = before.posts[-1]
    try:
        return await slack.press(step.user, message, text=step.text)
    except ValueError:
        return await _chosen(step, message, slack)


async def _chosen(step: Step, message: Post, slack: LocalSlack) -> Interaction:
    """What no button says may be an option of a select."""
    try:
        return await slack.choose(step.user, message, text=step.text)
    except ValueError as exc:
        raise TourFailedError(f"{step.why}: {exc}") from None


async def _answer(step: Step, interaction: Interaction) -> Post:
    try:
        return await interaction.post()
    except TimeoutError:
        raise TourFailedError(f"{step.why}: no answer came") from None


def _check(step: Step, delivery: Interaction, shown: str) -> None:
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


def _acked(delivery: Interaction) -> str:
    said = delivery.ack["text"] if delivery.ack else delivery.error or ""
    return f"{said}   (ack after {delivery.ack_seconds * 1_000:.0f} ms)"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in text.splitlines())
