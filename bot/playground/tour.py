"""A fixed conversation between people and the bot: played, printed and checked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.playground.cloud import SimulatedCloud
from bot.playground.rules.walk import objects
from bot.playground.slack import EventDelivery, Interaction, LocalSlack, Post
from bot.playground.tour_steps import STEPS, Act, Step, Where
from bot.playground.transcript import readable

Say = Callable[[str], None]
_WIDTH = 78
_PROMPTS = {
    Act.TYPE: "/runs {}",
    Act.PRESS: "[{}]",
    Act.MENTION: "@runwatch {}",
    Act.ASK_ON: "in the thread: @runwatch {}",
}


class TourFailedError(Exception):
    """The conversation did not go as it should; the text says where."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What somebody saw, and the message for the next step to press in."""

    shown: Mapping[str, Any]
    private: bool
    message: Post | None


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
    before: Post | None = None
    for number, step in enumerate(steps, start=1):
        say(_title(number, step.why))
        with _named_in_channel(step, slack):
            before = await _play(step, before, slack, cloud, say) or before
    if slack.broken_rules:
        raise TourFailedError(f"Slack's rules were broken: {slack.broken_rules}")
    if cloud.misuse:
        raise TourFailedError(f"The cloud was asked in a wrong way: {cloud.misuse}")
    say(
        f"{len(steps)} questions, {len(cloud.requests)} signed requests to the cloud, "
        f"{len(slack.calls)} calls of Slack, no rule broken."
    )


@contextmanager
def _named_in_channel(step: Step, slack: LocalSlack) -> Iterator[None]:
    """Allow to mention who lets the channel see something, during that step alone."""
    named = {step.user} if step.where is Where.CHANNEL else set()
    added = named - slack.mentions_allowed
    slack.mentions_allowed |= added
    try:
        yield
    finally:
        slack.mentions_allowed -= added


async def _play(
    step: Step,
    before: Post | None,
    slack: LocalSlack,
    cloud: SimulatedCloud,
    say: Say,
) -> Post | None:
    if step.weather is not None:
        cloud.faults.next(step.weather.fault, step.weather.times)
    asked, seen = len(cloud.requests), len(slack.posts)
    person = slack.people[step.user]
    said = _PROMPTS[step.act].format(step.text)
    say(f"{person.real_name}:  {said}".rstrip())
    interaction = await _acted(step, before, slack)
    answer = await _answer(step, interaction, slack, seen)
    shown = readable(answer.shown, zone=ZoneInfo(person.tz), width=_WIDTH)
    say(_indented(_acked(interaction)))
    say(f"{_indented(shown)}\n")
    _check(step, answer, f"{slack.posts[seen:]}{answer.shown}", shown)
    if step.asks_the_cloud not in {None, len(cloud.requests) - asked}:
        got = [request.endpoint for request in cloud.requests[asked:]]
        raise TourFailedError(f"{step.why}: the cloud got {got}")
    return answer.message


async def _acted(
    step: Step, before: Post | None, slack: LocalSlack
) -> Interaction | EventDelivery:
    match step.act:
        case Act.TYPE:
            return await slack.command(user=step.user, text=step.text)
        case Act.MENTION:
            return await slack.mention(step.user, step.text)
        case Act.ASK_ON:
            return await slack.mention(step.user, step.text, thread_ts=_thread(slack))
        case Act.PRESS:
            return await _pressed(step, before, slack)


def _thread(slack: LocalSlack) -> str | None:
    """Below what everybody was shown last."""
    roots = [
        one.ts
        for one in slack.posts
        if one.visible_to is None and one.shown.thread_ts is None
    ]
    return roots[-1] if roots else None


async def _pressed(step: Step, message: Post | None, slack: LocalSlack) -> Interaction:
    if message is None:
        raise TourFailedError(f"{step.why}: there is nothing to press")
    try:
        return await slack.press(step.user, message, text=step.text)
    except ValueError:
        return await _chosen(step, message, slack)


async def _chosen(step: Step, message: Post, slack: LocalSlack) -> Interaction:
    """What no button says may be part of what an option of a select says."""
    labels = [one for one in _labels(message.current) if step.text in one]
    text = labels[0] if len(labels) == 1 else step.text
    try:
        return await slack.choose(step.user, message, text=text)
    except ValueError as exc:
        raise TourFailedError(f"{step.why}: {exc}") from None


def _labels(message: object) -> Iterator[str]:
    """What people read on the options of a message."""
    for _, found in objects(message, ""):
        for option in found.get("options") or ():
            yield str(option["text"]["text"])


async def _answer(
    step: Step,
    interaction: Interaction | EventDelivery,
    slack: LocalSlack,
    seen: int,
) -> _Answer:
    try:
        if step.where is Where.WINDOW:
            return await _in_a_window(step, slack)
        if step.act is Act.ASK_ON and step.where is Where.CHANNEL:
            post = await _for_everybody(slack, seen)
        else:
            post = await interaction.post()
            if step.where is Where.CHANNEL:  # and to whoever shared it
                post = await _for_everybody(slack, seen)
    except TimeoutError:
        raise TourFailedError(f"{step.why}: no answer came") from None
    return _Answer(post.message, post.visible_to == step.user, post)


async def _for_everybody(slack: LocalSlack, seen: int) -> Post:
    """What the channel was shown since."""
    return await slack.posted(
        lambda one: one.visible_to is None and one in slack.posts[seen:]
    )


async def _in_a_window(step: Step, slack: LocalSlack) -> _Answer:
    """The window once it is filled."""
    modal = await slack.workspace.views.changed(
        step.user, lambda one: step.shows[0] in str(one.view["blocks"])
    )
    return _Answer(modal.view, private=True, message=None)


def _check(step: Step, answer: _Answer, everything: str, shown: str) -> None:
    flat = " ".join(shown.split())
    for part in step.shows:
        if part not in flat:
            raise TourFailedError(f"{step.why}: the answer lacks {part!r}")
    for part in step.hides:
        if part in everything:
            raise TourFailedError(f"{step.why}: the answer shows {part!r}")
    if answer.private is (step.where is Where.CHANNEL):
        who = "nobody else" if answer.private else "others"
        raise TourFailedError(f"{step.why}: {who} could see the answer")


def _title(number: int, why: str) -> str:
    return f"── {number} · {why} ".ljust(_WIDTH, "─")


def _acked(interaction: Interaction | EventDelivery) -> str:
    if isinstance(interaction, EventDelivery):
        return interaction.error or "(ack)"
    said = interaction.ack["text"] if interaction.ack else interaction.error or ""
    return f"{said}   (ack after {interaction.ack_seconds * 1_000:.0f} ms)".strip()


def _indented(text: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in text.splitlines())
