"""`runwatch check` looks at the database and leaves it as it is."""

from pydantic import SecretStr

from bot.adapters.checked import Verdict
from bot.adapters.storage.engine import open_engine
from bot.adapters.storage.schema import revision
from bot.app.checking_storage import check_database
from bot.app.storing import migrate
from bot.settings.model import DatabaseSettings


def settings(url: str) -> DatabaseSettings:
    return DatabaseSettings(url=SecretStr(url))


async def test_tables_that_are_up_to_date_are_fine(bare_url: str) -> None:
    await migrate(settings(bare_url))

    line = await check_database(settings(bare_url))

    assert (line.what, line.verdict) == ("database", Verdict.OK)
    assert line.said.endswith(" ms")


async def test_tables_that_are_missing_are_told_and_not_made(bare_url: str) -> None:
    engine = open_engine(bare_url)
    before = await revision(engine)  # which makes the file, where there is one

    line = await check_database(settings(bare_url))

    sqlite = bare_url.startswith("sqlite")
    assert (line.verdict, line.said) == (
        (Verdict.OK, "`runwatch serve` brings its tables up to date")
        if sqlite
        else (
            Verdict.FAILED,
            "its tables are missing or old; run `runwatch migrate`",
        )
    )
    assert await revision(engine) == before == ""
    await engine.dispose()
