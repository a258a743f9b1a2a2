"""People watch runs until they end."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.access import Person, Standing
from bot.domain.executions import Named, Outcome
from bot.domain.messages import Address, Posted
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts, Listing, Runs, WholeRun
from bot.domain.threads import Step, Thread
from bot.domain.watches import WatchesAnswer, WatchQuery, WatchVerb
from bot.errors import (
    AccessDeniedError,
    InvalidQueryError,
    MessengerError,
    NotFoundError,
    SourceUnavailableError,
    UncertainError,
)
from bot.services.watching import Watching
from tests.domain.samples import execution
from tests.fakes import NINE, FakePeople
from tests.services.asking import actor, answers, task_cloud
from tests.services.watched import ME, OTHER, RUN, Place, elsewhere, said

REFUSED = MessengerError("no", permanent=True, code="not_in_channel")
LATER = MessengerError("later", permanent=False)
LOST = UncertainError("lost")
SILENT = SourceUnavailableError("no answer", cloud="prod", source="task")


@pytest.fixture
def place() -> Place:
    place = Place()
    place.stands(running=40, succeeded=1)
    return place


async def test_a_message_is_posted_where_somebody_asks(place: Place) -> None:
    answer = await place.begins(place.bot())

    assert said(answer) == (
        "I watch it, and tell you when it ends. My message about it is in"
    )
    assert place.voice.boards == [("C1", "board", None)]
    assert place.board.split("\n")[:3] == [
        "▶ Running: patch",
        "40 running, 1 succeeded of 41",
        "▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱ 2%",
    ]


async def test_it_goes_to_whoever_asked_where_the_channel_takes_none(
    place: Place,
) -> None:
    place.voice.failures = [REFUSED]

    answer = await place.begins(place.bot())

    assert said(answer).endswith("I wrote to you in a direct message.")
    assert [to for to, _, _ in place.voice.boards] == ["C1", "U100"]
    assert (place.only.place, place.only.ts) == ("D1", "100.1")


async def test_what_slack_takes_nowhere_is_not_watched(place: Place) -> None:
    place.voice.failures = [REFUSED, REFUSED]

    with pytest.raises(MessengerError):
        await place.begins(place.bot())

    assert place.watches.kept == {}


async def test_what_has_ended_is_not_watched(place: Place) -> None:
    place.stands(finished=True, failed=3, succeeded=38)

    answer = await place.begins(place.bot())

    assert said(answer) == "That has ended already: 3 failed of 41. I don't watch it."
    assert (place.voice.boards, place.watches.kept) == ([], {})


async def test_work_with_many_runs_is_not_watched(place: Place) -> None:
    place.source.known[RUN.ids] = Runs(RUN, Listing())

    with pytest.raises(InvalidQueryError, match="many runs"):
        await place.begins(place.bot())


async def test_guests_watch_nothing(place: Place) -> None:
    with pytest.raises(AccessDeniedError):
        await place.begins(place.bot(), actor(Standing.GUEST))

    assert place.source.asked == []


async def test_the_same_is_watched_once_in_one_place(place: Place) -> None:
    bot = place.bot()
    await place.begins(bot)

    again = await place.begins(bot)
    await place.begins(bot, elsewhere("C2"))
    await place.begins(bot, actor(user="U2"))

    assert said(again) == "You watch that here already."
    assert len(place.watches.kept) == 3


async def test_one_person_watches_so_much_and_no_more(place: Place) -> None:
    place.stands(OTHER, running=1)
    bot = place.bot(most=1)
    await place.begins(bot)

    more = await place.begins(bot, ME, OTHER)

    assert said(more).startswith("You watch 1 already")
    assert len(place.watches.kept) == 1


async def test_nobody_watches_where_that_is_turned_off(place: Place) -> None:
    answer = await place.begins(place.bot(most=0))

    assert said(answer).startswith("Nobody can watch anything here")


async def test_a_message_changes_only_when_something_moved(place: Place) -> None:
    bot = place.bot()
    await place.begins(bot)

    await place.looks(bot, 3)
    before = len(place.voice.shown)
    place.stands(running=21, succeeded=20)
    await place.looks(bot, 6)

    assert (before, len(place.voice.shown)) == (1, 2)
    assert "20 succeeded of 41" in place.board


async def test_it_is_looked_at_less_and_less_while_nothing_moves(place: Place) -> None:
    bot, pauses = place.bot(), []
    await place.begins(bot)

    for _ in range(6):
        await place.looks(bot, (place.only.due - place.clock.time).total_seconds())
        pauses.append(place.only.pause.total_seconds())
    place.stands(running=40, failed=1)
    await place.looks(bot, 60)

    assert pauses == [6, 12, 24, 48, 60, 60]
    assert place.only.pause == timedelta(seconds=3)


async def test_nothing_is_looked_at_before_it_is_due(place: Place) -> None:
    bot = place.bot()
    await place.begins(bot)
    place.stands(running=41)

    await place.looks(bot, 2)

    assert len(place.source.asked) == 1


async def test_a_run_that_many_watch_is_read_once(place: Place) -> None:
    bot = place.bot()
    for number in range(5):
        await place.begins(bot, actor(user=f"U{number}"))
    asked = len(place.source.asked)

    await place.looks(bot, 3)

    assert len(place.source.asked) == asked + 1


async def test_what_somebody_read_a_second_ago_is_read_for_the_next_one_too(
    place: Place,
) -> None:
    bot = place.bot()
    await place.begins(bot)
    await place.clock.sleep(1)
    await place.begins(bot, elsewhere("C2"))
    asked = len(place.source.asked)

    await place.looks(bot, 2)
    await place.looks(bot, 1)

    assert len(place.source.asked) == asked + 1


@pytest.mark.parametrize(("took", "pause"), [(0.2, 3), (2, 10), (30, 60)])
async def test_what_takes_long_to_read_is_read_less_often(
    place: Place, took: float, pause: float
) -> None:
    bot = place.bot()
    await place.begins(bot)
    place.stands(running=39, succeeded=2)
    place.source.seconds = took

    await place.looks(bot, 3)

    assert place.only.due == place.clock.now() + timedelta(seconds=pause)


async def test_its_end_is_told_once_in_its_thread(place: Place) -> None:
    bot = place.bot()
    await place.begins(bot)
    place.stands(finished=True, failed=3, succeeded=38)

    await place.looks(bot, 3)
    await place.looks(bot, 60)

    assert place.words == ["<@U100> patch ended: 3 failed of 41."]
    ((address, _, post_id),) = place.voice.posts
    assert address == Address(channel="C1", thread="100.1")
    assert post_id.endswith(".word")
    assert place.board.startswith("✖ Failed: patch")
    assert place.watches.kept == {}


async def test_two_bots_do_not_look_at_the_same_at_once(place: Place) -> None:
    one, other = place.bot("one"), place.bot("other")
    await place.begins(one)
    await place.clock.sleep(3)
    claimed = await place.watches.claim(
        "one", place.clock.now(), NINE + timedelta(days=1), 1
    )
    place.stands(finished=True, succeeded=41)

    await place.looks(other)

    assert len(claimed) == 1
    assert place.words == []


async def test_another_bot_goes_on_with_what_one_has_left(place: Place) -> None:
    await place.begins(place.bot("one"))
    place.stands(finished=True, succeeded=41)

    await place.looks(place.bot("other"), 3)

    assert place.words == ["<@U100> patch ended: all 41 succeeded."]


async def test_a_message_whose_answer_was_lost_is_looked_for(place: Place) -> None:
    place.voice.failures = [LOST]
    bot = place.bot()

    answer = await place.begins(bot)
    await place.looks(bot, 3)

    assert said(answer) == "I watch it as soon as Slack takes my message about it."
    assert [tried for _, _, tried in place.voice.boards] == [None, NINE]
    assert place.only.ts == "100.1"


async def test_a_message_that_cannot_be_found_ends_the_watch(place: Place) -> None:
    place.voice.failures = [LOST, LOST]
    bot = place.bot()
    await place.begins(bot)

    await place.looks(bot, 3)

    ((address, notice),) = place.voice.replies
    assert address == Address(user="U100")
    assert notice.text.startswith("I don't watch ▶ Running: patch any more")
    assert place.watches.kept == {}


async def test_a_message_that_slack_takes_later_is_posted_later(place: Place) -> None:
    place.voice.failures = [LATER]
    bot = place.bot()
    await place.begins(bot)

    await place.looks(bot, 6)

    assert [tried for _, _, tried in place.voice.boards] == [None, None]
    assert place.only.ts == "100.1"


async def test_a_word_whose_answer_was_lost_is_looked_for_and_then_marked(
    place: Place,
) -> None:
    bot = place.bot()
    await place.begins(bot)
    place.stands(finished=True, succeeded=41)
    place.voice.failures = [None, LOST, LOST]

    await place.looks(bot, 3)
    await place.looks(bot, 60)

    assert [bool(tried) for tried in place.voice.tried] == [False, True, False]
    (word,) = place.words
    assert word.endswith("(I may have said this twice: Slack's answer was lost.)")
    assert place.watches.kept == {}


async def test_a_word_that_its_thread_refuses_is_said_in_private(place: Place) -> None:
    bot = place.bot()
    await place.begins(bot)
    place.stands(finished=True, succeeded=41)
    place.voice.failures = [None, REFUSED]

    await place.looks(bot, 3)

    ((address, notice),) = place.voice.replies
    assert address == Address(user="U100")
    assert notice.text == "<@U100> patch ended: all 41 succeeded."
    assert place.watches.kept == {}


async def test_a_message_that_is_gone_ends_its_watch(place: Place) -> None:
    bot = place.bot()
    await place.begins(bot)
    place.stands(running=39, succeeded=2)
    place.voice.gone = True

    await place.looks(bot, 3)

    ((_, notice),) = place.voice.replies
    assert "my message about it is gone" in notice.text
    assert (place.words, place.watches.kept) == ([], {})


async def test_a_change_that_slack_did_not_take_is_made_again(place: Place) -> None:
    bot = place.bot()
    await place.begins(bot)
    place.stands(running=39, succeeded=2)
    place.voice.failures = [LATER]

    await place.looks(bot, 3)
    await place.looks(bot, 6)

    assert "2 succeeded" in place.board


async def test_a_silent_cloud_is_asked_again_and_told_of_once_after_an_hour(
    place: Place,
) -> None:
    bot = place.bot()
    await place.begins(bot)
    place.source.error = SILENT

    for _ in range(59):
        await place.looks(bot, 60)
    before = len(place.voice.shown)
    for _ in range(10):
        await place.looks(bot, 60)
    after = len(place.voice.shown)
    unread = place.board
    place.source.error = None
    await place.looks(bot, 60)

    assert (before, after) == (1, 2)
    assert "No answer from the cloud for 1 h. I keep trying." in unread
    assert "Watching. Whoever asked is told here when it ends." in place.board


async def test_what_the_cloud_knows_no_more_ends_its_watch(place: Place) -> None:
    bot = place.bot()
    await place.begins(bot)
    place.source.error = NotFoundError("none", reference="r")

    await place.looks(bot, 3)

    assert place.words == [
        "<@U100> The cloud does not know patch any more, so I stopped watching."
    ]
    assert place.watches.kept == {}


async def test_a_cloud_that_is_no_more_in_the_settings_ends_its_watches(
    place: Place,
) -> None:
    await place.begins(place.bot())
    later = place.bot(clouds={})

    await place.looks(later, 61)

    assert place.words == [
        "<@U100> The cloud of patch is not set up here now, so I stopped watching."
    ]
    assert place.watches.kept == {}


async def test_a_week_is_the_longest(place: Place) -> None:
    bot = place.bot()
    await place.begins(bot)

    await place.looks(bot, 7 * 86_400)

    assert place.words == ["<@U100> patch has not ended in 7 d, so I stopped watching."]
    assert "7 d is the longest" in place.board


async def test_whoever_became_a_guest_is_told_no_more(place: Place) -> None:
    bot = place.bot()
    await place.begins(bot)
    place.people.someone = Person(Standing.GUEST)
    place.stands(finished=True, succeeded=41)
    asked = len(place.source.asked)

    await place.looks(bot, 3)

    assert len(place.source.asked) == asked
    assert "may not look it up now" in place.board
    assert (place.words, place.watches.kept) == ([], {})


async def test_whoever_slack_cannot_tell_of_is_waited_for(place: Place) -> None:
    bot = place.bot()
    await place.begins(bot)
    place.people.someone = Person(Standing.UNKNOWN)
    place.stands(finished=True, succeeded=41)
    before = place.board

    for _ in range(120):
        await place.looks(bot, 60)
    unknown = place.words, place.board
    place.people.someone = Person(Standing.MEMBER)
    await place.looks(bot, 60)

    assert unknown == ([], before)
    assert len(place.words) == 1


async def test_who_watches_can_stop(place: Place) -> None:
    bot = place.bot()
    await place.begins(bot)

    answer = await bot.answer(ME, WatchQuery(WatchVerb.STOP, RUN))
    place.stands(finished=True, succeeded=41)
    await place.looks(bot, 60)

    assert said(answer) == "Stopped watching ▶ Running: patch."
    assert "This is watched no more." in place.board
    assert (place.words, place.watches.kept) == ([], {})


async def test_nobody_else_can(place: Place) -> None:
    bot = place.bot()
    await place.begins(bot)

    answer = await bot.answer(actor(user="U2"), WatchQuery(WatchVerb.STOP, RUN))

    assert said(answer).startswith("You don't watch that.")
    assert len(place.watches.kept) == 1


async def test_everybody_is_shown_what_they_watch_themselves(place: Place) -> None:
    bot = place.bot()
    await place.begins(bot)
    await place.begins(bot, actor(user="U2"))

    listed = await bot.answer(ME, WatchQuery())

    mine = await bot.of("U100", "T1")
    assert [one.user for one in mine] == ["U100"]
    assert listed == WatchesAnswer(watches=mine, most=10)
    assert await bot.of("U100", "T2") == ()


async def test_a_bot_that_ends_leaves_it_to_others(place: Place) -> None:
    bot = place.bot()
    await place.begins(bot)
    await place.clock.sleep(3)
    await bot.tick()

    await bot.close()
    place.stands(finished=True, succeeded=41)
    await place.looks(place.bot("other"), 60)

    assert len(place.words) == 1


class Stopping(FakePeople):
    """While it is asked who somebody is, they stop watching."""

    bot: Watching

    async def person(self, user: str, workspace: str) -> Person:
        await self.bot.answer(ME, WatchQuery(WatchVerb.STOP, RUN))
        return await super().person(user, workspace)


async def test_what_is_stopped_while_it_is_looked_at_stays_so(place: Place) -> None:
    people = place.people = Stopping()
    bot = people.bot = place.bot()
    await place.begins(bot)
    place.stands(finished=True, succeeded=41)

    await place.looks(bot, 3)

    assert "This is watched no more." in place.board
    assert place.words == []


async def test_one_execution_is_watched_like_a_run(place: Place) -> None:
    one = Reference("prod", SourceName.TASK, ("t1", "r1", "d1"))
    running = execution("d1", Outcome.RUNNING)
    place.source.known[one.ids] = running
    bot = place.bot()
    await place.begins(bot, ME, one)
    place.source.known[one.ids] = replace(running, outcome=Outcome.FAILED)

    await place.looks(bot, 3)

    assert place.words == ["<@U100> Scheduled task on d1 ended: failed."]


async def test_rows_are_counted_where_all_of_them_were_read(place: Place) -> None:
    rows = (execution("d1", Outcome.RUNNING), execution("d2", Outcome.SUCCEEDED))
    told = place.source.known[RUN.ids]
    assert isinstance(told, WholeRun)
    run = replace(told.run, counts=Counts({Outcome.SUCCEEDED: 1}))
    place.source.known[RUN.ids] = WholeRun(run, Listing(rows, 2))

    await place.begins(place.bot())

    assert "1 running, 1 succeeded of 2" in place.board


async def test_secrets_stay_out_of_the_message(place: Place) -> None:
    told = place.source.known[RUN.ids]
    assert isinstance(told, WholeRun)
    run = replace(told.run, work=Named("", "deploy --password hunter22"))
    place.source.known[RUN.ids] = WholeRun(run, told.executions)

    await place.begins(place.bot())

    assert "hunter22" not in place.board
    assert place.board.startswith("▶ Running: deploy --password ••••")


async def test_without_slack_there_is_nobody_to_tell(place: Place) -> None:
    alone = answers({"prod": task_cloud(place.source)}, place.clock)

    with pytest.raises(InvalidQueryError, match="There is no Slack here"):
        await alone.answer(ME, f"watch {RUN}")


async def test_people_can_ask_on_below_its_message(place: Place) -> None:
    await place.begins(place.bot())

    thread = await place.threads.get(Posted("C1", "100.1"))
    line = f"/runs task {RUN}"
    assert thread == Thread(steps=(Step(line),), used=NINE, version=1)


async def test_what_is_asked_below_one_execution_is_about_that(place: Place) -> None:
    one = Reference("prod", SourceName.TASK, ("t1", "r1", "d1"))
    place.source.known[one.ids] = execution("d1", Outcome.RUNNING)

    await place.begins(place.bot(), ME, one)

    thread = await place.threads.get(Posted("C1", "100.1"))
    assert thread is not None
    assert thread.focus == f"/runs task {one}"


async def test_what_is_over_is_watched_no_more_even_if_that_is_not_said_yet(
    place: Place,
) -> None:
    bot = place.bot()
    await place.begins(bot)
    place.stands(finished=True, succeeded=41)
    place.voice.failures = [None, LATER]

    await place.looks(bot, 3)
    mine = await bot.of("U100", "T1")
    await place.looks(bot, 60)

    assert mine == ()
    assert len(place.words) == 1
