import asyncio
import json
from typing import Any

import pytest

from bot.playground.slack import COLLEAGUE, OPERATOR
from bot.playground.slack.answers import RefusalError
from bot.playground.slack.view_acks import end_submission
from tests.playground.block_samples import (
    Json,
    home,
    modal,
    mrkdwn,
    plain,
    section,
    table,
)
from tests.playground.caller import Caller

LOADING = modal(section(text=plain("One moment")), close=plain("Close"))
DONE = modal(section(text=plain("exit 1")))


@pytest.fixture
def slack() -> Caller:
    return Caller()


def opened(slack: Caller, view: Json = LOADING) -> Json:
    answer = slack("views.open", trigger_id=slack.trigger(), view=view)
    assert answer["ok"], answer
    shown: Json = answer["view"]
    return shown


def pushed(slack: Caller) -> str | None:
    return slack.error("views.push", trigger_id=slack.trigger(), view=DONE)


def standing(slack: Caller, user: str = OPERATOR) -> list[Json]:
    return [each.view for each in slack.workspace.views.modals(user)]


def test_a_modal_is_opened_before_whoever_acted(slack: Caller) -> None:
    view = {**LOADING, "private_metadata": "p", "callback_id": "runs.output"}

    shown = opened(slack, {**view, "external_id": "key"})

    (top,) = slack.workspace.views.modals(OPERATOR)
    assert shown == top.as_view()
    assert shown == {
        "id": top.id,
        "team_id": "T0RUNWATCH1",
        "type": "modal",
        "title": plain("Output"),
        "close": plain("Close"),
        "submit": None,
        "blocks": [
            {
                **section(text=plain("One moment")),
                "block_id": shown["blocks"][0]["block_id"],
            }
        ],
        "private_metadata": "p",
        "callback_id": "runs.output",
        "clear_on_close": False,
        "notify_on_close": False,
        "state": {"values": {}},
        "hash": top.hash,
        "root_view_id": top.id,
        "previous_view_id": None,
        "app_id": "A0RUNWATCH1",
        "app_installed_team_id": "T0RUNWATCH1",
        "external_id": "key",
        "bot_id": "B0RUNWATCH1",
    }
    assert standing(slack, COLLEAGUE) == []


def test_a_view_can_be_json(slack: Caller) -> None:
    opened(slack, json.dumps(LOADING))  # type: ignore[arg-type]

    assert standing(slack) == [LOADING]


@pytest.mark.parametrize("method", ["views.open", "views.push"])
def test_a_trigger_that_is_no_good_opens_nothing(slack: Caller, method: str) -> None:
    used, late = slack.trigger(), slack.trigger()
    slack.workspace.triggers.use(used)
    slack.clock.advance(seconds=3)

    errors = [
        slack.error(method, trigger_id=trigger, view=LOADING)
        for trigger in (used, late, "1.2.3", None)
    ]

    assert errors == [
        "exchanged_trigger_id",
        "expired_trigger_id",
        "invalid_trigger_id",
        "invalid_trigger_id",
    ]
    assert standing(slack) == []


@pytest.mark.parametrize("method", ["views.open", "views.push", "views.update"])
@pytest.mark.parametrize("view", [{}, modal(table([])), home(), "{", [], 3])
def test_what_is_no_modal_is_refused(slack: Caller, method: str, view: object) -> None:
    error = slack.error(method, trigger_id=slack.trigger(), view=view)

    assert error == "invalid_arguments"


def test_a_refusal_says_where(slack: Caller) -> None:
    view = modal(title=plain("x" * 25))
    too_long = "must be less than 25 characters [json-pointer:/view/title/text]"

    assert slack("views.open", trigger_id=slack.trigger(), view=view) == {
        "ok": False,
        "error": "invalid_arguments",
        "response_metadata": {
            "messages": [f"[ERROR] {too_long}"],
        },
    }
    assert slack.rules() == ["too-long"]


