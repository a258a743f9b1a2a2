import asyncio
import errno
import socket
from collections.abc import AsyncIterator
from http import HTTPStatus

import pytest
from aiohttp import ClientSession, web

from bot.playground.cloud import SimulatedCloud
from bot.playground.loopback import LoopbackServer
from bot.playground.slack import LocalSlack

OURS = (
    "127.0.0.1",
    "127.0.0.1:{port}",
    "localhost",
    "localhost:{port}",
    "LocalHost:{port}",
    "LOCALHOST",
    "[::1]:{port}",
)
FOREIGN = (
    "evil.example",
    "evil.example:{port}",
    "EVIL.EXAMPLE:{port}",
    "localhost.evil.example",
    "localhost.evil.example:{port}",
    "127.0.0.1.evil.example",
    "127.0.0.1:{port}.evil.example",
    "evil.example:127.0.0.1",
    "evil@127.0.0.1",
    "127.0.0.2",
    "0.0.0.0:{port}",
    "10.0.0.1:{port}",
    "localhost.",
    "",
    ":{port}",
)


async def hello(_: web.BaseRequest) -> web.StreamResponse:
    return web.Response(text="hello")


@pytest.fixture
async def server() -> AsyncIterator[LoopbackServer]:
    async with LoopbackServer(hello) as running:
        yield running


def port_of(url: str) -> int:
    return int(url.rpartition(":")[2])


async def status_of(url: str, *hosts: str, path: str = "/") -> int:
    """The status of a GET with these Host headers and no other."""
    port = port_of(url)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    named = "".join(f"Host: {host.format(port=port)}\r\n" for host in hosts)
    writer.write(f"GET {path} HTTP/1.1\r\n{named}Connection: close\r\n\r\n".encode())
    line = await asyncio.wait_for(reader.readline(), 5)
    writer.close()
    return int(line.split()[1])


@pytest.mark.parametrize("host", OURS)
async def test_its_own_names_are_answered(server: LoopbackServer, host: str) -> None:
    assert await status_of(server.url, host) == HTTPStatus.OK


@pytest.mark.parametrize("host", FOREIGN)
async def test_the_names_of_others_are_refused(
    server: LoopbackServer, host: str
) -> None:
    assert await status_of(server.url, host) == HTTPStatus.MISDIRECTED_REQUEST


@pytest.mark.parametrize(
    "hosts",
    [("127.0.0.1", "evil.example"), ("evil.example", "127.0.0.1")],
    ids=["ours first", "theirs first"],
)
async def test_two_names_are_refused_if_one_is_somebody_elses(
    server: LoopbackServer, hosts: tuple[str, str]
) -> None:
    refused = {HTTPStatus.BAD_REQUEST, HTTPStatus.MISDIRECTED_REQUEST}

    assert await status_of(server.url, *hosts) in refused


@pytest.mark.parametrize("path", ["/", "/api/auth.test", "/feed?as=U0OPERATOR1"])
async def test_the_local_slack_refuses_other_names(
    slack: LocalSlack, path: str
) -> None:
    slack.also_serve(hello)

    status = await status_of(slack.url, "evil.example:{port}", path=path)

    assert (status, slack.calls) == (HTTPStatus.MISDIRECTED_REQUEST, [])


async def test_the_cloud_refuses_other_names(cloud: SimulatedCloud) -> None:
    status = await status_of(cloud.url, "workspace.evil.example", path="/v2/x")

    assert (status, cloud.requests) == (HTTPStatus.MISDIRECTED_REQUEST, [])


async def test_nobody_else_can_reach_it(server: LoopbackServer) -> None:
    assert server.url.startswith("http://127.0.0.1:")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_it_listens_where_it_would_like_to(http: ClientSession) -> None:
    port = free_port()

    async with LoopbackServer(hello, port) as server, http.get(server.url) as response:
        url, said = server.url, await response.text()

    assert (url, said) == (f"http://127.0.0.1:{port}", "hello")


async def test_it_listens_there_again_at_once(http: ClientSession) -> None:
    port = free_port()
    for _ in range(2):
        async with LoopbackServer(hello, port) as server:
            assert port_of(server.url) == port
            async with http.get(server.url) as response:
                assert response.status == HTTPStatus.OK


async def test_a_port_that_is_taken_falls_back_to_a_free_one(
    server: LoopbackServer, http: ClientSession
) -> None:
    taken = port_of(server.url)

    async with LoopbackServer(hello, taken) as second:
        assert port_of(second.url) != taken
        async with http.get(second.url) as response:
            assert await response.text() == "hello"


@pytest.mark.parametrize("code", [errno.EACCES, errno.EADDRINUSE])
async def test_a_port_that_the_system_keeps_falls_back_to_a_free_one(
    code: int,
) -> None:
    server = Kept(code)

    async with server:
        assert (server.tried, port_of(server.url) > 0) == ([80, 0], True)


async def test_what_else_is_wrong_with_a_port_is_said() -> None:
    server = Kept(errno.EADDRNOTAVAIL)

    with pytest.raises(OSError, match="kept"):
        await server.__aenter__()
    await server.__aexit__()


class Kept(LoopbackServer):
    """A server on a machine that keeps the first port to itself."""

    def __init__(self, code: int) -> None:
        super().__init__(hello, 80)
        self.code = code
        self.tried = list[int]()

    async def _listen(self, port: int) -> None:
        self.tried.append(port)
        if port:
            raise OSError(self.code, "kept")
        await super()._listen(port)
