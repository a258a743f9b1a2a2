"""The types of single settings: what is taken, and the sentence when it is not."""

import re
from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr

from bot.domain.references import is_cloud_name, is_id
from bot.domain.schedules import check_crontab
from bot.domain.zones import known_zone

_SPAN = re.compile(r"([1-9][0-9]{0,5})([smhd])", re.ASCII)
_HOST = re.compile(
    r"(?=.{1,253}\Z)[A-Za-z0-9_:-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*", re.ASCII
)
_KEY = re.compile(r"[\x21-\x7e]+", re.ASCII)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def _span(value: object) -> object:
    if isinstance(value, timedelta):
        return value
    match = _SPAN.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError('is not a span like "90s", "10m", "48h" or "30d"')
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def _span_or_none(value: object) -> object:
    """A span that may also be nothing at all, such as "0h"."""
    return timedelta() if value in {"0s", "0m", "0h", "0d"} else _span(value)


def _list(value: object) -> object:
    """A list; the environment writes one as `a,b`."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def _zone(value: str) -> str:
    if known_zone(value) is None:
        raise ValueError('is not a time zone like "Asia/Singapore"')
    return value


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError('is not an address like "https://host"')
    try:
        _ = parts.port, parts.hostname.encode("idna")
    except ValueError:
        raise ValueError("has a host or port that there cannot be") from None
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("must not hold a password, query or fragment")
    return value


def _secure(value: str) -> str:
    """Only https, but for this machine: requests carry credentials."""
    parts = urlsplit(_address(value))
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise ValueError("must begin with https://")
    return value


def _origin(value: str) -> str:
    if urlsplit(value).path not in {"", "/"}:
        raise ValueError("must end after the host and port")
    return value.rstrip("/")


def _host(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise ValueError("is neither a name nor an address of a host")
    return value


def _proxy(value: str) -> str:
    if value == "none":
        return value
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError('is neither "none" nor an address like "http://host:3128"')
    return value


def _closing_slash(value: str) -> str:
    return value if value.endswith("/") else f"{value}/"


def _cloud_name(value: str) -> str:
    if not is_cloud_name(value):
        raise ValueError(
            "is no cloud's name: up to 40 lower-case letters, digits, single _"
        )
    return value


def _path_segment(value: str) -> str:
    if not is_id(value):
        raise ValueError("is not an id")
    return value


def _key(value: SecretStr) -> SecretStr:
    """What goes into a header; a dash from a word processor would break it there."""
    if not _KEY.fullmatch(value.get_secret_value()):
        raise ValueError("holds a character that no key has: a space, a line end, …")
    return value


def _not_empty(value: list[Any]) -> list[Any]:
    if not value:
        raise ValueError("is empty")
    return value


Span = Annotated[timedelta, BeforeValidator(_span)]
SpanOrNone = Annotated[timedelta, BeforeValidator(_span_or_none)]
Zone = Annotated[str, AfterValidator(_zone)]
Crontab = Annotated[str, AfterValidator(check_crontab)]
Origin = Annotated[str, AfterValidator(_secure), AfterValidator(_origin)]
MetadataOrigin = Annotated[str, AfterValidator(_address), AfterValidator(_origin)]
Host = Annotated[str, AfterValidator(_host)]
ApiUrl = Annotated[str, AfterValidator(_secure), AfterValidator(_closing_slash)]
Proxy = Annotated[str, AfterValidator(_proxy)]
CloudName = Annotated[str, AfterValidator(_cloud_name)]
PathSegment = Annotated[str, AfterValidator(_path_segment)]
Region = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[a-z0-9]+){1,4}$")]
Port = Annotated[int, Field(ge=0, le=65_535)]
UserId = Annotated[str, Field(pattern=r"^[UW][A-Z0-9]{2,20}$")]
MentionId = Annotated[str, Field(pattern=r"^[UWS][A-Z0-9]{2,20}$")]
ChannelId = Annotated[str, Field(pattern=r"^[CG][A-Z0-9]{2,20}$")]
Key = Annotated[SecretStr, AfterValidator(_key)]
Listed = BeforeValidator(_list)
NotEmpty = AfterValidator(_not_empty)
