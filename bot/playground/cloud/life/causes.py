"""Why work fails or is skipped: the codes of the services, in wording that varies."""

from dataclasses import dataclass
from enum import Enum
from random import Random

from bot.playground.cloud.world.fleet import Ending


class Family(Enum):
    """What kind of work it is: each kind fails in its own way."""

    POWER = "power"
    SCRIPT = "script"
    SERVER = "server"
    HOST = "host"


@dataclass(frozen=True, slots=True)
class Cause:
    """A code and the ways to say it; {name} and {number} differ from row to row."""

    code: str
    wordings: tuple[str, ...]
    shortest: float = 5
    longest: float = 90
    skipped: bool = False

    def ending(self, luck: Random, name: str) -> Ending:
        """How it ended on this target, in the words of scripts."""
        wording = luck.choice(self.wordings)
        reason = wording.format(name=name, number=luck.randrange(1000, 10_000))
        if self.skipped:
            return Ending("SKIP", self.code, reason, 0.0)
        seconds = luck.uniform(self.shortest, self.longest)
        return Ending("FAILED", self.code, reason, seconds)


# The placeholder that stands on the wire for skips (section 5, trap 7).
_SKIP_CODE = "WKS.000x"
_CONFLICT, _NO_IP, _UNAVAILABLE = "WKS.00010032", "WKS.00010110", "WKS.00129901"

BUSY_STATE = Cause(
    _CONFLICT,
    (
        "Operation conflict",
        "Operation conflict: the desktop is being rebooted",
        "Operation conflict. Desktop {name} does not allow the operation in its state.",
    ),
)
NO_ADDRESS = Cause(
    _NO_IP,
    (
        "The desktop has no valid IP address. Check DHCP and the network.",
        "Desktop {name} has no valid IP address. Check DHCP and the network.",
    ),
    300,
    310,
)
UNAVAILABLE = Cause(
    _UNAVAILABLE,
    (
        "Service unavailable for this request",
        "Service unavailable for this request, trace {number}",
    ),
    20,
    40,
)
ADDING_DISKS = Cause(
    "WKS.0407", ("The operation is not allowed while disks are being added.",)
)
NO_NAME = Cause("WKS.00010109", ("The custom computer name is empty.",))
SESSIONS = Cause(
    _CONFLICT,
    ("Operation conflict: {number} sessions are open", "Sessions are still open"),
)
NO_ANSWER = Cause(
    _UNAVAILABLE, ("The server did not answer after the restart",), 390, 400
)
AGENT_OFFLINE = Cause(
    _UNAVAILABLE,
    (
        "The desktop agent is offline",
        "The desktop agent of {name} is offline",
        "The desktop agent is offline (session {number})",
    ),
    300,
    302,
)
TIMED_OUT = Cause("WKS.00010032", ("The script was stopped after 600 s",), 600, 601)
EXITED = Cause(
    "WKS.00010032",
    ("The script exited with a non-zero code", "The script exited with code 1"),
    30,
    120,
)
DISK_FULL = Cause(
    "WKS.00010032", ("The script exited with code 112 (disk full)",), 20, 60
)
BAD_RELEASE = Cause(
    "WKS.00010032", ("The script exited with code 1 (module not found)",), 2, 9
)
NO_DOMAIN = Cause(
    "WKS.00010032",
    ("The script exited with code 1355 (no domain controller)",),
    30,
    60,
)
CHINESE = Cause("WKS.00010032", ("桌面当前状态不允许执行该操作", "脚本以非零代码退出"))
HOSTILE = Cause(
    "<!here>",
    (
        "```</code> <!channel> <https://evil.example|click> \u202egnp.exe\u202c &lt;b&gt;",
    ),
)
NOT_RUNNING = Cause(_SKIP_CODE, ("Desktop is not running",), skipped=True)
TASK_CONFLICT = Cause(_SKIP_CODE, ("Task conflict",), skipped=True)

# Of hosts COC tells a log and no code.
DENIED = Cause("", ("rm: cannot remove '/var/log/audit': Permission denied",))
NO_SPACE = Cause("", ("write error on {name}: No space left on device",))
LOST = Cause("", ("The agent did not answer within 300 s.",), 300, 301)
REFUSED = Cause("", ("curl: (7) Failed to connect to mirror.example port 443",))

# What befalls single targets now and then, without any trouble behind it.
BAD_LUCK: dict[Family, tuple[Cause, ...]] = {
    Family.POWER: (BUSY_STATE, NO_ADDRESS, NO_NAME, ADDING_DISKS),
    Family.SCRIPT: (EXITED, EXITED, TIMED_OUT, AGENT_OFFLINE, CHINESE, HOSTILE),
    Family.SERVER: (SESSIONS, UNAVAILABLE, NO_ANSWER),
    Family.HOST: (DENIED, LOST, REFUSED, NO_SPACE),
}
SKIPS: dict[Family, tuple[Cause, ...]] = {
    Family.POWER: (NOT_RUNNING, NOT_RUNNING, TASK_CONFLICT),
    Family.SCRIPT: (NOT_RUNNING, NOT_RUNNING, TASK_CONFLICT),
}
