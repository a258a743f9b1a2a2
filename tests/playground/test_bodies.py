import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.bodies import MOST_CHARACTERS, cut, laid_out

HIDDEN = "(hidden)"
SECRETS = ("password", "secret", "securitytoken", "security_token", "token")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


def lines(value: object) -> str:
    """JSON with a line for each field."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def nested(name: str, secret: str, depth: int) -> object:
    """The secret, so many lists and objects below."""
    inner: object = {name: secret, "kept": "seen"}
    for level in range(depth):
        inner = [inner] if level % 2 else {"inner": inner}
    return inner


def test_json_has_a_line_for_each_field() -> None:
    body = '{"ok":true,"rows":[1,"é"]}'

    assert laid_out(body) == ('{\n  "ok": true,\n  "rows": [\n    1,\n    "é"\n  ]\n}')


def test_bytes_are_laid_out_as_text_is() -> None:
    assert laid_out('{"name":"值班"}'.encode()) == lines({"name": "值班"})


def test_a_form_has_a_line_for_each_field_and_for_those_of_json_in_it() -> None:
    body = urlencode({"channel": "C1", "text": "", "blocks": '[{"type":"divider"}]'})

    assert laid_out(body) == lines(
        {"channel": "C1", "text": "", "blocks": [{"type": "divider"}]}
    )


@pytest.mark.parametrize(
    "body",
    ["", "ok", "OK - 8", "<html>no</html>", "12", '"text"', "null", "{", "{}", "[]"],
)
def test_anything_else_stays_as_it_is(body: str) -> None:
    assert laid_out(body) == body


def test_what_is_no_text_is_shown_as_far_as_it_is() -> None:
    assert laid_out(b"a\xff\x00b") == "a\ufffd\x00b"


@pytest.mark.parametrize("name", [*SECRETS, "Token", "SECRET", "securityToken"])
@pytest.mark.parametrize("depth", [0, 1, 7])
def test_secrets_are_hidden_at_any_depth(name: str, depth: int) -> None:
    body = json.dumps(nested(name, "s3cr3t", depth))

    assert laid_out(body) == lines(nested(name, HIDDEN, depth))


@pytest.mark.parametrize("name", SECRETS)
def test_secrets_of_forms_are_hidden(name: str) -> None:
    inner = json.dumps(nested(name, "s3cr3t", 3))

    said = laid_out(urlencode({name: "s3cr3t", "payload": inner}))

    assert said == lines({name: HIDDEN, "payload": nested(name, HIDDEN, 3)})


def test_an_object_called_token_is_looked_into() -> None:
    body = {"token": {"id": "t-1", "secret": "s3cr3t"}}

    assert laid_out(json.dumps(body)) == lines(
        {"token": {"id": "t-1", "secret": HIDDEN}}
    )


@pytest.mark.parametrize(
    ("length", "more"),
    [(MOST_CHARACTERS, ""), (MOST_CHARACTERS + 1, "\n… 1 characters more")],
    ids=["fits", "too long"],
)
def test_a_long_body_is_cut(length: int, more: str) -> None:
    assert laid_out("x" * length) == f"{'x' * MOST_CHARACTERS}{more}"


def test_a_long_body_says_how_much_is_missing() -> None:
    assert cut("é" * 20_000).endswith("é\n… 3616 characters more")


def test_json_is_cut_after_it_was_laid_out() -> None:
    rows = {"rows": list(range(10_000))}

    assert laid_out(json.dumps(rows)) == cut(lines(rows))


@pytest.mark.parametrize("depth", [50, 500, 5_000, 100_000])
def test_deep_json_is_no_trouble(depth: int) -> None:
    said = laid_out("[" * depth + "]" * depth)

    assert said.startswith("[" if depth < 500 else "(too deep")
    assert len(said) <= MOST_CHARACTERS + 50


@pytest.mark.parametrize("depth", [50, 500, 5_000, 100_000])
def test_deep_json_in_a_form_is_no_trouble(depth: int) -> None:
    deep = "[" * depth + "]" * depth

    said = laid_out(urlencode({"token": "s3cr3t", "text": deep}))

    begun = '{\n  "token": "(hidden)",\n  "text": '
    assert said.startswith(begun if depth < 500 else "(too deep")
    assert len(said) <= MOST_CHARACTERS + 50


@given(JSON)
def test_any_json_can_be_laid_out(value: object) -> None:
    said = laid_out(json.dumps(value))

    assert len(said) <= MOST_CHARACTERS + 50


@given(st.binary() | st.text())
def test_any_body_can_be_laid_out(body: bytes | str) -> None:
    assert isinstance(laid_out(body), str)
