import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.queries import LONGEST, HelpQuery, Query, ScriptQuery, parse
from bot.errors import InvalidQueryError

REFUSED = {
    "no record": (
        "script",
        "Which script execution? I need its record id.",
        "/runs script RECORD_ID",
    ),
    "only a cloud": (
        "script cloud:prod",
        "Which script execution? I need its record id.",
        "/runs script RECORD_ID cloud:prod",
    ),
    "an option of another command": (
        "script abc since:24h",
        "`script` knows no option `since:24h`, only `cloud:`.",
        "/runs script abc",
    ),
    "a backtick": (
        "a`b*c*",
        "I don't know `a'b*c*`.",
        "/runs help",
    ),
    "two records": (
        "script abc def",
        "I look up one record id at a time.",
        "/runs script abc",
    ),
    "two records, the first impossible": (
        "script a?b def",
        "I look up one record id at a time.",
        "",
    ),
    "a path": (
        "script ..",
        (
            "`..` cannot be a record id: those are up to 128 letters, digits and . _ ~ : - "
            "and I ask no cloud for anything else."
        ),
        "/runs help script",
    ),
    "a long impossible id": (
        f"script {'x' * 129}",
        (
            f"`{'x' * 59}…` cannot be a record id: those are up to 128 letters, digits and "
            ". _ ~ : - and I ask no cloud for anything else."
        ),
        "/runs help script",
    ),
    "a path with slashes": (
        "script ../../etc",
        (
            "`../../etc` is neither a record id nor a reference like "
            "`prod/script/RECORD_ID`."
        ),
        "/runs help script",
    ),
    "a reference to something else": (
        "script prod/task/abc",
        "That reference is not one of a script execution.",
        "/runs help script",
    ),
    "a reference with two ids": (
        "script prod/script/abc/def",
        "That reference is not one of a script execution.",
        "/runs help script",
    ),
    "two clouds": (
        "script prod/script/a%3ab cloud:test",
        (
            "The reference says cloud `prod`, but `cloud:` says `test`. Leave one of them "
            "out."
        ),
        "/runs script prod/script/a%3Ab",
    ),
    "an impossible cloud": (
        "script abc cloud:Prod!",
        "`prod!` cannot be the name of a cloud; leave `cloud:` out to ask all.",
        "",
    ),
    "a quoted impossible cloud": (
        'script abc cloud:"a b"',
        "`a b` cannot be the name of a cloud; leave `cloud:` out to ask all.",
        "",
    ),
    "an option twice": (
        "script abc cloud:a cloud:b",
        "`cloud:` can be given only once.",
        "",
    ),
    "an empty option": (
        "script abc cloud:",
        "`cloud:` needs a value right after the colon.",
        "",
    ),
    "a misspelt option": (
        "script abc clod:prod",
        "I don't know `clod:`. Did you mean `cloud:`?",
        "",
    ),
    "help on nothing known": (
        "help bananas",
        "There is no help on `bananas`.",
        "/runs help",
    ),
    "a misspelt verb": ("skript abc", "I don't know `skript`.", "/runs script abc"),
    "a misspelt verb in capitals": (
        "SKRIPS abc",
        "I don't know `SKRIPS`.",
        "/runs script abc",
    ),
    "an id alone": (
        "0a1b2c3d",
        "`0a1b2c3d` looks like an id; say what it is of.",
        "/runs script 0a1b2c3d",
    ),
    "a reference alone": (
        "prod/script/abc",
        "`prod/script/abc` looks like an id; say what it is of.",
        "/runs script prod/script/abc",
    ),
    "a reference to a task alone": (
        "prod/task/abc",
        "I don't know `prod/task/abc`.",
        "/runs help",
    ),
    "an unknown verb": ("bananas", "I don't know `bananas`.", "/runs help"),
    "an unknown verb with a digit": ("a?1", "I don't know `a?1`.", "/runs help"),
    "an unknown phrase": (
        '"what  happened\nlast night"',
        "I don't know `what happened last night`.",
        "/runs help",
    ),
    "an unknown long verb": (
        "€" * 100,
        f"I don't know `{'€' * 59}…`.",
        "/runs help",
    ),
    "one character too many": (
        "x" * (LONGEST + 1),
        "That is 1,881 characters long; 1,880 is the most I read. Send the command and one id.",
        "",
    ),
    "a novel": (
        "x" * 1_000_000,
        "That is 1,000,000 characters long; 1,880 is the most I read. Send the command and one id.",
        "",
    ),
}


