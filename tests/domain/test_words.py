import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.words import Words, closings, joined, mended, nearest, open_quote, split
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
    "phrases between commas": (
        "cloud:\"a b\",c,'d e' x",
        Words(("x",), {"cloud": "a b,c,d e"}),
    ),
    "a phrase after a comma": ('cloud:c,"a b" x', Words(("x",), {"cloud": "c,a b"})),
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
        (Words(('a "b"', "it's b")), '\'a "b"\' "it\'s b"'),
        (Words(('"a', "it's:a b"), {"cloud": '"a'}), "'\"a' \"it's:a b\" cloud:'\"a'"),
    ],
    ids=["nothing", "words", "phrases", "unknown options", "quotes", "first quotes"],
)
def test_words_are_put_together_again(words: Words, line: str) -> None:
    text = joined(words)

    assert text == line


CURLY = "\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019"
PHRASES = st.one_of(
    st.text(st.characters(exclude_characters=f"'{CURLY}")),
    st.text(st.characters(exclude_characters=f'"{CURLY}')),
)


@given(st.lists(PHRASES.filter(lambda word: ":" not in word)), PHRASES.filter(bool))
def test_what_was_put_together_is_cut_as_before(plain: list[str], cloud: str) -> None:
    words = Words(tuple(plain), {"cloud": cloud})

    found = split(joined(words), KNOWN)

    assert found == words


def test_an_option_of_another_command_is_a_word_and_no_slip() -> None:
    words = split("clouds:a clouds:b cloud:c", KNOWN, {"clouds"})

    assert words == Words(("clouds:a", "clouds:b"), {"cloud": "c"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a clod:b", Words(("a",), {"cloud": "b"})),
        ("cloud:a cloud:b clod:c", Words((), {"cloud": "a"})),
        ("cloud: sinse:x", Words((), {"since": "x"})),
        ("name:a urn:a:b cloud:x", Words(("urn:a:b",), {"name": "a", "cloud": "x"})),
    ],
    ids=["misspelt", "twice", "empty", "another command's"],
)
def test_slips_are_mended(text: str, words: Words) -> None:
    found = mended(text, KNOWN, {"name"})

    assert found == words


@pytest.mark.parametrize(
    ("text", "word", "lines"),
    [
        ("a b", "", []),
        ('"a b" it\'s 5"', "", []),
        ('"a" "b c', '"b', ['"a" "b c"', '"a" "b c"', '"a" b c']),
        ("x name:'a b ", "name:'a", ["x name:'a b'", "x name:'a b'", "x name:a b"]),
        (
            "\u201ea b Since:24h cloud:c",
            '"a',
            [
                '"a b" Since:24h cloud:c',
                '"a b Since:24h cloud:c"',
                "a b Since:24h cloud:c",
            ],
        ),
        (
            'cloud:"a b",c,"d e since:x',
            '"d',
            [
                'cloud:"a b",c,"d e" since:x',
                'cloud:"a b",c,"d e since:x"',
                'cloud:"a b",c,d e since:x',
            ],
        ),
        ('"a name:b', '"a', ['"a name:b"', "a name:b"]),
        ('"', '"', ['""', ""]),
    ],
    ids=["none", "closed", "second", "value", "option", "comma", "no option", "alone"],
)
def test_an_open_quote_is_found_and_closed(
    text: str, word: str, lines: list[str]
) -> None:
    found = open_quote(text)

    assert found == word
    assert list(dict.fromkeys(closings(text, KNOWN))) == list(dict.fromkeys(lines))


@given(st.text("ab, \"':since", max_size=30))
def test_two_steps_close_every_quote(text: str) -> None:
    """There are two kinds, and one that is open has no second."""
    lines = [text]

    for _ in range(2):
        lines = [closed for line in lines for closed in closings(line, KNOWN)]

    assert [line for line in lines if open_quote(line)] == []
