"""Field types that take what the wire really carries.

The documents type most fields as strings, show numbers in examples, and leave fields
out; a new or odd scalar must not cost the whole answer.
"""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict


def _text(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else value


def _whole(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        return int(value)
    except ValueError:
        return None


# Far above what any name or reason needs; more would only keep everybody waiting.
_LONGEST = 4_096

Text = Annotated[
    str, BeforeValidator(_text), AfterValidator(lambda text: text[:_LONGEST])
]
"""A scalar as text, its first 4,096 characters; null and missing are ""."""

LongText = Annotated[str, BeforeValidator(_text)]
"""The same, however long it is."""

Whole = Annotated[int | None, BeforeValidator(_whole)]
"""A whole number, also written as text; anything else is None."""


class Payload(BaseModel):
    """A body as the cloud sends it; fields that we do not know are left out."""

    model_config = ConfigDict(frozen=True, extra="ignore")
