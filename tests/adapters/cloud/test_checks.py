"""`runwatch check` asks each endpoint once, with ids that earlier ones gave."""

from collections.abc import Mapping

import httpx
import pytest

from bot.adapters.checked import Checked, Verdict
from bot.adapters.cloud.checks import (
    check_sign_in,
    check_source,
    not_tried,
)
from bot.adapters.cloud.credentials import Credential
from bot.adapters.cloud.decoding import check_decoding
from bot.domain.references import SourceName
from tests.adapters.cloud.mocked import client
from tests.adapters.cloud.signing import Answering, issued, keystone, tokens_of
from tests.fakes import FakeClock

TASKS = "/v2/p/scheduled-tasks"
ORDERS = "/v1/job/script/orders"


async def lines(
    source: SourceName, bodies: Mapping[str, object], denied: str = ""
) -> list[Checked]:
    def answering(request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path == denied:
            return httpx.Response(403, json={"error_code": "WKS.1", "error_msg": "no"})
        return httpx.Response(200, json=bodies[path])

    return await check_source(client(answering), "prod", source, "p")


def verdicts(checked: list[Checked]) -> list[tuple[str, Verdict]]:
    return [(one.what, one.verdict) for one in checked]


async def test_each_endpoint_is_asked_with_what_the_one_before_found() -> None:
    bodies = {
        TASKS: {"scheduled_tasks": [{"id": "t1"}], "total_count": 1},
        f"{TASKS}/t1/records": {"tasks_records": [{"id": "r1"}], "total_count": 1},
        f"{TASKS}/t1/records/r1": {"tasks_records_details": [], "total_count": 0},
    }

    checked = await lines(SourceName.TASK, bodies)

    assert verdicts(checked) == [
        ("prod task W1 scheduled task", Verdict.OK),
        ("prod task W3 scheduled task's run", Verdict.OK),
        ("prod task W4 scheduled run's desktop", Verdict.OK),
    ]


async def test_what_there_is_nothing_to_ask_about_is_not_tried() -> None:
    bodies = {TASKS: {"scheduled_tasks": [], "total_count": 0}}

    checked = await lines(SourceName.TASK, bodies)

    assert checked[1:] == [
        Checked(
            "prod task W3 scheduled task's run",
            Verdict.NOT_TRIED,
            "there is no task to ask about",
        ),
        Checked(
            "prod task W4 scheduled run's desktop",
            Verdict.NOT_TRIED,
            "there is no task to ask about",
        ),
    ]


@pytest.mark.parametrize("wrapped", [True, False], ids=["wrapped", "bare"])
async def test_an_order_is_found_with_and_without_the_wrapper(wrapped: bool) -> None:  # noqa: FBT001  a parameter
    def body(value: object) -> object:
        return {"data": value} if wrapped else value

    bodies = {
        ORDERS: body({"total": 1, "data": [{"execute_uuid": "SCT1"}]}),
        f"{ORDERS}/SCT1": body({"status": "FINISHED"}),
        f"{ORDERS}/SCT1/statistics": body({"total_instance": 1}),
        f"{ORDERS}/SCT1/batches": body([{"batch_index": 1}]),
        f"{ORDERS}/SCT1/batches/1": body({"execute_instances": []}),
    }

    checked = await lines(SourceName.ORDER, bodies)

    assert [one.verdict for one in checked] == [Verdict.OK] * 5


async def test_a_missing_permission_is_named() -> None:
    checked = await lines(SourceName.TASK, {}, denied=TASKS)

    assert checked[0].verdict is Verdict.FAILED
    assert "workspace:scheduledTasks:list" in checked[0].said


@pytest.mark.parametrize("odd", ["../x", "", None, {"id": 1}, "a b"])
async def test_an_odd_id_is_not_asked_for(odd: object) -> None:
    bodies = {TASKS: {"scheduled_tasks": [{"id": odd}], "total_count": 1}}

    checked = await lines(SourceName.TASK, bodies)

    assert [one.verdict for one in checked] == [
        Verdict.OK,
        Verdict.NOT_TRIED,
        Verdict.NOT_TRIED,
    ]


async def test_an_answer_of_another_kind_fails() -> None:
    checked = await lines(SourceName.TASK, {TASKS: "all is well"})

    assert checked[0].verdict is Verdict.FAILED


async def test_nobody_asks_on_with_what_was_refused() -> None:
    asked = list[str]()

    def answering(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(401, json={"error_code": "APIGW.0301", "error_msg": "m"})

    cloud = client(answering)
    first = await check_source(cloud, "prod", SourceName.SCRIPT, "p")
    then = await check_source(cloud, "prod", SourceName.POOL, "p")

    failed, *rest = [one.verdict for one in first]
    assert (failed, rest) == (Verdict.FAILED, [Verdict.NOT_TRIED] * 2)
    assert [one.verdict for one in then] == [Verdict.NOT_TRIED] * 3
    assert "was not asked: its credentials were refused" in then[0].said
    assert len(asked) == 1


def test_what_there_is_no_use_in_asking_has_a_line_for_each_endpoint() -> None:
    assert not_tried("prod", SourceName.POOL, "prod could not sign in") == [
        Checked(
            "prod pool W8 desktop pool", Verdict.NOT_TRIED, "prod could not sign in"
        ),
        Checked("prod pool W9 pool run", Verdict.NOT_TRIED, "prod could not sign in"),
        Checked(
            "prod pool W6 pool run's desktop",
            Verdict.NOT_TRIED,
            "prod could not sign in",
        ),
    ]


async def test_a_sign_in_is_timed(clock: FakeClock) -> None:
    tokens = tokens_of(Answering(issued("T1")), clock)

    checked = await check_sign_in("prod", "IAM sign-in", tokens.current())

    assert (checked.what, checked.verdict) == ("prod IAM sign-in", Verdict.OK)
    assert checked.said.endswith(" ms")


async def test_a_sign_in_that_is_refused_says_why(clock: FakeClock) -> None:
    tokens = tokens_of(Answering(keystone(401)), clock)

    checked = await check_sign_in("prod", "IAM sign-in", tokens.current())

    assert checked == Checked(
        "prod IAM sign-in",
        Verdict.FAILED,
        "prod could not be asked: IAM refused this bot's sign-in (401). Whoever runs "
        "this bot has to check its user name, password, domain and project id, and the "
        "endpoint of IAM.",
    )


OPTIONAL = "may not decode denials: sts::decodeAuthorizationMessage (optional)"


@pytest.mark.parametrize(
    ("reply", "verdict", "said"),
    [
        (httpx.Response(400), Verdict.OK, " ms"),
        (httpx.Response(403), Verdict.OK, OPTIONAL),
        (
            httpx.Response(500),
            Verdict.NOT_TRIED,
            "the host answered 500 (optional)",
        ),
        (
            httpx.ConnectError("x"),
            Verdict.NOT_TRIED,
            "the host cannot be reached (ConnectError) (optional)",
        ),
    ],
    ids=["may", "may not", "trouble", "not there"],
)
async def test_decoding_denials_is_optional(
    credential: Credential,
    reply: httpx.Response | Exception,
    verdict: Verdict,
    said: str,
) -> None:
    sts = Answering(reply)

    checked = await check_decoding(sts.client(), credential, "prod STS decode")

    assert (checked.what, checked.verdict) == ("prod STS decode", verdict)
    assert checked.said.endswith(said)
    assert [one.url.path for one in sts.requests] == [
        "/v5/decode-authorization-message"
    ]


async def test_sts_is_not_asked_with_what_was_refused(credential: Credential) -> None:
    sts = Answering(httpx.Response(401))

    first, then = [
        await check_decoding(sts.client(), credential, "prod STS decode")
        for _ in range(2)
    ]

    assert first.said == "the host answered 401 (optional)"
    assert then.said == "the credentials were refused just now (optional)"
    assert {first.verdict, then.verdict} == {Verdict.NOT_TRIED}
    assert len(sts.requests) == 1
