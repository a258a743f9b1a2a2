"""No secret in any output."""

from pathlib import Path

import pytest

from bot.errors import ConfigurationError
from bot.settings import load, secrets_of

SECRET = "hunter2-hunter2"


@pytest.mark.parametrize(
    "environ",
    [
        {"RUNWATCH_CLOUDS__PROD__SECRET_KEYS": SECRET},
        {"RUNWATCH_SLACK": SECRET},
        {"RUNWATCH_CLOUDS__PROD": SECRET},
        {"RUNWATCH_CLOUDS__PROD__SECRET_KEY__X": SECRET},
        {"RUNWATCH_DATABASE__URL": f"mysql://root:{SECRET}@db"},
        {"RUNWATCH_HTTP_CLIENT__PROXY": f"socks://me:{SECRET}@proxy"},
        {"SLACK_BOT_TOKEN": SECRET, "RUNWATCH_SLACK__BOT_TOKEN": SECRET},
    ],
    ids=",".join,
)
def test_no_refusal_repeats_a_value(
    environ: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ConfigurationError) as caught:
        load(None, environ)

    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None


def test_settings_do_not_show_their_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    settings = load(None, {"SLACK_BOT_TOKEN": SECRET})

    assert SECRET not in f"{settings} {settings!r} {settings.model_dump_json()}"


def test_every_secret_is_known_to_the_log_the_longest_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load(
        None,
        {
            "SLACK_BOT_TOKEN": "bot-token-value",
            "SLACK_SIGNING_SECRET": "signing-secret-value",
            "RUNWATCH_CLOUDS__PROD__REGION": "ap-southeast-3",
            "RUNWATCH_CLOUDS__PROD__PROJECT_ID": "0a1b",
            "RUNWATCH_CLOUDS__PROD__ACCESS_KEY": "access-key",
            "RUNWATCH_CLOUDS__PROD__SECRET_KEY": "secret-key-1",
        },
    )

    assert secrets_of(settings) == [
        "sqlite+aiosqlite:///runwatch.db",
        "signing-secret-value",
        "bot-token-value",
        "secret-key-1",
        "access-key",
    ]


@pytest.mark.parametrize(
    "value", ["SK\u2013VALUE", "SK VALUE", "SK\nVALUE", "SK\x00", "SK\u00e9"], ids=ascii
)
@pytest.mark.parametrize(
    "name", ["SLACK_BOT_TOKEN", "RUNWATCH_CLOUDS__PROD__SECRET_KEY"]
)
def test_a_key_that_could_not_be_sent_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.chdir(tmp_path)
    cloud = {
        "RUNWATCH_CLOUDS__PROD__REGION": "ap-southeast-3",
        "RUNWATCH_CLOUDS__PROD__PROJECT_ID": "0a1b",
        "RUNWATCH_CLOUDS__PROD__ACCESS_KEY": "access-key",
        "RUNWATCH_CLOUDS__PROD__SECRET_KEY": "secret-key",
    }

    with pytest.raises(ConfigurationError) as caught:
        load(None, cloud | {name: value})

    assert str(caught.value) == (
        f"{name}: holds a character that no key has: a space, a line end, …"
    )
