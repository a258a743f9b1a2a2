"""`/runs watch …` as people type it."""

import pytest

from bot.domain.queries import parse
from bot.domain.references import Reference, SourceName
from bot.domain.watches import WatchQuery, WatchVerb
from bot.errors import InvalidQueryError

RUN = Reference("prod", SourceName.TASK, ("t-1", "r-1"))


@pytest.mark.parametrize("text", ["watch", "watch list", "WATCH List"])
def test_alone_it_lists_what_is_watched(text: str) -> None:
    assert parse(text) == WatchQuery()


def test_a_reference_is_watched() -> None:
    assert parse(f"watch {RUN}") == WatchQuery(WatchVerb.BEGIN, RUN)


def test_a_reference_is_watched_no_more() -> None:
    assert parse(f"/runs watch stop {RUN}") == WatchQuery(WatchVerb.STOP, RUN)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("watch SCT123", "/runs find SCT123"),
        ("watch stop SCT123", "/runs find SCT123"),
        ("watch prod/task/t-1", "/runs task prod/task/t-1"),
        ("watch stop", "/runs watch list"),
        ("watch list all", "/runs watch list"),
        (f"watch {RUN} {RUN}", f"/runs watch {RUN}"),
        (f"watch stop {RUN} now", f"/runs watch stop {RUN}"),
        ("watch a/b/c", "/runs help watch"),
        (f"watch {RUN} cloud:prod", f"/runs watch {RUN}"),
    ],
)
def test_a_mistake_is_answered_with_the_nearest_right_form(
    text: str, suggestion: str
) -> None:
    with pytest.raises(InvalidQueryError) as refused:
        parse(text)

    assert refused.value.suggestion == suggestion
