"""Field types that take what the wire really carries.

The documents type most fields as strings, show numbers in examples, and leave fields
out; a new or odd scalar must not cost the whole answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
)

from bot.adapters.cloud.salvage import salvaged
from bot.domain.executions import Detail, details


def _text(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else value


def _whole(value: object) -> int | None:
    if isinstance(value, float) and value.is_integer():
        return _bounded(int(value))
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        return _bounded(int(value))
    except ValueError:
        return None


def _bounded(number: int) -> int | None:
    """Up to 64 bits, as COC's ids are; a sum of longer ones could not be shown."""
    return number if abs(number) < _MOST else None


# Far above what any name or reason needs; more would only keep everybody waiting.
_LONGEST = 4_096
_MOST = 2**63

_AnyText = Annotated[
    str, BeforeValidator(_text), AfterValidator(lambda text: text[:_LONGEST])
]
# Nearly every field is a short text: those are taken without a call of ours.
Text = Annotated[
    Annotated[str, Field(strict=True, max_length=_LONGEST)] | _AnyText,
    Field(union_mode="left_to_right"),
]
"""A scalar as text, its first 4,096 characters; null and missing are ""."""

LongText = Annotated[str, BeforeValidator(_text)]
"""The same, however long it is."""

# Nearly every counter is a number: those are taken without a call of ours.
Whole = Annotated[
    Annotated[int, Field(strict=True, gt=-_MOST, lt=_MOST)]
    | Annotated[int | None, BeforeValidator(_whole)],
    Field(union_mode="left_to_right"),
]
"""A whole number, also written as text; anything else is None."""


class Payload(BaseModel):
    """A body as the cloud sends it; fields that we do not know are left out."""

    model_config = ConfigDict(frozen=True, extra="ignore")


P = TypeVar("P", bound=Payload)
# A hundred times what was asked for: to read more would keep everybody waiting.
_MOST_ITEMS = 10_000


Row = TypeVar("Row")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class PagePayload(Generic[Row]):
    """One page of a list.

    Attributes:
        rows: every object on it.
        total: of all pages, as the cloud says; None where it does not.
        damaged: how many rows lost a field, or everything, because it could not be read.
        lost: how many of them lost everything, and are no rows.
    """

    rows: tuple[Row, ...]
    total: int | None
    damaged: int = 0
    lost: int = 0

    @property
    def items(self) -> int:
        """How many the cloud sent, whatever can be read of them."""
        return len(self.rows) + self.lost

    def made(self, make: Callable[[Row], Made]) -> "PagePayload[Made]":
        """The page with what `make` makes of each row."""
        return PagePayload(
            tuple(map(make, self.rows)), self.total, self.damaged, self.lost
        )


@dataclass(frozen=True, slots=True)
class ObjectPayload(Generic[Row]):
    """One object.

    Attributes:
        payload: what could be read of it.
        unreadable: the names of the fields that could not, as "properties.creator".
    """

    payload: Row
    unreadable: tuple[str, ...] = ()

    @property
    def details(self) -> tuple[Detail, ...]:
        """What there is to tell of the fields that could not be read."""
        return details(not_readable=", ".join(self.unreadable))


def page_of(model: type[P], body: object, rows: str, total: str) -> PagePayload[P]:
    """The list under `rows`, with the total under `total`.

    One bad row costs neither the others nor, where it is an object, its good fields.

    Raises:
        ValueError: this is no such list.
    """
    if not isinstance(body, dict) or body.keys().isdisjoint({rows, total}):
        raise ValueError(f"neither {rows} nor {total} is there")
    items = body.get(rows) or []
    if not isinstance(items, list):
        raise ValueError(f"{rows} is no list")  # noqa: TRY004  bad data, not a bad call
    return read_rows(model, items, _whole(body.get(total)))


def read_rows(
    model: type[P], items: Sequence[Any], total: int | None
) -> PagePayload[P]:
    """What can be read of each item.

    Raises:
        ValueError: there are far more items than any page has.
    """
    if len(items) > _MOST_ITEMS:
        raise ValueError(f"{len(items):,} items on one page")
    try:
        return PagePayload(_adapter(model).validate_python(tuple(items)), total)
    except ValidationError:
        return _row_by_row(model, items, total)


@cache
def _adapter(model: type[P]) -> TypeAdapter[tuple[P, ...]]:
    return TypeAdapter(tuple[model, ...])  # type: ignore[valid-type]


def _row_by_row(
    model: type[P], items: Sequence[Any], total: int | None
) -> PagePayload[P]:
    rows, damaged = [], 0
    for item in items:
        try:
            row, unreadable = salvaged(model, item)
        except ValidationError:  # no object at all
            damaged += 1
        else:
            damaged += bool(unreadable)
            rows.append(row)
    return PagePayload(tuple(rows), total, damaged, lost=len(items) - len(rows))


def documented(model: type[P], body: object) -> ObjectPayload[P]:
    """One object, of which at least one documented field is there.

    A field that cannot be read is left out, as it is of a row.

    Raises:
        ValueError: it is something else.
    """
    payload, unreadable = salvaged(model, body)
    if unreadable and not payload.model_dump(exclude_defaults=True):
        raise ValueError("none of the documented fields can be read")
    if not payload.model_fields_set:
        raise ValueError("none of the documented fields is there")
    return ObjectPayload(payload, unreadable)


def unwrapped(body: object) -> object:
    """What stands under `data`, which COC's answers of 2024 lack (trap 65)."""
    if isinstance(body, dict) and "data" in body:
        return body["data"]
    return body
