"""What can be asked, one example each."""

from dataclasses import dataclass

from bot.blocks.elements import context, header, section
from bot.blocks.text import escape
from bot.domain.commandline import COMMAND
from bot.domain.messages import Message


@dataclass(frozen=True, slots=True)
class Topic:
    """A verb's usage, what it answers, and more for those who ask."""

    usage: str
    answers: str
    more: str = ""


_TIMES = (
    "Times: `30m`, `24h`, `7d`, `today`, `yesterday`, `monday`, `2026-11-20`, "
    "`2026-11-20T14:00`, in your own time zone."
)
_ONLY = "`outcome:` shows only rows that are failed, skipped, running or of another outcome."
_GLANCE = Topic(
    usage="[cloud:]",
    answers="The last 24 hours at a glance: what failed, was skipped or is running, and "
    "the causes that reach furthest.",
)
TOPICS = {
    "failures": Topic(
        usage="failures [since:] [until:] [source:] [target:] [script:] [pool:] [name:] "
        "[cause:] [outcome:] [by:] [cloud:]",
        answers="What failed or was skipped, anywhere, in the last 24 hours or since "
        "when you say.",
        more="`target:`, `script:`, `pool:` and `name:` match an id or a part of a name; "
        "`cause:` a code or a part of the reason; `source:` is script, task, pool, order "
        "or app; `outcome:` is failed, skipped, running or another outcome; `by:` groups by "
        "cause, target or script. Commas mean "
        f"or, as in `source:task,pool`; options must all fit. {_TIMES}\n"
        "For example `failures since:7d target:FIN` or "
        "`failures cause:WKS.00010110 outcome:failed`.",
    ),
    "find": Topic(
        usage="find TEXT [cloud:]",
        answers="Everything that goes by an id or a name.",
        more="TEXT is any id, or a part of the name of a target, task or script, such as "
        "`find FIN-DESK-02` or `find patch check`. An id needs no command: `"
        f"{COMMAND} RECORD_ID` finds it, too.",
    ),
    "script": Topic(
        usage="script RECORD_ID [cloud:]",
        answers="What one script execution did on one desktop, and why it failed.",
        more="RECORD_ID is the id of a script execution record, or a reference like "
        "`prod/script/RECORD_ID`. Without `cloud:` every configured cloud is asked. "
        "What looks like a secret is hidden.",
    ),
    "task": Topic(
        usage="task TASK_ID [RECORD_ID [DESKTOP_ID]] [outcome:] [cloud:]",
        answers="The runs of a scheduled task of desktops; with RECORD_ID, what one run "
        "did on each desktop, failures first.",
        more="Ids, or a reference like `prod/task/TASK_ID/RECORD_ID`. With DESKTOP_ID, "
        f"that desktop alone. {_ONLY}",
    ),
    "tasks": Topic(
        usage="tasks [name:] [type:] [last:] [cloud:]",
        answers="The scheduled tasks of desktops, and how each ran last.",
        more="`name:` matches an id or a part of a name; `type:` is the cloud's word, "
        "such as REBOOT or EXECUTE_SCRIPT; `last:` is failed, skipped or succeeded. "
        "For example `tasks name:nightly last:failed,skipped`.",
    ),
    "pool": Topic(
        usage="pool [pool:] [script:] [name:] [status:] [type:] [task:] [since:] [until:] "
        "[cloud:]",
        answers="Script and command runs of desktop pools, the newest first.",
        more="`pool:`, `script:` and `name:` match an id or a part of a name; "
        "`status:` is failed, skipped, succeeded, running, waiting or another outcome; "
        "`type:` is script or command; `task:` an id. Commas mean or, as in "
        f"`status:failed,skipped`. {_TIMES} "
        "`pool TASK_ID [DESKTOP_ID]` or a reference opens one run.",
    ),
    "order": Topic(
        usage="order EXECUTE_UUID [BATCH INSTANCE_ID] [outcome:] [cloud:]",
        answers="One COC script order: its statistics, and every host with its log, "
        "failures first.",
        more="EXECUTE_UUID begins with SCT; or a reference like "
        "`prod/order/EXECUTE_UUID`. With BATCH and INSTANCE_ID, that host alone. "
        f"{_ONLY}",
    ),
    "orders": Topic(
        usage="orders [status:] [since:] [until:] [cloud:]",
        answers="The COC script orders of the last 24 hours, or since when you say.",
        more="`status:` is failed, succeeded, running, waiting or another outcome. "
        f"{_TIMES} For example `orders status:failed since:7d`.",
    ),
    "app": Topic(
        usage="app EXECUTE_HISTORY_ID [SERVER_ID] [outcome:] [cloud:]",
        answers="What one App Streaming run did on each server, failures first.",
        more="The id of a task shows its runs instead. With SERVER_ID, that server alone; "
        f"or a reference like `prod/app/EXECUTE_HISTORY_ID`. {_ONLY}",
    ),
    "apps": Topic(
        usage="apps [name:] [type:] [last:] [cloud:]",
        answers="The App Streaming tasks, and how each ran last.",
        more="`name:` matches an id or a part of a name; `type:` is the cloud's word, "
        "such as RESTART_SERVER; `last:` is failed, succeeded, running or waiting. "
        "For example `apps last:failed`.",
    ),
    "watch": Topic(
        usage="watch [REFERENCE]",
        answers="Tells you when a run or an execution ends, in a message that follows it; "
        "alone, what you watch.",
        more="The message stands where you ask, else in a direct message. REFERENCE is "
        "one like `prod/task/TASK_ID/RECORD_ID`; the Watch button of what has not ended "
        "knows it. `watch stop prod/task/TASK_ID/RECORD_ID` ends it.",
    ),
    "digest": Topic(
        usage="digest [VERB] [NAME] [cause:] [for:] [why:] [in:] [confirm:]",
        answers="What channels are told on a schedule: list, new, or show, preview, now, "
        "edit, pause, resume or delete NAME.",
        more="`digest` alone lists them and `digest new` opens a window. `digest preview "
        "NAME` shows what would be told, and tells nobody. `digest delete NAME` asks "
        "once more, unless you say `confirm:yes`. `digest mute NAME` and `digest ack "
        "NAME` open a window for a cause, or take it all: `cause:ID`, how long such as "
        '`for:2d`, a reason such as `why:"being mended"`, and `in:channel` for all '
        "digests of the channel; `unmute` and `unack` take it back.",
    ),
    "why": Topic(
        usage="why REFERENCE",
        answers="Why one execution failed: what its code means, what to check first, how "
        "often that was seen.",
        more="Also whether it recovered, what else failed on the same target and of the "
        "same script in the last 30 days, and where its output differs from that of one "
        "in the same run that succeeded. REFERENCE is as in `prod/script/RECORD_ID`; of "
        "a run, its commonest cause is told.",
    ),
    "history": Topic(
        usage="history REFERENCE",
        answers="What failed or was skipped on the target of one execution in the "
        "last 30 days.",
    ),
    "output": Topic(
        usage="output REFERENCE",
        answers="What the script of one execution printed.",
        more="Asked for in a thread, a long one comes as a file. What looks like a "
        "secret is hidden.",
    ),
    "health": Topic(
        usage="health",
        answers="How I am: what I know of each cloud and up to when, Slack, the database.",
    ),
    "help": Topic(
        usage="help [TOPIC]",
        answers="This page, or more about one command.",
    ),
}


