"""Secrets found in text that is about to be shown, and put out of sight."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from bot.domain.answers import Match
from bot.domain.background import Background, Beside
from bot.domain.causes import Cause
from bot.domain.executions import Detail, Execution, Named
from bot.domain.failures import BlastRadius, Failure, Group
from bot.domain.outputs import Output
from bot.domain.runs import Run
from bot.domain.works import ListedWork

MASK = "••••"

_WORD = (
    r"(?:password|passwd|passphrase|pwd|secret|token|credentials?|authorization|"
    r"(?:api|access|account|auth|client|encryption|private|secret|shared|storage)"
    r"[ _.-]?key|signature|(?:pass|sig)(?==)|密码|口令|密钥|令牌)"
)
_NAME = rf"{_WORD}(?:[0-9]{{1,3}}|[_.-][A-Za-z0-9]{{1,20}})?"
_SCHEME = r"(?:bearer|basic|negotiate)"
# What is said of a secret, and is none; and what `pwd:` is also short for.
_SAID = (
    r"(?:absent|changed|denied|disabled|empty|error|expired|failed|failure|false|"
    r"has|incorrect|invalid|is|locked|mismatch|missing|must|no|none|not|null|ok|"
    r"rejected|required|reset|revoked|true|unknown|unset|valid|was|wrong|yes)"
    r"(?![^\s\"',;.:)])|(?<=pwd[:=])[ \t]{0,4}[/~]|(?<=pwd[:=] )[/~]"
)
# Between a name and its value terminals put colours as well as spaces.
_GAP = r"(?:[ \t]|\x1b\[[0-9;]{0,20}[A-Za-z]){0,16}"
# A quote that never closes ends with its line; one before a space closes a phrase.
_QUOTED = (
    r"\"(?:[^\"\\\r\n]|\\.)++\"|'(?:[^'\\\r\n]|\\.)++'|"
    r"\"(?=[^\s\"])(?:[^\"\\\r\n]|\\.)++|'(?=[^\s'])(?:[^'\\\r\n]|\\.)++|"
    r"(?P<nested>\\++[\"'])(?:(?!(?P=nested))[^\r\n])++(?P=nested)"
)

# Each pattern keeps what it names `keep` and hides what it names `hide`. Repeats are
# bounded or give nothing back (`++`), so that a long line is read in linear time.
_KEYS = (
    r"(?P<keep>-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----)"
    rf"(?!{MASK})(?P<hide>(?:(?!-----END|-----BEGIN)[\s\S])++)"
)
_ADDRESSES = (
    r"(?P<keep>\b[a-z][a-z0-9+.-]{1,20}://[^\s/:]{0,128}:)"
    rf"(?!{MASK}@)(?P<hide>[^\s/]{{1,512}})(?=@)"
)
_AUTHORIZATIONS = (
    rf"(?P<keep>(?:authorization|\bcookie|\bset-cookie)[\"']?{_GAP}[:=]{_GAP}"
    r"(?:[a-z][a-z0-9-]{1,30}[ \t]{1,8})?+)"
    rf"(?!{MASK})(?P<hide>[^\s\"'][^\r\n\"']*+)"
)
# Looking at the first letter alone makes this four times faster.
_ASSIGNMENTS = (
    r"(?=[acepst密口令])(?!authorization)"
    rf"(?P<keep>{_NAME}\\{{0,8}}[\"']?{_GAP}(?:=>|[:=：]){_GAP}"
    rf"(?:{_SCHEME}[ \t]{{1,8}})?+)(?!{MASK}|[\"']?-----BEGIN |{_SAID})"
    rf"(?P<hide>{_QUOTED}|[^\s\"',;&|<>]++)"
)
_ARGUMENTS = (
    rf"(?P<keep>(?<!\S)(?:--?|/){_NAME}[ \t]{{1,8}})"
    rf"(?!{MASK})(?P<hide>{_QUOTED}|[^\s\"'-][^\s\"']*+)"
)
_ELEMENTS = rf"(?P<keep><{_NAME}>)(?!{MASK})(?P<hide>[^<\r\n]++)(?=</)"
_COMMANDS = (
    r"(?P<keep>\bConvertTo-SecureString[ \t]{1,8}(?:-String[ \t]{1,8})?+|"
    r"(?<!\S)(?:-u[ \t]{0,8}|--user[ \t=]{1,8})[\"']?[^\s:\"']{1,64}:|"
    r"\bsshpass[ \t]{1,8}-p[ \t]{0,8}|\bmysql(?:dump|admin)?[ \t][^\r\n]{0,80}?[ \t]-p|"
    r"(?<!\S)/user:\S{1,80}[ \t]{1,8})"
    rf"(?!{MASK})(?P<hide>{_QUOTED}|[^\s\"'-][^\s\"']*+)"
)
# A scheme is also a plain word: what follows has to look like a token.
_HEADERS = (
    rf"(?P<keep>\b{_SCHEME}[ \t]{{1,8}})"
    r"(?=[a-z._~+/-]{0,64}[0-9=]|(?-i:[a-z._~+/-]{1,64}[A-Z]))"
    r"(?P<hide>[A-Za-z0-9._~+/=-]{8,}+)"
)
_WELL_KNOWN = (
    r"(?P<keep>)(?P<hide>\b(?:(?:AKIA|ASIA)[A-Z0-9]{16}\b|"
    r"(?<!-)eyJ[\w-]{8,2048}+\.[\w-]{8,}+\.[\w-]{4,}+|"
    r"(?:gh[opsur]_|github_pat_|glpat-|xox[abeprs]-|xapp-|"
    r"[sr]k_live_|AIza|hvs\.|npm_)[\w-]{10,}+|hooks\.slack\.com/services/[\w/]{20,}+))"
)
# Each with what has to be in the text; most texts have nothing of the rarer ones.
_PATTERNS = tuple(
    (sign, re.compile(pattern, re.IGNORECASE))
    for sign, pattern in (
        ("-----", _KEYS),
        ("://", _ADDRESSES),
        ("", _AUTHORIZATIONS),
        ("", _ASSIGNMENTS),
        ("", _ARGUMENTS),
        ("<", _ELEMENTS),
        ("", _COMMANDS),
        ("", _HEADERS),
        ("", _WELL_KNOWN),
    )
)
# All but the last need one of these; names of machines and most reasons have none.
_SIGNS = re.compile(
    rf"[:=：<]|(?<!\S)[-/]|-----BEGIN|{_SCHEME}[ \t]|ConvertTo-", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Redacted:
    """Text without its secrets, and how many there were."""

    text: str
    hidden: int


def redact(text: str) -> Redacted:
    """Replace every value that looks like a secret by dots, and count them."""
    hidden = 0
    for sign, pattern in _PATTERNS if _SIGNS.search(text) else _PATTERNS[-1:]:
        if sign in text:
            text, count = pattern.subn(_mask, text)
            hidden += count
    return Redacted(text, hidden)


def redact_execution(execution: Execution) -> tuple[Execution, int]:
    """The execution with its texts redacted, and how many secrets were hidden."""
    mask = _Mask()
    return mask.execution(execution), mask.hidden


def redact_run(run: Run) -> tuple[Run, int]:
    """The run with its texts redacted, and how many secrets were hidden."""
    mask = _Mask()
    redacted = replace(
        run,
        raw_status=mask.text(run.raw_status),
        work=mask.named(run.work),
        scripts=tuple(map(mask.named, run.scripts)),
        kind=mask.text(run.kind),
        place=mask.named(run.place),
        details=mask.details(run.details),
    )
    return redacted, mask.hidden


def redact_work(listed: ListedWork) -> tuple[ListedWork, int]:
    """The work with its texts redacted, and how many secrets were hidden."""
    mask = _Mask()
    redacted = replace(
        listed,
        work=mask.named(listed.work),
        kind=mask.text(listed.kind),
        schedule=mask.text(listed.schedule),
        raw_last=mask.text(listed.raw_last),
        details=mask.details(listed.details),
    )
    return redacted, mask.hidden


def redact_match(match: Match) -> tuple[Match, int]:
    """The match with its texts redacted, and how many secrets were hidden.

    The line repeats what the label says: what is hidden in both counts once.
    """
    mask = _Mask()
    label = mask.text(match.label)
    return replace(match, label=label, line=redact(match.line).text), mask.hidden


def redact_failure(failure: Failure) -> tuple[Failure, int]:
    """The failure with its texts redacted, and how many secrets are hidden in it.

    Those that were hidden before it was kept are counted as well.
    """
    return next(redact_failures([failure]))


def redact_failures(failures: Iterable[Failure]) -> Iterator[tuple[Failure, int]]:
    """The same of each; what many of them say is read once."""
    known: dict[str, Redacted] = {}
    for failure in failures:
        mask = _Mask(known)
        yield mask.failure(failure), failure.hidden + mask.hidden


def redact_radius(radius: BlastRadius) -> tuple[BlastRadius, int]:
    """The blast radius with its texts redacted, and how many secrets are hidden in it.

    Those that were hidden before its examples were kept are counted as well.
    """
    mask = _Mask()
    redacted = replace(
        radius,
        cause=mask.cause(radius.cause),
        pools=tuple(map(mask.text, radius.pools)),
        examples=tuple(map(mask.failure, radius.examples)),
    )
    return redacted, mask.hidden + sum(one.hidden for one in radius.examples)


def redact_background(found: Background) -> Background:
    """The background with its texts redacted."""
    recovery, mask = found.recovery, _Mask()
    return Background(
        radius=redact_radius(found.radius)[0] if found.radius else None,
        recovery=replace(recovery, work=mask.named(recovery.work))
        if recovery
        else None,
        on_target=_redacted_beside(found.on_target),
        of_script=_redacted_beside(found.of_script),
    )


def _redacted_beside(beside: Beside) -> Beside:
    rows = tuple(row for row, _ in redact_failures(beside.rows))
    return replace(beside, rows=rows)


def redact_group(group: Group) -> tuple[Group, int]:
    """The group with its name redacted, and how many secrets are hidden in that."""
    mask = _Mask()
    redacted = replace(group, thing=mask.named(group.thing))
    return redacted, mask.hidden


class _Mask:
    """Redacts texts and counts what it hid in all of them, the same text once.

    What has no secret stays the same object. `known` are texts that were read before.
    """

    def __init__(self, known: dict[str, Redacted] | None = None) -> None:
        self._known = {} if known is None else known
        self._hidden: dict[str, int] = {}

    @property
    def hidden(self) -> int:
        return sum(self._hidden.values())

    def text(self, text: str) -> str:
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = redact(text)
        if not found.hidden:
            return text
        self._hidden[text] = found.hidden
        return found.text

    def named(self, thing: Named) -> Named:
        name = self.text(thing.name)
        return thing if name is thing.name else Named(thing.id, name)

    def cause(self, cause: Cause) -> Cause:
        code, reason = self.text(cause.code), self.text(cause.reason)
        same = code is cause.code and reason is cause.reason
        return cause if same else Cause(code, reason)

    def execution(self, execution: Execution) -> Execution:
        output = execution.output
        return _with(
            execution,
            raw_status=self.text(execution.raw_status),
            kind=self.text(execution.kind),
            script=self.named(execution.script),
            target=self.named(execution.target),
            cause=self.cause(execution.cause),
            output=_with(
                output, text=self.text(output.text), end=self.text(output.end)
            ),
            details=self.details(execution.details),
        )

    def failure(self, failure: Failure) -> Failure:
        return _with(
            failure,
            execution=self.execution(failure.execution),
            work=self.named(failure.work),
            place=self.named(failure.place),
        )

    def details(self, details: tuple[Detail, ...]) -> tuple[Detail, ...]:
        if not details:
            return details
        return tuple(_with(one, text=self.text(one.text)) for one in details)


_T = TypeVar("_T", Execution, Failure, Output, Detail)


def _with(thing: _T, **parts: Any) -> _T:  # noqa: ANN401  texts, or what has some
    """The thing with these parts; itself where it has them already."""
    for name, part in parts.items():
        if getattr(thing, name) is not part:
            return replace(thing, **parts)
    return thing


def _mask(match: re.Match[str]) -> str:
    return match["keep"] + MASK
