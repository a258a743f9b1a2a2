"""The rules that machines hold are really held."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINT = Path(sys.executable).parent / "lint-imports"


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  our own tool on our own tree
        [LINT, "--no-cache"], cwd=tree, capture_output=True, text=True, check=False
    )


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("bot", "handlers"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_tree_as_it_is_keeps_every_layer(tree: Path) -> None:
    assert lint(tree).returncode == 0


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        (
            "bot/domain/zones.py",
            "import bot.adapters.clock",
            "Dependencies point down BROKEN",
        ),
        (
            "bot/services/answer.py",
            "import httpx",
            "The core does no I/O and knows no framework BROKEN",
        ),
        (
            "bot/playground/world.py",
            "import bot.domain.zones",
            "The playground knows nothing of the bot BROKEN",
        ),
        ("bot/utils.py", "", "Every module of bot has a layer BROKEN"),
        (
            "handlers/intake.py",
            "import handlers.commands",
            "Handlers do not know one another BROKEN",
        ),
    ],
)
def test_a_broken_layer_is_found(
    tree: Path, file: str, line: str, contract: str
) -> None:
    with (tree / file).open("a", encoding="utf-8") as source:
        source.write(f"\n{line}\n")

    found = lint(tree)

    assert found.returncode == 1
    assert contract in found.stdout
