"""What the core needs from the outside; adapters provide it."""

from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.access import Person
from bot.domain.audit import Request
from bot.domain.background import Background, Subject
from bot.domain.deliveries import (
    Delivered,
    Delivery,
    Part,
    Plan,
    Scope,
    Told,
    ToldCause,
)
from bot.domain.executions import Execution, Named
from bot.domain.failures import (
    By,
    Failure,
    FailureFilter,
    Failures,
    Group,
    SourceGlance,
)
from bot.domain.filing import Sent
from bot.domain.finding import Place
from bot.domain.lookup_form import Ask, Name
from bot.domain.marks import Mark, MarkKind
from bot.domain.messages import Address, Attachment, Message, Modal, Posted
from bot.domain.pools import PoolFilter
from bot.domain.references import SourceName
from bot.domain.runs import Counts, Finding, Listing, Run
from bot.domain.subscriptions import Pause, Subscription
from bot.domain.sweeping import (
    Batch,
    Coverage,
    KnownRun,
    Record,
    SeenWork,
    SweptExecution,
    SweptRun,
    WorkNote,
)
from bot.domain.threads import Claim, Thread
from bot.domain.watches import Added, Watch
from bot.domain.windows import Window
from bot.domain.works import ListedWork, WorkFilter

Fact = Finding | Run | ListedWork | Named
"""What a place can tell; a `Named` is a desktop pool."""


class Clock(Protocol):
    """The only way to know or spend time."""

    def now(self) -> datetime:
        """The time, aware, in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds`."""
        ...


class Report(Protocol):
    """Tells whoever runs the bot of something that nobody asked for."""

    def __call__(self, event: str, **facts: object) -> object: ...


class Source(Protocol):
    """One of the five systems, of one cloud."""

    async def find(self, *ids: str) -> Finding:
        """What `ids` mean, in the order of a reference.

        Raises:
            NotFoundError: the cloud answered that there is none.
            SourceUnavailableError: no answer now; later perhaps.
            SourceRejectedError: the cloud refused, or its answer cannot be read.
        """
        ...


class Siblings(Protocol):
    """What else happened in the run that an execution was part of."""

    async def beside(self, execution: Execution) -> Listing[Execution]:
        """All of that run, itself among them, without outputs; each can be found.

        Raises as `Source.find` does.
        """
        ...


class PoolSearch(Protocol):
    """The runs of one cloud's desktop pools."""

    async def search(self, wanted: PoolFilter, window: Window) -> Listing[Run]:
        """At least every run that is as `wanted` and ended, or began, in `window`.

        The cloud cannot ask for all of it, so others may come along; `total` is of all
        that were read.

        Raises:
            SourceUnavailableError: no answer now; later perhaps.
            SourceRejectedError: the cloud refused, or its answer cannot be read.
        """
        ...


class WorkList(Protocol):
    """The tasks of one cloud's desktops, or of its application servers."""

    async def listed(self, wanted: WorkFilter) -> Listing[ListedWork]:
        """At least every task that is as `wanted`; raises as `Source.find` does."""
        ...


class OrderList(Protocol):
    """The script orders of one cloud."""

    async def listed(self, window: Window) -> Listing[Run]:
        """At least every order that ended, or began, in `window`, with its counters.

        Raises as `Source.find` does.
        """
        ...


class Finder(Protocol):
    """Where one cloud is asked for what goes by a text."""

    @property
    def places(self) -> Collection[Place]:
        """Where it can be asked."""
        ...

    async def ask(self, place: Place, text: str) -> Listing[Fact]:
        """At most 100 things that go by `text` there; raises as `Source.find` does.

        `total` is how many there are, where that is known.
        """
        ...


class SweptRuns(Protocol):
    """One source of one cloud, as sweeps read it, list by list.

    Every method yields batches while it reads, so that nobody holds a whole list. What
    could not be read is a gap of the last batch; a list of which not even the first page
    could be read raises instead, as `Source.find` does.
    """

    def works(self) -> AsyncGenerator[Batch[SeenWork], None] | None:
        """The list of work that runs are listed below; None where runs have one list."""
        ...

    def runs(
        self, work: SeenWork | None, since: datetime
    ) -> AsyncGenerator[Batch[SweptRun], None]:
        """At least the runs of `work` (or all) that began at `since` or later.

        Older ones may come along. `SweptRun.run.counts` may be empty where the list has
        no counters; `counted` asks for them.
        """
        ...

    async def counted(self, swept: SweptRun) -> SweptRun:
        """The run with its counters, where its list has none; else as it is."""
        ...

    def rows(self, swept: SweptRun) -> AsyncGenerator[Batch[SweptExecution], None]:
        """At least every execution of the run that is not fine; keys are unique in it."""
        ...


