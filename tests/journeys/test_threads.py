"""People ask on in the thread below what the bot has said."""

import csv

import pytest

from bot.playground.cloud import world
from bot.playground.slack import (
    BOT_USER,
    COLLEAGUE,
    GUEST,
    OPERATOR,
    UNJOINED_CHANNEL,
    Post,
    ResetBefore,
)
from tests.journeys.reading import first_line, rows, standing
from tests.journeys.talking import Talk
from tests.journeys.town import Town

EVERYTHING = "failures since:2026-01-01"
FOUND = "✖ 40 failed, 13 skipped (PARTIAL)"


async def shared(town: Town, command: str = EVERYTHING) -> Talk:
    """The thread below what somebody has shared."""
    town.slack.mentions_allowed |= {OPERATOR}
    post = await town.shown(command)
    await town.press(post, "Share")
    (root,) = public(town)
    return Talk(town.slack, root.ts)


def public(town: Town) -> list[Post]:
    """What everybody could see, oldest first."""
    return [post for post in town.slack.posts if post.visible_to is None]


async def test_a_row_is_opened_by_its_number(town: Town) -> None:
    talk = await shared(town)

    opened = await talk.asks("2")

    assert first_line(opened) == "✖ Failed: Pool run on RENDER-04"
    assert "Ask again: /runs pool prod/pool/" in opened


async def test_a_row_is_opened_by_its_name(town: Town) -> None:
    talk = await shared(town)

    assert "on RENDER-04" in first_line(await talk.asks("render-04"))
    assert "on RENDER-04" in first_line(await talk.asks("details RENDER-04"))


async def test_a_list_is_narrowed_step_by_step_and_back(town: Town) -> None:
    talk = await shared(town)

    failed = await talk.asks("failed")
    finance = await talk.asks("target:FIN")
    back = await talk.asks("undo")
    everything = await talk.asks("all")

    assert first_line(failed) == "✖ 40 failed (PARTIAL)"
    line = f"/runs {EVERYTHING} outcome:failed"
    assert f"ask again: {line} target:FIN" in finance
    assert {outcome for outcome, _ in rows(finance)} == {"failed"}
    assert first_line(back) == first_line(failed)
    assert back.endswith(f"ask again: {line}")
    assert first_line(everything) == FOUND


async def test_numbers_mean_the_newest_list(town: Town) -> None:
    talk = await shared(town)
    skipped = await talk.asks("skipped")
    _, first = rows(skipped)[0]

    opened = await talk.asks("1")

    assert first_line(opened) == "⤼ Skipped: patch-check on FIN-DESK-03"
    assert first.startswith("FIN-DESK-03")


async def test_pages_are_turned_and_numbered_through(town: Town) -> None:
    talk = await shared(town)

    second = await talk.asks("next")
    fifth = await talk.asks("page 5")
    back = await talk.asks("prev")
    opened = await talk.asks("2")

    assert "Rows 11 to 20 of 53, page 2 of 6" in second
    assert "Rows 41 to 50 of 53, page 5 of 6" in fifth
    assert "Rows 31 to 40 of 53, page 4 of 6" in back
    assert first_line(opened) == "✖ Failed: Pool run on RENDER-04"


REFUSED = (
    ("prev", "This is the first page."),
    ("page 7", "Page 6 is the last page."),
    ("11", "There is no row 11: the newest list has rows 1 to 10."),
    ("output", "Which row? Say its number, such as output 3, or its name."),
    ("faield", "I don't know faield here.\nTry failed"),
    ("outptu 3", "I don't know outptu 3 here.\nTry output 3"),
    ("RENDER-40", "No row of the newest list is called RENDER-40.\nTry RENDER-04"),
    ("undo", "There is nothing to undo: this is what the thread began with."),
    ("since:nonsense", "since:nonsense is no time that I know."),
)


async def test_what_cannot_be_is_said_to_the_asker_alone(town: Town) -> None:
    talk = await shared(town)

    for text, said in REFUSED:
        whispered = await talk.whispers(text)
        assert whispered.replace("`", "").startswith(said)

    assert talk.public == []


@pytest.mark.parametrize("by", ["target", "script"])
async def test_failures_are_grouped_by_something_else(town: Town, by: str) -> None:
    talk = await shared(town)

    grouped = await talk.asks(f"by {by}")
    again = await talk.asks("by cause")

    assert f"See: /runs {EVERYTHING} {by}:" in grouped
    assert grouped.endswith(f"/runs {EVERYTHING} by:{by}")
    assert again.endswith(f"/runs {EVERYTHING}")


async def test_the_same_time_of_the_day_before_is_asked_for(town: Town) -> None:
    talk = await shared(town, "failures since:2026-01-02 until:2026-01-03")

    before = await talk.asks("same yesterday")

    # The operator lives in Singapore.
    line = "/runs failures since:2025-12-31T16:00:00Z until:2026-01-01T16:00:00Z"
    assert before.endswith(line)


async def in_a_file(town: Town, talk: Talk) -> tuple[str, list[dict[str, str]]]:
    """The title of the file of the newest list, and its rows."""
    before = len(talk.public)
    await town.slack.mention(OPERATOR, "csv", thread_ts=talk.thread)
    await town.slack.workspace.posted(lambda _: len(talk.public) > before)
    (file,) = town.slack.files.known.values()
    assert file.data is not None
    return file.title, [*csv.DictReader(file.data.decode("utf-8-sig").splitlines())]


async def test_all_rows_come_as_a_file(town: Town) -> None:
    talk = await shared(town)

    title, filed = await in_a_file(town, talk)

    assert len(filed) == 53
    said = f"53 rows of /runs {EVERYTHING}"
    assert title == f"PARTIAL, as not all was read: {said}"


