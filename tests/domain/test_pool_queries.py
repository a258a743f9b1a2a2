from itertools import permutations

import pytest

from bot.domain.commandline import LONGEST
from bot.domain.executions import Outcome
from bot.domain.lookups import LookUpQuery
from bot.domain.pools import PoolFilter, PoolQuery, PoolTaskType
from bot.domain.queries import Query, parse
from bot.domain.references import SourceName
from bot.errors import InvalidQueryError

FAILED, SKIPPED = Outcome.FAILED, Outcome.SKIPPED
EVERYTHING = PoolQuery(wanted=PoolFilter())


def wanting(
    pools: tuple[str, ...] = (),
    scripts: tuple[str, ...] = (),
    names: tuple[str, ...] = (),
    tasks: tuple[str, ...] = (),
) -> PoolQuery:
    wanted = PoolFilter(pools=pools, scripts=scripts, names=names, tasks=tasks)
    return PoolQuery(wanted=wanted)


QUESTIONS: dict[str, tuple[str, Query]] = {
    "everything": ("pool", EVERYTHING),
    "a pool": ("pool pool:FIN", wanting(pools=("FIN",))),
    "a phrase": ('pool name:"patch check"', wanting(names=("patch check",))),
    "single quotes": ("pool name:'patch check'", wanting(names=("patch check",))),
    "curly quotes": (
        "pool name:\u201cpatch check\u201d",
        wanting(names=("patch check",)),
    ),
    "commas": ("pool script:a,b", wanting(scripts=("a", "b"))),
    "commas in quotes": ('pool script:"a b, c"', wanting(scripts=("a b", "c"))),
    "needless commas": ("pool script:,a,,b,", wanting(scripts=("a", "b"))),
    "tasks": ("pool task:a-1,b:2", wanting(tasks=("a-1", "b:2"))),
    "capitals are kept in names": ("pool Pool:FinPool", wanting(pools=("FinPool",))),
    "one status": (
        "pool status:failed",
        PoolQuery(wanted=PoolFilter(outcomes=frozenset({FAILED}))),
    ),
    "two statuses in capitals": (
        "pool STATUS:Failed,SKIPPED",
        PoolQuery(wanted=PoolFilter(outcomes=frozenset({FAILED, SKIPPED}))),
    ),
    "scripts alone": (
        "pool type:Script",
        PoolQuery(wanted=PoolFilter(type=PoolTaskType.SCRIPT)),
    ),
    "commands alone": (
        "pool type:command",
        PoolQuery(wanted=PoolFilter(type=PoolTaskType.COMMAND)),
    ),
    "both types": ("pool type:script,Command", EVERYTHING),
    "one type twice": (
        "pool type:script,script",
        PoolQuery(wanted=PoolFilter(type=PoolTaskType.SCRIPT)),
    ),
    "times": (
        "pool since:7d until:2026-11-20T14:00",
        PoolQuery(wanted=PoolFilter(), since="7d", until="2026-11-20T14:00"),
    ),
    "a cloud": ("pool cloud:prod", PoolQuery(wanted=PoolFilter(), cloud="prod")),
    "an option that is called like the verb": (
        "pool:FIN pool",
        wanting(pools=("FIN",)),
    ),
    "the whole command": ("/runs pool pool:FIN", wanting(pools=("FIN",))),
    "an id opens one": ("pool pool", LookUpQuery(SourceName.POOL, ("pool",))),
    "a cloud's id opens one": (
        "pool a cloud:prod",
        LookUpQuery(SourceName.POOL, ("a",), "prod"),
    ),
}


@pytest.mark.parametrize(("text", "query"), QUESTIONS.values(), ids=QUESTIONS.keys())
def test_a_search_of_pools_is_read(text: str, query: Query) -> None:
    read = parse(text)

    assert read == query


@pytest.mark.parametrize(
    "words",
    list(permutations(["pool", 'name:"a b"', "status:failed", "cloud:prod"])),
    ids=" ".join,
)
def test_options_stand_in_any_order_even_before_the_verb(
    words: tuple[str, ...],
) -> None:
    read = parse(" ".join(words))

    assert read == PoolQuery(
        wanted=PoolFilter(names=("a b",), outcomes=frozenset({FAILED})), cloud="prod"
    )


