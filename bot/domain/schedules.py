"""Crontab lines, checked: five fields as cron means them."""

import re
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")  # fmt: skip
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_PART = re.compile(r"(?:\*|(\w{1,9})(?:-(\w{1,9}))?)(?:/(\d{1,9}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a crontab line; `names` stand for numbers from `low` upwards."""

    name: str
    low: int
    high: int
    names: tuple[str, ...] = ()


FIELDS = (
    Field("minute", 0, 59),
    Field("hour", 0, 23),
    Field("day of month", 1, 31),
    Field("month", 1, 12, _MONTHS),
    Field("day of week", 0, 7, _DAYS),  # 0 and 7 are Sunday
)


def check_crontab(text: str) -> str:
    """The line with its white space folded.

    Raises:
        ValueError: naming the field that cron would refuse.
    """
    values = text.split()
    if len(values) != len(FIELDS):
        raise ValueError(f"has {len(values)} fields; a crontab line has 5")
    for field, value in zip(FIELDS, values, strict=True):
        for part in value.split(","):
            _check_part(field, part)
    return " ".join(values)


def _check_part(field: Field, part: str) -> None:
    match = _PART.fullmatch(part)
    if match is None:
        raise ValueError(f"{field.name} `{part}` is not understood")
    first, last, step = match.groups()
    if step is not None and int(step) == 0:
        raise ValueError(f"{field.name} `{part}` steps by nothing")
    numbers = [_number(field, name) for name in (first, last) if name is not None]
    if numbers != sorted(numbers):
        raise ValueError(f"{field.name} `{part}` runs backwards")


def _number(field: Field, text: str) -> int:
    if text.lower() in field.names:
        return field.low + field.names.index(text.lower())
    if not text.isdecimal() or not field.low <= int(text) <= field.high:
        raise ValueError(f"{field.name} `{text}` is not in {field.low}-{field.high}")
    return int(text)
