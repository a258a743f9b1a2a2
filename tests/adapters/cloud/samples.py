"""What the tests of the cloud's adapter ask for, and what W7 answers."""

from typing import Any

from bot.adapters.cloud.errors import Asked
from bot.domain.references import Reference, SourceName

ACCESS_KEY = "AKEXAMPLE0000000000A"
SECRET_KEY = "SKEXAMPLE/not+a+real+secret/0000000000A"
PROJECT = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"

RECORD = "srr-6a2b10c0-2f11-4df0-a5b7-8b0000000702"
REFERENCE = Reference("prod", SourceName.SCRIPT, (RECORD,))
ASKED = Asked(
    reference=REFERENCE,
    thing="script execution",
    permission="workspace:scripts:getRecordDetail",
)

W7: dict[str, Any] = {
    "id": RECORD,
    "script_id": "scr-31f5c7a0-0a61-4a3f-b0d1-5e0000000401",
    "script_name": "patch-check",
    "script_task_id": "stk-9d1c7a10-5b0e-4b39-8f0a-3c0000000301",
    "resource_id": "dt-0b4e6b0e-6c1a-4f0c-9d0d-aa0000000002",
    "resource_name": "FIN-DESK-02",
    "resource_type": "DESKTOP",
    "start_time": "2026-01-14T19:10:36.054Z",
    "end_time": "2026-01-14T19:12:01.411Z",
    "status": "FAILED",
    "execute_order": 2,
    "result_code": "WKS.00010032",
    "reason": "The script exited with a non-zero code",
    "output": "Checking KB5034441...\nERROR: 0x80070643 token=REDACT-ME\nexit 1",
}

NOT_ALLOWED = (
    "prod does not let this bot read a script execution. Whoever runs this bot has to "
    "give its user the permission workspace:scripts:getRecordDetail."
)
NONE_SUCH = f"prod has no script execution `{RECORD}`."
UNREADABLE = (
    "prod answered with something I cannot read. Ask again in a minute; if it stays "
    "so, tell whoever runs this bot."
)
HUNG_UP = "prod could not be reached, or hung up. Ask again in a minute."
