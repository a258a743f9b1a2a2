import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.redaction import MASK, Redacted, redact

# Lines of 300 KB that make a careless pattern try again and again.
NASTY = {
    "dashes": "a-" * 150_000,
    "names": "token" * 60_000,
    "names with an ending": "token_" * 50_000,
    "names with spaces": "api key" * 43_000,
    "names and quotes": 'token="' * 43_000,
    "assignments of nothing": "password        :        " * 12_000,
    "options": "--token " * 37_000,
    "an endless key": "-----BEGIN PRIVATE KEY-----" + "A" * 300_000,
    "many keys begin": "-----BEGIN PRIVATE KEY-----" * 11_000,
    "many keys begin and go on": ("-----BEGIN PRIVATE KEY-----" + "A" * 99) * 2_300,
    "armour": "-----BEGIN " * 27_000,
    "schemes": "://" * 100_000,
    "addresses": "ab://x:" * 43_000,
    "one long scheme": "abcdefghij" * 30_000 + "://",
    "headers": "bearer " * 43_000,
    "beginnings of tokens": "eyJ" * 100_000,
    "halves of tokens": "eyJaaaaaaaa." * 25_000,
    "prefixes": "xoxb-" * 60_000,
    "access keys": "AKIA" * 75_000,
    "spaces": " " * 300_000,
    "chinese": "密码" * 150_000,
    "colours": "password" + "\x1b[0m" * 75_000,
    "colours and names": ("token" + "\x1b[0m" * 16) * 4_400,
    "backslashes": 'token="' + "\\" * 300_000,
    "an endless quote": "token='" + "a" * 300_000,
    "one dot after many": "-eyJaaaaaaaa" * 170 + "." + "b" * 300_000,
    "masks": MASK * 75_000,
}


@pytest.mark.parametrize("line", NASTY.values(), ids=NASTY.keys())
def test_a_secret_after_a_nasty_line_is_found(line: str) -> None:
    redacted = redact(f"{line}\nlogin: password=hunter2")

    assert "hunter2" not in redacted.text
    assert redacted.hidden >= 1


PIECES = st.sampled_from(
    [
        *("password", "token", "secret", "api key", "密码", "authorization"),
        *("=", ":", "：", "=>", " ", "\t", "\n", "'", '"', "&", ";", ",", "<", "\\"),
        *("bearer ", "Basic ", "negotiate ", "https://", "u", "@", "/", "--", "-", "_"),
        *("-----BEGIN RSA PRIVATE KEY-----", "-----END", "eyJabcdefgh", "."),
        *("AKIAIOSFODNN7EXAMPLE", "ghp_", "xoxb-", "1234567890", "a" * 300, MASK),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text())


@given(TEXTS)
@example("run --password hunter2")
@example("ghp_" + "a" * 400)
@example("eyJ" + ("a" * 3_000 + ".") * 3)
@example("token=" + "a" * 5_000)
def test_what_is_hidden_stays_hidden_and_is_counted_once(text: str) -> None:
    once = redact(text)

    again = redact(once.text)

    assert again == Redacted(once.text, 0)


@given(TEXTS)
def test_every_hidden_secret_leaves_a_mask(text: str) -> None:
    redacted = redact(text)

    masks = redacted.text.count(MASK)
    assert (redacted.hidden > 0) == (redacted.text != text)
    assert masks >= min(redacted.hidden, 1)


@given(
    st.text("abcdefgh0123456789!#$%^*()_+./?~", min_size=1, max_size=100),
    st.sampled_from(["password=", "Token: ", "--secret ", "API_KEY = ", "密码："]),
)
def test_no_value_is_too_odd_to_be_hidden(value: str, name: str) -> None:
    redacted = redact(f"a {name}{value} b")

    assert redacted == Redacted(f"a {name}{MASK} b", 1)


WORD_PIECES = [
    *["password", "--token", "-p", "-u", "/user", "Bearer", "-----BEGIN", "密码", "'"],
    *["AKIAABCDEFGHIJKLMNOP", "eyJabcdefghij.", "ghp_", "hooks.slack.com/services/"],
    *["abcdefghijklmnopqrstuvwxyz", "0123456789", "_", "-", ".", "FIN-DESK-02"],
]


@given(word=st.lists(st.sampled_from([*WORD_PIECES, " ", "\t"])).map("".join))
@example(word="bearer\teyJabc0=")
@example(word="sshpass -p hunter2")
@example(word="ConvertTo-SecureString hunter2")
@example(word="a /password hunter2")
def test_text_without_signs_of_secrets_is_searched_for_all_that_can_be_in_it(
    word: str,
) -> None:
    among_signs = redact(f"{word}\n:")

    assert redact(word) == Redacted(among_signs.text[:-2], among_signs.hidden)
