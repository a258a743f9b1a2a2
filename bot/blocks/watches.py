"""What people are told of what they watch."""

from collections.abc import Sequence
from datetime import UTC
from typing import assert_never

from bot.blocks import limits
from bot.blocks.buttons import AGAIN, FAILED_ROWS, UNWATCH, WATCH, carrying, in_a_row
from bot.blocks.elements import Element, context, header, section
from bot.blocks.mentions import channel, person
from bot.blocks.offers import offered
from bot.blocks.text import code, cut_escaped, escape
from bot.blocks.times import date_token, span, spoken
from bot.blocks.watch_numbers import bar, numbers, result
from bot.blocks.words import plural
from bot.domain.executions import Moment, Outcome
from bot.domain.lookups import is_one_target
from bot.domain.messages import Message
from bot.domain.presses import command_for
from bot.domain.references import Reference
from bot.domain.verbs import VERBS
from bot.domain.watch_words import is_one_run, stop_line, watch_line
from bot.domain.watches import (
    LONGEST,
    UNREAD,
    Ending,
    Watch,
    WatchAnswer,
    WatchesAnswer,
    WatchToldAnswer,
)

_OUTCOME = "outcome"
# As many rows as long, and what stands behind each, are no more than a message takes.
_SHOWN, _ROW = 25, 250
_NONE = "You watch nothing. Press Watch on something that has not ended yet."
_ENDINGS = {
    Ending.ENDED: "This has ended, and is watched no more.",
    Ending.STOPPED: "This is watched no more.",
    Ending.TOO_LONG: f"This is watched no more: {span(LONGEST)} is the longest.",
    Ending.MISSING: "This is watched no more: the cloud does not know it any more.",
    Ending.UNCONFIGURED: "This is watched no more: its cloud is not set up here now.",
    Ending.DENIED: "This is watched no more: whoever watched it may not look it up now.",
    Ending.GONE: "This is watched no more.",
}
_MARKED = "(I may have said this twice: Slack's answer was lost.)"


def watch_page(answer: WatchAnswer) -> Message:
    """The message that says `answer`."""
    match answer:
        case WatchToldAnswer():
            return _told(answer)
        case WatchesAnswer():
            return _list(answer)
    assert_never(answer)


def watch_button(reference: Reference, *, finished: bool) -> list[Element]:
    """What begins to watch it; none where it has ended."""
    if finished or not is_one_run(reference):
        return []
    return carrying("Watch", WATCH, watch_line(reference))


def board(watch: Watch) -> Message:
    """How it stands, and what can be done; the same message as long as that is so."""
    seen, command = watch.seen, command_for(watch.reference)
    how = [line for line in (escape(numbers(seen)), bar(seen)) if line]
    state = _state(watch)
    at = Moment("", watch.seen_at)
    last = f"Ask: {code(command, limits.COMMAND)} · last change seen"
    said = [escape(seen.headline), *how, *state, f"Ask: {escape(command)}"]
    said.append(f"Last change seen: {spoken(at, UTC)}")
    blocks = [
        header(seen.headline),
        *(section(f"*{line}*") for line in how[:1]),
        *map(section, how[1:]),
        *map(context, state),
        context(f"{last} {date_token(at, UTC)}"),
        *in_a_row(_board_buttons(watch, command)),
    ]
    return Message(cut_escaped("\n".join(said), limits.ANSWER_TEXT), tuple(blocks))


def word(watch: Watch, *, marked: bool = False) -> Message:
    """What whoever watches is told once it is over; `marked` says it may be there twice."""
    said = f"{person(watch.user)} {_last_words(watch)}"
    text = f"{said} {_MARKED}" if marked else said
    line = command_for(watch.reference)
    buttons = [*carrying("Details", AGAIN, line), *_failed_rows(watch, line)]
    return Message(text, (section(text), *in_a_row(buttons)))


def lost(watch: Watch) -> Message:
    """What they are told where the message about it is gone."""
    said = (
        f"I don't watch {escape(watch.seen.headline)} any more: my message about it is "
        "gone, or its channel takes none."
    )
    again = carrying("Watch again", WATCH, watch_line(watch.reference))
    return Message(said, (section(said), *in_a_row(again)))


def _failed_rows(watch: Watch, line: str) -> list[Element]:
    """What shows those alone, where a run can be asked for so and some failed."""
    asks = _OUTCOME in VERBS[watch.reference.source].keys
    if not asks or is_one_target(watch.reference):
        return []
    some = watch.seen.counts.of(Outcome.FAILED)
    failed = f"{line} {_OUTCOME}:{Outcome.FAILED}"
    return carrying("Failed rows", FAILED_ROWS, failed) if some else []


def _state(watch: Watch) -> list[str]:
    """What has to be said beside the numbers."""
    if watch.ending:
        return [_ENDINGS[watch.ending]]
    if watch.unread:
        return [f"No answer from the cloud for {span(UNREAD)}. I keep trying."]
    return ["Watching. Whoever asked is told here when it ends."]


def _last_words(watch: Watch) -> str:
    what = escape(watch.seen.headline.partition(": ")[2] or watch.seen.headline)
    match watch.ending:
        case Ending.TOO_LONG:
            return f"{what} has not ended in {span(LONGEST)}, so I stopped watching."
        case Ending.MISSING:
            return f"The cloud does not know {what} any more, so I stopped watching."
        case Ending.UNCONFIGURED:
            return f"The cloud of {what} is not set up here now, so I stopped watching."
    return f"{what} ended: {escape(result(watch.seen))}."


def _board_buttons(watch: Watch, command: str) -> Sequence[Element]:
    details = carrying("Details", AGAIN, command)
    if watch.ending:
        return details
    return [*details, *carrying("Stop watching", UNWATCH, stop_line(watch.reference))]


def _told(answer: WatchToldAnswer) -> Message:
    where = f" {channel(answer.place)}." if answer.place else ""
    said = cut_escaped(f"{escape(answer.said)}{where}", limits.SECTION_TEXT)
    return Message(said, (section(said), *in_a_row(offered(answer.offers))))


def _list(answer: WatchesAnswer) -> Message:
    """Each with how it stood, and a button that ends it."""
    if not answer.watches:
        return Message(_NONE, (section(_NONE),))
    title = (
        f"You watch {plural(len(answer.watches), 'run')}; {answer.most:,} is the most"
    )
    shown, more = answer.watches[:_SHOWN], len(answer.watches) - _SHOWN
    rows = [watch_row(one, place) for place, one in enumerate(shown, 1)]
    last = [f"{more:,} more; stop some of these to see them."] if more > 0 else []
    said = [title, *last, *(watch_line_of(one) for one in shown)]
    return Message(
        cut_escaped("\n".join(said), limits.ANSWER_TEXT),
        (
            header(title),
            *(section(markup, stop) for markup, stop in rows),
            *map(context, last),
        ),
    )


def watch_line_of(watch: Watch) -> str:
    """How it stood, and where its message is; escaped."""
    how = ": ".join(filter(None, [watch.seen.headline, numbers(watch.seen)]))
    return f"{cut_escaped(escape(how), _ROW)}{_where(watch)}"


def watch_row(watch: Watch, place: int) -> tuple[str, Element | None]:
    """The same as mrkdwn, and the button that ends it; `place` is its in the message."""
    stop = carrying("Stop", f"{UNWATCH}.{place}", stop_line(watch.reference))
    since = date_token(Moment("", watch.begun), UTC)
    return f"{watch_line_of(watch)} · since {since}", next(iter(stop), None)


def _where(watch: Watch) -> str:
    return " · direct message" if watch.is_direct else f" · {channel(watch.place)}"
