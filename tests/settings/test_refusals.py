"""A setting that cannot be used is one line that names the key."""

from pathlib import Path

import pytest

from bot.errors import ConfigurationError
from bot.settings import load

CLOUD = '[clouds.prod]\nregion = "ap-southeast-3"\nproject_id = "0a1b"\n'
KEYS = {
    "RUNWATCH_CLOUDS__PROD__ACCESS_KEY": "AK-VALUE",
    "RUNWATCH_CLOUDS__PROD__SECRET_KEY": "SK-VALUE",
}


@pytest.mark.parametrize(
    ("text", "environ", "line"),
    [
        ("[slak]", {}, 'slak: there is no such setting; did you mean "slack"?'),
        (
            "[http]\nprot = 1",
            {},
            'http.prot: there is no such setting; did you mean "port"?',
        ),
        ("[zzz]", {}, "zzz: there is no such setting"),
        (
            CLOUD + "regoin = 1",
            KEYS,
            'clouds.prod.regoin: there is no such setting; did you mean "region"?',
        ),
        ("", {"RUNWATCH_FOO": "1"}, "RUNWATCH_FOO: there is no such setting"),
        (
            "",
            {"RUNWATCH_HTTP_PORT": "1"},
            'RUNWATCH_HTTP_PORT: there is no such setting; did you mean "http"?',
        ),
        (
            "",
            {"RUNWATCH_HTTP__PORTS": "1"},
            'RUNWATCH_HTTP__PORTS: there is no such setting; did you mean "port"?',
        ),
        (
            "",
            {"RUNWATCH_LOG__LEVEL_FILE": "x"},
            'RUNWATCH_LOG__LEVEL_FILE: there is no such setting; did you mean "level"?',
        ),
        ('[slack]\nmode = "rtm"', {}, "slack.mode: input should be 'socket' or 'http'"),
        (
            "",
            {"RUNWATCH_HTTP__PORT": "x"},
            (
                "RUNWATCH_HTTP__PORT: input should be a valid integer, unable to parse "
                "string as an integer"
            ),
        ),
        (
            '[sweep]\nevery = "soon"',
            {},
            'sweep.every: is not a span like "90s", "10m", "48h" or "30d"',
        ),
        (
            "[sweep]\nlookback = 10",
            {},
            'sweep.lookback: is not a span like "90s", "10m", "48h" or "30d"',
        ),
        ("clouds = 1", {}, "clouds: input should be a valid dictionary"),
        (
            "[clouds.Prod]",
            {},
            "clouds.Prod: is no cloud's name: up to 40 lower-case letters, digits, single _",
        ),
        ('[clouds.prod]\nproject_id = "1"', KEYS, "clouds.prod.region: is missing"),
        (
            CLOUD,
            {},
            (
                "clouds.prod.access_key: is missing; set RUNWATCH_CLOUDS__PROD__ACCESS_KEY "
                "or RUNWATCH_CLOUDS__PROD__ACCESS_KEY_FILE"
            ),
        ),
        (
            CLOUD + 'auth = "token"',
            {},
            (
                "clouds.prod.token: is missing; set RUNWATCH_CLOUDS__PROD__TOKEN "
                "or RUNWATCH_CLOUDS__PROD__TOKEN_FILE"
            ),
        ),
        (
            CLOUD + 'time_zone = "Mars/Olympus"',
            KEYS,
            'clouds.prod.time_zone: is not a time zone like "Asia/Singapore"',
        ),
        (CLOUD + "sources = []", KEYS, "clouds.prod.sources: is empty"),
        (
            CLOUD.replace('"0a1b"', '"../x"'),
            KEYS,
            "clouds.prod.project_id: is not an id",
        ),
        (
            CLOUD + '[clouds.prod.endpoints]\nworkspace = "http://workspace.example"',
            KEYS,
            "clouds.prod.endpoints.workspace: must begin with https://",
        ),
        (
            CLOUD + '[clouds.prod.endpoints]\nworkspace = "workspace.example"',
            KEYS,
            'clouds.prod.endpoints.workspace: is not an address like "https://host"',
        ),
        (
            CLOUD + '[clouds.prod.endpoints]\nworkspace = "https://a:b@host"',
            KEYS,
            (
                "clouds.prod.endpoints.workspace: must not hold a password, query or "
                "fragment"
            ),
        ),
        (
            CLOUD + '[clouds.prod.endpoints]\nworkspace = "https://host/v2"',
            KEYS,
            "clouds.prod.endpoints.workspace: must end after the host and port",
        ),
        (
            '[http_client]\nproxy = "proxy.example"',
            {},
            (
                'http_client.proxy: is neither "none" nor an address like '
                '"http://host:3128"'
            ),
        ),
        (
            '[database]\nurl = "mysql://root:hunter2@db"',
            {},
            "database: url must begin with sqlite+aiosqlite:// or postgresql+psycopg://",
        ),
        (
            '[http]\nhost = "a..b"',
            {},
            "http.host: is neither a name nor an address of a host",
        ),
        (
            '[slack]\napi_url = "https://slack.example:99999/"',
            {},
            "slack.api_url: has a host or port that there cannot be",
        ),
        ("x = ", {}, "is not TOML: Invalid value (at end of document)"),
        (
            "",
            {"SLACK_BOT_TOKEN_FILE": "/does/not/exist"},
            "SLACK_BOT_TOKEN_FILE: its file cannot be read",
        ),
        (
            "",
            {"RUNWATCH_HTTP": "1", "RUNWATCH_HTTP__PORT": "1"},
            "RUNWATCH_HTTP__PORT: its parent is set, too",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and ": " in value else "",
)
def test_a_wrong_setting_is_one_line_that_names_the_key(
    tmp_path: Path, text: str, environ: dict[str, str], line: str
) -> None:
    file = tmp_path / "runwatch.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigurationError) as caught:
        load(file, environ)

    assert str(caught.value).removeprefix(f"{file}: ") == line


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = tmp_path / "elsewhere.toml"

    with pytest.raises(ConfigurationError, match=r"elsewhere\.toml: there is no such"):
        load(file, {})


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / "runwatch.toml"
    file.write_bytes(b"\xff\xfe")

    with pytest.raises(ConfigurationError, match=r"runwatch\.toml: cannot be read"):
        load(file, {})


def test_a_secret_given_twice_is_named(tmp_path: Path) -> None:
    file = tmp_path / "runwatch.toml"
    file.write_text("", encoding="utf-8")
    secret = tmp_path / "secret"
    secret.write_text("x", encoding="utf-8")

    with pytest.raises(ConfigurationError) as caught:
        load(file, {"SLACK_BOT_TOKEN": "a", "SLACK_BOT_TOKEN_FILE": str(secret)})

    assert str(caught.value) == "SLACK_BOT_TOKEN_FILE: is given twice"


@pytest.mark.parametrize("text", ["a=" + "[" * 5_000, "a = " + "9" * 5_000])
def test_toml_beyond_all_measure_is_no_traceback(tmp_path: Path, text: str) -> None:
    file = tmp_path / "runwatch.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigurationError, match="is not TOML"):
        load(file, {})
