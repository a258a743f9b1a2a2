"""The README says only what is true."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.adapters.cloud.steps import DECODE, STEPS
from bot.app import manifest
from bot.blocks.helping import TOPICS
from bot.demo import playground
from bot.domain.commandline import COMMAND
from bot.domain.queries import parse, verbs
from bot.domain.verbs import lone_verb
from bot.playground.slack import OPERATOR
from bot.playground.transcript import readable
from bot.settings import CloudSettings, Settings, load
from bot.settings.model import DigestSettings, EndpointSettings, SlackSettings

ROOT = Path(__file__).parent.parent
REFERENCE = "prod/script/RECORD_ID"
README = (ROOT / "README.md").read_text(encoding="utf-8")
KEYS = {
    "RUNWATCH_CLOUDS__PROD__ACCESS_KEY": "AK",
    "RUNWATCH_CLOUDS__PROD__SECRET_KEY": "SK",
}
# What changes with the day on which the tour is played.
MOMENT = re.compile(r"[A-Z][a-z]{2} \d{1,2}, \d{4} \d{2}:\d{2}:\d{2}")


def fenced(language: str) -> str:
    found = re.search(
        rf"^( *)```{language}\n(.*?)```", README, re.DOTALL | re.MULTILINE
    )
    assert found is not None
    return found[2]


def words(text: str) -> str:
    return " ".join(text.split())


def plain(text: str) -> list[str]:
    """Its lines without the day on which it was said, and without what is empty."""
    dated = [words(MOMENT.sub("WHEN", line)) for line in text.splitlines()]
    return [line for line in dated if line.strip("─ ")]


async def test_the_example_is_what_a_person_reads() -> None:
    asked, *lines = plain(fenced("text"))
    command = asked.partition("/runs ")[2]
    async with playground() as (slack, _):
        delivery = await slack.command(user=OPERATOR, text=command)
        message = (await delivery.post()).message

    shown = "\n".join(plain(readable(message, width=120)))
    for part in "\n".join(lines).split("\n…\n"):
        assert part in shown


@pytest.mark.parametrize("topic", TOPICS.values(), ids=list(TOPICS))
def test_every_command_of_the_help_is_in_the_table(topic: object) -> None:
    usage = str(getattr(topic, "usage", ""))

    assert f"`{COMMAND} {usage}`" in README


def test_the_help_knows_every_verb() -> None:
    assert tuple(TOPICS) == verbs()


def test_the_table_has_no_other_commands() -> None:
    first_cells = re.findall(rf"^\| `{COMMAND} ([a-z]+)", README, re.MULTILINE)

    assert first_cells == list(verbs())


def test_what_it_shows_of_the_grammar_can_be_typed() -> None:
    _, _, rest = README.partition("## Commands")
    section, _, _ = rest.partition("\n## ")
    lines = re.findall(rf"`({COMMAND}[^`\[]*)`", section)
    # Alone they open a form.
    whole = [line for line in lines if not lone_verb(line)]
    shown = [line.replace(" REFERENCE", f" {REFERENCE}") for line in whole]

    typed = [parse(line.removeprefix(COMMAND)) for line in shown]

    assert '/runs failures since:7d source:task,pool name:"patch check"' in shown
    assert typed == [parse(line) for line in shown]


def test_the_table_begins_with_the_command_alone() -> None:
    first, *_ = re.findall(rf"^\| `({COMMAND}.*?)` \|", README, re.MULTILINE)

    assert first == f"{COMMAND} [cloud:]"


def test_the_policy_allows_exactly_what_the_bot_does() -> None:
    policy = json.loads(fenced("json"))

    (statement,) = policy["Statement"]
    permissions = {step.permission for steps in STEPS.values() for step in steps}
    assert (policy["Version"], statement["Effect"]) == ("5.0", "Allow")
    assert sorted(statement["Action"]) == sorted(permissions | {DECODE})


def test_the_scopes_it_names_are_those_of_the_manifest() -> None:
    scopes = yaml.safe_load(manifest())["oauth_config"]["scopes"]
    _, _, rest = README.partition("The manifest asks for ")
    paragraph, _, _ = rest.partition("\n\n")

    named = re.findall(r"`([a-z_:.]+)`", paragraph)
    assert named == [*scopes["bot"], *scopes["bot_optional"]]


def test_the_configuration_it_shows_can_be_loaded(tmp_path: Path) -> None:
    file = tmp_path / "runwatch.toml"
    file.write_text(fenced("toml"), encoding="utf-8")

    settings = load(file, KEYS)

    assert list(settings.clouds) == ["prod"]
    assert settings.slack.mode == "socket"
    assert set(tomllib.loads(fenced("toml"))) == {"clouds"}


@dataclass(frozen=True, slots=True)
class Setting:
    """One key: how the table calls it, and what the code says of it."""

    name: str
    model: type[BaseModel]
    field: str

    @property
    def info(self) -> FieldInfo:
        return self.model.model_fields[self.field]


SECTIONS: dict[str, type[BaseModel]] = {
    **{
        name: field.annotation
        for name, field in Settings.model_fields.items()
        if isinstance(field.annotation, type)
        and issubclass(field.annotation, BaseModel)
    },
    "clouds.NAME": CloudSettings,
    "clouds.NAME.endpoints": EndpointSettings,
    "digests": DigestSettings,
}
# What a section needs besides the key that is looked at.
REST: dict[type[BaseModel], dict[str, str]] = {
    CloudSettings: {"region": "ap-southeast-3", "project_id": "0a1b"},
    DigestSettings: {"name": "x", "channel": "C0123456789", "schedule": "0 9 * * *"},
}


def is_secret(info: FieldInfo) -> bool:
    """Whether it may be unset and, where it is set, is never shown."""
    return info.default is None and "SecretStr" in str(info.annotation)


def settings() -> Iterator[Setting]:
    for section, model in SECTIONS.items():
        for field, info in model.model_fields.items():
            if f"{section}.{field}" in SECTIONS:
                continue
            name = f"{section}.{field}"
            if is_secret(info):
                prefix = "SLACK_" if model is SlackSettings else CLOUD_PREFIX
                name = f"{prefix}{field.upper()}"
            yield Setting(name, model, field)


CLOUD_PREFIX = "RUNWATCH_CLOUDS__NAME__"
SETTINGS = {setting.name: setting for setting in settings()}


@dataclass(frozen=True, slots=True)
class Row:
    """A key of the table, with what the table says of it."""

    name: str
    default: str
    meaning: str


def table() -> Iterator[Row]:
    _, _, rest = README.partition("| Setting | Default | What it means |")
    part, _, _ = rest.partition("\n\n")
    for line in part.splitlines()[2:]:
        keys, default, meaning = line.strip("| ").split(" | ")
        first, *others = re.findall(r"`([^`]+)`", keys)
        mark = "__" if "__" in first else "."
        parents = first.rpartition(mark)[0] + mark
        for name in [first, *others]:
            whole = name.replace(f"…{mark}", parents)
            yield Row(whole, default, meaning)


ROWS = list(table())


def test_every_setting_is_in_the_table_once() -> None:
    assert sorted(row.name for row in ROWS) == sorted(SETTINGS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_default_is_the_one_of_the_code(row: Row) -> None:
    setting = SETTINGS[row.name]
    literal = re.fullmatch("`(.+)`", row.default)

    if literal is None:
        assert setting.info.is_required() == (row.default == "required")
        assert setting.info.is_required() or setting.info.default is None
        return
    value = tomllib.loads(f"value = {literal[1]}")["value"]
    given = {**REST.get(setting.model, {}), setting.field: value}
    read = getattr(setting.model.model_validate(given), setting.field)
    assert read == setting.info.default


def used(name: str) -> bool:
    """Whether anything outside of the settings reads it, or `model.py` by itself."""
    section, _, field = name.rpartition(".")
    if section in {"database", "sweep", "access", "digests"}:
        return f"settings.{section}" in CODE
    return f".{field}" in CODE


def code() -> str:
    files = [*(ROOT / "bot" / "app").rglob("*.py"), ROOT / "bot" / "cli.py"]
    files.append(ROOT / "bot" / "settings" / "model.py")
    return "".join(file.read_text(encoding="utf-8") for file in files)


CODE = code()
DOTTED = [row for row in ROWS if "." in row.name]


@pytest.mark.parametrize("row", DOTTED, ids=lambda row: row.name)
def test_what_nothing_uses_yet_is_called_so(row: Row) -> None:
    assert row.meaning.startswith("Not used yet") == (not used(row.name))


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    steps = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()

    assert "make test " in fenced("sh")
    assert {"make check", "make test"} <= set(steps)
