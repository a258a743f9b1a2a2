from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.commandline import LONGEST
from bot.domain.executions import Outcome
from bot.domain.failures import FailureFilter, FailureQuery
from bot.domain.queries import parse
from bot.domain.references import SourceName
from bot.domain.words import Words, joined
from bot.errors import InvalidQueryError

FAILED, SKIPPED = Outcome.FAILED, Outcome.SKIPPED


def wanting(
    targets: tuple[str, ...] = (),
    scripts: tuple[str, ...] = (),
    pools: tuple[str, ...] = (),
    names: tuple[str, ...] = (),
    causes: tuple[str, ...] = (),
) -> FailureQuery:
    return FailureQuery(
        wanted=FailureFilter(
            targets=targets, scripts=scripts, pools=pools, names=names, causes=causes
        )
    )


def of(*sources: SourceName) -> FailureQuery:
    return FailureQuery(wanted=FailureFilter(sources=frozenset(sources)))


def ended(*outcomes: Outcome) -> FailureQuery:
    return FailureQuery(wanted=FailureFilter(outcomes=frozenset(outcomes)))


QUESTIONS = {
    "everything": ("failures", ended(FAILED, SKIPPED)),
    "capitals": ("FAILURES", FailureQuery()),
    "a target": ("failures target:FIN", wanting(targets=("FIN",))),
    "scripts": ("failures script:a,b", wanting(scripts=("a", "b"))),
    "a pool": ('failures pool:"a b, c"', wanting(pools=("a b", "c"))),
    "a name": (
        "failures name:\u201cpatch check\u201d",
        wanting(names=("patch check",)),
    ),
    "causes": ("failures cause:WKS.1,offline", wanting(causes=("WKS.1", "offline"))),
    "a cause of a quoted code": (
        "failures cause:'a \"b\"'",
        wanting(causes=('a "b"',)),
    ),
    "a source": ("failures source:Task", of(SourceName.TASK)),
    "sources": (
        "failures source:task,POOL,",
        of(SourceName.TASK, SourceName.POOL),
    ),
    "skipped alone": ("failures outcome:skipped", ended(SKIPPED)),
    "what runs": ("failures outcome:Running", ended(Outcome.RUNNING)),
    "every default": ("failures outcome:failed,skipped", FailureQuery()),
    "times": (
        "failures since:7d until:2026-11-20T14:00",
        FailureQuery(since="7d", until="2026-11-20T14:00"),
    ),
    "a cloud": ("failures cloud:PROD", FailureQuery(cloud="prod")),
    "the whole command": ("/runs failures target:FIN", wanting(targets=("FIN",))),
}


@pytest.mark.parametrize(("text", "query"), QUESTIONS.values(), ids=QUESTIONS.keys())
def test_a_search_of_failures_is_read(text: str, query: FailureQuery) -> None:
    read = parse(text)

    assert read == query


@pytest.mark.parametrize(
    "words",
    list(permutations(["failures", 'name:"a b"', "outcome:failed", "cloud:prod"])),
    ids=" ".join,
)
def test_options_stand_in_any_order_even_before_the_verb(
    words: tuple[str, ...],
) -> None:
    read = parse(" ".join(words))

    wanted = FailureFilter(names=("a b",), outcomes=frozenset({FAILED}))
    assert read == FailureQuery(wanted=wanted, cloud="prod")


# Commas part values; of one text, only one kind of quotes can be quoted.
TEXTS = st.text(
    st.characters(exclude_characters=",'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb"),
    min_size=1,
    max_size=30,
).filter(lambda text: text == text.strip())
MANY = st.lists(TEXTS, max_size=3).map(tuple)
QUERIES = st.builds(
    FailureQuery,
    wanted=st.builds(
        FailureFilter,
        sources=st.frozensets(st.sampled_from(SourceName)),
        targets=MANY,
        scripts=MANY,
        pools=MANY,
        names=MANY,
        causes=MANY,
        outcomes=st.frozensets(st.sampled_from(Outcome), min_size=1),
    ),
    since=st.sampled_from(["", "24h", "2026-11-20T14:00"]),
    until=st.sampled_from(["", "today"]),
    cloud=st.sampled_from(["", "prod"]),
)