class SweepLedger(Protocol):
    """What sweeps keep, and know from earlier ones. Raises LedgerError."""

    async def notes(
        self, cloud: str, source: SourceName, ids: Collection[str]
    ) -> Mapping[str, WorkNote]:
        """What is known of these pieces of work, by id."""
        ...

    async def known(self, runs: Collection[SweptRun]) -> Mapping[str, KnownRun]:
        """What is known of these runs, by key; also whether others own them."""
        ...

    async def record(self, record: Record) -> None:
        """Keep all of it, or nothing; nothing where its lease is somebody else's now.

        An older reading never replaces a newer one. A run is kept under its owner: of
        runs with the same `script_task` in one cloud a task's goes before a pool's, and
        a pool's before a script's. A run of an order is known by its host: each cloud
        that lists it is noted.
        """
        ...

    async def coverage(self, clouds: Collection[str]) -> tuple[Coverage, ...]:
        """What is covered of these clouds, by cloud and source."""
        ...

    async def cover(self, coverage: Coverage) -> None:
        """Replace what was said of that source of that cloud."""
        ...

    async def lease(
        self, name: str, holder: str, now: datetime, lasts: timedelta
    ) -> bool:
        """Take or renew the lease, unless somebody else holds it at `now`."""
        ...

    async def release(self, name: str, holder: str) -> None:
        """Give the lease back, if `holder` has it."""
        ...

    async def forget(self, before: datetime) -> int:
        """Delete what ended, or began, before; how many rows that were."""
        ...


class Ledger(Protocol):
    """What the bot remembers, as answers read it. Raises LedgerError."""

    async def failures(
        self,
        clouds: Collection[str],
        wanted: FailureFilter,
        window: Window,
        *,
        offset: int = 0,
        limit: int = 10,
        causes: int = 5,
    ) -> Failures:
        """A page of the executions that match, and what all of them come to.

        An execution counts for its end, else its start, else its run's.
        """
        ...

    async def groups(
        self,
        clouds: Collection[str],
        wanted: FailureFilter,
        window: Window,
        by: By,
        most: int,
    ) -> tuple[tuple[Group, ...], int]:
        """What matches by target or by script, the largest first; and how many groups.

        What names none is in no group.
        """
        ...

    async def glance(
        self, clouds: Collection[str], window: Window
    ) -> tuple[SourceGlance, ...]:
        """Each source's executions by outcome, and its runs, in `window`."""
        ...

    async def background(
        self, clouds: Collection[str], of: Subject, window: Window
    ) -> Background:
        """What is known around one execution."""
        ...

    async def find(
        self, clouds: Collection[str], text: str, limit: int
    ) -> tuple[Failure, ...]:
        """Executions by an exact id, or a part of a name of target, work or script."""
        ...

    async def coverage(self, clouds: Collection[str]) -> tuple[Coverage, ...]:
        """What is covered of these clouds, by cloud and source."""
        ...

    async def check(self) -> None:
        """Return within two seconds once the database has taken something.

        Raises:
            LedgerError: it has not; the text says why, and what can be done.
        """
        ...

    async def reached(self) -> bool:
        """Whether the database answers now, be it that it takes nothing."""
        ...


class Audit(Protocol):
    """Who asked what."""

    async def note(self, requests: Sequence[Request]) -> None:
        """Keep all of them, each once, or nothing; raises LedgerError."""
        ...


class People(Protocol):
    """Who somebody is."""

    async def person(self, user: str, workspace: str) -> Person:
        """What is known of `user`: `Standing.UNKNOWN` when Slack cannot tell.

        `workspace` is the one the request came from. Never raises.
        """
        ...