_BUTTONS = (
    "Output opens what a script printed; Refresh asks again; Copy reference gives what "
    "others can type; Share shows the answer to the channel."
)
_CLOSING = "Only you see the answers, until you press Share."
_MENTIONED = (
    f"What `{COMMAND}` answers only you see. A mention I answer in its thread, for "
    "everybody, and there you can ask on."
)
_EXAMPLES = (
    ("failures since:24h", "what failed or was skipped in the last 24 hours"),
    ("find FIN-DESK-02", "everything that goes by an id or a name"),
    ("help", "everything that can be asked"),
)


def mention_help() -> Message:
    """What somebody reads who mentioned the bot instead of typing its command."""
    first = f"Type `{COMMAND}` into a channel, or mention me with what follows it:"
    examples = [f"`{COMMAND} {example}`: {what}" for example, what in _EXAMPLES]
    lines = [first, *(f"• {example}" for example in examples)]
    return Message(
        text="\n".join([*lines, _MENTIONED]),
        blocks=(section("\n".join(lines)), context(_MENTIONED)),
    )


def help_page(topic: str) -> Message:
    """Every command, or all about `topic`, which is a key of `TOPICS`."""
    return _one(TOPICS[topic]) if topic else _all()


def _all() -> Message:
    lines = [
        f"`{COMMAND} {escape(topic.usage)}`\n{escape(topic.answers)}"
        for topic in (_GLANCE, *TOPICS.values())
    ]
    title = "Ask what ran, where, and why it failed"
    return Message(
        text="\n".join([title, *lines, _BUTTONS, _CLOSING]),
        blocks=(
            header(title),
            *map(section, lines),
            section(_BUTTONS),
            context(_CLOSING),
        ),
    )


def _one(topic: Topic) -> Message:
    usage = f"{COMMAND} {topic.usage}"
    body = "\n".join(filter(None, (topic.answers, topic.more)))
    return Message(
        text=f"{escape(usage)}\n{escape(body)}",
        blocks=(header(usage), section(escape(body))),
    )
