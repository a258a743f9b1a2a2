from aiohttp import ClientSession

from bot.playground.slack import ApiError, LocalSlack
from tests.playground.hand_clock import HandClock
from tests.playground.slack_with import BOT_TOKEN, slack_with
from tests.playground.tiny_bot import TinyBot

HEADERS = {"Authorization": f"Bearer {BOT_TOKEN}"}
DATA = b"a,b\n1,2\n"


async def upload_url(slack: LocalSlack, http: ClientSession) -> str:
    form = {"filename": "rows.csv", "length": str(len(DATA))}
    url = f"{slack.api_url}files.getUploadURLExternal"
    async with http.post(url, data=form, headers=HEADERS) as response:
        return str((await response.json())["upload_url"])


async def test_a_file_is_uploaded_to_where_slack_says(
    bot: TinyBot, clock: HandClock, http: ClientSession
) -> None:
    async with slack_with(bot, clock, "files:write") as slack:
        url = await upload_url(slack, http)

        async with http.post(url, data=DATA) as response:
            taken = response.status, await response.text()

        (file,) = slack.workspace.files.known.values()
        assert (taken, file.data) == ((200, "OK - 8"), DATA)


async def test_an_upload_can_go_wrong(
    bot: TinyBot, clock: HandClock, http: ClientSession
) -> None:
    async with slack_with(bot, clock, "files:write") as slack:
        slack.faults.next("upload", ApiError("no_space"))

        async with http.post(await upload_url(slack, http), data=DATA) as response:
            assert (response.status, await response.text()) == (404, "no_space")
