"""Who and what exists in the local Slack: people, channels, the bot itself."""

from dataclasses import dataclass, field
from typing import Any

TEAM = "T0RUNWATCH1"
TEAM_NAME = "Runwatch Playground"
TEAM_DOMAIN = "runwatch-playground"
OTHER_TEAM = "T0PARTNER01"

APP = "A0RUNWATCH1"
BOT = "B0RUNWATCH1"
BOT_USER = "U0RUNWATCH1"

OPERATOR = "U0OPERATOR1"
COLLEAGUE = "U0COLLEAGU1"
GUEST = "U0GUEST0001"
STRANGER = "U0STRANGER1"

CHANNEL = "C0OPERATION"
UNJOINED_CHANNEL = "C0ELSEWHERE"
PRIVATE_CHANNEL = "C0NIGHTTEAM"


@dataclass(slots=True)
class Person:
    """Somebody that users.info can tell about; a test may change any field."""

    id: str
    name: str
    real_name: str
    display_name: str = ""
    team_id: str = TEAM
    tz: str = "Asia/Singapore"
    tz_label: str = "Singapore Standard Time"
    tz_offset: int = 28_800
    locale: str = "en-US"
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    is_bot: bool = False
    deleted: bool = False

    def as_user(self, *, include_locale: bool = False) -> dict[str, Any]:
        """The user object (docs.slack.dev/reference/objects/user-object)."""
        user: dict[str, Any] = {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "deleted": self.deleted,
            "profile": self._profile(),
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": 1_767_225_600,
        }
        # An account that was deactivated has neither a zone nor a role any more.
        if not self.deleted:
            user |= self._zone() | self._role()
        if include_locale:
            user["locale"] = self.locale
        return user

    def _profile(self) -> dict[str, Any]:
        return {
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": self.display_name,
            "display_name_normalized": self.display_name,
            "team": self.team_id,
        }

    def _zone(self) -> dict[str, Any]:
        return {
            "real_name": self.real_name,
            "tz": self.tz,
            "tz_label": self.tz_label,
            "tz_offset": self.tz_offset,
        }

    def _role(self) -> dict[str, Any]:
        return {
            "is_admin": self.is_admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
            "is_stranger": self.is_stranger,
        }


@dataclass(slots=True)
class Channel:
    """A conversation: who is in it and what was posted, oldest first.

    Attributes:
        messages: As history has them, threads and all; ephemeral ones are not there.
        is_restricted: Whether only admins may post.
        direct_with: Whose conversation with the bot this is, None of a channel.
    """

    id: str
    name: str
    members: set[str] = field(default_factory=set)
    is_private: bool = False
    is_archived: bool = False
    messages: list[dict[str, Any]] = field(default_factory=list)
    is_restricted: bool = False
    direct_with: str | None = None

    @classmethod
    def direct(cls, user: str) -> "Channel":
        """The direct messages between this person and the bot."""
        members = {user, BOT_USER}
        return cls(f"D{user[1:]}", "directmessage", members, direct_with=user)

    @property
    def family(self) -> str:
        """The word by which scopes call conversations of this kind."""
        if self.direct_with is not None:
            return "im"
        return "groups" if self.is_private else "channels"

    def as_conversation(self) -> dict[str, Any]:
        """The conversation (docs.slack.dev/reference/objects/conversation-object)."""
        common = {"id": self.id, "created": 1_767_225_600, "context_team_id": TEAM}
        if self.direct_with is not None:
            return {**common, "is_im": True, "user": self.direct_with}
        return {
            **common,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": not self.is_private,
            "is_group": self.is_private,
            "is_im": False,
            "is_mpim": False,
            "is_private": self.is_private,
            "is_archived": self.is_archived,
            "is_general": False,
            "is_shared": False,
            "is_ext_shared": False,
            "is_org_shared": False,
            "is_member": BOT_USER in self.members,
        }


def people() -> dict[str, Person]:
    """A member who operates, a colleague abroad, a guest and somebody's partner."""
    known = (
        Person(OPERATOR, "mei.tan", "Mei Tan", "mei", is_admin=True),
        Person(
            COLLEAGUE,
            "jonas.weber",
            "Jonas Weber",
            tz="Europe/Berlin",
            tz_label="Central European Time",
            tz_offset=3_600,
            locale="de-DE",
        ),
        Person(GUEST, "temp.audit", "Ana Audit", "ana", is_restricted=True),
        Person(
            STRANGER,
            "p.partner",
            "Pat Partner",
            "pat",
            team_id=OTHER_TEAM,
            is_stranger=True,
        ),
        Person(BOT_USER, "runwatch", "Runwatch", "runwatch", is_bot=True),
    )
    return {person.id: person for person in known}


def channels() -> dict[str, Channel]:
    """A public channel with the bot in it, one without it, and a private one."""
    everybody = {OPERATOR, COLLEAGUE, GUEST, STRANGER}
    known = (
        Channel(CHANNEL, "operations", everybody | {BOT_USER}),
        Channel(UNJOINED_CHANNEL, "elsewhere", {OPERATOR, COLLEAGUE}),
        Channel(PRIVATE_CHANNEL, "night-team", {OPERATOR}, is_private=True),
    )
    return {channel.id: channel for channel in known}
