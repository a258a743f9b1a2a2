"""Whatever is typed is read, or explained so that it can be typed right."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.commandline import COMMAND, LONGEST
from bot.domain.presses import button_value, read_value
from bot.domain.queries import Query, parse
from bot.errors import InvalidQueryError

VERBS = [
    "failures",
    "find",
    "tasks",
    "orders",
    "apps",
    "health",
    "failure",
    "fnd",
    "taskz",
    "odrers",
    "helth",
    "script",
    "task",
    "pool",
    "order",
    "app",
    "help",
    "skript",
    "tsk",
    "pools",
    "ordr",
    "aap",
    "hellp",
    "/runs",
]
UUID = "123e4567-e89b-12d3-a456-426614174000"
IDS = [
    UUID,
    "FIN-DESK-02",
    "abc",
    "a1",
    "a:1",
    "SCT1",
    "..",
    "%2e%2e",
    "x" * 129,
    "a?b",
    '""',
]
REFERENCES = [
    "prod/script/a1",
    "prod/task/a1/b1",
    "prod/pool/a%3A1",
    "prod/order/SCT1/1/2",
    "prod/order/SCT1/1",
    "prod/app/a1/b",
    "prod/script/a/b",
    "a/b",
]
OPTIONS = [
    "cloud:prod",
    "cloud:",
    "clod:a",
    "status:failed,skipped",
    "status:faild",
    "type:script",
    "type:both",
    "task:a,b",
    "task:../x",
    'name:"a b"',
    "name:\u201ca b\u201d",
    "name:'a \"b\" c'",
    "pool:,",
    "since:24h",
    "until:`x`",
    "sinse:24h",
    "source:task,pool",
    "source:taks",
    "target:FIN",
    "cause:'no lease'",
    "outcome:faild",
    "last:failed",
    "last:sucseeded",
]
ODD = ['"', "'", "\u201c", "\u201d", "`", "<", "…", "\x00", "\u3000", ":", "a:b:c"]
PIECES = st.sampled_from([*VERBS, *IDS, *REFERENCES, *OPTIONS, *ODD])
LINES = st.one_of(
    st.lists(PIECES, max_size=6).map(" ".join),
    st.tuples(st.sampled_from(VERBS), st.lists(PIECES, max_size=5)).map(
        lambda parts: " ".join([parts[0], *parts[1]])
    ),
    st.lists(PIECES, max_size=5).map("".join),
    st.text(max_size=300),
    st.text(st.characters(exclude_categories=()), max_size=60),
)
PLACEHOLDER = re.compile(r" [A-Z]+_[A-Z]+\b")


def read_or_refuse(text: str) -> Query | InvalidQueryError:
    try:
        return parse(text)
    except InvalidQueryError as refused:
        return refused


@given(LINES)
def test_any_text_is_read_or_explained(text: str) -> None:
    answer = read_or_refuse(text)

    if isinstance(answer, InvalidQueryError):
        assert str(answer).endswith((".", "?", ": -"))
    else:
        assert isinstance(answer, Query)


@given(LINES)
@example("skrip")
@example("skript a1 b2")
@example("skript prod/script/a1")
@example("skript prod/order/SCT1/1/2")
@example("hellp a1")
@example("prod/script/a1/b2")
@example("prod/script/a1 cloud:test")
@example("a1 cloud:Prod!")
@example('skript a1 cloud:"a b"')
@example("ordr SCT1 1")
@example("tsk a1 since:24h")
@example("tsk prod/task/a1 b")
@example("pools name:'a \"b\" c'")
@example("pools name:'\"'")
@example("status:failed,skipped sinse:24h")
@example("since:24h")
@example("target:FIN")
@example("pool target:FIN status:faild")
@example("failures status:faild a1 b2")
@example('tasks a1 \'b "c"\' d"e')
@example("failures name:'a b target:\"x")
@example("cloud:Prod!")
@example(f"{UUID} {UUID} since:24h")
@example("what failed last night")
def test_every_suggestion_can_be_typed_as_it_is(text: str) -> None:
    answer = read_or_refuse(text)
    suggestion = getattr(answer, "suggestion", "")

    query = read_or_refuse(suggestion)

    assert PLACEHOLDER.search(suggestion) or not isinstance(query, InvalidQueryError)


@given(LINES)
def test_every_mistake_within_the_greatest_length_has_a_suggestion(text: str) -> None:
    answer = read_or_refuse(text)

    assert getattr(answer, "suggestion", "some")


@given(LINES)
@example(f"pool status:faild name:{'x' * (LONGEST - 23)}")
@example(f"find {'x' * (LONGEST - 5)}")
@example(f"bananas name:'{'x ' * 900}")
def test_every_suggestion_fits_into_a_button(text: str) -> None:
    answer = read_or_refuse(text)
    suggestion = getattr(answer, "suggestion", "")

    assert len(button_value(suggestion, 999_999)) <= 1_900


@given(
    st.sampled_from(
        ["", "script ", "help ", "pool name:", "order SCT1 ", "find ", "tasks "]
    ),
    LINES,
)
def test_sentences_repeat_at_most_sixty_characters_of_a_line(
    before: str, text: str
) -> None:
    answer = read_or_refuse(before + text)

    repeated = re.findall(
        r"`([^`]*)`", str(answer) if isinstance(answer, Exception) else ""
    )
    assert all(len(part) <= 60 for part in repeated)


@given(LINES)
def test_the_command_in_front_changes_nothing(text: str) -> None:
    first = text.split(maxsplit=1)[:1]

    bare, whole = read_or_refuse(text), read_or_refuse(f"{COMMAND} {text}")

    assert first == [COMMAND] or str(bare) == str(whole)


@given(LINES)
@example(f"pool name:{'x' * (LONGEST - 10)}")
@example(f"status:failed {COMMAND}")
def test_a_press_asks_what_was_typed(text: str) -> None:
    typed = read_or_refuse(text)

    press = read_value(button_value(text, 2))

    assert press is not None
    assert str(read_or_refuse(press.text)) == str(typed)
