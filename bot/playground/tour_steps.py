"""The conversation of the tour, as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.playground.cloud import Fault, Status, world
from bot.playground.cloud.outputs import COMMAND_SECRET, PARAMETER_SECRET, SECRETS
from bot.playground.slack import COLLEAGUE, GUEST, OPERATOR


@dataclass(frozen=True, slots=True)
class Weather:
    """What goes wrong at the cloud, and with how many requests."""

    fault: Fault
    times: int = 1


class Act(StrEnum):
    """What somebody does.

    A press is on the message of the step before; who asks on calls the bot in the thread
    of what everybody was shown last.
    """

    TYPE = "type"
    PRESS = "press"
    MENTION = "mention"
    ASK_ON = "ask on"


class Where(StrEnum):
    """Where the answer has to stand."""

    PRIVATE = "before nobody else"
    CHANNEL = "in the channel"
    WINDOW = "in a window"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody does.

    Attributes:
        why: what it shows.
        text: what they type or say, what stands on the button, or a part of
            what stands on the option.
        shows: what has to stand in the answer.
        hides: what must not stand anywhere in it.
        asks_the_cloud: how many requests the cloud has to get; None where that depends
            on how long ago it was read.
        weather: what goes wrong at the cloud just then.
    """

    why: str
    user: str
    text: str
    shows: Sequence[str]
    hides: Sequence[str] = ()
    asks_the_cloud: int | None = 1
    weather: Weather | None = None
    act: Act = Act.TYPE
    where: Where = Where.PRIVATE


