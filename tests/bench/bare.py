"""The least that Bolt can do: apps that only ack, over HTTP and over a socket.

Prints the address of the first; the second connects to where the Web API says.
"""

import asyncio
import sys

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient


def bolt(signing_secret: str, api_url: str) -> AsyncApp:
    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1")

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    async def heard() -> None:
        pass  # Bolt acks it

    app = AsyncApp(
        signing_secret=signing_secret,
        client=AsyncWebClient(base_url=api_url),
        authorize=authorize,
        process_before_response=True,
    )
    app.command("/runs")(acknowledge)
    app.event("app_mention")(heard)
    return app


async def listen(app: AsyncApp) -> str:
    async def events(request: web.Request) -> web.Response:
        answer = await app.async_dispatch(await to_bolt_request(request))
        return await to_aiohttp_response(answer)

    site = web.Application()
    site.router.add_post("/slack/events", events)
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    return f"http://{host}:{port}"


async def main(signing_secret: str, api_url: str) -> None:
    app = bolt(signing_secret, api_url)
    await AsyncSocketModeHandler(app, "xapp-1").connect_async()
    sys.stdout.write(f"{await listen(app)}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
