"""The real app between the playground's two servers."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory, mkdtemp
from typing import Literal

from pydantic import SecretStr

from bot.app import Patience
from bot.app.manifest import MESSAGES
from bot.app.storing import migrate
from bot.demo import OPTIONAL_SCOPES, SCOPES, database_in, running
from bot.playground.cloud import CloudRequest, SimulatedCloud
from bot.playground.slack import OPERATOR, Delivery, LocalSlack, Post, Press
from bot.settings import CloudSettings, Settings
from bot.settings.model import HttpClientSettings, HttpSettings, SlackSettings
from tests.journeys.reading import NEXT, buttons, options, standing, values

# Nothing is asked of a cloud but for questions.
CALM = Patience(cloud=5, progress=10, finish=5, tell=1, first_sweep=3_600)
IMPATIENT = replace(CALM, cloud=1)

# Made up, and good for nothing but the servers of one test.
ACCESS_KEY, SECRET_KEY = "JOURNEYACCESSKEY0001", "journey-secret-key"
PASSWORD = "journey-password"
BOT_TOKEN, APP_TOKEN = "xoxb-journey", "xapp-journey"
SIGNING_SECRET = "journey-signing-secret"
PROJECT = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
GRANTED = (*SCOPES, *OPTIONAL_SCOPES)


_DATABASES = TemporaryDirectory(prefix="runwatch-journeys-")

Mode = Literal["http", "socket"]


@dataclass(slots=True)
class Ways:
    """How Slack reaches the bot: a fixture sets it, so that journeys go both ways."""

    mode: Mode = "http"


WAYS = Ways()


@dataclass(frozen=True, slots=True)
class Town:
    """Slack, the cloud, and the bot in between."""

    slack: LocalSlack
    cloud: SimulatedCloud

    async def ask(self, text: str, user: str = OPERATOR) -> Delivery:
        """What came back for `/runs text`, once the answer is there."""
        delivery = await self.slack.command(user=user, text=text)
        await delivery.post()
        return delivery

    async def answer(self, text: str, user: str = OPERATOR) -> str:
        """The top-level text of the answer."""
        delivery = await self.ask(text, user)
        return str(delivery.posts[-1].message["text"])

    async def shown(self, text: str, user: str = OPERATOR) -> Post:
        """The answer as a message with something to press in it."""
        return (await self.ask(text, user)).posts[-1]

    async def press(self, post: Post, label: str, user: str = OPERATOR) -> Press:
        """What came back for a press of the button with this label."""
        press = await self.slack.press(user, post, text=label)
        await press.post()
        return press

    async def choose(self, post: Post, option: str, user: str = OPERATOR) -> Press:
        """What came back for a choice of the option that has these words in it."""
        (label,) = (label for label in options(post) if option in label)
        press = await self.slack.choose(user, post, text=label)
        await press.post()
        return press

    async def pages(self, text: str) -> list[str]:
        """The texts of every page of the answer, pressing Next to the end."""
        return [standing(post) async for post in self._turned(text)]

    async def references(self, text: str) -> list[str]:
        """What every row of every page of the answer opens, pressing Next to the end."""
        return [one async for post in self._turned(text) for one in values(post)]

    async def _turned(self, text: str) -> AsyncIterator[Post]:
        post = await self.shown(text)
        yield post
        while NEXT in buttons(post):
            await self.press(post, NEXT)
            yield post

    def asked(self, *endpoints: str) -> list[CloudRequest]:
        """What the cloud was asked at these endpoints, or at all."""
        requests = self.cloud.requests
        return [one for one in requests if not endpoints or one.endpoint in endpoints]

    @property
    def called(self) -> list[str]:
        """Which methods of Slack were called, but for the one that opens sockets."""
        methods = [call.method for call in self.slack.calls]
        return [one for one in methods if one != "apps.connections.open"]

    @property
    def address(self) -> str:
        """Where the bot listens."""
        return self.slack.events_url.removesuffix("/slack/events")


@asynccontextmanager
async def town_of(
    patience: Patience = CALM,
    /,
    *,
    cloud: SimulatedCloud | None = None,
    sign_in: Mapping[str, object] | None = None,
    scopes: Collection[str] = GRANTED,
    listens: bool = False,
) -> AsyncIterator[Town]:
    """A town around one cloud, which the bot knows as `prod`.

    `cloud` is another one than the usual; `sign_in` is how, if not with its key;
    `scopes` are what Slack granted; `listens` is whether it tells of plain messages.
    """
    async with cloud or simulated() as there, local_slack(scopes) as slack:
        settings = settings_between(
            slack, {"prod": cloud_settings(there, **(sign_in or {}))}, listens=listens
        )
        async with bot_at(slack, settings, patience):
            yield Town(slack, there)
        no_rule_broken(slack, there)


@asynccontextmanager
async def bot_at(
    slack: LocalSlack, settings: Settings, patience: Patience = CALM
) -> AsyncIterator[None]:
    """The bot, running, where `slack` finds it."""
    async with running(settings, patience) as address:
        slack.events_url = f"{address}/slack/events"
        slack.mode = settings.slack.mode
        yield


def simulated(
    *,
    access_key: str = ACCESS_KEY,
    password: str = PASSWORD,
    token: str | None = None,
    security_token: str | None = None,
) -> SimulatedCloud:
    """A cloud that knows the secrets of these tests."""
    return SimulatedCloud(
        access_key=access_key,
        secret_key=SECRET_KEY,
        security_token=security_token,
        project_id=PROJECT,
        password=password,
        token=token,
    )


def local_slack(scopes: Collection[str] = GRANTED) -> LocalSlack:
    """A Slack that knows the bot of these tests."""
    return LocalSlack(
        signing_secret=SIGNING_SECRET,
        bot_token=BOT_TOKEN,
        app_token=APP_TOKEN,
        scopes=scopes,
    )


def cloud_settings(cloud: SimulatedCloud, **more: object) -> CloudSettings:
    """How the bot reaches `cloud`, fast enough for tests."""
    services = ("workspace", "appstream", "coc", "iam", "sts", "metadata")
    usual = {
        "region": "ap-southeast-3",
        "project_id": PROJECT,
        "access_key": ACCESS_KEY,
        "secret_key": SECRET_KEY,
        "requests_per_second": 200,
        "endpoints": dict.fromkeys(services, cloud.url),
    }
    return CloudSettings.model_validate({**usual, **more})


def new_database() -> Path:
    """A folder with an empty database in it, as the bot would make one."""
    folder = Path(mkdtemp(dir=_DATABASES.name))
    copyfile(_empty(), folder / "runwatch.db")
    return folder


def address_of(folder: Path) -> str:
    """How settings name the database there."""
    return database_in(folder).url.get_secret_value()


@cache
def _empty() -> Path:
    """Made once: a journey is not about how databases are made."""
    folder = Path(_DATABASES.name)
    with ThreadPoolExecutor(1) as thread:  # in this one a loop may be running
        thread.submit(asyncio.run, migrate(database_in(folder))).result()
    return folder / "runwatch.db"


def settings_between(
    slack: LocalSlack, clouds: Mapping[str, CloudSettings], *, listens: bool = False
) -> Settings:
    """Settings of a bot between these, on a port of its own.

    Where it `listens`, Slack tells it of plain messages from now on.
    """
    slack.events |= set(MESSAGES) if listens else set()
    return Settings(
        slack=SlackSettings(
            mode=WAYS.mode,
            api_url=slack.api_url,
            listen_in_threads=listens,
            bot_token=SecretStr(BOT_TOKEN),
            app_token=SecretStr(APP_TOKEN),
            signing_secret=SecretStr(SIGNING_SECRET),
        ),
        http=HttpSettings(port=0),
        http_client=HttpClientSettings(proxy="none"),
        database=database_in(new_database()),
        clouds=dict(clouds),
    )


def no_rule_broken(slack: LocalSlack, *clouds: SimulatedCloud) -> None:
    """Slack took everything, and no cloud was asked as it must not be."""
    assert slack.broken_rules == []
    assert [misuse for cloud in clouds for misuse in cloud.misuse] == []