STEPS = (
    Step(
        "What can I ask?",
        OPERATOR,
        "help",
        shows=("/runs failures", "/runs script RECORD_ID", "/runs help"),
        asks_the_cloud=0,
    ),
    Step(
        "The last 24 hours at a glance, found without any id",
        OPERATOR,
        "",
        shows=("Last 24 hours: 29 failed, 6 skipped", "Read: prod (5 sources)"),
        asks_the_cloud=54,
    ),
    Step(
        "What failed in pools, and why; causes come first",
        OPERATOR,
        "failures source:pool",
        shows=("6 failed, 1 skipped", "The desktop agent is offline", "such as"),
        asks_the_cloud=None,
    ),
    Step(
        "Everything that goes by a name",
        COLLEAGUE,
        "find FIN-DESK-02",
        shows=("Found for FIN-DESK-02", "nightly-reboot-finance"),
        asks_the_cloud=6,
    ),
    Step(
        "Scheduled tasks, those that failed first",
        OPERATOR,
        "tasks",
        shows=("Scheduled tasks: 6", "join-domain-after-creation"),
        asks_the_cloud=2,
    ),
    Step(
        "A script that failed, with its output; secrets stay hidden",
        OPERATOR,
        f"script {world.FAILED}",
        shows=("Failed", "Cause", "WKS.00010032", "secrets hidden", "Ask again"),
        hides=SECRETS,
    ),
    Step(
        "All that it printed",
        OPERATOR,
        "Output",
        shows=("61 lines", "3 secrets hidden", "Windows 10 Enterprise", "exit 1"),
        hides=SECRETS,
        act=Act.PRESS,
        where=Where.WINDOW,
    ),
    Step(
        "Someone in another zone, by reference; still running",
        COLLEAGUE,
        f"script prod/script/{world.RUNNING}",
        shows=("Running", "so far"),
    ),
    Step(
        "The runs of a scheduled task",
        OPERATOR,
        f"task {world.TASK}",
        shows=("1 failed, 1 skipped, 1 succeeded", "page 1 of 2"),
    ),
    Step(
        "The next page, in place of the first; the cloud is not asked again",
        OPERATOR,
        "Next ▶",
        shows=("page 2 of 2", "Previous"),
        asks_the_cloud=0,
        act=Act.PRESS,
    ),
    Step(
        "One run of it: every desktop, failures first",
        OPERATOR,
        f"task {world.TASK} {world.TASK_RUN}",
        shows=("Failed: Reboot", "Operation conflict", "Task conflict"),
        asks_the_cloud=2,
    ),
    Step(
        "The desktop that failed, chosen from the list",
        OPERATOR,
        "FIN-DESK-02",
        shows=("Failed: Reboot on FIN-DESK-02", "the desktop's state did not allow"),
        asks_the_cloud=2,
        act=Act.PRESS,
    ),
    Step(
        "What failed or was skipped in pools since yesterday",
        OPERATOR,
        "pool status:failed,skipped since:yesterday",
        shows=("Pool runs", "finance-pool", "secret hidden"),
        hides=(COMMAND_SECRET,),
    ),
    Step(
        "A script order that says FINISHED, and hides two failures",
        OPERATOR,
        f"order {world.ORDER_FINISHED}",
        shows=("Failed: nightly-backup", "12 hosts: 2 failed, 10 succeeded"),
        hides=(PARAMETER_SECRET,),
        asks_the_cloud=5,
    ),
    Step(
        "The same for everybody in the channel",
        OPERATOR,
        "Share",
        shows=("Failed: nightly-backup", "Shared by"),
        hides=(PARAMETER_SECRET,),
        asks_the_cloud=0,
        act=Act.PRESS,
        where=Where.CHANNEL,
    ),
    Step(
        "A colleague opens it from there, and nobody else sees that",
        COLLEAGUE,
        "Ask again",
        shows=("Failed: nightly-backup", "Share"),
        asks_the_cloud=5,
        act=Act.PRESS,
    ),
    Step(
        "She asks on in its thread, where everybody reads the answer",
        COLLEAGUE,
        "skipped",
        shows=("Only skipped: none",),
        asks_the_cloud=None,
        act=Act.ASK_ON,
        where=Where.CHANNEL,
    ),
    Step(
        "And back",
        COLLEAGUE,
        "undo",
        shows=("Failed: nightly-backup",),
        hides=(PARAMETER_SECRET,),
        asks_the_cloud=None,
        act=Act.ASK_ON,
        where=Where.CHANNEL,
    ),
    Step(
        "What a row of it printed",
        COLLEAGUE,
        "output 1",
        shows=("Ask again: /runs output prod/order/",),
        hides=SECRETS,
        asks_the_cloud=None,
        act=Act.ASK_ON,
        where=Where.CHANNEL,
    ),
    Step(
        "A slip is answered in private, with what was meant",
        COLLEAGUE,
        "by causes",
        shows=("Try by cause",),
        asks_the_cloud=0,
        act=Act.ASK_ON,
    ),
    Step(
        "Somebody calls the bot",
        COLLEAGUE,
        "what failed last night?",
        shows=("Type /runs into a channel, or mention me", "/runs failures"),
        asks_the_cloud=0,
        act=Act.MENTION,
    ),
    Step(
        "A restart of application servers",
        OPERATOR,
        f"app {world.APP_RUN}",
        shows=("Failed: Restart server", "1 failed, 1 succeeded", "APS-02"),
    ),
    Step(
        "An id that nobody knows",
        OPERATOR,
        "script srr-00000000-0000-4000-8000-000000000000",
        shows=("prod has no script execution", "Check the id"),
    ),
    Step(
        "A slip of the finger",
        OPERATOR,
        f"scirpt {world.FAILED}",
        shows=("I don't know", f"/runs script {world.FAILED}"),
        asks_the_cloud=0,
    ),
    Step(
        "Something that is no id never reaches the cloud",
        OPERATOR,
        "script ../../v3/users",
        shows=("neither a record id nor a reference",),
        asks_the_cloud=0,
    ),
    Step(
        "A bad moment at the cloud, ridden out",
        OPERATOR,
        f"script {world.SUCCEEDED}",
        shows=("Succeeded", "Took"),
        asks_the_cloud=2,
        weather=Weather(Status(503)),
    ),
    Step(
        "A bad hour at the cloud",
        OPERATOR,
        f"script {world.FAILED}",
        shows=("a problem of its own", "Ask again in a few minutes", "id "),
        asks_the_cloud=3,
        weather=Weather(Status(503), times=3),
    ),
    Step(
        "A guest",
        GUEST,
        f"script {world.FAILED}",
        shows=("Guests of this workspace may not look up runs",),
        hides=("patch-check", "FIN-DESK"),
        asks_the_cloud=0,
    ),
)
