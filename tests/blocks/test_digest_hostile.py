"""Whatever a digest tells, it can be posted."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks.digest import may_repeat
from bot.blocks.ladder import simpler
from bot.domain.causes import Cause
from bot.domain.deliveries import Content
from bot.domain.digests import (
    Digest,
    DigestCause,
    Read,
    ToldBefore,
    Trouble,
    TroubleKey,
)
from bot.domain.executions import Moment, Named, Outcome
from bot.domain.failures import FailureFilter
from bot.domain.marks import Mark, MarkKind
from bot.domain.messages import Message
from bot.domain.runs import Counts
from tests.blocks.digest_reading import DigestParts, digest_parts
from tests.blocks.digest_samples import (
    EMPTY,
    MANY,
    MORE,
    MORNING,
    PARTIAL,
    ZONE,
    trouble,
)
from tests.blocks.failure_samples import OFFLINE_CAUSE, OFFLINE_ROW, PARTLY
from tests.blocks.failure_strategies import COVERAGE, FAILURE, LATELY, RADIUS, WANTED
from tests.blocks.samples import DATE_TOKEN, NINE, broken_rules, mrkdwn_of, texts
from tests.blocks.strategies import COUNTS, LONGEST_TEXT, NAMED, TEXT

MENTION = ("U0OPERATOR1", "S0NIGHTTEAM")
PEOPLE = re.compile(r"<@[UW][A-Z0-9]{2,40}>")
NAMES = "<@U0OPERATOR1> <!subteam^S0NIGHTTEAM>"
TROUBLE = st.builds(
    Trouble,
    key=st.builds(TroubleKey, work_ref=TEXT, cause=TEXT),
    work=NAMED,
    since=LATELY,
    last=LATELY,
    count=st.integers(1, 10**6),
)
TROUBLES = st.lists(TROUBLE, max_size=8).map(tuple)
MARK = st.builds(
    Mark,
    kind=st.sampled_from(MarkKind),
    cause=TEXT,
    label=TEXT,
    channel=st.just("C1"),
    by=st.just("U0OPERATOR1") | TEXT,
    at=LATELY,
    until=LATELY,
    why=TEXT,
)
DIGEST = st.builds(
    Digest,
    name=st.from_regex(r"[a-z0-9][a-z0-9_-]{0,39}", fullmatch=True),
    wanted=WANTED,
    window=st.just(EMPTY.window),
    slot=st.just(NINE),
    late=st.timedeltas(timedelta(), timedelta(days=40)),
    counts=COUNTS,
    causes=st.lists(
        st.builds(
            DigestCause,
            radius=RADIUS,
            troubles=st.integers(1, 10**6),
            new=st.integers(0, 10**6),
            since=st.none() | LATELY,
            acknowledged=st.none() | MARK,
        ),
        max_size=4,
    ).map(lambda causes: tuple(causes * 3)),
    cause_count=st.integers(12, 10**9),
    rows=st.lists(FAILURE, max_size=8).map(lambda rows: tuple(rows * 25)),
    of=st.integers(210, 10**9),
    recovered=TROUBLES,
    quiet=TROUBLES,
    mutes=st.lists(MARK, max_size=5).map(tuple),
    muted=st.integers(0, 10**9),
    before=st.lists(
        st.builds(
            ToldBefore,
            slot=LATELY,
            failed=st.integers(0, 10**9),
            skipped=st.integers(0, 10**9),
        ),
        max_size=19,
    ).map(tuple),
    read=st.builds(Read, runs=st.integers(0, 10**9), executions=st.integers(0, 10**9)),
    coverage=st.lists(COVERAGE, max_size=8).map(tuple),
    gaps=st.lists(TEXT, max_size=5).map(tuple),
    mention=st.lists(TEXT, max_size=5).map(lambda more: (*MENTION, *more)),
    hidden=st.integers(0, 10**6),
    as_of=st.just(NINE),
    zone=st.just(ZONE),
)


def messages(parts: DigestParts) -> list[Message]:
    """As they may be posted, and as they are posted where Slack refuses them."""
    sent = [may_repeat(Content(one)).message for one in parts.messages]
    return [*sent, *(rung for one in sent for rung in simpler(one))]


def broken(sent: list[Message]) -> list[str]:
    return [
        rule for one in sent for rule in broken_rules(one, mentions_allowed=MENTION)
    ]


def fits(message: Message) -> bool:
    in_blocks = sum(map(len, texts(message.blocks)))
    return in_blocks <= 10_000 and len(message.text) <= 4_000


@settings(max_examples=15)
@given(DIGEST)
def test_no_digest_breaks_a_rule(digest: Digest) -> None:
    parts = digest_parts(digest)

    sent = messages(parts)
    assert broken(sent) == []
    assert [one for one in sent if not fits(one)] == []
    assert len(parts.replies) <= 4
    assert parts.csv.encode().decode() == parts.csv


@settings(max_examples=15)
@given(DIGEST)
def test_nothing_from_outside_becomes_markup(digest: Digest) -> None:
    parts = digest_parts(digest)

    for one in parts.messages:
        shown = [DATE_TOKEN.sub("", text) for text in mrkdwn_of(one)]
        said = "\n".join([one.text, *shown])
        said = PEOPLE.sub("", said.replace(NAMES, ""))
        assert re.findall("[<>]", said) == []


@settings(max_examples=15)
@given(DIGEST)
def test_no_digest_with_something_missing_is_an_all_clear(digest: Digest) -> None:
    nothing = replace(digest, counts=Counts(), rows=(), of=0, gaps=("gap",))

    text = digest_parts(nothing).root.text
    assert text.startswith("⚠ None known (PARTIAL) · ")
    assert "othing new" not in text


@pytest.mark.parametrize("digest", [EMPTY, PARTIAL, MORNING, MANY, MORE])
def test_believable_ones_break_no_rule_either(digest: Digest) -> None:
    sent = messages(digest_parts(digest))

    assert broken(sent) == []
    assert [one for one in sent if not fits(one)] == []


@pytest.mark.parametrize("sign", ["&", "<!channel>", "\n", "桌", "\ud800", "x ", "`"])
def test_everything_huge_at_once_still_tells_what_matters(sign: str) -> None:
    text = ("a" + sign * LONGEST_TEXT)[:LONGEST_TEXT]
    thing = Named(text, text)
    row = replace(
        OFFLINE_ROW,
        execution=replace(
            OFFLINE_ROW.execution,
            target=thing,
            cause=Cause(text, text),
            ended=Moment(text, None),
        ),
        work=thing,
        clouds=("c" * 40,) * 9,
    )
    radius = replace(
        OFFLINE_CAUSE,
        cause=Cause("WKS.00010110", text),
        pools=(text,) * 3,
        examples=(row, row),
    )
    ended = tuple(replace(trouble(str(n)), work=thing) for n in range(100))
    huge = replace(
        MANY,
        wanted=FailureFilter(targets=(text,) * 9, causes=(text,) * 9),
        counts=Counts(dict.fromkeys(Outcome, 2**63 - 1)),
        causes=(DigestCause(radius=radius, troubles=9, new=2, since=NINE),) * 12,
        cause_count=10**9,
        rows=(row,) * 300,
        of=10**9,
        recovered=ended,
        quiet=ended,
        coverage=tuple(replace(one, gaps=(text,) * 9) for one in PARTLY),
        gaps=(text,) * 9,
        mention=MENTION,
        late=timedelta(days=30),
        hidden=10**9,
    )

    parts = digest_parts(huge)

    sent = messages(parts)
    assert broken(sent) == []
    assert [one for one in sent if not fits(one)] == []
    told = parts.root.text
    assert "\nPARTIAL: " in told
    assert NAMES in told
    assert (
        "Still failing since 2026-01-15 09:00:00 Asia/Singapore, 2 of 9 tasks " in told
    )
    assert re.search("\nand [0-9,]+ more causes\n", told)
    assert "✔ Recovered: 95 more\n" in told
    assert "… Gone quiet: 95 more\n" in told
    assert "\nRead in full: " in told