@pytest.mark.parametrize(
    ("text", "sentence", "suggestion"), REFUSED.values(), ids=REFUSED.keys()
)
def test_a_bad_query_is_explained(text: str, sentence: str, suggestion: str) -> None:
    with pytest.raises(InvalidQueryError) as refused:
        parse(text)

    assert (str(refused.value), refused.value.suggestion) == (sentence, suggestion)


def test_the_reason_of_a_bad_reference_is_kept() -> None:
    with pytest.raises(InvalidQueryError) as refused:
        parse("script a/b")

    assert isinstance(refused.value.__cause__, InvalidQueryError)


@pytest.mark.parametrize(
    "line",
    ["{}", "0{}", "help {}", "script a?{}", "script {}/b", "script a cloud:X{}"],
)
def test_no_sentence_repeats_much_of_what_was_typed(line: str) -> None:
    with pytest.raises(InvalidQueryError) as refused:
        parse(line.format("x" * 100))

    assert "xx…`" in str(refused.value)
    assert "x" * 61 not in str(refused.value)


PIECES = st.sampled_from(
    [
        *(
            "script",
            "skript",
            "skrip",
            "help",
            "hellp",
            "/runs",
            "cloud:prod",
            "clod:a",
        ),
        *("cloud:", "abc", "a1", "a:1", "prod/script/a1", "prod/script/a/b", "a/b"),
        *("prod/task/a1", "..", "%2e%2e", '"', "'", "\u201c", "\u201d", '"a b"', '""'),
        *("`", "<", "…", "\x00", "x" * 129),
    ]
)
LINES = st.one_of(
    st.lists(PIECES, max_size=5).map(" ".join),
    st.lists(PIECES, max_size=5).map("".join),
    st.text(max_size=300),
)


def read_or_refuse(text: str) -> Query | InvalidQueryError:
    try:
        return parse(text)
    except InvalidQueryError as refused:
        return refused


@given(LINES)
def test_any_text_is_read_or_explained(text: str) -> None:
    answer = read_or_refuse(text)

    if isinstance(answer, InvalidQueryError):
        assert str(answer).endswith((".", "?"))
    else:
        assert isinstance(answer, HelpQuery | ScriptQuery)


@given(LINES)
@example("skrip")
@example("skript a1 b2")
@example("skript prod/script/a1")
@example("hellp a1")
@example("prod/script/a1/b2")
@example("prod/script/a1 cloud:test")
@example("a1 cloud:Prod!")
@example('skript a1 cloud:"a b"')
def test_every_suggestion_can_be_typed_as_it_is(text: str) -> None:
    answer = read_or_refuse(text)
    suggestion = getattr(answer, "suggestion", "")

    query = read_or_refuse(suggestion)

    assert "RECORD_ID" in suggestion or isinstance(query, HelpQuery | ScriptQuery)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("skript prod/script/abc", ScriptQuery("abc", "prod")),
        ("skript abc cloud:prod", ScriptQuery("abc", "prod")),
        ("script abc def cloud:prod", ScriptQuery("abc", "prod")),
        ("abc1 cloud:prod", ScriptQuery("abc1", "prod")),
    ],
)
def test_a_suggestion_keeps_what_was_typed_right(text: str, query: ScriptQuery) -> None:
    with pytest.raises(InvalidQueryError) as refused:
        parse(text)

    assert parse(refused.value.suggestion) == query
