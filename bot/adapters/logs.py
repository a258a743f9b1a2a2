"""Structured logs on stderr, with every configured secret kept out."""

import logging
import sys
from collections.abc import Collection
from typing import Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.domain.redaction import MASK

# Below these levels they write whole request bodies, tokens included, or what nobody
# reads.
_LEAST = {
    "aiohttp": logging.WARNING,
    "aiosqlite": logging.WARNING,
    "alembic": logging.WARNING,
    "apscheduler": logging.WARNING,
    "asyncio": logging.WARNING,
    "httpx": logging.WARNING,
    "slack_bolt": logging.CRITICAL,  # our own guards say what broke, without its text
    "slack_sdk": logging.WARNING,
    "sqlalchemy": logging.WARNING,
}


class SecretMask:
    """A processor that puts dots in place of secrets, wherever they stand."""

    def __init__(self, secrets: Collection[str]) -> None:
        spelled = {secret: None for secret in secrets if secret}
        # As they stand in a repr or a traceback.
        spelled |= {repr(secret)[1:-1]: None for secret in spelled}
        self._secrets = list(spelled)

    def __call__(self, _: WrappedLogger, __: str, event: EventDict) -> EventDict:
        return {key: self._masked(value) for key, value in event.items()}

    def _masked(self, value: object) -> object:
        match value:
            case None | bool() | int() | float():
                return value
            case str():
                return self._without_secrets(value)
            case dict():
                return {
                    self._masked(str(key)): self._masked(one)
                    for key, one in value.items()
                }
            case list() | tuple() | set() | frozenset():
                return [self._masked(one) for one in value]
            case _:
                return self._without_secrets(repr(value))

    def _without_secrets(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return text


class Hush(logging.Filter):
    """Drops what noisy libraries say; they set their own levels, so a filter it is."""

    def filter(self, record: logging.LogRecord) -> bool:
        library = record.name.partition(".")[0]
        return record.levelno >= _LEAST.get(library, logging.NOTSET)


def configure(
    level: str, style: Literal["json", "console"], secrets: Collection[str]
) -> None:
    """Send our log and the libraries' to stderr, one event a line.

    Args:
        level: the least that is written, as in `log.level`.
        style: `json` for machines, `console` for people.
        secrets: values that must never be seen, the longest first.
    """
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(style, secrets))
    handler.setLevel(level.upper())
    handler.addFilter(Hush())
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)


def _formatter(
    style: Literal["json", "console"], secrets: Collection[str]
) -> structlog.stdlib.ProcessorFormatter:
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            *shared,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            SecretMask(secrets),
            last,
        ],
    )
