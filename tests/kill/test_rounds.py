"""Digests of bots that are killed: each failure reaches its channel, and only once."""

from collections import Counter
from pathlib import Path

from tests.adapters.storage.conftest import Place
from tests.kill.rounds import Round, play


async def test_whatever_dies_every_failure_is_told_once(
    one: Round, place: Place, tmp_path: Path
) -> None:
    async with place.emptied():
        played = await play(one, place.url, tmp_path)

    # An outage may end a sweep, and so the digest, before anybody has died.
    assert played.deaths or one.outages
    once = Counter(dict.fromkeys(played.truth, 1))
    if one.history:
        assert (played.told, len(played.titles)) == (once, 2)
    assert played.told.keys() == played.truth
    assert played.told - played.marked <= once
    assert played.sure <= 2
    # What the first did not tell, the second did: the first has said that it lacks some.
    said_so = any("PARTIAL" in title for title in played.titles)
    assert said_so or played.titles[-1].startswith("✔ Nothing new")
