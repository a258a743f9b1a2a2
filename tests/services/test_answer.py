"""Who may ask, what is asked at all, and how it is told."""

from dataclasses import replace
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo

import pytest

from bot.domain.access import Standing
from bot.domain.answers import HelpAnswer, ReferenceAnswer
from bot.domain.executions import Named
from bot.domain.redaction import MASK
from bot.domain.references import SourceName
from bot.errors import AccessDeniedError, InvalidQueryError
from bot.services.clouds import Cloud
from tests.fakes import FakeClock, FakeSource
from tests.services.asking import actor, answers
from tests.services.scripts import IDS, choice, execution, found, knowing, service

SINGAPORE = ZoneInfo("Asia/Singapore")
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    "standing", sorted(set(Standing) - {Standing.MEMBER, Standing.OPERATOR})
)
@pytest.mark.parametrize("line", ["script rec-1", "pool", "help", "", "bananas"])
async def test_who_may_not_ask_is_refused_before_anything(
    standing: Standing, line: str
) -> None:
    prod = knowing()

    with pytest.raises(AccessDeniedError, match="look up runs"):
        await service({"prod": prod}).answer(actor(standing), line)

    assert prod.asked == []


@pytest.mark.parametrize("standing", [Standing.MEMBER, Standing.OPERATOR])
async def test_members_and_operators_may_ask(standing: Standing) -> None:
    answer = await service({"prod": knowing()}).answer(actor(standing), "script rec-1")

    assert answer == found(execution())


@pytest.mark.parametrize(("line", "topic"), [("help", ""), ("help script", "script")])
async def test_help_asks_no_cloud(line: str, topic: str) -> None:
    prod = knowing()

    answer = await service({"prod": prod}).answer(actor(), line)

    assert answer == HelpAnswer(topic)
    assert prod.asked == []


async def test_a_bad_query_asks_no_cloud() -> None:
    prod = knowing()

    with pytest.raises(InvalidQueryError, match="bananas"):
        await service({"prod": prod}).answer(actor(), "bananas")

    assert prod.asked == []


async def test_secrets_are_hidden_and_counted() -> None:
    leaky = knowing(reason="token=a", output="password=b\nsecret=c")

    answer = await service({"prod": leaky}).answer(actor(), "script rec-1")

    assert answer == found(
        execution(reason=f"token={MASK}", output=f"password={MASK}\nsecret={MASK}"),
        hidden=3,
    )


def leaking(cloud: str, reason: str = "", output: str = "") -> FakeSource:
    """Knows an execution of a script with a secret in its name."""
    named = Named("s1", "login --password a")
    one = replace(execution(cloud, reason, output), script=named)
    return FakeSource({IDS: one})


async def test_a_choice_keeps_and_counts_only_what_it_shows() -> None:
    asked = service(
        {
            "prod": leaking("prod", reason="token=a", output="password=b"),
            "test": leaking("test"),
        }
    )

    answer = await asked.answer(actor(), "script rec-1")

    named = Named("s1", f"login --password {MASK}")
    assert answer == choice(
        replace(execution("prod"), script=named),
        replace(execution("test"), script=named),
        hidden=2,
    )


@pytest.mark.parametrize(
    ("own", "prod", "lab", "zone"),
    [
        ("Europe/Berlin", "Asia/Singapore", "", BERLIN),
        ("", "Asia/Singapore", "Europe/Berlin", SINGAPORE),
        ("Mars/Olympus", "Asia/Singapore", "", SINGAPORE),
        ("", "", "Europe/Berlin", BERLIN),
        ("", "", "", UTC),
    ],
    ids=["own", "first cloud", "own is unknown", "second cloud", "none"],
)
async def test_times_are_told_where_the_person_lives(
    own: str, prod: str, lab: str, zone: tzinfo
) -> None:
    asked = service(
        {"prod": knowing(), "lab": FakeSource()}, {"prod": prod, "lab": lab}
    )

    answer = await asked.answer(actor(zone=own), "script rec-1")

    assert answer == found(execution(), zone=zone)


async def test_only_the_clouds_that_were_asked_lend_their_zone() -> None:
    asked = service(
        {"lab": knowing("lab"), "prod": knowing()},
        {"lab": "Europe/Berlin", "prod": "Asia/Singapore"},
    )

    answer = await asked.answer(actor(), "script rec-1 cloud:prod")

    line = "/runs script rec-1 cloud:prod"
    assert answer == found(execution(), zone=SINGAPORE, line=line)


async def test_clouds_without_the_source_are_not_asked_and_lend_no_zone() -> None:
    clouds = {
        "task": Cloud({SourceName.TASK: FakeSource()}, "Europe/Berlin"),
        "prod": Cloud({SourceName.SCRIPT: knowing()}, "Asia/Singapore"),
    }

    answer = await answers(clouds, FakeClock()).answer(actor(), "script rec-1")

    assert answer == found(execution(), zone=SINGAPORE)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (
            "task prod/task/t1/r1",
            ReferenceAnswer("/runs task prod/task/t1/r1", "prod/task/t1/r1"),
        ),
        (
            "/runs task t1 r1 cloud:prod",
            ReferenceAnswer("/runs task t1 r1 cloud:prod", "prod/task/t1/r1"),
        ),
        ("task t1 r1", ReferenceAnswer("/runs task t1 r1")),
        ("pool since:24h", ReferenceAnswer("/runs pool since:24h")),
        ("help", ReferenceAnswer("/runs help")),
    ],
)
def test_a_command_line_is_a_reference_where_it_names_a_cloud(
    text: str, answer: ReferenceAnswer
) -> None:
    source = knowing()

    assert service({"prod": source}).reference(actor(), text) == answer
    assert source.asked == []


def test_guests_get_no_reference() -> None:
    with pytest.raises(AccessDeniedError, match="Guests"):
        service({"prod": knowing()}).reference(actor(Standing.GUEST), "task t1 r1")
