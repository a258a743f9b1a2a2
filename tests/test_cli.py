"""The command line."""

import asyncio
import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
import yaml

from bot import cli
from bot.demo import SCOPES
from bot.domain.queries import COMMAND
from bot.playground.cloud import SimulatedCloud, world

KEYS = {
    "RUNWATCH_CLOUDS__PROD__ACCESS_KEY": "CLIACCESSKEY",
    "RUNWATCH_CLOUDS__PROD__SECRET_KEY": "cli-secret-key",
    "RUNWATCH_CLOUDS__PROD__REGION": "ap-southeast-3",
    "RUNWATCH_CLOUDS__PROD__PROJECT_ID": "0a1b",
    "RUNWATCH_HTTP_CLIENT__PROXY": "none",
}
ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty folder to stand in; logging is put back afterwards."""
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit code of `runwatch ARGUMENTS`."""
    monkeypatch.setattr(sys, "argv", ["runwatch", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


def with_keys(monkeypatch: pytest.MonkeyPatch, **more: str) -> None:
    for name, value in {**KEYS, **more}.items():
        monkeypatch.setenv(name, value)


async def ask(
    monkeypatch: pytest.MonkeyPatch, question: str, *options: str
) -> tuple[int, SimulatedCloud]:
    async with SimulatedCloud(
        access_key="CLIACCESSKEY", secret_key="cli-secret-key", project_id="0a1b"
    ) as cloud:
        endpoint = "RUNWATCH_CLOUDS__PROD__ENDPOINTS__WORKSPACE"
        with_keys(monkeypatch, **{endpoint: cloud.url})
        code = await asyncio.to_thread(run, monkeypatch, "ask", question, *options)
    return code, cloud


async def test_ask_prints_the_answer_as_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, cloud = await ask(monkeypatch, f"script {world.HOSTILE}")

    lines = capsys.readouterr().out.splitlines()
    assert (code, len(cloud.requests)) == (0, 1)
    assert lines[0].startswith("✖ Failed: <!channel> *urgent*")
    assert lines[4].endswith(" UTC")


async def test_ask_prints_the_message_itself_as_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = await ask(monkeypatch, f"script {world.FAILED}", "--json")

    message = json.loads(capsys.readouterr().out)
    assert code == 0
    assert message["text"].startswith("✖ Failed")
    assert message["blocks"][0]["type"] == "header"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("script nobody-1", "prod has no script execution `nobody-1`. Check the id"),
        ("scirpt a1", "I don't know `scirpt`. Try /runs script a1"),
        ("script ../x", "`../x` is neither a record id nor a reference"),
    ],
)
async def test_ask_says_why_there_is_no_answer(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    question: str,
    sentence: str,
) -> None:
    code, _ = await ask(monkeypatch, question)

    said = capsys.readouterr()
    assert (code, said.out) == (1, "")
    assert sentence in said.err


@pytest.mark.parametrize(
    ("environ", "line"),
    [
        (
            {},
            'slack.mode: "socket" is not supported yet; use "http"',
        ),
        (
            {"RUNWATCH_SLACK__MODE": "http"},
            "SLACK_BOT_TOKEN: is missing; set it or SLACK_BOT_TOKEN_FILE",
        ),
        (
            {"RUNWATCH_SLACK__MODE": "http", "SLACK_BOT_TOKEN": "xoxb-1"},
            "SLACK_SIGNING_SECRET: is missing; set it or SLACK_SIGNING_SECRET_FILE",
        ),
        (
            {
                "RUNWATCH_SLACK__MODE": "http",
                "SLACK_BOT_TOKEN": "xoxb-1",
                "SLACK_SIGNING_SECRET": "s",
                "RUNWATCH_CLOUDS__PROD__AUTH": "agency",
            },
            'clouds.prod.auth: "agency" is not supported yet; use "aksk"',
        ),
        (
            {"RUNWATCH_SALCK__MODE": "http"},
            'RUNWATCH_SALCK__MODE: there is no such setting; did you mean "slack"?',
        ),
    ],
    ids=["socket", "no token", "no signing secret", "agency", "unknown variable"],
)
def test_serve_with_wrong_settings_is_one_line_and_exit_code_2(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    environ: dict[str, str],
    line: str,
) -> None:
    with_keys(monkeypatch, **environ)

    code = run(monkeypatch, "serve")

    said = capsys.readouterr()
    assert (code, said.out, said.err) == (2, "", f"runwatch: {line}\n")


def test_without_a_cloud_there_is_nothing_to_ask(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(monkeypatch, "ask", "help")

    line = "runwatch: clouds: there is none; add a table [clouds.NAME]\n"
    assert (code, capsys.readouterr().err) == (2, line)


def test_a_port_that_is_taken_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_keys(
        monkeypatch,
        RUNWATCH_SLACK__MODE="http",
        SLACK_BOT_TOKEN="xoxb-1",
        SLACK_SIGNING_SECRET="s",
        RUNWATCH_HTTP__HOST="192.0.2.1",
    )

    code = run(monkeypatch, "serve")

    said = capsys.readouterr().err
    assert code == 2
    assert said.startswith("runwatch: http.port: cannot listen on 192.0.2.1:3000 (")


def test_a_ca_file_without_certificates_is_named(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    with_keys(monkeypatch, RUNWATCH_HTTP_CLIENT__CA_FILE=str(tmp_path / "none.pem"))

    code = run(monkeypatch, "ask", "help")

    line = "http_client.ca_file: is no file of certificates that can be read"
    assert (code, capsys.readouterr().err) == (2, f"runwatch: {line}\n")


def test_manifest_prints_the_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(monkeypatch, "manifest")

    manifest = (ROOT / "manifest.yml").read_text(encoding="utf-8")
    assert (code, capsys.readouterr().out) == (0, manifest)


def test_the_manifest_agrees_with_what_the_bot_does() -> None:
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))

    commands = [one["command"] for one in manifest["features"]["slash_commands"]]
    assert commands == [COMMAND]
    assert manifest["oauth_config"]["scopes"] == {"bot": list(SCOPES)}


@pytest.mark.parametrize("options", [(), ("--tour",)], ids=["plain", "tour"])
async def test_demo_plays_the_tour(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
) -> None:
    code = await asyncio.to_thread(run, monkeypatch, "demo", *options)

    out = capsys.readouterr().out
    assert code == 0
    assert "9 questions, 5 signed requests to the cloud" in out
    assert ("no page to open yet" in out) == (options == ())
