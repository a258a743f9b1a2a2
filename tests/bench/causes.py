"""How well fingerprints group causes, held against people's labels, and how fast."""

from time import process_time

from bot.domain.fingerprints import fingerprint
from tests.bench.figures import Figures, Goal
from tests.domain.reasons.labelled import Reason, held_out, pairwise, tuned

HELD_OUT = "held out"
ROUNDS = 20

Measured = dict[str, Figures]


async def measure() -> Measured:
    return {"tuned": _figures(tuned()), HELD_OUT: _figures(held_out())}


def _figures(reasons: list[Reason]) -> Figures:
    pairs = pairwise(reasons, fingerprint)
    return {
        "reasons": len(reasons),
        "families": len({one.family for one in reasons}),
        "causes": len({one.label for one in reasons}),
        "precision": round(pairs.precision, 4),
        "recall": round(pairs.recall, 4),
        "f1": round(pairs.f1, 4),
        "each_us": round(_seconds(reasons) / len(reasons) * 1e6, 1),
    }


def _seconds(reasons: list[Reason]) -> float:
    """The fastest round of all reasons, none of them remembered."""
    taken = []
    for _ in range(ROUNDS):
        fingerprint.cache_clear()
        begun = process_time()
        for one in reasons:
            fingerprint(one.code, one.reason)
        taken.append(process_time() - begun)
    return min(taken)


def table(measured: Measured) -> list[str]:
    heads = "reasons families  causes  precision  recall      F1  us each"
    rows = [_row(half, figures) for half, figures in measured.items()]
    return [f"{'causes, pairwise':18}{heads}", *rows, ""]


def _row(half: str, figures: Figures) -> str:
    return (
        f"{half:18}{figures['reasons']:>7}{figures['families']:>9}"
        f"{figures['causes']:>8}{figures['precision']:>11.3f}{figures['recall']:>8.3f}"
        f"{figures['f1']:>8.3f}{figures['each_us']:>9.1f}"
    )


def goals(measured: Measured) -> list[Goal]:
    missing = 100 * (1 - measured[HELD_OUT]["f1"])
    return [Goal("causes held out: 100 - pairwise F1, %", missing, 5)]
