"""The command line."""

import asyncio
import json
import logging
import re
import sys
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog

from bot import cli, demo
from bot.app import http_manifest
from bot.playground.cloud import Fault, Fleet, SimulatedCloud, Status, world

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
        with_keys(monkeypatch, **endpoints(cloud.url))
        code = await asyncio.to_thread(run, monkeypatch, "ask", question, *options)
    return code, cloud


def endpoints(url: str) -> dict[str, str]:
    """Every service of the cloud, at one address."""
    services = ("WORKSPACE", "APPSTREAM", "COC", "IAM", "STS", "METADATA")
    return {f"RUNWATCH_CLOUDS__PROD__ENDPOINTS__{one}": url for one in services}


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
    ("question", "first"),
    [
        (f"script {world.FAILED}", "✖ Failed: patch-check on FIN-DESK-02"),
        (f"task {world.TASK}", f"Runs of task {world.TASK}"),
        (f"task {world.TASK} {world.TASK_RUN}", "✖ Failed: Reboot"),
        ("pool status:failed", "Pool runs"),
        (f"pool {world.POOL_TASK}", "✖ Failed: patch-check on finance-pool"),
        (f"order {world.ORDER}", "✖ Failed: disk-clean"),
        (f"app {world.APP_RUN}", "✖ Failed: Restart server"),
        ("help", "Ask what ran, where, and why it failed"),
    ],
    ids=[
        "script",
        "task",
        "a task's run",
        "pool",
        "a pool's run",
        "order",
        "app",
        "help",
    ],
)
async def test_ask_knows_every_source(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    question: str,
    first: str,
) -> None:
    code, _ = await ask(monkeypatch, question)

    said = capsys.readouterr()
    assert (code, said.err) == (0, "")
    assert said.out.startswith(first)


