"""The ledger as `serve` opens it, and `runwatch migrate`."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import cli
from bot.adapters.storage.engine import open_engine
from bot.adapters.storage.schema import LATEST
from bot.app.storing import ledger_of, migrate
from bot.errors import ConfigurationError
from bot.settings.model import DatabaseSettings

SECRET = "s3cret"


def settings(url: str) -> DatabaseSettings:
    return DatabaseSettings.model_validate({"url": url})


async def refusal(url: str) -> str:
    """What opening the ledger is refused with."""
    with pytest.raises(ConfigurationError) as raised:
        async with ledger_of(settings(url)):
            pass
    return str(raised.value)


async def test_a_migrated_database_is_opened(bare_url: str) -> None:
    assert await migrate(settings(bare_url)) == LATEST
    assert await migrate(settings(bare_url)) == LATEST

    async with ledger_of(settings(bare_url)) as ledger:
        assert await ledger.coverage(["prod"]) == ()


async def test_sqlite_is_migrated_on_the_way(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'runwatch.db'}"

    for _ in range(2):
        async with ledger_of(settings(url)) as ledger:
            assert await ledger.coverage(["prod"]) == ()


async def test_sqlite_may_be_kept_in_memory() -> None:
    async with ledger_of(settings("sqlite+aiosqlite://")) as ledger:
        assert await ledger.coverage(["prod"]) == ()
        assert await ledger.reached()


async def test_postgresql_without_tables_is_refused(
    fresh_database: Callable[[], str],
) -> None:
    assert await refusal(fresh_database()) == (
        "database.url: its tables are missing or old; run `runwatch migrate`"
    )


async def test_tables_of_a_version_that_is_not_known_are_refused(bare_url: str) -> None:
    await migrate(settings(bare_url))
    engine = open_engine(bare_url)
    async with engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'x'")
    await engine.dispose()

    other = (
        "database.url: its tables are of another version of Runwatch "
        f"(revision x, this one knows {LATEST})"
    )
    assert await refusal(bare_url) == other
    with pytest.raises(ConfigurationError, match="another version"):
        await migrate(settings(bare_url))


@pytest.mark.parametrize(
    ("url", "why"),
    [
        (
            f"postgresql+psycopg://runwatch:{SECRET}@127.0.0.1:1/runwatch",
            "the database cannot be used (Connection refused)",
        ),
        (
            f"postgresql+psycopg://runwatch:{SECRET}@127.0.0.1:port/runwatch",
            "is no address that I can read",
        ),
        (
            f"postgresql+psycopg://127.0.0.1/runwatch?secret={SECRET}",
            'the database cannot be used (invalid connection option "secret")',
        ),
        ("sqlite+aiosqlite:////nowhere/at.db", "there is no folder /nowhere"),
        (
            "sqlite+aiosqlite:////",
            "the database cannot be used (unable to open database file)",
        ),
    ],
)
async def test_what_cannot_be_opened_is_one_line_without_the_password(
    url: str, why: str
) -> None:
    said = await refusal(url)

    assert said == f"database.url: {why}"
    assert SECRET not in said


async def test_without_its_driver_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    assert await refusal("postgresql+psycopg://127.0.0.1/runwatch") == (
        "database.url: needs the extra: pip install 'runwatch[postgresql]'"
    )


async def test_mistakes_inside_are_not_taken_for_the_databases() -> None:
    with pytest.raises(ZeroDivisionError):
        async with ledger_of(settings("sqlite+aiosqlite://")):
            raise ZeroDivisionError


def test_the_command_migrates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'runwatch.db'}"
    monkeypatch.setenv("RUNWATCH_DATABASE__URL", url)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["runwatch", "migrate"])

    with pytest.raises(SystemExit) as ended:
        cli.main()

    said = capsys.readouterr().out
    assert (ended.value.code, said) == (
        0,
        f"The database is up to date (revision {LATEST}).\n",
    )


def test_whoever_starts_the_bot_does_not_wait_for_alembic() -> None:
    """It is read where there is something to migrate, and nowhere else."""
    code = "import sys, bot.cli; sys.exit('alembic' in sys.modules)"

    ended = subprocess.run([sys.executable, "-c", code], check=False)  # noqa: S603  ours

    assert ended.returncode == 0
