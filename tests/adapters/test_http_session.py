import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import RawTestServer

from bot.adapters.http_session import NO_PROXY, outbound
from bot.errors import ConfigurationError

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIBhzCCAS2gAwIBAgIUTQmFJJyxYX7nwP7ZLcqBfHfrgj8wCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNcHJveHkuZXhhbXBsZTAgFw0yNjExMjIxMzA0NDFaGA8yMTI2
MTAyOTEzMDQ0MVowGDEWMBQGA1UEAwwNcHJveHkuZXhhbXBsZTBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABLKZCRo1bDH2/+awK1rkoqLq6pDBYMWQzP6uLf3pi1iH
QefLhLA7q0BZKbQyuuTnJ7pE0eglaZC0kReGDp67BbmjUzBRMB0GA1UdDgQWBBRg
7uTi/slwWrBZMCYnaKFRJTlpuDAfBgNVHSMEGDAWgBRg7uTi/slwWrBZMCYnaKFR
JTlpuDAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQDPDVTyllqK
LN+fnC/U2Wdroie5ztNFTD2S+S8Od9gVAgIgQDxMB0QzxeglAlI+xWJH/yTU/ejr
kvXzl7AAqmm4gUQ=
-----END CERTIFICATE-----
"""


class Proxy:
    """Answers whatever it is asked to fetch, and remembers what that was."""

    def __init__(self) -> None:
        self.targets: list[str] = []

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        self.targets.append(request.raw_path)
        return web.Response()


@pytest.fixture
def proxy() -> Proxy:
    return Proxy()


@pytest.fixture
async def address(proxy: Proxy) -> AsyncIterator[str]:
    # No LoopbackServer, which takes nothing for other hosts.
    async with RawTestServer(proxy) as server:
        yield str(server.make_url("")).removesuffix("/")


async def fetch(url: str, proxy: str | None) -> None:
    async with outbound(proxy, None).session(url) as session, session.get(url):
        pass


@pytest.mark.parametrize(
    ("proxy", "named", "trusted"),
    [
        (None, None, True),
        (NO_PROXY, None, False),
        ("http://proxy.example:3128", "http://proxy.example:3128", False),
    ],
    ids=["unsaid", "none", "named"],
)
def test_the_environment_counts_only_where_nothing_is_said(
    proxy: str | None, named: str | None, *, trusted: bool
) -> None:
    out = outbound(proxy, None)

    assert (out.proxy, out.trust_env) == (named, trusted)


async def test_a_named_proxy_is_used(proxy: Proxy, address: str) -> None:
    await fetch("http://slack.example/api/", address)

    assert proxy.targets == ["http://slack.example/api/"]


async def test_a_proxy_of_the_environment_is_used(
    proxy: Proxy, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", address)

    await fetch("http://slack.example/api/", None)

    assert proxy.targets == ["http://slack.example/api/"]


async def test_a_named_proxy_comes_before_the_environments(
    proxy: Proxy, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")

    await fetch("http://slack.example/api/", address)

    assert proxy.targets == ["http://slack.example/api/"]


async def test_a_host_that_the_environment_exempts_is_asked_directly(
    proxy: Proxy, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "slack.example,127.0.0.1")

    await fetch(f"{address}/direct", None)

    assert proxy.targets == ["/direct"]


async def test_none_means_no_proxy_at_all(
    proxy: Proxy, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")

    await fetch(f"{address}/direct", NO_PROXY)

    assert proxy.targets == ["/direct"]


async def test_a_session_for_slack_does_not_wait_for_ever() -> None:
    async with outbound(None, None).session("https://slack.example") as session:
        timeout = session.timeout

    assert timeout == aiohttp.ClientTimeout(total=15, sock_connect=5)


def test_servers_must_prove_who_they_are() -> None:
    context = outbound(None, None).context

    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)


def test_only_the_certificates_of_the_file_are_believed(tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    file.write_text(CERTIFICATE)

    out = outbound(None, str(file))

    (certificate,) = out.context.get_ca_certs()
    assert certificate["subject"] == ((("commonName", "proxy.example"),),)


@pytest.mark.parametrize(
    "content",
    ["", "no certificates", CERTIFICATE[:200], "\x00" * 100],
    ids=["empty", "text", "cut", "nul"],
)
def test_a_file_without_certificates_is_a_setting_to_change(
    tmp_path: Path, content: str
) -> None:
    file = tmp_path / "ca.pem"
    file.write_text(content)

    with pytest.raises(ConfigurationError) as caught:
        outbound(None, str(file))

    assert (caught.value.key, str(caught.value)) == (
        "http_client.ca_file",
        "http_client.ca_file: is no file of certificates that can be read",
    )


@pytest.mark.parametrize("name", ["missing.pem", ".", "missing/ca.pem"])
def test_no_file_at_all_is_a_setting_to_change(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        outbound(None, str(tmp_path / name))

    assert caught.value.key == "http_client.ca_file"
