"""People, groups and channels as Slack shows them; what is no id of one is nobody's name.

https://docs.slack.dev/messaging/formatting-message-text#linking-channels
"""

import re
from collections.abc import Iterable

_PERSON = re.compile(r"[UW][A-Z0-9]{2,40}", re.ASCII)
_GROUP = re.compile(r"S[A-Z0-9]{2,40}", re.ASCII)
_CHANNEL = re.compile(r"[CDG][A-Z0-9]{2,40}", re.ASCII)


def person(user: str) -> str:
    """Such as "@mei"."""
    return f"<@{user}>" if _PERSON.fullmatch(user) else "somebody"


def channel(id_: str) -> str:
    """Such as "#night-shift"."""
    return f"<#{id_}>" if _CHANNEL.fullmatch(id_) else "its channel"


def everybody(ids: Iterable[str]) -> str:
    """All of these people, then all of these groups; others are left out."""
    known = list(ids)
    people = [person(one) for one in known if _PERSON.fullmatch(one)]
    groups = [f"<!subteam^{one}>" for one in known if _GROUP.fullmatch(one)]
    return " ".join([*people, *groups])
