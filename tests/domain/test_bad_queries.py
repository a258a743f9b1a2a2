import pytest

from bot.domain.commandline import LONGEST
from bot.domain.lookups import LookUpQuery
from bot.domain.pools import PoolFilter, PoolQuery
from bot.domain.queries import HelpQuery, Query, parse
from bot.domain.references import SourceName
from bot.domain.works import FindQuery
from bot.errors import InvalidQueryError

IDS_ARE = (
    "those are up to 128 letters, digits and . _ ~ : - and I ask no cloud for "
    "anything else."
)
REFUSED = {
    "no record": (
        "script",
        "Which script execution? I need its record id.",
        "/runs script RECORD_ID",
    ),
    "no task": (
        "task",
        "Which scheduled task? I need its task id.",
        "/runs task TASK_ID",
    ),
    "no order": (
        "order",
        "Which script order? I need its execute_uuid.",
        "/runs order EXECUTE_UUID",
    ),
    "no app run": (
        "app",
        "Which App Streaming run? I need its execute_history_id.",
        "/runs app EXECUTE_HISTORY_ID",
    ),
    "only a cloud": (
        "script cloud:prod",
        "Which script execution? I need its record id.",
        "/runs script RECORD_ID cloud:prod",
    ),
    "an option of another command": (
        "script abc since:24h",
        "`script` knows no option `since:24h`, only `cloud:`.",
        "/runs script abc",
    ),
    "an option where another id could stand": (
        "task abc since:24h cloud:prod",
        "`task` knows no option `since:24h`, only `outcome:`, `cloud:`.",
        "/runs task abc cloud:prod",
    ),
    "an option where the id should stand": (
        "app status:failed",
        "`app` knows no option `status:failed`, only `outcome:`, `cloud:`.",
        "/runs app EXECUTE_HISTORY_ID",
    ),
    "an option between ids": (
        "order SCT1 Status:failed 1 2",
        "`order` knows no option `Status:failed`, only `outcome:`, `cloud:`.",
        "/runs order SCT1 1 2 outcome:failed",
    ),
    "an option after a reference": (
        "task prod/task/a/b since:24h",
        "`task` knows no option `since:24h`, only `outcome:`, `cloud:`.",
        "/runs task prod/task/a/b",
    ),
    "an option that nothing knows": (
        "script abc foo:bar",
        "`script` knows no option `foo:bar`, only `cloud:`.",
        "/runs script abc",
    ),
    "a backtick": ("a`b*c*", "I don't know `a'b*c*`.", "/runs find a`b*c*"),
    "two records": (
        "script abc def",
        "I look up one record id at a time.",
        "/runs script abc",
    ),
    "two records, the first impossible": (
        "script a?b def",
        "I look up one record id at a time.",
        "/runs script def",
    ),
    "four ids of a task": (
        "task a b c d",
        "That is more than TASK_ID RECORD_ID DESKTOP_ID.",
        "/runs task a b c",
    ),
    "three ids of a pool": (
        "pool a b c cloud:prod",
        "That is more than TASK_ID DESKTOP_ID.",
        "/runs pool a b cloud:prod",
    ),
    "three ids of an app": (
        "app a b c",
        "That is more than EXECUTE_HISTORY_ID SERVER_ID.",
        "/runs app a b",
    ),
    "two ids of an order": (
        "order SCT1 1",
        "I need one id or 3: EXECUTE_UUID BATCH INSTANCE_ID.",
        "/runs help order",
    ),
    "four ids of an order": (
        "order SCT1 1 2 3",
        "That is more than EXECUTE_UUID BATCH INSTANCE_ID.",
        "/runs order SCT1 1 2",
    ),
    "a reference and an id": (
        "task prod/task/a b",
        "That is more than TASK_ID RECORD_ID DESKTOP_ID.",
        "/runs task prod/task/a",
    ),
    "a path": (
        "script ..",
        f"`..` cannot be a record id: {IDS_ARE}",
        "/runs help script",
    ),
    "an empty id": ('task ""', f"`` cannot be a task id: {IDS_ARE}", "/runs help task"),
    "an impossible second id": (
        'app a "b c"',
        f"`b c` cannot be a server id: {IDS_ARE}",
        "/runs help app",
    ),
    "an impossible record of a task": (
        "task a .. c",
        f"`..` cannot be a record id: {IDS_ARE}",
        "/runs help task",
    ),
    "an impossible desktop of a task": (
        "task a b c/d",
        f"`c/d` cannot be a desktop id: {IDS_ARE}",
        "/runs help task",
    ),
    "an impossible desktop of a pool": (
        "pool a ..",
        f"`..` cannot be a desktop id: {IDS_ARE}",
        "/runs help pool",
    ),
    "an impossible batch": (
        "order SCT1 .. 2",
        f"`..` cannot be a batch: {IDS_ARE}",
        "/runs help order",
    ),
    "an impossible instance": (
        "order SCT1 1 ..",
        f"`..` cannot be an instance id: {IDS_ARE}",
        "/runs help order",
    ),
    "a long impossible id": (
        f"script {'x' * 129}",
        f"`{'x' * 59}…` cannot be a record id: {IDS_ARE}",
        "/runs help script",
    ),
    "a path with slashes": (
        "script ../../etc",
        (
            "`../../etc` is neither a record id nor a reference like "
            "`prod/script/RECORD_ID`."
        ),
        "/runs help script",
    ),
    "an order's half reference": (
        "order prod/order/SCT1/1",
        (
            "`prod/order/SCT1/1` is neither an execute_uuid nor a reference like "
            "`prod/order/EXECUTE_UUID`."
        ),
        "/runs help order",
    ),
    "a reference with an encoded slash": (
        "task prod/task/a%2Fb",
        (
            "`prod/task/a%2Fb` is neither a task id nor a reference like "
            "`prod/task/TASK_ID`."
        ),
        "/runs help task",
    ),
    "a reference to something else": (
        "script prod/task/abc",
        "That reference is not one of a script execution.",
        "/runs task prod/task/abc",
    ),
    "a longer reference to something else": (
        "app prod/order/SCT1/1/2",
        "That reference is not one of an App Streaming run.",
        "/runs order prod/order/SCT1/1/2",
    ),
    "another source's reference and its cloud": (
        "pool prod/script/abc cloud:prod",
        "That reference is not one of a pool run.",
        "/runs script prod/script/abc",
    ),
    "a reference with two ids": (
        "script prod/script/abc/def",
        (
            "`prod/script/abc/def` is neither a record id nor a reference like "
            "`prod/script/RECORD_ID`."
        ),
        "/runs help script",
    ),
    "two clouds": (
        "script prod/script/a%3ab cloud:test",
        (
            "The reference says cloud `prod`, but `cloud:` says `test`. Leave one of them "
            "out."
        ),
        "/runs script prod/script/a%3ab",
    ),
    "an impossible cloud": (
        "script abc cloud:Prod!",
        "`prod!` cannot be the name of a cloud; leave `cloud:` out to ask all.",
        "/runs script abc",
    ),
    "a quoted impossible cloud": (
        'script abc cloud:"a b"',
        "`a b` cannot be the name of a cloud; leave `cloud:` out to ask all.",
        "/runs script abc",
    ),
    "an option twice": (
        "script abc cloud:a cloud:b",
        "`cloud:` can be given only once.",
        "/runs script abc cloud:a",
    ),
    "an empty option": (
        "script abc cloud:",
        "`cloud:` needs a value right after the colon.",
        "/runs script abc",
    ),
    "a misspelt option": (
        "script abc clod:prod",
        "I don't know `clod:`. Did you mean `cloud:`?",
        "/runs script abc cloud:prod",
    ),
    "help on nothing known": (
        "help bananas",
        "There is no help on `bananas`.",
        "/runs help",
    ),
    "help on something misspelt": (
        "help failure",
        "There is no help on `failure`.",
        "/runs help failures",
    ),
    "a misspelt verb": ("skript abc", "I don't know `skript`.", "/runs script abc"),
    "a misspelt verb in capitals": (
        "SKRIPS abc",
        "I don't know `SKRIPS`.",
        "/runs script abc",
    ),
    "a misspelt verb alone": (
        "ordr",
        "I don't know `ordr`.",
        "/runs order EXECUTE_UUID",
    ),
    "a misspelt verb with too few ids": (
        "ordr SCT1 1",
        "I don't know `ordr`.",
        "/runs order SCT1",
    ),
    "a misspelt verb with another source's reference": (
        "taks prod/order/SCT1/1/2 3",
        "I don't know `taks`.",
        "/runs order prod/order/SCT1/1/2",
    ),
    "a misspelt help": ("hlep pool", "I don't know `hlep`.", "/runs help pool"),
    "a misspelt help on nothing": ("hlep me", "I don't know `hlep`.", "/runs help"),
    "many pools": ("pools", "I don't know `pools`.", "/runs pool"),
    "many pools with options": (
        "pools cloud:prod name:\u201cpatch check\u201d status:failed,skipped",
        "I don't know `pools`.",
        '/runs pool cloud:prod name:"patch check" status:failed,skipped',
    ),
    "many pools with a wrong option": (
        "pools status:bananas",
        "I don't know `pools`.",
        "/runs help pool",
    ),
    "an option alone": (
        "since:24h cloud:prod",
        "`since:24h` belongs after a command that knows it: `failures`, `pool`, `orders`.",
        "/runs failures since:24h cloud:prod",
    ),
    "a target alone": (
        "target:FIN",
        "`target:FIN` belongs after a command that knows it: `failures`.",
        "/runs failures target:FIN",
    ),
    "a quoted name alone": (
        'name:"patch check"',
        (
            "`name:patch check` belongs after a command that knows it: `failures`, "
            "`tasks`, `pool`, `apps`."
        ),
        '/runs failures name:"patch check"',
    ),
    "a misspelt status alone": (
        "status:faild",
        "`status:faild` belongs after a command that knows it: `pool`, `orders`.",
        "/runs pool status:failed",
    ),
    "options alone that no command knows together": (
        "type:x cause:y",
        "`type:x` belongs after a command that knows it: `tasks`, `pool`, `apps`.",
        "/runs tasks type:x",
    ),
    "a misspelt cloud alone": (
        "clod:prod",
        "I don't know `clod:`. Did you mean `cloud:`?",
        "/runs cloud:prod",
    ),
    "an impossible cloud alone": (
        "cloud:Prod!",
        "`prod!` cannot be the name of a cloud; leave `cloud:` out to ask all.",
        "/runs failures",
    ),
    "a misspelt verb and option": (
        "pools stauts:faild",
        "I don't know `stauts:`. Did you mean `status:`?",
        "/runs pool status:failed",
    ),
    "a misspelt verb of two that the options tell apart": (
        "taskz name:x",
        "I don't know `taskz`.",
        "/runs tasks name:x",
    ),
    "an option of another command before its verb": (
        "target:FIN task T1",
        "`task` knows no option `target:FIN`, only `outcome:`, `cloud:`.",
        "/runs task T1",
    ),
    "an option of the list after the verb of one": (
        'task name:"a b" last:failed',
        "`task` knows no option `name:a b`, only `outcome:`, `cloud:`.",
        '/runs tasks name:"a b" last:failed',
    ),
    "an option that only failures know": (
        "script target:FIN cloud:prod",
        "`script` knows no option `target:FIN`, only `cloud:`.",
        "/runs failures source:script target:FIN cloud:prod",
    ),
    "health of a cloud": (
        "health cloud:prod",
        "`health` knows no option `cloud:prod`, and no other.",
        "/runs health",
    ),
    "health of something": (
        "health now",
        "`now` cannot stand here; `health` stands alone.",
        "/runs health",
    ),
    "an unknown verb": ("bananas", "I don't know `bananas`.", "/runs find bananas"),
    "an unknown verb and its cloud": (
        "bananas cloud:prod",
        "I don't know `bananas`.",
        "/runs find bananas cloud:prod",
    ),
    "an unknown verb with a digit": (
        "a?1",
        "I don't know `a?1`.",
        "/runs find a?1",
    ),
    "a near miss with a digit": (
        "task1",
        "I don't know `task1`.",
        "/runs task TASK_ID",
    ),
    "an unknown phrase": (
        '"what  happened\nlast night"',
        "I don't know `what happened last night`.",
        '/runs find "what  happened\nlast night"',
    ),
    "a question": (
        "what failed last night",
        "I don't know `what`.",
        "/runs find what failed last night",
    ),
    "an unknown verb too long to be found": (
        "€" * 129,
        f"I don't know `{'€' * 59}…`.",
        "/runs help",
    ),
    "a quote alone": (
        '"',
        'The quote at `"` is never closed.',
        "/runs help",
    ),
    "a quote that never closes": (
        'pool name:"patch check',
        'The quote at `name:"patch` is never closed.',
        '/runs pool name:"patch check"',
    ),
    "a curly quote that never closes": (
        "pool name:\u201cpatch check",
        'The quote at `name:"patch` is never closed.',
        '/runs pool name:"patch check"',
    ),
    "a quote that never closes before an option": (
        "/runs pool name:'patch check since:24h",
        "The quote at `name:'patch` is never closed.",
        "/runs pool name:'patch check' since:24h",
    ),
    "a quote before a misspelt option": (
        'pool name:"patch check sinse:24h',
        'The quote at `name:"patch` is never closed.',
        '/runs pool name:"patch check sinse:24h"',
    ),
    "a quote that never closes after a misspelt verb": (
        'pools name:"patch check since:24h',
        'The quote at `name:"patch` is never closed.',
        '/runs pool name:"patch check" since:24h',
    ),
    "two kinds of quotes that never close": (
        "failures name:'patch target:\"FIN",
        "The quote at `name:'patch` is never closed.",
        "/runs failures name:'patch' target:\"FIN\"",
    ),
    "a verb in a quote that never closes": (
        '"pool since:24h',
        'The quote at `"pool` is never closed.',
        '/runs "pool" since:24h',
    ),
    "an apostrophe in front": (
        "find 'tis",
        "The quote at `'tis` is never closed.",
        "/runs find 'tis'",
    ),
    "one character too many": (
        "x" * (LONGEST + 1),
        "That is 1,881 characters long; 1,880 is the most I read. Send the command and one id.",
        "",
    ),
    "a novel": (
        "x" * 1_000_000,
        "That is 1,000,000 characters long; 1,880 is the most I read. Send the command and one id.",
        "",
    ),
}