async def test_a_file_has_the_rows_of_the_list_that_was_narrowed(town: Town) -> None:
    talk = await shared(town, f"task {world.TASK} {world.TASK_RUN}")
    await talk.asks("skipped")

    title, filed = await in_a_file(town, talk)

    line = f"/runs task {world.TASK} {world.TASK_RUN} outcome:skipped"
    assert title == f"1 row of {line}"
    assert [row["outcome"] for row in filed] == ["skipped"]


async def test_a_history_comes_as_a_file(town: Town) -> None:
    talk = await shared(town)
    await talk.asks("history 3")

    _, filed = await in_a_file(town, talk)

    assert {row["target"] for row in filed} == {"FIN-DESK-02"}


async def test_help_names_every_form_to_the_asker_alone(town: Town) -> None:
    talk = await shared(town)

    assert (await talk.whispers("help")).startswith("In this thread you can ask on:")


async def test_a_mention_with_a_command_begins_a_thread(town: Town) -> None:
    event = await town.slack.mention(OPERATOR, EVERYTHING)
    talk = Talk(town.slack, str(event.message["ts"]))
    await town.slack.workspace.posted(lambda _: bool(talk.public))

    opened = await talk.asks("2")

    assert first_line(standing(talk.public[0])) == FOUND
    assert first_line(opened) == "✖ Failed: Pool run on RENDER-04"


async def test_anybody_of_the_workspace_can_ask_on(town: Town) -> None:
    talk = await shared(town)

    assert "RENDER-04" in await Talk(town.slack, talk.thread, COLLEAGUE).asks("2")


async def test_guests_cannot(town: Town) -> None:
    talk = await shared(town)

    refused = await Talk(town.slack, talk.thread, GUEST).whispers("2")

    assert refused.startswith("Guests of this workspace may not look up runs.")


async def test_a_thread_of_others_is_about_nothing(town: Town) -> None:
    await shared(town)
    root = await town.slack.say(OPERATOR, "lunch?")

    said = await Talk(town.slack, str(root.message["ts"])).whispers("2")

    assert said.startswith("This thread is not under an answer of mine")


async def test_a_context_stays_in_its_channel(town: Town) -> None:
    talk = await shared(town)
    elsewhere = town.slack.channels[UNJOINED_CHANNEL]
    elsewhere.members |= {OPERATOR, BOT_USER}
    elsewhere.messages.append({"type": "message", "text": "", "ts": talk.thread})

    said = await Talk(town.slack, talk.thread, channel=UNJOINED_CHANNEL).whispers("2")

    assert said.startswith("This thread is not under an answer of mine")


async def test_a_question_that_slack_tells_twice_is_answered_once(town: Town) -> None:
    talk = await shared(town)
    event = await town.slack.mention(OPERATOR, "2", thread_ts=talk.thread)
    await town.slack.workspace.posted(lambda _: bool(talk.public))

    await town.slack.redeliver(event)
    await talk.asks("3")

    assert len(talk.public) == 2


async def test_an_answer_that_slack_lost_is_there_once(town: Town) -> None:
    talk = await shared(town)
    town.slack.faults.next("chat.postMessage", ResetBefore())

    assert "RENDER-04" in await talk.asks("2")
    assert len(talk.public) == 1


async def test_plain_words_get_silence_where_nobody_listens(town: Town) -> None:
    talk = await shared(town)

    await town.slack.say(OPERATOR, "2", thread_ts=talk.thread)
    await talk.asks("3")

    assert len(talk.public) == 1


async def test_the_rows_of_a_run_are_chosen_by_their_outcome(town: Town) -> None:
    talk = await shared(town, f"task {world.TASK} {world.TASK_RUN}")

    skipped = await talk.asks("skipped")
    opened = await talk.asks("1")

    assert {outcome for outcome, _ in rows(skipped)} == {"skipped"}
    assert skipped.endswith(
        f"ask again: /runs task {world.TASK} {world.TASK_RUN} outcome:skipped"
    )
    assert first_line(opened).startswith("⤼ Skipped: ")


async def test_a_row_is_explained_and_its_history_has_numbers(town: Town) -> None:
    talk = await shared(town)

    why = await talk.asks("why 2")
    printed = await talk.asks("output")
    history = await talk.asks("history 3")
    opened = await talk.asks("1")

    assert (
        "What the code means WKS.00010032: The desktop's state did not allow the operation."
        in why
    )
    assert "exit 1" in printed
    assert first_line(history).startswith("FIN-DESK-02, the last 30 days: ")
    assert "FIN-DESK-02" in first_line(opened)


async def test_a_row_is_explained_by_its_name(town: Town) -> None:
    talk = await shared(town)

    assert "RENDER-04" in first_line(await talk.asks("why RENDER-04"))


async def test_the_rows_of_a_run_that_was_opened_have_its_numbers(town: Town) -> None:
    talk = await shared(town)

    run = await talk.asks(f"prod/task/{world.TASK}/{world.TASK_RUN}")
    (first, *_) = rows(run)
    opened = await talk.asks("1")

    assert first[1].split(",")[0] in first_line(opened)


async def test_a_long_output_comes_as_a_file(town: Town) -> None:
    printed = "\n".join(f"line {number:05}" for number in range(2_000))
    town.cloud.records[world.FAILED] |= {"output": printed}
    talk = await shared(town, f"script {world.FAILED}")

    await talk.asks("output")
    await town.slack.workspace.posted(lambda _: len(talk.public) > 1)

    (file,) = town.slack.files.known.values()
    assert file.name.startswith("output-")
    assert file.data is not None
    assert file.data.decode("utf-8-sig").splitlines() == printed.splitlines()
