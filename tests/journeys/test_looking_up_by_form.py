"""The form in which people say what they want looked up."""

from bot.playground.cloud import world
from bot.playground.slack import GUEST, OPERATOR
from tests.journeys.people import Person
from tests.journeys.town import Town


async def test_a_command_without_its_id_offers_the_form(town: Town) -> None:
    person = Person(town.slack)

    window = await person.opens("task", "form.task")

    assert "Scheduled tasks" in window
    assert town.slack.deliveries[-1].ack == {
        "text": "A window opens…",
        "response_type": "ephemeral",
    }


async def test_what_is_filled_in_is_answered_with_the_command_for_it(
    town: Town,
) -> None:
    person = Person(town.slack)
    await person.opens("task", "form.task")

    said = await person.sends(id=world.TASK)

    assert said.startswith(f"Runs of task {world.TASK}: 18")
    assert said.endswith(f"ask again: /runs task {world.TASK}")
    assert person.windows == 0
    assert person.posts[-1].shown.channel == town.slack.deliveries[-1].channel


async def test_another_kind_has_other_fields(town: Town) -> None:
    person = Person(town.slack)
    await person.opens("task", "form.task")

    await town.slack.choose_in_modal(OPERATOR, text="Script orders")

    assert "form.task" not in await person.window("such as SCT2026")
    wrong = await person.fills(**{"from": "2026-11-20", "to": "2026-11-19"})
    assert wrong == {"to": "This is before the day that it begins with."}


async def test_the_form_of_the_workspace_is_answered_in_a_direct_message(
    town: Town,
) -> None:
    person = Person(town.slack)
    await town.slack.shortcut(OPERATOR, "runs.lookup")
    await person.window("form.pool")
    await town.slack.choose_in_modal(OPERATOR, text="Anything, by id or name")
    await person.window("form.text")

    wrong = await person.fills(text="x")

    assert "has to be 2 to 128 characters long" in wrong["text"]
    before = town.slack.posts[:]
    assert await person.fills(text=world.TASK) == {}
    post = await town.slack.posted(lambda post: post not in before)
    assert f"/runs find {world.TASK}" in str(post.message["blocks"])


async def test_nobody_is_offered_names_that_nobody_has_seen(town: Town) -> None:
    person = Person(town.slack)
    await person.opens("task", "form.task")

    typing = await town.slack.type_in_modal(OPERATOR, "form.task", "zzz")

    assert (typing.status, typing.error, typing.labels) == (200, None, [])
    assert typing.ack_seconds < 1


async def test_a_task_that_was_seen_is_found_while_somebody_types(town: Town) -> None:
    person = Person(town.slack)
    await town.answer("failures")  # by then the bot has seen what there is
    await person.opens("task", "form.task")

    typing = await town.slack.type_in_modal(OPERATOR, "form.task", "REBOOT")

    assert (typing.error, typing.labels) == (
        None,
        [f"nightly-reboot-finance ({world.TASK})"],
    )
    said = await person.sends(task=world.TASK)
    assert said.startswith(f"Runs of task {world.TASK}: 18")


async def test_outsiders_are_offered_no_names(town: Town) -> None:
    await town.slack.command(user=GUEST, text="task")
    window = await Person(town.slack, GUEST).window("may not look up runs")

    assert "form.task" not in window
