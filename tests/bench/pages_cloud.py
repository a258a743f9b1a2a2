"""A cloud with one long run (W4): 600 pages of 100 rows, each 20 ms late.

Answers stand ready, so that the clients are measured and not this. Prints its address.
"""

import asyncio
import json
import sys
from typing import Any

from aiohttp import web

PAGES, ROWS, LATENCY = 600, 100, 0.02


def row(number: int) -> dict[str, Any]:
    failed = number % 50 == 0
    return {
        "id": f"det-{number:06d}",
        "record_id": "rec-5a0f7e2c-93c4-4e0b-8f43-2b7f1c7a2201",
        "desktop_id": f"dt-0b4e6b0e-6c1a-4f0c-9d0d-aa{number:010d}",
        "desktop_name": f"FIN-DESK-{number:05d}",
        "exec_status": "FAIL" if failed else "SUCCESS",
        "exec_script_id": "",
        "result_code": "WKS.00010032" if failed else "",
        "fail_reason": "Operation conflict" if failed else "",
        "start_time": "2026-01-15 02:00:01",
        "end_time": f"2026-01-15 02:{number // 60 % 60:02d}:{number % 60:02d}",
        "time_zone": "Asia/Singapore",
    }


def page(number: int) -> bytes:
    rows = [row(number * ROWS + place) for place in range(ROWS)]
    body = {"tasks_records_details": rows, "total_count": PAGES * ROWS}
    return json.dumps(body).encode()


async def main() -> None:
    ready = [page(number) for number in range(PAGES)]

    async def serve(request: web.BaseRequest) -> web.StreamResponse:
        await asyncio.sleep(LATENCY)
        number = int(request.query["offset"]) // ROWS
        body = ready[number] if number < PAGES else b'{"tasks_records_details":[]}'
        return web.Response(body=body, content_type="application/json")

    runner = web.ServerRunner(web.Server(serve, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    sys.stdout.write(f"http://{host}:{port}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
