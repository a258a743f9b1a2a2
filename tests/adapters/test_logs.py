import json
import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

import pytest
import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.adapters.logs import SecretMask, configure

KEY = "SKEXAMPLE/not+a+real+secret"
TOKEN = "xoxb-1-2-abc"
SECRETS = [KEY, TOKEN]
MASK = "••••"
LIBRARIES = ["aiohttp", "asyncio", "httpx", "slack_bolt", "slack_sdk"]


class Holder:
    """Shows its secret to whoever looks at it."""

    def __repr__(self) -> str:
        return f"Holder({KEY})"


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    known = [name for name in root.manager.loggerDict if name.startswith("slack_bolt")]
    names = {*LIBRARIES, *known}
    levels = {name: logging.getLogger(name).level for name in names}
    # Out of reach of `force`, which closes the handlers that it finds.
    root.handlers.clear()
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, least in levels.items():
        logging.getLogger(name).setLevel(least)
    structlog.reset_defaults()


Stderr = pytest.CaptureFixture[str]


def written(stderr: Stderr) -> list[dict[str, Any]]:
    """The events on stderr, one from each line."""
    out, err = stderr.readouterr()
    assert out == ""
    return [json.loads(line) for line in err.split("\n") if line]


def failed() -> None:
    """Raise with a secret in the message, and another in what caused it."""
    raise ValueError(f"cannot sign with {KEY}") from KeyError(TOKEN)


def test_an_event_is_one_line_of_json(capsys: Stderr) -> None:
    configure("info", "json", SECRETS)

    structlog.get_logger("bot.x").info("asked", cloud="prod", rows=3, ok=True, why=None)

    (event,) = written(capsys)
    assert event.pop("timestamp").endswith("Z")
    assert event == {
        "event": "asked",
        "level": "info",
        "logger": "bot.x",
        "cloud": "prod",
        "rows": 3,
        "ok": True,
        "why": None,
    }


def test_a_librarys_record_is_one_line_of_json(capsys: Stderr) -> None:
    configure("info", "json", SECRETS)

    logging.getLogger("some.library").warning("took %d s\nfor %s", 3, "财务")

    (event,) = written(capsys)
    assert event.pop("timestamp").endswith("Z")
    assert event == {
        "event": "took 3 s\nfor 财务",
        "level": "warning",
        "logger": "some.library",
    }


def test_every_line_says_which_request_it_is_about(capsys: Stderr) -> None:
    configure("info", "json", SECRETS)

    with structlog.contextvars.bound_contextvars(request="r1"):
        structlog.get_logger().info("ours")
        logging.getLogger("library").warning("theirs")

    assert [(e["event"], e["request"]) for e in written(capsys)] == [
        ("ours", "r1"),
        ("theirs", "r1"),
    ]


def test_an_event_of_many_lines_stays_on_one(capsys: Stderr) -> None:
    configure("info", "json", SECRETS)

    structlog.get_logger().info("a\nb\r\n\x00", output="c\nd\x1b[31m")

    (event,) = written(capsys)
    assert (event["event"], event["output"]) == ("a\nb\r\n\x00", "c\nd\x1b[31m")


@pytest.mark.parametrize(
    "value",
    [
        KEY,
        f"before {KEY} after {TOKEN}",
        [KEY, "harmless"],
        {"headers": {"authorization": [f"Bearer {TOKEN}"]}},
        {TOKEN: 1},
        (KEY,),
        {KEY},
        KEY.encode(),
        Holder(),
        [Holder()],
        ValueError(KEY),
    ],
    ids=[
        "bare",
        "within",
        "list",
        "nested",
        "key",
        "tuple",
        "set",
        "bytes",
        "object",
        "object-in-list",
        "exception",
    ],
)
@pytest.mark.parametrize("style", ["json", "console"])
def test_a_secret_is_never_written(
    capsys: Stderr, style: Literal["json", "console"], value: object
) -> None:
    configure("info", style, SECRETS)

    structlog.get_logger().info("event", value=value)

    said = capsys.readouterr().err
    assert MASK in said
    assert not any(secret in said for secret in SECRETS)


@pytest.mark.parametrize(
    "secret",
    ["pa'ss\"word", "back\\slash", "密码-秘密", "two\nlines"],
    ids=["quotes", "backslash", "chinese", "newline"],
)
@pytest.mark.parametrize(
    "nest",
    [lambda s: s, lambda s: [s], lambda s: {"a": {"b": s}}],
    ids=["bare", "list", "nested"],
)
def test_a_secret_with_odd_letters_is_never_written(
    secret: str, nest: Callable[[str], object]
) -> None:
    mask = SecretMask([secret])

    masked = mask(None, "info", {"event": "x", "value": nest(secret)})

    assert MASK in str(masked["value"])
    shown = str(masked["value"])
    assert not any(form in shown for form in (secret, repr(secret)[1:-1]))


@pytest.mark.parametrize("style", ["json", "console"])
def test_a_secret_in_the_event_itself_is_never_written(
    capsys: Stderr, style: Literal["json", "console"]
) -> None:
    configure("info", style, SECRETS)

    structlog.get_logger().info(f"signed with {KEY}")

    said = capsys.readouterr().err
    assert f"signed with {MASK}" in said


