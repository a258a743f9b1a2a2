"""`runwatch`: the command line."""

import asyncio
import json
import os
import signal
import webbrowser
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import structlog
import typer

from bot import app as runwatch
from bot.adapters import logs
from bot.adapters.checked import Verdict
from bot.app import storing
from bot.blocks.text import clean, unescape
from bot.domain.messages import Message
from bot.domain.windows import span
from bot.errors import (
    BotError,
    ConfigurationError,
    InvalidQueryError,
    MessengerError,
)
from bot.settings import Settings, load, secrets_of

_FAILED = 1
_WRONG_CONFIGURATION = 2
# The playground's page, so that a tab finds it again after a restart.
_PAGE_PORT = 4321

Config = Annotated[
    Path | None,
    typer.Option("--config", help="A TOML file; default: runwatch.toml here, if any."),
]

cli = typer.Typer(
    help="A Slack bot that tells what ran on your Huawei Cloud fleet, where, and why "
    "it failed.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run one command; a wrong configuration is one line and exit code 2."""
    try:
        cli()
    except ConfigurationError as exc:
        typer.echo(f"runwatch: {exc}", err=True)
        raise SystemExit(_WRONG_CONFIGURATION) from None


@cli.command()
def serve(config: Config = None) -> None:
    """Answer in Slack until SIGTERM."""
    # Until the loop listens to it, there is nothing that would have to be finished.
    signal.signal(signal.SIGTERM, _ended)
    settings = _settings(config)
    runwatch.collect_seldom()
    asyncio.run(_serve(settings))


@cli.command()
def ask(
    question: Annotated[str, typer.Argument(help="What follows /runs, in quotes.")],
    config: Config = None,
    *,
    page: Annotated[int, typer.Option(min=1, help="Of a long answer.")] = 1,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the message itself.")
    ] = False,
) -> None:
    """Print the answer to a slash command."""
    settings = _settings(config, quiet=True)
    try:
        message = asyncio.run(runwatch.ask(settings, question, page))
    except BotError as exc:
        typer.echo(_sentence(exc), err=True)
        raise typer.Exit(_FAILED) from None
    typer.echo(_as_json(message) if as_json else unescape(message.text))


@cli.command()
def digest(
    name: Annotated[str, typer.Argument(help="Of the file, or made in Slack.")],
    config: Config = None,
    *,
    window: Annotated[
        str,
        typer.Option(help="All of so long, such as 24h, told or not; marks nothing."),
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print it; nothing is posted or marked.")
    ] = False,
) -> None:
    """Post a digest now, or show what it would tell."""
    settings = _settings(config, quiet=dry_run)
    lasting = span(window)
    if window and not lasting:
        raise typer.BadParameter("say it like 24h or 7d", param_hint="--window")
    try:
        _digest(settings, name, lasting, dry_run=dry_run)
    except BotError as exc:
        typer.echo(_sentence(exc), err=True)
        raise typer.Exit(_FAILED) from None
    except MessengerError as exc:
        typer.echo(clean(str(exc)), err=True)
        raise typer.Exit(_FAILED) from None


def _digest(
    settings: Settings, name: str, lasting: timedelta | None, *, dry_run: bool
) -> None:
    if dry_run:
        for content in asyncio.run(runwatch.preview(settings, name, lasting)):
            file, text = content.file, unescape(content.message.text)
            typer.echo(f"[{file.name}] {file.title}" if file else text)
    elif not asyncio.run(runwatch.tell(settings, name, lasting)):
        typer.echo("It is not all there; the log says why.", err=True)
        raise typer.Exit(_FAILED)


@cli.command()
def check(config: Config = None) -> None:
    """Ask Slack and every cloud for all that the bot needs; say what is missing."""
    settings = _settings(config, quiet=True)
    if not asyncio.run(_check(settings)):
        raise typer.Exit(_FAILED)


@cli.command()
def migrate(config: Config = None) -> None:
    """Bring the database's tables up to date; with SQLite `serve` does so by itself."""
    settings = _settings(config, quiet=True)
    revision = asyncio.run(storing.migrate(settings.database))
    typer.echo(f"The database is up to date (revision {revision}).")


