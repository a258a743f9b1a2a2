"""How far the reading of a source has come."""

from bot.services.swept_source import Progress


def test_of_countless_gaps_only_so_many_are_remembered() -> None:
    progress = Progress()

    for number in range(10_000):
        progress.missing([f"Desktop {number} could not be read."])

    shown = [f"Desktop {number} could not be read." for number in range(12)]
    assert progress.gaps == (*shown, "More than 38 more things could not be read.")
    assert len(progress._gaps) == 50