async def test_ask_turns_pages(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    question = f"task {world.TASK} {world.TASK_BIG_RUN}"

    code, _ = await ask(monkeypatch, question, "--page", "14")

    out = capsys.readouterr().out
    assert code == 0
    assert "Rows 131 to 137 of 137, page 14 of 14" in out


def test_there_is_no_page_before_the_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(monkeypatch, "ask", "pool", "--page", "0")

    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert "--page" in said.err


async def check(monkeypatch: pytest.MonkeyPatch, *faults: Fault) -> int:
    async with SimulatedCloud(
        access_key="CLIACCESSKEY", secret_key="cli-secret-key", project_id="0a1b"
    ) as cloud:
        for fault in faults:
            cloud.faults.at("W4").always(fault)
        # More than it asks, so that it does not wait its turn.
        pace = {"RUNWATCH_CLOUDS__PROD__REQUESTS_PER_SECOND": "50"}
        with_keys(monkeypatch, **endpoints(cloud.url), **pace)
        return await asyncio.to_thread(run, monkeypatch, "check")


async def test_check_says_what_was_asked_and_that_all_is_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = await check(monkeypatch)

    first, slack, *lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert first.split() == ["settings", "ok", "can", "be", "read"]
    assert slack.split()[:3] == ["slack", "not", "tried"]
    assert all(" ok " in line for line in lines)
    assert {line.split()[2] for line in lines} >= {"W4", "W7", "W9", "C2", "A3"}


async def test_check_names_what_failed_and_tells_it_by_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = await check(monkeypatch, Status(403))

    failed = [line for line in capsys.readouterr().out.splitlines() if "failed" in line]
    assert code == 1
    assert [line.split()[:3] for line in failed] == [["prod", "task", "W4"]]
    assert "workspace:scheduledTasks:getRecord" in failed[0]


LOGIN = {
    "RUNWATCH_CLOUDS__PROD__AUTH": "password",
    "RUNWATCH_CLOUDS__PROD__USERNAME": "slack-bot",
    "RUNWATCH_CLOUDS__PROD__PASSWORD": "demo-password",
    "RUNWATCH_CLOUDS__PROD__DOMAIN": "example-account",
}
WRONG = {"RUNWATCH_CLOUDS__PROD__PASSWORD": "yesterday-s"}
AGENCY = {"RUNWATCH_CLOUDS__PROD__AUTH": "agency"}


async def check_of(
    monkeypatch: pytest.MonkeyPatch, *denied: str, **environ: str
) -> tuple[int, list[str]]:
    """The exit code, and the endpoint of each request but those for the clock."""
    async with SimulatedCloud(
        access_key="CLIACCESSKEY", secret_key="cli-secret-key", project_id="0a1b"
    ) as cloud:
        cloud.denied |= set(denied)
        pace = {"RUNWATCH_CLOUDS__PROD__REQUESTS_PER_SECOND": "50"}
        with_keys(monkeypatch, **endpoints(cloud.url) | pace | environ)
        code = await asyncio.to_thread(run, monkeypatch, "check")
    return code, [one.endpoint for one in cloud.requests if one.endpoint]


def row(table: str, what: str) -> str:
    """The one line that begins so, with single blanks."""
    (line,) = (one for one in table.splitlines() if one.startswith(what))
    return " ".join(line.split())


@pytest.mark.parametrize(
    ("environ", "what", "decode"),
    [
        (LOGIN, "prod IAM sign-in", "not tried STS takes signatures, but no tokens"),
        (AGENCY, "prod metadata service", "ok"),
    ],
    ids=["password", "agency"],
)
async def test_check_signs_in_before_it_asks(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    environ: dict[str, str],
    what: str,
    decode: str,
) -> None:
    code, _ = await check_of(monkeypatch, **environ)

    table = capsys.readouterr().out
    _settings, _slack, database, *lines, last = table.splitlines()
    assert (code, database.split()[:2]) == (0, ["database", "ok"])
    assert [" ok " in line for line in lines] == [True] * len(lines)
    assert row(last, "prod STS decode").startswith(f"prod STS decode {decode}")
    assert next(line for line in lines if "clock" not in line).startswith(what)


async def test_check_asks_nothing_when_it_cannot_sign_in(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, asked = await check_of(monkeypatch, **LOGIN | WRONG)

    table = capsys.readouterr().out
    assert (code, asked) == (1, ["I1"])
    assert "failed prod could not be asked: IAM refused this bot's" in row(
        table, "prod IAM sign-in"
    )
    assert row(table, "prod app A3").endswith("not tried prod could not sign in")
    assert table.count(" failed ") == 1


async def test_check_tries_a_wrong_password_once_for_all_clouds_of_its_user(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    prod = KEYS | LOGIN | WRONG
    lab = {key.replace("PROD", "LAB"): value for key, value in prod.items()}
    other = {"RUNWATCH_CLOUDS__LAB__PROJECT_ID": "0a1c"}
    async with SimulatedCloud(
        access_key="CLIACCESSKEY", secret_key="cli-secret-key", project_id="0a1b"
    ) as cloud:
        at = endpoints(cloud.url)
        at |= {key.replace("PROD", "LAB"): value for key, value in at.items()}
        with_keys(monkeypatch, **prod | lab | other | at)
        code = await asyncio.to_thread(run, monkeypatch, "check")

    asked = [one.endpoint for one in cloud.requests if one.endpoint]
    assert (code, asked) == (1, ["I1"])
    assert capsys.readouterr().out.count(" failed ") == 2


async def test_check_tells_of_a_host_that_is_not_there_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = {"RUNWATCH_CLOUDS__PROD__ENDPOINTS__COC": "http://127.0.0.1:1"}

    code, asked = await check_of(monkeypatch, **nowhere)

    table = capsys.readouterr().out
    assert (code, table.count(" failed ")) == (1, 1)
    assert " failed " in row(table, "prod COC clock")
    for endpoint in ("C1", "C5"):
        assert row(table, f"prod order {endpoint}").endswith(
            "not tried its host could not be reached, or hung up."
        )
    assert " ok " in row(table, "prod app A3")
    assert "C1" not in asked


async def test_check_says_that_denials_may_not_be_decoded_and_that_all_is_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = await check_of(monkeypatch, "sts::decodeAuthorizationMessage")

    said = "may not decode denials: sts::decodeAuthorizationMessage (optional)"
    assert code == 0
    assert row(capsys.readouterr().out, "prod STS decode") == (
        f"prod STS decode ok {said}"
    )


def test_without_a_cloud_there_is_only_slack_to_check(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(monkeypatch, "check")

    said = capsys.readouterr()
    line = "runwatch: clouds: there is none; add a table [clouds.NAME]\n"
    assert (code, said.err) == (2, line)
    assert row(said.out, "slack ").startswith("slack not tried nothing of it is set")


@pytest.mark.parametrize(
    ("environ", "failed"),
    [
        (
            {"RUNWATCH_SLACK__MODE": "http"},
            ["slack bot token", "slack signing secret"],
        ),
        (
            {"RUNWATCH_SLACK__MODE": "socket"},
            ["slack bot token", "slack app token"],
        ),
        ({"SLACK_SIGNING_SECRET": "s"}, ["slack bot token", "slack app token"]),
    ],
    ids=["http", "socket", "the wrong secret"],
)
async def test_check_lists_every_secret_that_is_missing(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    environ: dict[str, str],
    failed: list[str],
) -> None:
    code, asked = await check_of(monkeypatch, **environ)

    table = capsys.readouterr().out
    lines = [line for line in table.splitlines() if " failed " in line]
    assert code == 1
    assert [line.partition("  ")[0] for line in lines] == failed
    assert all("is missing; set SLACK_" in line for line in lines)
    assert "not tried there is no bot token" in row(table, "slack scopes")
    assert asked != []


async def test_check_leaves_the_signing_secret_to_slack(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {"RUNWATCH_SLACK__MODE": "http", "SLACK_SIGNING_SECRET": "not-to-be-told"}

    await check_of(monkeypatch, **given)

    table = capsys.readouterr().out
    assert row(table, "slack signing secret").startswith(
        "slack signing secret not tried is set; only a request from Slack"
    )
    assert "not-to-be-told" not in table


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("script nobody-1", "prod has no script execution `nobody-1`. Check the id"),
        ("scirpt a1", "I don't know `scirpt`. Try /runs script a1"),
        ("script ../x", "`../x` is neither a record id nor a reference"),
        ("pool since:2099-01-01", "`since:2099-01-01` lies in the future."),
        ("task prod/app/h1", "not one of a scheduled task. Try /runs app prod/app/h1"),
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
            "SLACK_BOT_TOKEN: is missing; set it or SLACK_BOT_TOKEN_FILE",
        ),
        (
            {"SLACK_BOT_TOKEN": "xoxb-1"},
            "SLACK_APP_TOKEN: is missing; set it or SLACK_APP_TOKEN_FILE",
        ),
        (
            {"RUNWATCH_SLACK__MODE": "http", "SLACK_BOT_TOKEN": "xoxb-1"},
            "SLACK_SIGNING_SECRET: is missing; set it or SLACK_SIGNING_SECRET_FILE",
        ),
        (
            {"RUNWATCH_CLOUDS__PROD__AUTH": "token"},
            (
                "clouds.prod.token: is missing; set RUNWATCH_CLOUDS__PROD__TOKEN or "
                "RUNWATCH_CLOUDS__PROD__TOKEN_FILE"
            ),
        ),
        (
            {"RUNWATCH_SALCK__MODE": "http"},
            'RUNWATCH_SALCK__MODE: there is no such setting; did you mean "slack"?',
        ),
    ],
    ids=[
        "no bot token",
        "no app token",
        "no signing secret",
        "no cloud token",
        "unknown variable",
    ],
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


def test_manifest_prints_what_http_mode_needs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = "https://runwatch.example.com"

    code = run(monkeypatch, "manifest", "--http", url)

    assert (code, capsys.readouterr().out) == (0, http_manifest(url))


def test_an_address_that_slack_cannot_reach_is_one_line_and_exit_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(monkeypatch, "manifest", "--http", "http://runwatch.example.com")

    said = capsys.readouterr()
    line = "runwatch: --http: must begin with https://\n"
    assert (code, said.out, said.err) == (2, "", line)


async def test_demo_plays_the_tour(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = await asyncio.to_thread(run, monkeypatch, "demo", "--tour")

    out = capsys.readouterr().out
    assert code == 0
    assert re.search(r"\n\d+ questions, \d+ signed requests to the cloud", out)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        *(("--fleet", value) for value in ("", "12", "x", "12x", "12x137x1", "0x1")),
        *(
            ("--fleet", value)
            for value in ("1x0", "-1x1", "2001x1", "1x20001", "1e3x1")
        ),
        *(
            ("--fleet", value)
            for value in ("1 000x10", "\uff11x\uff11", "9" * 400 + "x1")
        ),
        *(("--speed", value) for value in ("0", "0.99", "-1", "1441", "fast", "")),
        *(("--speed", value) for value in ("inf", "-inf", "nan", "1e400")),
        *(("--port", value) for value in ("-1", "65536", "http", "1.5", "")),
    ],
)
def test_demo_refuses_nonsense(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    option: str,
    value: str,
) -> None:
    async def opened(*_: object) -> None:
        raise AssertionError(f"{option} {value} was taken")

    monkeypatch.setattr("bot.demo.opened", opened)

    code = run(monkeypatch, "demo", option, value)

    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert f"Invalid value for {option}" in " ".join(said.err.replace("'", "").split())
    assert "Traceback" not in said.err


@pytest.mark.parametrize("shown", [True, False], ids=["--open", "not"])
async def test_demo_opens_a_browser_if_it_is_asked_to(
    monkeypatch: pytest.MonkeyPatch, *, shown: bool
) -> None:
    told = list[object]()

    async def opened(
        stage: demo.Stage, stop: object, say: object, show: Callable[[str], object]
    ) -> None:
        assert (callable(say), stop is not None) == (True, True)
        told.append(stage)
        show("http://127.0.0.1:1/")

    monkeypatch.setattr(demo, "opened", opened)
    monkeypatch.setattr(webbrowser, "open", told.append)
    options = ("--open",) * shown

    # Only a main thread hears signals.
    monkeypatch.setattr(cli, "_stopped", asyncio.Event)
    code = await asyncio.to_thread(
        run, monkeypatch, "demo", "--fleet", "2x3", "--speed", "5", *options
    )

    stage = demo.Stage(Fleet(2, 3), 5.0, 4321)
    assert (code, told) == (0, [stage, "http://127.0.0.1:1/"][: 1 + shown])


DIGEST = """
[[digests]]
name = "night"
channel = "C0123456789"
schedule = "0 9 * * *"
"""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("night --window soon", "say it like 24h or 7d"),
        ("night", "runwatch: SLACK_BOT_TOKEN: is missing;"),
    ],
)
def test_a_digest_that_cannot_be_told_is_one_line_and_exit_code_2(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    words: str,
    said: str,
) -> None:
    with_keys(monkeypatch)
    file = tmp_path / "runwatch.toml"
    file.write_text(DIGEST)

    code = run(monkeypatch, "digest", *words.split(), "--config", str(file))

    assert code == 2
    assert said in capsys.readouterr().err
