"""Somebody watches a run: a message goes along with it, and they are told when it ends."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from bot.playground.cloud import world
from bot.playground.slack import (
    CHANNEL,
    COLLEAGUE,
    OPERATOR,
    PRIVATE_CHANNEL,
    Post,
    RateLimited,
    ResetAfterStoring,
)
from tests.journeys.reading import buttons, first_line, rows, standing
from tests.journeys.talking import Talk
from tests.journeys.town import (
    CALM,
    Town,
    bot_at,
    cloud_settings,
    local_slack,
    no_rule_broken,
    settings_between,
    simulated,
    town_of,
)

RUN = f"prod/task/{world.TASK}/{world.TASK_RUN_RUNNING}"
LOOK_UP = f"task {RUN}"
# A watch is looked at some seconds after something has changed.
LONG = 30.0
WATCHFUL = replace(CALM, look=timedelta(seconds=0.1))


@dataclass(frozen=True, slots=True)
class Watched:
    """A run that goes on when it is told to, and the messages about it."""

    town: Town

    def goes_on(self, *statuses: str) -> None:
        """Its desktops stand like this now, the first ones first."""
        for row, status in zip(self._rows, statuses, strict=False):
            row["exec_status"] = status
        counted = [row["exec_status"] for row in self._rows]
        self._record["success_num"] = counted.count("SUCCESS")
        self._record["failed_num"] = counted.count("FAIL")

    def ends(self) -> None:
        """With one desktop that failed."""
        self.goes_on("SUCCESS", "FAIL", "SUCCESS", "SUCCESS")
        self._record["status"] = "FAIL"

    async def says(self, words: str, number: int = 0) -> str:
        """What stands in the message about it, once `words` do."""
        await self.town.slack.workspace.posted(
            lambda _: (
                len(self.boards) > number and words in standing(self.boards[number])
            ),
            LONG,
        )
        return standing(self.boards[number])

    async def word(self, number: int = 0) -> Post:
        """What whoever watches is told when it is over."""
        await self.town.slack.workspace.posted(lambda _: len(self.words) > number, LONG)
        return self.words[number]

    @property
    def boards(self) -> list[Post]:
        """The messages about it, oldest first."""
        return [one for one in self._posted if not one.message.get("thread_ts")]

    @property
    def words(self) -> list[Post]:
        """What was said in their threads, oldest first."""
        return [one for one in self._posted if one.message.get("thread_ts")]

    @property
    def state(self) -> str:
        """What stands in the first message now."""
        return standing(self.boards[0])

    @property
    def changes(self) -> int:
        """How often a message was changed."""
        calls = [call.method for call in self.town.slack.calls]
        return calls.count("chat.update")

    @property
    def _posted(self) -> list[Post]:
        posts = self.town.slack.posts
        return [one for one in posts if one.via == "chat.postMessage"]

    @property
    def _rows(self) -> list[dict[str, Any]]:
        return self.town.cloud.tables.task_rows[world.TASK, world.TASK_RUN_RUNNING]

    @property
    def _record(self) -> dict[str, Any]:
        runs = self.town.cloud.tables.task_runs[world.TASK]
        return next(one for one in runs if one["id"] == world.TASK_RUN_RUNNING)


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with town_of(WATCHFUL) as one:
        yield one


@pytest.fixture
def watched(town: Town) -> Watched:
    town.slack.mentions_allowed |= {OPERATOR, CHANNEL}
    return Watched(town)


async def test_a_message_goes_along_with_a_run_and_its_end_is_told_once(
    watched: Watched,
) -> None:
    town = watched.town
    answer = await town.shown(LOOK_UP)

    press = await town.press(answer, "Watch")

    assert standing(press.posts[-1]).startswith(
        "I watch it, and tell you when it ends."
    )
    first = await watched.says("Watching")
    assert first_line(first) == "▶ Running: Reboot"
    assert watched.boards[0].shown.channel == CHANNEL
    watched.goes_on("SUCCESS", "SUCCESS")
    assert "2 succeeded" in await watched.says("2 succeeded")
    watched.ends()
    last = await watched.says("has ended")
    word = await watched.word()
    assert first_line(last) == "✖ Failed: Reboot"
    assert standing(word) == f"<@{OPERATOR}> Reboot ended: 1 failed of 4."
    assert word.message["thread_ts"] == watched.boards[0].ts
    assert buttons(word) == ["Details", "Failed rows"]
    failed = await town.press(word, "Failed rows")
    assert rows(standing(failed.posts[-1])) == [("failed", "FIN-DESK-02")]
    assert buttons(watched.boards[0]) == ["Details"]
    assert await town.answer("watch") == (
        "You watch nothing. Press Watch on something that has not ended yet."
    )
    assert (len(watched.words), len(watched.boards)) == (1, 1)
    assert watched.changes == 2


async def test_only_whoever_watches_can_stop(watched: Watched) -> None:
    town = watched.town
    await town.answer(f"watch {RUN}")
    board = watched.boards[0]

    other = await town.press(board, "Stop watching", COLLEAGUE)
    still = standing(board)
    mine = await town.press(board, "Stop watching")

    assert standing(other.posts[-1]).startswith("You don't watch that.")
    assert "Watching." in still
    assert standing(mine.posts[-1]) == "Stopped watching ▶ Running: Reboot."
    assert "This is watched no more." in standing(board)
    assert watched.words == []


async def test_where_the_bot_is_no_member_it_writes_to_whoever_asked(
    watched: Watched,
) -> None:
    town = watched.town

    delivery = await town.slack.command(
        user=OPERATOR, text=f"watch {RUN}", channel=PRIVATE_CHANNEL
    )
    await delivery.post()

    said = standing(delivery.posts[-1])
    assert said.endswith("I wrote to you in a direct message.")
    assert watched.boards[0].visible_to == OPERATOR
    watched.ends()
    word = await watched.word()
    assert word.visible_to == OPERATOR
    assert standing(word).endswith("Reboot ended: 1 failed of 4.")
    assert "has ended" in standing(watched.boards[0])


async def test_what_has_ended_is_not_watched(town: Town) -> None:
    said = await town.answer(f"watch prod/task/{world.TASK}/{world.TASK_BIG_RUN}")

    assert said.startswith("That has ended already: ")
    assert "Watch" not in buttons(
        await town.shown(f"task {world.TASK} {world.TASK_BIG_RUN}")
    )


async def test_the_same_is_watched_once_in_one_place(watched: Watched) -> None:
    await watched.town.answer(f"watch {RUN}")

    again = await watched.town.answer(f"watch {RUN}")
    listed = await watched.town.answer("watch list")

    assert again == "You watch that here already."
    assert first_line(listed) == "You watch 1 run; 10 is the most"
    assert len(watched.boards) == 1


async def test_a_deleted_message_ends_its_watch(watched: Watched) -> None:
    town = watched.town
    await town.answer(f"watch {RUN}")
    town.slack.workspace.delete(watched.boards[0].shown, {}, "chat.delete")
    watched.goes_on("SUCCESS", "SUCCESS")

    await town.slack.workspace.posted(
        lambda post: post.visible_to == OPERATOR and "is gone" in standing(post), LONG
    )

    assert (await town.answer("watch")).startswith("You watch nothing.")


async def test_an_end_is_told_although_the_message_is_gone(watched: Watched) -> None:
    town = watched.town
    await town.answer(f"watch {RUN}")
    town.slack.workspace.delete(watched.boards[0].shown, {}, "chat.delete")
    watched.ends()

    await town.slack.workspace.posted(
        lambda post: post.visible_to == OPERATOR and " ended: " in standing(post), LONG
    )


@pytest.mark.at_the_port
async def test_a_watch_goes_on_after_a_restart() -> None:
    async with simulated() as cloud, local_slack() as slack:
        slack.mentions_allowed |= {OPERATOR, CHANNEL}
        settings = settings_between(slack, {"prod": cloud_settings(cloud)})
        watched = Watched(Town(slack, cloud))
        async with bot_at(slack, settings, WATCHFUL):
            await watched.town.answer(f"watch {RUN}")
        watched.ends()
        async with bot_at(slack, settings, WATCHFUL):
            word = await watched.word()

        assert standing(word) == f"<@{OPERATOR}> Reboot ended: 1 failed of 4."
        assert len(watched.boards) == 1
        no_rule_broken(slack, cloud)


@pytest.mark.at_the_port
async def test_one_person_watches_no_more_than_the_settings_allow() -> None:
    async with simulated() as cloud, local_slack() as slack:
        slack.mentions_allowed |= {CHANNEL}
        settings = settings_between(slack, {"prod": cloud_settings(cloud)})
        few = settings.slack.model_copy(update={"watches_per_person": 1})
        town = Town(slack, cloud)
        async with bot_at(slack, settings.model_copy(update={"slack": few})):
            await town.answer(f"watch {RUN}")
            said = await town.answer(f"watch prod/order/{world.ORDER_RUNNING}")

        assert said == (
            "You watch 1 already, and more is not possible. "
            "Stop one: `/runs watch stop REFERENCE`."
        )


async def test_everybody_can_ask_on_below_its_message(watched: Watched) -> None:
    town = watched.town
    await town.answer(f"watch {RUN}")
    talk = Talk(town.slack, watched.boards[0].ts, COLLEAGUE)

    whole = await talk.asks("all")
    opened = await talk.asks("1")

    assert first_line(whole) == "▶ Running: Reboot"
    assert first_line(opened) == "▶ Running: Reboot on FIN-DESK-02"


@pytest.mark.at_the_port
async def test_two_bots_tell_the_end_once() -> None:
    async with simulated() as cloud, local_slack() as slack:
        slack.mentions_allowed |= {OPERATOR, CHANNEL}
        settings = settings_between(slack, {"prod": cloud_settings(cloud)})
        watched = Watched(Town(slack, cloud))
        async with (
            bot_at(slack, settings, WATCHFUL),
            bot_at(slack, settings, WATCHFUL),
        ):
            await watched.town.answer(f"watch {RUN}")
            watched.ends()
            await watched.word()
            await slack.workspace.posted(lambda _: "ended" in watched.state, LONG)
            listed = await watched.town.answer("watch")

        assert listed.startswith("You watch nothing.")
        assert (len(watched.words), len(watched.boards), watched.changes) == (1, 1, 1)
        no_rule_broken(slack, cloud)


@pytest.mark.at_the_port
async def test_an_end_whose_answer_slack_lost_is_there_once(watched: Watched) -> None:
    town = watched.town
    await town.answer(f"watch {RUN}")
    town.slack.faults.next("chat.postMessage", ResetAfterStoring())
    town.slack.faults.next("chat.update", RateLimited(1))
    watched.ends()

    await watched.word()
    said = await town.answer("watch")

    assert said.startswith("You watch nothing.")
    assert len(watched.words) == 1
    assert "has ended" in watched.state
