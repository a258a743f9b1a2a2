"""Who asks, and whether they may."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import AccessDeniedError


class Standing(StrEnum):
    """What a person is to the workspace that the bot is installed in."""

    MEMBER = "member"
    GUEST = "guest"
    EXTERNAL = "external"
    DEACTIVATED = "deactivated"
    BOT = "bot"
    UNKNOWN = "unknown"
    OPERATOR = "operator"  # at the bot's own command line


class Action(StrEnum):
    """What can be asked for, as the end of "you may not …"."""

    LOOK_UP = "look up runs"
    SUBSCRIBE = "make or change digests"


@dataclass(frozen=True, slots=True)
class Person:
    """What Slack knows of somebody.

    `time_zone` is an IANA name, `locale` what they read Slack in, such as "zh-CN"; or "".
    """

    standing: Standing
    time_zone: str = ""
    locale: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who asks, and from where: user, workspace and channel ids."""

    user: str
    workspace: str
    channel: str
    person: Person


@dataclass(frozen=True, slots=True)
class Decision:
    """What of the scope is granted; if nothing is, `sentence` tells the person why."""

    allowed: bool
    granted: frozenset[str] = frozenset()
    sentence: str = ""


_WHY_NOT = {
    Standing.GUEST: "Guests of this workspace",
    Standing.EXTERNAL: "People of other organisations",
    Standing.DEACTIVATED: "Deactivated accounts",
    Standing.BOT: "Other bots",
}


def decide(actor: Actor, action: Action, scope: Collection[str]) -> Decision:
    """Say whether `actor` may do `action` on the clouds named in `scope`.

    Members of the workspace may look up; nobody else from Slack gets anything.
    """
    standing = actor.person.standing
    if standing in {Standing.MEMBER, Standing.OPERATOR}:
        return Decision(allowed=True, granted=frozenset(scope))
    if standing is Standing.UNKNOWN:
        return Decision(
            allowed=False,
            sentence=f"I could not check with Slack whether you may {action}. "
            "Try again in a minute; if it stays so, tell whoever runs this bot.",
        )
    return Decision(
        allowed=False,
        sentence=f"{_WHY_NOT[standing]} may not {action}. "
        "Ask a member of this workspace to look it up for you.",
    )


def require(actor: Actor, action: Action, scope: Collection[str]) -> frozenset[str]:
    """What `decide` grants of `scope`.

    Raises:
        AccessDeniedError: with the sentence for the person.
    """
    decision = decide(actor, action, scope)
    if not decision.allowed:
        raise AccessDeniedError(decision.sentence)
    return decision.granted
