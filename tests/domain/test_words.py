import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.words import Words, joined, nearest, split
from bot.errors import InvalidQueryError

KNOWN = frozenset({"cloud", "since"})

READ = {
    "nothing": ("", Words()),
    "white space": (" \t\n ", Words()),
    "words": ("script  abc\tdef\n", Words(("script", "abc", "def"))),
    "an option": ("cloud:prod", Words((), {"cloud": "prod"})),
    "options in any order": (
        "since:24h script cloud:prod a",
        Words(("script", "a"), {"since": "24h", "cloud": "prod"}),
    ),
    "a key in capitals": ("CLOUD:Prod", Words((), {"cloud": "Prod"})),
    "a colon in a value": ("since:14:00", Words((), {"since": "14:00"})),
    "double quotes": ('script "a b"', Words(("script", "a b"))),
    "single quotes": ("script 'a b'", Words(("script", "a b"))),
    "a quoted value": ('cloud:"two words"', Words((), {"cloud": "two words"})),
    "a single-quoted value": ("cloud:'a b'", Words((), {"cloud": "a b"})),
    "english curly quotes": ("cloud:\u201ca b\u201d", Words((), {"cloud": "a b"})),
    "german curly quotes": ("\u201ea b\u201c", Words(("a b",))),
    "french quotes": ("\u00aba b\u00bb", Words(("a b",))),
    "single curly quotes": ("\u2018a b\u2019", Words(("a b",))),
    "one kind of quotes in the other": ('"it\'s" \'a "b"\'', Words(("it's", 'a "b"'))),
    "an apostrophe": ("it's one", Words(("it's", "one"))),
    "a quote inside a word": ('a"b c', Words(('a"b', "c"))),
    "a quote that never closes": ('"a b', Words(('"a', "b"))),
    "a lone quote": ('"', Words(('"',))),
    "empty quotes": ('script ""', Words(("script", ""))),
    "a phrase of several lines": ('"a\nb"', Words(("a\nb",))),
    "an id that holds colons": ("urn:a:b", Words(("urn:a:b",))),
    "a time": ("12:30", Words(("12:30",))),
    "a word with a colon at its end": ("note:", Words(("note:",))),
    "a colon alone": (":", Words((":",))),
    "an unknown key with quotes": ('urn:"a b"', Words(("urn:a b",))),
}


@pytest.mark.parametrize(("text", "words"), READ.values(), ids=READ.keys())
def test_a_line_is_cut_into_words(text: str, words: Words) -> None:
    found = split(text, KNOWN)

    assert found == words


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("cloud:", "`cloud:` needs a value right after the colon."),
        ("cloud: prod", "`cloud:` needs a value right after the colon."),
        ('cloud:""', "`cloud:` needs a value right after the colon."),
        ("cloud:a Cloud:b", "`cloud:` can be given only once."),
        ("cloud:a cloud:a", "`cloud:` can be given only once."),
        ("clod:prod", "I don't know `clod:`. Did you mean `cloud:`?"),
        ("Clouds:prod", "I don't know `clouds:`. Did you mean `cloud:`?"),
        ("sinc:24h", "I don't know `sinc:`. Did you mean `since:`?"),
    ],
)
def test_a_wrong_option_is_explained(text: str, sentence: str) -> None:
    with pytest.raises(InvalidQueryError) as refused:
        split(text, KNOWN)

    assert str(refused.value) == sentence


def test_without_known_options_everything_is_a_word() -> None:
    words = split("cloud:prod clod:x", ())

    assert words == Words(("cloud:prod", "clod:x"))


@given(st.text(max_size=200))
def test_any_line_is_cut_or_explained(text: str) -> None:
    try:
        words = split(text, KNOWN)
    except InvalidQueryError:
        return

    assert words.options.keys() <= KNOWN
    assert all(words.options.values())


@given(st.lists(st.text(st.characters(categories=("L", "N")), min_size=1)))
def test_plain_words_come_back_in_order(typed: list[str]) -> None:
    words = split(" ".join(typed), KNOWN)

    assert words == Words(tuple(typed))


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("skript", "script"),
        ("SCRIPTS", "script"),
        ("hellp", "help"),
        ("script", "script"),
        ("banana", ""),
        ("", ""),
    ],
)
def test_the_nearest_word_is_found(word: str, meant: str) -> None:
    found = nearest(word, {"script", "help"})

    assert found == meant


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (Words(), ""),
        (Words(("a", "b:c"), {"cloud": "prod"}), "a b:c cloud:prod"),
        (Words(("a b", ""), {"since": "x y"}), '"a b" "" since:"x y"'),
        (Words(("name:a b", "a b:c")), 'name:"a b" "a b:c"'),
    ],
    ids=["nothing", "words", "phrases", "unknown options"],
)
def test_words_are_put_together_again(words: Words, line: str) -> None:
    text = joined(words)

    assert text == line


PLAIN = st.text(
    st.characters(exclude_characters="\"'\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019")
)


@given(st.lists(PLAIN.filter(lambda word: ":" not in word)))
def test_what_was_put_together_is_cut_as_before(plain: list[str]) -> None:
    words = Words(tuple(plain), {"cloud": "a b"})

    found = split(joined(words), KNOWN)

    assert found == words
