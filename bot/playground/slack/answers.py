"""How the Web API answers, and the two ways in which it says no."""

from typing import Any

from bot.playground.rules.rule import BrokenRule

Answer = dict[str, Any]

# Errors that come with every reason, as JSON pointers.
_EXPLAINED = frozenset({"invalid_blocks", "invalid_arguments"})


def failure(error: str, **more: object) -> Answer:
    """How the Web API says no, with HTTP status 200."""
    return {"ok": False, "error": error, **more}


class RefusalError(Exception):
    """The call is answered with `ok: false`.

    Attributes:
        answer: The whole answer.
    """

    def __init__(self, error: str, **more: object) -> None:
        super().__init__(error)
        self.answer = failure(error, **more)


class RateLimitedError(Exception):
    """The call came too soon and is answered with HTTP status 429.

    Attributes:
        seconds: After how many whole seconds it would be taken.
    """

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too soon by {seconds} s")
        self.seconds = seconds


def refuse(rules: list[BrokenRule]) -> None:
    """Refuse what breaks these rules, with every reason of the first kind.

    Raises:
        RefusalError: There is at least one.
    """
    if not rules:
        return
    error = rules[0].refusal or ""
    if error not in _EXPLAINED:
        raise RefusalError(error)
    details = [rule.detail for rule in rules if rule.refusal == error]
    messages = {"messages": [f"[ERROR] {detail}" for detail in details]}
    if error == "invalid_blocks":
        raise RefusalError(error, errors=details, response_metadata=messages)
    raise RefusalError(error, response_metadata=messages)
