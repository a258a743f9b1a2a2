"""The README says only what is true."""

import re
import tomllib
from pathlib import Path

import pytest

from bot.adapters.cloud.steps import STEPS
from bot.blocks.helping import TOPICS
from bot.demo import tour
from bot.domain.commandline import COMMAND
from bot.domain.queries import verbs
from bot.settings import load

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
KEYS = {
    "RUNWATCH_CLOUDS__PROD__ACCESS_KEY": "AK",
    "RUNWATCH_CLOUDS__PROD__SECRET_KEY": "SK",
}


def fenced(language: str) -> str:
    found = re.search(
        rf"^( *)```{language}\n(.*?)```", README, re.DOTALL | re.MULTILINE
    )
    assert found is not None
    return found[2]


def words(text: str) -> str:
    return " ".join(text.split())


async def test_the_example_is_what_the_tour_shows() -> None:
    said: list[str] = []
    await tour(said.append)

    shown = words("\n".join(said))
    lines = [words(line) for line in fenced("text").splitlines()]
    assert [
        line for line in lines if line not in {"", "│ …"} and line not in shown
    ] == []


@pytest.mark.parametrize("topic", TOPICS.values(), ids=list(TOPICS))
def test_every_command_of_the_help_is_in_the_table(topic: object) -> None:
    usage = str(getattr(topic, "usage", ""))

    assert f"`{COMMAND} {usage}`" in README


def test_the_help_knows_every_verb() -> None:
    assert tuple(TOPICS) == verbs()


PERMISSIONS = sorted({step.permission for steps in STEPS.values() for step in steps})


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_every_permission_that_is_checked_is_asked_for(permission: str) -> None:
    assert f"`{permission}`" in README


def test_the_configuration_it_shows_can_be_loaded(tmp_path: Path) -> None:
    file = tmp_path / "runwatch.toml"
    file.write_text(fenced("toml"), encoding="utf-8")

    settings = load(file, KEYS)

    assert settings.slack.mode == "http"
    assert set(tomllib.loads(fenced("toml"))) >= {"slack", "http", "clouds"}


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    steps = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()

    assert "make test " in fenced("sh")
    assert {"make check", "make test"} <= set(steps)
