"""From a file and the environment to settings, or one line that names the key."""

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.domain.executions import Outcome
from bot.domain.references import SourceName
from bot.settings import Settings, load
from bot.settings.model import (
    AccessSettings,
    CloudSettings,
    DatabaseSettings,
    DigestSettings,
    EndpointSettings,
    HttpClientSettings,
    HttpSettings,
    LogSettings,
    SlackSettings,
    SweepSettings,
)

CLOUD = '[clouds.prod]\nregion = "ap-southeast-3"\nproject_id = "0a1b"\n'
KEYS = {
    "RUNWATCH_CLOUDS__PROD__ACCESS_KEY": "AK-VALUE",
    "RUNWATCH_CLOUDS__PROD__SECRET_KEY": "SK-VALUE",
}
EVERYTHING = """
[slack]
mode = "http"
api_url = "https://slack.example/api"
listen_in_threads = true
thread_lifetime = "14d"
watches_per_person = 3
[http]
host = "0.0.0.0"
port = 8080
metrics_port = 9090
[http_client]
proxy = "http://proxy.example:3128"
ca_file = "/etc/ssl/own.pem"
[log]
level = "warning"
format = "console"
[database]
url = "postgresql+psycopg://runwatch@db.example/runwatch"
[sweep]
every = "90s"
full_every = "12h"
lookback = "3d"
[access]
managers = ["U0123456789"]
[clouds.prod]
region = "ap-southeast-3"
project_id = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
auth = "aksk"
sources = ["script", "order"]
requests_per_second = 2.5
time_zone = "Asia/Singapore"
[clouds.prod.endpoints]
workspace = "https://workspace.example:8443/"
metadata = "http://169.254.169.254"
[[digests]]
name = "night-shift"
channel = "C0123456789"
schedule = "0  9 * * mon-fri"
time_zone = "Asia/Singapore"
clouds = ["prod"]
sources = ["task", "order"]
outcomes = ["failed", "skipped"]
when_empty = "silent"
mention = ["S0123456789", "U0123456789"]
target = ["FIN-*"]
script = ["patch-check"]
pool = ["finance"]
cause = ["WKS.00010032"]
"""


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "runwatch.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_every_key_of_the_contract_is_read(tmp_path: Path) -> None:
    settings = load(written(tmp_path, EVERYTHING), KEYS)

    expected = Settings(
        slack=SlackSettings(
            mode="http",
            api_url="https://slack.example/api/",
            listen_in_threads=True,
            thread_lifetime=timedelta(days=14),
            watches_per_person=3,
        ),
        http=HttpSettings(host="0.0.0.0", port=8080, metrics_port=9090),  # noqa: S104
        http_client=HttpClientSettings(
            proxy="http://proxy.example:3128", ca_file="/etc/ssl/own.pem"
        ),
        log=LogSettings(level="warning", format="console"),
        database=DatabaseSettings(
            url=SecretStr("postgresql+psycopg://runwatch@db.example/runwatch")
        ),
        sweep=SweepSettings(
            every=timedelta(seconds=90),
            full_every=timedelta(hours=12),
            lookback=timedelta(days=3),
        ),
        access=AccessSettings(managers=["U0123456789"]),
        clouds={
            "prod": CloudSettings(
                region="ap-southeast-3",
                project_id="0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                sources=[SourceName.SCRIPT, SourceName.ORDER],
                requests_per_second=2.5,
                time_zone="Asia/Singapore",
                endpoints=EndpointSettings(workspace="https://workspace.example:8443"),
                access_key=SecretStr("AK-VALUE"),
                secret_key=SecretStr("SK-VALUE"),
            )
        },
        digests=[
            DigestSettings(
                name="night-shift",
                channel="C0123456789",
                schedule="0 9 * * mon-fri",
                time_zone="Asia/Singapore",
                clouds=["prod"],
                sources=[SourceName.TASK, SourceName.ORDER],
                outcomes=[Outcome.FAILED, Outcome.SKIPPED],
                when_empty="silent",
                mention=["S0123456789", "U0123456789"],
                target=["FIN-*"],
                script=["patch-check"],
                pool=["finance"],
                cause=["WKS.00010032"],
            )
        ],
    )
    assert settings.model_dump() == expected.model_dump()


def test_defaults_are_those_of_the_contract(tmp_path: Path) -> None:
    settings = load(written(tmp_path, ""), {})

    assert settings.model_dump(mode="json") == {
        "slack": {
            "mode": "socket",
            "api_url": "https://slack.com/api/",
            "listen_in_threads": False,
            "thread_lifetime": "P30D",
            "watches_per_person": 10,
            "bot_token": None,
            "app_token": None,
            "signing_secret": None,
        },
        "http": {"host": "127.0.0.1", "port": 3000, "metrics_port": 0},
        "http_client": {"proxy": None, "ca_file": None},
        "log": {"level": "info", "format": "json"},
        "database": {"url": "**********"},
        "sweep": {"every": "PT10M", "full_every": "PT6H", "lookback": "P2D"},
        "access": {"managers": []},
        "clouds": {},
        "digests": [],
    }


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    settings = load(
        written(tmp_path, CLOUD + 'sources = ["app"]\n[http]\nport = 1\nhost = "::1"'),
        {
            **KEYS,
            "RUNWATCH_HTTP__PORT": "2",
            "RUNWATCH_CLOUDS__PROD__SOURCES": "script, task",
        },
    )

    assert settings.http == HttpSettings(host="::1", port=2)
    assert settings.clouds["prod"].sources == [SourceName.SCRIPT, SourceName.TASK]
    assert settings.clouds["prod"].region == "ap-southeast-3"


def test_the_environment_alone_is_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    settings = load(None, {**KEYS, **_cloud_in_the_environment()})

    assert list(settings.clouds) == ["prod"]


def test_a_file_here_is_read_by_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, "[http]\nport = 4000")
    monkeypatch.chdir(tmp_path)

    assert load(None, {}).http.port == 4000


def test_secrets_may_be_given_as_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("from-a-file\n", encoding="utf-8")

    settings = load(
        written(tmp_path, CLOUD),
        {
            "RUNWATCH_CLOUDS__PROD__ACCESS_KEY": "AK-VALUE",
            "RUNWATCH_CLOUDS__PROD__SECRET_KEY_FILE": str(secret),
            "SLACK_BOT_TOKEN_FILE": str(secret),
        },
    )

    assert settings.clouds["prod"].secret_key == SecretStr("from-a-file")
    assert settings.slack.bot_token == SecretStr("from-a-file")


def test_a_variable_set_to_nothing_is_not_set(tmp_path: Path) -> None:
    settings = load(written(tmp_path, ""), {"SLACK_BOT_TOKEN": ""})

    assert settings.slack.bot_token is None


def test_other_variables_are_none_of_our_business(tmp_path: Path) -> None:
    settings = load(written(tmp_path, ""), {"HOME": "/", "SLACK_TEAM": "T1"})

    assert settings.model_dump() == Settings().model_dump()


def _cloud_in_the_environment() -> dict[str, str]:
    return {
        "RUNWATCH_CLOUDS__PROD__REGION": "ap-southeast-3",
        "RUNWATCH_CLOUDS__PROD__PROJECT_ID": "0a1b",
    }
