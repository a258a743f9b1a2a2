"""What the believable company runs: desktops, application servers, hosts; their ills."""

from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.playground.cloud.tables import Row

REGION = "ap-southeast-3"
ZONE = ZoneInfo("Asia/Singapore")


class Target(NamedTuple):
    """A desktop or a server."""

    id: str
    name: str


class Ending(NamedTuple):
    """How it went on one target: the status word, and what else the row says."""

    status: str
    code: str = ""
    reason: str = ""
    seconds: float | None = 0


OK = Ending("SUCCESS", seconds=129)
CONFLICT = Ending("FAIL", "WKS.00010032", "Operation conflict", 8)
NO_ADDRESS = Ending(
    "FAIL",
    "WKS.00010110",
    "The desktop has no valid IP address. Check DHCP and the network.",
    300,
)
UNAVAILABLE = Ending("FAIL", "WKS.00129901", "Service unavailable for this request", 31)
TASK_CONFLICT = Ending("SKIP", "WKS.000x", "Task conflict")
NOT_RUNNING = Ending("SKIP", "WKS.000x", "Desktop is not running")
UNDER_WAY = Ending("RUNNING", seconds=None)
NOT_BEGUN = Ending("WAITING", seconds=None)


def desktop(number: int) -> Target:
    """One of the finance desktops; 1 to 137."""
    return Target(
        f"dt-0b4e6b0e-6c1a-4f0c-9d0d-aa{number:010d}", f"FIN-DESK-{number:02d}"
    )


def agent_desktop(number: int) -> Target:
    """One of the call centre's desktops; 1 to 60."""
    return Target(f"dt-5c1d8f90-27ab-4d3e-b6f4-bb{number:010d}", f"CC-AGENT-{number}")


def workstation(number: int) -> Target:
    """One of the Linux workstations of the render farm; 1 to 24."""
    return Target(f"dt-e83a4472-90c1-4b5d-8a2e-cc{number:010d}", f"RENDER-{number:02d}")


def server(number: int) -> Target:
    """One of the application servers; 1 to 64."""
    return Target(
        f"3f0c2d55-8a31-4f3e-9b0e-c1000000{1100 + number}", f"APS-{number:02d}"
    )


def of_kind(rows: list[Row], field: str, *statuses: str) -> int:
    """How many rows have one of these statuses in this field."""
    return sum(row[field] in statuses for row in rows)
