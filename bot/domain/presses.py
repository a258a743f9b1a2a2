"""What a button or a select carries: a question to be asked again by whoever presses.

An ephemeral message's payload does not carry the message, so all has to stand in the
value: at most 1,900 characters in a button's (2,000 are allowed), 150 in an option's.
https://docs.slack.dev/reference/block-kit/block-elements/button-element
"""

import re
from dataclasses import dataclass

from bot.domain.commandline import COMMAND, line
from bot.domain.lookups import reference_in
from bot.domain.references import Reference

LONGEST_OPTION = 150
_VERSION = "v1"
_BUTTON = re.compile(
    rf"{_VERSION} (?P<line>{COMMAND}(?:\s.*)?) (?P<page>[1-9][0-9]{{0,5}})",
    re.ASCII | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Press:
    """The command line to be run, and the page of its answer."""

    text: str
    page: int = 1


def button_value(text: str, page: int) -> str:
    """The value of a button that shows `page` of the answer to `text`."""
    return f"{_VERSION} {line(text)} {page}"


def option_value(reference: Reference) -> str:
    """The value of an option that opens `reference`, or "" where it does not fit."""
    value = f"{_VERSION} {reference}"
    return value if len(value) <= LONGEST_OPTION else ""


def command_for(reference: Reference) -> str:
    """The command line that opens `reference`."""
    return f"{COMMAND} {reference.source} {reference}"


def read_value(value: str) -> Press | None:
    """The question that a value carries; None when it is none that this bot wrote."""
    button = _BUTTON.fullmatch(value)
    if button is not None:
        return Press(button["line"], int(button["page"]))
    version, _, rest = value.partition(" ")
    reference = reference_in(rest) if version == _VERSION else None
    return Press(command_for(reference)) if reference else None
