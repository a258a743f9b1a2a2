"""What things of the simulated fleet are called, when they ran, and what ailed them."""

from datetime import timedelta

from tests.bench.sweep_world import Firing

ZONE, _AHEAD = "Asia/Singapore", timedelta(hours=8)
STATUS = {"succeeded": "SUCCESS", "failed": "FAILED", "skipped": "SKIP"}
# A bad run has one reason, as they do: it comes with numbers of its own each time.
_CAUSES = (
    ("WKS.00010032", "Operation conflict with job {number}"),
    ("WKS.00010110", "Agent on {target} did not answer within {seconds} s"),
    ("WKS.00010099", "The Workspace service is disabled."),
    ("WKS.00010207", "The script exited with code {seconds}"),
    ("WKS.00010320", "Connection to 10.0.{seconds}.7:28511 refused"),
    ("", "Quota of 2026-01-30 exceeded by {number}"),
    ("WKS.00010551", "Volume of {target} is in use"),
)
_SKIPS = (
    ("WKS.00010401", "Desktop {target} is not running"),
    ("WKS.00010402", "A user is logged on to {target}"),
)
_FINE = ("", "")


def task_id(run: Firing) -> str:
    return f"{run.series.name}task-0b4e6b0e-{run.work:08d}"


def script_task_id(run: Firing) -> str:
    """Also the id of a pool's run."""
    return f"stk-{run.name}"


def script_id(run: Firing) -> str:
    return f"scr-{run.series.name}-{run.work:08d}"


def target(desktops: int, run: Firing, row: int) -> tuple[str, str]:
    number = (run.work * 211 + row) % desktops
    return f"dt-0b4e6b0e-6c1a-4f0c-9d0d-aa{number:010d}", f"FIN-DESK-{number:06d}"


def host(series: str, run: Firing, row: int) -> tuple[str, str]:
    number = run.work * 1_000 + row
    return f"{series}-7d0e0001-1f2a-4c3b-8d4e-{number:012d}", f"{series}-{number:06d}"


def worst(run: Firing) -> str:
    return "failed" if run.bad else "succeeded"


def local(run: Firing, later: int = 0) -> str:
    local = run.started + timedelta(seconds=later) + _AHEAD
    return local.strftime("%Y-%m-%d %H:%M:%S")


def utc(run: Firing, later: int = 0) -> str:
    at = run.started + timedelta(seconds=later)
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def cause(run: Firing, outcome: str, row: int, name: str) -> tuple[str, str]:
    if outcome == "succeeded":
        return _FINE
    causes = _SKIPS if outcome == "skipped" else _CAUSES
    code, reason = causes[(run.work + run.nth) % len(causes)]
    said = reason.format(target=name, number=run.order_id * 997 + row, seconds=row % 90)
    return code, said