def typed(query: FailureQuery) -> str:
    wanted = query.wanted
    options = {
        "since": query.since,
        "until": query.until,
        "source": ",".join(wanted.sources),
        "target": ",".join(wanted.targets),
        "script": ",".join(wanted.scripts),
        "pool": ",".join(wanted.pools),
        "name": ",".join(wanted.names),
        "cause": ",".join(wanted.causes),
        "outcome": ",".join(wanted.outcomes),
        "cloud": query.cloud,
    }
    given = {key: value for key, value in options.items() if value}
    return joined(Words(("failures",), given))


@given(QUERIES)
def test_every_search_can_be_typed(query: FailureQuery) -> None:
    line = typed(query)

    assert parse(line) == query


ONLY = (
    "`since:`, `until:`, `source:`, `target:`, `script:`, `pool:`, `name:`, `cause:`, "
    "`outcome:`, `by:`, `cloud:`"
)
OUTCOMES = "waiting, running, succeeded, failed, skipped, canceled, paused, unknown"
SOURCES = "script, task, pool, order, app"
UUID = "123e4567-e89b-12d3-a456-426614174000"
REFUSED = {
    "a misspelt option": (
        "failures cuase:x since:24h",
        "I don't know `cuase:`. Did you mean `cause:`?",
        "/runs failures cause:x since:24h",
    ),
    "a misspelt source": (
        "failures source:taks,pool cause:x",
        f"`source:` cannot be `taks`. It is one of: {SOURCES}.",
        "/runs failures source:task,pool cause:x",
    ),
    "a misspelt source and an impossible cloud": (
        "failures source:taks cloud:a-b",
        f"`source:` cannot be `taks`. It is one of: {SOURCES}.",
        "/runs failures source:task",
    ),
    "a misspelt outcome": (
        "failures outcome:faild target:FIN",
        f"`outcome:` cannot be `faild`. It is one of: {OUTCOMES}.",
        "/runs failures outcome:failed target:FIN",
    ),
    "a misspelt outcome of a line of the greatest length": (
        f"failures outcome:faild name:{'x' * (LONGEST - 28)}",
        f"`outcome:` cannot be `faild`. It is one of: {OUTCOMES}.",
        "/runs failures outcome:failed",
    ),
    "no source at all": (
        "failures source:bananas",
        f"`source:` cannot be `bananas`. It is one of: {SOURCES}.",
        "/runs help failures",
    ),
    "the word that others have for outcomes": (
        "failures status:failed since:24h",
        f"`failures` knows no option `status:failed`, only {ONLY}.",
        "/runs failures outcome:failed since:24h",
    ),
    "an option of pools": (
        "failures type:script since:24h",
        f"`failures` knows no option `type:script`, only {ONLY}.",
        "/runs failures since:24h",
    ),
    "an option of commas": (
        "failures target:, since:24h",
        "`target:` needs a value right after the colon.",
        "/runs failures since:24h",
    ),
    "a name without its option": (
        "failures patch check since:24h",
        f"`patch` cannot stand here; `failures` takes options: {ONLY}.",
        '/runs failures since:24h name:"patch check"',
    ),
    "an id": (
        f"failures {UUID} cloud:prod",
        f"`{UUID}` cannot stand here; `failures` takes options: {ONLY}.",
        f"/runs find {UUID} cloud:prod",
    ),
    "a reference": (
        "failures prod/task/a/b",
        f"`prod/task/a/b` cannot stand here; `failures` takes options: {ONLY}.",
        "/runs find prod/task/a/b",
    ),
    "a misspelt verb": (
        "failure since:24h",
        "I don't know `failure`.",
        "/runs failures since:24h",
    ),
}


@pytest.mark.parametrize(
    ("text", "sentence", "suggestion"), REFUSED.values(), ids=REFUSED.keys()
)
def test_a_bad_search_is_explained(text: str, sentence: str, suggestion: str) -> None:
    with pytest.raises(InvalidQueryError) as refused:
        parse(text)

    assert (str(refused.value), refused.value.suggestion) == (sentence, suggestion)
