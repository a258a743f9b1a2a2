"""The scripts that run on desktops."""

from typing import NamedTuple

from bot.playground.cloud.world.fleet import Target
from bot.playground.cloud.world.script_runs import (
    DISK_CLEANUP,
    JOIN_DOMAIN,
    PATCH_CHECK,
)


class Script(NamedTuple):
    """A script, how long it usually takes, and what it tells while it works."""

    id: str
    name: str
    seconds: float
    lines: tuple[str, ...]

    @property
    def target(self) -> Target:
        """Its id and name."""
        return Target(self.id, self.name)


def _new(number: int, name: str, seconds: float, *lines: str) -> Script:
    return Script(
        f"scr-31f5c7a0-0a61-4a3f-b0d1-5e000000{number:04d}", name, seconds, lines
    )


# {name} is the desktop, {n} a number, {hex} eight digits, {secret} something to hide.
PATCHES = Script(
    *PATCH_CHECK,
    85,
    (
        "Checking KB50{n}... present",
        "Download KB50{n} ... {n} KB, sha256 ok",
        "Install KB50{n} ... done, no reboot needed",
        "GET https://wsus.fin.example:8531/client.asmx?ring=2&token={secret}",
    ),
)
CLEANUP = Script(
    *DISK_CLEANUP,
    60,
    (
        "Removed {n} files from C:\\Windows\\Temp",
        "Recycle bin of user {n}: {n} KB",
        "Kept C:\\Users\\u{n}\\AppData\\Local\\cache-{hex}.db: in use",
    ),
)
DOMAIN = Script(
    *JOIN_DOMAIN,
    45,
    (
        "Asking dc{n}.fin.example for a ticket",
        "Computer account {name} found, sid S-1-5-21-{n}-{n}-{n}",
        "net use \\\\dc.fin.example\\join /user:svc-join password={secret}",
    ),
)
SCRIPTS = (
    PATCHES,
    CLEANUP,
    DOMAIN,
    _new(
        404,
        "cert-renewal",
        20,
        "Certificate {hex} of {name} ends in {n} hours",
        "POST https://ca.fin.example/v1/sign Authorization: Bearer {secret}",
        "Wrote Cert:\\LocalMachine\\My\\{hex}{hex}",
    ),
    _new(
        405,
        "log-rotate",
        12,
        "rotating pattern: /var/log/app-{n}.log after 7 days, {n} kept",
        "renaming /var/log/app-{n}.log to /var/log/app-{n}.log.1",
        "compressing /var/log/app-{hex}.log.2 with gzip",
    ),
    _new(
        406,
        "office-update",
        240,
        "OfficeC2RClient: channel Monthly, build 16.0.{n}.{n}",
        "Downloaded part {n} of 9999, sha256 {hex}{hex}",
        "Closed WINWORD.EXE (pid {n}) of session {n}",
    ),
    _new(
        407,
        "printer-map",
        9,
        "Add-Printer \\\\print.fin.example\\floor-{n}",
        "Driver {hex}.inf is current",
        "Removed the stale queue P{n}",
    ),
    _new(
        408,
        "profile-backup",
        150,
        "tar: /home/u{n}/.cache: skipped",
        "sent {n} blocks, {n} left",
        "curl -u backup:{secret} -T p{n}.tgz https://store.example/{name}",
    ),
)
# Of one pool alone.
SHIFT_CHECK = _new(
    409,
    "shift-check",
    25,
    "Test-Path \\\\files.fin.example\\shift\\{n}: True",
    "Service HDPAgent of {name}: Running, {n} handles",
    "Free on drive C: {n} MB",
)
# So long that one is nearly always to be watched.
WINDOWS_UPDATE = _new(
    410,
    "windows-update",
    2_700,
    "Feature update 24H2 on {name}: stage {n}",
    "Get-WindowsUpdate: KB50{n} is installed",
    "Staged {n} files of C:\\$WINDOWS.~BT",
)
COMMANDS = (
    ("POWERSHELL", "Get-Service -Name HDPAgent | Restart-Service -Force"),
    ("BAT", "gpupdate /force && ipconfig /registerdns"),
)
SHELL_COMMANDS = (
    ("SHELL", "df -h / /home && systemctl --failed --no-legend"),
    ("SHELL", "apt-get -qq update && apt-get -qqy upgrade"),
)