@cli.command()
def demo(
    *,
    tour: Annotated[
        bool,
        typer.Option(
            "--tour",
            help="Play a fixed conversation, check it, end; takes no other option.",
        ),
    ] = False,
    show: Annotated[
        bool, typer.Option("--open", help="Open the page in a browser.")
    ] = False,
    port: Annotated[
        int,
        typer.Option(
            min=0,
            max=65_535,
            help="Where the page listens; a free port if it is 0 or taken.",
        ),
    ] = _PAGE_PORT,
    fleet: Annotated[
        str, typer.Option(help="Scheduled tasks x desktops, such as 1000x10000.")
    ] = "12x137",
    speed: Annotated[
        float,
        typer.Option(min=1, max=1_440, help="How many times as fast as a real fleet."),
    ] = 60,
) -> None:
    """Try the bot with a local Slack and a simulated cloud: no account is needed."""
    # Whoever serves needs no Slack and no cloud of their own in memory.
    from bot import demo as playing  # noqa: PLC0415

    logs.configure("error", "console", ())
    look = webbrowser.open if show else _leave
    try:
        if tour:
            asyncio.run(playing.tour(typer.echo))
        else:
            stage = playing.Stage.of(fleet, speed, port)
            asyncio.run(
                _until(lambda stop: playing.opened(stage, stop, typer.echo, look))
            )
    except playing.TourFailedError as exc:
        typer.echo(f"The tour failed. {exc}", err=True)
        raise typer.Exit(_FAILED) from None
    except playing.FleetError as exc:
        raise typer.BadParameter(str(exc), param_hint="--fleet") from None


@cli.command()
def manifest(
    *,
    http: Annotated[
        str | None,
        typer.Option(
            "--http", metavar="URL", help="Where Slack reaches the bot, for HTTP mode."
        ),
    ] = None,
    listen: Annotated[
        bool,
        typer.Option(
            "--listen-in-threads",
            help="Let Slack tell the bot of every message in its channels.",
        ),
    ] = False,
) -> None:
    """Print the manifest to create the Slack app from."""
    if http is not None:
        text = runwatch.http_manifest(http, listens=listen)
    else:
        text = runwatch.listening_manifest() if listen else runwatch.manifest()
    typer.echo(text, nl=False)


def _leave(_: str) -> None:
    """Leave it to people to open the page."""


async def _until(work: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    """Work until somebody wants this process to end."""
    await work(_stopped())


def _ended(*_: object) -> None:
    raise SystemExit(0)


def _settings(config: Path | None, *, quiet: bool = False) -> Settings:
    """The settings, with logging set up; `quiet` leaves a level unsaid at `error`."""
    settings = load(config, os.environ)  # noqa: TID251  the one place that reads it
    unsaid = "level" not in settings.log.model_fields_set
    level = "error" if quiet and unsaid else settings.log.level
    logs.configure(level, settings.log.format, secrets_of(settings))
    return settings


def _stopped() -> asyncio.Event:
    """Set once somebody wants this process to end."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


async def _serve(settings: Settings) -> None:
    stop = _stopped()
    log = structlog.get_logger()
    await runwatch.serve(
        settings, stop, lambda stage, address: log.info(stage, address=address)
    )


async def _check(settings: Settings) -> bool:
    """Print a line for each thing as it is found out; whether none failed."""
    typer.echo(_row("settings", Verdict.OK.value, "can be read"))
    fine = True
    async for line in runwatch.check(settings):
        typer.echo(_row(line.what, line.verdict.value, clean(line.said)))
        fine = fine and line.verdict is not Verdict.FAILED
    return fine


def _row(what: str, verdict: str, said: str) -> str:
    return f"{what:<52}{verdict:<13}{said}"


def _sentence(error: BotError) -> str:
    suggestion = error.suggestion if isinstance(error, InvalidQueryError) else ""
    return clean(f"{error} Try {suggestion}" if suggestion else str(error))


def _as_json(message: Message) -> str:
    return json.dumps(
        {"text": message.text, "blocks": message.blocks}, ensure_ascii=False, indent=2
    )
