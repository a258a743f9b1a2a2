import httpx
import pytest

from bot.adapters.cloud.order_payloads import ParameterPayload
from bot.domain.executions import Detail
from bot.domain.outputs import Output
from bot.domain.redaction import MASK, redact
from bot.errors import SourceUnavailableError
from tests.adapters.cloud.endpoint_samples import C5, ORDER, c5, in_data
from tests.adapters.cloud.endpoints import Refusal, refused, single, whole
from tests.adapters.cloud.test_order import order

SECRETS = ["s3cr,et", "a;b&c d", 'say "hi" \\', "two\nlines", "none", "'", '{"k": 1}']


@pytest.mark.parametrize("name", ["db_password", "token", "API_KEY"])
@pytest.mark.parametrize("value", SECRETS)
def test_of_a_secret_parameter_nothing_is_shown(name: str, value: str) -> None:
    said = ParameterPayload(param_name=name, param_value=value).said

    assert redact(f'{said}, path="/var"').text == f'{name}={MASK}, path="/var"'


async def test_a_tag_that_holds_a_secret_is_quoted_as_a_parameter_is() -> None:
    target = C5["target_instance"]
    tags = {"custom_attributes": [{"key": "password", "value": "a b"}]}
    cloud = order(C5=c5(C5 | {"target_instance": target | tags}))

    found = await single(cloud.order, ORDER, "1", "900102")

    assert Detail("Attributes", 'password="a b"') in found.details


async def test_a_host_that_may_be_on_a_page_that_was_not_read_is_not_said_to_be_missing() -> (
    None
):
    def half(request: httpx.Request) -> object:
        if "marker" in request.url.params:
            return Refusal(503)
        return in_data({"execute_instances": [C5], "total_instances": 2})

    error = await refused(order(C5=half).order, ORDER, "1", "7")

    assert isinstance(error, SourceUnavailableError)
    assert str(error).startswith(
        "prod did not list the whole run, and host `7` is not among what it did. "
        "1 of 2 rows were read."
    )


KEY = "-----BEGIN RSA PRIVATE KEY-----"
LOGS = {
    "last line": ("one\ntwo\n \n\x1b[0m\n", "two"),
    "carriage returns": ("10%\r99%\r\n", "99%"),
    "one endless line": ("x" * 5_000, "x" * 4_096),
    "nothing": (" \n", ""),
    "half a key": (f"before\n{KEY}\nMIIE\nabcd", KEY),
    "a whole key": (f"{KEY}\nMIIE\n-----END RSA PRIVATE KEY-----\nok", "ok"),
}


@pytest.mark.parametrize(("log", "line"), LOGS.values(), ids=list(LOGS))
async def test_an_order_keeps_the_end_of_a_log_and_a_host_all_of_it(
    log: str, line: str
) -> None:
    cloud = order(C5=c5(C5 | {"message": log}))

    rows = (await whole(cloud.order, ORDER)).executions.rows

    assert rows[0].output == Output(line)
    opened = await single(cloud.order, ORDER, "1", "900102")
    assert opened.output == Output(log)
