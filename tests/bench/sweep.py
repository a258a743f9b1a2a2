"""Sweeps of a fleet of 1,000 tasks and 10,000 desktops, beside the vendor's SDK.

All sides read the same cloud, each in a process of its own; the cloud counts requests.
"""

import statistics
from collections.abc import Mapping
from typing import Any

import aiohttp

from tests.bench.figures import Figures, Goal
from tests.bench.processes import announced, measured
from tests.bench.sweep_cloud import COUNTS
from tests.bench.sweep_least import Requests, least, naive
from tests.bench.sweep_world import DAYS, World

ROUNDS, TIMES = 3, 10
OURS, SDK = "runwatch", "vendor's SDK"
# What of the naive walk is really walked, to prove that its requests are counted well.
SLICES = ((1, 50), (DAYS, 125))
QUICK, A_SECOND = 60, 5
HEADS = "".join(f"{head:>10}" for head in ("wall s", "CPU s", "MB", "requests"))

Measured = dict[str, Any]


async def measure() -> Measured:
    """Medians of the first sweep by side, requests of every walk, and the rest of ours."""
    world = World()
    async with announced("tests.bench.sweep_cloud", "1") as cloud:
        sides = await side_by_side(cloud)
        for days, share in SLICES:
            await walk_a_slice(cloud, world, days, share)
        day = await measured("tests.bench.sweep_ours", cloud, "1", "first")
        ours = await measured("tests.bench.sweep_ours", cloud, "1", "all")
    async with announced("tests.bench.sweep_cloud", f"{TIMES}") as cloud:
        large = await measured("tests.bench.sweep_ours", cloud, f"{TIMES}", "first")
    return {
        "sides": sides,
        "first_wrong": day["wrong"],
        "ours": ours,
        "large": large,
        "least": least(world),
        "naive_day": naive(world, days=1),
        "naive_month": naive(world, days=DAYS),
        "triggered": world.tasks[1].works,
    }


async def side_by_side(cloud: str) -> dict[str, Figures]:
    """In turns, without the first: the cloud makes its answers then."""
    rounds: dict[str, list[Figures]] = {OURS: [], SDK: []}
    for number in range(1 + ROUNDS):
        theirs = await measured("tests.bench.sweep_sdk", cloud)
        theirs["requests"] = sum((await requests(cloud)).values())
        ours = await measured("tests.bench.sweep_ours", cloud, "1", "first")
        swept = {**ours["first"], "rows": ours["wrong"]["true"]}
        swept["requests"] = sum(swept["requests"].values())
        if number:
            rounds[OURS].append(swept)
            rounds[SDK].append(theirs)
    return {name: medians(each) for name, each in rounds.items()}


def medians(rounds: list[Figures]) -> Figures:
    keys = "wall_s", "cpu_s", "memory_mb", "requests", "rows"
    return {
        key: round(statistics.median(one[key] for one in rounds), 3) for key in keys
    }


async def requests(cloud: str) -> Requests:
    """Those since the last time that this was asked."""
    async with aiohttp.ClientSession(cloud) as http, http.get(COUNTS) as answer:
        told: Requests = await answer.json()
    return told


async def walk_a_slice(cloud: str, world: World, days: int, share: int) -> None:
    """Walk each `share`-th piece of work: as many requests as were calculated?"""
    await requests(cloud)
    await measured("tests.bench.sweep_naive", cloud, f"{days}", f"{share}")
    walked, counted = await requests(cloud), naive(world, days=days, share=share)
    if walked != counted:
        raise SystemExit(f"the naive walk asks {walked}, not {counted}")


def table(figures: Measured) -> list[str]:
    ours, theirs = figures["sides"][OURS], figures["sides"][SDK]
    ratios = [theirs[key] / ours[key] for key in ("wall_s", "cpu_s", "memory_mb")]
    return [
        f"{'sweep of 24 h, 20 ms late':32}{HEADS}{'rows':>10}",
        *(
            f"{name:32}{each['wall_s']:>10.2f}{each['cpu_s']:>10.2f}"
            f"{each['memory_mb']:>10.0f}{each['requests']:>10,.0f}{each['rows']:>10,.0f}"
            for name, each in figures["sides"].items()
        ),
        "".join([f"{'theirs / ours':32}", *(f"{ratio:>10.2f}" for ratio in ratios)]),
        *_counted(figures),
        "",
        *_ours(figures),
        "",
        *_paced(figures["ours"]),
        "",
    ]


