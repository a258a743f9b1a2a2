"""The Home tab: what failed, what its reader watches, and which digests are theirs."""

from collections.abc import Iterator

from bot.blocks import limits
from bot.blocks.buttons import DETAILS, HOME, LOOK_UP_FORM, OFFER, carrying, in_a_row
from bot.blocks.causes import cause_lines
from bot.blocks.coverage import partial, receipt_line
from bot.blocks.elements import Element
from bot.blocks.glance import glance_title
from bot.blocks.glance_rows import glance_rows
from bot.blocks.home_lists import digest_parts, watch_parts
from bot.blocks.home_parts import Part, paragraph, small, title
from bot.blocks.narrowing import all_failures
from bot.blocks.text import code, cut_escaped, escape
from bot.blocks.times import date_token, spoken
from bot.blocks.words import plural, secrets
from bot.domain.answers import GlanceAnswer
from bot.domain.commandline import COMMAND
from bot.domain.executions import Moment
from bot.domain.home import Home
from bot.domain.messages import Message

_CAUSES = 3
_WELCOME = "Welcome to Runwatch"
_WHAT = (
    "I tell what ran on your Huawei Cloud fleet, where, and why it failed. Only you see "
    "this page. Three commands to try, here or in any channel:"
)
_TRIES = (
    (COMMAND, "the last 24 hours at a glance"),
    (f"{COMMAND} failures since:7d", "what failed or was skipped in a week, by cause"),
    (f"{COMMAND} digest new", "let a channel be told on a schedule what failed"),
)
_READING = "The clouds are being read: what is new comes in a moment."
_WHERE = "What you press here is answered under Messages."


def home_page(home: Home, request_id: str = "") -> Message:
    """The tab of one person."""
    return _page(
        [
            *(_welcome() if home.welcome else ()),
            *_glance(home.glance, request_id),
            *watch_parts(home.watches),
            *digest_parts(home.digests, home.glance.zone),
            *_last(home),
        ]
    )


def problem_home(problem: Message) -> Message:
    """Why there is nothing to be shown, and a way to try again."""
    return Message(problem.text, (*problem.blocks, *in_a_row(_refresh())))


def _page(parts: list[Part]) -> Message:
    said = "\n".join(part.text for part in parts if part.text)
    blocks = [block for part in parts for block in part.blocks]
    return Message(cut_escaped(said, limits.TEXT), tuple(blocks[: limits.VIEW_BLOCKS]))


def _welcome() -> Iterator[Part]:
    yield title(_WELCOME)
    yield paragraph((_WHAT, _WHAT))
    for place, (line, why) in enumerate(_TRIES, 1):
        said = f"{code(line)}  {why}", f"{line}: {why}"
        (button,) = carrying("Try it", f"{OFFER}try.{place}", line)
        yield paragraph(said, button)


def _glance(glance: GlanceAnswer, request_id: str) -> Iterator[Part]:
    """Each source in numbers, and the causes that reach furthest."""
    yield title(glance_title(glance))
    loud, quiet = partial(glance, request_id)
    if loud:
        yield paragraph(("\n".join(loud), "\n".join(quiet)))
    rows = [escape(row.text) for row in glance_rows(glance)]
    if rows:
        yield paragraph(("\n".join(f"• {row}" for row in rows), "\n".join(rows)))
    every = all_failures(glance.line)
    for cause in cause_lines(glance.causes[:_CAUSES], every, glance.zone, whole=False):
        yield paragraph((cause.markup, cause.text), cause.show)
    more = glance.cause_count - len(glance.causes[:_CAUSES])
    if more > 0:
        said = f"and {plural(more, 'more cause')}"
        yield small((said, said))
    failures = carrying("Failures", f"{DETAILS}all", every)
    form = carrying("Look up", LOOK_UP_FORM, COMMAND)
    yield Part(tuple(in_a_row([*failures, *form, *_refresh()])))


def _last(home: Home) -> Iterator[Part]:
    """How old this is, what it stands on, and where presses are answered."""
    glance = home.glance
    at, (markup, text) = Moment("", glance.as_of), receipt_line(glance)
    hidden = [f"{secrets(glance.hidden)} hidden."] if glance.hidden else []
    more = [*hidden, _WHERE, *([_READING] if home.reading else [])]
    shown = [f"As of {date_token(at, glance.zone)}", markup, *more]
    said = [f"As of {escape(spoken(at, glance.zone))}", f"{text}.", *more]
    yield small((" · ".join(shown), " ".join(said)))


def _refresh() -> list[Element]:
    return carrying("Refresh", HOME, COMMAND)
