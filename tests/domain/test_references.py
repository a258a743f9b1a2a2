import string
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.references import Reference, SourceName, is_cloud_name, is_id
from bot.errors import InvalidQueryError

ALLOWED = string.ascii_letters + string.digits + "._~:-"
IDS = st.text(ALLOWED, min_size=1, max_size=128).filter(
    lambda text: any(map(str.isalnum, text))
)
CLOUDS = st.from_regex(r"[a-z0-9]{1,8}(?:_[a-z0-9]{1,8}){0,3}", fullmatch=True)
REFERENCES = st.builds(
    Reference,
    cloud=CLOUDS,
    source=st.sampled_from(SourceName),
    ids=st.lists(IDS, min_size=1, max_size=4).map(tuple),
)


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "0",
        "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        "123e4567-e89b-12d3-a456-426614174000",
        "A.b_c~d:e-f",
        "..a",
        "a..",
        "-1",
        "x" * 128,
        "." * 127 + "x",
    ],
)
def test_an_id_of_harmless_characters_may_be_asked(text: str) -> None:
    allowed = is_id(text)

    assert allowed is True


HOSTILE_IDS = {
    "empty": "",
    "one dot": ".",
    "two dots": "..",
    "three dots": "...",
    "signs only": "._~:-",
    "a path": "../x",
    "a slash": "a/b",
    "a backslash": "a\\b",
    "a query": "a?b=c",
    "a fragment": "a#b",
    "encoded dots": "%2e%2e",
    "an encoded slash": "a%2Fb",
    "a space": "a b",
    "129 characters": "x" * 129,
    "5,000 characters": "x" * 5_000,
    "a newline at the end": "abc\n",
    "a newline inside": "a\nb",
    "a carriage return": "abc\r\nHost: evil",
    "NUL": "abc\x00",
    "an escape character": "\x1babc",
    "an at sign": "a@b",
    "a semicolon": "a;b",
    "a plus": "a+b",
    "arabic digits": "\u0661\u0662",
    "full-width letters": "\uff41\uff42\uff43",
    "accents": "é1",
    "a kelvin sign": "\u212a1",
    "a long s": "\u017f1",
    "a zero width space": "a\u200bb",
    "half a character": "a\ud800",
    "an emoji": "a🚀",
}


@pytest.mark.parametrize("text", HOSTILE_IDS.values(), ids=HOSTILE_IDS.keys())
def test_a_hostile_id_may_not_be_asked(text: str) -> None:
    allowed = is_id(text)

    assert allowed is False


@given(st.one_of(st.text(max_size=200), st.text(ALLOWED + "/%?# \n", max_size=140)))
def test_an_id_goes_into_a_path_as_it_is(text: str) -> None:
    allowed = is_id(text)

    harmless = 0 < len(text) <= 128 and set(text) <= set(ALLOWED)
    assert allowed == (harmless and bool(set(text) - set("._~:-")))
    assert not allowed or quote(text, safe=":") == text


@pytest.mark.parametrize("name", ["prod", "0", "eu_west_1", "a1b2", "a_b", "x" * 40])
def test_lower_case_with_single_underscores_is_a_cloud_name(name: str) -> None:
    allowed = is_cloud_name(name)

    assert allowed is True


@pytest.mark.parametrize(
    "name",
    [
        "",
        "_",
        "_a",
        "a_",
        "a__b",
        "Prod",
        "a-b",
        "a.b",
        "a b",
        "é",
        "\u0661",
        "prod\n",
        "x" * 41,
    ],
)
def test_anything_else_is_no_cloud_name(name: str) -> None:
    allowed = is_cloud_name(name)

    assert allowed is False


def test_a_reference_is_written_percent_encoded() -> None:
    reference = Reference("prod", SourceName.TASK, ("a:b~c", "d-e.f_g"))

    text = str(reference)

    assert text == "prod/task/a%3Ab~c/d-e.f_g"


@given(REFERENCES)
def test_what_str_wrote_parse_reads(reference: Reference) -> None:
    text = str(reference)

    again = Reference.parse(text)

    assert again == reference


@pytest.mark.parametrize("source", SourceName)
def test_every_source_can_be_referred_to(source: SourceName) -> None:
    text = f"prod/{source.value}/a%3ab"

    reference = Reference.parse(text)

    assert reference == Reference("prod", source, ("a:b",))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "//",
        "prod",
        "prod/script",
        "prod/script/",
        "prod/script//a",
        "prod/script/a/",
        "/script/a",
        "Prod/script/a",
        "prod/SCRIPT/a",
        "prod/scripts/a",
        "prod//a",
        "prod/script/..",
        "prod/script/../a",
        "prod/script/%2e%2e",
        "prod/script/%252e",
        "prod/script/a%2Fb",
        "prod/script/a%00",
        "prod/script/a%0A",
        "prod/script/a\n",
        "prod/script/a%",
        "prod/script/a%ff",
        "prod/script/a%20b",
        "prod/script/a/b?c",
        "https://prod/script/a",
        "prod/script/" + "x" * 129,
        "prod/script/" + "x" * 5_000,
    ],
)
def test_what_is_no_reference_is_refused(text: str) -> None:
    with pytest.raises(InvalidQueryError) as refused:
        Reference.parse(text)

    assert str(refused.value) == "That is not a reference like cloud/script/ID."


@given(st.one_of(st.text(), st.text(ALLOWED + "%/", max_size=40)))
def test_whatever_is_read_is_a_reference_that_can_be_written(ending: str) -> None:
    try:
        reference = Reference.parse(f"prod/script/{ending}")
    except InvalidQueryError:
        return

    assert all(map(is_id, reference.ids))
    assert Reference.parse(str(reference)) == reference
