import pytest

from bot.domain.executions import Outcome
from bot.domain.queries import Query, parse
from bot.domain.references import SourceName
from bot.domain.works import HealthQuery, OrdersQuery, WorkFilter, WorksQuery
from bot.errors import InvalidQueryError

FAILED, SKIPPED = Outcome.FAILED, Outcome.SKIPPED
TASKS, APPS = WorksQuery(source=SourceName.TASK), WorksQuery(source=SourceName.APP)


def tasks(wanted: WorkFilter, cloud: str = "") -> WorksQuery:
    return WorksQuery(source=SourceName.TASK, wanted=wanted, cloud=cloud)


QUESTIONS: dict[str, tuple[str, Query]] = {
    "every task": ("tasks", TASKS),
    "tasks in capitals": ("/runs Tasks", TASKS),
    "tasks by name": (
        'tasks name:"nightly reboot",st-1 cloud:prod',
        tasks(WorkFilter(names=("nightly reboot", "st-1")), "prod"),
    ),
    "tasks by the cloud's word": (
        "tasks type:REBOOT,execute_script",
        tasks(WorkFilter(kinds=("REBOOT", "execute_script"))),
    ),
    "tasks by their latest run": (
        "tasks last:Failed,skipped",
        tasks(WorkFilter(last=frozenset({FAILED, SKIPPED}))),
    ),
    "every app": ("apps", APPS),
    "apps with options": (
        "apps name:a type:RESTART_SERVER last:running cloud:prod",
        WorksQuery(
            source=SourceName.APP,
            wanted=WorkFilter(
                names=("a",),
                kinds=("RESTART_SERVER",),
                last=frozenset({Outcome.RUNNING}),
            ),
            cloud="prod",
        ),
    ),
    "every order": ("orders", OrdersQuery()),
    "orders with options": (
        "orders status:failed,canceled since:7d until:today cloud:prod",
        OrdersQuery(
            outcomes=frozenset({FAILED, Outcome.CANCELED}),
            since="7d",
            until="today",
            cloud="prod",
        ),
    ),
    "health": ("health", HealthQuery()),
}


@pytest.mark.parametrize(("text", "query"), QUESTIONS.values(), ids=QUESTIONS.keys())
def test_a_list_is_asked_for(text: str, query: Query) -> None:
    read = parse(text)

    assert read == query


WORK_KEYS = "`name:`, `type:`, `last:`, `cloud:`"
ORDER_KEYS = "`status:`, `since:`, `until:`, `cloud:`"
UUID = "123e4567-e89b-12d3-a456-426614174000"
REFUSED = {
    "a misspelt outcome": (
        "tasks name:x last:faild",
        "`last:` cannot be `faild`. It is one of: failed, skipped, succeeded.",
        "/runs tasks name:x last:failed",
    ),
    "an outcome that no task ends with": (
        "tasks last:unknown",
        "`last:` cannot be `unknown`. It is one of: failed, skipped, succeeded.",
        "/runs help tasks",
    ),
    "an outcome that no app ends with": (
        "apps last:skipped",
        "`last:` cannot be `skipped`. It is one of: failed, succeeded, running, waiting.",
        "/runs help apps",
    ),
    "the word that others have for outcomes": (
        "tasks status:failed",
        f"`tasks` knows no option `status:failed`, only {WORK_KEYS}.",
        "/runs tasks last:failed",
    ),
    "a time": (
        "tasks since:24h",
        f"`tasks` knows no option `since:24h`, only {WORK_KEYS}.",
        "/runs failures source:task since:24h",
    ),
    "a time and a type": (
        "apps since:24h type:x",
        f"`apps` knows no option `since:24h`, only {WORK_KEYS}.",
        "/runs apps type:x",
    ),
    "a name of an order": (
        "orders name:backup",
        f"`orders` knows no option `name:backup`, only {ORDER_KEYS}.",
        "/runs failures source:order name:backup",
    ),
    "an id": (
        f"tasks {UUID} cloud:prod",
        f"`{UUID}` cannot stand here; `tasks` takes options: {WORK_KEYS}.",
        f"/runs task {UUID} cloud:prod",
    ),
    "two ids": (
        "tasks st-1 rec-2",
        f"`st-1` cannot stand here; `tasks` takes options: {WORK_KEYS}.",
        "/runs task st-1 rec-2",
    ),
    "an order": (
        "orders SCT2026",
        f"`SCT2026` cannot stand here; `orders` takes options: {ORDER_KEYS}.",
        "/runs order SCT2026",
    ),
    "another source's reference": (
        "apps prod/task/a",
        f"`prod/task/a` cannot stand here; `apps` takes options: {WORK_KEYS}.",
        "/runs task prod/task/a",
    ),
    "a name": (
        "tasks nightly reboot last:failed",
        f"`nightly` cannot stand here; `tasks` takes options: {WORK_KEYS}.",
        '/runs tasks last:failed name:"nightly reboot"',
    ),
    "a name where there is no option for it": (
        "orders nightly backup since:24h",
        f"`nightly` cannot stand here; `orders` takes options: {ORDER_KEYS}.",
        "/runs find nightly backup",
    ),
    "a misspelt verb": (
        "odrers status:failed",
        "I don't know `odrers`.",
        "/runs orders status:failed",
    ),
    "an option of the list after the verb of one": (
        "app last:failed",
        "`app` knows no option `last:failed`, only `outcome:`, `cloud:`.",
        "/runs apps last:failed",
    ),
}


@pytest.mark.parametrize(
    ("text", "sentence", "suggestion"), REFUSED.values(), ids=REFUSED.keys()
)
def test_a_bad_list_is_explained(text: str, sentence: str, suggestion: str) -> None:
    with pytest.raises(InvalidQueryError) as refused:
        parse(text)

    assert (str(refused.value), refused.value.suggestion) == (sentence, suggestion)