@pytest.mark.parametrize(
    ("text", "sentence", "suggestion"), REFUSED.values(), ids=REFUSED.keys()
)
def test_a_bad_query_is_explained(text: str, sentence: str, suggestion: str) -> None:
    with pytest.raises(InvalidQueryError) as refused:
        parse(text)

    assert (str(refused.value), refused.value.suggestion) == (sentence, suggestion)


@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "failures a{}",
        "failures cause:'{}",
        "failures source:{}",
        "tasks since:{}",
        "since:{}",
        "find a{0}b{0}",
        "help {}",
        "script a?{}",
        "script {}/b",
        "script a cloud:X{}",
        "task since:{}",
        "pool status:{}",
        "pool type:{}",
        "pool task:/{}",
    ],
)
def test_no_sentence_repeats_much_of_what_was_typed(line: str) -> None:
    with pytest.raises(InvalidQueryError) as refused:
        parse(line.format("x" * 100))

    assert "xx…`" in str(refused.value)
    assert "x" * 61 not in str(refused.value)


PROD = LookUpQuery(SourceName.SCRIPT, ("abc",), "prod")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("skript prod/script/abc", PROD),
        ("skript abc cloud:prod", PROD),
        ("script abc def cloud:prod", PROD),
        ("script abc since:24h cloud:prod", PROD),
        ("task prod/script/abc", PROD),
        ("bananas cloud:prod", FindQuery(text="bananas", cloud="prod")),
        ("aap H S", LookUpQuery(SourceName.APP, ("H", "S"))),
        (
            'pools name:"a b" since:24h',
            PoolQuery(wanted=PoolFilter(names=("a b",)), since="24h"),
        ),
        ("hlp task", HelpQuery("task")),
    ],
)
def test_a_suggestion_keeps_what_was_typed_right(text: str, query: Query) -> None:
    with pytest.raises(InvalidQueryError) as refused:
        parse(text)

    assert parse(refused.value.suggestion) == query
