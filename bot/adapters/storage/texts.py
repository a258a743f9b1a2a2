"""Texts from outside, made so that both databases take them: bounded and masked."""

import re
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import quote, unquote

from bot.domain.redaction import Redacted, redact
from bot.domain.references import Reference, SourceName

NAME, REASON = 256, 2_000
_SHORT, _LONG = 128, 2_000
_PLAIN = re.compile(r"[A-Za-z0-9._~-]*", re.ASCII)


def cleaned(text: str) -> str:
    """Without what cannot be kept: NUL (PostgreSQL) and halves of characters."""
    if not text.isascii():
        text = text.encode(errors="replace").decode()
    return text.replace("\0", "\ufffd") if "\0" in text else text


def bounded(text: str, most: int) -> str:
    """Cleaned, and cut where it is longer than `most`."""
    return _cut(cleaned(text), most) if text else ""


def as_key(text: str) -> str:
    """What a row is known by: short and always of one length, as indexes like it."""
    return _digest(text, 16)


def as_row_key(run: str, text: str) -> str:
    """The same for an execution: those of one run lie side by side in an index."""
    return run[:16] + _digest(text, 8)


def folded(*texts: str) -> str:
    """How people search for it: whatever its case."""
    return "\n".join(filter(None, texts)).casefold()


def as_reference(reference: Reference) -> str:
    """Like `str`, for ids that are none as well."""
    return "/".join([reference.cloud, reference.source, *map(_quoted, reference.ids)])


def reference_of(text: str, cloud: str) -> Reference:
    """What `as_reference` wrote, under `cloud`."""
    _, source, *ids = text.split("/")
    return Reference(cloud, SourceName(source), tuple(map(unquote, ids)))


def _quoted(part: str) -> str:
    return part if _PLAIN.fullmatch(part) else quote(part, safe="", errors="replace")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _digest(text: str, size: int) -> str:
    known = text.encode(errors="surrogatepass")
    return blake2b(known, digest_size=size).hexdigest()


class Mask:
    """Hides secrets in the texts of one row and counts them, those of a text once."""

    def __init__(self) -> None:
        self._hidden: dict[str, int] = {}

    @property
    def hidden(self) -> int:
        return sum(self._hidden.values())

    def text(self, text: str, most: int = NAME) -> str:
        """Masked before it is cut: half a secret could not be recognised."""
        if not text:
            return ""
        redacted = _redacted(text)
        if redacted.hidden:
            self._hidden[text] = redacted.hidden
        return _cut(redacted.text, most)


def _redacted(text: str) -> Redacted:
    if len(text) <= _SHORT:
        return _name(text)
    return _reason(text) if len(text) <= _LONG else _kept(text)


def _kept(text: str) -> Redacted:
    redacted = redact(text)
    return Redacted(cleaned(redacted.text), redacted.hidden)


@lru_cache(maxsize=1_024)
def _name(text: str) -> Redacted:
    """Thousands of targets come again and again, and so do states, codes, scripts."""
    return _kept(text)


@lru_cache(maxsize=1_024)
def _reason(text: str) -> Redacted:
    """As above."""
    return _kept(text)
