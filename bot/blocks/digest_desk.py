"""What people are told about digests when they ask."""

from typing import assert_never

from bot.blocks import limits
from bot.blocks.buttons import in_a_row
from bot.blocks.elements import context, section
from bot.blocks.mentions import channel
from bot.blocks.offers import offered
from bot.blocks.subscriptions import subscription_page, subscriptions_page
from bot.blocks.text import cut_escaped, escape
from bot.blocks.words import plural
from bot.domain.digest_answers import (
    CHANNEL,
    DigestAnswer,
    PreviewAnswer,
    SubscriptionAnswer,
    SubscriptionsAnswer,
    ToldAnswer,
)
from bot.domain.messages import Message

_NOT_TOLD = "Only you see this, and nothing of it counts as told."


def digest_page(answer: DigestAnswer) -> Message:
    """The message that says `answer`."""
    match answer:
        case ToldAnswer():
            return _told(answer)
        case SubscriptionsAnswer():
            return subscriptions_page(answer)
        case SubscriptionAnswer():
            return subscription_page(answer)
        case PreviewAnswer():
            return _preview(answer)
    assert_never(answer)


def _told(answer: ToldAnswer) -> Message:
    said = escape(answer.said).replace(CHANNEL, channel(answer.channel))
    text = cut_escaped(said, limits.SECTION_TEXT)
    return Message(text, (section(text), *in_a_row(offered(answer.offers))))


def _preview(answer: PreviewAnswer) -> Message:
    """How last week would have been, then what the channel would read now."""
    week = f"{_week(answer)} {_NOT_TOLD}"
    thread = _thread(answer)
    root = answer.root
    said = cut_escaped("\n".join([week, *thread, root.text]), limits.TEXT)
    # The buttons of a digest are about one that was posted.
    shown = [block for block in root.blocks if block["type"] != "actions"]
    blocks = [context(week), *shown[: limits.BLOCKS - 2], *map(context, thread)]
    return Message(said, tuple(blocks))


def _week(answer: PreviewAnswer) -> str:
    """Such as "Last week: 5 digests, of which 3 had something to tell."."""
    if not answer.slots:
        return f"{answer.name} was not due in the last week."
    told = f"{plural(answer.posted, 'digest')} of {answer.name}"
    if answer.posted == answer.busy:
        return f"Last week: {told}. This would be the next one."
    busy = f"{answer.busy:,} of them with something to tell"
    return f"Last week: {told}, {busy}. This would be the next one."


def _thread(answer: PreviewAnswer) -> list[str]:
    if not answer.rows:
        return []
    return [f"In its thread: {plural(answer.rows, 'more post')} with every row."]