@pytest.mark.parametrize("style", ["json", "console"])
def test_a_secret_in_an_exception_is_never_written(
    capsys: Stderr, style: Literal["json", "console"]
) -> None:
    configure("info", style, SECRETS)

    try:
        failed()
    except ValueError:
        structlog.get_logger().exception("request_failed")

    said = capsys.readouterr().err
    assert f"cannot sign with {MASK}" in said
    assert "Traceback" in said
    assert "Logging error" not in said
    assert not any(secret in said for secret in SECRETS)


@pytest.mark.parametrize("style", ["json", "console"])
def test_a_secret_in_a_librarys_record_is_never_written(
    capsys: Stderr, style: Literal["json", "console"]
) -> None:
    configure("info", style, SECRETS)

    try:
        failed()
    except ValueError:
        logging.getLogger("library").exception("with %s and %r", KEY, {"token": TOKEN})

    said = capsys.readouterr().err
    assert f"with {MASK} and {{'token': '{MASK}'}}" in said
    assert "Traceback" in said
    assert "Logging error" not in said
    assert not any(secret in said for secret in SECRETS)


def test_a_secret_bound_to_the_request_is_never_written(capsys: Stderr) -> None:
    configure("info", "json", SECRETS)

    with structlog.contextvars.bound_contextvars(token=TOKEN):
        structlog.get_logger().info("event")

    (event,) = written(capsys)
    assert event["token"] == MASK


def test_an_empty_secret_hides_nothing(capsys: Stderr) -> None:
    configure("info", "json", ["", KEY])

    structlog.get_logger().info("as it is")

    (event,) = written(capsys)
    assert event["event"] == "as it is"


def test_of_two_secrets_that_begin_alike_nothing_is_left() -> None:
    mask = SecretMask(["abcdef", "abc"])

    masked = mask(None, "info", {"event": "abcdef abc"})

    assert masked == {"event": f"{MASK} {MASK}"}


@pytest.mark.parametrize("style", ["json", "console"])
@pytest.mark.parametrize(
    ("level", "events"),
    [
        ("debug", ["debug", "info", "warning", "error"]),
        ("info", ["info", "warning", "error"]),
        ("warning", ["warning", "error"]),
        ("error", ["error"]),
    ],
)
def test_what_is_below_the_level_is_not_written(
    capsys: Stderr,
    level: str,
    events: list[str],
    style: Literal["json", "console"],
) -> None:
    configure(level, style, SECRETS)

    for name in ("debug", "info", "warning", "error"):
        getattr(structlog.get_logger("ours"), name)(f"ours-{name}")
        getattr(logging.getLogger("theirs"), name)(f"theirs-{name}")

    said = capsys.readouterr().err
    found = [
        name
        for name in ("debug", "info", "warning", "error")
        if f"ours-{name}" in said and f"theirs-{name}" in said
    ]
    assert found == events
    assert said.count("ours-") == said.count("theirs-") == len(events)


@pytest.mark.parametrize(
    ("library", "least"),
    [
        ("aiohttp.access", "warning"),
        ("asyncio", "warning"),
        ("httpx", "warning"),
        ("slack_bolt", "critical"),
        ("slack_sdk.web.async_client", "warning"),
    ],
)
def test_a_noisy_library_is_quiet(capsys: Stderr, library: str, least: str) -> None:
    configure("debug", "json", SECRETS)

    for name in ("debug", "info", "warning", "error"):
        getattr(logging.getLogger(library), name)(name)

    found = [event["event"] for event in written(capsys)]
    assert found == {"warning": ["warning", "error"], "critical": []}[least]


@pytest.mark.parametrize("level", ["debug", "info"])
async def test_bolt_does_not_write_what_it_turned_away(
    capsys: Stderr, level: str
) -> None:
    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token=TOKEN)

    configure(level, "json", SECRETS)
    bolt = AsyncApp(signing_secret="s", authorize=authorize)
    body = "command=/runs&text=private"
    headers: dict[str, str | Sequence[str]] = {
        "x-slack-signature": "v0=1",
        "x-slack-request-timestamp": "1",
    }

    answer = await bolt.async_dispatch(AsyncBoltRequest(body=body, headers=headers))

    assert answer.status == 401
    assert "private" not in capsys.readouterr().err


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_quiet_library_is_not_louder_than_the_level(
    capsys: Stderr, library: str
) -> None:
    configure("error", "json", SECRETS)

    logging.getLogger(library).warning("not that bad")

    assert written(capsys) == []


def test_the_console_is_for_people(capsys: Stderr) -> None:
    configure("info", "console", SECRETS)

    structlog.get_logger().info("asked", cloud="prod")

    said = capsys.readouterr().err
    assert "asked" in said
    assert "cloud=prod" in said
    assert "\x1b[" not in said


def test_configuring_again_writes_once(capsys: Stderr) -> None:
    configure("info", "json", SECRETS)
    configure("warning", "json", SECRETS)

    structlog.get_logger().warning("once")
    structlog.get_logger().info("never")

    assert [event["event"] for event in written(capsys)] == ["once"]
