"""What the scripts of the living fleet print: long, in two languages, with secrets."""

from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import NamedTuple

from bot.playground.cloud.life.catalogue import SCRIPTS, SHIFT_CHECK, WINDOWS_UPDATE
from bot.playground.cloud.life.chance import chance
from bot.playground.cloud.life.places import CHINESE_CITIES
from bot.playground.cloud.outputs import HOSTILE_OUTPUT, SECRETS
from bot.playground.cloud.tables import Row

_LINES = {
    script.name: script.lines for script in (*SCRIPTS, SHIFT_CHECK, WINDOWS_UPDATE)
}
_COMMAND_LINES = (
    "/dev/sda{n} 40G {n}M used",
    "unit app-{hex}.service loaded active running",
)
_CHINESE_LINES = (
    "正在检查 {name} 的第 {n} 项",
    "下载完成 {n} KB, 校验和 {hex}",
    "用户配置 {n} 已备份",
)
_FEWEST, _USUAL, _MOST = 18, 45, 280
# How often an output is so.
_HOSTILE, _ENDLESS, _TELLS_SECRETS, _IN_CHINESE = 0.03, 0.02, 0.1, 0.5
_LONG_LINE = 300 * 1024


class _Errors(NamedTuple):
    """The last lines of a failure whose reason has this part."""

    part: str
    lines: tuple[str, ...]


_ERRORS = (
    _Errors(
        "disk full",
        (
            "Write-Error: There is not enough space on the disk. (0x80070070)",
            "    + FullyQualifiedErrorId : DiskFull,Copy-Item",
        ),
    ),
    _Errors(
        "module not found",
        (
            "Import-Module: The module 'Runbook.Common' 4.0.{n} was not loaded",
            "    + FullyQualifiedErrorId : Modules_ModuleNotFound,Import-Module",
        ),
    ),
    _Errors(
        "domain controller",
        ("ERROR: The domain fin.example could not be contacted (1355)",),
    ),
    _Errors("600 s", ("Waiting for lock {hex} ...",)),
    _Errors(
        "",
        (
            "ERROR: step {n} failed: 0x8007{hex}",
            "Traceback (most recent call last):",
            '  File "/opt/runbooks/step.py", line {n}, in apply',
            "RuntimeError: step {n} did not end",
        ),
    ),
)


def printed(row: Row) -> str:
    """The output of this W6 row; the same each time it is asked for."""
    failed = row["status"] == "FAILED"
    if row["status"] not in ("SUCCESS", "FAILED") or "offline" in row["reason"]:
        return ""
    luck = chance(row["id"])
    lines = list(_body(luck, row))
    if failed and luck.random() < _HOSTILE:
        lines.append(HOSTILE_OUTPUT)
    if failed and luck.random() < _ENDLESS:
        lines.append("state dump: " + "0123456789abcdef" * (_LONG_LINE // 16))
    if failed:
        lines += (_filled(luck, line, row) for line in _error(row["reason"]))
    return "\n".join([*lines, "exit 1" if failed else "exit 0"])


def host_log(luck: Random, name: str, host: str, problem: str = "") -> str:
    """The log of one host; `problem` ends it when there is one."""
    steps = luck.randint(1, 12)
    log = [
        f"[{number:02d}] + {name} step {number} on {host}: {luck.randrange(9_999)} ok"
        for number in range(1, steps + 1)
    ]
    if luck.random() < _TELLS_SECRETS:
        log.append(f"[{steps:02d}] + curl -u {name}:{luck.choice(SECRETS)} -T {host}")
    return "\n".join([*log, problem or f"{name}: done"])


def _body(luck: Random, row: Row) -> Iterator[str]:
    name = row["resource_name"]
    begun = datetime.fromisoformat(row["start_time"])
    shell = "$ ./" if name.startswith(("ENG-", "LAB-", "REN-")) else "PS C:\\> .\\"
    yield f"{shell}{row['script_name'] or 'command'} -Target {name}"
    templates = _templates(luck, row)
    count = min(_MOST, max(_FEWEST, int(luck.expovariate(1 / _USUAL))))
    ended = datetime.fromisoformat(row["end_time"])
    for number in range(count):
        at = begun + (ended - begun) * number / count
        yield f"[{at:%H:%M:%S}] {_filled(luck, luck.choice(templates), row)}"


def _templates(luck: Random, row: Row) -> tuple[str, ...]:
    """What its lines are made of; those with secrets only now and then."""
    chinese = any(f"-{city}-" in row["resource_name"] for city in CHINESE_CITIES)
    if chinese and luck.random() < _IN_CHINESE:
        return _CHINESE_LINES
    lines = _LINES.get(row["script_name"], _COMMAND_LINES)
    if luck.random() < _TELLS_SECRETS:
        return lines
    return tuple(line for line in lines if "{secret}" not in line)


def _filled(luck: Random, template: str, row: Row) -> str:
    return template.format(
        name=row["resource_name"],
        n=luck.randrange(1, 10_000),
        hex=f"{luck.getrandbits(32):08x}",
        secret=luck.choice(SECRETS),
    )


def _error(reason: str) -> tuple[str, ...]:
    return next(errors.lines for errors in _ERRORS if errors.part in reason)
