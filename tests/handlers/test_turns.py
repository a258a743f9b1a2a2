"""One goes on in each turn of the loop, and what came in meanwhile is served before."""

import asyncio

from handlers.turns import Turns


async def test_the_first_to_wait_is_the_first_to_go() -> None:
    turns, went = Turns(), list[int]()

    async def wait(number: int) -> None:
        await turns.mine()
        went.append(number)

    await asyncio.gather(*map(wait, range(5)))

    assert went == [0, 1, 2, 3, 4]


async def test_other_work_of_the_loop_comes_in_between() -> None:
    turns, done = Turns(), list[str]()

    async def wait() -> None:
        await turns.mine()
        done.append("answer")

    async def ack() -> None:
        for _ in range(3):
            done.append("ack")
            await asyncio.sleep(0)

    await asyncio.gather(wait(), wait(), wait(), ack())

    assert done == ["ack", "ack", "answer", "ack", "answer", "answer"]


async def test_whoever_gives_up_waiting_is_passed_over() -> None:
    turns = Turns()
    first, second = (asyncio.create_task(turns.mine()) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()

    await asyncio.wait_for(second, timeout=1)

    assert first.cancelled()


async def test_a_turn_comes_again_after_all_have_gone() -> None:
    turns = Turns()

    for _ in range(3):
        await asyncio.wait_for(turns.mine(), timeout=1)