class Messenger(Protocol):
    """The one door to Slack."""

    async def reply(self, address: Address, message: Message) -> None:
        """Show `message` privately to whoever asked.

        Where that is refused, they are told in the conversation, or in a direct message.

        Raises:
            UncertainError: nobody knows whether Slack took it; also when it was
                cancelled on its way.
            MessengerError: Slack refused.
        """
        ...

    async def share(self, address: Address, message: Message, post_id: str) -> str:
        """Show `message` to everybody in the conversation, at most once; Slack's name for it.

        It carries `post_id`, by which it is found again when Slack's answer was lost.
        Where the bot is no member, it goes through the response_url, which names nothing.

        Raises:
            UncertainError: nobody knows whether it is there; also when it was cancelled
                on its way.
            MessengerError: Slack refused.
        """
        ...

    async def open(self, trigger: str, key: str, modal: Modal) -> None:
        """Open a window for whoever pressed, to be known as `key`.

        Raises:
            TooLateError: the trigger is used up, or older than three seconds.
            UncertainError: nobody knows whether it is open.
            MessengerError: Slack refused.
        """
        ...

    async def update(self, key: str, modal: Modal) -> bool:
        """Show `modal` in the window `key`; False where that is closed.

        Raises:
            MessengerError: Slack refused, or nobody knows whether it took it.
        """
        ...

    async def publish(self, user: str, home: Message) -> None:
        """Show `home` in the Home tab of that person, in place of what it showed.

        Raises:
            MessengerError: Slack refused, or nobody knows whether it took it.
        """
        ...


class Poster(Protocol):
    """Where digests are posted."""

    async def post(
        self, address: Address, message: Message, post_id: str, tried: datetime | None
    ) -> str:
        """Show `message` to everybody there, at most once; Slack's name for it.

        It carries `post_id`. `tried` is when it was first sent, perhaps by somebody who
        never learned what came of it; then the conversation is read before it is sent
        again.

        Raises:
            UncertainError: nobody knows whether it is there; also when it was cancelled
                on its way.
            MessengerError: Slack refused.
        """
        ...

    async def attach(
        self, address: Address, file: Attachment, post_id: str, tried: datetime | None
    ) -> str:
        """Show `file` to everybody in the thread, at most once; Slack's name for it.

        It is found again by its name, so that has to be the only one there. All else is
        as `post` has it, which nothing else of this needs: the bot may lack the scope.
        """
        ...


class Boards(Protocol):
    """Messages that change while people read them."""

    async def put(
        self, address: Address, message: Message, post_id: str, tried: datetime | None
    ) -> Posted:
        """Post it as `Poster.post` does; the channel may be a person's id."""
        ...

    async def change(self, posted: Posted, message: Message) -> bool:
        """Show `message` in its place; False where it can't be changed any more.

        Raises:
            MessengerError: Slack refused, or nobody knows whether it took it; the same
                may pass later.
        """
        ...


class Subscriptions(Protocol):
    """Subscriptions that were made in Slack, and pauses of all. Raises LedgerError."""

    async def made(self) -> tuple[Subscription, ...]:
        """Those that were made in Slack, by name; each with its pause."""
        ...

    async def add(self, one: Subscription) -> bool:
        """Keep it; False where one of that name was made before."""
        ...

    async def change(self, one: Subscription) -> bool:
        """Replace the one of that name; False where there is none any more."""
        ...

    async def remove(self, name: str) -> bool:
        """Forget it, and what is on its way to its channel; False where there is none."""
        ...

    async def pause(self, subscription: str, pause: Pause | None) -> None:
        """Let the subscription of this id rest, or go on. It has begun before."""
        ...

    async def pauses(self) -> Mapping[str, Pause]:
        """Every pause, by the id of its subscription."""
        ...


class Marks(Protocol):
    """What people said of causes. Raises LedgerError."""

    async def put(self, mark: Mark) -> None:
        """Keep it; it replaces one of its kind for the same cause and scope."""
        ...

    async def take(
        self, kind: MarkKind, cause: str, channel: str, subscription: str
    ) -> Mark | None:
        """Let it end now, and tell what it was; None where there was none."""
        ...

    async def of(
        self, channel: str, subscription: str, now: datetime
    ) -> tuple[Mark, ...]:
        """Those that hold for a subscription at `now`, those that end first first."""
        ...


class Threads(Protocol):
    """What conversations are about. Raises LedgerError."""

    async def get(self, place: Posted) -> Thread | None:
        """What the thread is about; None where it is none of the bot's.

        The thread of a digest is about what that told, for as long as that is known.
        """
        ...

    async def keep(self, place: Posted, thread: Thread) -> bool:
        """Keep it; False where somebody else has changed it since it was read."""
        ...

    async def take(self, message: Posted, now: datetime) -> Claim | None:
        """Answer the message from now on; None where somebody else has, or does."""
        ...

    async def done(self, message: Posted) -> None:
        """Let nobody answer the message again."""
        ...


class Visitors(Protocol):
    """Who has seen the bot's Home before. Raises LedgerError."""

    async def knows(self, user: str, workspace: str) -> bool:
        """Whether they have."""
        ...

    async def came(self, user: str, workspace: str, now: datetime) -> None:
        """Keep that they have, since `now` at the latest."""
        ...


