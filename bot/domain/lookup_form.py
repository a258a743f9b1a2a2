"""What a person wants looked up, as a window asks for it, and the command for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.commandline import COMMAND
from bot.domain.forms import Faults, Filled
from bot.domain.queries import parse
from bot.errors import InvalidQueryError

FORM = "lookup"


class Sought(StrEnum):
    """What can be looked up; a word that is a source's is about that source."""

    FAILURES = "failures"
    SCRIPT = "script"
    TASK = "task"
    POOL = "pool"
    ORDER = "order"
    APP = "app"
    FIND = "find"


class Ask(StrEnum):
    """What can be filled in; the first can be changed while the window is open."""

    WHAT = "what"
    CLOUD = "cloud"
    ID = "id"
    TEXT = "text"
    POOL = "pool"
    SCRIPT = "script"
    TASK = "task"
    FROM = "from"
    TO = "to"
    OUTCOMES = "outcomes"


PICKED = (Ask.POOL, Ask.SCRIPT, Ask.TASK)
"""What is chosen from names that were seen."""

_TIMES = (Ask.FROM, Ask.TO, Ask.OUTCOMES)
FIELDS: Mapping[Sought, tuple[Ask, ...]] = {
    Sought.FAILURES: (*PICKED, *_TIMES),
    Sought.SCRIPT: (Ask.ID, Ask.SCRIPT, *_TIMES),
    Sought.TASK: (Ask.TASK, Ask.ID, *_TIMES),
    Sought.POOL: (Ask.ID, Ask.POOL, Ask.SCRIPT, *_TIMES),
    Sought.ORDER: (Ask.ID, *_TIMES),
    Sought.APP: (Ask.ID, *_TIMES),
    Sought.FIND: (Ask.TEXT,),
}
"""What is asked for each, beside the cloud."""

_KEYS = {Ask.POOL: "pool", Ask.SCRIPT: "script", Ask.TASK: "name"}
# Their runs are listed; of the others only what failed is.
_LISTS = {Sought.POOL: "pool", Sought.ORDER: "orders"}
_NEEDED = "Give an id, or fill in one of the fields below."
_TASK_NEEDED = "Choose a task or give its id, or fill in one of the fields below."
_ALONE = "An id is looked up alone: leave the other fields empty."
_BACKWARDS = "This is before the day that it begins with."
_LAST = date.max - timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUpForm:
    """A window in which to say what is to be looked up; there are these clouds."""

    sought: Sought = Sought.FAILURES
    clouds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """Something that was seen by its id; its name is the id where it has none."""

    id: str
    name: str


def form_of(word: str) -> LookUpForm | None:
    """The window for this, as a command or a menu names it."""
    return LookUpForm(sought=Sought(word)) if word in set(Sought) else None


def wanted_line(sought: Sought, filled: Filled) -> str | Faults:
    """The command that looks up what was filled in, if it makes sense."""
    faults = dict(_faults(sought, filled))
    if faults:
        return Faults(faults)
    line = " ".join([COMMAND, *_words(sought, filled), *_cloud(filled)])
    try:
        parse(line)
    except InvalidQueryError as refused:
        return Faults({_blamed(sought): str(refused).replace("`", "")})
    return line


def _faults(sought: Sought, filled: Filled) -> Iterator[tuple[str, str]]:
    given = [ask for ask in FIELDS[sought] if filled.chosen(ask)]
    alone = {Ask.ID, *([Ask.TASK] if sought is Sought.TASK else [])}
    if Ask.ID in given and len(given) > 1 and set(given) != alone:
        yield Ask.ID, _ALONE
    if not given and sought in {Sought.SCRIPT, Sought.TASK, Sought.APP}:
        yield Ask.ID, _TASK_NEEDED if sought is Sought.TASK else _NEEDED
    since, until = (_day(filled.text(ask)) for ask in (Ask.FROM, Ask.TO))
    if since and until and until < since:
        yield Ask.TO, _BACKWARDS


def _words(sought: Sought, filled: Filled) -> Iterator[str]:
    id_, task = filled.text(Ask.ID), filled.text(Ask.TASK)
    options = list(_options(sought, filled))
    if sought is Sought.FIND:
        yield from ("find", _quoted(filled.text(Ask.TEXT)))
    elif id_:
        yield sought
        yield from (task, id_) if sought is Sought.TASK and task else (id_,)
    elif sought is Sought.TASK and task and len(options) == 1:
        yield from ("task", task)
    elif sought in _LISTS:
        yield from (_LISTS[sought], *options)
    elif sought is Sought.FAILURES:
        yield from ("failures", *options)
    else:
        yield from ("failures", f"source:{sought}", *options)


def _options(sought: Sought, filled: Filled) -> Iterator[str]:
    for ask in PICKED:
        if ask in FIELDS[sought] and filled.text(ask):
            yield f"{_KEYS[ask]}:{_quoted(filled.text(ask))}"
    since, until = (_day(filled.text(ask)) for ask in (Ask.FROM, Ask.TO))
    if since:
        yield f"since:{since}"
    if until:  # what is typed is exclusive, what is chosen from a calendar is not
        yield f"until:{min(until, _LAST) + timedelta(days=1)}"
    outcomes = filled.chosen(Ask.OUTCOMES)
    if outcomes:
        yield f"{'status' if sought in _LISTS else 'outcome'}:{','.join(outcomes)}"


def _cloud(filled: Filled) -> Iterator[str]:
    cloud = filled.text(Ask.CLOUD)
    says_its_cloud = "/" in filled.text(Ask.ID)
    if cloud and not says_its_cloud:
        yield f"cloud:{cloud}"


def _blamed(sought: Sought) -> Ask:
    """The field beside which it is said that the command is not right."""
    asked = FIELDS[sought]
    first = (ask for ask in (Ask.TEXT, Ask.ID) if ask in asked)
    return next(first, asked[0])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _quoted(text: str) -> str:
    """One word of the command line, as far as there is a quote that it does not hold."""
    flat = " ".join(text.split())
    quote = next((one for one in "\"'" if one not in flat), "")
    needed = any(one in flat for one in " ,:\"'")
    return f"{quote}{flat}{quote}" if needed else flat
