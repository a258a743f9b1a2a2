"""`/runs digest …` as people type it."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.digest_queries import DigestQuery, DigestVerb
from bot.domain.queries import parse
from bot.errors import InvalidQueryError

V = DigestVerb
NAMED = [verb for verb in DigestVerb if verb not in {V.LIST, V.NEW, V.UNMUTE, V.UNACK}]
NAMES = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,39}", fullmatch=True)

ASKED = {
    "digest": DigestQuery(verb=V.LIST),
    "digest list": DigestQuery(verb=V.LIST),
    "digest new": DigestQuery(verb=V.NEW),
    "Digest NEW": DigestQuery(verb=V.NEW),
    "digest night": DigestQuery(verb=V.SHOW, name="night"),
    "digest show Night": DigestQuery(verb=V.SHOW, name="night"),
    "digest show list": DigestQuery(verb=V.SHOW, name="list"),
    "digest delete night": DigestQuery(verb=V.DELETE, name="night"),
    "digest delete night confirm:yes": DigestQuery(
        verb=V.DELETE, name="night", confirmed=True
    ),
    "digest mute night": DigestQuery(verb=V.MUTE, name="night"),
    'digest mute night cause:c1 for:2d why:"being mended" in:channel': DigestQuery(
        verb=V.MUTE,
        name="night",
        cause="c1",
        span="2d",
        why="being mended",
        everywhere=True,
    ),
    "digest unack night cause:c1": DigestQuery(verb=V.UNACK, name="night", cause="c1"),
    "/runs digest csv 0a1b": DigestQuery(verb=V.CSV, name="0a1b"),
}


@pytest.mark.parametrize(("text", "query"), ASKED.items(), ids=ASKED.keys())
def test_what_is_typed_is_read(text: str, query: DigestQuery) -> None:
    assert parse(text) == query


REFUSED = {
    "digest shwo night": (
        "`shwo` is nothing that can be done with a digest.",
        "/runs digest show night",
    ),
    "digest xyzzy <!channel>": (
        "`xyzzy` is nothing that can be done with a digest.",
        "/runs digest show NAME",
    ),
    "digest new night": (
        "`digest new` stands alone; `night` cannot follow it.",
        "/runs digest show night",
    ),
    "digest show": ("`digest show` needs the name of a digest.", "/runs digest list"),
    "digest now a b": ("`digest now` takes one name.", "/runs digest list"),
    "digest pause night!": (
        "No digest is called `night!`: names are made of a-z, 0-9, - and _.",
        "/runs digest list",
    ),
    "digest unmute night": (
        (
            "`digest unmute` needs the id of the cause, `cause:ID`; `digest show NAME` "
            "has a button for it."
        ),
        "/runs digest list",
    ),
    "digest show night for:2d": (
        "`digest show` knows no option `for:`.",
        "/runs help digest",
    ),
    "digest delete night in:channel": (
        "`digest delete` knows no option `in:`.",
        "/runs help digest",
    ),
    "digest mute night in:everywhere": (
        "`in:` can only be `in:channel`.",
        "/runs help digest",
    ),
}


@pytest.mark.parametrize(
    ("text", "said", "suggestion"),
    [(text, *expected) for text, expected in REFUSED.items()],
    ids=REFUSED.keys(),
)
def test_what_cannot_be_read_says_what_can(
    text: str, said: str, suggestion: str
) -> None:
    with pytest.raises(InvalidQueryError) as refused:
        parse(text)

    assert (str(refused.value), refused.value.suggestion) == (said, suggestion)


@given(verb=st.sampled_from(NAMED), name=NAMES)
def test_every_name_goes_with_every_verb(verb: DigestVerb, name: str) -> None:
    assert parse(f"digest {verb} {name}") == DigestQuery(verb=verb, name=name)


@given(st.text(max_size=80))
def test_whatever_follows_is_read_or_refused(text: str) -> None:
    with suppress(InvalidQueryError):
        assert isinstance(parse(f"digest {text}"), DigestQuery)


def test_only_what_lacks_something_opens_a_window() -> None:
    opening = {verb for verb in DigestVerb if DigestQuery(verb=verb).opens_window}
    marked = DigestQuery(verb=V.MUTE, name="night", cause="c1")

    assert opening == {V.NEW, V.EDIT, V.MUTE, V.ACK}
    assert not marked.opens_window
