import pytest

from bot.domain.queries import (
    LONGEST,
    HelpQuery,
    Query,
    ScriptQuery,
    echo,
    first_verb,
    parse,
    verbs,
)

UUID = "123e4567-e89b-12d3-a456-426614174000"

QUESTIONS: dict[str, tuple[str, Query]] = {
    "nothing": ("", HelpQuery()),
    "white space": (" \n\t", HelpQuery()),
    "help": ("help", HelpQuery()),
    "help in capitals": ("HELP", HelpQuery()),
    "help on a verb": ("help script", HelpQuery("script")),
    "help on help": ("help help", HelpQuery("help")),
    "a topic in capitals": ("help Script", HelpQuery("script")),
    "a record": ("script abc", ScriptQuery("abc")),
    "a verb in capitals": ("Script ABC", ScriptQuery("ABC")),
    "a UUID": (f"script {UUID}", ScriptQuery(UUID)),
    "more white space": ("  script \t abc \n", ScriptQuery("abc")),
    "a cloud": ("script abc cloud:prod", ScriptQuery("abc", "prod")),
    "a cloud first": ("cloud:prod script abc", ScriptQuery("abc", "prod")),
    "a cloud in the middle": ("script cloud:prod abc", ScriptQuery("abc", "prod")),
    "an option in capitals": ("script abc CLOUD:prod", ScriptQuery("abc", "prod")),
    "a quoted id": ('script "abc"', ScriptQuery("abc")),
    "curly quotes": ("script \u201cabc\u201d", ScriptQuery("abc")),
    "a quoted cloud": ("script abc cloud:\u201cprod\u201d", ScriptQuery("abc", "prod")),
    "an id with colons": ("script urn:a:1", ScriptQuery("urn:a:1")),
    "a reference": ("script prod/script/abc", ScriptQuery("abc", "prod")),
    "an encoded reference": ("script prod/script/a%3Ab", ScriptQuery("a:b", "prod")),
    "a reference and its cloud": (
        "script prod/script/abc cloud:prod",
        ScriptQuery("abc", "prod"),
    ),
    "an id that is a verb": ("script script", ScriptQuery("script")),
    "the whole command": ("/runs script abc", ScriptQuery("abc")),
    "the whole command, indented": ("  /runs script abc", ScriptQuery("abc")),
    "the command alone": ("/runs", HelpQuery()),
    "the command and a tab": ("/runs\tscript abc", ScriptQuery("abc")),
}


@pytest.mark.parametrize(("text", "query"), QUESTIONS.values(), ids=QUESTIONS.keys())
def test_a_question_is_read(text: str, query: Query) -> None:
    read = parse(text)

    assert read == query


def test_the_longest_line_is_read() -> None:
    line = "script abc".ljust(LONGEST)

    query = parse(line)

    assert query == ScriptQuery("abc")


def test_the_longest_id_is_read() -> None:
    query = parse(f"script {'x' * 128}")

    assert query == ScriptQuery("x" * 128)


def test_every_verb_is_listed() -> None:
    listed = verbs()

    assert listed == ("script", "help")


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("script abc", "script"),
        ("  SCRIPT\tabc", "script"),
        ("script", "script"),
        ("help script", "help"),
        ("scripts abc", ""),
        ("abc script", ""),
        ("", ""),
        (" \n", ""),
        ("/runs script abc", "script"),
        (" /runs\tscript abc", "script"),
        ("/runs", ""),
        ("/runsscript abc", ""),
    ],
)
def test_the_first_word_tells_the_verb(text: str, verb: str) -> None:
    found = first_verb(text)

    assert found == verb


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        ("abc", "abc"),
        (" a \n b\t", "a b"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
        ("x" * 5_000, "x" * 59 + "…"),
        ("", ""),
    ],
    ids=["short", "white space", "just fits", "one more", "far too long", "empty"],
)
def test_what_was_typed_is_repeated_in_short(text: str, repeated: str) -> None:
    shown = echo(text)

    assert shown == repeated
