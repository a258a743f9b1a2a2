import re
import string
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.fingerprints import fingerprint, normalised
from bot.domain.redaction import MASK, redact
from tests.domain.reasons.labelled import tuned

NUMBERS = st.integers(0, 10**9)
TEAMS = st.text(string.ascii_uppercase, min_size=2, max_size=8)
HEX = st.text("0123456789abcdef", min_size=11, max_size=40)
IDS = st.one_of(
    st.uuids().map(str),
    st.uuids().map(lambda one: one.hex.upper()),
    st.builds("SCT{:016d}{}7".format, NUMBERS, HEX),
    st.builds(
        "{}-{}".format,
        st.sampled_from(["srr", "rec", "dt", "i"]),
        HEX.map("0{}".format),
    ),
    NUMBERS.map(str),
)
ADDRESSES = st.one_of(
    st.ip_addresses(v=4).map(str),
    st.builds("{}:{}".format, st.ip_addresses(v=4), st.integers(1, 65_535)),
    st.builds("2001:db8::{:x}".format, st.integers(1, 0xFFFF)),
)
HOSTS = st.one_of(
    ADDRESSES,
    st.builds("{}-DESK-{:02d}".format, TEAMS, NUMBERS),
    st.builds("web{}".format, NUMBERS),
    st.builds("{}.corp.example.com".format, TEAMS),
)
TIMES = st.datetimes().flatmap(
    lambda at: st.sampled_from(
        [
            at.isoformat(),
            at.isoformat(" ", "seconds") + " UTC",
            at.strftime("%d.%m.%Y %H:%M:%S"),
            at.strftime("%m/%d/%Y %I:%M:%S %p"),
            at.strftime("%b %d %H:%M:%S"),
            at.strftime("%a, %d %b %Y %H:%M:%S GMT"),
            f"{at:%H:%M}",
            f"{at.year}年{at.month}月{at.day}日 {at.hour}时{at.minute}分",
        ]
    )
)
DURATIONS = st.one_of(
    st.builds("{} s".format, NUMBERS),
    st.builds("{:,}ms".format, NUMBERS),
    st.builds("{} minutes".format, st.integers(2, 90)),
    st.builds("{:.1f} h".format, st.floats(0, 99)),
    st.builds("{} 秒".format, NUMBERS),
)
# What stands in each sentence, and what may stand there as well.
SENTENCES = {
    "job {} was lost": IDS,
    "Record {} does not exist.": IDS,
    "trace {}: the request was refused": IDS,
    "任务 {} 不存在": IDS,
    "cannot reach {} from here": HOSTS,
    "{}: connection refused": HOSTS,
    "主机 {} 离线": HOSTS,
    "host={} is down": HOSTS,
    "skipped until {} by policy": TIMES,
    "{} failed to start": TIMES,
    "备份于 {} 失败": TIMES,
    "stopped after {}": DURATIONS,
    "no answer within {}, gave up": DURATIONS,
    "等待 {} 后超时": DURATIONS,
    "{} sessions are open": NUMBERS,
    "{} of 9 files were copied": NUMBERS,
    "重试 {} 次后失败": NUMBERS,
    "error 5 in line {}": NUMBERS,
}
KEPT = st.sampled_from(
    [
        "exit code {}",
        "HTTP {}",
        "errno {}",
        "killed by signal {}",
        "退出码 {}",
        "错误代码：{}",
    ]
)
REASONS = [one.reason for one in tuned()]
WORDS = [word for reason in REASONS for word in reason.split()]
TEXTS = st.one_of(
    st.sampled_from(REASONS),
    st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join),
)


@pytest.mark.parametrize("sentence", SENTENCES)
@given(data=st.data())
def test_other_values_are_no_other_cause(sentence: str, data: st.DataObject) -> None:
    one, other = (data.draw(SENTENCES[sentence]) for _ in range(2))

    said, again = (fingerprint("X", sentence.format(value)) for value in (one, other))

    assert said == again


@given(sentence=KEPT, one=st.integers(1, 599), other=st.integers(1, 599))
def test_other_codes_are_other_causes(sentence: str, one: int, other: int) -> None:
    said, again = (fingerprint("X", sentence.format(code)) for code in (one, other))

    assert (said == again) == (one == other)


@given(TEXTS)
def test_normalising_again_changes_nothing(reason: str) -> None:
    once = normalised(reason)

    assert normalised(once) == once


@given(TEXTS, st.sampled_from([str.upper, str.swapcase, str.title]))
@example("The AGENT is off-line", str.upper)
def test_neither_case_nor_spaces_matter(
    reason: str, spelt: Callable[[str], str]
) -> None:
    line = " ".join(reason.split())

    said = fingerprint("X", f"  {spelt(line)} \t".replace(" ", "  "))

    assert said == fingerprint("X", line)


@given(st.text(string.ascii_letters + string.digits, min_size=8, max_size=30))
def test_a_secret_that_was_hidden_before_is_no_other_cause(secret: str) -> None:
    reason = f"login of svc failed: password=x1{secret} was refused"

    hidden = redact(reason)

    assert hidden.hidden == 1
    assert fingerprint("X", hidden.text) == fingerprint(
        "X", f"login of svc failed: password={MASK} was refused"
    )


@given(st.text(), st.text(max_size=4_096))
@example("\ud800", "\udfff ½ ① İ ٣ \u202e")
def test_whatever_the_text_there_is_an_id(code: str, reason: str) -> None:
    found = fingerprint(code, reason)

    assert re.fullmatch(r"[0-9a-f]{16}", found)
