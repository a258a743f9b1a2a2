"""The window in which people say what they want looked up."""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.blocks import limits
from bot.blocks.elements import context, section, select, text_length
from bot.blocks.inputs import ACTION, day, field, menu, several, suggested, typed
from bot.blocks.text import code, one_line
from bot.domain.commandline import COMMAND
from bot.domain.executions import Outcome
from bot.domain.forms import Carried
from bot.domain.lookup_form import FIELDS, FORM, PICKED, Ask, LookUpForm, Name, Sought
from bot.domain.messages import Block, Message, Modal

TITLE = "Look up runs"
CHANGED = f"{ACTION}{Ask.WHAT}"
"""The `action_id` of the menu that chooses what is looked up."""

_WHAT = {
    Sought.FAILURES: "What failed or was skipped",
    Sought.SCRIPT: "Script executions",
    Sought.TASK: "Scheduled tasks",
    Sought.POOL: "Pool runs",
    Sought.ORDER: "Script orders",
    Sought.APP: "App Streaming runs",
    Sought.FIND: "Anything, by id or name",
}
_IDS = {
    Sought.SCRIPT: "Record id or reference",
    Sought.TASK: "Task id or reference; the record id if a task is chosen",
    Sought.POOL: "Task id or reference",
    Sought.ORDER: "Order, such as SCT2026…, or reference",
    Sought.APP: "Execution history id or reference",
}
_PICKERS = {Ask.POOL: "Pool", Ask.SCRIPT: "Script", Ask.TASK: "Scheduled task"}
_SEEN = "Names and ids of the last 35 days; type to find one."
# Of scripts that only succeeded nothing is kept.
_WRONG = "Those that failed, were skipped or run in the last 35 days; type to find one."
_LONGEST_ID, _LONGEST_TEXT = 400, 128
# Of executions that are neither failed nor skipped nor unfinished nothing is kept.
_KEPT = (Outcome.FAILED, Outcome.SKIPPED, Outcome.RUNNING, Outcome.WAITING)
_LISTED = (Sought.POOL, Sought.ORDER)


def lookup_form(form: LookUpForm, channel: str) -> Modal:
    """What can be filled in about it; the answer goes to `channel`, "" for a DM."""
    return Modal(
        title=TITLE,
        blocks=tuple(_blocks(form)),
        submit="Look up",
        form=FORM,
        kept=Carried(channel=channel, name=form.sought).packed(),
        close="Cancel",
    )


def suggestions(names: Iterable[Name]) -> list[dict[str, Any]]:
    """Options for a picker; what is too long to be carried is left out."""
    return [
        {
            "text": {"type": "plain_text", "text": _shown(one), "emoji": False},
            "value": one.id,
        }
        for one in names
        if 0 < len(one.id) <= limits.OPTION_VALUE
    ][: limits.SELECT_OPTIONS]


def looked_up(line: str, answer: Message) -> Message:
    """The answer, below the command that gives the same where it does not say it."""
    if line in answer.text:
        return answer
    same = context(f"The same as {code(line, limits.COMMAND)}")
    blocks = (same, *answer.blocks)
    fits = text_length(blocks) <= limits.ALL_BLOCKS_TEXT
    if not answer.blocks or len(blocks) > limits.BLOCKS or not fits:
        return answer
    return Message(answer.text, blocks)


def _shown(one: Name) -> str:
    named = one.name if one.name == one.id else f"{one.name} ({one.id})"
    return one_line(named, limits.OPTION_TEXT)


def _blocks(form: LookUpForm) -> Iterator[Block]:
    options = [(text, str(sought)) for sought, text in _WHAT.items()]
    what = select(_WHAT[form.sought], CHANGED, options)
    first = {"initial_option": what["options"][list(_WHAT).index(form.sought)]}
    yield {**section("*What*", {**what, **first}), "block_id": Ask.WHAT}
    for ask in FIELDS[form.sought]:
        yield _field(form.sought, ask)
    if len(form.clouds) > 1:
        clouds = menu({one: one for one in form.clouds})
        yield field(Ask.CLOUD, "Cloud", clouds, optional=True)
    yield context(f"`{COMMAND} help` lists the commands that do the same.")


def _field(sought: Sought, ask: Ask) -> Block:
    if ask in PICKED:
        # A picker of its own for each kind of thing: the block's name is the field's.
        hint = _WRONG if ask is Ask.SCRIPT else _SEEN
        return field(ask, _PICKERS[ask], suggested(), hint=hint, optional=True)
    if ask in {Ask.FROM, Ask.TO}:
        label = "From" if ask is Ask.FROM else "To the end of"
        return field(ask, label, day(), optional=True)
    if ask is Ask.OUTCOMES:
        return field(ask, "Outcomes", _outcomes(sought), optional=True)
    if ask is Ask.TEXT:
        return field(ask, "Id, or a part of a name", typed(longest=_LONGEST_TEXT))
    return field(ask, _IDS[sought], typed(longest=_LONGEST_ID), optional=True)


def _outcomes(sought: Sought) -> dict[str, object]:
    known = tuple(Outcome) if sought in _LISTED else _KEPT
    return dict(several({one: one.value for one in known}, ()))
