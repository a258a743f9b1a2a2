import json
from urllib.parse import quote, unquote

import pytest

from bot.playground.slack import (
    BOT_USER,
    CHANNEL,
    COLLEAGUE,
    GUEST,
    OPERATOR,
    PRIVATE_CHANNEL,
    UNJOINED_CHANNEL,
)
from tests.playground.page.test_site import SECURE
from tests.playground.page.town import Town
from tests.playground.page.visitor import Visitor, is_sentence

HOSTILE = b"<html><script>alert(document.domain)</script>"


async def test_a_file_is_kept_as_it_is(town: Town, mei: Visitor) -> None:
    file = await town.share("rows.csv", b"a,b\r\n\xff\x00", CHANNEL)

    status, body, headers = await mei.gets(f"/files/{file}?as={OPERATOR}")

    assert (status, body) == (200, b"a,b\r\n\xff\x00")
    assert headers["content-type"] == "application/octet-stream"
    assert headers["content-disposition"] == "attachment; filename*=UTF-8''rows.csv"
    assert SECURE.items() <= headers.items()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("page.html", "application/octet-stream"),
        ("page.HTM", "application/octet-stream"),
        ("page.xhtml", "application/octet-stream"),
        ("chart.svg", "application/octet-stream"),
        ("chart.SVG", "application/octet-stream"),
        ("code.js", "application/octet-stream"),
        ("feed.xml", "application/octet-stream"),
        ("x.pdf", "application/octet-stream"),
        ("png", "image/png"),
        ("chart.png", "image/png"),
        ("chart.PNG", "image/png"),
        ("chart.png.html", "application/octet-stream"),
        ("chart.jpeg", "image/jpeg"),
        ("none", "application/octet-stream"),
        ("chart.png\n", "application/octet-stream"),
    ],
)
async def test_nothing_but_pictures_is_served_as_what_it_is(
    town: Town, mei: Visitor, name: str, kind: str
) -> None:
    file = await town.share(name, HOSTILE, CHANNEL)

    _, _, headers = await mei.gets(f"/files/{file}?as={OPERATOR}")
    _, shown, preview = await mei.gets(f"/files/{file}?as={OPERATOR}&preview=1")

    assert headers["content-type"] == kind
    assert headers["content-disposition"].startswith("attachment; ")
    assert headers["x-content-type-options"] == "nosniff"
    assert preview["content-type"] == "text/plain; charset=utf-8"
    assert SECURE.items() <= preview.items()
    assert shown == HOSTILE


@pytest.mark.parametrize(
    "name",
    [
        'quo"te.csv',
        "quo'te.csv",
        "line\r\nSet-Cookie: a=b.csv",
        "semi;colon=1.csv",
        "值班表.csv",
        "émile 100%.csv",
        "../../etc/passwd",
        "..\\win.ini",
        "\u202efdp.exe",
        "nul\x00.csv",
        "x" * 2_000,
        "*?<>|.csv",
    ],
)
async def test_any_name_can_be_kept(town: Town, mei: Visitor, name: str) -> None:
    file = await town.share(name, b"a,b", CHANNEL)

    status, body, headers = await mei.gets(f"/files/{file}?as={OPERATOR}")

    said = headers["content-disposition"]
    begun = "attachment; filename*=UTF-8''"
    assert (status, body, "set-cookie" in headers) == (200, b"a,b", False)
    assert said.startswith(begun)
    # RFC 8187: nothing but these and what is escaped.
    assert quote(unquote(said.removeprefix(begun)), safe="") == said.removeprefix(begun)
    assert unquote(said.removeprefix(begun)) == name


async def test_half_a_surrogate_in_a_name_is_no_trouble(
    town: Town, mei: Visitor
) -> None:
    file = await town.share("half \ud83d.csv", b"a,b", CHANNEL)

    status, body, _ = await mei.gets(f"/files/{file}?as={OPERATOR}")

    assert (status, body) == (200, b"a,b")


@pytest.mark.parametrize("query", ["", "&preview=1", "&preview="])
async def test_only_who_is_where_it_was_shared_has_a_file(
    town: Town, mei: Visitor, query: str
) -> None:
    town.slack.channels[UNJOINED_CHANNEL].members.add(BOT_USER)
    town.slack.channels[PRIVATE_CHANNEL].members.add(BOT_USER)
    two = await town.share("two.csv", b"two", UNJOINED_CHANNEL)
    one = await town.share("one.csv", b"one", PRIVATE_CHANNEL)
    both = await town.share("both.csv", b"both", UNJOINED_CHANNEL, CHANNEL)
    none = town.slack.workspace.files.issue("none.csv", 4)[1].id

    statuses = {
        (file, user): (await mei.gets(f"/files/{file}?as={user}{query}"))[0]
        for file in (two, one, both, none)
        for user in (OPERATOR, COLLEAGUE, GUEST)
    }

    assert statuses == {
        (two, OPERATOR): 200,
        (two, COLLEAGUE): 200,
        (two, GUEST): 404,
        (one, OPERATOR): 200,
        (one, COLLEAGUE): 404,
        (one, GUEST): 404,
        **dict.fromkeys([(both, OPERATOR), (both, COLLEAGUE), (both, GUEST)], 200),
        **dict.fromkeys([(none, OPERATOR), (none, COLLEAGUE), (none, GUEST)], 404),
    }


@pytest.mark.parametrize(
    "path",
    [
        "/files/",
        "/files/F0NOTHERE",
        "/files/F0UPLOAD0001",
        "/files/F0UPLOAD0001?as=",
        "/files/F0UPLOAD0001?as=U0NOBODY",
        "/files/F0UPLOAD0001/?as=U0OPERATOR1",
        "/files/x/F0UPLOAD0001?as=U0OPERATOR1",
        "/files/f0upload0001?as=U0OPERATOR1",
        "/files/%2e%2e%2ffeed?as=U0OPERATOR1",
        "/files/F0UPLOAD0001?preview=1",
    ],
)
async def test_there_are_no_other_files(town: Town, mei: Visitor, path: str) -> None:
    await town.share("rows.csv", b"a,b", CHANNEL)

    status, body, headers = await mei.gets(path)

    assert (status, SECURE.items() <= headers.items()) == (404, True)
    assert is_sentence(json.loads(body)["error"])


async def test_who_asks_for_a_file_that_is_not_there_is_told_so(mei: Visitor) -> None:
    _, body, _ = await mei.gets(f"/files/F0UPLOAD0001?as={OPERATOR}")

    assert len(json.loads(body)["error"].split()) > 1


async def test_a_preview_is_the_beginning_as_text(town: Town, mei: Visitor) -> None:
    data = b"a,b\r\n\xff\x00" + b"x" * 70_000
    file = await town.share("rows.csv", data, CHANNEL)

    _, body, headers = await mei.gets(f"/files/{file}?as={OPERATOR}&preview=1")

    text = body.decode()
    assert text == data[:65_536].decode("utf-8", "replace")
    assert "content-disposition" not in headers
