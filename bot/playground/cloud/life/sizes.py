"""How big the simulated fleet is."""

import re
from dataclasses import dataclass

MOST_TASKS, MOST_DESKTOPS = 1_000, 10_000


class FleetError(ValueError):
    """Somebody asks for a fleet that cannot be; the text says what can."""


@dataclass(frozen=True, slots=True)
class Fleet:
    """So many scheduled tasks on so many desktops; the rest grows with them."""

    tasks: int
    desktops: int

    @classmethod
    def parse(cls, text: str) -> "Fleet":
        """What TASKSxDESKTOPS means.

        Raises:
            FleetError: it is written in another way, or too small or too big.
        """
        found = re.fullmatch(r"\s*([0-9]{1,9})\s*[xX]\s*([0-9]{1,9})\s*", text)
        if found is None:
            raise FleetError(
                f"A fleet is written TASKSxDESKTOPS, such as 12x137; {text!r} is not."
            )
        tasks, desktops = int(found[1]), int(found[2])
        if not (1 <= tasks <= MOST_TASKS and 1 <= desktops <= MOST_DESKTOPS):
            raise FleetError(
                f"A fleet has 1 to {MOST_TASKS:,} tasks and 1 to {MOST_DESKTOPS:,} "
                f"desktops; {text.strip()} is out of that."
            )
        return cls(tasks, desktops)


SMALL = Fleet(12, 137)
