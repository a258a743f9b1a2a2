import asyncio
import json
from importlib import resources
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.playground.slack import OPERATOR
from tests.playground.page.town import Town
from tests.playground.page.visitor import Visitor, is_sentence
from tests.playground.slack_with import BOT_TOKEN
from tests.playground.socket_bot import socket
from tests.playground.tiny_bot import TAKEN, answer

STATIC = Path(str(resources.files("bot.playground.page"))) / "static"
FILES = sorted(
    path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file()
)
TYPES = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
}
SECURE = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        "img-src 'self' data: https:; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


async def raw(
    town: Town, target: str, method: str = "GET", *lines: str, body: str = ""
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of a request that is sent as it stands here."""
    host, port = town.slack.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    named = "".join(f"{line}\r\n" for line in lines)
    start = f"{method} {target} HTTP/1.1\r\nHost: {host}:{port}\r\n"
    writer.write(f"{start}{named}Connection: close\r\n\r\n{body}".encode("latin-1"))
    said = await asyncio.wait_for(reader.read(), 5)
    writer.close()
    head, _, rest = said.partition(b"\r\n\r\n")
    first, *others = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(": ") for line in others)
    return int(first.split()[1]), {name.lower(): it for name, _, it in pairs}, rest


async def test_the_page_is_at_the_root(mei: Visitor) -> None:
    status, body, headers = await mei.gets("/")

    assert (status, headers["content-type"]) == (200, TYPES["html"])
    assert body == (STATIC / "index.html").read_bytes()
    assert SECURE.items() <= headers.items()


async def test_every_file_of_the_page_is_served_as_what_it_is(mei: Visitor) -> None:
    for path in FILES:
        status, body, headers = await mei.gets(f"/static/{path}")

        assert (status, body) == (200, (STATIC / path).read_bytes()), path
        assert headers["content-type"] == TYPES[path.rpartition(".")[2]], path
        assert headers["cache-control"] == "no-cache"
        assert SECURE.items() <= headers.items(), path


OUTSIDE = (
    "/static/../site.py",
    "/static/../../loopback.py",
    "/static/%2e%2e/site.py",
    "/static/%2E%2E/site.py",
    "/static/..%2fsite.py",
    "/static/%2e%2e%2fsite.py",
    "/static/%252e%252e/site.py",
    "/static/..\\site.py",
    "/static/..%5csite.py",
    "/static/shell/../../site.py",
    "/static//etc/passwd",
    "/static/%2fetc%2fpasswd",
    "/static/C:\\Windows\\win.ini",
    "/static/main.js%00",
    "/static/main.js%00.css",
    "/static/.",
    "/static/",
    "/static",
    "/static/shell",
    "/static/shell/",
    "/static//main.js",
    "/static/./main.js/",
    "/static/MAIN.JS",
    "/static/main.js/",
    "/static/__init__.py",
    "/static/../static/../site.py",
    "/../site.py",
    "/..%2fsite.py",
    "//etc/passwd",
    "//evil.example/static/main.js",
    "/site.py",
    "/main.js/",
)


async def test_nothing_but_the_page_can_be_had(town: Town) -> None:
    for target in OUTSIDE:
        status, headers, body = await raw(town, target)

        assert (status, SECURE.items() <= headers.items()) == (404, True), target
        assert (b"import" in body, b"root:" in body) == (False, False), target


@pytest.mark.parametrize("target", ["/static/main\x00.js", "/static/a b", "/\xff\xfe"])
async def test_what_is_no_path_is_refused(
    town: Town, target: str, caplog: pytest.LogCaptureFixture
) -> None:
    status, _, body = await raw(town, target)

    # What the server's parser refuses, it also notes.
    caplog.clear()
    assert status in {400, 404}
    assert b"import" not in body


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/do",
        "/feeds",
        "/favicon.ico",
        "/.git/config",
        "/FEED",
        "/index.html",
    ],
)
async def test_what_is_not_there_is_said(mei: Visitor, path: str) -> None:
    status, body, headers = await mei.gets(path)

    assert status == 404
    assert SECURE.items() <= headers.items()
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert is_sentence(json.loads(body)["error"])


@pytest.mark.parametrize(
    "method", ["HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"]
)
async def test_other_verbs_are_refused(
    town: Town, http: ClientSession, method: str
) -> None:
    for path in ("/", "/static/main.js", "/do/say", "/feed", "/x"):
        async with http.request(method, f"{town.slack.url}{path}") as response:
            assert response.status == 405
            assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize("path", ["/", "/static/main.js", "/feed", "/files/F1", "/x/y"])
async def test_nothing_but_deeds_is_posted(
    town: Town, http: ClientSession, path: str
) -> None:
    async with http.post(f"{town.slack.url}{path}", json={"as": OPERATOR}) as response:
        assert (response.status, response.content_type) == (404, "application/json")
        assert is_sentence((await response.json())["error"])


async def test_a_deed_is_not_asked_for(town: Town, mei: Visitor) -> None:
    status, _, _ = await mei.gets(f"/do/home?as={OPERATOR}")

    assert (status, town.bot.bodies) == (404, [])


PATHS = (
    "/static/main.js",
    "/feed?as=U0OPERATOR1",
    "/exchanges/1",
    "/files/F0UPLOAD0001?as=U0OPERATOR1",
    "/nothing",
)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("path", PATHS)
async def test_what_another_site_asks_for_is_refused(
    town: Town, http: ClientSession, path: str, site: str
) -> None:
    headers = {"Sec-Fetch-Site": site}
    async with http.get(f"{town.slack.url}{path}", headers=headers) as response:
        said = await response.text()

    assert (response.status, said) == (403, "Another site asks for this.\n")


@pytest.mark.parametrize("site", ["same-origin", "none"])
async def test_what_the_page_asks_for_is_answered(
    town: Town, http: ClientSession, site: str
) -> None:
    headers = {"Sec-Fetch-Site": site}
    url = f"{town.slack.url}/static/main.js"
    async with http.get(url, headers=headers) as response:
        assert response.status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
async def test_a_link_of_another_site_opens_the_page(
    town: Town, http: ClientSession, site: str
) -> None:
    headers = {"Sec-Fetch-Site": site}
    async with http.get(f"{town.slack.url}/", headers=headers) as response:
        assert (response.status, response.content_type) == (200, "text/html")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_what_another_site_does_is_refused(
    town: Town, http: ClientSession, site: str
) -> None:
    deed = {"as": OPERATOR, "channel": "C0OPERATION", "text": "/runs pool"}
    headers = {"Sec-Fetch-Site": site}
    url = f"{town.slack.url}/do/command"
    async with http.post(url, json=deed, headers=headers) as response:
        assert response.status == 403
    assert town.slack.deliveries == []


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "text/plain; charset=application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=application/json",
        "application/jsonp",
        "application/json2; application/json",
        "application/octet-stream",
        "",
    ],
)
async def test_a_form_of_another_site_does_nothing(
    town: Town, http: ClientSession, kind: str
) -> None:
    deed = {"as": OPERATOR, "channel": "C0OPERATION", "text": "/runs pool"}
    url, body = f"{town.slack.url}/do/command", json.dumps(deed)
    headers = {"Content-Type": kind}
    async with http.post(url, data=body.encode(), headers=headers) as response:
        said = await response.json()

    assert (response.status, is_sentence(said["error"])) == (415, True)
    assert town.slack.deliveries == []


async def test_a_form_without_a_type_does_nothing(town: Town) -> None:
    body = json.dumps({"as": OPERATOR, "view": "V1"})
    length = f"Content-Length: {len(body)}"

    status, _, _ = await raw(town, "/do/close", "POST", length, body=body)

    assert status == 415


@pytest.mark.parametrize(
    "path", ["/", "/static/main.js", "/feed?as=U0OPERATOR1", "/do/command", "/api/x"]
)
async def test_other_names_of_this_machine_are_refused(
    town: Town, http: ClientSession, path: str
) -> None:
    headers = {"Host": "rebound.example"}
    async with http.get(f"{town.slack.url}{path}", headers=headers) as response:
        assert response.status == 421
        assert "access-control-allow-origin" not in response.headers


async def test_slack_is_served_beside_the_page(town: Town) -> None:
    slack, http = town.slack, town.http

    assert (await town.call("auth.test"))["user_id"] == "U0RUNWATCH1"
    asked = await slack.command(user=OPERATOR, text="pool")
    private = {"text": "3 failed", "response_type": "ephemeral"}
    assert await answer(http, asked.response_url, private) == TAKEN
    await town.share("rows.csv", b"a,b", "C0OPERATION")
    slack.mode = "socket"
    async with socket(slack, http) as line:
        asking = asyncio.create_task(slack.command(user=OPERATOR, text="pool"))
        await line.take()
        assert (await asking).error is None


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/no.such", 200),
        ("/api/", 200),
        ("/upload/v1/x", 404),
        ("/link/", 401),
        ("/commands/T1/1/x", 404),
        ("/actions/T1/1/x", 404),
        ("/app/T1/1/x", 404),
    ],
)
async def test_no_path_of_slack_is_the_pages(
    town: Town, http: ClientSession, path: str, status: int
) -> None:
    headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
    async with http.get(f"{town.slack.url}{path}", headers=headers) as response:
        assert response.status == status
        assert "Content-Security-Policy" not in response.headers


async def test_another_site_does_not_speak_for_the_bot(
    town: Town, http: ClientSession
) -> None:
    form = {"token": BOT_TOKEN, "channel": "C0OPERATION", "text": "free money"}
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    url = f"{town.slack.api_url}chat.postMessage"
    async with http.post(url, data=form, headers=headers) as response:
        assert response.status == 403
    assert town.slack.posts == []


async def test_the_feed_may_not_be_read_by_other_sites_either(
    town: Town, http: ClientSession
) -> None:
    url = f"{town.slack.url}/feed?as={OPERATOR}"
    async with http.get(url) as response:
        headers = {name.lower(): it for name, it in response.headers.items()}

    assert SECURE.items() <= headers.items()


@pytest.mark.parametrize("size", [200_000, 1_048_577, 3_000_000])
async def test_a_body_that_is_too_big_is_refused_as_anything_else(
    town: Town, mei: Visitor, size: int
) -> None:
    deed = {"as": OPERATOR, "channel": "C0OPERATION", "text": ""}
    deed["text"] = "x" * (size - len(json.dumps(deed)))

    status, said = await mei.sends("say", json.dumps(deed).encode())

    assert (status // 100, is_sentence(said["error"])) == (4, True)
    assert town.slack.channels["C0OPERATION"].messages == []


@pytest.mark.parametrize(
    "number",
    ["0", "-1", "2", "1.0", "", "x", "1/2", "%31%32", "²", "٣", "9" * 400, "9" * 5_000],
)
async def test_a_request_that_is_not_kept_is_not_shown(
    town: Town, mei: Visitor, number: str
) -> None:
    town.traffic.begin("bot", "cloud", "W1")

    status, body, headers = await mei.gets(f"/exchanges/{number}")

    assert (status, is_sentence(json.loads(body)["error"])) == (404, True)
    assert SECURE.items() <= headers.items()


async def test_the_bodies_of_a_request_are_shown(town: Town, mei: Visitor) -> None:
    town.traffic.end(
        town.traffic.begin("bot", "cloud", "W1", '{"secret":"s"}'), 200, "</script>"
    )

    status, body, headers = await mei.gets("/exchanges/1")

    assert (status, headers["content-type"]) == (200, "application/json; charset=utf-8")
    assert json.loads(body) == {
        "sent": '{\n  "secret": "(hidden)"\n}',
        "got": "</script>",
    }
