"""How a run ends on each of its targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bot.playground.cloud.life.causes import BAD_LUCK, SKIPS, Family
from bot.playground.cloud.life.troubles import Trouble
from bot.playground.cloud.world.fleet import Ending, Target

_FAILS = 0.0015
_SKIPPED = 0.008


@dataclass(frozen=True, slots=True)
class Fates:
    """Draws endings, in the words of scripts: SUCCESS, FAILED, SKIP.

    Attributes:
        troubles: those that this work meets now.
        usual: how long it takes in seconds when all is well.
    """

    luck: Random
    family: Family
    troubles: Sequence[Trouble]
    usual: float

    def of(self, places: Sequence[int], targets: Sequence[Target]) -> list[Ending]:
        """One ending for each target; `places` are the numbers troubles know."""
        pairs = zip(places, targets, strict=True)
        return [self._one(place, target.name) for place, target in pairs]

    def _one(self, place: int, name: str) -> Ending:
        for trouble in self.troubles:
            if place in trouble.places and self.luck.random() < trouble.probability:
                return trouble.causes[self.family].ending(self.luck, name)
        roll = self.luck.random()
        if roll < _FAILS:
            return self.luck.choice(BAD_LUCK[self.family]).ending(self.luck, name)
        if roll < _SKIPPED and self.family in SKIPS:
            return self.luck.choice(SKIPS[self.family]).ending(self.luck, name)
        return Ending("SUCCESS", seconds=self.usual * (0.6 + 0.6 * self.luck.random()))