class Names(Protocol):
    """Names of what was seen. Raises LedgerError."""

    async def seen(self, kind: Ask, since: datetime, most: int) -> Sequence[Name]:
        """Pools, scripts or tasks seen since then, each once, the latest seen first."""
        ...


class Watches(Protocol):
    """What people watch. Raises LedgerError.

    Whoever works on a watch holds it until some time; what `keep` is told by others is
    not kept.
    """

    async def add(self, watch: Watch, holder: str, until: datetime, most: int) -> Added:
        """Keep it, held, unless its person watches that there, or `most` already."""
        ...

    async def of(self, user: str, workspace: str) -> tuple[Watch, ...]:
        """What they watch, the latest first."""
        ...

    async def claim(
        self, holder: str, now: datetime, until: datetime, most: int
    ) -> tuple[Watch, ...]:
        """Hold those that are due at `now`, and that nobody holds."""
        ...

    async def keep(self, watch: Watch, holder: str, until: datetime) -> bool:
        """Keep how it stands, held until then; False where somebody else holds it."""
        ...

    async def remove(self, id_: str) -> bool:
        """Forget it; False where there is none any more."""
        ...


class Deliveries(Protocol):
    """What digests keep. Raises LedgerError."""

    async def subscribe(
        self, subscription: str, told_from: datetime, slot: datetime
    ) -> None:
        """Remember it, unless it is known already.

        Executions that began before `told_from` are never told to it, and nothing is
        delivered for `slot` or earlier ones.
        """
        ...

    async def ask(self, subscription: str, scope: Scope, now: datetime) -> None:
        """Note what it is about from now on.

        What began before is told to it only if it was about that then, too.
        """
        ...

    async def abandoned(self, now: datetime) -> Collection[str]:
        """Subscriptions with a delivery that nobody goes on with."""
        ...

    async def claim(
        self, subscription: str, slot: datetime, holder: str, now: datetime
    ) -> Delivery | None:
        """What to deliver, under a lease: what was begun before, else `slot`.

        None: nothing is due, or somebody else delivers it.
        """
        ...

    async def hold(self, delivery: Delivery, holder: str, now: datetime) -> bool:
        """Renew the lease; False where it is lost."""
        ...

    async def postpone(self, delivery: Delivery, until: datetime) -> None:
        """Let nobody go on with it before then."""
        ...

    async def let_go(self, holder: str, now: datetime) -> None:
        """Let others go on at once with all that `holder` has not ended."""
        ...

    async def gather(self, delivery: Delivery, scope: Scope, now: datetime) -> Told:
        """What it tells: all that matches and was never told to the subscription.

        That counts as told from now on. Asked again before it was planned, it is that
        and what has come to be known since.
        """
        ...

    async def upcoming(
        self, subscription: str, told_from: datetime, now: datetime
    ) -> Delivery:
        """What a claim for `now` would give; nothing is claimed.

        `told_from` is for a subscription that nobody knows yet.
        """
        ...

    async def untold(self, delivery: Delivery, scope: Scope, now: datetime) -> Told:
        """What `gather` would tell; nothing counts as told."""
        ...

    async def within(self, delivery: Delivery, scope: Scope) -> Told:
        """All that ended in its window, told or not; nothing counts as told."""
        ...

    async def counted(
        self, scope: Scope, windows: Sequence[Window]
    ) -> tuple[Counts, ...]:
        """How many executions ended in each window, by outcome; muted ones are none."""
        ...

    async def causes(self, subscription: str, most: int) -> tuple[ToldCause, ...]:
        """What was told to it in the last 30 days, by cause, the latest first."""
        ...

    async def delivered(self, subscription: str, most: int) -> tuple[Delivered, ...]:
        """Its last deliveries, the newest first."""
        ...

    async def sent(self, delivery: str) -> Sent | None:
        """What the delivery of this id told; None where that is not known any more."""
        ...

    async def plan(
        self, delivery: Delivery, holder: str, plan: Plan, now: datetime
    ) -> bool:
        """Keep all of the plan, or nothing.

        A delivery that posts nothing has ended. False where the lease is lost.
        """
        ...

    async def parts(self, delivery: Delivery) -> tuple[Part, ...]:
        """What it posts, in order."""
        ...

    async def trying(
        self, delivery: Delivery, holder: str, number: int, now: datetime
    ) -> bool:
        """Note that a part is about to be sent; False where the lease is lost."""
        ...

    async def posted(self, delivery: Delivery, number: int, ts: str) -> None:
        """Note that a part is there."""
        ...

    async def end(self, delivery: Delivery, now: datetime) -> None:
        """Note that all of it is there."""
        ...
