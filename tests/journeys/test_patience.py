"""Slow clouds, and the end of a process."""

from bot.app import Patience
from bot.blocks.problems import INTERRUPTED
from bot.blocks.progress import STILL_READING
from bot.demo import playground
from bot.playground.cloud import Hang, Slow, world
from bot.playground.slack import OPERATOR
from tests.journeys.town import no_rule_broken


async def test_a_slow_answer_is_announced_once_and_then_given() -> None:
    async with playground(Patience(cloud=5, progress=0.05)) as (slack, cloud):
        cloud.faults.next(Slow(0.2))
        delivery = await slack.command(user=OPERATOR, text=f"script {world.FAILED}")

        await delivery.post(1)

        said = [post.message["text"].split("\n")[0] for post in delivery.posts]
        assert said == [STILL_READING, "✖ Failed: patch-check on FIN-DESK-02"]
    no_rule_broken(slack, cloud)


async def test_what_has_begun_is_finished_before_the_end() -> None:
    async with playground() as (slack, cloud):
        cloud.faults.next(Slow(0.1))
        delivery = await slack.command(user=OPERATOR, text=f"script {world.FAILED}")

    assert [post.message["text"].split("\n")[0] for post in delivery.posts] == [
        "✖ Failed: patch-check on FIN-DESK-02"
    ]
    no_rule_broken(slack, cloud)


async def test_who_still_waits_at_the_end_is_told_to_ask_again() -> None:
    async with playground(Patience(finish=0.05)) as (slack, cloud):
        cloud.faults.next(Hang())
        delivery = await slack.command(user=OPERATOR, text=f"script {world.FAILED}")

    said = [post.message["text"].split("\n")[0] for post in delivery.posts]
    assert said == [INTERRUPTED]
    no_rule_broken(slack, cloud)
