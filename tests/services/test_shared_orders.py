"""Clouds that read their orders from one host: the same order counts once."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.domain.answers import ChoiceAnswer, RunAnswer
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Listing, Run, WholeRun
from bot.errors import (
    BotError,
    NotFoundError,
    SourceRejectedError,
    SourceUnavailableError,
)
from bot.services.clouds import Cloud
from tests.domain.samples import run
from tests.fakes import FakeClock, FakeSource
from tests.services.asking import actor, answers

HOST, OTHER = "https://coc.example", "https://coc.elsewhere.example"
SILENT = SourceUnavailableError("It is silent.", cloud="x", source="order")
REFUSED = SourceRejectedError("It refused.", cloud="x", source="order")


def order(cloud: str) -> Run:
    return replace(run(), reference=Reference(cloud, SourceName.ORDER, ("SCT1",)))


def knowing(name: str, coc: str = HOST) -> Cloud:
    found = WholeRun(order(name), Listing())
    return Cloud({SourceName.ORDER: FakeSource({("SCT1",): found})}, coc=coc)


def failing(error: Exception, coc: str = HOST) -> Cloud:
    return Cloud({SourceName.ORDER: FakeSource(error=error)}, coc=coc)


def ignorant(coc: str = HOST) -> Cloud:
    return Cloud({SourceName.ORDER: FakeSource()}, coc=coc)


async def answer_of(
    clouds: Mapping[str, Cloud], line: str = "order SCT1"
) -> RunAnswer | ChoiceAnswer:
    answer = await answers(clouds, FakeClock()).answer(actor(), line)
    assert isinstance(answer, RunAnswer | ChoiceAnswer)
    return answer


async def asked(**clouds: Cloud) -> RunAnswer | ChoiceAnswer:
    return await answer_of(clouds)


@pytest.mark.parametrize("names", ["ab", "ba"])
async def test_an_order_of_two_clouds_is_that_of_the_first_by_name(names: str) -> None:
    answer = await answer_of({name: knowing(name) for name in names})

    assert isinstance(answer, RunAnswer)
    assert (answer.run, answer.gaps) == (order("a"), ())


async def test_the_first_by_name_that_has_it_speaks_for_all() -> None:
    answer = await asked(
        a=ignorant(), b=failing(SILENT), d=knowing("d"), c=knowing("c")
    )

    assert isinstance(answer, RunAnswer)
    assert (answer.run, answer.gaps) == (order("c"), ())


async def test_silence_of_another_host_stays_a_gap() -> None:
    answer = await asked(a=knowing("a"), b=failing(SILENT), c=failing(REFUSED, OTHER))

    assert isinstance(answer, RunAnswer)
    assert (answer.run, answer.gaps) == (order("a"), ("It refused.",))


@pytest.mark.parametrize("coc", [OTHER, ""], ids=["another host", "no host"])
async def test_orders_of_different_hosts_are_a_choice(coc: str) -> None:
    answer = await asked(b=knowing("b"), c=knowing("c", coc), a=knowing("a"))

    assert isinstance(answer, ChoiceAnswer)
    assert answer.findings == (
        WholeRun(order("c"), Listing()),
        WholeRun(order("a"), Listing()),
    )


async def test_clouds_that_name_no_host_share_none() -> None:
    answer = await asked(a=knowing("a", ""), b=knowing("b", ""), c=failing(SILENT, ""))

    assert isinstance(answer, ChoiceAnswer)
    assert (len(answer.findings), answer.gaps) == (2, ("It is silent.",))


async def test_the_cloud_that_was_named_answers() -> None:
    clouds = {name: knowing(name) for name in "ab"}

    answer = await answer_of(clouds, "order SCT1 cloud:b")

    assert isinstance(answer, RunAnswer)
    assert answer.run == order("b")


@pytest.mark.parametrize(
    ("second", "kind", "sentence"),
    [
        (
            ignorant(),
            NotFoundError,
            "prod has none. prod has none. Check the id and ask again.",
        ),
        (failing(SILENT), SourceUnavailableError, "prod has none. It is silent."),
    ],
    ids=["not found", "silent"],
)
async def test_an_order_that_nobody_has_is_told_of_every_cloud(
    second: Cloud, kind: type[BotError], sentence: str
) -> None:
    with pytest.raises(kind) as missing:
        await asked(a=ignorant(), b=second)

    assert str(missing.value) == sentence


async def test_other_sources_are_read_from_every_cloud() -> None:
    clouds = {
        name: replace(
            knowing(name),
            sources={SourceName.APP: knowing(name).sources[SourceName.ORDER]},
        )
        for name in "ab"
    }

    answer = await answer_of(clouds, "app SCT1")

    assert isinstance(answer, ChoiceAnswer)
    assert len(answer.findings) == 2
