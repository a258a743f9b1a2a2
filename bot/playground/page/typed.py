"""What people type, as Slack sends it on."""

import re
from collections.abc import Mapping

_WORD = re.compile(r"(?<![\w@#])([@#])([\w.\-]+)")
_SPECIAL = frozenset({"here", "channel", "everyone"})


def as_sent(text: str, people: Mapping[str, str], channels: Mapping[str, str]) -> str:
    """The text, escaped, with its mentions.

    Args:
        text: As it was typed.
        people: User ids by the names that people type.
        channels: Channel ids by name.
    """
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    def resolved(match: re.Match[str]) -> str:
        mark, word = match.groups()
        name = word.rstrip(".-")
        found = _mention(mark, name, people, channels)
        return match[0] if found is None else f"{found}{word[len(name) :]}"

    return _WORD.sub(resolved, escaped)


def _mention(
    mark: str, name: str, people: Mapping[str, str], channels: Mapping[str, str]
) -> str | None:
    if mark == "#":
        return f"<#{channels[name]}>" if name in channels else None
    if name in _SPECIAL:
        return f"<!{name}>"
    return f"<@{people[name]}>" if name in people else None