def _counted(figures: Measured) -> list[str]:
    """What was calculated, and by endpoint how far we are from it."""
    calculated = {
        "the least, calculated": figures["least"],
        "every run, every row of 24 h": figures["naive_day"],
        "the same of 30 days": figures["naive_month"],
    }
    asked = figures["ours"]["first"]["requests"]
    fewest = figures["least"]
    return [
        *(f"{name:62}{total(each):>10,}" for name, each in calculated.items()),
        "by endpoint, ours (least): "
        + ", ".join(
            f"{endpoint} {asked.get(endpoint, 0):,} ({fewest.get(endpoint, 0):,})"
            for endpoint in sorted({*asked, *fewest})
        ),
    ]


def _ours(figures: Measured) -> list[str]:
    ours = figures["ours"]
    known = {
        "the ledger after the first sweep": figures["first_wrong"],
        "the ledger after the walks": ours["wrong"],
        f"after the first, fleet times {TIMES}": figures["large"]["wrong"],
    }
    return [
        f"{'sweeps of runwatch':32}{HEADS}",
        *(
            f"{name:32}{each['wall_s']:>10.2f}{each['cpu_s']:>10.2f}"
            f"{each['memory_mb']:>10.0f}{total(each['requests']):>10,}"
            for name, each in _sweeps(ours).items()
        ),
        _large(figures["large"]["first"]),
        *(
            f"{name}: {it['true']:,} executions, {it['missing']:,} missing, "
            f"{it['made_up']:,} made up"
            for name, it in known.items()
        ),
        *(
            f"/runs failures, ledger of {span}: p50 {each['p50_ms']:.1f} ms, p99 "
            f"{each['p99_ms']:.1f} ms, CPU {each['cpu_ms']:.1f} ms"
            for span, each in (
                ("a day", ours["failures_day"]),
                ("30 days", ours["failures"]),
            )
        ),
    ]


def _large(first: Mapping[str, Any]) -> str:
    return (
        f"{f'first, fleet times {TIMES}':32}{first['wall_s']:>10.2f}"
        f"{first['cpu_s']:>10.2f}{first['memory_mb']:>10.0f}"
        f"{total(first['requests']):>10,}"
    )


def _sweeps(ours: Measured) -> dict[str, Any]:
    return {
        "first": ours["first"],
        "quick, nothing changed": ours["quick"],
        "full walk": ours["walk"],
        "quick, looking 48 h back": ours["quick_usual"],
        "full walk, nothing changed": ours["walk_again"],
    }


def _paced(ours: Measured) -> list[str]:
    """What the default pace makes of it: of hosts, each has its own."""
    return [
        f"{f'at {A_SECOND} requests a second and host':32}{'calculated':>12}",
        *(
            f"{name:32}{lasting(each['requests']):>12}"
            for name, each in _sweeps(ours).items()
        ),
    ]


def lasting(asked: Requests) -> str:
    """In the region that the bench plays, Workspace's host serves App Streaming."""
    orders = sum(count for endpoint, count in asked.items() if endpoint[0] == "C")
    seconds = max(orders, total(asked) - orders) / A_SECOND
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02} s"


def total(asked: Requests) -> int:
    return sum(asked.values())


def goals(figures: Measured) -> list[Goal]:
    sides, ours, large = figures["sides"], figures["ours"], figures["large"]
    first, asked = sides[OURS], sides[OURS]["requests"]
    wrong = [figures["first_wrong"], ours["wrong"], large["wrong"]]
    quick = total(ours["quick_usual"]["requests"]) - figures["triggered"]
    return [
        Goal(
            "first sweep / SDK's, wall", first["wall_s"] / sides[SDK]["wall_s"], 0.333
        ),
        Goal("the same, CPU", first["cpu_s"] / sides[SDK]["cpu_s"], 0.5),
        Goal("requests / every row's", asked / total(figures["naive_day"]), 0.02),
        Goal("requests / least", asked / total(figures["least"]), 1.2),
        Goal("quick sweep's requests beyond triggered tasks", quick, QUICK),
        Goal("executions missing or made up", sum(map(_wrong, wrong)), 0),
        Goal("memory of all sweeps, MB", ours["memory_mb"], 200),
        Goal(
            f"memory, fleet times {TIMES} / times 1",
            large["first"]["memory_mb"] / first["memory_mb"],
            1.05,
        ),
        Goal("/runs failures, p99, ms", ours["failures"]["p99_ms"], 50),
    ]


def _wrong(known: Mapping[str, int]) -> int:
    return known["missing"] + known["made_up"]
