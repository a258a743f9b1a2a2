"""What people are told about digests, before anybody decides how to say it."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.domain.deliveries import Delivered
from bot.domain.marks import Mark
from bot.domain.messages import Message
from bot.domain.pages import Page
from bot.domain.subscriptions import Subscription

CHANNEL = "{channel}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be done next, by a button.

    Attributes:
        label: what stands on it.
        line: the command that it runs.
        sure: what is asked before that; "" for nothing.
        changes: whether what is shown is out of date afterwards.
    """

    label: str
    line: str
    sure: str = ""
    changes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAnswer:
    """A few sentences, and what can be done next.

    Attributes:
        said: plain text, in which `CHANNEL` stands for the channel.
        channel: its id, "" where it is about none.
    """

    said: str
    channel: str = ""
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSubscription:
    """One of many: when it is due next, and its last delivery."""

    one: Subscription
    next: datetime
    last: Delivered | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionsAnswer:
    """A page of all subscriptions; `zone` is the asker's."""

    page: Page[ListedSubscription]
    line: str
    zone: tzinfo
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionAnswer:
    """One subscription.

    Attributes:
        said: what has just been done with it, as plain text; "" for nothing.
        next: when it is due, the first three times.
        delivered: its last deliveries, the newest first.
        marks: what people said of causes, and the line that takes each back.
        offers: what the asker may do with it.
    """

    one: Subscription
    said: str = ""
    next: tuple[datetime, ...]
    delivered: tuple[Delivered, ...] = ()
    marks: tuple[tuple[Mark, Offer], ...] = ()
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewAnswer:
    """What a channel would be told.

    Attributes:
        slots: how many times it would have been due in the last week, 50 at most.
        posted: how many digests that would have been.
        busy: in how many of those something failed or was skipped.
        root: what it would be told now.
        rows: how many more messages would be in its thread.
    """

    name: str
    slots: int
    posted: int
    busy: int
    root: Message
    rows: int


DigestAnswer = ToldAnswer | SubscriptionsAnswer | SubscriptionAnswer | PreviewAnswer