def test_a_refused_view_leaves_its_trigger(slack: Caller) -> None:
    trigger = slack.trigger()
    big = modal(private_metadata="x", *[section(text=plain("\u00e4" * 3_000))] * 14)  # noqa: B026

    assert slack.error("views.open", trigger_id=trigger, view=big) == "view_too_large"
    assert slack.error("views.open", trigger_id=trigger, view=LOADING) is None


def test_texts_in_views_are_judged(slack: Caller) -> None:
    view = modal(section(text=mrkdwn("<!here> \x07")))

    opened(slack, view)

    assert sorted(slack.rules()) == ["control-characters", "mention"]


def test_an_allowed_mention_may_stand_in_a_view(slack: Caller) -> None:
    slack.workspace.mentions_allowed.add(OPERATOR)

    opened(slack, modal(section(text=mrkdwn(f"<@{OPERATOR}>"))))

    assert slack.rules() == []


def test_modals_are_stacked_three_deep(slack: Caller) -> None:
    root = opened(slack)

    assert [pushed(slack) for _ in range(3)] == [None, None, "push_limit_reached"]
    below, middle, top = slack.workspace.views.modals(OPERATOR)
    assert below.id == root["id"]
    assert {each.root_view_id for each in (below, middle, top)} == {root["id"]}
    assert [each.previous_view_id for each in (below, middle, top)] == [
        None,
        below.id,
        middle.id,
    ]


def test_nothing_is_pushed_on_nothing(slack: Caller) -> None:
    assert pushed(slack) == "not_found"


def test_another_modal_takes_the_place_of_all(slack: Caller) -> None:
    opened(slack)
    pushed(slack)
    old = slack.workspace.views.modals(OPERATOR)

    opened(slack, DONE)

    assert standing(slack) == [DONE]
    assert [each.closed for each in old] == [True, True]


def test_an_external_id_is_used_once(slack: Caller) -> None:
    named = {**LOADING, "external_id": "key"}
    opened(slack, named)
    slack.workspace.views.close(OPERATOR)

    error = slack.error("views.open", trigger_id=slack.trigger(COLLEAGUE), view=named)

    assert error == "duplicate_external_id"


@pytest.mark.parametrize("by", ["view_id", "external_id"])
def test_a_modal_is_updated_by_either_name(slack: Caller, by: str) -> None:
    old = opened(slack, {**LOADING, "external_id": "key"})
    name = {"view_id": old["id"], "external_id": "key"}[by]

    answer = slack("views.update", **{by: name}, view=DONE)

    (top,) = slack.workspace.views.modals(OPERATOR)
    assert (top.versions, top.view) == ([{**LOADING, "external_id": "key"}, DONE], DONE)
    assert answer["view"] == top.as_view()
    assert (answer["view"]["id"], top.external_id) == (old["id"], "key")
    assert top.hash != old["hash"]


def test_an_update_can_say_which_version_it_saw(slack: Caller) -> None:
    old = opened(slack)
    update = {"view_id": old["id"], "view": DONE, "hash": old["hash"]}

    errors = [slack.error("views.update", **update) for _ in range(2)]

    assert errors == [None, "hash_conflict"]


@pytest.mark.parametrize(
    "name", [{"view_id": "V0NOWHERE"}, {"external_id": "other"}, {}]
)
def test_what_does_not_stand_there_is_not_updated(
    slack: Caller, name: dict[str, str]
) -> None:
    opened(slack)

    assert slack.error("views.update", **name, view=DONE) == "not_found"


def test_a_closed_modal_is_not_updated(slack: Caller) -> None:
    view = opened(slack)
    closed = slack.workspace.views.close(OPERATOR)

    assert slack.error("views.update", view_id=view["id"], view=DONE) == "not_found"
    assert closed.closed


def test_an_update_cannot_take_the_name_of_another(slack: Caller) -> None:
    opened(slack, {**LOADING, "external_id": "key"})
    view = opened(slack)
    named = {**DONE, "external_id": "key"}

    error = slack.error("views.update", view_id=view["id"], view=named)

    assert error == "duplicate_external_id"


