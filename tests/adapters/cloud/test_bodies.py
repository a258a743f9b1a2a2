"""What the fast reader of JSON refuses is read all the same."""

import json

import pytest

from tests.adapters.cloud.mocked import always, refusal
from tests.adapters.cloud.samples import ASKED, UNREADABLE


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (b'{"output": "\\ud83d"}', {"output": "\ud83d"}),
        (b'["\\ud83d\\ude00"]', ["\U0001f600"]),
        (json.dumps({"name": "财务"}).encode("utf-16"), {"name": "财务"}),
        (json.dumps({"name": "财务"}).encode("utf-32"), {"name": "财务"}),
        (b'\xef\xbb\xbf{"total": 1}', {"total": 1}),
        (b"[18446744073709551617]", [2**64 + 1]),
        (b"[123456789012345678901234567890]", [123456789012345678901234567890]),
        (b"[1e999, -1e999]", [float("inf"), float("-inf")]),
        (b" \n[ 1 ]\n ", [1]),
    ],
    ids=[
        *("half a surrogate", "both halves", "UTF-16", "UTF-32", "byte order mark"),
        *("more than 64 bits", "thirty digits", "endless", "blanks"),
    ],
)
async def test_odd_json_is_read(body: bytes, read: object) -> None:
    assert await always(body=body).get(ASKED, "/x") == read


@pytest.mark.parametrize(
    "body",
    [b"9" * 5_000, b"\xff", b"", b'{"a": 1} x', b"[" * 100_000, b'{"a": tru'],
    ids=[
        *("five thousand digits", "no text", "nothing", "something behind"),
        *("nested", "cut off"),
    ],
)
async def test_what_neither_reads_is_said_to_be_unreadable(body: bytes) -> None:
    assert str(await refusal(always(body=body))) == UNREADABLE