OUTCOMES = "waiting, running, succeeded, failed, skipped, canceled, paused, unknown"
KEYS = (
    "`pool:`, `script:`, `name:`, `status:`, `type:`, `task:`, `since:`, `until:`, "
    "`cloud:`"
)
REFUSED = {
    "a misspelt option": (
        "pool stauts:failed",
        "I don't know `stauts:`. Did you mean `status:`?",
        "/runs pool status:failed",
    ),
    "a misspelt status": (
        "pool status:skipped,faild",
        f"`status:` cannot be `faild`. It is one of: {OUTCOMES}.",
        "/runs pool status:skipped,failed",
    ),
    "a misspelt status among other options": (
        'pool cloud:prod status:faild pool:FIN name:"a b" since:24h',
        f"`status:` cannot be `faild`. It is one of: {OUTCOMES}.",
        '/runs pool cloud:prod status:failed pool:FIN name:"a b" since:24h',
    ),
    "a misspelt status before its verb": (
        "status:faild pool pool:FIN",
        f"`status:` cannot be `faild`. It is one of: {OUTCOMES}.",
        "/runs pool status:failed pool:FIN",
    ),
    "a misspelt status and type": (
        "pool status:faild type:scirpt task:a",
        f"`status:` cannot be `faild`. It is one of: {OUTCOMES}.",
        "/runs pool status:failed type:script task:a",
    ),
    "a misspelt status and an impossible task": (
        "pool status:faild task:../b",
        f"`status:` cannot be `faild`. It is one of: {OUTCOMES}.",
        "/runs pool status:failed",
    ),
    "a misspelt status and quotes within quotes": (
        "pool status:faild name:'a \"b\" c'",
        f"`status:` cannot be `faild`. It is one of: {OUTCOMES}.",
        "/runs pool status:failed name:'a \"b\" c'",
    ),
    "a misspelt status of a line of the greatest length": (
        f"pool status:faild name:{'x' * (LONGEST - 23)}",
        f"`status:` cannot be `faild`. It is one of: {OUTCOMES}.",
        "/runs pool status:failed",
    ),
    "a misspelt status and one that there is not": (
        "pool status:faild,bananas pool:FIN",
        f"`status:` cannot be `faild`. It is one of: {OUTCOMES}.",
        "/runs help pool",
    ),
    "no status at all": (
        "pool status:bananas",
        f"`status:` cannot be `bananas`. It is one of: {OUTCOMES}.",
        "/runs help pool",
    ),
    "a misspelt type": (
        "pool type:scirpt",
        "`type:` cannot be `scirpt`. It is one of: script, command.",
        "/runs pool type:script",
    ),
    "a misspelt type of two": (
        "pool type:command,scirpt pool:FIN",
        "`type:` cannot be `scirpt`. It is one of: script, command.",
        "/runs pool type:command,script pool:FIN",
    ),
    "a type of commas": (
        "pool type:,",
        "`type:` needs a value right after the colon.",
        "/runs pool",
    ),
    "an impossible task": (
        "pool task:a,../b",
        (
            "`../b` cannot be a task id: those are up to 128 letters, digits and "
            ". _ ~ : -"
        ),
        "/runs help pool",
    ),
    "an option twice": (
        "pool status:failed status:skipped",
        "`status:` can be given only once.",
        "/runs pool status:failed",
    ),
    "an empty option": (
        'pool name:""',
        "`name:` needs a value right after the colon.",
        "/runs pool",
    ),
    "an option of commas": (
        "pool pool:,",
        "`pool:` needs a value right after the colon.",
        "/runs pool",
    ),
    "a status of commas": (
        'pool status:", ,"',
        "`status:` needs a value right after the colon.",
        "/runs pool",
    ),
    "an impossible cloud": (
        "pool cloud:a-b",
        "`a-b` cannot be the name of a cloud; leave `cloud:` out to ask all.",
        "/runs pool",
    ),
    "an option of failures": (
        "pool target:FIN since:24h",
        f"`pool` knows no option `target:FIN`, only {KEYS}.",
        "/runs failures source:pool target:FIN since:24h",
    ),
    "an option that goes by another name": (
        "pool outcome:faild name:x",
        f"`pool` knows no option `outcome:faild`, only {KEYS}.",
        "/runs pool status:failed name:x",
    ),
    "an option of failures after an id": (
        "pool abc target:FIN cloud:prod",
        f"`pool` knows no option `target:FIN`, only {KEYS}.",
        "/runs pool abc cloud:prod",
    ),
    "an id and options": (
        "pool abc until:today since:24h",
        (
            "Either a task id, or options like `since:`; with both I cannot tell what you "
            "mean."
        ),
        "/runs help pool",
    ),
    "a reference and an option": (
        "pool prod/pool/abc type:script",
        (
            "Either a task id, or options like `type:`; with both I cannot tell what "
            "you mean."
        ),
        "/runs help pool",
    ),
}


@pytest.mark.parametrize(
    ("text", "sentence", "suggestion"), REFUSED.values(), ids=REFUSED.keys()
)
def test_a_bad_search_is_explained(text: str, sentence: str, suggestion: str) -> None:
    with pytest.raises(InvalidQueryError) as refused:
        parse(text)

    assert (str(refused.value), refused.value.suggestion) == (sentence, suggestion)
