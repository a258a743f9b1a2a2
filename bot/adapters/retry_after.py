"""How long a server asks to wait: Slack and the clouds say it in the same header."""

from collections.abc import Mapping


def asked_wait(headers: Mapping[str, str]) -> float | None:
    """The seconds in Retry-After, or None where it holds no whole number.

    `headers` finds names in any case, or holds them in lower case.
    """
    value = headers.get("retry-after", "")
    return float(value) if value.isascii() and value.isdigit() else None
