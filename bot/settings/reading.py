"""From a file and the environment to `Settings`, or one line that names the key.

The library's own reading of the environment is left aside: it passes over unknown
`RUNWATCH_…` variables, knows no `…_FILE`, and its errors do not name the variable.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, SecretStr, ValidationError

from bot.errors import ConfigurationError
from bot.settings.model import CloudSettings, Settings, SlackSettings

DEFAULT_FILE = Path("runwatch.toml")
_PREFIX = "RUNWATCH_"
_SLACK_VARIABLES = {
    "SLACK_BOT_TOKEN": ("slack", "bot_token"),
    "SLACK_APP_TOKEN": ("slack", "app_token"),
    "SLACK_SIGNING_SECRET": ("slack", "signing_secret"),
}
_FILE_SUFFIX = "_FILE"
# What shows that a cloud signs in as whom it names.
_PROOFS = {"aksk": "secret_key", "password": "password"}


@dataclass(frozen=True, slots=True)
class Variable:
    """An environment variable, and the place in the settings that it means."""

    name: str
    place: tuple[str, ...]
    value: str


def load(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """The settings of `path` and `environ`; the environment wins.

    Args:
        path: a TOML file; None reads `runwatch.toml` here, if there is one.
        environ: environment variables by name.

    Raises:
        ConfigurationError: naming the first key that cannot be used.
    """
    file = path or DEFAULT_FILE
    if path is not None and not path.is_file():
        raise ConfigurationError(str(path), "there is no such file")
    variables = [_from_file(variable) for variable in _variables(environ)]
    try:
        settings = _build(file, _nested(variables))
    except tomllib.TOMLDecodeError as exc:
        raise ConfigurationError(str(file), f"is not TOML: {exc}") from None
    except (OSError, UnicodeDecodeError) as exc:
        raise ConfigurationError(str(file), "cannot be read") from exc
    except ValidationError as exc:
        # `from None`: the library's error repeats what was given, secrets included.
        raise _explained(exc, variables) from None
    except (RecursionError, ValueError):  # what the TOML reader does not foresee
        raise ConfigurationError(str(file), "is not TOML that I can read") from None
    _check_digests(settings)
    _check_credentials(settings)
    _check_proofs(settings)
    return settings


def secrets_of(settings: Settings) -> list[str]:
    """Every secret value, so that the log can keep them out."""
    return sorted(set(_secrets(settings)), key=len, reverse=True)


def _build(file: Path, given: dict[str, Any]) -> Settings:
    class FromFile(Settings, toml_file=file):
        """`Settings` with this file below what is given."""

    return FromFile(**given)


def _variables(environ: Mapping[str, str]) -> Iterator[Variable]:
    for name, value in sorted(environ.items()):
        base = name.removesuffix(_FILE_SUFFIX)
        if name in _SLACK_VARIABLES:
            yield Variable(name, _SLACK_VARIABLES[name], value)
        elif base in _SLACK_VARIABLES:
            section, key = _SLACK_VARIABLES[base]
            yield Variable(name, (section, f"{key}_file"), value)
        elif name.startswith(_PREFIX):
            place = tuple(name.removeprefix(_PREFIX).lower().split("__"))
            yield Variable(name, place, value)


def _from_file(variable: Variable) -> Variable:
    """A `…_FILE` variable with what its file holds; any other as it is."""
    *parents, key = variable.place
    secret = key.removesuffix(_FILE_SUFFIX.lower())
    if secret == key or secret not in _secret_keys():
        return variable
    try:
        value = Path(variable.value).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as exc:
        raise ConfigurationError(variable.name, "its file cannot be read") from exc
    return Variable(variable.name, (*parents, secret), value)


def _secret_keys() -> set[str]:
    return {
        key
        for model in (SlackSettings, CloudSettings)
        for key, field in model.model_fields.items()
        if _is_secret(field.annotation)
    }


def _is_secret(annotation: object) -> bool:
    return annotation is SecretStr or any(map(_is_secret, get_args(annotation)))


def _nested(variables: list[Variable]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for variable in variables:
        if not variable.value:
            continue  # set to nothing is not set
        node = root
        *parents, key = variable.place
        for part in parents:
            node = node.setdefault(part, {})
            if not isinstance(node, dict):
                raise ConfigurationError(variable.name, "its parent is set, too")
        if key in node:
            raise ConfigurationError(variable.name, "is given twice")
        node[key] = variable.value
    return root


def _explained(error: ValidationError, variables: list[Variable]) -> ConfigurationError:
    first = error.errors(include_input=False, include_url=False)[0]
    place = tuple(str(part) for part in first["loc"] if part != "[key]")
    unknown = first["type"] == "extra_forbidden"
    names = (
        one.name
        for one in variables
        # A table that we do not know is reported without what stands in it.
        if one.place == place or (unknown and one.place[: len(place)] == place)
    )
    key = next(names, _dotted(first["loc"]))
    if unknown:
        return ConfigurationError(key, f"there is no such setting{_meant(place)}")
    if first["type"] == "missing":
        return ConfigurationError(key, "is missing")
    said = first["msg"].removeprefix("Value error, ")
    return ConfigurationError(key, said[:1].lower() + said[1:])


def _dotted(place: tuple[int | str, ...]) -> str:
    parts = [
        f"[{part}]" if isinstance(part, int) else f".{part}"
        for part in place
        if part != "[key]"
    ]
    return "".join(parts).removeprefix(".")


def _meant(place: tuple[str, ...]) -> str:
    *parents, key = place
    model: type[BaseModel] = Settings
    for part in parents:
        model = _SECTIONS.get(part, model)
    near = get_close_matches(key, model.model_fields, n=1)
    return f'; did you mean "{near[0]}"?' if near else ""


_SECTIONS: dict[str, type[BaseModel]] = {
    name: field.annotation
    for name, field in Settings.model_fields.items()
    if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
} | {"clouds": CloudSettings}


def _check_digests(settings: Settings) -> None:
    names = [digest.name for digest in settings.digests]
    for index, digest in enumerate(settings.digests):
        if digest.name in names[:index]:
            raise ConfigurationError(f"digests[{index}].name", "is taken already")
        for cloud in digest.clouds or ():
            if cloud not in settings.clouds:
                raise ConfigurationError(
                    f"digests[{index}].clouds", f'there is no cloud "{cloud}"'
                )


def _check_credentials(settings: Settings) -> None:
    for name, cloud in settings.clouds.items():
        if key := cloud.missing_secret:
            variable = f"{_PREFIX}CLOUDS__{name.upper()}__{key.upper()}"
            raise ConfigurationError(
                f"clouds.{name}.{key}",
                f"is missing; set {variable} or {variable}{_FILE_SUFFIX}",
            )


def _check_proofs(settings: Settings) -> None:
    """Clouds that sign in as the same, at one place, share what they get there."""
    first: dict[tuple[str, str], str] = {}
    for name, cloud in settings.clouds.items():
        other = first.setdefault((cloud.credential, cloud.iam_origin), name)
        key = _PROOFS.get(cloud.auth, "")
        if key and getattr(cloud, key) != getattr(settings.clouds[other], key):
            raise ConfigurationError(
                f"clouds.{name}.{key}",
                f"is not that of clouds.{other}, which signs in as the same",
            )


def _secrets(model: BaseModel) -> Iterator[str]:
    for value in dict(model).values():
        if isinstance(value, SecretStr):
            yield value.get_secret_value()
        elif isinstance(value, BaseModel):
            yield from _secrets(value)
        elif isinstance(value, dict):
            for part in value.values():
                yield from _secrets(part)
