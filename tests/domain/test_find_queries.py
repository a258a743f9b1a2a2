import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lookups import LookUpQuery
from bot.domain.presses import command_for
from bot.domain.queries import Query, parse
from bot.domain.references import Reference, SourceName
from bot.domain.words import Words, joined
from bot.domain.works import FindQuery
from bot.errors import InvalidQueryError

UUID = "123e4567-e89b-12d3-a456-426614174000"
HEX = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
ORDER = "SCT2026011508120044b7d1e02"


def found(text: str, cloud: str = "") -> FindQuery:
    return FindQuery(text=text, cloud=cloud)


RUN = LookUpQuery(SourceName.TASK, ("T", "R"), "prod")
QUESTIONS: dict[str, tuple[str, Query]] = {
    "an id": (f"find {UUID}", found(UUID)),
    "a name": ("find Patch", found("Patch")),
    "a name of two words": ("find patch  check", found("patch check")),
    "a quoted name": ('find "patch  check" cloud:PROD', found("patch  check", "prod")),
    "a name with colons": ("find urn:a:b", found("urn:a:b")),
    "a verb": ("find tasks", found("tasks")),
    "find": ("find find", found("find")),
    "two characters": ("find ab", found("ab")),
    "128 characters": (f"find {'x' * 128}", found("x" * 128)),
    "a reference": ("find prod/task/T/R", RUN),
    "a UUID alone": (UUID, found(UUID)),
    "a UUID in capitals": (UUID.upper(), found(UUID.upper())),
    "a UUID after the command": (f"/runs {UUID}", found(UUID)),
    "a UUID and its cloud": (f"cloud:prod {UUID}", found(UUID, "prod")),
    "32 hex digits alone": (HEX, found(HEX)),
    "an order alone": (ORDER, found(ORDER)),
    "an order in small letters": ("sct1", found("sct1")),
    "an id with letters in front": (f"rec-{UUID}", found(f"rec-{UUID}")),
    "a machine alone": ("FIN-DESK-02", found("FIN-DESK-02")),
    "a reference alone": ("prod/task/T/R", RUN),
    "a reference alone and its cloud": ("prod/task/T/R cloud:prod", RUN),
}


@pytest.mark.parametrize(("text", "query"), QUESTIONS.values(), ids=QUESTIONS.keys())
def test_what_to_look_for_is_read(text: str, query: Query) -> None:
    read = parse(text)

    assert read == query


REFERENCES = st.sampled_from(
    [
        Reference("prod", SourceName.SCRIPT, ("a",)),
        Reference("prod", SourceName.TASK, ("a:1", "b", "c")),
        Reference("prod", SourceName.POOL, ("a",)),
        Reference("prod", SourceName.ORDER, ("SCT1", "1", "2")),
        Reference("prod", SourceName.APP, ("a", "b")),
    ]
)


@given(REFERENCES)
def test_a_reference_alone_asks_what_its_command_asks(reference: Reference) -> None:
    read = parse(str(reference))

    assert read == parse(command_for(reference))


IDS = st.one_of(
    st.uuids().map(str),
    st.uuids().map(lambda one: one.hex),
    st.from_regex(r"SCT[0-9]{14}[0-9a-f]{9}", fullmatch=True),
)


@given(IDS)
def test_every_id_alone_is_found(id_: str) -> None:
    read = parse(id_)

    assert read == found(id_)


# Spaces at the ends are cut, and of one text only one kind of quotes can be quoted.
NAMES = (
    st.text(
        st.characters(
            exclude_characters="':/\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb"
        ),
        min_size=2,
        max_size=128,
    )
    .map(str.strip)
    .filter(lambda text: len(text) > 1)
)


@given(NAMES)
def test_every_name_can_be_typed(name: str) -> None:
    line = joined(Words(("find", name)))

    assert parse(line) == found(name)


LENGTH = "it has to be 2 to 128 characters long."
REFUSED = {
    "nothing": (
        "find",
        "What shall I look for? I need an id, or a part of a name.",
        "/runs help find",
    ),
    "nothing in quotes": (
        'find " "',
        "What shall I look for? I need an id, or a part of a name.",
        "/runs help find",
    ),
    "one character": ("find a", f"I cannot look for `a`: {LENGTH}", "/runs help find"),
    "129 characters": (
        f"find {'x' * 129}",
        f"I cannot look for `{'x' * 59}…`: {LENGTH}",
        "/runs help find",
    ),
    "an impossible cloud": (
        "find patch cloud:a-b",
        "`a-b` cannot be the name of a cloud; leave `cloud:` out to ask all.",
        "/runs find patch",
    ),
    "an option of failures": (
        "find target:FIN cloud:prod",
        "`find` knows no option `target:FIN`, only `cloud:`.",
        "/runs failures target:FIN cloud:prod",
    ),
    "a name and an option of failures": (
        "find patch since:24h",
        "`find` knows no option `since:24h`, only `cloud:`.",
        "/runs find patch",
    ),
    "an id alone and an option": (
        f"{UUID} since:24h cloud:prod",
        "`find` knows no option `since:`, only `cloud:`.",
        f"/runs find {UUID} cloud:prod",
    ),
    "two ids": (
        f"{UUID} rec-1",
        "I look for one id at a time.",
        f"/runs find {UUID}",
    ),
    "two machines": (
        "FIN-DESK-02 FIN-DESK-03",
        "I look for one id at a time.",
        "/runs find FIN-DESK-02",
    ),
    "a reference and an id": (
        "prod/task/a b",
        "That is more than TASK_ID RECORD_ID DESKTOP_ID.",
        "/runs task prod/task/a",
    ),
    "a reference and another cloud": (
        "prod/task/a cloud:test",
        (
            "The reference says cloud `prod`, but `cloud:` says `test`. Leave one of them "
            "out."
        ),
        "/runs task prod/task/a",
    ),
    "half a reference": (
        "prod/order/SCT1/1",
        (
            "`prod/order/SCT1/1` is neither an execute_uuid nor a reference like "
            "`prod/order/EXECUTE_UUID`."
        ),
        "/runs help order",
    ),
}


@pytest.mark.parametrize(
    ("text", "sentence", "suggestion"), REFUSED.values(), ids=REFUSED.keys()
)
def test_what_cannot_be_looked_for_is_explained(
    text: str, sentence: str, suggestion: str
) -> None:
    with pytest.raises(InvalidQueryError) as refused:
        parse(text)

    assert (str(refused.value), refused.value.suggestion) == (sentence, suggestion)
