"""What can be read of an object of which some fields are not as documented."""

from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

M = TypeVar("M", bound=BaseModel)


def salvaged(model: type[M], item: object) -> tuple[M, tuple[str, ...]]:
    """The object, and the names of the fields that were left out of it.

    Only the odd field goes, also of an object inside ("properties.creator"); a list with
    something odd in it goes as a whole.

    Raises:
        ValidationError: it is no object.
    """
    try:
        return model.model_validate(item), ()
    except ValidationError as exc:
        if not isinstance(item, dict):
            raise
        odd = {_path(model, error["loc"]) for error in exc.errors(include_url=False)}
    for path in odd:
        item = _without(item, path)
    return model.model_validate(item), tuple(sorted(map(".".join, odd)))


def _path(model: type[BaseModel], place: tuple[int | str, ...]) -> tuple[str, ...]:
    """The names that lead to an odd field, as far as they lead through objects."""
    path: list[str] = []
    inside: type[BaseModel] | None = model
    for name in map(str, place):
        if inside is None:
            break
        path.append(name)
        inside = _object(inside, name)
    return tuple(path)


def _object(model: type[BaseModel], name: str) -> type[BaseModel] | None:
    """The model of a field that may hold one object."""
    kinds = get_args(model.model_fields[name].annotation)
    models = (
        kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)
    )
    return next(models, None)


def _without(item: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    name, *inner = path
    if inner:
        return {**item, name: _without(item[name], tuple(inner))}
    return {key: value for key, value in item.items() if key != name}