def test_nobody_closes_what_is_not_there(slack: Caller) -> None:
    with pytest.raises(ValueError, match="no modal"):
        slack.workspace.views.close(OPERATOR)


def publish(slack: Caller, **more: Any) -> Json:  # noqa: ANN401 - any JSON
    return slack("views.publish", **{"user_id": OPERATOR, "view": home(), **more})


def test_a_home_tab_is_published_again(slack: Caller) -> None:
    first = publish(slack)["view"]
    answer = publish(slack, view=home(section()), hash=first["hash"])

    tab = slack.workspace.views.home(OPERATOR)
    assert tab is not None
    assert (tab.versions, answer["view"]) == ([home(), home(section())], tab.as_view())
    assert answer["view"]["id"] == first["id"]
    assert slack.workspace.views.home(COLLEAGUE) is None


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"hash": "1.1"}, "hash_conflict"),
        ({"user_id": "U0NOBODY001"}, "user_not_found"),
        ({"user_id": ""}, "invalid_arguments"),
        ({"view": modal()}, "invalid_arguments"),
        ({"view": None}, "invalid_arguments"),
    ],
)
def test_what_is_no_home_tab_is_refused(slack: Caller, asked: Json, error: str) -> None:
    publish(slack)

    assert publish(slack, **asked)["error"] == error


def test_an_app_can_have_no_home_tab(slack: Caller) -> None:
    slack.workspace.views.home_enabled = False

    assert publish(slack)["error"] == "not_enabled"


async def test_somebody_can_wait_for_a_modal(slack: Caller) -> None:
    views = slack.workspace.views
    first = asyncio.create_task(views.changed(OPERATOR))
    done = asyncio.create_task(views.changed(OPERATOR, lambda each: each.view == DONE))
    await asyncio.sleep(0)

    view = opened(slack)
    assert (await first).id == view["id"]
    assert not done.done()
    slack("views.update", view_id=view["id"], view=DONE)

    assert (await done).versions == [LOADING, DONE]


async def test_nobody_waits_for_a_modal_for_ever(slack: Caller) -> None:
    opened(slack)

    with pytest.raises(TimeoutError):
        await slack.workspace.views.changed(OPERATOR, lambda _: False, timeout=0.01)


@pytest.mark.parametrize(
    ("ack", "left"),
    [
        (None, [LOADING]),
        ({}, [LOADING]),
        ({"response_action": "clear"}, []),
        ({"response_action": "update", "view": DONE}, [LOADING, DONE]),
        ({"response_action": "errors", "errors": {"b": "no"}}, [LOADING, LOADING]),
    ],
    ids=["nothing", "empty", "clear", "update", "errors"],
)
def test_an_ack_says_what_becomes_of_a_modal(
    slack: Caller, ack: Json | None, left: list[Json]
) -> None:
    opened(slack)
    slack("views.push", trigger_id=slack.trigger(), view=LOADING)

    errors = end_submission(slack.workspace.views, OPERATOR, ack)

    assert (standing(slack), errors) == (left, (ack or {}).get("errors", {}))


def test_an_ack_can_push_a_modal(slack: Caller) -> None:
    opened(slack)

    end_submission(
        slack.workspace.views, OPERATOR, {"response_action": "push", "view": DONE}
    )

    assert standing(slack) == [LOADING, DONE]


@pytest.mark.parametrize(
    ("ack", "error"),
    [
        ({"text": "saved"}, "invalid_command_response"),
        ({"response_action": "errors", "errors": {}}, "invalid_command_response"),
        ({"response_action": "update", "view": home()}, "invalid_arguments"),
    ],
)
def test_an_ack_that_says_nothing_is_refused(
    slack: Caller, ack: Json, error: str
) -> None:
    opened(slack)

    with pytest.raises(RefusalError, match=error):
        end_submission(slack.workspace.views, OPERATOR, ack)
