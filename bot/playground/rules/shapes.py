"""Describes what JSON must look like, and says in Slack's words where it doesn't."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from bot.playground.rules.rule import Breach, refused

Check = Callable[[object, str], Iterator[Breach]]


@dataclass(frozen=True, slots=True)
class Shape:
    """An object with these fields and no others.

    Attributes:
        fields: What each field must look like; `type` is looked at by `one_of`.
        required: The fields that must be there.
        any_of: Fields of which at least one must be there.
    """

    fields: Mapping[str, Check]
    required: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()

    def __call__(self, value: object, at: str) -> Iterator[Breach]:
        """What is wrong with this value, which stands at this JSON pointer."""
        if not isinstance(value, Mapping):
            yield refused("wrong-type", "must provide an object", at)
            return
        yield from self._missing(value, at)
        for key, inner in value.items():
            if key == "type":
                continue
            check = self.fields.get(key)
            if check is None:
                yield refused(
                    "unknown-field", f"invalid additional property: {key}", at
                )
            else:
                yield from check(inner, f"{at}/{key}")

    def _missing(self, value: Mapping[str, object], at: str) -> Iterator[Breach]:
        for key in self.required:
            if key not in value:
                yield refused("missing-field", f"missing required field: {key}", at)
        if self.any_of and not value.keys() & set(self.any_of):
            wanted = " or ".join(f"`{key}`" for key in self.any_of)
            yield refused("missing-field", f"must define either {wanted}", at)


def one_of(
    kinds: Mapping[str, Check],
    *,
    elsewhere: Collection[str] = frozenset(),
    unmodelled: Collection[str] = frozenset(),
) -> Check:
    """An object whose `type` is one of these, and which looks as that type must.

    Args:
        kinds: What each type must look like.
        elsewhere: Types that exist, but not here.
        unmodelled: Types that Slack may take here, and of which nothing is known here.
    """

    def check(value: object, at: str) -> Iterator[Breach]:
        kind = value.get("type") if isinstance(value, Mapping) else None
        named = kind if isinstance(kind, str) else ""
        if named in kinds:
            yield from kinds[named](value, at)
        elif named in unmodelled:
            problem = f"{named} is not judged [json-pointer:{at}/type]"
            yield Breach("not-modelled", problem)
        else:
            rule = "wrong-surface" if named in elsewhere else "unknown-type"
            yield refused(rule, f"unsupported type: {kind}", f"{at}/type")

    return check


def string(most: int | None = None, least: int = 1) -> Check:
    """A string of so many characters."""

    def check(value: object, at: str) -> Iterator[Breach]:
        if not isinstance(value, str):
            yield refused("wrong-type", "must provide a string", at)
        elif len(value) < least:
            problem = f"must be more than {least - 1} characters"
            yield refused("empty", problem, at)
        elif most is not None and len(value) > most:
            problem = f"must be less than {most + 1} characters"
            yield refused("too-long", problem, at)

    return check


def many(each: Check, *, least: int = 1, most: int | None = None) -> Check:
    """A list of so many things, each of which looks like this."""

    def check(value: object, at: str) -> Iterator[Breach]:
        if not isinstance(value, list):
            yield refused("wrong-type", "must provide an array", at)
            return
        if len(value) < least:
            yield refused("too-few", f"no fewer than {least} items allowed", at)
        if most is not None and len(value) > most:
            yield refused("too-many", f"no more than {most} items allowed", at)
        for index, item in enumerate(value):
            yield from each(item, f"{at}/{index}")

    return check


def word(*allowed: object) -> Check:
    """One of these values."""

    def check(value: object, at: str) -> Iterator[Breach]:
        if value not in allowed:
            yield refused("unknown-word", "must be a valid enum value", at)

    return check


def number(value: object, at: str) -> Iterator[Breach]:
    """A whole number or a fraction, and no truth value."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield refused("wrong-type", "must provide a number", at)


def flag(value: object, at: str) -> Iterator[Breach]:
    """True or false."""
    if not isinstance(value, bool):
        yield refused("wrong-type", "must provide a boolean", at)


def anything(_value: object, _at: str) -> Iterator[Breach]:
    """Whatever it is."""
    yield from ()
