"""How long things may take."""

from dataclasses import dataclass, field
from datetime import timedelta

from bot.services.remembering import Waits


@dataclass(frozen=True, slots=True)
class Patience:
    """How long things may take, in seconds.

    Attributes:
        cloud: one request to a cloud, as a whole.
        progress: before a person is told that it takes long.
        finish: for requests under way once it is time to stop.
        tell: after that, for telling people that theirs was cut short. A supervisor
            kills ten seconds after SIGTERM.
        notes: at the end, for the ledger to keep who asked what.
        sweeps: how long a question waits for a sweep.
        first_sweep: after the start, before the first sweep that nobody asked for.
        tick: how often it is looked which digests are due.
        look: how often it is looked which watches are due.
    """

    cloud: float = 20.0
    progress: float = 15.0
    finish: float = 6.0
    tell: float = 1.5
    notes: float = 1.0
    sweeps: Waits = field(default_factory=Waits)
    first_sweep: float = 0.0
    tick: timedelta = timedelta(seconds=15)
    look: timedelta = timedelta(seconds=1)


USUAL = Patience()
